"""What the voice is handed to say: a text that carries the full meaning, and blocks that show it better."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, assert_never

from bot.domain.message import Message


class Degree(StrEnum):
    """How rich a message is laid out: with Slack's newer blocks, with the classic ones only, or as text alone."""

    FULL = "full"
    CLASSIC = "classic"
    PLAIN = "plain"

    @property
    def simpler(self) -> "Degree | None":
        """The next simpler layout; None below plain text."""
        match self:
            case Degree.FULL:
                return Degree.CLASSIC
            case Degree.CLASSIC:
                return Degree.PLAIN
            case Degree.PLAIN:
                return None
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedMessage:
    """A message as Slack takes it; no blocks means text alone."""

    text: str
    blocks: list[dict[str, Any]] | None = None


Render = Callable[[Message, Degree], RenderedMessage]

EARLIER_VERSION: Final = "Earlier version of this message"
"""The words of the link to a message that Slack did not let us edit."""
