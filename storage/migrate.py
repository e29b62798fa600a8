"""The schema's versions: what a database has, what this program needs, and the way there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.engine import BEGIN, is_sqlite

_LOCK = 7_205_817_331
"""Names the advisory lock that lets one replica migrate while the others wait."""


class SchemaMismatch(RuntimeError):  # noqa: N818  says what is wrong
    """The database's schema is not the one that this program needs; the words say what to do."""


def current_version(engine: Engine) -> str | None:
    """The version that the database has; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str:
    """The version that this program needs."""
    return str(_scripts().get_current_head())


def upgrade(engine: Engine) -> None:
    """Bring the schema up to date; SchemaMismatch when a newer program has been here."""
    with _alone(engine) as connection:
        _refuse_newer(MigrationContext.configure(connection).get_current_revision())
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def make_ready(engine: Engine) -> None:
    """For a program that starts: SQLite is migrated on the spot, PostgreSQL must have been by `plumbline migrate`."""
    if is_sqlite(engine):
        upgrade(engine)
        return
    standing = current_version(engine)
    _refuse_newer(standing)
    if standing != newest_version():
        raise SchemaMismatch("the database's schema is not up to date; run `plumbline migrate` first")


def _refuse_newer(standing: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if standing is not None and standing not in known:
        raise SchemaMismatch(f"the database was migrated by a newer Plumbline ({standing}); upgrade this program first")


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else migrates."""
    with engine.connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        if not is_sqlite(engine):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
