"""Rules about keeping it honest: failures that nobody would see, and charters that nobody looks at."""

from datetime import timedelta
from typing import Final

from bot.domain.lint.rule import Case, Fired
from bot.domain.readiness.items import SILENT_FAILURE, silent_failure_unwatched

_STALE_AFTER: Final = timedelta(days=90)


def is_unwatched(case: Case) -> Fired | None:
    """Nobody says how a silent failure would be noticed, and no drill showed it."""
    if not silent_failure_unwatched(case.charter, case.today):
        return None
    watched = case.charter.choice(SILENT_FAILURE)
    return Fired(is_missing=True) if watched is None else Fired(words=(watched,))


def is_stale(case: Case) -> Fired | None:
    """Nobody answered, signed or reviewed anything for 90 days."""
    moments = [case.charter.started_at, *(answer.at for answer in case.charter.answers.values())]
    idle = case.today - max(moments).date()
    return Fired(advice=f"{idle.days} days") if idle > _STALE_AFTER else None
