"""The desk of a million requests that the benches measure on: made once, kept under build/; copied to PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text

from app.bootstrap import make_desk
from app.demo_desk import kept_desk
from app.store.archive import without_indexes
from app.store.base import Base
from app.store.engine import open_engine
from tests.fakes.postgres import private_cluster

KEPT = Path("build/million")


def million_desk() -> Path:
    """Its SQLite file."""
    return kept_desk(KEPT)


@contextmanager
def million_on_postgres() -> Iterator[tuple[str, "psycopg.Connection[tuple[Any, ...]]"]]:
    """The same desk on a private PostgreSQL for as long as it is measured: its address, and a plain connection to it."""
    with private_cluster() as cluster:
        with cluster.connect() as plain:
            plain.execute("CREATE DATABASE million")
        url = cluster.url("million")
        make_desk(url)
        _copy_all(million_desk(), url)
        with psycopg.connect(host=str(cluster.folder), port=cluster.port, user="pult", dbname="million") as plain:
            yield url, plain


def _copy_all(source: Path, url: str) -> None:
    """Every table as it stands; moments are text in UTC on SQLite, which PostgreSQL reads."""
    engine = open_engine(url)
    with closing(sqlite3.connect(source)) as plain, engine.begin() as connection:
        connection.execute(text("SET LOCAL timezone = 'UTC'"))
        connection.execute(text("SET LOCAL session_replication_role = 'replica'"))  # no foreign keys, no guards
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        with without_indexes(connection):
            for table in Base.metadata.sorted_tables:
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                connection.execute(text(f"TRUNCATE {table.name} CASCADE"))
                cursor: Any = connection.connection.cursor()
                with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
                    for row in plain.execute(f"SELECT {columns} FROM {table.name}"):
                        copy.write_row(row)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()
