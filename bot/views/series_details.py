"""The details of a readout over time: the effect, how it was found, its guardrails, and what weakens it."""

from typing import Final

from bot.domain.metrics import Unit, UnitKind
from bot.domain.readouts import Readout
from bot.statistics.arms.summary import Said
from bot.statistics.longitudinal_summary import (
    FEWEST_RANKED,
    GuardrailOverTime,
    LongitudinalReadout,
    SeriesWarning,
    SyntheticReadout,
)
from bot.views.comparisons import Scale, relative
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.readout_over_time import WORDS_MOST, metric_name, placebo_interval, point
from bot.views.words import Words

DETAILS: Final = "experiment/details"
_BARE: Final = Unit(kind=UnitKind.PLAIN, label="")
_DONOR_MOST: Final = 40
_DONORS_MOST: Final = 6
_GUARDRAILS_MOST: Final = 8


def of_series(readout: Readout, unit: Unit, words: Words) -> list[Line]:
    """The lines of a design over time; none for a readout of another kind."""
    if readout.synthetic is not None:
        found = _synthetic(readout.synthetic, readout, unit, words)
    elif readout.series is not None:
        found = _interrupted(readout.series, readout, unit, words)
    else:
        return []
    own = [] if readout.early else [_guardrail(each, words) for each in readout.guardrails[:_GUARDRAILS_MOST]]
    return found + own


def _synthetic(synthetic: SyntheticReadout, readout: Readout, unit: Unit, words: Words) -> list[Line]:
    figures = words.figures
    scale = Scale.of(figures, unit, (synthetic.low, synthetic.high), synthetic.effect)
    named = {"point": point(synthetic.path, words), "average": scale.change(synthetic.effect)}
    fit = words.line(
        DETAILS,
        "fit",
        missed=figures.percent(round(synthetic.pre_rmspe / abs(synthetic.pre_mean), 3)) if synthetic.pre_mean else "",
        before=figures.number(synthetic.points_before),
        after=figures.number(synthetic.points_after),
    )
    warnings = [Line(words.label("series_warning", each)) for each in synthetic.warnings]
    if readout.early:
        return [words.line(DETAILS, "average_at_a_look", **named), _mixture(synthetic, words), fit, *warnings]
    rank = words.line(
        DETAILS,
        "rank",
        **named,
        rank=figures.number(synthetic.rank),
        units=figures.number(synthetic.units),
        p=figures.chance(synthetic.p_value),
    )
    return [rank, _bounds(synthetic, scale, words), _mixture(synthetic, words), fit, *warnings]


def _bounds(synthetic: SyntheticReadout, scale: Scale, words: Words) -> Line:
    """The placebos' interval, or why there is none."""
    donors = synthetic.units - 1
    return words.line(
        DETAILS,
        "placebo_interval",
        interval=placebo_interval(synthetic, scale),
        too_few=donors < FEWEST_RANKED,
        donors=words.figures.number(donors),
        fewest=words.figures.number(FEWEST_RANKED),
    )


def _mixture(synthetic: SyntheticReadout, words: Words) -> Line:
    """The donors with their weights, largest first."""
    shown = synthetic.weights[:_DONORS_MOST]
    named = [f"{one_line(each.name, _DONOR_MOST)} {words.figures.percent(round(each.weight, 2))}" for each in shown]
    return words.line(
        DETAILS, "mixture", donors=", ".join(named), more=words.figures.number(len(synthetic.weights) - len(shown))
    )


def _guardrail(each: GuardrailOverTime, words: Words) -> Line:
    """What a guardrail did, in bare numbers: its unit is not known."""
    metric, figures = metric_name(each.name), words.figures
    if each.said is Said.UNREAD or each.effect is None or each.expected is None or each.p_value is None:
        return words.line(DETAILS, "guardrail_unread", metric=metric, words=one_line(each.words, WORDS_MOST))
    scale = Scale.of(figures, _BARE, (each.low, each.high), each.effect)
    return words.line(
        DETAILS,
        "guardrail_over_time",
        metric=metric,
        effect=scale.change(each.effect),
        interval="" if each.low is None else scale.interval(each.low, each.high),
        expected=scale.level(each.expected),
        margin=figures.percent(each.margin),
        p=figures.chance(each.p_value),
    )


def _interrupted(series: LongitudinalReadout, readout: Readout, unit: Unit, words: Words) -> list[Line]:
    figures, average, total = words.figures, series.average, series.cumulative
    scale = Scale.of(figures, unit, (average.low, average.high), average.value)
    named = {"point": point(series.path, words), "average": scale.change(average.value)}
    # A look shows no interval, and few points are what makes it a look.
    said = [each for each in series.warnings if not (readout.early and each is SeriesWarning.FEW_AFTER)]
    warnings = [Line(words.label("series_warning", each)) for each in said]
    if readout.early:
        return [words.line(DETAILS, "average_at_a_look", **named), *warnings]
    share = "" if series.relative is None else relative(series.relative, figures)
    interval = scale.interval(average.low, average.high)
    summed = Scale.of(figures, unit, (total.low, total.high), total.value)
    told = words.line(
        DETAILS,
        "cumulative",
        count=figures.number(series.points_after),
        total=summed.change(total.value),
        interval=summed.interval(total.low, total.high),
    )
    lower = [words.line(DETAILS, "lower_grade")] if SeriesWarning.NO_CONTROL in series.warnings else []
    p = figures.chance(series.p_value)
    return [
        words.line(DETAILS, "average", **named, interval=interval, relative=share, p=p),
        told,
        _errors(series, words),
        *warnings,
        *lower,
    ]


def _errors(series: LongitudinalReadout, words: Words) -> Line:
    figures = words.figures
    return words.line(
        DETAILS,
        "errors",
        errors=words.label("errors", series.errors),
        rho=figures.fixed(series.autocorrelation, 2),
        durbin_watson=figures.fixed(series.durbin_watson, 2),
        before=figures.number(series.points_before),
        after=figures.number(series.points_after),
    )
