"""A drawing with two axes, and labels in it that never lie on one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.charts.axes import across, axis_height, room_for_numbers, upright
from bot.charts.canvas import Anchor, Canvas, Point, Type, clean
from bot.charts.palette import GROUND, MARGIN, WIDTH
from bot.charts.scales import Axis, Scale, stretch
from bot.charts.typeface import width

TOP: Final = 92.0
HIGH: Final = 196.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The two scales, and the boxes that labels have taken so far."""

    x: Scale
    y: Scale
    taken: list[Box]

    def at(self, x: float, y: float) -> Point:
        """Where a pair of values stands."""
        return self.x.at(x), self.y.at(y)


def height(below: Axis) -> float:
    """How high the frame is from the top of the picture to the end of its lower axis."""
    return TOP + HIGH + axis_height(below)


def framed(canvas: Canvas, below: Axis, beside: Axis, xs: Iterable[float], ys: Iterable[float]) -> Frame:
    """Draw the axes around these values; the right edge keeps room for half a number."""
    values = list(ys)
    (left, right), (low, high) = stretch(xs, room=0.02), stretch(values, room=0.08)
    if min(values, default=-1.0) >= 0:
        low = max(low, 0.0)  # nothing is below zero there, and no room should look as if there were
    start = room_for_numbers(beside)
    x = Scale(low=left, high=right, start=start, end=WIDTH - MARGIN - 6)
    y = Scale(low=low, high=high, start=TOP + HIGH, end=TOP)
    upright(canvas, beside, y, x.start, x.end)
    across(canvas, below, x, TOP, TOP + HIGH)
    return Frame(x=x, y=y, taken=[])


def put_label(canvas: Canvas, frame: Frame, words: str, look: Type, places: Sequence[tuple[Point, Anchor]]) -> bool:
    """Write at the first of these places where the label lies inside and on no other; False when there is none.

    A light ground behind the letters keeps lines from crossing them out.
    """
    wide = width(clean(words), look.size, bold=look.bold)
    for (x, y), anchor in places:
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = (left - 3, y - look.size, left + wide + 3, y + look.size * 0.35)
        inside = box[0] >= frame.x.start and box[2] <= frame.x.end + 6 and box[1] >= TOP - 14 and box[3] <= TOP + HIGH
        if words and inside and not any(_touch(box, other) for other in frame.taken):
            frame.taken.append(box)
            canvas.rect(box[0], box[1], box[2] - box[0], box[3] - box[1], GROUND, radius=2)
            canvas.text((x, y), words, look, anchor=anchor, room=wide + 1)
            return True
    return False


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
