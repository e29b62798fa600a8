"""How long an experiment may last: the weeks in which units enter, and the wait until the last outcome is known."""

import math
from typing import Final

from bot.domain.charter import Charter, Quantity
from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields
from bot.domain.text import shorten

USUAL_WEEKS: Final = 12
"""The longest run where nobody has said how long we are willing to wait."""
SHORTEST_WEEKS: Final = 2
"""A fixed pool is watched for two whole weeks at least, as every other run is."""
_DAYS: Final = 7
_TYPED_MOST: Final = 40
HORIZON, POOL, TRAFFIC = QuestionId("outcome_horizon"), QuestionId("pool"), QuestionId("daily_traffic")


def longest_weeks(charter: Charter) -> int:
    """The longest run in weeks, the wait for the last outcome included; at least one."""
    longest = _number(charter, "longest_run")
    return USUAL_WEEKS if longest is None else max(1, math.floor(longest))


def horizon_days(charter: Charter) -> int:
    """Days from a unit's entry until its outcome is known; none where nobody said so."""
    return math.floor(_number(charter, HORIZON) or 0)


def pool_of(charter: Charter) -> int | None:
    """The units of a fixed pool, None where they enter day by day; BadFields where both were answered."""
    pool = _number(charter, POOL)
    if pool is None:
        return None
    by_day = charter.quantity(TRAFFIC)
    if by_day is not None:
        raise BadFields({POOL: _answered_twice(_typed(charter.quantity(POOL)), _typed(by_day))})
    return math.floor(pool)


def _typed(answer: Quantity | None) -> str:
    return shorten(answer.typed, _TYPED_MOST) if answer is not None else ""


def _answered_twice(pool: str, by_day: str) -> str:
    return (
        f"Traffic per day is answered too. Keep one and empty the other: {pool} here for a fixed pool, or {by_day} "
        "there for units that enter day by day."
    )


def weeks_of_entry(charter: Charter) -> int:
    """Whole weeks of the longest run in which units can enter; of a fixed pool, those in which it is watched.

    BadFields where the wait for outcomes leaves none.
    """
    longest, horizon = longest_weeks(charter), horizon_days(charter)
    if pool_of(charter) is not None:
        watched = max(SHORTEST_WEEKS, math.ceil(horizon / _DAYS)) if horizon else longest
        if watched > longest:
            raise _too_long(horizon, longest, watched)
        return watched
    left = (_DAYS * longest - horizon) // _DAYS
    if left < 1:
        raise _too_long(horizon, longest, SHORTEST_WEEKS + math.ceil(horizon / _DAYS))
    return left


def daily_units(charter: Charter) -> float | None:
    """Units a day: the traffic, or a fixed pool spread over the weeks in which it is watched."""
    pool = pool_of(charter)
    return _number(charter, TRAFFIC) if pool is None else pool / (_DAYS * weeks_of_entry(charter))


def _too_long(horizon: int, longest: int, wanted: int) -> BadFields:
    weeks = f"{longest} week{'s' if longest != 1 else ''}"
    words = (
        f"Outcomes that are known after {horizon} days do not fit in the longest run of {weeks}. "
        f"Write a shorter wait here, or a longest run of {wanted} weeks or more."
    )
    return BadFields({HORIZON: words})


def _number(charter: Charter, question: str) -> float | None:
    answer = charter.quantity(question)
    return None if answer is None else answer.value
