"""Readouts of randomised comparisons: effects, guardrails, sequential views, sample ratios, corrections."""

from typing import Any, Final

from bot.statistics.vocabulary.ab_readout import (
    adjusted,
    families,
    guardrails,
    margins,
    means,
    proportions,
    ratios,
    sequential,
)
from bot.statistics.vocabulary.task import Task

_NOUNS: Final = (proportions, means, ratios, adjusted, sequential, guardrails, margins, families)
TASKS: Final[tuple[Task[Any, Any], ...]] = tuple(task for noun in _NOUNS for task in noun.TASKS)
