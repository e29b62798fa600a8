"""Results by cluster and by period: the group that chance assigned is the unit, and nothing else is taken for it."""

import itertools
from typing import Any

import numpy as np
import pytest
from statsmodels.regression.linear_model import WLS

from bot.domain.experiments.results import arms_question, changed_terms
from bot.domain.metrics import Unit, UnitKind
from bot.statistics.arms.reading import read_arms
from bot.statistics.arms.summary import ArmsQuestion, Counted, Said
from bot.statistics.planning.designs import MetricType
from bot.statistics.readout.experiments import Role
from bot.statistics.summaries import Mean, Ratio
from tests.bot.domain.experiments.runs import COUNTS, LAST_DAY, SIZE, asked, fields, refused, run, sealed

CLUSTERS = sealed(design="cluster")
SWITCHBACK = sealed(design="switchback", primary_metric="Orders", metric=MetricType.MEAN)
SHOPS = [
    ("Shop 1", "control", 400, 40),
    ("Shop 2", "treatment", 420, 38),
    ("Shop 3", "control", 900, 99),
    ("Shop 4", "treatment", 850, 80),
    ("Shop 5", "control", 150, 12),
    ("Shop 6", "treatment", 160, 11),
    ("Shop 7", "control", 620, 70),
    ("Shop 8", "treatment", 600, 49),
    ("Shop 9", "treatment", 300, 30),
]


def rows_of(lines: Any, header: str) -> str:
    return "\n".join((header, *(",".join(str(cell) for cell in line) for line in lines)))


BY_SHOP = rows_of(SHOPS, "cluster,arm,n,x")


def by_shop(rows: str = BY_SHOP, **also: Any) -> ArmsQuestion:
    return asked({"rows": rows, **also}, run(CLUSTERS))[1]


def no_shops(rows: str) -> str:
    found = refused({"rows": rows}, run(CLUSTERS))
    assert list(found) == ["rows"]
    return found["rows"]


# --- clusters -------------------------------------------------------------------------------------


def test_a_cluster_is_a_unit_and_an_arm_is_the_ratio_of_its_sums() -> None:
    question = by_shop()
    primary = question.metrics[0]
    assert (question.counted, question.arms, question.counts) == (Counted.CLUSTERS, ("control", "treatment"), (4, 5))
    assert isinstance(primary.control, Ratio)
    assert primary.control.ratio == pytest.approx((40 + 99 + 12 + 70) / (400 + 900 + 150 + 620))
    assert question.switches is None


def test_the_error_between_clusters_is_that_of_leaving_one_out_at_a_time() -> None:
    """By an independent way: statsmodels' weighted least squares on a constant, with the members as weights.

    A ratio of sums is that weighted mean, and HC3 divides each residual by one less its leverage, as the jackknife
    does, which then takes (k - 1) / k of it (MacKinnon and White 1985).
    """
    for arm, summary in zip(
        ("control", "treatment"), (by_shop().metrics[0].control, by_shop().metrics[0].treatments[0]), strict=True
    ):
        own = [line for line in SHOPS if line[1] == arm]
        n, x = np.array([line[2] for line in own], dtype=float), np.array([line[3] for line in own], dtype=float)
        fit = WLS(x / n, np.ones(len(own)), weights=n).fit(cov_type="HC3")
        assert isinstance(summary, Ratio)
        mean = summary.as_mean()
        assert mean.mean == pytest.approx(float(fit.params[0]))
        assert mean.squared_error == pytest.approx(float(fit.bse[0]) ** 2 * (len(own) - 1) / len(own))


def test_shops_that_differ_have_a_wider_interval_than_their_customers_counted_one_by_one() -> None:
    [line] = [each for each in read_arms(by_shop()).lines if each.role is Role.PRIMARY]
    members = asked({"rows": "arm,n,x\ncontrol,2070,221\ntreatment,2330,208"})[1]
    [naive] = [each for each in read_arms(members).lines if each.role is Role.PRIMARY]
    assert line.difference == pytest.approx(naive.difference)
    assert line.low is not None
    assert line.high is not None
    assert naive.low is not None
    assert naive.high is not None
    apart = rows_of(
        [(shop, arm, n, x + (30 if place % 4 < 2 else -10)) for place, (shop, arm, n, x) in enumerate(SHOPS)],
        "cluster,arm,n,x",
    )
    [wide] = [each for each in read_arms(by_shop(apart)).lines if each.role is Role.PRIMARY]
    assert (wide.high or 0) - (wide.low or 0) > 1.5 * (naive.high - naive.low)


def test_the_arms_sizes_are_checked_by_clusters() -> None:
    many = rows_of(
        [(f"s{n}", "control" if n < 4 else "treatment", 100, 10 + n % 3) for n in range(60)], "cluster,arm,n,x"
    )
    assert read_arms(by_shop(many)).mismatch
    planned = rows_of(
        [(f"s{n}", "control" if n < 4 else "treatment", 100, 10 + n % 3, 1 if n < 4 else 14) for n in range(60)],
        "cluster,arm,n,x,weight",
    )
    assert by_shop(planned).weights == (1.0, 14.0)
    assert not read_arms(by_shop(planned)).mismatch


def test_what_was_planned_in_members_is_counted_in_clusters() -> None:
    """13,000 members an arm, clusters of 517.5 and 466 on average: two times 13,000 by 491.75."""
    assert by_shop().planned_n == round(2 * 13_000 / 491.75)
    unsized = sealed(design="cluster", size=None)
    assert asked({"rows": BY_SHOP}, run(unsized))[1].planned_n == 9


def test_means_of_clusters_are_read_in_the_unit_of_the_metric() -> None:
    euros = sealed(design="cluster", unit=Unit(kind=UnitKind.MONEY, label="EUR"), metric=MetricType.MEAN)
    rows = rows_of(
        [(shop, arm, n, f"€{12 + place / 10}") for place, (shop, arm, n, _) in enumerate(SHOPS)], "store,arm,n,mean"
    )
    question = asked({"rows": rows}, run(euros))[1]
    control = question.metrics[0].control
    assert isinstance(control, Ratio)
    assert control.ratio == pytest.approx((400 * 12 + 900 * 12.2 + 150 * 12.4 + 620 * 12.6) / 2070)
    assert changed_terms(run(euros), euros, question) == ()


def test_guardrails_are_rows_of_the_same_clusters() -> None:
    lines = [(shop, arm, "", n, x) for shop, arm, n, x in SHOPS]
    tickets = [(shop, arm, "tickets", n, 5 + n % 7) for shop, arm, n, _ in SHOPS]
    header = "cluster,arm,metric,n,x"
    question = by_shop(rows_of([*lines, *tickets], header))
    assert [(each.name, each.role) for each in question.metrics] == [
        ("Churn within 30 days", Role.PRIMARY),
        ("Tickets", Role.GUARDRAIL),
    ]
    assert "no row of “tickets” for cluster “Shop 9”" in no_shops(rows_of([*lines, *tickets[:-1]], header))
    other = [*tickets[:-1], ("Shop X", "control", "tickets", 10, 1)]
    assert "the primary metric has no row of cluster “Shop X”" in no_shops(rows_of([*lines, *other], header))


@pytest.mark.parametrize("field", ["control_x", "treatment_n", "guardrail_1", "secondary_1"])
@pytest.mark.parametrize("rows", ["", BY_SHOP])
def test_totals_are_refused_at_their_field_with_an_example(field: str, rows: str) -> None:
    found = refused({field: "412", "rows": rows}, run(CLUSTERS))
    assert list(found) == [field]
    assert "read by cluster: totals hide how far clusters differ" in found[field]
    assert "Example: cluster,arm,n,x and then Shop 12,control,412,37" in found[field]


def test_nothing_at_all_asks_for_rows() -> None:
    assert "Paste one row for each cluster. Example: cluster,arm" in refused({}, run(CLUSTERS))["rows"]
    assert set(refused(COUNTS, run(CLUSTERS))) == set(COUNTS)


def changed(place: int, column: int, cell: str) -> str:
    lines = [list(map(str, line)) for line in SHOPS]
    lines[place][column] = cell
    return rows_of(lines, "cluster,arm,n,x")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("arm,n,x\ncontrol,100,9", "This design is read by cluster: one row for each, with a column “cluster”"),
        ("cluster,arm,n,x", "no row below it. Example: cluster,arm,n,x and then Shop 12,control,412,37"),
        ("cluster,n,x\nShop 1,100,9", "There is no column “arm”"),
        ("cluster,arm,n,x,mean\nShop 1,control,100,9,2", "Line 2: Give one result: x or mean."),
        ("cluster,arm,n,x\nShop 1,control,100,", "Line 2: Give one result: x or mean."),
        ("cluster,arm,n,x\n,control,100,9", "Line 2: “cluster” is missing"),
        ("cluster,arm,n,x\nShop 1,,100,9", "Line 2: “arm” is missing"),
        ("cluster,arm,n,x\nShop 1,control,,9", "Line 2: “n” is missing"),
        ("cluster,arm,n,value\nShop 1,control,9,9", "The column “value” is not known"),
        ("cluster,arm,n,x,weight\nShop 1,control,100,9,0", "A weight must be above zero"),
        (changed(0, 0, "x" * 121), "121 characters is too long"),
        (changed(0, 3, "401"), "more than all of them"),
        (changed(1, 0, "shop  1"), "Lines 2 and 3: cluster “shop 1” is in two arms. Chance gave it one."),
        (changed(2, 0, "Shop 1"), "Lines 2 and 4 are both cluster “Shop 1”. Give one row for the whole cluster."),
        (rows_of(SHOPS[:6], "cluster,arm,n,x"), "“control” has 3 clusters; each arm needs at least 4"),
        (rows_of([(*line, "Tickets") for line in SHOPS], "cluster,arm,n,x,metric"), "no row of the primary metric"),
        (
            rows_of([(s, a, n, "12" if a == "control" else "12%") for s, a, n, _ in SHOPS], "cluster,arm,n,mean"),
            "one unit",
        ),
        (
            rows_of(
                [(s, a, n, x, m) for m in ["", *(f"m{k}" for k in range(40))] for s, a, n, x in SHOPS],
                "cluster,arm,n,x,metric",
            ),
            "These are 41 metrics",
        ),
    ],
)
def test_rows_of_clusters_that_do_not_hold_are_refused(rows: str, said: str) -> None:
    assert said in no_shops(rows)


# --- periods --------------------------------------------------------------------------------------

ARMS = "ccttcttcctcctttcccttctcctt"
"""26 periods with runs of one to three, by the toss of a coin."""


def periods(lift: float = 0.0, *, carry: float = 0.0, values: bool = True) -> list[tuple[Any, ...]]:
    """Periods at 100 and a little more or less; `lift` in the treatment, less `carry` right after a switch to it."""
    found: list[tuple[Any, ...]] = []
    last = "c"
    for place, arm in enumerate(ARMS, 1):
        level = 100 + (place * 7 % 5) - 2 + (lift if arm == "t" else 0)
        level -= carry if arm == "t" and last != arm else 0
        name = "control" if arm == "c" else "treatment"
        found.append((place, name, level) if values else (place, name, 50, round(level)))
        last = arm
    return found


def by_period(lines: Any, header: str = "period,arm,value") -> ArmsQuestion:
    return asked({"rows": rows_of(lines, header)}, run(SWITCHBACK))[1]


def no_periods(rows: str) -> str:
    found = refused({"rows": rows}, run(SWITCHBACK))
    assert list(found) == ["rows"]
    return found["rows"]


def test_a_period_is_a_unit_with_its_value() -> None:
    question = by_period(periods(3.0))
    control = question.metrics[0].control
    own = [line[2] for line in periods(3.0) if line[1] == "control"]
    assert isinstance(control, Mean)
    assert (control.n, control.mean, control.sd) == pytest.approx((len(own), np.mean(own), np.std(own, ddof=1)))
    assert (question.counted, question.counts, question.planned_n) == (Counted.PERIODS, (13, 13), 2 * SIZE.n_per_arm)  # type: ignore[operator]  # it has units
    [line] = read_arms(question).lines
    assert line.said is Said.WORSE  # the plan wants it down
    assert line.difference == pytest.approx(np.mean([v for _, a, v in periods(3.0) if a == "treatment"]) - np.mean(own))


def test_periods_with_their_units_are_ratios_of_sums() -> None:
    question = by_period(periods(3.0, values=False), "period,arm,n,mean")
    assert isinstance(question.metrics[0].control, Ratio)
    counted = [(place, arm, 200, level) for place, arm, _, level in periods(3.0, values=False)]
    assert isinstance(by_period(counted, "period,arm,n,x").metrics[0].control, Ratio)


def test_the_periods_after_a_switch_stand_apart_and_the_first_one_follows_the_control() -> None:
    switches = by_period(periods()).switches
    assert switches is not None
    runs = [(arm, len(list(own))) for arm, own in itertools.groupby(ARMS)]
    first, *later = runs
    fresh = {arm: sum(each == arm for each, _ in later) for arm in "ct"}
    settled = {arm: ARMS.count(arm) - fresh[arm] for arm in "ct"}
    assert first[0] == "c"
    assert switches.fresh is not None
    assert switches.settled is not None
    assert [arm.n for arm in switches.fresh] == [fresh["c"], fresh["t"]]
    assert [arm.n for arm in switches.settled] == [settled["c"], settled["t"]]


def test_periods_are_ordered_by_their_number_whatever_the_order_of_the_rows() -> None:
    lines = periods(3.0, carry=3.0)
    expected = read_arms(by_period(lines)).periods
    for shuffled in (lines[::-1], lines[13:] + lines[:13]):
        found = read_arms(by_period(shuffled)).periods
        assert found is not None
        assert expected is not None
        assert found.carry_over is not None
        assert expected.carry_over is not None
        assert found.carry_over.difference == pytest.approx(expected.carry_over.difference)


def test_carry_over_shows_as_another_effect_right_after_a_switch() -> None:
    """With the lift wholly missing in the first period after a switch, later periods alone show all of it."""
    carried = read_arms(by_period(periods(6.0, carry=6.0))).periods
    assert carried is not None
    assert carried.carry_over is not None
    assert carried.carry_over.differs
    assert carried.carry_over.low < 6.0 < carried.carry_over.high
    steady = read_arms(by_period(periods(6.0))).periods
    assert steady is not None
    assert steady.carry_over is not None
    assert not steady.carry_over.differs


def test_where_every_period_follows_a_switch_no_carry_over_can_be_seen() -> None:
    lines = [(place, "treatment" if place % 2 else "control", 100 + place % 3) for place in range(1, 25)]
    found = read_arms(by_period(lines)).periods
    assert found is not None
    assert found.carry_over is None
    assert read_arms(by_shop()).periods is None


def test_periods_without_any_spread_have_no_carry_over_to_tell() -> None:
    lines = [(place, arm, 5 if arm == "control" else 7) for place, arm, _ in periods()]
    found = read_arms(by_period(lines)).periods
    assert found is not None
    assert found.carry_over is None


def half_days(arms: str, count: int = 26) -> list[tuple[Any, ...]]:
    """Half days from the start on, at midnight and noon; `arms` repeats."""
    names = {"c": "control", "t": "treatment"}
    return [
        (f"2027-03-{1 + place // 2:02} {12 * (place % 2):02}:00", names[arms[place % len(arms)]], 100 + place % 3)
        for place in range(count)
    ]


def test_times_of_the_week_with_one_arm_alone_are_named() -> None:
    header = "period_start,arm,value"
    alternating = by_period(half_days("ct"), header).switches
    assert alternating is not None
    assert (alternating.weekdays, alternating.hours) == ((), (0, 12))
    crossed = by_period(half_days("cttc"), header).switches
    assert crossed is not None
    assert (crossed.weekdays, crossed.hours) == ((), ())
    weekly = by_period(half_days("c" * 14 + "t" * 14, 28), header).switches
    assert weekly is not None
    assert (weekly.weekdays, weekly.hours) == ((), ())
    by_day = [
        (f"2027-03-{day:02}", "treatment" if (day - 1) % 7 in (0, 2, 4) else "control", 100 + day % 3)
        for day in range(1, 29)
    ]
    daily = by_period(by_day, header).switches
    assert daily is not None
    assert daily.weekdays == (0, 1, 2, 3, 4, 5, 6)
    assert daily.hours == ()
    once = by_period([*half_days("cttc"), ("2027-03-20 03:00", "control", 100)], header).switches
    assert once is not None
    assert once.hours == ()
    numbered = by_period(periods()).switches
    assert numbered is not None
    assert (numbered.weekdays, numbered.hours) == ((), ())


def test_the_last_period_with_a_day_says_how_far_the_data_reach() -> None:
    typed = fields({"rows": rows_of(half_days("cttc"), "period_start,arm,value")})
    assert arms_question(run(SWITCHBACK), typed, today=LAST_DAY, locale=None)[0].isoformat() == "2027-03-13"
    numbered = fields({"rows": rows_of(periods(), "period,arm,value")})
    with pytest.raises(Exception, match="Say which day the data end on"):
        arms_question(run(SWITCHBACK), numbered, today=LAST_DAY, locale=None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("arm,n,x\ncontrol,100,9", "read by period: one row for each, with a column “period”"),
        ("period,arm,value\n0,control,9", "Periods are numbered from 1 on"),
        ("period,arm,value\n1,control,", "Give one result: x, mean or value"),
        ("period,arm,n,value\n1,control,9,9", "Give n with x or mean, or a value alone"),
        ("period,arm,value\nsoon,control,9", "Line 2: This is not a day"),
        ("period,arm,value\n2027-02-28,control,9", "2027-02-28 lies outside of the run, 2027-03-01 to 2027-03-28"),
        ("period,arm,value\n2027-03-29 06:00,control,9", "2027-03-29 lies outside of the run"),
        ("period,arm,value\n2027-03-01 24:00,control,9", "“2027-03-01 24:00” is no time of a day"),
        ("period,arm,value\n2027-03-01T10:60,control,9", "is no time of a day"),
        ("period,arm,value\n2027-03-01T10:00,control,9\n2027-03-01 10:00:00,treatment,9", "is in two arms"),
        (
            "period,arm,value\n1,control,9\n2027-03-01,treatment,9",
            "Line 3: number all periods, or give the start of each",
        ),
        ("period,arm,value\n1,control,9\n01,control,9\n2,treatment,9", "Lines 2 and 3 are both period “01”"),
        (rows_of(periods()[:7], "period,arm,value"), "“control” has 3 periods; each arm needs at least 4"),
        (
            rows_of(
                [
                    (1, "control", 100, ""),
                    *((n, "control", "", 9) for n in range(2, 9)),
                    *((n, "treatment", "", 9) for n in range(9, 14)),
                ],
                "period,arm,n,mean",
            ),
            "“n” is missing",
        ),
    ],
)
def test_rows_of_periods_that_do_not_hold_are_refused(rows: str, said: str) -> None:
    assert said in no_periods(rows)


def test_a_metric_is_summed_up_in_one_way() -> None:
    lines = [(place, arm, "", level) if place > 3 else (place, arm, level, "") for place, arm, level in periods()]
    mixed = [(place, arm, 40 if value == "" else "", 9 if value == "" else "", value) for place, arm, _, value in lines]
    assert "write all of the primary metric in one way" in no_periods(rows_of(mixed, "period,arm,n,x,value"))
