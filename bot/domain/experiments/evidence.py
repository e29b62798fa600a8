"""The best evidence that a project's experiments give for its business metric, as money may use it."""

import math
from typing import Final

from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.recommending import bounds_of
from bot.domain.impact import Evidence, Grade
from bot.domain.metrics import Direction
from bot.domain.readouts import Choice, Readout
from bot.statistics.longitudinal_summary import LongitudinalReadout

USUAL_LIFT: Final = 0.04
"""How far true relative lifts usually lie from zero (standard deviation): the middle of 0.03 to 0.05, stated, until an
organisation has five finished experiments of its own."""
_Z: Final = 1.959963984540054
_ORDER: Final = tuple(Grade)


def evidence_of(experiments: tuple[Experiment, ...], direction: Direction) -> Evidence | None:
    """The strongest final readout of the business metric that was not stopped; the latest of equals.

    One without an interval is no evidence for money, and does not stand in the way of another that has one.
    """
    found = [
        (_ORDER.index(evidence.grade), each.number, evidence)
        for each in experiments
        if each.readout is not None
        and _counts(each, each.readout)
        and (evidence := _by_arm(each.readout, direction) or _over_time(each.readout, direction)) is not None
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _counts(experiment: Experiment, readout: Readout) -> bool:
    stopped = experiment.decided is not None and experiment.decided.choice is Choice.STOP
    return not readout.early and not stopped and experiment.plan.about_business


def _by_arm(readout: Readout, direction: Direction) -> Evidence | None:
    """The difference drawn towards zero by what lifts usually are: winners exaggerate. Verdicts do not use this."""
    line = readout.primary
    if line is None or line.se is None or line.se <= 0 or line.control == 0:
        return None
    prior = USUAL_LIFT * abs(line.control)
    kept = prior**2 / (prior**2 + line.se**2)
    sign = 1 if direction is Direction.UP else -1
    middle, half = sign * kept * line.difference, _Z * math.sqrt(kept) * line.se
    return Evidence(grade=readout.grade, change=middle, low=middle - half, high=middle + half)


def _over_time(readout: Readout, direction: Direction) -> Evidence | None:
    """The mean effect after the change; that of a synthetic control has the interval of its placebos, if any."""
    primary = readout.series or readout.synthetic
    bounds = None if primary is None else bounds_of(primary)
    if primary is None or bounds is None:
        return None
    change = primary.average.value if isinstance(primary, LongitudinalReadout) else primary.effect
    if direction is Direction.UP:
        return Evidence(grade=readout.grade, change=change, low=bounds[0], high=bounds[1])
    return Evidence(grade=readout.grade, change=-change, low=-bounds[1], high=-bounds[0])
