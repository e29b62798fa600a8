"""`plumbline move-database FROM TO`: everything, from one database into another that is empty."""

from contextlib import nullcontext

from handlers.commands.console import OK, WrongInput, guarded, say
from handlers.delivery.lock import lock_of
from storage.engine import open_engine, reach, whereabouts
from storage.moving import CannotMove, move


def move_everything(source: str, target: str) -> int:
    """Copy, and say what to do next; refuses while a bot sends the messages of a SQLite file."""
    return guarded(lambda _: _move(source, target))


def _move(source: str, target: str) -> int:
    old = open_engine(source, may_create=False)
    new = open_engine(target)
    try:
        reach(old)
        reach(new)
        with lock_of(old) or nullcontext():
            rows = move(old, new)
        say(f"Copied {rows:,} rows from {whereabouts(old)} to {whereabouts(new)}, and every audit trail verifies.")
        say("Now set DATABASE_URL to the new address and start. The old database is as it was; keep it for a while.")
    except CannotMove as refused:
        raise WrongInput(f"nothing was copied: {refused}") from None
    finally:
        old.dispose()
        new.dispose()
    return OK
