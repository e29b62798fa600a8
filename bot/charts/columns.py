"""Rows in three columns: names on the left, what is written on the right, and the drawing between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.charts.canvas import NOTE, PLAIN, Canvas, Type, clean
from bot.charts.palette import BODY, MARGIN, WIDTH
from bot.charts.scales import Scale, stretch
from bot.charts.typeface import width, wrapped

MOST_ROWS: Final = 40
"""More rows than these make a picture that nobody can read; the rest is counted."""
TOP: Final = 66.0
MORE: Final = 18.0
_LABEL_MOST: Final = 185.0
_VALUE_MOST: Final = 190.0
_GAP: Final = 14.0
_TALL: Final = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where everything stands; `high` is the height of one row."""

    scale: Scale
    high: float
    label_room: float

    def middle(self, number: int) -> float:
        """The y of the middle of a row, counted from zero."""
        return TOP + self.high * (number + 0.5)


def columns(labels: Sequence[str], values: Sequence[str], numbers: Iterable[float]) -> Columns:
    """Columns as wide as their texts need, within limits; zero is always on the scale."""
    count = max(len(labels), 1)
    label = min(max((width(clean(each), BODY, bold=True) for each in labels), default=0.0) + 1, _LABEL_MOST)
    value = min(max((width(clean(each), BODY) for each in values), default=0.0) + 1, _VALUE_MOST)
    low, high = stretch([0.0, *numbers])
    scale = Scale(low=low, high=high, start=MARGIN + label + _GAP, end=WIDTH - MARGIN - value - _GAP)
    return Columns(scale=scale, high=_TALL if count <= 12 else 26.0 if count <= 24 else 20.0, label_room=label)


def draw_texts(canvas: Canvas, place: Columns, y: float, label: str, value: str, colour: str) -> None:
    """The name and what is written, on both sides of the drawing; a long name takes two lines where rows are tall."""
    lines = wrapped(clean(label), place.label_room, BODY, lines=2 if place.high >= _TALL else 1, bold=True)
    first = y + 4.5 - 7.5 * (len(lines) - 1)
    for number, line in enumerate(lines):
        canvas.text((MARGIN, first + 15 * number), line, Type(bold=True), room=place.label_room)
    right = WIDTH - MARGIN
    look = Type(size=PLAIN.size, colour=colour)
    canvas.text((right, y + 4.5), value, look, anchor="end", room=right - place.scale.end - _GAP)


def draw_more(canvas: Canvas, y: float, words: str, left_out: int) -> None:
    """How many rows there are that are not drawn."""
    if left_out > 0:
        canvas.text((MARGIN, y + 12), words.replace("{count}", str(left_out)), NOTE, room=WIDTH - 2 * MARGIN)
