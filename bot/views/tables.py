"""Slack's data table, within its limits of rows and characters."""

from collections.abc import Sequence
from typing import Final

from bot.domain.text import shorten
from bot.views.lines import Line
from bot.views.rendered import Block
from bot.views.typed_text import NOTHING, visible

ROWS_MOST: Final = 200
CHARACTERS_MOST: Final = 19_000
"""Slack counts to 20,000; the rest is room for its own way of counting."""
CELL_MOST: Final = 80
PAGE: Final = 20


def cell(text: str) -> Block:
    """A cell of text, shown as it stands."""
    return {"type": "raw_text", "text": shorten(visible(text), CELL_MOST) if text else NOTHING}


def number_cell(value: float, text: str) -> Block:
    """A cell that sorts by its value and shows its text."""
    return {"type": "raw_number", "value": value, "text": text}


def line_cell(line: Line) -> Block:
    """A cell of rich text, for mentions."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line.inline}]}


def table(caption: str, head: Sequence[str], rows: Sequence[list[Block]]) -> tuple[Block, int]:
    """A table of the rows that fit, and how many were left out; there must be one row at least."""
    used = sum(map(len, head)) + len(caption)
    kept = 0
    for row in rows[:ROWS_MOST]:
        used += sum(_size(each) for each in row)
        if used > CHARACTERS_MOST and kept:
            break
        kept += 1
    block = {
        "type": "data_table",
        "caption": caption,
        "rows": [[cell(name) for name in head], *rows[:kept]],
        "page_size": min(PAGE, kept),
        "row_header_column_index": 0,
    }
    return block, len(rows) - kept


def _size(each: Block) -> int:
    text = each.get("text")
    if text is not None:
        return len(text)
    return sum(len(word.get("text", word.get("user_id", ""))) for word in each["elements"][0]["elements"])
