"""Planning: sample sizes, power, detectable effects and durations."""

from typing import Any, Final

from bot.statistics.vocabulary.planning import absolute, noninferiority, relative
from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = (*absolute.TASKS, *noninferiority.TASKS, *relative.TASKS)
