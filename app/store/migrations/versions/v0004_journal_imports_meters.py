"""What operators keep for themselves, imports that can be taken back, meters with options and counters

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

from app.store.base import BigId, Json, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("operator_id", BigId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", Json, nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name=op.f("fk_preferences_operator_id_operators")),
        sa.PrimaryKeyConstraint("operator_id", "key", name=op.f("pk_preferences")),
    )
    op.create_table(
        "remembered_columns",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("heading_key", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("operator_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operators.id"], name=op.f("fk_remembered_columns_operator_id_operators")
        ),
        sa.PrimaryKeyConstraint("kind", "heading_key", name=op.f("pk_remembered_columns")),
    )
    op.create_table(
        "import_changes",
        sa.Column("id", BigId, nullable=False),
        sa.Column("import_id", BigId, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", BigId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", Json, nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_changes_import_id_imports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_changes")),
    )
    op.create_index("ix_import_changes_import", "import_changes", ["import_id", "id"])
    op.create_index("ix_import_changes_subject", "import_changes", ["subject_id", "subject"])
    op.create_table(
        "import_reversals",
        sa.Column("import_id", BigId, autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator_id", BigId, nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_reversals_import_id_imports")),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operators.id"], name=op.f("fk_import_reversals_operator_id_operators")
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_import_reversals")),
    )
    op.create_table(
        "invocation_counters",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("reserved", BigId, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_invocation_counters")),
    )
    op.add_column("meters", sa.Column("options", Json, nullable=False, server_default="{}"))
    op.create_index("ix_subscribers_import", "subscribers", ["import_id"])
    op.create_index("ix_meters_import", "meters", ["import_id"])
    op.drop_index("ix_requests_filed_at", "requests")
    op.create_index("ix_requests_filed_order", "requests", ["filed_at", "id"])
    op.create_index(
        "ix_requests_visit_day",
        "requests",
        ["visit_day"],
        sqlite_where=sa.text("visit_day IS NOT NULL"),
        postgresql_where=sa.text("visit_day IS NOT NULL"),
    )
    op.create_index(
        "ix_requests_false_calls",
        "requests",
        ["closed_at"],
        sqlite_where=sa.text("false_call"),
        postgresql_where=sa.text("false_call"),
    )
