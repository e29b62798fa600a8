"""What projects are worth, as bars that show how well each figure is known, with their intervals."""

import math
from dataclasses import dataclass

from bot.charts import legend
from bot.charts.axes import across, axis_height
from bot.charts.canvas import Canvas
from bot.charts.columns import MORE, MOST_ROWS, TOP, Columns, columns, draw_more, draw_texts
from bot.charts.palette import GRADES, INK, Grade
from bot.charts.scales import Axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One project; the interval may be missing or infinite, `value` is what is written."""

    label: str
    value: str
    amount: float
    grade: Grade
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioWords:
    """The words of the legend; `more` names how many rows were left out, with `{count}` in it."""

    proven: str
    measured: str
    claimed: str
    interval: str = ""
    more: str = "+{count}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioBars:
    """The whole picture."""

    title: str
    subtitle: str = ""
    bars: tuple[Bar, ...]
    axis: Axis
    words: PortfolioWords


def svg(plot: PortfolioBars) -> str:
    """The picture as SVG."""
    bars, left_out = plot.bars[:MOST_ROWS], max(0, len(plot.bars) - MOST_ROWS)
    numbers = [each for bar in bars for each in (bar.amount, bar.low, bar.high) if each is not None]
    place = columns([bar.label for bar in bars], [bar.value for bar in bars], numbers)
    entries = _legend(plot, bars)
    bottom = TOP + place.high * max(len(bars), 1)
    end = bottom + axis_height(plot.axis)
    more = MORE if left_out else 0.0
    canvas = Canvas(end + more + legend.height(entries) + 22)
    canvas.heading(plot.title, plot.subtitle)
    across(canvas, plot.axis, place.scale, TOP, bottom)
    for number, bar in enumerate(bars):
        _draw_bar(canvas, bar, place, place.middle(number))
    zero = place.scale.at(0)
    canvas.line((zero, TOP - 4), (zero, bottom), INK, 1.5)
    draw_more(canvas, end, plot.words.more, left_out)
    legend.draw(canvas, end + more + 4, entries)
    return canvas.svg()


def _draw_bar(canvas: Canvas, bar: Bar, place: Columns, y: float) -> None:
    draw_texts(canvas, place, y, bar.label, bar.value, INK)
    zero, end, high = place.scale.at(0), place.scale.at(bar.amount), place.high * 0.52
    box = min(zero, end), y - high / 2, abs(end - zero), high
    if bar.grade is Grade.CLAIMED:
        legend.hatched(canvas, *box, GRADES[bar.grade])
    else:
        canvas.rect(*box, GRADES[bar.grade])
    if bar.low is not None and bar.high is not None:
        _draw_whisker(canvas, (bar.low, bar.high), place, y)


def _draw_whisker(canvas: Canvas, span: tuple[float, float], place: Columns, y: float) -> None:
    ends = [(place.scale.at(value), y) for value in span]
    canvas.line(ends[0], ends[1], INK, 1.5)
    for (x, _), value, way in zip(ends, span, (1, -1), strict=True):
        if math.isfinite(value):
            canvas.line((x, y - 5), (x, y + 5), INK, 1.5)
        else:
            canvas.area([(x, y), (x + 8 * way, y - 5), (x + 8 * way, y + 5)], INK)


def _legend(plot: PortfolioBars, bars: tuple[Bar, ...]) -> list[legend.Entry]:
    words = plot.words
    known: list[tuple[Grade, legend.Sample, str]] = [
        (Grade.PROVEN, "band", words.proven),
        (Grade.MEASURED, "band", words.measured),
        (Grade.CLAIMED, "hatched", words.claimed),
    ]
    used = {bar.grade for bar in bars}
    entries = [
        legend.Entry(sample=sample, colour=GRADES[grade], words=said) for grade, sample, said in known if grade in used
    ]
    if words.interval and any(bar.low is not None for bar in bars):
        entries.append(legend.Entry(sample="thin", colour=INK, words=words.interval))
    return entries
