"""Money: propagation, pooling, portfolios, shrinkage, the winner's curse."""

from typing import Any, Final

from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = ()
