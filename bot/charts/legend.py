"""The legend of a picture: a sample of each sign that is used, with its words, in as many lines as they need."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from bot.charts.canvas import NOTE, Canvas, clean
from bot.charts.palette import MARGIN, WIDTH
from bot.charts.typeface import width

Sample = Literal["thick", "line", "thin", "dashed", "dotted", "band", "hatched"]

_SAMPLE = 22.0
_GAP = 7.0
_BETWEEN = 18.0
_LINE = 19.0
_ROOM = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sign and what it stands for; a thick one that comes in several colours shows all of them."""

    sample: Sample
    colour: str
    words: str
    also: tuple[str, ...] = ()


def height(entries: Sequence[Entry]) -> float:
    """How high a legend will be."""
    return _LINE * len(_lines(entries))


def draw(canvas: Canvas, top: float, entries: Sequence[Entry]) -> None:
    """Put the legend below `top`."""
    for number, line in enumerate(_lines(entries)):
        x, y = MARGIN, top + _LINE * number + 10
        for entry in line:
            _draw_sample(canvas, x, y, entry)
            canvas.text((x + _SAMPLE + _GAP, y + 4), entry.words, NOTE, room=_ROOM - _SAMPLE - _GAP)
            x += _wide(entry) + _BETWEEN


def _wide(entry: Entry) -> float:
    return min(_SAMPLE + _GAP + width(clean(entry.words), NOTE.size), _ROOM)


def _lines(entries: Sequence[Entry]) -> list[list[Entry]]:
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in entries:
        if lines and used + _BETWEEN + _wide(entry) <= _ROOM:
            lines[-1].append(entry)
            used += _BETWEEN + _wide(entry)
        else:
            lines.append([entry])
            used = _wide(entry)
    return lines


def _draw_sample(canvas: Canvas, x: float, y: float, entry: Entry) -> None:
    ends = (x, y), (x + _SAMPLE, y)
    match entry.sample:
        case "thick":
            _striped(canvas, x, y, (entry.colour, *entry.also))
        case "line":
            canvas.line(*ends, entry.colour, 2.4)
        case "thin":
            canvas.line(*ends, entry.colour, 1.5)
        case "dashed":
            canvas.line(*ends, entry.colour, 1.5, dash="5 3")
        case "dotted":
            canvas.line(*ends, entry.colour, 2, dash="2 2")
        case "band":
            canvas.rect(x, y - 6, _SAMPLE, 12, entry.colour)
        case "hatched":
            hatched(canvas, x, y - 6, _SAMPLE, 12, entry.colour)
        case _:
            assert_never(entry.sample)


def _striped(canvas: Canvas, x: float, y: float, colours: Sequence[str]) -> None:
    each = _SAMPLE / len(colours)
    for place, colour in enumerate(colours):
        canvas.line((x + place * each, y), (x + (place + 1) * each, y), colour, 5)


def hatched(canvas: Canvas, x: float, y: float, wide: float, high: float, colour: str) -> None:
    """A rectangle of upright strokes, for what is less certain than a full one."""
    canvas.rect(x, y, wide, high, "#F6EBD2", stroke=colour)
    for step in range(1, math.ceil(wide / 5)):
        canvas.line((x + step * 5, y), (x + step * 5, y + high), colour, 1)
