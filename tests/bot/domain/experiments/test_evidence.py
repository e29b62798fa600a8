"""What money may use: the strongest final readout about the business metric, drawn towards what lifts usually are."""

import math
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.experiments.evidence import evidence_of, stopped_of
from bot.domain.experiments.experiment import Experiment, last_decision, last_readout
from bot.domain.experiments.prior import lift_of, prior_of
from bot.domain.impact import Grade, Span, Stopped
from bot.domain.metrics import Direction
from bot.domain.readouts import Choice, Decided, Readout
from bot.statistics.usual_lifts import STATED, Prior, PriorSource
from tests.bot.domain.builders import EPOCH, OWNER
from tests.bot.domain.experiments.found import LINE, by_arm, over_time, synthetic, with_readout
from tests.bot.domain.experiments.runs import run, sealed


def decided(choice: Choice) -> Decided:
    return Decided(choice=choice, by=OWNER.user, at=EPOCH, reason="x", recommended=None)


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
        with_readout(by_arm(), decided=decided(Choice.STOP)),
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
    found = by_arm(through=date(2027, 3, 28))
    done = with_readout(found, decided=decided(Choice.STOP))
    assert (last_readout(done), last_decision(done)) == (found, decided(Choice.STOP))
    with pytest.raises(ValueError, match="was never read"):
        last_readout(run())
    with pytest.raises(ValueError, match="is not decided"):
        last_decision(run())


def test_evidence_says_what_was_seen_before_it_was_drawn_and_by_which_prior() -> None:
    found = evidence_of((with_readout(by_arm()),), Direction.DOWN)
    assert found is not None
    assert found.seen == Span(value=0.004, low=0.002, high=0.006)
    assert found.prior == STATED
    series = evidence_of((with_readout(over_time()),), Direction.DOWN)
    assert series is not None
    assert (series.seen, series.prior) == (None, None)


def test_a_narrower_prior_keeps_less() -> None:
    """By hand: 1 % of 5 % = 0.0005 beside an error of 0.001: one part of five stays."""
    own = Prior(sd=0.01, source=PriorSource.OWN_EXPERIMENTS, experiments=7)
    found = evidence_of((with_readout(by_arm()),), Direction.DOWN, own)
    assert found is not None
    assert found.change == pytest.approx(0.2 * 0.004)
    assert found.prior == own


# --- what lifts usually are ----------------------------------------------------------------------


def lifted(difference: float) -> Readout:
    return by_arm(replace(LINE, difference=difference))


def test_a_lift_is_a_share_of_the_controls_level_without_its_sign() -> None:
    """By hand: -0.004 and 0.001 on a level of 0.05."""
    assert lift_of(by_arm()) == pytest.approx((-0.08, 0.02))
    assert lift_of(by_arm(replace(LINE, control=-0.05))) == pytest.approx((-0.08, 0.02))


@pytest.mark.parametrize(
    "other",
    [
        over_time(),
        by_arm(early=True),
        by_arm(mismatch=True),
        by_arm(None),
        by_arm(replace(LINE, se=None)),
        by_arm(replace(LINE, se=0.0)),
        by_arm(replace(LINE, control=0.0)),
        by_arm(replace(LINE, control=1e-300)),
    ],
    ids=["over time", "early", "mismatch", "no line", "no error", "error of zero", "control of zero", "next to zero"],
)
def test_what_is_not_randomised_not_final_or_not_readable_has_no_lift(other: Readout) -> None:
    assert lift_of(other) is None


def test_five_finished_experiments_make_the_prior_and_four_leave_the_stated_one() -> None:
    """By hand: five lifts of +-8 % with an error of 2 %: sd^2 = 0.08^2 - 0.02^2, whatever was decided."""
    five = [lifted(each) for each in (0.004, -0.004, 0.004, -0.004, 0.004)]
    assert prior_of([*five[:4], over_time(), by_arm(mismatch=True)]) == replace(STATED, experiments=4)
    own = prior_of(five)
    assert (own.source, own.experiments) == (PriorSource.OWN_EXPERIMENTS, 5)
    assert own.sd == pytest.approx(math.sqrt(0.08**2 - 0.02**2))


def test_the_first_treatments_lift_counts_and_not_the_best_ones() -> None:
    found = by_arm()
    assert found.arms is not None
    second = replace(LINE, arm=2, difference=-0.008)
    two = replace(found, arms=replace(found.arms, lines=(replace(LINE, difference=0.001), second)))
    assert lift_of(two) == pytest.approx((0.02, 0.02))


# --- what was stopped ----------------------------------------------------------------------------


def test_only_the_latest_decision_stops_a_project() -> None:
    stop, again = with_readout(by_arm(), 1, decided=decided(Choice.STOP)), run(number=2)
    assert stopped_of((), Direction.DOWN) is None
    assert stopped_of((again,), Direction.DOWN) is None
    assert stopped_of((stop, again), Direction.DOWN) is None
    assert stopped_of((with_readout(by_arm(), decided=decided(Choice.LAUNCH)),), Direction.DOWN) is None
    found = stopped_of((again, stop), Direction.DOWN)
    assert found == Stopped(grade=Grade.RANDOMISED, seen=Span(value=0.004, low=0.002, high=0.006))


def test_what_was_stopped_at_a_look_says_the_interval_that_holds_at_any_look() -> None:
    look = by_arm(replace(LINE, always_low=-0.009, always_high=None), early=True, grade=Grade.OBSERVED)
    found = stopped_of((with_readout(look, decided=decided(Choice.STOP)),), Direction.DOWN)
    assert found == Stopped(grade=Grade.OBSERVED, seen=Span(value=0.004, low=None, high=0.009))


def test_a_stop_says_a_change_over_time_too_and_nothing_of_another_metric_or_of_none() -> None:
    stop = decided(Choice.STOP)
    series = stopped_of((with_readout(over_time(), decided=stop),), Direction.UP)
    assert series == Stopped(grade=Grade.LONGITUDINAL, seen=Span(value=-4.0, low=-6.0, high=-1.0))
    for unsaid in (
        run(decided=stop),
        run(sealed(about_business=False), readout=by_arm(), decided=stop),
        with_readout(by_arm(None), decided=stop),
    ):
        assert stopped_of((unsaid,), Direction.DOWN) == Stopped()


def test_after_a_stop_only_what_was_launched_before_counts() -> None:
    stop = with_readout(by_arm(), 3, decided=decided(Choice.STOP))
    launched = with_readout(by_arm(replace(LINE, difference=-0.002)), 1, decided=decided(Choice.LAUNCH))
    sent_back = with_readout(by_arm(), 2, decided=decided(Choice.ITERATE))
    found = evidence_of((launched, sent_back, stop), Direction.DOWN)
    assert found is not None
    assert found.change == pytest.approx(0.8 * 0.002)
    assert evidence_of((sent_back, stop), Direction.DOWN) is None
    assert evidence_of((sent_back,), Direction.DOWN) is None, "what goes back to the plan is not in use"
    assert evidence_of((with_readout(by_arm(), 2),), Direction.DOWN) is not None


def test_harm_that_was_launched_all_the_same_counts_against() -> None:
    worse = replace(LINE, difference=0.004, low=0.002, high=0.006)
    found = evidence_of((with_readout(by_arm(worse), decided=decided(Choice.LAUNCH)),), Direction.DOWN)
    assert found is not None
    assert found.grade is Grade.RANDOMISED
    assert found.change == pytest.approx(-0.0032)


def test_what_was_withheld_is_no_evidence() -> None:
    assert evidence_of((with_readout(by_arm()),), Direction.DOWN) is not None
    assert evidence_of((with_readout(by_arm(mismatch=True)),), Direction.DOWN) is None
