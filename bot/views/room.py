"""How much room a message has left: blocks, characters and text, so that a long list is folded and never refused."""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from bot.views.lines import Line
from bot.views.rendered import Block

TEXT_MOST: Final = 3900
"""Below the 4,000 characters at which an edit is refused; every message may come to be edited."""
BLOCKS_MOST: Final = 48
WEIGHT_MOST: Final = 12_000
"""Slack refuses messages of about 13,200 characters of blocks; it documents no limit."""


def weight(blocks: Iterable[Block]) -> int:
    """How many characters blocks take in a message."""
    return len(json.dumps(list(blocks), ensure_ascii=False))


def fitting(groups: Sequence[Sequence[Block]], *, beside: Sequence[Block]) -> tuple[list[Block], int]:
    """The first groups of blocks that fit into one message beside other blocks, and how many groups were left out."""
    count, heavy = len(beside), weight(beside)
    kept: list[Block] = []
    for index, group in enumerate(groups):
        count += len(group)
        heavy += weight(group)
        if count > BLOCKS_MOST or heavy > WEIGHT_MOST:
            return kept, len(groups) - index
        kept += group
    return kept, 0


def light(lines: Sequence[Line], *, most: int) -> tuple[list[Line], int]:
    """The first lines of a list that weigh no more than this in a message, and how many were left out."""
    used = 0
    for index, line in enumerate(lines):
        used += line.weight
        if used > most:
            return list(lines[:index]), len(lines) - index
    return list(lines), 0


def folded(lines: Sequence[str], *, most: int) -> tuple[list[str], int]:
    """The first lines that fit into so many characters, and how many were left out."""
    used = 0
    for index, line in enumerate(lines):
        used += len(line) + 1
        if used > most:
            return list(lines[:index]), len(lines) - index
    return list(lines), 0
