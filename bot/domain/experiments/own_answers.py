"""Answers that belong to some designs only: those of another design stay saved and are not reckoned with."""

from collections.abc import Mapping
from typing import Final

from bot.domain.charter import Charter
from bot.statistics.verdicts.summary import Method

_RANDOMISED: Final = frozenset({Method.AB, Method.CLUSTER})
_WITH_PAST: Final = frozenset(
    {
        Method.STAGED_ROLLOUT,
        Method.DIFFERENCE_IN_DIFFERENCES,
        Method.INTERRUPTED_TIME_SERIES,
        Method.SYNTHETIC_CONTROL,
    }
)
DESIGNS_OF: Final[Mapping[str, frozenset[Method]]] = {
    "cluster_size": frozenset({Method.CLUSTER}),
    "cluster_correlation": frozenset({Method.CLUSTER}),
    "periods_per_day": frozenset({Method.SWITCHBACK}),
    "donors": frozenset({Method.SYNTHETIC_CONTROL}),
    "history_days": _WITH_PAST,
    "arms": _RANDOMISED,
    "pre_period_correlation": _RANDOMISED,
}
"""The designs with which a question is asked, for those that wait for one; the question bank says the same."""


def number_of(charter: Charter, question: str) -> float | None:
    """The number that was answered; None where nothing was, or where it belongs to another design than the chosen."""
    designs = DESIGNS_OF.get(question)
    if designs is not None and charter.choice("design") not in designs:
        return None
    answer = charter.quantity(question)
    return None if answer is None else answer.value
