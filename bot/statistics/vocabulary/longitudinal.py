"""Readouts without randomisation: series, differences in differences, synthetic controls, counts."""

from typing import Any, Final

from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = ()
