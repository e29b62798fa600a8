"""Tables: the simple one and the one that can be paged, sorted and filtered."""

from typing import Any

from handlers.demo.workspace.blocks.composition import ID
from handlers.demo.workspace.blocks.rich_text import RICH_TEXT
from handlers.demo.workspace.blocks.shapes import Json, Spot, array, boolean, number, one_of, shape, string, typed

MOST_TABLE_CHARACTERS = 10_000
MOST_DATA_TABLE_CHARACTERS = 20_000

_RAW_TEXT = shape({"text": string(MOST_DATA_TABLE_CHARACTERS, 0)}, {})
_RAW_NUMBER = shape({"value": number(), "text": string(MOST_DATA_TABLE_CHARACTERS)}, {})


def characters_in(value: Any) -> int:
    """The number of characters that a table's cells show."""
    if isinstance(value, list):
        return sum(characters_in(item) for item in value)
    if not isinstance(value, dict):
        return 0
    if isinstance(value.get("text"), str):
        return len(value["text"])
    return characters_in(value.get("elements")) + characters_in(value.get("rows"))


def _rows_of_one_width(value: Json, spot: Spot) -> None:
    widths = {len(row) for row in value["rows"]}
    if len(widths) > 1:
        spot.at("rows").say("all rows must have the same number of cells")


def _small_enough(most: int) -> Any:
    def check(value: Json, spot: Spot) -> None:
        if characters_in(value["rows"]) > most:
            spot.at("rows").say(f"must be less than {most + 1} characters")

    return check


def _plain_header(value: Json, spot: Spot) -> None:
    for index, cell in enumerate(value["rows"][0]):
        if cell["type"] == "rich_text":
            spot.at("rows").at(0).at(index).say("rich_text is not allowed in header cells")
    column = value.get("row_header_column_index")
    if column is not None and column >= len(value["rows"][0]):
        spot.at("row_header_column_index").say("must be the index of a column")


TABLE = shape(
    {
        "rows": array(
            array(typed({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT}), 1, 20), 1, 100
        )
    },
    {
        "block_id": ID,
        "column_settings": array(shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean}), 0, 20),
    },
    _rows_of_one_width,
    _small_enough(MOST_TABLE_CHARACTERS),
)
DATA_TABLE = shape(
    {
        "caption": string(MOST_DATA_TABLE_CHARACTERS),
        "rows": array(
            array(typed({"raw_text": _RAW_TEXT, "raw_number": _RAW_NUMBER, "rich_text": RICH_TEXT}), 1, 20), 2, 201
        ),
    },
    {"block_id": ID, "page_size": number(1, 100, whole=True), "row_header_column_index": number(0, whole=True)},
    _rows_of_one_width,
    _small_enough(MOST_DATA_TABLE_CHARACTERS),
    _plain_header,
)
