"""What the registered rule recommends; it was sealed before the start, so nobody can bend it to the result."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.domain.experiments.plan import Plan
from bot.domain.metrics import Direction
from bot.domain.readouts import Advice, Because, Recommendation
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.longitudinal_summary import LongitudinalReadout, SeriesReadout, SyntheticReadout
from bot.statistics.readout.experiments import Role

_USUAL_ALPHA: Final = 0.05
_UNEQUAL: Final = 0.001
"""Arms that differed so much before the start were not drawn by chance, as arms of so unequal sizes were not."""
_FIRST: Final = (Advice.LAUNCH, Advice.ITERATE, Advice.STOP)
"""With several treatments one that may be launched decides, and all must be stopped to stop."""


def of_arms(
    plan: Plan, arms: ArmsReadout, *, unmeasured: tuple[str, ...], worsened: tuple[str, ...] = ()
) -> Recommendation:
    """Launch what is proven better where every guardrail is proven not worse; stop what harms or is proven too small.

    `unmeasured` names counter-metrics and guardrails that the plan names and the results do not hold; `worsened` those
    counter-metrics that are no guardrails and got worse.
    """
    primary = [line for line in arms.lines if line.role is Role.PRIMARY]
    if arms.mismatch:
        return Recommendation(advice=Advice.ITERATE, because=Because.MISMATCH)
    if any(line.before_p is not None and line.before_p < _UNEQUAL for line in primary):
        names = tuple(dict.fromkeys(line.metric for line in primary))
        return Recommendation(advice=Advice.ITERATE, because=Because.UNEQUAL_BEFORE, about=names)
    if arms.early:
        return _at_a_look(arms, primary)
    if any(line.said is Said.UNREAD for line in primary):
        names = tuple(dict.fromkeys(line.metric for line in primary))
        return Recommendation(advice=Advice.ITERATE, because=Because.UNREAD, about=names)
    found = [replace(_of_arm(plan, arms, line, unmeasured, worsened), arm=line.arm) for line in primary]
    # Of equal advices that on a treatment which won: that it breaks a guardrail says more than that another is small.
    won = {line.arm for line in primary if line.said is Said.BETTER}
    return min(found, key=lambda each: (_FIRST.index(each.advice), each.arm not in won))


def _at_a_look(arms: ArmsReadout, primary: list[Line]) -> Recommendation:
    """Wait for the planned end, unless every treatment does harm: that interval holds at any look.

    Where some treatments do harm and others do not, the first of them is named.
    """
    found = {line.arm: _harms(arms, line) for line in primary}
    about = tuple(dict.fromkeys(metric for harms in found.values() for metric in harms))
    if found and all(found.values()):
        return Recommendation(advice=Advice.STOP, because=Because.HARMED, about=about)
    harmed = next((arm for arm, harms in found.items() if harms), None)
    if harmed is not None:
        return Recommendation(advice=Advice.WAIT, because=Because.ARM_HARMED, about=found[harmed], arm=harmed)
    return Recommendation(advice=Advice.WAIT, because=Because.RUNNING)


def _harms(arms: ArmsReadout, line: Line) -> tuple[str, ...]:
    """The metrics that one treatment harms beyond doubt: the primary metric at all, a guardrail by its margin."""
    own = [each for each in arms.lines if each.role is Role.GUARDRAIL and each.arm == line.arm]
    harmed = (each.metric for each in own if is_harmed(each, early=True))
    return (*([line.metric] if _falls_beyond(line, 0.0, early=True) else []), *harmed)


def _of_arm(
    plan: Plan, arms: ArmsReadout, line: Line, unmeasured: tuple[str, ...], worsened: tuple[str, ...]
) -> Recommendation:
    """What the rule says of one treatment, by its line of the primary metric."""
    guardrails = [each for each in arms.lines if each.role is Role.GUARDRAIL and each.arm == line.arm]
    harmed = tuple(each.metric for each in guardrails if is_harmed(each, early=False))
    if line.said is Said.WORSE:
        return Recommendation(advice=Advice.STOP, because=Because.HARMED, about=(line.metric,))
    if harmed:
        return Recommendation(advice=Advice.STOP, because=Because.HARMED, about=harmed)
    if line.said is Said.BETTER:
        return _of_winner(line, guardrails, unmeasured, worsened)
    effect = plan.size.effect if plan.size else None
    if effect is not None and _is_too_small(line, effect):
        return Recommendation(advice=Advice.STOP, because=Because.TOO_SMALL, about=(line.metric,))
    return Recommendation(advice=Advice.ITERATE, because=Because.UNDECIDED, about=(line.metric,))


def _of_winner(
    won: Line, guardrails: list[Line], unmeasured: tuple[str, ...], worsened: tuple[str, ...]
) -> Recommendation:
    unproven = tuple(line.metric for line in guardrails if line.said is not Said.NOT_WORSE)
    if unproven:
        return Recommendation(advice=Advice.ITERATE, because=Because.GUARDRAIL_UNPROVEN, about=unproven)
    if worsened:
        return Recommendation(advice=Advice.ITERATE, because=Because.COUNTER_METRIC_WORSE, about=worsened)
    if unmeasured:
        return Recommendation(advice=Advice.ITERATE, because=Because.COUNTER_METRIC_UNMEASURED, about=unmeasured)
    return Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=(won.metric,))


def is_harmed(line: Line, *, early: bool) -> bool:
    """Whether a guardrail is worse by more than its margin.

    At a look by the interval that holds at any look, at the end by the one-sided bound that it was planned with.
    """
    return line.margin is not None and _falls_beyond(line, line.margin * abs(line.control), early=early)


def _falls_beyond(line: Line, limit: float, *, early: bool) -> bool:
    if line.said is Said.UNREAD:
        return False
    low, high = (line.always_low, line.always_high) if early else (line.low, line.high)
    if line.wanted_up:
        return high is not None and high < -limit
    return low is not None and low > limit


def _is_too_small(line: Line, effect: float) -> bool:
    """Whether the interval excludes the smallest effect worth having, on the wanted side."""
    limit = effect * abs(line.control)
    if line.wanted_up:
        return line.high is not None and line.high < limit
    return line.low is not None and line.low > -limit


def of_series(plan: Plan, series: SeriesReadout, *, early: bool, unmeasured: tuple[str, ...]) -> Recommendation:
    """The same rule on a change over time, and on guardrails that were read the same way."""
    names = (plan.primary_metric,)
    if early:
        return Recommendation(advice=Advice.WAIT, because=Because.RUNNING)
    harmed = tuple(each.name for each in series.guardrails if each.said is Said.WORSE)
    moved = direction_of(plan, series.primary)
    if moved is not None and moved is not wanted_way(plan):
        return Recommendation(advice=Advice.STOP, because=Because.HARMED, about=names)
    if harmed:
        return Recommendation(advice=Advice.STOP, because=Because.HARMED, about=harmed)
    if moved is not None:
        return _of_series_that_won(names, series, unmeasured)
    bounds, limit = bounds_of(series.primary), _smallest(plan)
    if bounds is not None and limit is not None and max(_on_the_wanted_side(plan, bounds)) < limit:
        return Recommendation(advice=Advice.STOP, because=Because.TOO_SMALL, about=names)
    return Recommendation(advice=Advice.ITERATE, because=Because.UNDECIDED, about=names)


def _of_series_that_won(names: tuple[str, ...], series: SeriesReadout, unmeasured: tuple[str, ...]) -> Recommendation:
    unproven = tuple(each.name for each in series.guardrails if each.said is not Said.NOT_WORSE)
    if unproven:
        return Recommendation(advice=Advice.ITERATE, because=Because.GUARDRAIL_UNPROVEN, about=unproven)
    if unmeasured:
        return Recommendation(advice=Advice.ITERATE, because=Because.COUNTER_METRIC_UNMEASURED, about=unmeasured)
    return Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=names)


def bounds_of(primary: LongitudinalReadout | SyntheticReadout) -> tuple[float, float] | None:
    """The 95 % interval of the effect, in the metric's unit; None where the placebos bound none."""
    if isinstance(primary, LongitudinalReadout):
        return primary.average.low, primary.average.high
    return None if primary.low is None or primary.high is None else (primary.low, primary.high)


def direction_of(plan: Plan, primary: LongitudinalReadout | SyntheticReadout) -> Direction | None:
    """Which way the metric went beyond chance, None where it did not: at 5 %, or at a smaller alpha that was planned.

    A synthetic control must rank so high by its squared gaps and by its mean gap in that direction.
    """
    alpha = min(plan.alpha or _USUAL_ALPHA, _USUAL_ALPHA)
    if isinstance(primary, SyntheticReadout):
        effect, is_sure = primary.effect, max(primary.p_value, primary.direction_p) <= alpha
    else:
        average = primary.average
        effect, is_sure = average.value, not average.low <= 0 <= average.high and primary.p_value <= alpha
    if not is_sure or effect == 0:
        return None
    return Direction.UP if effect > 0 else Direction.DOWN


def wanted_way(plan: Plan) -> Direction:
    """Which way the primary metric should go; up where nothing was said."""
    return Direction.DOWN if plan.wanted is Direction.DOWN else Direction.UP


def _on_the_wanted_side(plan: Plan, bounds: tuple[float, float]) -> Iterator[float]:
    sign = -1 if wanted_way(plan) is Direction.DOWN else 1
    return (sign * bound for bound in bounds)


def _smallest(plan: Plan) -> float | None:
    if plan.size is None or plan.baseline is None:
        return None
    return plan.size.effect * abs(plan.baseline)
