"""Readouts of randomised comparisons: effects, guardrails, sequential views, sample ratios, corrections."""

from typing import Any, Final

from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = ()
