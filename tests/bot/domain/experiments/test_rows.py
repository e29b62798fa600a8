"""Pasted rows: read in any usual form, added up exactly, and refused by line where they do not hold."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.experiments.figures import Writing
from bot.domain.experiments.results import arms_question
from bot.domain.experiments.series_results import series_question
from bot.domain.metrics import Unit, UnitKind
from bot.domain.numbers import Number, read_number
from bot.domain.refusal import BadFields
from bot.statistics.arms.reading import read_arms
from bot.statistics.planning.designs import MetricType
from bot.statistics.readout import experiments as readout
from bot.statistics.reasons import NotComputable
from bot.statistics.summaries import Adjustable, Mean, Paired, Proportion, Ratio
from tests.bot.domain.experiments.runs import EUROS, LAST_DAY, START, asked, fields, refused, run, sealed

TOTALS = "arm,n,x\ncontrol,13000,412\ntreatment,13050,398"
BOTH = (Proportion(x=412, n=13_000), Proportion(x=398, n=13_050))


def arms_of(rows: str, **also: Any) -> tuple[object, ...]:
    primary = asked({"rows": rows}, **also)[1].metrics[0]
    return primary.control, *primary.treatments


def words(rows: str, experiment: Any = None, **also: Any) -> str:
    found = refused({"rows": rows, **also.pop("typed", {})}, experiment, **also)
    assert list(found) == ["rows"]
    return found["rows"]


FIGURES = ["0", "1", "2", "9", "1e12", "1e15", "1e-30", "-1e15", "-1e-30", "0.5", "-3", "12.4"]
"""From one end of what is taken to the other."""


def is_read_or_refused(read: Callable[[], object]) -> bool:
    """Whether it was read, or refused with words at its fields or by arithmetic; anything else is raised."""
    try:
        read()
    except BadFields as bad:
        return bool(bad.errors) and all(bad.errors.values())
    except NotComputable as refused:
        return bool(refused.words)
    return True


def daily(days: int = 28) -> str:
    lines = [
        f"{START + timedelta(days=day)},{arm},{100 + day},{x + day % 3}"
        for day in range(days)
        for arm, x in (("control", 3), ("treatment", 2))
    ]
    return "\n".join(("date,arm,n,x", *lines))


# --- the period before ----------------------------------------------------------------------------


def test_rows_of_several_days_are_one_sample_with_its_covariate() -> None:
    """By hand: y is 1, 3 and then 2, 6, x is 0, 2 and then 1, 5; every sum of squares about the mean is 14."""
    day = [LAST_DAY - timedelta(days=1), LAST_DAY]
    first, second = f"2,2,{2**0.5},1,{2**0.5},2", f"2,4,{8**0.5},3,{8**0.5},8"
    rows = ["date,arm,n,mean,sd,pre_mean,pre_sd,pre_cov"]
    rows += [f"{when},{arm},{figures}" for when, figures in zip(day, (first, second), strict=True) for arm in "AB"]
    control, treatment = arms_of("\n".join(rows), experiment=run(sealed(metric=MetricType.MEAN, unit=None)))
    assert control == treatment
    assert isinstance(control, Adjustable)
    units = control.units
    assert (units.n, units.mean_y, units.mean_x) == (4, 3.0, 2.0)
    assert (units.var_y, units.var_x, units.cov) == pytest.approx((14 / 3, 14 / 3, 14 / 3))


def test_counts_may_have_a_period_before_as_well() -> None:
    control, _ = arms_of("arm,n,x,pre_mean,pre_sd,pre_cov\ncontrol,13000,412,1,2,0.1\nnew,13050,398,1,2,0.1")
    assert isinstance(control, Adjustable)
    assert (control.n, control.units.var_x, control.units.cov) == (13_000, 4.0, 0.1)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("arm,n,x,pre_mean,pre_sd\ncontrol,13000,412,1,2\nnew,13050,398,1,2", "“pre_cov” is missing"),
        ("arm,n,x,pre_sd,pre_cov\ncontrol,13000,412,2,0.1\nnew,13050,398,2,0.1", "“pre_mean” is missing"),
        ("arm,n,x,pre_mean,pre_sd,pre_cov\ncontrol,13000,412,1,2,0.1\nnew,13050,398,,,", "summed up in two ways"),
        ("arm,n,x,pre_mean,pre_sd,pre_cov\ncontrol,13000,412,1,2,9\nnew,13050,398,1,2,0.1", "than the two variances"),
        ("arm,n,x,pre_mean,pre_sd,pre_cov\ncontrol,1,1,1,2,0\nnew,13050,398,1,2,0.1", "at least two units"),
    ],
)
def test_half_a_period_before_is_refused(rows: str, said: str) -> None:
    assert said in words(rows)


# --- every usual form ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        TOTALS,
        TOTALS.replace(",", "\t"),
        TOTALS.replace(",", ";"),
        TOTALS.replace(",", " | "),
        "\N{ZERO WIDTH NO-BREAK SPACE}" + TOTALS.replace(",", ";").replace("\n", "\r\n") + "\r\n\r\n",
        "Variation,Users,Conversions\ncontrol,13000,412\ntreatment,13050,398",
        "group,exposures,successes\nB,13050,398\nA,13000,412",
        "variant,customers,events\n1,13050,398\n0,13000,412",
        "metric,arm,units,count\nPRIMARY,holdout,13000,412\nchurn  within 30 days,new,13050,398",
        'arm,n,x\n"Control","13,000",412\n\n"new, ""loud"" one","13,050",398',
        "arm,n,x,mean,sd\ncontrol,13000,412,N/A,-\ntreatment,13050,398",
    ],
)
def test_the_same_rows_in_any_form_are_the_same_result(rows: str) -> None:
    assert arms_of(rows) == BOTH


def test_the_first_row_is_the_control_where_none_is_named_like_one() -> None:
    _, question = asked({"rows": "arm,n,x\nred,100,9\nblue,100,8\ngreen,100,7"})
    assert question.arms == ("red", "blue", "green")
    assert question.counts == (100, 100, 100)


@pytest.mark.parametrize("treatment", ["A", "0"])
def test_beside_a_control_a_first_letter_or_number_is_a_treatment(treatment: str) -> None:
    _, question = asked({"rows": f"arm,n,x\n{treatment},100,9\nB,90,8\nControl,80,7"})
    assert question.arms == ("Control", treatment, "B")


def test_a_named_control_comes_first_wherever_it_stands() -> None:
    _, question = asked({"rows": "arm,n,x\nred,10,9\nBaseline,20,8\ngreen,30,7"})
    assert question.arms == ("Baseline", "red", "green")
    assert question.counts == (20, 10, 30)


def test_means_and_ratios_are_read() -> None:
    assert arms_of("arm,n,avg,stddev\na,10,-0.5,3.1\nb,12,12.4,3") == (
        Mean(n=10, mean=-0.5, sd=3.1),
        Mean(n=12, mean=12.4, sd=3.0),
    )
    ratio = "arm,n,num_mean,num_var,den_mean,den_var,cov\na,10,1,4,2,1,-0.5\nb,12,1.5,4,2,1,0.5"
    assert arms_of(ratio) == (
        Ratio(units=Paired(n=10, mean_y=1.0, var_y=4.0, mean_x=2.0, var_x=1.0, cov=-0.5)),
        Ratio(units=Paired(n=12, mean_y=1.5, var_y=4.0, mean_x=2.0, var_x=1.0, cov=0.5)),
    )


def test_metrics_have_the_role_that_was_registered_for_their_name() -> None:
    rows = """metric,arm,n,x,mean,sd,direction
        ,a,100,9,,,down
        ,b,100,8,,,
        margin per CUSTOMER,a,100,,5.5,1,
        margin per CUSTOMER,b,100,,5.4,1,up
        Complaints,a,100,3,,,lower
        Complaints,b,100,4,,,decrease
        Visits,a,100,30,,,
        Visits,b,100,40,,,"""
    _, question = asked({"rows": rows})
    assert [(each.name, each.role, each.wanted, each.margin) for each in question.metrics] == [
        ("Churn within 30 days", readout.Role.PRIMARY, readout.Direction.DECREASE, None),
        ("Margin per customer", readout.Role.GUARDRAIL, readout.Direction.INCREASE, 0.01),
        ("Complaints", readout.Role.SECONDARY, readout.Direction.DECREASE, None),
        ("Visits", readout.Role.SECONDARY, readout.Direction.INCREASE, None),
    ]


def test_weights_are_the_planned_shares() -> None:
    _, question = asked({"rows": "arm,n,x,weight\nb,90,8,90%\na,10,1,10%\nb2,90,8,0.9"})
    assert (question.arms, question.weights) == (("a", "b", "b2"), (0.1, 0.9, 0.9))
    assert asked({"rows": TOTALS})[1].weights == (1.0, 1.0)


# --- numbers by the convention of the rows ------------------------------------------------------------


def test_between_commas_the_decimal_sign_is_a_point_for_everybody() -> None:
    rows = "arm,n,mean,sd\na,10,12.4,3.12\nb,12,1.2e-05,3.1234"
    expected = (Mean(n=10, mean=12.4, sd=3.12), Mean(n=12, mean=1.2e-05, sd=3.1234))
    assert arms_of(rows, locale="de-DE") == expected
    assert arms_of(rows) == expected


def test_what_the_persons_own_language_reads_otherwise_is_asked_back() -> None:
    rows = "arm,n,mean,sd\na,10,1.250,3\nb,12,1,3"
    assert arms_of(rows, locale="en-GB")[0] == Mean(n=10, mean=1.25, sd=3.0)
    assert "Line 2: “1.250”: It can be read in two ways. Example: 1250.5" in words(rows, locale="de-DE")


def test_between_semicolons_numbers_are_the_persons_own() -> None:
    rows = "arm;n;mean;sd\na;1.250;12,4;3,1\nb;1.200;12;3"
    assert arms_of(rows, locale="de-DE")[0] == Mean(n=1250, mean=12.4, sd=3.1)
    assert "two ways" in words(rows)


def test_levels_of_the_primary_metric_are_in_its_unit() -> None:
    rows = "metric,arm,n,mean,sd\n,a,10,0.62,0.4\n,b,10,62%,0.4"
    percent = run(sealed(metric=MetricType.MEAN, unit=Unit(kind=UnitKind.PERCENT, label="%")))
    _, question = asked({"rows": rows}, percent)
    assert question.metrics[0].treatments == (Mean(n=10, mean=0.62, sd=0.4),)
    assert "Line 3: The unit is EUR" in words(rows, run(sealed(unit=EUROS)))
    assert "in one unit" in words(rows, run(sealed(unit=None)))


@given(st.one_of(st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,12})?", fullmatch=True), st.floats(0, 1e6).map(str)))
def test_plain_figures_are_read_as_everywhere_else(typed: str) -> None:
    everywhere = read_number(typed, "en-US")
    assert isinstance(everywhere, Number)
    read = Writing(locale="en-US", by_comma=True).read(typed)
    assert (read.value, read.unit) == (everywhere.value, everywhere.unit)


# --- days and weeks ----------------------------------------------------------------------------------


def test_days_are_added_up_and_their_weeks_kept() -> None:
    through, question = asked({"rows": daily(), "through": ""})
    n, extra = 28 * 100 + 378, sum(day % 3 for day in range(28))
    assert through == LAST_DAY
    assert question.metrics[0].control == Proportion(x=28 * 3 + extra, n=n)
    assert question.metrics[0].treatments == (Proportion(x=28 * 2 + extra, n=n),)
    assert [week.number for week in question.weeks] == [1, 2, 3, 4]
    assert question.weeks[0].control == Proportion(x=3 * 7 + 0 + 1 + 2 + 0 + 1 + 2 + 0, n=721)
    assert question.weeks[3].treatment == Proportion(x=2 * 7 + sum(day % 3 for day in range(21, 28)), n=700 + 168)
    assert not question.early


def test_weeks_may_be_numbered_instead() -> None:
    rows = "week,arm,n,x\n1,b,10,2\n1,a,10,1\n2,a,20,3\n2,b,20,4"
    _, question = asked({"rows": rows})
    assert question.metrics[0].control == Proportion(x=4, n=30)
    assert [(week.number, week.control, week.treatment) for week in question.weeks] == [
        (1, Proportion(x=1, n=10), Proportion(x=2, n=10)),
        (2, Proportion(x=3, n=20), Proportion(x=4, n=20)),
    ]


def test_weeks_compare_the_control_with_the_first_treatment() -> None:
    rows = "week,arm,n,x\n1,new,10,2\n1,newer,20,9\n1,control,30,3"
    _, question = asked({"rows": rows})
    (week,) = question.weeks
    assert (week.control, week.treatment) == (Proportion(x=3, n=30), Proportion(x=2, n=10))


@given(
    units=st.tuples(*[st.sampled_from(["2", "9", "1e12"])] * 2),
    figures=st.tuples(*[st.sampled_from(FIGURES)] * 4),
    early=st.booleans(),
)
def test_whatever_is_taken_can_be_read_or_is_refused_by_arithmetic_in_words(
    units: tuple[str, str], figures: tuple[str, str, str, str], *, early: bool
) -> None:
    (one, other), (mean, sd, more, spread) = units, figures
    rows = f"metric,arm,n,mean,sd,x\n,a,{one},{mean},{sd},\n,b,{other},{more},{spread},\nV,a,9,,,2\nV,b,9,,,0"
    typed = fields({"rows": rows, "through": (START if early else LAST_DAY).isoformat()})
    assert is_read_or_refused(lambda: read_arms(arms_question(run(), typed, today=LAST_DAY, locale=None)[1]))


def test_a_metric_may_have_totals_while_another_has_days() -> None:
    rows = "date,metric,arm,n,x\n2027-03-01,,a,5,1\n2027-03-01,,b,5,2\n,Visits,a,9,1\n,Visits,b,9,2"
    through, question = asked({"rows": rows, "through": "1 March 2027"}, today=START)
    assert (through, question.early) == (START, True)
    assert question.metrics[1].control == Proportion(x=1, n=9)


def test_totals_have_no_weeks_and_need_a_last_day() -> None:
    assert asked({"rows": TOTALS})[1].weeks == ()
    assert list(refused({"rows": TOTALS, "through": ""})) == ["through"]


@given(
    days=st.lists(
        st.tuples(
            st.integers(2, 500),
            st.floats(-1e3, 1e3).map(lambda value: round(value, 3)),
            st.floats(0.1, 50).map(lambda value: round(value, 3)),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_days_of_means_added_up_are_the_one_row_of_all_units(days: list[tuple[int, float, float]]) -> None:
    lines = [
        f"{START + timedelta(days=day)},{arm},{n},{mean},{sd}"
        for day, (n, mean, sd) in enumerate(days)
        for arm in ("a", "b")
    ]
    rows = "\n".join(("day,arm,n,mean,sd", *lines))
    control = asked({"rows": rows, "through": ""})[1].metrics[0].control
    units = sum(n for n, _, _ in days)
    mean = sum(n * level for n, level, _ in days) / units
    squares = sum((n - 1) * sd**2 + n * (level - mean) ** 2 for n, level, sd in days)
    assert isinstance(control, Mean)
    assert control.n == units
    assert control.mean == pytest.approx(mean, rel=1e-9, abs=1e-9)
    assert control.sd**2 * (units - 1) == pytest.approx(squares, rel=1e-9)


@given(days=st.lists(st.tuples(st.integers(1, 500), st.integers(0, 500)), min_size=1, max_size=20))
def test_rows_split_into_days_give_the_same_question_as_one_row(days: list[tuple[int, int]]) -> None:
    last = START + timedelta(days=len(days) - 1)
    counted = [(n, min(x, n)) for n, x in days]
    lines = [f"{START + timedelta(days=day)},{arm},{n},{x}" for day, (n, x) in enumerate(counted) for arm in "ab"]
    n, x = sum(each for each, _ in counted), sum(each for _, each in counted)
    _, split = asked({"rows": "\n".join(("day,arm,n,x", *lines)), "through": ""})
    _, whole = asked({"rows": f"arm,n,x\na,{n},{x}\nb,{n},{x}", "through": last.isoformat()})
    assert (split.metrics, split.counts, split.early, split.planned_n) == (
        whole.metrics,
        whole.counts,
        whole.early,
        whole.planned_n,
    )


# --- what does not hold, with its line ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("arm", "must name the columns"),
        ("arm,n,x", "no row below it"),
        (",,", "nothing in these rows"),
        ("arm,n,x\n\n  \n", "no row below it"),
        ("arm,n,x\na,1,1\nb,1,1,1", "Line 3 has 4 cells, the header only 3"),
        ('arm,n,x\na,"1,1\nb,1,1', "look at its quotation marks"),
        ("arm,n,x\na\x00,1,1", "NUL"),
        ("arm,n,convertions\na,1,1", "“convertions” is not known. Did you mean “conversions”?"),
        ("arm,n,zzz\na,1,1", "“zzz” is not known. Example: arm,n,x"),
        ("arm,n,users,x\na,1,1,1", "“n” and “users” say the same"),
        ("n,x\n1,1", "no column “arm”"),
        ("arm,x\na,1", "no column “n”"),
        ("date,week,arm,n,x\n,,a,1,1", "not both"),
        ("arm,n,x\na,10,1", "only one arm, “a”"),
        ("arm,n,x\n,10,1\nb,10,1", "Line 2: “arm” is missing"),
        ("arm,n,x\na,,1\nb,10,1", "Line 2: “n” is missing"),
        ("arm,n,x\na,10,\nb,10,1", "Line 2: Give one result"),
        ("arm,n,x,mean,sd\na,10,1,2,3\nb,10,1,,", "Line 2: Give one result"),
        ("arm,n,mean,sd\na,10,1,\nb,10,1,1", "Line 2: “sd” is missing"),
        ("arm,n,mean,sd\na,10,,1\nb,10,1,1", "Line 2: “mean” is missing"),
        ("arm,n,mean,sd\na,1,2,1\nb,10,1,1", "Line 2: An arm needs at least two units"),
        ("arm,n,x\na,10,11\nb,10,1", "Line 2: 11 of 10 is more than all of them"),
        ("arm,n,x\na,0,0\nb,10,1", "Line 2: An arm needs at least one unit"),
        ("arm,n,x\na,-5,0\nb,10,1", "Line 2: “-5” is below zero"),
        ("arm,n,x\na,10,5%\nb,10,1", "Line 2: “5%” is a share"),
        ("arm,n,x\na,10,NaN\nb,10,inf", "Line 2: “NaN”: That is not a finite number"),
        ("arm,n,x\na,10,1.5\nb,10,1", "not a whole number"),
        ("arm,n,mean,sd\na,10,1,-1\nb,10,1,1", "below zero"),
        ("arm,n,mean,sd\na,10,1e300,1\nb,10,1,1", "out of reach"),
        ("arm,n,x,weight\na,10,1,0\nb,10,1,1", "a weight must be above zero"),
        ("arm,n,x,weight\na,10,1,1\nb,10,1,", "“b” has no weight"),
        ("week,arm,n,x,weight\n1,a,9,1,1\n1,b,9,1,1\n2,a,9,1,2\n2,b,9,1,1", "Line 4: “a” had another weight"),
        ("arm,n,x,direction\na,10,1,sideways\nb,10,1,", "“sideways” is no direction"),
        ("arm,n,x,direction\na,10,1,up\nb,10,1,", "registered to go down; the rows say up"),
        ("arm,n,x,better\na,10,1,up\nb,10,1,down", "Lines 2 and 3: the primary metric should go up"),
        ("arm,n,x\ncontrol,10,1\nbaseline,10,1", "may both be the control"),
        ("arm,n,x\na,10,1\n0,10,1", "may both be the control"),
        ("metric,arm,n,x\nVisits,a,10,1\nVisits,b,10,1", "no row of the primary metric, “Churn within 30 days”"),
        ("metric,arm,n,x\n,a,10,1\n,b,10,1\nVisits,a,10,1", "no row of “Visits” for “b”"),
        ("metric,arm,n,x\n,a,10,1\n,b,10,1\nVisits,c,10,1", "no row of the primary metric for “c”"),
        ("arm,n,x\na,10,1\nb,10,1\nA,10,1", "Lines 2 and 4 are both the primary metric of “A”. Keep one."),
        ("metric,arm,n,x\n,a,10,1\n,b,10,1\nchurn within 30 days,a,1,1", "Lines 2 and 4 are both"),
        ("arm,n,x,mean,sd\na,10,1\nb,10,,2,1", "Lines 2 and 3: the primary metric is summed up in two ways"),
        ("metric,arm,n,mean,sd\n,a,9,1,1\n,b,9,1,1\nV,a,9,5%,1%\nV,b,9,5,1", "Line 5: write all of “V” in one unit"),
        ("metric,arm,n,mean,sd\n,a,9,1,1\n,b,9,1,1\nV,a,9,5%,1\nV,b,9,5%,1", "Line 4: write all of “V” in one unit"),
        ("date,arm,n,x\n2027-03-28,a,10,1\n,b,10,1", "totals and rows with a date"),
        ("date,arm,n,x\n2027-02-28,a,10,1\n2027-03-28,b,10,1", "Line 2: 2027-02-28 lies before the start"),
        ("date,arm,n,x\n2027-03-29,a,10,1\n2027-03-28,b,10,1", "Line 2: 2027-03-29 lies after 2027-03-28"),
        ("date,arm,n,x\n2027-02-30,a,10,1\n2027-03-28,b,10,1", "Line 2: There is no 2027-02-30"),
        ("date,arm,n,x\n3/4/2027,a,10,1\n2027-03-28,b,10,1", "Line 2: Which of the two is the month?"),
        ("date,arm,n,x\n2027-03-02,a,10,1\n2027-03-02,b,10,1", "The rows end on 2027-03-02, not on 2027-03-28"),
        ("date,arm,n,x\n2027-03-28,a,9,1\n2027-03-28,b,9,1\n2027-03-28,a,9,1", "of “a” on 2027-03-28. Keep one."),
        ("date,arm,n,x\n2027-03-27,a,9,1\n2027-03-28,b,9,1", "for “a” on 2027-03-28"),
        ("week,arm,n,x\n5,a,9,1\n1,b,9,1", "Line 2: There is no week 5 yet; the weeks since the start are 1 to 4"),
        ("week,arm,n,x\n0,a,9,1\n1,b,9,1", "no week 0"),
        ("week,arm,n,x\n1,a,9,1\n2,b,9,1", "for “a” in week 2"),
        ("week,arm,n,x\n1,a,9,1\n1,b,9,1\n1,b,9,1", "of “b” in week 1. Keep one."),
        ("arm,n,num_mean,num_var,den_mean,den_var\na,9,1,1,1,1\nb,9,1,1,1,1", "Line 2: A ratio needs “cov”"),
        ("arm,n,num_mean,num_var,den_mean,cov\na,9,1,1,1,1\nb,9,1,1,1,1", "Line 2: “den_var” is missing"),
        ("arm,n,num_mean,num_var,den_mean,den_var,cov\na,9,1,1,0,1,1\nb,9,1,1,1,1,1", "“den_mean” must be above zero"),
        ("arm,n,num_mean,num_var,den_mean,den_var,cov\na,9,1,1,1,1,2\nb,9,1,1,1,1,1", "covariance is larger"),
        ("arm,n,x\n" + "a" * 121 + ",9,1\nb,9,1", "A name of 121 characters"),
        ("arm,n,x\n" + "".join(f"arm {number},9,1\n" for number in range(11)), "These are 11 arms; at most 10 fit"),
        ("metric,arm,n,x\n" + "".join(f"{m},a,9,1\n{m},b,9,1\n" for m in range(41)), "These are 41 metrics"),
        (",".join(f"column{number}" for number in range(61)) + "\n1", "These are 61 columns"),
        ("arm,n,x\n" + "a,9,1\n" * 20_001, "20,001 rows; at most 20,000 fit"),
        ("arm,n,x" + "\n" * 40_001 + "a,1,1", "too many rows"),
        ("x" * 4_000_001, "too many rows"),
        ("arm,n,x\n" + "a" * 200_000 + ",9,1", "quotation marks"),
    ],
)
def test_rows_that_do_not_hold_are_refused_with_their_line(rows: str, said: str) -> None:
    found = words(rows)
    assert said in found
    assert len(found) < 700


def test_several_lines_are_named_and_the_rest_counted() -> None:
    found = words("arm,n,x\n" + "a,0,1\n" * 9)
    assert [f"Line {line}:" in found for line in range(2, 8)] == [True] * 5 + [False]
    assert found.endswith("and 4 more.")


def test_a_row_after_the_last_day_that_was_named_is_refused_though_it_is_over() -> None:
    assert "lies after 2027-03-20" in words(daily(), typed={"through": "2027-03-20"})


CELLS = st.one_of(
    st.sampled_from(
        ["control", "a", "b", "13000", "412", "-1", "5%", "1.250", "NaN", "", '"', "'", "2027-03-02", "=1+1"]
    ),
    st.text(max_size=8),
)
COLUMNS = ["metric", "arm", "n", "x", "mean", "sd", "date", "week", "weight", "direction", "num_mean", "num_var"]
HEADERS = st.lists(
    st.one_of(st.sampled_from([*COLUMNS, "den_mean", "den_var", "cov"]), st.text(max_size=5)), max_size=7
)


@settings(max_examples=150)
@given(
    header=HEADERS,
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=6),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    locale=st.sampled_from([None, "de-DE", "en-IN", "nonsense"]),
)
def test_hostile_rows_raise_nothing_but_words_at_their_field(
    header: list[str], rows: list[list[str]], separator: str, locale: str | None
) -> None:
    typed = fields({"rows": "\n".join(separator.join(cells) for cells in (header, *rows)), "through": "2027-03-02"})
    for made in (sealed(), sealed(unit=EUROS, primary_metric="a")):
        assert is_read_or_refused(partial(arms_question, run(made), typed, today=LAST_DAY, locale=locale))
        assert is_read_or_refused(partial(series_question, run(made), typed, (), today=LAST_DAY, locale=locale))
