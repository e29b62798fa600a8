"""Money: propagation, pooling, portfolios, shrinkage, the winner's curse."""

from typing import Any, Final

from bot.statistics.vocabulary.money_portfolio import pooling, propagation, shrinkage, winners_curse
from bot.statistics.vocabulary.task import Task

TASKS: Final[tuple[Task[Any, Any], ...]] = (
    *propagation.TASKS,
    *pooling.TASKS,
    *shrinkage.TASKS,
    *winners_curse.TASKS,
)
