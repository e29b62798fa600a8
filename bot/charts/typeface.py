"""The typeface of every picture: its files, how wide a text is in it, and a text made to fit."""

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

FAMILY: Final = "Manrope"
_FILES: Final = {False: "Manrope-Medium.ttf", True: "Manrope-Bold.ttf"}
_UNKNOWN: Final = 1.0
"""A sign that the typeface lacks is taken from another one; the widest of those, such as kanji, fill a square."""
_ELLIPSIS: Final = "…"
_LAST: Final = 0xFFFE
"""The last segment of a table ends it and names no character."""


@cache
def paths() -> tuple[str, ...]:
    """The font files, for who rasterises."""
    return tuple(str(files("font_manrope").joinpath("files", name)) for name in _FILES.values())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text of one line is, in the unit of `size`; pairs of letters that close up are not counted."""
    advances = _advances(bold=bold)
    return size * sum(advances.get(ord(sign), _UNKNOWN) for sign in text)


def covers(text: str) -> bool:
    """Whether the typeface has every sign of a text."""
    return all(ord(sign) in _advances(bold=False) for sign in text)


def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """A text within `room`, shortened with an ellipsis where it is longer; empty where not even that fits."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(_ELLIPSIS, size, bold=bold)
    if left < 0:
        return ""
    advances = _advances(bold=bold)
    reached = accumulate(size * advances.get(ord(sign), _UNKNOWN) for sign in text)
    return text[: sum(1 for end in reached if end <= left)].rstrip() + _ELLIPSIS


def wrapped(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """A text in at most so many lines, broken between words; the last line is shortened where it does not fit."""
    made: list[str] = []
    words = text.split()
    while words and len(made) < lines - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= room:
            line = f"{line} {words.pop(0)}"
        made.append(fitted(line, room, size, bold=bold))
    if words:
        made.append(fitted(" ".join(words), room, size, bold=bold))
    return tuple(made)


@cache
def _advances(*, bold: bool) -> Mapping[int, float]:
    """The advance width of each character of one font, in em."""
    data = files("font_manrope").joinpath("files", _FILES[bold]).read_bytes()
    tables = _tables(data)
    (em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    metrics = struct.unpack_from(f">{'Hh' * count}", data, tables["hmtx"])[::2]
    return {code: metrics[min(glyph, count - 1)] / em for code, glyph in _glyphs(data, tables["cmap"])}


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of a TrueType file begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Each character with the number of its glyph, from the first subtable of segments (format 4 of OpenType)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    subtables = [cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)[2] for index in range(count)]
    at = next(each for each in subtables if struct.unpack_from(">H", data, each)[0] == 4)
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends, starts = at + 14, at + 16 + doubled
    for segment in range(0, doubled, 2):
        (end,) = struct.unpack_from(">H", data, ends + segment)
        (start,) = struct.unpack_from(">H", data, starts + segment)
        codes = range(start, min(end, _LAST) + 1)
        yield from ((code, glyph) for code in codes if (glyph := _glyph(data, starts + segment, doubled, code)))


def _glyph(data: bytes, start: int, doubled: int, code: int) -> int:
    """The glyph of a character in the segment whose first code lies at `start`; 0 is none."""
    (first,) = struct.unpack_from(">H", data, start)
    (delta,) = struct.unpack_from(">h", data, start + doubled)
    (offset,) = struct.unpack_from(">H", data, start + 2 * doubled)
    if offset == 0:
        return int(code + delta) & 0xFFFF
    (glyph,) = struct.unpack_from(">H", data, start + 2 * doubled + offset + 2 * (code - first))
    return int(glyph + delta) & 0xFFFF if glyph else 0
