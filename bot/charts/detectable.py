"""The smallest effect that an experiment can detect, against how long it runs."""

import math
from dataclasses import dataclass

from bot.charts.canvas import Canvas, Point, Type
from bot.charts.frame import HIGH, TOP, Frame, framed, height, put_label
from bot.charts.palette import AMBER, BLUE, DIM, GREEN, GROUND, PURPLE, SMALL
from bot.charts.scales import Axis

_MOST_DOTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectableEffect:
    """The whole picture; `points` are (weeks, effect) with weeks rising, an infinite effect leaves a gap.

    `mde` is the effect that matters, `longest` the longest run allowed and `planned` the planned one (weeks); the
    labels are written beside their lines, `planned_label` at the curve's point after so many weeks.
    """

    title: str
    subtitle: str = ""
    points: tuple[Point, ...]
    below: Axis
    beside: Axis
    mde: float | None = None
    mde_label: str = ""
    longest: float | None = None
    longest_label: str = ""
    planned: float | None = None
    planned_label: str = ""


def svg(plot: DetectableEffect) -> str:
    """The picture as SVG."""
    canvas = Canvas(height(plot.below) + 12)
    canvas.heading(plot.title, plot.subtitle)
    curve = [point for point in plot.points if math.isfinite(point[1])]
    xs = [x for x, _ in plot.points] + ([] if plot.longest is None else [plot.longest])
    ys = [0.0, *(y for _, y in curve)] + ([] if plot.mde is None else [plot.mde])
    frame = framed(canvas, plot.below, plot.beside, xs, ys)
    _draw_limits(canvas, frame, plot)
    at = [frame.at(x, y) for x, y in curve]
    if len(at) > 1:
        canvas.path(at, BLUE, 3)
    if len(at) <= _MOST_DOTS:
        for point in at:
            canvas.dot(point, 3.5, BLUE)
    _draw_planned(canvas, frame, plot)
    _label_limits(canvas, frame, plot)
    return canvas.svg()


def _draw_limits(canvas: Canvas, frame: Frame, plot: DetectableEffect) -> None:
    if plot.mde is not None:
        y = frame.y.at(plot.mde)
        canvas.line((frame.x.start, y), (frame.x.end, y), AMBER, 2, dash="6 4")
    if plot.longest is not None:
        x = frame.x.at(plot.longest)
        canvas.line((x, TOP), (x, TOP + HIGH), PURPLE, 2, dash="2 3")


def _draw_planned(canvas: Canvas, frame: Frame, plot: DetectableEffect) -> None:
    met = next((point for point in plot.points if point[0] == plot.planned and math.isfinite(point[1])), None)
    if met is None:
        return
    x, y = frame.at(*met)
    canvas.line((x, y), (x, frame.y.start), DIM, 1, dash="2 3")
    canvas.dot((x, y), 7, GROUND, stroke=GREEN)
    canvas.dot((x, y), 4, GREEN)
    frame.taken.append((x - 8, y - 8, x + 8, y + 8))
    look = Type(bold=True, colour=GREEN)
    right, left = x + 10, x - 10
    put_label(
        canvas,
        frame,
        plot.planned_label,
        look,
        [((right, y - 12), "start"), ((left, y + 22), "end"), ((right, y + 22), "start"), ((left, y - 12), "end")],
    )


def _label_limits(canvas: Canvas, frame: Frame, plot: DetectableEffect) -> None:
    right = frame.x.end
    if plot.longest is not None:
        x = frame.x.at(plot.longest)
        look = Type(size=SMALL, bold=True, colour=PURPLE)
        put_label(
            canvas,
            frame,
            plot.longest_label,
            look,
            [
                ((x - 6, TOP + 4), "end"),
                ((x + 6, TOP + 4), "start"),
                ((x - 6, TOP + 40), "end"),
                ((x + 6, TOP + 40), "start"),
            ],
        )
    if plot.mde is not None:
        y = frame.y.at(plot.mde)
        look = Type(size=SMALL, bold=True, colour="#9A6A00")
        put_label(
            canvas,
            frame,
            plot.mde_label,
            look,
            [
                ((right, y - 7), "end"),
                ((right, y + 17), "end"),
                ((frame.x.start + 6, y - 7), "start"),
                ((frame.x.start + 6, y + 17), "start"),
            ],
        )
