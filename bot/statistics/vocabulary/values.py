"""What inputs and methods of many tasks are made of: numbers, series, flags, the confidence of an interval."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

import numpy as np
from pydantic import Field

from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.vocabulary.task import Figure, I, M

Number = Annotated[float, Field(strict=True)]
Series = tuple[Number, ...]
Flags = tuple[Annotated[float, Field(ge=0, le=1)], ...]
Rows = tuple[tuple[Number, ...], ...]


class Level(StrEnum):
    """The confidence of an interval."""

    L80 = "80%"
    L90 = "90%"
    L95 = "95%"
    L99 = "99%"

    @property
    def confidence(self) -> float:
        """As a fraction."""
        return float(self.removesuffix("%")) / 100


def guarded(run: Callable[[I, M], Mapping[str, Figure]]) -> Callable[[I, M], Mapping[str, Figure]]:
    """The same task; what outgrows floating point is refused instead of computed on as infinity or as no number."""

    def told(inputs: I, method: M) -> Mapping[str, Figure]:
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                return run(inputs, method)
        except ArithmeticError:
            words = "These inputs lead to figures too large or too small to compute with."
            raise NotComputable(Reason.NOT_ESTIMABLE, words) from None

    return told


def refuse(words: str, field: str) -> NotComputable:
    """A bad input."""
    return NotComputable(Reason.BAD_INPUT, words, field=field)
