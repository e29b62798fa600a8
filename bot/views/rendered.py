"""What a message or a note has become: the text that carries its full meaning, and its blocks."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Block: TypeAlias = dict[str, Any]

DRAW: Final = "bot.charts.png:png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What shows better than words: small frozen `data` (a chart of bot.charts), drawn in the worker by `job`.

    The message goes out without it where it cannot be drawn or brought to Slack, so its text says all of it as well.
    It stands above the block number `before`, or below them all. `alt_text` is what a screen reader says.
    """

    data: Any
    alt_text: str
    job: str = DRAW
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A text in Slack's mrkdwn, never empty, and the blocks that lay it out; None where there is only text.

    `pictures` are not among the blocks yet: each becomes one when Slack has its file.
    """

    text: str
    blocks: list[Block] | None
    pictures: tuple[Picture, ...] = ()
