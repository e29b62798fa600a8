"""The best evidence that a project's experiments give for its business metric, as money may use it."""

import math
from typing import Final

from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.recommending import bounds_of
from bot.domain.impact import Evidence, Grade, Span, Stopped
from bot.domain.metrics import Direction
from bot.domain.readouts import Choice, Readout
from bot.statistics.longitudinal_summary import LongitudinalReadout
from bot.statistics.usual_lifts import STATED, Prior

_ORDER: Final = tuple(Grade)
_Z: Final = 1.959963984540054


def evidence_of(experiments: tuple[Experiment, ...], direction: Direction, prior: Prior = STATED) -> Evidence | None:
    """The strongest final readout of the business metric that was not stopped; the latest of equals.

    One without an interval is no evidence for money, and does not stand in the way of another that has one. Once the
    latest experiment is stopped, only what was launched before still counts: nothing else is in use.
    """
    is_over = bool(experiments) and _chosen(experiments[-1]) is Choice.STOP
    found = [
        (_ORDER.index(evidence.grade), each.number, evidence)
        for each in experiments
        if each.readout is not None
        and _counts(each, each.readout)
        and (not is_over or _chosen(each) is Choice.LAUNCH)
        and (evidence := _evidence(each.readout, direction, prior)) is not None
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _evidence(readout: Readout, direction: Direction, prior: Prior) -> Evidence | None:
    return _by_arm(readout, direction, prior) or _over_time(readout, direction)


def stopped_of(experiments: tuple[Experiment, ...], direction: Direction) -> Stopped | None:
    """What was found of a project whose latest experiment was stopped, at its end or at a look; None for all others."""
    if not experiments or _chosen(experiments[-1]) is not Choice.STOP:
        return None
    latest = experiments[-1]
    if latest.readout is None or not latest.plan.about_business:
        return Stopped()
    seen = _seen(latest.readout, direction)
    return Stopped() if seen is None else Stopped(grade=latest.readout.grade, seen=seen)


def _chosen(experiment: Experiment) -> Choice | None:
    return experiment.decided.choice if experiment.decided is not None else None


def _counts(experiment: Experiment, readout: Readout) -> bool:
    is_withheld = readout.arms is not None and readout.arms.mismatch
    is_given_up = _chosen(experiment) in (Choice.STOP, Choice.ITERATE)  # what goes back to the plan is not in use
    return not readout.early and not is_withheld and not is_given_up and experiment.plan.about_business


def _by_arm(readout: Readout, direction: Direction, prior: Prior) -> Evidence | None:
    """The difference drawn towards zero by what lifts usually are: winners exaggerate. Verdicts do not use this."""
    line = readout.primary
    if line is None or line.se is None or line.se <= 0 or line.control == 0:
        return None
    width = prior.sd * abs(line.control)
    kept = width**2 / (width**2 + line.se**2)
    middle, half = _sign(direction) * kept * line.difference, _Z * math.sqrt(kept) * line.se
    return Evidence(
        grade=readout.grade,
        change=middle,
        low=middle - half,
        high=middle + half,
        seen=_seen(readout, direction),
        prior=prior,
    )


def _over_time(readout: Readout, direction: Direction) -> Evidence | None:
    seen = _seen_over_time(readout, direction)
    if seen is None or seen.low is None or seen.high is None:
        return None
    return Evidence(grade=readout.grade, change=seen.value, low=seen.low, high=seen.high)


def _seen(readout: Readout, direction: Direction) -> Span | None:
    """The change as the experiment saw it; at a look with the interval that holds at any look."""
    line = readout.primary
    if line is None or line.se is None:
        return _seen_over_time(readout, direction)
    low, high = (line.always_low, line.always_high) if readout.early else (line.low, line.high)
    return _turned(line.difference, low, high, direction)


def _seen_over_time(readout: Readout, direction: Direction) -> Span | None:
    """The mean effect after the change; that of a synthetic control has the interval of its placebos, if any."""
    primary = readout.series or readout.synthetic
    if primary is None:
        return None
    low, high = bounds_of(primary) or (None, None)
    effect = primary.average.value if isinstance(primary, LongitudinalReadout) else primary.effect
    return _turned(effect, low, high, direction)


def _turned(value: float, low: float | None, high: float | None, direction: Direction) -> Span:
    """A change counted the wanted way; its ends change places where that is down."""
    if direction is Direction.UP:
        return Span(value=value, low=low, high=high)
    return Span(value=-value, low=None if high is None else -high, high=None if low is None else -low)


def _sign(direction: Direction) -> int:
    return 1 if direction is Direction.UP else -1
