"""The pictures of experiments: intervals by metric, a series beside what was expected, what is detectable by week."""

import math
from typing import Final

from bot.charts.detectable import DetectableEffect
from bot.charts.intervals import Interval, IntervalPlot, IntervalWords
from bot.charts.palette import Tone
from bot.domain.experiment_messages import PlanAccepted, PlanLine, ReadoutCard
from bot.domain.experiments.recommending import is_harmed
from bot.domain.metrics import Unit, UnitKind
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.readout.experiments import Role
from bot.views.comparisons import RELATIVE, Scale, lift
from bot.views.durations import days_of
from bot.views.figures import Figures
from bot.views.names import one_line, project_name
from bot.views.readout import arm_name, counted
from bot.views.rendered import Picture
from bot.views.series_pictures import NAME_MOST, axis, said, series_pictures, synthetic_pictures
from bot.views.words import Words

_TONES: Final = {Said.BETTER: Tone.GOOD, Said.NOT_WORSE: Tone.GOOD, Said.WORSE: Tone.BAD}
_PERCENT: Final = Unit(kind=UnitKind.PERCENT, label="%")


def readout_picture(message: ReadoutCard, words: Words) -> tuple[Picture, ...]:
    """The picture of a readout; none where nothing could be read."""
    readout = message.readout
    if readout.arms is not None:
        return _intervals(message, readout.arms, words)
    if readout.synthetic is not None:
        return synthetic_pictures(message, readout.synthetic, words)
    return () if readout.series is None else series_pictures(message, readout.series, words)


def plan_picture(message: PlanAccepted, words: Words) -> tuple[Picture, ...]:
    """The detectable effect by week, with the effect that matters and the longest run."""
    verdict = message.verdict
    points = [(float(week), share) for week, share in enumerate(verdict.by_week, 1) if share] if verdict else []
    if verdict is None or len(points) < 2:
        return ()
    figures = words.figures
    shown = [point for point in points if point[0] <= max(2 * verdict.longest_weeks, verdict.weeks + 2)]
    weeks = [point[0] for point in shown]
    chart = DetectableEffect(
        title=said(words, "plan_title", project=project_name(message.project)),
        subtitle=said(words, "plan_subtitle"),
        points=tuple(shown),
        below=axis(weeks, said(words, "weeks_axis", waits=verdict.horizon_days > 0), lambda mark: f"{mark:g}"),
        beside=axis([0.0, *(share for _, share in shown)], said(words, "effect_axis"), lambda at: _share(at, figures)),
        mde=verdict.effect,
        mde_label=said(words, "effect_line", effect=_share(verdict.effect, figures)),
        longest=float(verdict.longest_weeks),
        longest_label=said(words, "longest_line", wait=days_of(verdict.horizon_days, words)),
        planned=float(verdict.weeks) if verdict.fits else None,
        planned_label=said(words, "planned", weeks=verdict.weeks) if verdict.fits else "",
    )
    seen = verdict.by_week[min(verdict.weeks, len(verdict.by_week)) - 1]
    effect = _share(seen if seen is not None else verdict.effect, figures)
    return (Picture(data=chart, alt_text=said(words, "plan_alt", weeks=verdict.weeks, effect=effect), before=1),)


def _intervals(message: ReadoutCard, arms: ArmsReadout, words: Words) -> tuple[Picture, ...]:
    lines = [line for line in arms.lines if line.said is not Said.UNREAD and line.control != 0]
    if arms.mismatch or not lines:
        return ()
    rows = tuple(_row(line, arms, message.plan, words) for line in lines)
    ends = [end for row in rows for end in (row.low, row.high, *(row.sequential or ()), row.mde, row.margin) if end]
    counts = [
        said(words, "count", n=counted(n, arms, words), arm=arm_name(arms, place, words))
        for place, n in enumerate(arms.counts)
    ]
    chart = IntervalPlot(
        title=said(words, "intervals_title", project=project_name(message.project), number=message.number),
        subtitle=said(words, "intervals_subtitle", arms=", ".join(counts)),
        rows=rows,
        axis=axis(
            [0.0, *filter(math.isfinite, ends)], said(words, "change_axis"), lambda at: _share(at, words.figures)
        ),
        words=IntervalWords(
            interval=said(
                words,
                "interval",
                guardrails=any(line.role is Role.GUARDRAIL for line in lines),
                is_look=arms.early,
            ),
            sequential=said(words, "sequential"),
            mde=said(words, "mde"),
            margin=said(words, "margin"),
            better=said(words, "better"),
            more=said(words, "more"),
        ),
    )
    alt = said(words, "intervals_alt", rows="; ".join(f"{row.label} {row.value}" for row in rows))
    return (Picture(data=chart, alt_text=alt[:1900], before=1),)


def _row(line: Line, arms: ArmsReadout, plan: PlanLine, words: Words) -> Interval:
    """A comparison as a share of the control's level, so that metrics of all units stand on one axis.

    It is the lift that the card tells, where there is one; else the difference by the level.
    """
    figures, level = words.figures, abs(line.control)
    harmed = is_harmed(line, early=arms.early)
    ends = (line.always_low, line.always_high) if arms.early else (line.low, line.high)
    low, high = _end(ends[0], -math.inf, level), _end(ends[1], math.inf, level)
    point = line.difference / level
    bounds = [end if math.isfinite(end) else None for end in (low, high)]
    scale = Scale.of(figures, RELATIVE, bounds, point)
    told = f"{scale.share(point)} {scale.shares(*bounds)}"
    is_told = line.control > 0 and not arms.early  # a look tells no lift
    if is_told and line.lift is not None and line.lift_low is not None and line.lift_high is not None:
        point, low, high = line.lift, line.lift_low, line.lift_high
        told = lift(point, low, high, figures)
    sign = 1 if line.wanted_up else -1
    several = len(arms.arms) > 2
    name = one_line(line.metric, NAME_MOST)
    return Interval(
        label=f"{name} · {arm_name(arms, line.arm, words)}" if several else name,
        value=told,
        point=point,
        low=low,
        high=high,
        tone=Tone.BAD if harmed else _TONES.get(line.said, Tone.OPEN),
        better=sign,
        sequential=None if arms.early else _always(line, level),
        mde=sign * plan.effect if line.role is Role.PRIMARY and plan.effect else None,
        margin=-sign * line.margin if line.margin is not None else None,
    )


def _always(line: Line, level: float) -> tuple[float, float]:
    return _end(line.always_low, -math.inf, level), _end(line.always_high, math.inf, level)


def _end(value: float | None, otherwise: float, level: float) -> float:
    return otherwise if value is None else value / level


def _share(share: float, figures: Figures) -> str:
    return figures.level(round(share, 4), _PERCENT)
