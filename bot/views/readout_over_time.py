"""What a design over time says, in lines that the card, the window and the decision share."""

from collections.abc import Sequence
from typing import Final

from bot.domain.experiment_messages import PlanLine
from bot.domain.metrics import Unit
from bot.domain.readouts import Readout
from bot.statistics.longitudinal_summary import (
    GuardrailOverTime,
    LongitudinalReadout,
    PathPoint,
    SyntheticPoint,
    SyntheticReadout,
)
from bot.views.comparisons import Scale, relative
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.typed_text import NOTHING
from bot.views.words import Words

READOUT: Final = "experiment/readout"
METRIC_MOST: Final = 80
WORDS_MOST: Final = 200


def metric_name(typed: str) -> str:
    """How a metric is called; never by nothing."""
    return one_line(typed, METRIC_MOST) or NOTHING


def primary(plan: PlanLine, readout: Readout, unit: Unit, words: Words) -> tuple[Line, ...]:
    """The effect on the primary metric, as the registered method found it."""
    if readout.synthetic is not None:
        return (_gap(plan, readout, readout.synthetic, unit, words),)
    return (_effect(plan, readout, readout.series, unit, words),) if readout.series is not None else ()


def _effect(plan: PlanLine, readout: Readout, series: LongitudinalReadout, unit: Unit, words: Words) -> Line:
    average = series.average
    scale = Scale.of(words.figures, unit, (average.low, average.high), average.value)
    named = {
        "metric": metric_name(plan.primary_metric),
        "average": scale.change(average.value),
        "point": point(series.path, words),
    }
    if readout.early:
        return words.line(READOUT, "effect_at_a_look", **named)
    return words.line(
        READOUT,
        "effect",
        **named,
        interval=scale.interval(average.low, average.high),
        relative="" if series.relative is None else relative(series.relative, words.figures),
        p=words.figures.chance(series.p_value),
    )


def _gap(plan: PlanLine, readout: Readout, synthetic: SyntheticReadout, unit: Unit, words: Words) -> Line:
    scale = Scale.of(words.figures, unit, (synthetic.low, synthetic.high), synthetic.effect)
    named = {
        "metric": metric_name(plan.primary_metric),
        "average": scale.change(synthetic.effect),
        "point": point(synthetic.path, words),
    }
    if readout.early:
        return words.line(READOUT, "effect_at_a_look", **named)
    return words.line(
        READOUT,
        "gap",
        **named,
        interval=placebo_interval(synthetic, scale),
        relative="" if synthetic.relative is None else relative(synthetic.relative, words.figures),
        rank=words.figures.number(synthetic.rank),
        units=words.figures.number(synthetic.units),
        p=words.figures.chance(synthetic.p_value),
    )


def placebo_interval(synthetic: SyntheticReadout, scale: Scale) -> str:
    """The interval by the placebos, empty where they bound none."""
    if synthetic.low is None or synthetic.high is None:
        return ""
    return scale.interval(synthetic.low, synthetic.high)


def point(path: Sequence[PathPoint | SyntheticPoint], words: Words) -> str:
    """What one point of a series is: a day, or a week."""
    days = [one.day for one in path[:2]]
    is_weekly = len(days) > 1 and (days[1] - days[0]).days > 1
    return words.label("point", "week" if is_weekly else "day")


def guardrails(readout: Readout, words: Words) -> list[Line]:
    """What became of each guardrail; before the planned end nothing, because no interval holds at every look."""
    return [] if readout.early else [_guardrail(each, words) for each in readout.guardrails]


def _guardrail(each: GuardrailOverTime, words: Words) -> Line:
    return words.line(
        READOUT,
        "guardrail",
        metric=metric_name(each.name),
        said=each.said.value,
        margin=words.figures.percent(each.margin),
        words=one_line(each.words, WORDS_MOST),
        several=False,
        is_over_time=True,
        treatment_name="",
    )
