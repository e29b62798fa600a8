"""What money may use: the strongest final readout about the business metric, drawn towards what lifts usually are."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.experiments.evidence import evidence_of
from bot.domain.experiments.experiment import Experiment, last_decision, last_readout
from bot.domain.impact import Grade
from bot.domain.metrics import Direction
from bot.domain.readouts import Advice, Because, Choice, Decided, Readout, Recommendation
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.longitudinal_summary import Effect, LongitudinalReadout, SeriesErrors, SyntheticReadout
from bot.statistics.readout.experiments import Role
from tests.bot.domain.builders import EPOCH, OWNER
from tests.bot.domain.experiments.runs import LAST_DAY, run, sealed

LINE = Line(
    metric="Churn",
    role=Role.PRIMARY,
    arm=1,
    said=Said.BETTER,
    wanted_up=False,
    control=0.05,
    treatment=0.046,
    difference=-0.004,
    se=0.001,
)


def by_arm(line: Line | None = LINE, **also: Any) -> Readout:
    arms = ArmsReadout(
        arms=("control", "treatment"),
        counts=(13_000, 13_000),
        sample_ratio_p=0.9,
        mismatch=False,
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


def with_readout(found: Readout, number: int = 1, **also: Any) -> Experiment:
    return run(number=number, readout=found, **also)


def test_a_difference_is_drawn_towards_zero_by_the_spread_of_usual_lifts() -> None:
    """By hand: the prior's standard deviation is 4 % of 5 % = 0.002, the standard error 0.001; 4 of 5 parts stay."""
    found = evidence_of((with_readout(by_arm()),), Direction.DOWN)
    assert found is not None
    assert found.grade is Grade.RANDOMISED
    assert found.change == pytest.approx(0.8 * 0.004)
    half = 1.959964 * math.sqrt(0.8) * 0.001
    assert (found.low, found.high) == pytest.approx((0.0032 - half, 0.0032 + half), rel=1e-6)


def test_a_change_the_unwanted_way_is_negative() -> None:
    found = evidence_of((with_readout(by_arm()),), Direction.UP)
    assert found is not None
    assert found.change == pytest.approx(-0.0032)
    series = evidence_of((with_readout(over_time()),), Direction.UP)
    assert series is not None
    assert (series.change, series.low, series.high) == (-4.0, -6.0, -1.0)


def test_a_series_counts_as_it_is_with_its_ends_turned() -> None:
    found = evidence_of((with_readout(over_time()),), Direction.DOWN)
    assert found is not None
    assert (found.grade, found.change, found.low, found.high) == (Grade.LONGITUDINAL, 4.0, 1.0, 6.0)


def test_a_synthetic_control_counts_with_the_interval_of_its_placebos() -> None:
    found = evidence_of((with_readout(synthetic(-7.0, -2.0)),), Direction.DOWN)
    assert found is not None
    assert (found.grade, found.change, found.low, found.high) == (Grade.LONGITUDINAL, 4.0, 2.0, 7.0)
    up = evidence_of((with_readout(synthetic(-7.0, -2.0)),), Direction.UP)
    assert up is not None
    assert (up.change, up.low, up.high) == (-4.0, -7.0, -2.0)


@pytest.mark.parametrize("bounds", [(None, None), (None, -2.0), (-7.0, None)])
def test_without_an_interval_a_synthetic_control_is_no_evidence_and_hides_none(
    bounds: tuple[float | None, float | None],
) -> None:
    unbounded = with_readout(synthetic(*bounds), 2)
    assert evidence_of((unbounded,), Direction.DOWN) is None
    weaker = with_readout(replace(over_time(), grade=Grade.OBSERVED), 1)
    found = evidence_of((weaker, unbounded), Direction.DOWN)
    assert found is not None
    assert (found.grade, found.low) == (Grade.OBSERVED, 1.0)


def test_the_strongest_counts_and_of_equals_the_latest() -> None:
    weak, first = with_readout(over_time(), 3), with_readout(by_arm(), 1)
    second = with_readout(by_arm(replace(LINE, difference=-0.002)), 2)
    found = evidence_of((weak, first, second), Direction.DOWN)
    assert found is not None
    assert found.change == pytest.approx(0.8 * 0.002)


@pytest.mark.parametrize(
    "unusable",
    [
        run(),
        with_readout(by_arm(early=True)),
        with_readout(
            by_arm(), decided=Decided(choice=Choice.STOP, by=OWNER.user, at=EPOCH, reason="x", recommended=None)
        ),
        run(sealed(about_business=False), readout=by_arm()),
        with_readout(by_arm(None)),
        with_readout(by_arm(replace(LINE, se=None))),
        with_readout(by_arm(replace(LINE, se=0.0))),
        with_readout(by_arm(replace(LINE, control=0.0))),
    ],
    ids=["unread", "early", "stopped", "proxy", "no line", "no error", "error of zero", "control of zero"],
)
def test_what_is_not_final_not_standing_or_not_readable_is_no_evidence(unusable: Experiment) -> None:
    assert evidence_of((unusable,), Direction.DOWN) is None


def test_the_last_readout_and_decision_are_those_of_the_experiment() -> None:
    decided = Decided(choice=Choice.STOP, by=OWNER.user, at=EPOCH, reason="x", recommended=None)
    found = by_arm(through=date(2027, 3, 28))
    done = with_readout(found, decided=decided)
    assert (last_readout(done), last_decision(done)) == (found, decided)
    with pytest.raises(ValueError, match="was never read"):
        last_readout(run())
    with pytest.raises(ValueError, match="is not decided"):
        last_decision(run())
