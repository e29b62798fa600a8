"""What inputs and methods of many tasks are made of: numbers, series, flags, the confidence of an interval."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.statistics.reasons import NotComputable, Reason

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


def refuse(words: str, field: str) -> NotComputable:
    """A bad input."""
    return NotComputable(Reason.BAD_INPUT, words, field=field)
