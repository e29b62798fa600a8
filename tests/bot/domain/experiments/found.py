"""Readouts for tests: by arm and over time, and experiments that have one."""

from typing import Any

from bot.domain.experiments.experiment import Experiment
from bot.domain.impact import Grade
from bot.domain.readouts import Advice, Because, Readout, Recommendation
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.longitudinal_summary import Effect, LongitudinalReadout, SeriesErrors, SyntheticReadout
from bot.statistics.readout.experiments import Role
from tests.bot.domain.builders import EPOCH, OWNER
from tests.bot.domain.experiments.runs import LAST_DAY, run

LINE = Line(
    metric="Churn",
    role=Role.PRIMARY,
    arm=1,
    said=Said.BETTER,
    wanted_up=False,
    control=0.05,
    treatment=0.046,
    difference=-0.004,
    low=-0.006,
    high=-0.002,
    se=0.001,
)


def by_arm(line: Line | None = LINE, *, mismatch: bool = False, **also: Any) -> Readout:
    arms = ArmsReadout(
        arms=("control", "treatment"),
        counts=(13_000, 13_000),
        sample_ratio_p=0.9,
        mismatch=mismatch,
        early=False,
        lines=() if line is None else (line,),
        novelty=None,
        exaggeration=None,
    )
    return readout(arms=arms, **also)


def over_time(**also: Any) -> Readout:
    effect = Effect(value=-4.0, low=-6.0, high=-1.0)
    series = LongitudinalReadout(
        average=effect,
        cumulative=effect,
        relative=None,
        p_value=0.01,
        errors=next(iter(SeriesErrors)),
        autocorrelation=0.1,
        durbin_watson=2.0,
        points_before=60,
        points_after=28,
        path=(),
        warnings=(),
    )
    return readout(series=series, grade=Grade.LONGITUDINAL, **also)


def readout(**also: Any) -> Readout:
    known: dict[str, Any] = {
        "number": 1,
        "through": LAST_DAY,
        "early": False,
        "by": OWNER.user,
        "at": EPOCH,
        "recommendation": Recommendation(advice=Advice.LAUNCH, because=Because.WON),
        "grade": Grade.RANDOMISED,
    }
    return Readout(**{**known, **also})


def synthetic(low: float | None, high: float | None) -> Readout:
    found = SyntheticReadout(
        effect=-4.0,
        relative=None,
        pre_rmspe=0.1,
        rank=1,
        units=25,
        p_value=0.04,
        weights=(),
        path=(),
        warnings=(),
        low=low,
        high=high,
    )
    return readout(synthetic=found, grade=Grade.LONGITUDINAL)


def with_readout(found: Readout, number: int = 1, **also: Any) -> Experiment:
    return run(number=number, readout=found, **also)
