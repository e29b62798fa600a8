"""Rules about keeping it honest: failures that nobody would see, and charters that nobody looks at."""

from datetime import timedelta
from typing import Final

from bot.domain.lint.rule import Case, Fired

_STALE_AFTER: Final = timedelta(days=90)
_SILENT_FAILURE: Final = "readiness.reliability.silent_failure"


def is_unwatched(case: Case) -> Fired | None:
    """Nobody says how a silent failure would be noticed."""
    watched = case.charter.choice(_SILENT_FAILURE)
    if watched is None:
        return Fired(is_missing=True)
    return Fired(words=(watched,)) if watched == "no" else None


def is_stale(case: Case) -> Fired | None:
    """Nobody answered, signed or reviewed anything for 90 days."""
    moments = [case.charter.started_at, *(answer.at for answer in case.charter.answers.values())]
    idle = case.today - max(moments).date()
    return Fired(advice=f"{idle.days} days") if idle > _STALE_AFTER else None
