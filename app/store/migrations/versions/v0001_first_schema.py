"""The desk's first schema

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

from app.store.base import BigId, Json, UtcDateTime
from app.store.migrations.guards_0001 import create_guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_settings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_desk_settings")),
    )
    op.create_table(
        "feed",
        sa.Column("seq", BigId, autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", BigId, nullable=False),
        sa.Column("console", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_feed")),
    )
    op.create_table(
        "operators",
        sa.Column("id", BigId, nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operators")),
        sa.UniqueConstraint("login", name=op.f("uq_operators_login")),
    )
    op.create_table(
        "request_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_request_numbers")),
    )
    op.create_table(
        "workers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_workers")),
    )
    op.create_table(
        "calendar_years",
        sa.Column("id", BigId, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("days", Json, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=False),
        sa.Column("imported_by", BigId, nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["operators.id"], name=op.f("fk_calendar_years_imported_by_operators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("year", "version", name=op.f("uq_calendar_years_year_version")),
    )
    op.create_table(
        "events",
        sa.Column("seq", BigId, autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator_id", BigId, nullable=True),
        sa.Column("console", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", BigId, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name=op.f("fk_events_operator_id_operators")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_events_hash")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_subject", ["subject", "subject_id", "seq"], unique=False)

    op.create_table(
        "imports",
        sa.Column("id", BigId, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator_id", BigId, nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operators.id"], name=op.f("fk_imports_operator_id_operators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "regulations",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("effective_from", UtcDateTime(), nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.Column("stored_at", UtcDateTime(), nullable=False),
        sa.Column("stored_by", BigId, nullable=True),
        sa.ForeignKeyConstraint(["stored_by"], ["operators.id"], name=op.f("fk_regulations_stored_by_operators")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_regulations")),
    )
    op.create_table(
        "clients",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("email_key", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("contract", sa.String(), nullable=False),
        sa.Column("metering_system", sa.String(), nullable=False),
        sa.Column("statement_day", sa.Integer(), nullable=True),
        sa.Column("registration", sa.String(40), nullable=False),
        sa.Column("registered_at", UtcDateTime(), nullable=True),
        sa.Column("registered_before_pult", sa.Boolean(), nullable=False),
        sa.Column("import_id", BigId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "statement_day IS NULL OR statement_day BETWEEN 1 AND 31", name=op.f("ck_clients_statement_day")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_clients_import_id_imports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("email_key", name=op.f("uq_clients_email_key")),
    )
    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clients_name_key"), ["name_key"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", BigId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("client_id", BigId, nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_outbox_client_id_clients")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_state", ["state", "id"], unique=False)

    op.create_table(
        "subscribers",
        sa.Column("id", BigId, nullable=False),
        sa.Column("client_id", BigId, nullable=False),
        sa.Column("plot", sa.String(), nullable=False),
        sa.Column("plot_key", sa.String(), nullable=False),
        sa.Column("plot_order", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("max_w", sa.Integer(), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("protected_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("import_id", BigId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("max_w IS NULL OR max_w > 0", name=op.f("ck_subscribers_max_w_positive")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_subscribers_client_id_clients")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_subscribers_import_id_imports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscribers")),
        sa.UniqueConstraint("client_id", "plot_key", name=op.f("uq_subscribers_client_id_plot_key")),
    )
    with op.batch_alter_table("subscribers", schema=None) as batch_op:
        batch_op.create_index("ix_subscribers_client_order", ["client_id", "plot_order"], unique=False)
        batch_op.create_index("ix_subscribers_plot_key", ["plot_key"], unique=False)

    op.create_table(
        "meters",
        sa.Column("id", BigId, nullable=False),
        sa.Column("subscriber_id", BigId, nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("serial_key", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.Column("mac_key", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("driver", sa.String(), nullable=False),
        sa.Column("gateway", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("limit_w", sa.Integer(), nullable=True),
        sa.Column("limit_before_w", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("import_id", BigId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_meters_import_id_imports")),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name=op.f("fk_meters_subscriber_id_subscribers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meters")),
        sa.UniqueConstraint("mac_key", name=op.f("uq_meters_mac_key")),
        sa.UniqueConstraint("serial_key", name=op.f("uq_meters_serial_key")),
    )
    with op.batch_alter_table("meters", schema=None) as batch_op:
        batch_op.create_index("ix_meters_subscriber", ["subscriber_id"], unique=False)

    op.create_table(
        "requests",
        sa.Column("id", BigId, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("client_id", BigId, nullable=False),
        sa.Column("subscriber_id", BigId, nullable=False),
        sa.Column("watts", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=True),
        sa.Column("filed_at", UtcDateTime(), nullable=False),
        sa.Column("filed_by", BigId, nullable=False),
        sa.Column("quota_day", sa.Date(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(40), nullable=True),
        sa.Column("start_due", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("start_met", sa.Boolean(), nullable=True),
        sa.Column("visit_with", sa.String(), nullable=False),
        sa.Column("visit_phone", sa.String(), nullable=False),
        sa.Column("visit_day", sa.Date(), nullable=True),
        sa.Column("visit_since", sa.Time(), nullable=True),
        sa.Column("visit_until", sa.Time(), nullable=True),
        sa.Column("completion_due", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("completion_met", sa.Boolean(), nullable=True),
        sa.Column("reject_reason", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("false_call", sa.Boolean(), nullable=False),
        sa.Column("opposite_of", BigId, nullable=True),
        sa.Column("due", UtcDateTime(), nullable=True),
        sa.Column("sort_key", BigId, nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("command_code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'limit') = (watts IS NOT NULL)", name=op.f("ck_requests_watts_for_limits_only")),
        sa.CheckConstraint(
            "(status IN ('done', 'rejected', 'lapsed')) = (closed_at IS NOT NULL)",
            name=op.f("ck_requests_closed_when_final"),
        ),
        sa.CheckConstraint(
            "status <> 'rejected' OR reject_reason IS NOT NULL", name=op.f("ck_requests_rejected_has_reason")
        ),
        sa.CheckConstraint(
            "status NOT IN ('confirmed', 'in-progress', 'done') OR (confirmed_at IS NOT NULL AND start_due IS NOT NULL)",
            name=op.f("ck_requests_confirmed_has_term"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('in-progress', 'done') OR (started_at IS NOT NULL AND completion_due IS NOT NULL)",
            name=op.f("ck_requests_started_has_term"),
        ),
        sa.CheckConstraint("watts IS NULL OR watts > 0", name=op.f("ck_requests_watts_positive")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_requests_client_id_clients")),
        sa.ForeignKeyConstraint(["filed_by"], ["operators.id"], name=op.f("fk_requests_filed_by_operators")),
        sa.ForeignKeyConstraint(["opposite_of"], ["requests.id"], name=op.f("fk_requests_opposite_of_requests")),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name=op.f("fk_requests_subscriber_id_subscribers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_requests_number")),
        sa.UniqueConstraint("uid", name=op.f("uq_requests_uid")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index("ix_requests_client_order", ["client_id", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_requests_due", ["due"], unique=False)
        batch_op.create_index("ix_requests_filed_at", ["filed_at"], unique=False)
        batch_op.create_index("ix_requests_order", ["sort_key", "id"], unique=False)
        batch_op.create_index("ix_requests_status_order", ["status", "sort_key", "id"], unique=False)
        batch_op.create_index("ix_requests_subscriber", ["subscriber_id", "id"], unique=False)

    op.create_table(
        "commands",
        sa.Column("id", BigId, nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("request_id", BigId, nullable=True),
        sa.Column("meter_id", BigId, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("watts", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("planned_by", BigId, nullable=False),
        sa.Column("plan_hash", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("leased_by", sa.String(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("after", Json, nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(action = 'limit') = (watts IS NOT NULL)", name=op.f("ck_commands_watts_for_limits_only")),
        sa.CheckConstraint("state <> 'verified' OR after IS NOT NULL", name=op.f("ck_commands_verified_has_reading")),
        sa.CheckConstraint("watts IS NULL OR watts > 0", name=op.f("ck_commands_watts_positive")),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_commands_meter_id_meters")),
        sa.ForeignKeyConstraint(["planned_by"], ["operators.id"], name=op.f("fk_commands_planned_by_operators")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_commands_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commands")),
        sa.UniqueConstraint("uid", name=op.f("uq_commands_uid")),
    )
    with op.batch_alter_table("commands", schema=None) as batch_op:
        batch_op.create_index("ix_commands_meter", ["meter_id", "state"], unique=False)
        batch_op.create_index("ix_commands_queue", ["state", "id"], unique=False)
        batch_op.create_index("ix_commands_request", ["request_id", "id"], unique=False)

    op.create_table(
        "contacts",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("with_whom", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_contacts_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index("ix_contacts_request", ["request_id", "id"], unique=False)

    op.create_table(
        "deadlines",
        sa.Column("id", BigId, nullable=False),
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("which", sa.String(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("steps", Json, nullable=False),
        sa.Column("regulation_version", sa.Integer(), nullable=False),
        sa.Column("calendar_version", sa.String(), nullable=False),
        sa.Column("official", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_deadlines_request_id_requests")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_deadlines_request", ["request_id", "id"], unique=False)

    op.create_table(
        "meter_states",
        sa.Column("meter_id", BigId, nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.Column("state", Json, nullable=False),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_meter_states_meter_id_meters")),
        sa.PrimaryKeyConstraint("meter_id", name=op.f("pk_meter_states")),
    )
    op.create_table(
        "quota_slots",
        sa.Column("request_id", BigId, nullable=False),
        sa.Column("client_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot BETWEEN 1 AND quota", name=op.f("ck_quota_slots_slot_within_quota")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_quota_slots_client_id_clients")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_quota_slots_request_id_requests")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_quota_slots")),
        sa.UniqueConstraint("client_id", "day", "slot", name=op.f("uq_quota_slots_client_id_day_slot")),
    )
    op.create_table(
        "command_steps",
        sa.Column("id", BigId, nullable=False),
        sa.Column("command_id", BigId, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["command_id"], ["commands.id"], name=op.f("fk_command_steps_command_id_commands")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command_steps")),
    )
    with op.batch_alter_table("command_steps", schema=None) as batch_op:
        batch_op.create_index("ix_command_steps_command", ["command_id", "id"], unique=False)
    create_guards()
