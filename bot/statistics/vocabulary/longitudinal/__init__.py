"""Readouts without randomisation: series, differences in differences, synthetic controls, counts."""

from typing import Any, Final

from bot.statistics.vocabulary.longitudinal import counterfactuals, counts, differences, panels, series
from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = (
    *series.TASKS,
    *counts.TASKS,
    *differences.TASKS,
    *panels.TASKS,
    *counterfactuals.TASKS,
)
