"""Axes: fine lines with their numbers, where there is room for them."""

from collections.abc import Iterator

from bot.charts.canvas import NOTE, Canvas, clean
from bot.charts.palette import FAINT, LINE, MARGIN, WIDTH
from bot.charts.scales import Axis, Scale, Tick
from bot.charts.typeface import width

_APART = 8.0
_NUMBERS = 20.0
_TITLE = 17.0


def axis_height(axis: Axis) -> float:
    """How much room a horizontal axis needs below the drawing."""
    return _NUMBERS + (_TITLE if axis.title else 0.0) + 6


def across(canvas: Canvas, axis: Axis, scale: Scale, top: float, bottom: float) -> None:
    """A horizontal axis below the drawing, with lines up through it; a number that would touch another is left out."""
    canvas.line((scale.start, bottom), (scale.end, bottom), LINE)
    for tick in axis.ticks:
        if scale.holds(tick.at):
            x = scale.at(tick.at)
            canvas.line((x, top), (x, bottom + 4), FAINT)
    for tick, x, wide in _with_room(axis, scale):
        canvas.text((x, bottom + 17), tick.label, NOTE, anchor="middle", room=wide + 1)
    if axis.title:
        room = WIDTH - 2 * MARGIN
        wide = min(width(clean(axis.title), NOTE.size), room)
        middle = min(max((scale.start + scale.end) / 2, MARGIN + wide / 2), WIDTH - MARGIN - wide / 2)
        canvas.text((middle, bottom + _NUMBERS + 14), axis.title, NOTE, anchor="middle", room=room)


def _with_room(axis: Axis, scale: Scale) -> Iterator[tuple[Tick, float, float]]:
    """The marks whose numbers fit beside those before them and on the picture."""
    reached = MARGIN / 2
    for tick in sorted(axis.ticks, key=lambda each: each.at):
        if not scale.holds(tick.at):
            continue
        x, wide = scale.at(tick.at), width(clean(tick.label), NOTE.size)
        if x - wide / 2 >= reached and x + wide / 2 <= WIDTH - MARGIN / 2:
            reached = x + wide / 2 + _APART
            yield tick, x, wide


def upright(canvas: Canvas, axis: Axis, scale: Scale, left: float, right: float) -> None:
    """A vertical axis left of the drawing, with lines through it to the right, and its title above."""
    lowest = scale.start + NOTE.size
    for tick in sorted(axis.ticks, key=lambda each: each.at):
        if not scale.holds(tick.at):
            continue
        y = scale.at(tick.at)
        canvas.line((left, y), (right, y), FAINT)
        if y + NOTE.size / 2 <= lowest:
            canvas.text((left - 7, y + 4), tick.label, NOTE, anchor="end", room=left - 7 - MARGIN / 2)
            lowest = y - NOTE.size / 2 - 3
    if axis.title:
        canvas.text((MARGIN, scale.end - 12), axis.title, NOTE, room=WIDTH - 2 * MARGIN)


def room_for_numbers(axis: Axis, *, most: float = 90.0) -> float:
    """Where the drawing begins, so that the numbers of a vertical axis have room left of it."""
    widest = max((width(clean(tick.label), NOTE.size) for tick in axis.ticks), default=0.0)
    return MARGIN + min(widest, most) + 9
