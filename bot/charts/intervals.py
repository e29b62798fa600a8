"""Intervals of several metrics or arms, one below the other, against the line of no effect."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from bot.charts import legend
from bot.charts.axes import across, axis_height
from bot.charts.canvas import Canvas
from bot.charts.columns import MORE, MOST_ROWS, TOP, Columns, columns, draw_more, draw_texts
from bot.charts.palette import AMBER, COLOURS, DIM, GROUND, INK, PALE_GREEN, PURPLE, Tone
from bot.charts.scales import Axis, Scale

_ARROW: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One row. `low` and `high` may be infinite; `point` is None where there is no estimate.

    `better` is +1 where more is better, -1 where less is, 0 where nothing is said. `sequential` is the interval that
    holds at every look. `mde` and `margin` are marked where they stand on the axis. `value` is what is written.
    """

    label: str
    value: str
    point: float | None
    low: float
    high: float
    tone: Tone = Tone.OPEN
    better: int = 0
    sequential: tuple[float, float] | None = None
    mde: float | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalWords:
    """The words of the legend; `more` names how many rows were left out, with `{count}` in it."""

    interval: str
    sequential: str = ""
    mde: str = ""
    margin: str = ""
    better: str = ""
    more: str = "+{count}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalPlot:
    """The whole picture."""

    title: str
    subtitle: str = ""
    rows: tuple[Interval, ...]
    axis: Axis
    words: IntervalWords


def svg(plot: IntervalPlot) -> str:
    """The picture as SVG."""
    rows, left_out = plot.rows[:MOST_ROWS], max(0, len(plot.rows) - MOST_ROWS)
    place = columns([row.label for row in rows], [row.value for row in rows], (v for row in rows for v in _values(row)))
    entries = _legend(plot, rows)
    bottom = TOP + place.high * max(len(rows), 1)
    end = bottom + axis_height(plot.axis)
    more = MORE if left_out else 0.0
    canvas = Canvas(end + more + legend.height(entries) + 22)
    canvas.heading(plot.title, plot.subtitle)
    across(canvas, plot.axis, place.scale, TOP, bottom)
    for number, row in enumerate(rows):
        _draw_row(canvas, row, place, place.middle(number))
    zero = place.scale.at(0)
    canvas.line((zero, TOP - 4), (zero, bottom), INK, 1.5)
    for number, row in enumerate(rows):
        _draw_signs(canvas, row, place, place.middle(number))
    draw_more(canvas, end, plot.words.more, left_out)
    legend.draw(canvas, end + more + 4, entries)
    return canvas.svg()


def _values(row: Interval) -> Iterator[float]:
    yield from (each for each in (row.point, row.low, row.high, row.mde, row.margin) if each is not None)
    yield from row.sequential or ()


def _draw_row(canvas: Canvas, row: Interval, place: Columns, y: float) -> None:
    """What lies behind the line of no effect: the side that is better, the name, the value."""
    scale, zero = place.scale, place.scale.at(0)
    if row.better:
        edge = scale.end if row.better > 0 else scale.start
        canvas.rect(min(zero, edge), y - place.high / 2 + 1, abs(edge - zero), place.high - 2, PALE_GREEN)
    draw_texts(canvas, place, y, row.label, row.value, INK if row.tone is Tone.OPEN else COLOURS[row.tone])


def _draw_signs(canvas: Canvas, row: Interval, place: Columns, y: float) -> None:
    reach, colour = place.high * 0.36, COLOURS[row.tone]
    for value, mark, dash in ((row.mde, AMBER, "5 3"), (row.margin, PURPLE, "2 2")):
        if value is not None:
            x = place.scale.at(value)
            canvas.line((x, y - place.high / 2), (x, y + place.high / 2), mark, 2, dash=dash)
    if row.sequential is not None:
        _draw_span(canvas, row.sequential, place.scale, y, DIM, 1.5)
    _draw_span(canvas, (row.low, row.high), place.scale, y, colour, min(6.0, reach))
    if row.point is not None:
        _draw_point(canvas, (place.scale.at(row.point), y), min(6.0, reach), row.tone)


def _draw_span(canvas: Canvas, span: tuple[float, float], scale: Scale, y: float, colour: str, wide: float) -> None:
    """A bar from end to end; an end that is infinite becomes an arrowhead at the edge."""
    (low, high), half = span, max(wide, 4.0) * 0.9
    start, end = scale.at(low), scale.at(high)
    if low == -math.inf:
        start += _ARROW
        canvas.area([(scale.start, y), (start, y - half), (start, y + half)], colour)
    if high == math.inf:
        end -= _ARROW
        canvas.area([(scale.end, y), (end, y - half), (end, y + half)], colour)
    canvas.line((start, y), (end, y), colour, wide)
    if wide < 2:
        for x, value in ((start, low), (end, high)):
            if math.isfinite(value):
                canvas.line((x, y - 4), (x, y + 4), colour, wide)


def _draw_point(canvas: Canvas, at: tuple[float, float], size: float, tone: Tone) -> None:
    """Better is a disc, worse a lozenge, undecided a ring."""
    x, y = at
    match tone:
        case Tone.GOOD:
            canvas.dot(at, size, COLOURS[tone])
        case Tone.BAD:
            more = size * 1.35
            canvas.area([(x, y - more), (x + more, y), (x, y + more), (x - more, y)], COLOURS[tone])
        case Tone.OPEN:
            canvas.dot(at, size, GROUND, stroke=COLOURS[tone])
        case _:
            assert_never(tone)


def _legend(plot: IntervalPlot, rows: tuple[Interval, ...]) -> list[legend.Entry]:
    """Only what is there is explained, and only where there are words for it."""
    words = plot.words
    first, *others = [COLOURS[tone] for tone in Tone if any(row.tone is tone for row in rows)] or [COLOURS[Tone.OPEN]]
    known: list[tuple[bool, legend.Sample, str, str]] = [
        (any(row.sequential for row in rows), "thin", DIM, words.sequential),
        (any(row.mde is not None for row in rows), "dashed", AMBER, words.mde),
        (any(row.margin is not None for row in rows), "dotted", PURPLE, words.margin),
        (any(row.better for row in rows), "band", PALE_GREEN, words.better),
    ]
    interval = [legend.Entry(sample="thick", colour=first, words=words.interval, also=tuple(others))]
    return interval + [
        legend.Entry(sample=sample, colour=colour, words=said)
        for is_there, sample, colour, said in known
        if is_there and said
    ]
