"""What a message or a note has become: the text that carries its full meaning, and its blocks."""

from dataclasses import dataclass
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A text in Slack's mrkdwn, never empty, and the blocks that lay it out; None where there is only text."""

    text: str
    blocks: list[Block] | None
