"""What lifts usually are in this organisation, by its own finished experiments."""

from collections.abc import Iterable
from typing import Final

from bot.domain.readouts import Readout
from bot.statistics.readout.experiments import Role
from bot.statistics.usual_lifts import Prior, own_prior

_LARGEST: Final = 1e6
"""A lift beyond it is no lift: the control's level was as good as zero."""


def prior_of(readouts: Iterable[Readout]) -> Prior:
    """The prior of relative lifts, from the latest readout of each experiment.

    Those count that are randomised, final, and had arms of the planned sizes, whatever they found and whatever was
    decided: a prior of winners alone would shrink nothing.
    """
    lifts = [lift for readout in readouts if (lift := lift_of(readout)) is not None]
    return own_prior([lift for lift, _ in lifts], [se**2 for _, se in lifts])


def lift_of(readout: Readout) -> tuple[float, float] | None:
    """The relative lift of the primary metric and its standard error, None where the experiment does not count.

    Of several treatments it is the first one's, which is named before anything is measured; the best one's would be
    too large.
    """
    if readout.arms is None or readout.early or readout.arms.mismatch:
        return None
    line = next((line for line in readout.arms.lines if line.role is Role.PRIMARY), None)
    if line is None or line.se is None or line.control == 0:
        return None
    lift, se = line.difference / abs(line.control), line.se / abs(line.control)
    return (lift, se) if 0 < se < _LARGEST and abs(lift) < _LARGEST else None
