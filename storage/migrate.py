"""The schema's versions: what a database has, what this program needs, and the way there (there is no way back)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import CreateSchema, DropSchema

from storage.engine import BEGIN, SCHEMA, SchemaMismatch, is_sqlite, reach

_LOCK = 7_205_817_331
"""Names the advisory lock that lets one replica migrate while the others wait."""

_DIRECTORY = Path(__file__).parent / "migrations"


def current_version(engine: Engine) -> str | None:
    """The version that the database has; None for an empty one."""
    with engine.connect() as connection:
        return _version(connection)


def newest_version() -> str:
    """The version that this program needs."""
    return str(_scripts().get_current_head())


def pending(engine: Engine) -> tuple[str, ...]:
    """The versions that are still to be applied, in order; SchemaMismatch when a newer program has been here."""
    return _ahead(current_version(engine))


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date, all or nothing; SchemaMismatch when a newer program has been here."""
    with _alone(engine) as connection:
        _ahead(_version(connection))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(_DIRECTORY).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "head")


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:  # noqa: FBT001
    """Whether a table is one of ours, as Alembic asks it: procrastinate keeps its wake-ups beside them."""
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def start_anew(engine: Engine) -> None:
    """Drop everything that a PostgreSQL schema of our own holds, and nothing else; then migrate."""
    schema = _schema(engine)
    if schema is None:
        raise ValueError("only a schema of our own is ever emptied")
    reach(engine)
    with engine.begin() as connection:
        connection.execute(DropSchema(schema, cascade=True, if_exists=True))
    upgrade(engine)


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _ahead(standing: str | None) -> tuple[str, ...]:
    known = [script.revision for script in reversed(list(_scripts().walk_revisions()))]
    if standing is None:
        return tuple(known)
    if standing not in known:
        raise SchemaMismatch(f"the database was migrated by a newer Plumbline ({standing}); upgrade this program first")
    return tuple(known[known.index(standing) + 1 :])


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else migrates."""
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        if not is_sqlite(engine):
            # Whoever waits here waits for a whole migration: as long as it takes.
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        schema = _schema(engine)
        if schema is not None:
            connection.execute(CreateSchema(schema, if_not_exists=True))
        yield connection


def _schema(engine: Engine) -> str | None:
    schema: str | None = engine.get_execution_options().get(SCHEMA)
    return schema


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(_DIRECTORY)
