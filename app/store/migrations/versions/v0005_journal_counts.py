"""The journal's indexes answer by themselves: what is filtered and counted by stands in them

Revision: 0005, after 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_requests_order": ["sort_key", "id", "status", "kind", "client_id"],
    "ix_requests_status_order": ["status", "sort_key", "id", "kind", "client_id"],
    "ix_requests_client_order": ["client_id", "sort_key", "id", "status", "kind"],
    "ix_requests_filed_order": ["filed_at", "id", "status", "kind", "client_id"],
}


def upgrade() -> None:
    for name, columns in _INDEXES.items():
        op.drop_index(name, "requests")
        op.create_index(name, "requests", columns)
    op.create_index("ix_requests_kind_status", "requests", ["kind", "status"])
