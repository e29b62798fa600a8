"""The pictures of a readout over time: what was beside what was expected, and the gap to a synthetic control."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.charts.scales import Axis, Tick, round_marks
from bot.charts.series import Counterfactual, SeriesPlot, SeriesWords
from bot.domain.experiment_messages import ReadoutCard
from bot.statistics.longitudinal_summary import LongitudinalReadout, PathPoint, SyntheticPoint, SyntheticReadout
from bot.views.names import one_line, project_name
from bot.views.rendered import Picture
from bot.views.words import Words

NAME_MOST: Final = 60
_PICTURE: Final = "experiment/picture"
_FEWEST: Final = 2
"""A line needs two points."""


def series_pictures(message: ReadoutCard, series: LongitudinalReadout, words: Words) -> tuple[Picture, ...]:
    """The series beside what was expected, with the band of single points; none where there is no line to draw."""
    if len(series.path) < _FEWEST:
        return ()
    expected = [
        Counterfactual(x=_x(point), value=point.expected, low=point.low, high=point.high) for point in series.path
    ]
    told = SeriesWords(
        observed=said(words, "observed"),
        counterfactual=said(words, "counterfactual"),
        band=said(words, "band"),
        start=said(words, "started"),
    )
    chart = _beside(message, series.path, series.points_after, expected, told, words)
    alt = said(words, "series_alt", change=words.figures.change(series.average.value, message.unit))
    return (Picture(data=chart, alt_text=alt, before=1),)


def synthetic_pictures(message: ReadoutCard, synthetic: SyntheticReadout, words: Words) -> tuple[Picture, ...]:
    """The unit beside its synthetic control, and the gap between them; no band, for placebos give none by point."""
    path, figures = synthetic.path, words.figures
    if len(path) < _FEWEST:
        return ()
    expected = [
        Counterfactual(x=_x(point), value=point.expected, low=point.expected, high=point.expected) for point in path
    ]
    told = SeriesWords(
        observed=said(words, "observed"), counterfactual=said(words, "synthetic"), start=said(words, "started")
    )
    change = figures.change(synthetic.effect, message.unit)
    actual = Picture(
        data=_beside(message, path, synthetic.points_after, expected, told, words),
        alt_text=said(words, "synthetic_alt", change=change),
        before=1,
    )
    gap = Picture(
        data=_gap(message, synthetic, words),
        alt_text=said(words, "gap_alt", change=change, rank=synthetic.rank, units=synthetic.units),
        before=1,
    )
    return (actual, gap)


def _beside(
    message: ReadoutCard,
    path: Sequence[PathPoint | SyntheticPoint],
    points_after: int,
    expected: Sequence[Counterfactual],
    told: SeriesWords,
    words: Words,
) -> SeriesPlot:
    levels = [level for point in path for level in (point.actual, point.expected)]
    levels += [level for each in expected for level in (each.low, each.high)]
    return SeriesPlot(
        title=said(
            words,
            "series_title",
            project=project_name(message.project),
            metric=one_line(message.plan.primary_metric, NAME_MOST),
        ),
        subtitle=said(words, "series_subtitle"),
        observed=tuple((_x(point), point.actual) for point in path),
        counterfactual=tuple(expected),
        start=_start(path, points_after),
        below=_days(path, words),
        beside=axis(levels, "", lambda at: words.figures.level(at, message.unit)),
        words=told,
    )


def _gap(message: ReadoutCard, synthetic: SyntheticReadout, words: Words) -> SeriesPlot:
    path = synthetic.path
    gaps = [point.actual - point.expected for point in path]
    return SeriesPlot(
        title=said(
            words,
            "gap_title",
            project=project_name(message.project),
            metric=one_line(message.plan.primary_metric, NAME_MOST),
        ),
        subtitle=said(words, "gap_subtitle"),
        observed=tuple((_x(point), gap) for point, gap in zip(path, gaps, strict=True)),
        counterfactual=tuple(Counterfactual(x=_x(point), value=0.0, low=0.0, high=0.0) for point in path),
        start=_start(path, synthetic.points_after),
        below=_days(path, words),
        beside=axis([0.0, *gaps], "", lambda at: words.figures.change(at, message.unit)),
        words=SeriesWords(
            observed=said(words, "gap"), counterfactual=said(words, "no_gap"), start=said(words, "started")
        ),
    )


def _x(point: PathPoint | SyntheticPoint) -> float:
    return float(point.day.toordinal())


def _start(path: Sequence[PathPoint | SyntheticPoint], points_after: int) -> float | None:
    return _x(path[-min(points_after, len(path))]) if points_after else None


def _days(path: Sequence[PathPoint | SyntheticPoint], words: Words) -> Axis:
    """Days counted from the first one, with marks at round numbers of them."""
    first = path[0].day.toordinal()
    count = path[-1].day.toordinal() - first + 1
    marks = round_marks(1.0, float(count)) if count > 1 else ()
    ticks = tuple(Tick(at=first + mark - 1, label=f"{mark:g}") for mark in marks)
    return Axis(title=said(words, "days_axis"), ticks=ticks)


def axis(values: Iterable[float], title: str, label: Callable[[float], str]) -> Axis:
    """An axis with round marks between the ends of what it shows."""
    ends = list(values)
    marks = round_marks(min(ends), max(ends)) if ends and min(ends) < max(ends) else ()
    return Axis(title=title, ticks=tuple(Tick(at=mark, label=label(mark)) for mark in marks))


def said(words: Words, part: str, **values: object) -> str:
    """Words of a picture."""
    return words.plain(_PICTURE, part, **values)
