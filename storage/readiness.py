"""Whether a database has the schema that this program needs, told without what migrates: that costs a start 0.1 s."""

from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from storage.engine import SCHEMA, SchemaMismatch, is_sqlite, reach

NEWEST: Final = "0012"
"""The version of the newest migration."""
_VERSION: Final = text("SELECT version_num FROM alembic_version")


def make_ready(engine: Engine, *, to_write: bool = False) -> bool:
    """For a program that starts: what it has to itself is migrated on the spot, a shared database must have been.

    A SQLite file and a schema of our own belong to one program; several replicas share a PostgreSQL database, and
    there an operator decides when its schema changes. Returns whether there was none until now. BadAddress says why a
    database cannot be reached, or with `to_write` not be written.
    """
    reach(engine, to_write=to_write)
    before = standing(engine)
    if before == NEWEST:
        return False
    from storage.migrate import pending, upgrade  # noqa: PLC0415  a database is migrated once and started often

    if is_sqlite(engine) or engine.get_execution_options().get(SCHEMA) is not None:
        upgrade(engine)
    elif pending(engine):
        raise SchemaMismatch("the database's schema is not up to date; run `plumbline migrate` first")
    return before is None


def standing(engine: Engine) -> str | None:
    """The version that the database has; None where it has none, or where that is not so easily told."""
    try:
        with engine.connect() as connection:
            version: str | None = connection.execute(_VERSION).scalar()
    except (OperationalError, ProgrammingError):  # there is no such table yet
        return None
    return version
