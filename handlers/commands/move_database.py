"""`plumbline move-database FROM TO`: everything, from one database into another that is empty."""

from contextlib import nullcontext

from sqlalchemy import Engine

from handlers.commands.console import OK, WrongInput, guarded, say
from handlers.delivery.lock import CannotLock, lock_of
from storage.engine import BadAddress, open_engine, reach, whereabouts
from storage.moving import CannotMove, move


def move_everything(source: str, target: str) -> int:
    """Copy, and say what to do next; refuses while a bot sends the messages of a SQLite file."""
    return guarded(lambda _: _move(source, target))


def _move(source: str, target: str) -> int:
    old, new = _opened(source, may_create=False), _opened(target)
    try:
        reach(old)
        reach(new, to_write=True)
        with lock_of(old) or nullcontext():
            rows = move(old, new)
        say(f"Copied {rows:,} rows from {whereabouts(old)} to {whereabouts(new)}, and every audit trail verifies.")
        say("Now set DATABASE_URL to the new address and start. The old database is as it was; keep it for a while.")
    except (BadAddress, CannotLock, CannotMove) as refused:
        raise WrongInput(f"nothing was copied: {refused}") from None
    finally:
        old.dispose()
        new.dispose()
    return OK


def _opened(address: str, *, may_create: bool = True) -> Engine:
    try:
        return open_engine(address, may_create=may_create)
    except BadAddress as bad:  # typed here, so no variable is to blame
        raise WrongInput(str(bad)) from None
