"""Pasted rows as a table: the separator is found in the header, and every row keeps its line for the messages."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, NoReturn

from bot.domain import text as texts
from bot.domain.experiments.measured import key_of
from bot.domain.number_forms import BadAnswer

MOST_ROWS: Final = 20_000
_MOST_CHARACTERS = 4_000_000
_MOST_COLUMNS = 60
_SEPARATORS = "\t;,|"
_TOLD = 5
_EXAMPLE = "arm,n,x and then control,13000,412"
_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of one row by column, as many as the header has, and the line on which it stands."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The header and the rows; `by_comma` says that commas separate them."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    by_comma: bool


def table_of(typed: str, *, example: str = _EXAMPLE) -> Table:
    """The rows that were pasted, empty lines left out; BadAnswer names the line that is no row, with an example."""
    if len(typed) > _MOST_CHARACTERS or typed.count("\n") > 2 * MOST_ROWS:
        raise BadAnswer(f"These are too many rows; at most {MOST_ROWS:,} fit. Sum them up by day or by arm.")
    try:
        cleaned = texts.clean(typed)
    except texts.UnusableText as unsafe:
        raise BadAnswer(str(unsafe)) from None
    separator = _separator(cleaned.partition("\n")[0], example)
    filled = tuple(_cells(cleaned, separator))
    if not filled:
        raise BadAnswer(f"There is nothing in these rows. Example: {example}")
    header, *rows = filled
    if len(header.cells) > _MOST_COLUMNS:
        raise BadAnswer(f"These are {len(header.cells)} columns; at most {_MOST_COLUMNS} fit.")
    if not rows:
        raise BadAnswer(f"There is a header and no row below it. Example: {example}")
    if len(rows) > MOST_ROWS:
        raise BadAnswer(f"These are {len(rows):,} rows; at most {MOST_ROWS:,} fit. Sum them up by day or by arm.")
    return Table(header=header.cells, rows=tuple(_fitted(header, row) for row in rows), by_comma=separator == ",")


def _separator(header: str, example: str) -> str:
    found = next((each for each in _SEPARATORS if each in header), None)
    if found is None:
        raise BadAnswer(f"The first line must name the columns, with commas between them. Example: {example}")
    return found


def _cells(cleaned: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(cleaned.split("\n"), delimiter=separator, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line=reader.line_num, cells=tuple(cell.strip() for cell in cells))
    except csv.Error:
        raise BadAnswer(f"Line {reader.line_num} is no row: look at its quotation marks.") from None


def _fitted(header: Row, row: Row) -> Row:
    """The row filled up to the header's width: spreadsheets leave empty cells at the end away."""
    extra = len(row.cells) - len(header.cells)
    if extra > 0:
        raise BadAnswer(f"Line {row.line} has {len(row.cells)} cells, the header only {len(header.cells)}.")
    return Row(line=row.line, cells=row.cells + ("",) * -extra)


def named_columns(header: tuple[str, ...], known: dict[str, str], *, example: str) -> dict[str, int]:
    """Where each known column stands; BadAnswer for an unknown one, with the nearest name, or for one that is twice."""
    places: dict[str, int] = {}
    for place, typed in enumerate(header):
        role = known.get(_plain(typed))
        if role is None:
            _unknown(typed, known, example)
        if role in places:
            first = texts.shorten(header[places[role]], _WORDS)
            raise BadAnswer(f"The columns “{first}” and “{texts.shorten(typed, _WORDS)}” say the same. Keep one.")
        places[role] = place
    return places


def _plain(typed: str) -> str:
    return key_of(typed).replace(" ", "_").replace("-", "_")


def _unknown(typed: str, known: dict[str, str], example: str) -> NoReturn:
    near = get_close_matches(_plain(typed)[:_WORDS], known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Example: {example}"
    raise BadAnswer(f"The column “{texts.shorten(typed, _WORDS)}” is not known. {hint}")


def told(complaints: list[str]) -> str:
    """The first complaints in one text, with how many are left."""
    more = f" … and {len(complaints) - _TOLD} more." if len(complaints) > _TOLD else ""
    return " ".join(complaints[:_TOLD]) + more
