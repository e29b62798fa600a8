"""`plumbline migrate`: bring the schema up to date."""

from handlers.commands.console import OK, guarded, say
from handlers.settings import Settings
from storage.engine import open_engine, reach
from storage.migrate import current_version, upgrade


def migrate_database() -> int:
    """Apply what is pending and say from where to where."""
    return guarded(_migrate)


def _migrate(settings: Settings) -> int:
    engine = open_engine(settings.database_url, schema=settings.schema_name)
    try:
        reach(engine, to_write=True)
        before = current_version(engine)
        upgrade(engine)
        after = current_version(engine)
    finally:
        engine.dispose()
    moved = f"The schema went from {before or 'nothing'} to {after}."
    say(f"The schema is up to date: {after}." if before == after else moved)
    return OK
