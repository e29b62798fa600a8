"""A series over time with what would have happened without the change, and how sure that is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts import legend
from bot.charts.canvas import Canvas, Point, Type
from bot.charts.frame import HIGH, TOP, Frame, framed, height, put_label
from bot.charts.palette import AMBER, BLUE, DIM, INK, PALE_BLUE, SMALL
from bot.charts.scales import Axis

_MOST_DOTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What would have been at `x`, with its band; infinite bounds reach the edge of the drawing."""

    x: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesWords:
    """The words of the legend, and of the line where the change began."""

    observed: str
    counterfactual: str = ""
    band: str = ""
    control: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlot:
    """The whole picture; `observed` and `control` are (x, value) with x rising, None where nothing was observed."""

    title: str
    subtitle: str = ""
    observed: tuple[tuple[float, float | None], ...]
    counterfactual: tuple[Counterfactual, ...] = ()
    control: tuple[tuple[float, float | None], ...] = ()
    start: float | None = None
    below: Axis
    beside: Axis
    words: SeriesWords


def svg(plot: SeriesPlot) -> str:
    """The picture as SVG."""
    entries = _legend(plot)
    canvas = Canvas(height(plot.below) + legend.height(entries) + 22)
    canvas.heading(plot.title, plot.subtitle)
    frame = framed(canvas, plot.below, plot.beside, *_values(plot))
    _draw_counterfactual(canvas, frame, plot.counterfactual)
    _draw_line(canvas, frame, plot.control, AMBER, 1.8)
    if plot.start is not None:
        x = frame.x.at(plot.start)
        canvas.line((x, TOP - 4), (x, TOP + HIGH), DIM, 1.5, dash="4 3")
        look = Type(size=SMALL, bold=True, colour=DIM)
        put_label(canvas, frame, plot.words.start, look, [((x + 6, TOP + 4), "start"), ((x - 6, TOP + 4), "end")])
    _draw_line(canvas, frame, plot.observed, INK, 2.4)
    legend.draw(canvas, height(plot.below) + 4, entries)
    return canvas.svg()


def _values(plot: SeriesPlot) -> tuple[list[float], list[float]]:
    seen = [(x, y) for x, y in (*plot.observed, *plot.control) if y is not None]
    xs = [x for x, _ in (*plot.observed, *plot.control)] + [each.x for each in plot.counterfactual]
    ys = [y for _, y in seen] + [v for each in plot.counterfactual for v in (each.value, each.low, each.high)]
    return xs + ([] if plot.start is None else [plot.start]), ys


def _draw_counterfactual(canvas: Canvas, frame: Frame, points: Sequence[Counterfactual]) -> None:
    if not points:
        return
    upper = [frame.at(each.x, each.high) for each in points]
    lower = [frame.at(each.x, each.low) for each in points]
    if len(points) == 1:
        canvas.line(lower[0], upper[0], PALE_BLUE, 8)
        canvas.dot(frame.at(points[0].x, points[0].value), 4, BLUE)
        return
    canvas.area([*upper, *reversed(lower)], PALE_BLUE)
    canvas.path([frame.at(each.x, each.value) for each in points], BLUE, 2, dash="6 4")


def _draw_line(
    canvas: Canvas, frame: Frame, points: Sequence[tuple[float, float | None]], colour: str, wide: float
) -> None:
    """A line with gaps where nothing was observed; single values between gaps are dots."""
    for run in _runs(points):
        at = [frame.at(x, y) for x, y in run]
        if len(at) > 1:
            canvas.path(at, colour, wide)
        if len(at) == 1 or len(points) <= _MOST_DOTS:
            for point in at:
                canvas.dot(point, wide + 0.8, colour)


def _runs(points: Sequence[tuple[float, float | None]]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for x, y in points:
        if y is not None and math.isfinite(y):
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _legend(plot: SeriesPlot) -> list[legend.Entry]:
    words, has_band = plot.words, bool(plot.counterfactual)
    known: list[tuple[bool, legend.Sample, str, str]] = [
        (bool(plot.observed), "line", INK, words.observed),
        (has_band, "dashed", BLUE, words.counterfactual),
        (has_band, "band", PALE_BLUE, words.band),
        (bool(plot.control), "thin", AMBER, words.control),
    ]
    return [
        legend.Entry(sample=sample, colour=colour, words=said)
        for there, sample, colour, said in known
        if there and said
    ]
