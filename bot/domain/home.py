"""The Home tab of a person: what waits for them, their projects, and for admins what did not get out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.notes import OwedNote
from bot.domain.undelivered import Trouble, Undelivered


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckMessage:
    """A message that did not get out, and the reader's day on which it was to be said."""

    message: Undelivered
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """What did not get out: how much of each kind of trouble, and the newest of it."""

    counts: Mapping[Trouble, int]
    newest: tuple[StuckMessage, ...]

    @property
    def left(self) -> int:
        """How many are counted and not among the newest."""
        return sum(self.counts.values()) - len(self.newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything that a Home tab shows; `stuck` is there for admins only."""

    owed: OwedNote
    stuck: Stuck | None
