"""The registered rule: launch what won and harmed nothing, stop what harms or is too small, else go on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.experiments.recommending import is_harmed, of_arms, of_series
from bot.domain.metrics import Direction
from bot.domain.readouts import Advice, Because, Recommendation
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.longitudinal_summary import (
    Effect,
    GuardrailOverTime,
    LongitudinalReadout,
    SeriesErrors,
    SeriesReadout,
    SyntheticReadout,
)
from bot.statistics.readout.experiments import Role
from tests.bot.domain.experiments.runs import sealed

CHURN, MARGIN = "Churn within 30 days", "Margin per customer"


def primary(said: Said, *, arm: int = 1, **also: Any) -> Line:
    known = {"metric": CHURN, "role": Role.PRIMARY, "wanted_up": True, "control": 0.1, "low": -0.02, "high": 0.02}
    return Line(**{**known, **also}, said=said, arm=arm)


def guardrail(said: Said, *, arm: int = 1, **also: Any) -> Line:
    known = {"metric": MARGIN, "role": Role.GUARDRAIL, "wanted_up": True, "control": 10.0, "margin": 0.01}
    return Line(**{**known, **also}, said=said, arm=arm)


def rule(*lines: Line, mismatch: bool = False, early: bool = False, **also: Any) -> Recommendation:
    arms = ("control", *(f"arm {number}" for number in sorted({line.arm for line in lines})))
    readout = ArmsReadout(
        arms=arms, counts=(9,) * len(arms), sample_ratio_p=0.5, mismatch=mismatch, early=early, lines=lines
    )
    plan, unmeasured = also.pop("plan", sealed()), also.pop("unmeasured", ())
    return of_arms(plan, readout, unmeasured=unmeasured, worsened=also.pop("worsened", ()))


HARMED = guardrail(Said.NOT_PROVEN, low=-0.3, high=-0.2, always_low=-0.3, always_high=-0.2)
SMALL: dict[str, Any] = {"low": -0.004, "high": 0.0049}
"""The effect worth having is 5 % of 0.1: this interval lies below it."""


@pytest.mark.parametrize(
    ("lines", "advice", "because", "about"),
    [
        ((primary(Said.BETTER),), Advice.LAUNCH, Because.WON, (CHURN,)),
        ((primary(Said.BETTER), guardrail(Said.NOT_WORSE)), Advice.LAUNCH, Because.WON, (CHURN,)),
        ((primary(Said.BETTER), guardrail(Said.NOT_PROVEN)), Advice.ITERATE, Because.GUARDRAIL_UNPROVEN, (MARGIN,)),
        ((primary(Said.BETTER), guardrail(Said.UNREAD)), Advice.ITERATE, Because.GUARDRAIL_UNPROVEN, (MARGIN,)),
        ((primary(Said.BETTER), HARMED), Advice.STOP, Because.HARMED, (MARGIN,)),
        ((primary(Said.UNDECIDED), HARMED), Advice.STOP, Because.HARMED, (MARGIN,)),
        ((primary(Said.WORSE),), Advice.STOP, Because.HARMED, (CHURN,)),
        ((primary(Said.WORSE), HARMED), Advice.STOP, Because.HARMED, (CHURN,)),
        ((primary(Said.UNDECIDED),), Advice.ITERATE, Because.UNDECIDED, (CHURN,)),
        ((primary(Said.UNDECIDED, **SMALL),), Advice.STOP, Because.TOO_SMALL, (CHURN,)),
        ((primary(Said.UNREAD),), Advice.ITERATE, Because.UNREAD, (CHURN,)),
    ],
)
def test_each_result_of_one_treatment_has_its_advice(
    lines: tuple[Line, ...], advice: Advice, because: Because, about: tuple[str, ...]
) -> None:
    arm = None if because is Because.UNREAD else 1
    assert rule(*lines) == Recommendation(advice=advice, because=because, about=about, arm=arm)


def test_nothing_else_is_read_while_the_arms_have_other_sizes_than_planned() -> None:
    found = rule(primary(Said.BETTER), mismatch=True, early=True)
    assert found == Recommendation(advice=Advice.ITERATE, because=Because.MISMATCH)


@pytest.mark.parametrize("early", [False, True])
def test_nothing_else_is_read_of_arms_that_differed_before_the_start(*, early: bool) -> None:
    found = rule(primary(Said.BETTER, before_p=0.0009), early=early)
    assert found == Recommendation(advice=Advice.ITERATE, because=Because.UNEQUAL_BEFORE, about=(CHURN,))
    assert rule(primary(Said.BETTER, before_p=0.001)).advice is Advice.LAUNCH


def test_before_the_planned_end_the_rule_waits() -> None:
    assert rule(primary(Said.BETTER), early=True) == Recommendation(advice=Advice.WAIT, because=Because.RUNNING)


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        ((primary(Said.BETTER), HARMED), (MARGIN,)),
        ((primary(Said.UNDECIDED, always_low=-0.03, always_high=-0.001),), (CHURN,)),
        ((primary(Said.UNDECIDED, wanted_up=False, always_low=0.001, always_high=0.03), HARMED), (CHURN, MARGIN)),
    ],
)
def test_harm_beyond_the_interval_that_holds_at_any_look_stops_it_at_once(
    lines: tuple[Line, ...], about: tuple[str, ...]
) -> None:
    assert rule(*lines, early=True) == Recommendation(advice=Advice.STOP, because=Because.HARMED, about=about)


@pytest.mark.parametrize(
    "lines",
    [
        (primary(Said.WORSE, always_low=-0.03, always_high=0.001),),
        (primary(Said.UNREAD, always_low=-0.03, always_high=-0.001),),
        (primary(Said.UNDECIDED), guardrail(Said.NOT_PROVEN, always_low=-0.3, always_high=-0.09)),
    ],
    ids=["doubtful", "unread", "within its margin"],
)
def test_less_than_that_waits_for_the_planned_end(lines: tuple[Line, ...]) -> None:
    assert rule(*lines, early=True) == Recommendation(advice=Advice.WAIT, because=Because.RUNNING)


def test_a_look_names_the_one_of_several_treatments_that_does_harm_and_waits_for_the_others() -> None:
    harmed = guardrail(Said.NOT_PROVEN, arm=2, always_low=-0.3, always_high=-0.2)
    found = rule(primary(Said.UNDECIDED, arm=1), primary(Said.UNDECIDED, arm=2), harmed, early=True)
    assert found == Recommendation(advice=Advice.WAIT, because=Because.ARM_HARMED, about=(MARGIN,), arm=2)


def test_what_was_registered_and_not_measured_stands_in_the_way_of_a_launch_alone() -> None:
    found = rule(primary(Said.BETTER), unmeasured=("Trust",))
    assert found == Recommendation(
        advice=Advice.ITERATE, because=Because.COUNTER_METRIC_UNMEASURED, about=("Trust",), arm=1
    )
    assert rule(primary(Said.WORSE), unmeasured=("Trust",)).advice is Advice.STOP


def test_a_counter_metric_that_got_worse_without_a_margin_stands_in_the_way_of_a_launch_alone() -> None:
    found = rule(primary(Said.BETTER), worsened=("Refunds",))
    assert (found.advice, found.because, found.about) == (
        Advice.ITERATE,
        Because.COUNTER_METRIC_WORSE,
        ("Refunds",),
    )
    assert rule(primary(Said.WORSE), worsened=("Refunds",)).because is Because.HARMED


def test_with_several_treatments_one_that_may_be_launched_decides() -> None:
    harmed_one = replace(HARMED, arm=1)
    found = rule(primary(Said.BETTER, arm=1), primary(Said.BETTER, arm=2), harmed_one, guardrail(Said.NOT_WORSE, arm=2))
    assert (found.advice, found.arm) == (Advice.LAUNCH, 2)
    small = primary(Said.UNDECIDED, arm=1, **SMALL)
    found = rule(small, primary(Said.BETTER, arm=2), replace(HARMED, arm=2))
    assert (found.because, found.arm) == (Because.HARMED, 2)
    assert rule(primary(Said.WORSE, arm=1), primary(Said.UNDECIDED, arm=2)).because is Because.UNDECIDED
    assert rule(primary(Said.WORSE, arm=1), primary(Said.UNDECIDED, arm=2, **SMALL)).advice is Advice.STOP
    assert rule(primary(Said.BETTER, arm=1), primary(Said.UNREAD, arm=2)).because is Because.UNREAD


def test_without_a_size_no_effect_is_too_small() -> None:
    assert rule(primary(Said.UNDECIDED, **SMALL), plan=sealed(size=None)).because is Because.UNDECIDED


@pytest.mark.parametrize(
    ("up", "low", "high", "too_small"),
    [
        (True, None, 0.0049, True),
        (True, -1.0, 0.0051, False),
        (True, -1.0, None, False),
        (False, -0.0049, None, True),
        (False, -0.0051, 1.0, False),
        (False, None, 1.0, False),
    ],
)
def test_too_small_is_what_the_interval_excludes_on_the_wanted_side(
    *, up: bool, low: float | None, high: float | None, too_small: bool
) -> None:
    found = rule(primary(Said.UNDECIDED, wanted_up=up, low=low, high=high, control=-0.1))
    assert (found.because is Because.TOO_SMALL) is too_small


@pytest.mark.parametrize(
    ("line", "harmed"),
    [
        (guardrail(Said.NOT_PROVEN, low=-1.0, high=-0.11), True),
        (guardrail(Said.NOT_PROVEN, low=-1.0, high=-0.1), False),
        (guardrail(Said.NOT_PROVEN, low=-1.0, high=None), False),
        (guardrail(Said.NOT_PROVEN, wanted_up=False, low=0.11, high=1.0), True),
        (guardrail(Said.NOT_PROVEN, wanted_up=False, low=0.1, high=1.0), False),
        (guardrail(Said.NOT_PROVEN, wanted_up=False, low=None, high=1.0), False),
        (guardrail(Said.NOT_PROVEN, control=-10.0, low=-1.0, high=-0.11), True),
        (guardrail(Said.UNREAD, low=-1.0, high=-0.11), False),
        (guardrail(Said.NOT_PROVEN, margin=None, low=-1.0, high=-0.11), False),
    ],
)
def test_a_guardrail_is_harmed_beyond_its_margin_only(line: Line, *, harmed: bool) -> None:
    assert is_harmed(line, early=False) is harmed
    held = replace(line, low=None, high=None, always_low=line.low, always_high=line.high)
    assert is_harmed(held, early=True) is harmed
    assert not is_harmed(held, early=False)


# --- a change over time ------------------------------------------------------------------------------


def over_time(low: float, high: float, **also: Any) -> Recommendation:
    middle = Effect(value=(low + high) / 2, low=low, high=high)
    series = LongitudinalReadout(
        average=middle,
        cumulative=middle,
        relative=None,
        p_value=also.pop("p_value", 0.04 if low > 0 or high < 0 else 0.5),
        errors=SeriesErrors.AR1,
        autocorrelation=0.1,
        durbin_watson=2.0,
        points_before=60,
        points_after=28,
        path=(),
        warnings=(),
    )
    plan = sealed(start=date(2027, 3, 1), **{"baseline": 0.1, "wanted": Direction.UP, **also.pop("plan", {})})
    readout = SeriesReadout(primary=also.pop("primary", series), guardrails=also.pop("guardrails", ()))
    return of_series(plan, readout, early=also.pop("early", False), unmeasured=also.pop("unmeasured", ()))


def beside(said: Said) -> GuardrailOverTime:
    return GuardrailOverTime(name=MARGIN, said=said, wanted_up=True, margin=0.01)


def synthetic(
    effect: float, low: float | None, high: float | None, *, rank: int = 1, direction_p: float = 0.04
) -> SyntheticReadout:
    return SyntheticReadout(
        effect=effect,
        relative=None,
        pre_rmspe=0.1,
        rank=rank,
        units=25,
        p_value=rank / 25,
        weights=(),
        path=(),
        warnings=(),
        low=low,
        high=high,
        direction_p=direction_p,
    )


@pytest.mark.parametrize(
    ("low", "high", "wanted", "advice", "because"),
    [
        (0.001, 0.02, Direction.UP, Advice.LAUNCH, Because.WON),
        (-0.02, -0.001, Direction.DOWN, Advice.LAUNCH, Because.WON),
        (-0.02, -0.001, Direction.UP, Advice.STOP, Because.HARMED),
        (0.001, 0.02, Direction.DOWN, Advice.STOP, Because.HARMED),
        (-0.02, 0.0049, Direction.UP, Advice.STOP, Because.TOO_SMALL),
        (-0.0049, 0.02, Direction.DOWN, Advice.STOP, Because.TOO_SMALL),
        (-0.02, 0.0051, Direction.UP, Advice.ITERATE, Because.UNDECIDED),
        (0.0, 0.02, Direction.UP, Advice.ITERATE, Because.UNDECIDED),
    ],
)
def test_the_same_rule_reads_a_series(
    low: float, high: float, wanted: Direction, advice: Advice, because: Because
) -> None:
    found = over_time(low, high, plan={"wanted": wanted})
    assert found == Recommendation(advice=advice, because=because, about=(CHURN,))


def test_a_series_waits_for_its_end_and_for_what_was_registered() -> None:
    assert over_time(0.001, 0.02, early=True) == Recommendation(advice=Advice.WAIT, because=Because.RUNNING)
    found = over_time(0.001, 0.02, unmeasured=(MARGIN,))
    assert found == Recommendation(advice=Advice.ITERATE, because=Because.COUNTER_METRIC_UNMEASURED, about=(MARGIN,))


@pytest.mark.parametrize("unknown", [{"baseline": None}, {"size": None}])
def test_without_a_level_or_a_size_no_change_is_too_small(unknown: dict[str, None]) -> None:
    assert over_time(-0.02, 0.0049, plan=unknown).because is Because.UNDECIDED


@pytest.mark.parametrize(
    ("said", "low", "high", "advice", "because", "about"),
    [
        (Said.NOT_WORSE, 0.001, 0.02, Advice.LAUNCH, Because.WON, CHURN),
        (Said.NOT_PROVEN, 0.001, 0.02, Advice.ITERATE, Because.GUARDRAIL_UNPROVEN, MARGIN),
        (Said.UNREAD, 0.001, 0.02, Advice.ITERATE, Because.GUARDRAIL_UNPROVEN, MARGIN),
        (Said.WORSE, 0.001, 0.02, Advice.STOP, Because.HARMED, MARGIN),
        (Said.WORSE, -0.02, 0.02, Advice.STOP, Because.HARMED, MARGIN),
        (Said.WORSE, -0.02, -0.001, Advice.STOP, Because.HARMED, CHURN),
        (Said.NOT_PROVEN, -0.02, 0.0051, Advice.ITERATE, Because.UNDECIDED, CHURN),
    ],
)
def test_guardrails_over_time_count_in_the_rule(
    said: Said, low: float, high: float, advice: Advice, because: Because, about: str
) -> None:
    found = over_time(low, high, guardrails=(beside(said),))
    assert found == Recommendation(advice=advice, because=because, about=(about,))
    if because is Because.WON:
        missing = over_time(low, high, guardrails=(beside(said),), unmeasured=("Trust",))
        assert missing.because is Because.COUNTER_METRIC_UNMEASURED


@pytest.mark.parametrize(
    ("primary", "advice", "because"),
    [
        (synthetic(0.01, 0.001, 0.02), Advice.LAUNCH, Because.WON),
        (synthetic(-0.01, -0.02, -0.001), Advice.STOP, Because.HARMED),
        (synthetic(0.001, -0.002, 0.004, rank=9), Advice.STOP, Because.TOO_SMALL),
        (synthetic(0.001, -0.002, 0.006, rank=9), Advice.ITERATE, Because.UNDECIDED),
        (synthetic(0.5, None, None), Advice.LAUNCH, Because.WON),
        (synthetic(-0.5, None, None), Advice.STOP, Because.HARMED),
        (synthetic(0.5, None, None, direction_p=0.12), Advice.ITERATE, Because.UNDECIDED),
        (synthetic(0.5, None, None, rank=2), Advice.ITERATE, Because.UNDECIDED),
        (synthetic(0.0, None, None), Advice.ITERATE, Because.UNDECIDED),
    ],
)
def test_a_synthetic_control_decides_by_its_rank_and_by_its_rank_in_one_direction(
    primary: SyntheticReadout, advice: Advice, because: Because
) -> None:
    assert over_time(0.0, 0.0, primary=primary) == Recommendation(advice=advice, because=because, about=(CHURN,))


def test_an_alpha_below_five_percent_asks_more_than_the_interval_that_is_told() -> None:
    assert over_time(0.001, 0.02, p_value=0.02, plan={"alpha": 0.01}).because is Because.UNDECIDED
    assert over_time(0.001, 0.02, p_value=0.02, plan={"alpha": None}).because is Because.WON
    assert over_time(-0.02, -0.001, p_value=0.02, plan={"alpha": 0.01}).because is not Because.HARMED
