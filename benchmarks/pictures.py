"""Pictures, warm, as the worker draws them: each kind of chart at its usual size, against an empty canvas as PNG."""

import math

import resvg_py

from benchmarks.figures import Figure, best_ms
from bot.charts.detectable import DetectableEffect
from bot.charts.drawing import Chart, svg
from bot.charts.intervals import Interval, IntervalPlot, IntervalWords
from bot.charts.palette import Tone
from bot.charts.png import PIXELS, png
from bot.charts.scales import Axis, Tick
from bot.charts.series import Counterfactual, SeriesPlot, SeriesWords

TITLE = "Pictures"
GOAL_MS = 60.0
AGAINST = "an empty canvas as PNG"
_SHARES = Axis(title="Change", ticks=tuple(Tick(at=at / 10, label=f"{at * 10} %") for at in range(-2, 3)))


def figures(*, quick: bool = False) -> list[Figure]:
    rounds = 2 if quick else 40
    empty = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"></svg>'
    bare = best_ms(lambda: resvg_py.svg_to_bytes(svg_string=empty, width=PIXELS, skip_system_fonts=True), rounds)
    drawn: dict[str, Chart] = {
        "intervals of 6 metrics": an_interval_plot(6),
        "a series of 180 days": a_series(180),
        "detectable effect over 24 weeks": a_curve(24),
    }
    figures = [Figure(name=AGAINST, value=bare, unit="ms")]
    for name, chart in drawn.items():
        took = best_ms(lambda chart=chart: png(chart), rounds)  # type: ignore[misc]  # its default is its only argument
        figures.append(
            Figure(
                name=name,
                value=took,
                unit="ms",
                against=AGAINST,
                ratio=took / bare,
                goal=f"<= {GOAL_MS:.0f} ms",
                reached=took <= GOAL_MS,
            )
        )
    longest = drawn["a series of 180 days"]
    figures.append(Figure(name="its SVG alone", value=best_ms(lambda: svg(longest), rounds), unit="ms"))
    return figures


def an_interval_plot(metrics: int) -> IntervalPlot:
    rows = tuple(
        Interval(
            label=f"Business metric number {number}",
            value="+2.1 % [-1.0 to +5.2 %]",
            point=0.02 * number - 0.05,
            low=0.02 * number - 0.09,
            high=0.02 * number - 0.01,
            tone=(Tone.GOOD, Tone.BAD, Tone.OPEN)[number % 3],
            better=1,
            sequential=(0.02 * number - 0.12, 0.02 * number + 0.02),
            margin=-0.02 if number else None,
            mde=None if number else 0.05,
        )
        for number in range(metrics)
    )
    words = IntervalWords(
        interval="95 % interval",
        sequential="valid at every look",
        mde="smallest effect worth having",
        margin="guardrail margin",
        better="the better side",
    )
    subtitle = "46,800 in control, 46,900 in treatment"
    return IntervalPlot(title="Churn model: experiment 1", subtitle=subtitle, rows=rows, axis=_SHARES, words=words)


def a_series(days: int) -> SeriesPlot:
    observed = tuple((float(day), 3.1 + 0.1 * math.sin(day * 1.7) - 0.3 * (day > days / 2)) for day in range(days))
    expected = tuple(Counterfactual(x=day, value=3.1, low=2.9, high=3.3) for day, _ in observed if day > days / 2)
    axis = Axis(title="Day", ticks=tuple(Tick(at=at, label=str(at)) for at in range(0, days, 30)))
    beside = Axis(ticks=tuple(Tick(at=2.6 + step / 5, label=f"{2.6 + step / 5:.1f} %") for step in range(5)))
    words = SeriesWords(observed="observed", counterfactual="expected without the change", band="95 %", start="start")
    return SeriesPlot(
        title="Churn model",
        subtitle="What was observed, and what would have been expected",
        observed=observed,
        counterfactual=expected,
        start=days / 2,
        below=axis,
        beside=beside,
        words=words,
    )


def a_curve(weeks: int) -> DetectableEffect:
    return DetectableEffect(
        title="Churn model: what the experiment can see",
        points=tuple((float(week), 0.2 / math.sqrt(week)) for week in range(1, weeks + 1)),
        below=Axis(title="Weeks", ticks=tuple(Tick(at=at, label=str(at)) for at in range(0, weeks + 1, 4))),
        beside=Axis(ticks=tuple(Tick(at=at / 20, label=f"{at * 5} %") for at in range(5))),
        mde=0.06,
        mde_label="worth having: 6 %",
        longest=12.0,
        longest_label="longest run",
        planned=11.0,
        planned_label="11 weeks",
    )
