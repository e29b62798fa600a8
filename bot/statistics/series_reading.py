"""The job of a readout over time: the primary metric by the method that was registered, each guardrail by the same."""

from dataclasses import replace
from typing import Final, assert_never

from bot.statistics.arms.summary import Said
from bot.statistics.arrays import named_columns
from bot.statistics.dated_series import dated
from bot.statistics.longitudinal import Shift, difference, interruption, told
from bot.statistics.longitudinal_summary import (
    GuardedSeries,
    GuardrailOverTime,
    LongitudinalReadout,
    Series,
    SeriesMethod,
    SeriesQuestion,
    SeriesReadout,
    SyntheticReadout,
)
from bot.statistics.placebos import placebos
from bot.statistics.reasons import NotComputable, Reason
from bot.statistics.synthetic_readout import ALPHA, synthetic_readout

_ONE_SIDED: Final = 1 - 2 * ALPHA
"""The confidence of the two-sided interval whose ends are one-sided bounds at alpha."""


def read_series(question: SeriesQuestion) -> SeriesReadout:
    """Everything that is said of results over time; NotComputable, at `rows`, for what cannot be read at all.

    A guardrail that cannot be read says why in its place and holds nothing else up.
    """
    try:
        primary = _primary(question.series, question.method)
    except NotComputable as refused:
        raise NotComputable(refused.reason, refused.words, field="rows") from None
    return SeriesReadout(
        primary=primary, guardrails=tuple(_guardrail(each, question.method) for each in question.guardrails)
    )


def _primary(series: Series, method: SeriesMethod) -> LongitudinalReadout | SyntheticReadout:
    return synthetic_readout(series) if method is SeriesMethod.SYNTHETIC_CONTROL else told(_shift(series, method))


def _shift(series: Series, method: SeriesMethod) -> Shift:
    if method is SeriesMethod.INTERRUPTED_TIME_SERIES:
        return interruption(series)
    if len(series.controls) != 1:
        words = f"A difference in differences has one comparison series; these are {len(series.controls)}."
        raise NotComputable(Reason.BAD_INPUT, words, field="controls")
    return difference(series, series.controls[0])


def _guardrail(guarded: GuardedSeries, method: SeriesMethod) -> GuardrailOverTime:
    try:
        match method:
            case SeriesMethod.SYNTHETIC_CONTROL:
                return _by_placebos(guarded)
            case SeriesMethod.INTERRUPTED_TIME_SERIES | SeriesMethod.DIFFERENCE_IN_DIFFERENCES:
                return _by_errors(guarded, _shift(guarded.series, method))
            case _:
                assert_never(method)
    except NotComputable as refused:
        return GuardrailOverTime(
            name=guarded.name,
            said=Said.UNREAD,
            wanted_up=guarded.wanted_up,
            margin=guarded.margin,
            words=refused.words,
        )


def _by_errors(guarded: GuardedSeries, shift: Shift) -> GuardrailOverTime:
    """Proven not worse only if both ways to allow for autocorrelation say so; worse than the margin only if both do."""
    errors, wider = shift.wider()
    expected = shift.expected(errors)
    limit, sign = _limit(guarded, expected), 1 if guarded.wanted_up else -1
    # How far each estimate lies on the better side of the worst that is tolerated.
    spare = [replace(each, value=sign * each.value + limit) for each in shift.averages()]
    low, high = wider.interval()
    return _found(
        guarded,
        proven=all(each.value > each.critical(_ONE_SIDED) * each.se for each in spare),
        harmed=all(each.value < -each.critical() * each.se for each in spare),
        effect=wider.value,
        bounds=(low, high),
        expected=expected,
        p_value=max(each.p_value / 2 if each.value > 0 else 1 - each.p_value / 2 for each in spare),
    )


def _by_placebos(guarded: GuardedSeries) -> GuardrailOverTime:
    """The same by the rank among placebos once the worst effect that is tolerated is taken out of the treated unit."""
    given = dated(guarded.series)
    values = {control.name: control.values for control in guarded.series.controls}
    donors = named_columns(values, "controls", length=given.y.size)
    others = placebos(given.y, donors, given.after)
    effect = float(others.gaps[:, 0].mean())
    expected = float(given.y[given.after].mean()) - effect
    limit = _limit(guarded, expected)
    worst = -limit if guarded.wanted_up else limit
    spared, lost = others.p_above(worst), others.p_below(worst)
    p_value, p_worse = (spared, lost) if guarded.wanted_up else (lost, spared)
    return _found(
        guarded,
        proven=p_value <= ALPHA,
        # By its sign rather than its squares: a gap that only swings is no harm.
        harmed=p_worse <= ALPHA,
        effect=effect,
        bounds=others.interval(ALPHA),
        expected=expected,
        p_value=p_value,
    )


def _limit(guarded: GuardedSeries, expected: float) -> float:
    """The margin in the guardrail's own unit, taken as fixed."""
    if expected == 0:
        words = f"{guarded.name} would have been zero: a share of it is no margin."
        raise NotComputable(Reason.NOT_ESTIMABLE, words, field="margin")
    return guarded.margin * abs(expected)


def _found(
    guarded: GuardedSeries,
    *,
    proven: bool,
    harmed: bool,
    effect: float,
    bounds: tuple[float, float] | None,
    expected: float,
    p_value: float,
) -> GuardrailOverTime:
    return GuardrailOverTime(
        name=guarded.name,
        said=Said.NOT_WORSE if proven else Said.WORSE if harmed else Said.NOT_PROVEN,
        wanted_up=guarded.wanted_up,
        margin=guarded.margin,
        effect=effect,
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        expected=expected,
        p_value=p_value,
    )
