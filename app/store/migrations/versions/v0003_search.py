"""Search of requests by any part of a word: FTS5 trigrams on SQLite, pg_trgm on PostgreSQL

Revision: 0003, after 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# External content: the text stays in `requests` alone, the index holds its trigrams. Requests are never deleted.
_SQLITE = (
    (
        "CREATE VIRTUAL TABLE request_search USING fts5("
        "search_text, content='requests', content_rowid='id', tokenize='trigram')"
    ),
    (
        "CREATE TRIGGER requests_search_insert AFTER INSERT ON requests BEGIN"
        " INSERT INTO request_search (rowid, search_text) VALUES (NEW.id, NEW.search_text); END"
    ),
    (
        "CREATE TRIGGER requests_search_update AFTER UPDATE OF search_text ON requests BEGIN"
        " INSERT INTO request_search (request_search, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"
        " INSERT INTO request_search (rowid, search_text) VALUES (NEW.id, NEW.search_text); END"
    ),
    "INSERT INTO request_search (request_search) VALUES ('rebuild')",
)
_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_requests_search_text ON requests USING gin (search_text gin_trgm_ops)",
)


def upgrade() -> None:
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)
