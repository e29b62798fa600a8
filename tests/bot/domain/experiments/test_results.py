"""What was typed of an experiment becomes exactly the question that was registered, or words at the field."""

import statistics
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.experiments.plan import Size
from bot.domain.experiments.results import arms_question, changed_terms, unmeasured
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction, Unit, UnitKind
from bot.domain.refusal import BadFields
from bot.statistics.planning.designs import MetricType
from bot.statistics.readout import experiments as readout
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion
from tests.bot.domain.experiments.runs import (
    COUNTS,
    EUROS,
    LAST_DAY,
    MARGIN,
    SIZE,
    START,
    UNTESTABLE,
    asked,
    fields,
    refused,
    run,
    sealed,
)

MEANS = {
    "control_n": "13000",
    "control_mean": "12.4",
    "control_sd": "3.1",
    "treatment_n": "13050",
    "treatment_mean": "€12.3",
    "treatment_sd": "3",
}
MONEY = sealed(metric=MetricType.MEAN, unit=EUROS, wanted=Direction.UP)


def test_typed_counts_become_the_question_that_was_registered() -> None:
    through, question = asked(COUNTS)
    (primary,) = question.metrics
    assert through == LAST_DAY
    assert (primary.name, primary.role) == ("Churn within 30 days", readout.Role.PRIMARY)
    assert (primary.control, primary.treatments) == (Proportion(x=412, n=13_000), (Proportion(x=398, n=13_050),))
    assert (primary.wanted, primary.margin) == (readout.Direction.DECREASE, None)
    assert (question.arms, question.weights) == (("Control", "Treatment"), (1.0, 1.0))
    assert (question.planned_n, question.effect, question.alpha, question.early) == (26_000, 0.05, 0.05, False)
    assert question.counts == (13_000, 13_050)


def test_typed_means_are_read_in_the_unit_of_the_metric() -> None:
    _, question = asked(MEANS, run(MONEY))
    (primary,) = question.metrics
    assert primary.control == Mean(n=13_000, mean=12.4, sd=3.1)
    assert primary.treatments == (Mean(n=13_050, mean=12.3, sd=3.0),)
    assert primary.wanted is readout.Direction.INCREASE


def test_a_mean_may_be_below_zero_though_a_plain_number_may_not() -> None:
    _, question = asked({**MEANS, "control_mean": "-0.5"}, run(MONEY))
    assert question.metrics[0].control == Mean(n=13_000, mean=-0.5, sd=3.1)


BEFORE = {"control_pre": "12.1 ± 3.0; 5.4", "treatment_pre": "12.0 sd 2.5; 4.5"}


def test_the_period_before_stands_beside_each_arm() -> None:
    _, question = asked({**MEANS, **BEFORE}, run(MONEY))
    (primary,) = question.metrics
    control = Paired(n=13_000, mean_y=12.4, var_y=3.1**2, mean_x=12.1, var_x=9.0, cov=5.4)
    treatment = Paired(n=13_050, mean_y=12.3, var_y=9.0, mean_x=12.0, var_x=6.25, cov=4.5)
    assert (primary.control, *primary.treatments) == (Adjustable(units=control), Adjustable(units=treatment))


def test_a_rate_is_adjusted_with_the_sample_variance_of_its_zeros_and_ones() -> None:
    _, question = asked({**COUNTS, "control_pre": "0.4 ± 0.5; 0.02", "treatment_pre": "0.4 ± 0.5; 0.02"})
    control = question.metrics[0].control
    assert isinstance(control, Adjustable)
    zeros_and_ones = [1.0] * 412 + [0.0] * (13_000 - 412)
    assert control.units.var_y == pytest.approx(statistics.variance(zeros_and_ones), rel=1e-9)
    assert control.units.mean_y == pytest.approx(412 / 13_000)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"treatment_pre": ""}, "treatment_pre", "for both arms, or for none"),
        ({"control_pre": ""}, "control_pre", "for both arms, or for none"),
        ({"control_pre": "12.1 ± 3.0"}, "control_pre", "a semicolon, and the covariance"),
        ({"control_pre": "12.1; 5.4"}, "control_pre", "a semicolon, and the covariance"),
        ({"control_pre": "12.1 ± 3.0; many"}, "control_pre", "many"),
        ({"control_pre": "12.1 ± -3.0; 5.4"}, "control_pre", "below zero"),
        ({"control_pre": "12.1 ± 3.0; 9.5"}, "control_pre", "larger than the two variances allow"),
        ({"control_pre": "12.1 ± 3.0; 5.4" + "0" * 600}, "control_pre", "a semicolon, and the covariance"),
    ],
)
def test_a_period_before_that_cannot_be_is_refused_at_its_field(typed: dict[str, str], field: str, said: str) -> None:
    assert said in refused({**MEANS, **BEFORE, **typed}, run(MONEY))[field]


def test_with_and_without_the_period_before_are_not_the_same_registered_readout() -> None:
    adjusted = sealed(metric=MetricType.MEAN, unit=EUROS, wanted=Direction.UP, pre_period_correlation=0.6)
    for made, typed, changed in (
        (adjusted, {**MEANS, **BEFORE}, ()),
        (adjusted, MEANS, ("adjustment",)),
        (MONEY, {**MEANS, **BEFORE}, ("adjustment",)),
        (MONEY, MEANS, ()),
    ):
        _, question = asked(typed, run(made))
        assert changed_terms(run(made), made, question) == changed


@pytest.mark.parametrize(("days", "is_early"), [(-1, True), (0, False), (1, False)])
def test_the_question_is_early_until_the_last_day_is_covered(days: int, *, is_early: bool) -> None:
    last = LAST_DAY + timedelta(days=days)
    _, question = asked({**COUNTS, "through": last.isoformat()}, today=last)
    assert question.early is is_early


@pytest.mark.parametrize(
    ("through", "said"),
    [
        ("2027-02-28", "before the start, 2027-03-01"),
        ("2027-03-29", "still to come"),
        ("2027-02-29", "There is no 2027-02-29"),
        ("soon", "not a day"),
        ("", "Say which day the data end on"),
    ],
)
def test_the_last_day_of_the_data_lies_between_the_start_and_today(through: str, said: str) -> None:
    assert said in refused({**COUNTS, "through": through})["through"]


def test_what_a_plan_does_not_say_has_the_usual_value() -> None:
    bare = sealed(size=None, alpha=None, arms=None, wanted=None, metric=None)
    _, question = asked(COUNTS, run(bare))
    assert (question.planned_n, question.effect, question.alpha) == (26_050, None, 0.05)
    assert question.metrics[0].wanted is readout.Direction.INCREASE
    _, question = asked(COUNTS, run(replace(bare, mde=-0.05)))
    assert question.metrics[0].wanted is readout.Direction.DECREASE


def test_a_plan_is_never_of_fewer_units_than_arithmetic_takes() -> None:
    tiny = Size(n_per_arm=1, n_total=2, weeks=1, effect=0.05, detects=None)
    assert asked(COUNTS, run(sealed(size=tiny)))[1].planned_n == 4
    unsized = replace(SIZE, n_per_arm=None)
    assert asked(COUNTS, run(sealed(size=unsized)))[1].planned_n == 26_050


# --- impossible figures, each at its field ---------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("control_x", "13001", "13,001 of 13,000 is more than all of them"),
        ("control_n", "0", "at least one unit"),
        ("control_n", "-5", "below zero"),
        ("control_n", "\N{MINUS SIGN}5", "below zero"),
        ("control_n", "12.5", "not a whole number"),
        ("control_n", "5%", "a share"),
        ("control_n", "+5%", "a share"),
        ("control_n", "1200/day", "no count"),
        ("control_n", "€1200", "no count"),
        ("control_n", "1e15", "too large"),
        ("control_n", "1.250,5", "two ways"),
        ("control_n", "NaN", "not a finite number"),
        ("control_n", "inf", "not a finite number"),
        ("control_n", "0x1F", "Example: 1,250.5"),
        ("control_n", "lots and lots", "no number in it"),
        ("control_x", "1 or 2", "two numbers"),
        ("treatment_x", "", "Fill this in. Example: 412"),
        ("treatment_n", "   ", "Fill this in. Example: 13000"),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_an_example(field: str, typed: str, said: str) -> None:
    found = refused({**COUNTS, field: typed})
    assert list(found) == [field]
    assert said in found[field]
    assert "Example" in found[field]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("control_sd", "-3", "below zero"),
        ("control_sd", "", "Fill this in. Example: 3.1"),
        ("control_mean", "", "Fill this in. Example: 12.4"),
        ("control_mean", "$12", "Write the amount in EUR"),
        ("control_mean", "1e16", "out of reach"),
        ("control_mean", "--3", "Example"),
        ("control_n", "1", "at least two units"),
    ],
)
def test_a_mean_that_cannot_be_is_refused(field: str, typed: str, said: str) -> None:
    found = refused({**MEANS, field: typed}, run(MONEY))
    assert list(found) == [field]
    assert said in found[field]


def test_a_share_as_a_mean_is_asked_back_without_its_sign() -> None:
    percent = run(sealed(metric=MetricType.MEAN, unit=Unit(kind=UnitKind.PERCENT, label="%")))
    assert "Is that 12.4 %?" in refused(MEANS, percent)["control_mean"]


def test_every_field_that_does_not_hold_is_named_at_once() -> None:
    found = refused({"through": "2027-04-01", "control_n": "0", "control_x": "x", "treatment_n": "5"})
    assert set(found) == {"through", "control_n", "control_x", "treatment_x"}


def test_a_mixture_of_counts_and_means_is_no_result() -> None:
    found = refused({**COUNTS, "treatment_mean": "3", "treatment_sd": "1"})
    assert "not a mixture" in found["control_x"]
    assert "not a mixture" in found["treatment_x"]


@pytest.mark.parametrize(
    ("metric", "lacking"), [(MetricType.PROPORTION, "control_x"), (MetricType.MEAN, "control_mean")]
)
def test_empty_fields_are_asked_for_by_the_registered_metric(metric: MetricType, lacking: str) -> None:
    found = refused({}, run(sealed(metric=metric)))
    assert lacking in found
    assert "control_n" in found


def test_more_than_two_arms_are_asked_for_as_rows() -> None:
    assert list(refused({}, run(sealed(arms=3.0)))) == ["rows"]


def test_numbers_are_read_by_the_locale() -> None:
    _, question = asked({**COUNTS, "control_n": "13.000", "treatment_n": "13.050"}, locale="de-DE")
    assert question.counts == (13_000, 13_050)
    assert "two ways" in refused({**COUNTS, "control_n": "13.000"})["control_n"]
    assert "1.250,5" in refused({**COUNTS, "control_x": "0.031"}, locale="de-DE")["control_x"]


def test_rows_and_fields_are_not_both_taken() -> None:
    assert "not both" in refused({**COUNTS, "rows": "arm,n,x\na,10,1\nb,10,2"})["rows"]


# --- the lines of other metrics --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "control", "treatment"),
    [
        ("412; 398", Proportion(x=412, n=13_000), Proportion(x=398, n=13_050)),
        ("12.4 ± 3.1; 12.3 ± 3.0", Mean(n=13_000, mean=12.4, sd=3.1), Mean(n=13_050, mean=12.3, sd=3.0)),
        ("12.4 sd 3.1; 12.3 (SD 3)", Mean(n=13_000, mean=12.4, sd=3.1), Mean(n=13_050, mean=12.3, sd=3.0)),
        ("12.4 sd=3.1;12.3 s.d. 3", Mean(n=13_000, mean=12.4, sd=3.1), Mean(n=13_050, mean=12.3, sd=3.0)),
        ("12.4/3.1; 12.3/3.0", Mean(n=13_000, mean=12.4, sd=3.1), Mean(n=13_050, mean=12.3, sd=3.0)),
        ("-1.5 +/- 3.1; \N{MINUS SIGN}1.2 +- 3", Mean(n=13_000, mean=-1.5, sd=3.1), Mean(n=13_050, mean=-1.2, sd=3.0)),
        ("5% ± 1%; 6% ± 1%", Mean(n=13_000, mean=0.05, sd=0.01), Mean(n=13_050, mean=0.06, sd=0.01)),
    ],
)
def test_a_line_holds_one_metric_of_both_arms(typed: str, control: object, treatment: object) -> None:
    _, question = asked({**COUNTS, "guardrail_1": typed})
    _, guardrail = question.metrics
    assert (guardrail.name, guardrail.role, guardrail.margin) == ("Margin per customer", readout.Role.GUARDRAIL, 0.01)
    assert (guardrail.control, guardrail.treatments) == (control, (treatment,))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("412", "Write 2 results"),
        ("412; 398; 3", "Write 2 results"),
        ("412;" + " " * 600 + "398", "Write 2 results"),
        ("412, 398", "Write 2 results"),
        ("412; 12.3 ± 3", "counts for all arms, or means"),
        ("12.4; 12.3", "not a whole number"),
        ("13001; 3", "more than all of them"),
        ("412/13000; 398/13050", "may be a count"),
        ("5% ± 1%; 5 ± 1", "the same unit"),
        ("12.4 ± -3; 12 ± 3", "below zero"),
        ("12.4 ±; 12 ± 3", "counts for all arms"),
        ("3/day ± 1; 3 ± 1", "no level"),
    ],
)
def test_a_line_that_does_not_hold_is_refused_at_its_field(typed: str, said: str) -> None:
    found = refused({**COUNTS, "guardrail_1": typed, "secondary_1": "1"})
    assert set(found) == {"guardrail_1", "secondary_1"}
    assert said in found["guardrail_1"]


def test_each_registered_metric_has_its_role_and_its_way() -> None:
    _, question = asked({**COUNTS, "guardrail_2": "9; 8", "guardrail_3": "5; 6", "secondary_1": "30; 40"})
    found = {each.name: (each.role, each.wanted, each.margin) for each in question.metrics[1:]}
    assert found == {
        "Tickets": (readout.Role.GUARDRAIL, readout.Direction.DECREASE, 0.1),
        "Trust": (readout.Role.SECONDARY, readout.Direction.INCREASE, None),
        "Offers accepted": (readout.Role.SECONDARY, readout.Direction.INCREASE, None),
    }


def test_a_metric_has_one_result() -> None:
    rows = "metric,arm,n,x\n,a,100,9\n,b,100,8\nTICKETS,a,100,3\nTICKETS,b,100,4"
    assert "a result already" in refused({"rows": rows, "guardrail_2": "9; 8"})["guardrail_2"]
    twice = run(sealed(secondaries=("tickets",)))
    assert "a result already" in refused({**COUNTS, "guardrail_2": "9; 8", "secondary_1": "9; 8"}, twice)["secondary_1"]


# --- what was registered and is not there ------------------------------------------------------------


def test_guardrails_without_a_result_are_unmeasured() -> None:
    made = sealed()
    _, question = asked({**COUNTS, "guardrail_2": "9; 8", "guardrail_3": "5; 6"})
    assert unmeasured(made, question) == ("Margin per customer", "Trust")
    assert unmeasured(sealed(guardrails=()), question) == ()


def test_a_guardrail_without_a_margin_stays_unmeasured_though_it_has_a_result() -> None:
    _, question = asked({**COUNTS, "guardrail_1": "5; 6"}, run(sealed(guardrails=(UNTESTABLE,))))
    assert question.metrics[1].role is readout.Role.SECONDARY
    assert unmeasured(sealed(guardrails=(UNTESTABLE,)), question) == ("Trust",)


def test_terms_that_differ_by_now_are_named() -> None:
    experiment, made = run(), sealed()
    _, question = asked(COUNTS)
    assert changed_terms(experiment, made, question) == ()
    later = replace(made, charter_revision=9, seal="x", accepted_by=made.accepted_by)
    assert changed_terms(experiment, later, question) == ()
    other = replace(
        made,
        primary_metric="Revenue",
        mde=0.1,
        decision_rule="Ship it",
        guardrails=(replace(MARGIN, margin=0.5),),
        alpha=0.1,
        start=START + timedelta(days=1),
    )
    assert set(changed_terms(experiment, other, question)) == {
        "primary_metric",
        "mde",
        "decision_rule",
        "guardrails",
        "alpha",
        "start",
    }


def test_answers_that_make_no_plan_any_more_differ_as_a_whole() -> None:
    _, question = asked(COUNTS)
    assert changed_terms(run(), None, question) == ("plan",)


def test_results_of_other_arms_or_another_kind_of_metric_differ_from_the_plan() -> None:
    rows = "arm,n,mean,sd\na,100,9,1\nb,100,8,1\nc,100,8,1"
    _, question = asked({"rows": rows})
    assert changed_terms(run(), sealed(), question) == ("arms", "metric")
    undetermined = sealed(metric=None, arms=3.0)
    assert changed_terms(run(undetermined), undetermined, question) == ()


def test_shares_that_come_with_the_results_are_not_those_of_the_plan() -> None:
    equal, unequal = ("arm,n,x,weight\na,15000,450,1\nb,15000,450,1", "arm,n,x,weight\na,15000,450,9\nb,1600,45,1")
    plain = sealed()
    for rows, changed in ((equal, ()), (unequal, ("weights",))):
        assert changed_terms(run(plain), plain, asked({"rows": rows})[1]) == changed


@pytest.mark.parametrize(("days", "changed"), [(0, ()), (6, ()), (7, ("end",)), (60, ("end",))])
def test_data_that_end_long_after_the_planned_end_are_not_read_as_registered(
    days: int, changed: tuple[str, ...]
) -> None:
    """The run ends on 28 March; a last week may be waited for, but not as many as it takes."""
    plain, through = sealed(), date(2027, 3, 29) + timedelta(days=days)
    _, question = asked(COUNTS)
    assert changed_terms(run(plain), plain, question, through) == changed


def test_a_ratio_is_read_as_registered_from_its_five_columns_alone() -> None:
    ratio = sealed(metric=MetricType.RATIO, unit=EUROS, wanted=Direction.UP)
    rows = "arm,n,num_mean,num_var,den_mean,den_var,cov\na,100,4,9,2,1,0.5\nb,100,4.2,9,2,1,0.5"
    _, as_ratio = asked({"rows": rows}, run(ratio))
    assert changed_terms(run(ratio), ratio, as_ratio) == ()
    _, as_mean = asked(MEANS, run(ratio))
    assert changed_terms(run(ratio), ratio, as_mean) == ("metric",)
    assert changed_terms(run(MONEY), MONEY, as_ratio) == ()


def test_rows_by_day_of_entry_do_not_say_until_when_outcomes_were_counted() -> None:
    """The last units enter on 28 March; outcomes are known thirty days later."""
    rows = "date,arm,n,x\n2027-03-01,a,10,1\n2027-03-01,b,10,1\n2027-03-28,a,10,1\n2027-03-28,b,10,1"
    waiting = run(sealed(horizon_days=30), ends_on=date(2027, 4, 28))
    today = date(2027, 4, 28)
    with pytest.raises(BadFields) as bad:
        arms_question(waiting, fields({"rows": rows}), today=today, locale=None)
    assert bad.value.errors[QuestionId("through")] == (
        "Say which day the data end on (until which outcomes were counted). Example: 2027-04-28"
    )
    for through, early in (("2027-03-28", True), ("2027-04-26", True), ("2027-04-27", False)):
        last, question = arms_question(waiting, fields({"rows": rows, "through": through}), today=today, locale=None)
        assert (last.isoformat(), question.early, question.counts) == (through, early, (20, 20))


def test_the_interval_of_every_look_is_planned_for_the_units_that_were_sealed() -> None:
    brings = sealed(size=replace(SIZE, n_per_arm=42, n_total=126), arms=3.0)
    rows = "arm,n,x\na,40,4\nb,40,5\nc,40,6"
    _, question = asked({"rows": rows}, run(brings))
    assert question.planned_n == 84


def test_the_start_and_nothing_else_says_what_is_before_it() -> None:
    started = run(started_on=date(2027, 3, 10))
    with pytest.raises(BadFields, match="before the start, 2027-03-10"):
        arms_question(started, fields({**COUNTS, "through": "2027-03-09"}), today=LAST_DAY, locale=None)
