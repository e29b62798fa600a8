"""Details of a readout, seen in the thread of its card."""

from dataclasses import replace

import pytest

from bot.domain.metrics import Unit, UnitKind
from bot.domain.readouts import Price, Readout
from bot.statistics.arms.summary import Novelty, Said
from bot.statistics.longitudinal_summary import PathPoint, SeriesWarning
from bot.statistics.readout.experiments import Role
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import trial_readouts as found
from tests.bot.views import trials
from tests.bot.views.samples import PERCENT
from tests.bot.views.seen import assert_message, kinds_of, words_of

MINUS = "\u2212"


def card(words: Words, readout: Readout) -> str:
    return render(trials.card_of(readout), words).text


def details(words: Words, readout: Readout) -> str:
    return render(trials.details_of(readout), words).text


@pytest.mark.parametrize(
    "part",
    [
        f"Churn within 30 days (primary): 3.10 % in control, 2.72 % in new offers; difference {MINUS}0.38 pp",
        "Offers accepted (secondary): 0.1200 in control, 0.1210 in new offers",
        "p =\N{NO-BREAK SPACE}0.42 (uncorrected =\N{NO-BREAK SPACE}0.21)",
        "Units per arm: control 46,700, new offers 46,650; sizes as planned: p =\N{NO-BREAK SPACE}0.87.",
        f"At any look: Churn within 30 days [{MINUS}0.72 to {MINUS}0.04 pp].",
        "1.5 to 1.6 times wider",
        f"First week {MINUS}20.0 %, last week {MINUS}8.0 %: they differ by more than chance",
        "shows 1.2 times too much on average (winner's curse)",
        "Few events in “Offers accepted”",
    ],
)
def test_the_details_hold_what_the_card_leaves_out(words: Words, part: str) -> None:
    assert part in details(words, found.WON)


def test_what_does_not_apply_is_not_in_the_details(words: Words) -> None:
    steady = replace(found.BY_ARM, novelty=Novelty(first=-0.1, last=-0.09, fades=False))
    assert "they differ by no more than chance" in details(words, replace(found.WON, arms=steady))
    undecided = details(words, found.UNDECIDED)
    assert "First week" not in undecided
    assert "winner" not in undecided
    flat = replace(found.BY_ARM, lines=(found.FLAT,))
    assert "winner" not in details(words, replace(found.WON, arms=flat))
    assert "winner" not in details(words, replace(found.WON, arms=replace(found.BY_ARM, exaggeration=None)))
    unread = replace(found.WON, arms=replace(found.BY_ARM, lines=(found.BROKEN,)))
    assert "At any look" not in details(words, unread)
    guardrails = replace(found.WON, arms=replace(found.BY_ARM, lines=(found.MARGIN,)))
    assert "At any look" not in details(words, guardrails)


def test_the_metrics_are_a_table_where_there_are_tables(words: Words) -> None:
    full, classic = (render(trials.details_of(found.WON), words, degree) for degree in (Degree.FULL, Degree.CLASSIC))
    assert kinds_of(full.blocks).count("data_table") == 1
    assert "data_table" not in kinds_of(classic.blocks)
    assert full.text == classic.text
    (made,) = [block for block in full.blocks or [] if block["type"] == "data_table"]
    assert [cell["text"] for cell in made["rows"][0]] == [
        "Metric",
        "Arm",
        "Control",
        "Treatment",
        "Difference",
        "Relative",
        "p",
    ]
    assert [cell["text"] for cell in made["rows"][1]] == [
        "Churn within 30 days (primary)",
        "new offers",
        "3.10 %",
        "2.72 %",
        f"{MINUS}0.38 pp [{MINUS}0.60 to {MINUS}0.16 pp]",
        f"{MINUS}12 % [{MINUS}19 to {MINUS}5 %]",
        "0.0006",
    ]
    unread = words_of(render(trials.details_of(found.UNREAD), words).blocks)
    assert "The arms do not vary." in unread


@pytest.mark.parametrize("degree", Degree)
def test_many_metrics_are_folded_with_a_count(words: Words, degree: Degree) -> None:
    line = replace(found.OFFERS, metric="A metric with a rather long name, as it occurs")
    many = replace(found.WON, arms=replace(found.BY_ARM, lines=(line,) * 300))
    rendered = render(trials.details_of(many), words, degree)
    assert_message(rendered)
    left = 300 - sum(text.startswith("• A metric") for text in rendered.text.splitlines())
    assert f"and {left} more" in rendered.text
    if rendered.blocks is not None:
        assert " more" in words_of(rendered.blocks)


@pytest.mark.parametrize(
    "part",
    [
        f"Average effect per day: {MINUS}0.21 pp [{MINUS}0.34 to {MINUS}0.08 pp], {MINUS}6.8 %, p =\xa00.002.",
        f"Summed over 42 points after the change: {MINUS}9 pp [{MINUS}14 to {MINUS}3 pp].",
        "the wider of two that allow for autocorrelation, here AR(1) errors. Autocorrelation 0.35, Durbin-Watson 1.31",
        "90 points before, 42 after",
        "No control series",
        "return to the usual level",
        "the evidence counts one step less",
    ],
)
def test_a_study_over_time_shows_its_effect_its_errors_and_its_weaknesses(words: Words, part: str) -> None:
    assert part in details(words, found.OVER_TIME)


def test_a_controlled_series_of_weeks_loses_no_step(words: Words) -> None:
    series = found.OVER_TIME.series
    assert series is not None
    week = tuple(replace(each, day=each.day.replace(day=7 * (index + 1))) for index, each in enumerate(series.path))
    controlled = replace(series, path=week, warnings=(SeriesWarning.SHORT_HISTORY,), relative=None)
    readout = replace(found.OVER_TIME, series=controlled)
    text = details(words, readout)
    assert (
        f"Average effect per week: {MINUS}0.21 pp [{MINUS}0.34 to {MINUS}0.08 pp], p =\N{NO-BREAK SPACE}0.002." in text
    )
    assert "one step less" not in text
    assert "on average per week after the change, p =\N{NO-BREAK SPACE}0.002." in card(words, readout)
    bare: tuple[PathPoint, ...] = ()
    assert "per day" in details(words, replace(readout, series=replace(controlled, path=bare)))


def test_a_series_that_is_short_on_a_side_says_what_is_wanted_and_how_narrow_its_interval_is(words: Words) -> None:
    series = found.OVER_TIME.series
    assert series is not None
    short = replace(series, warnings=(SeriesWarning.SHORT_HISTORY, SeriesWarning.FEW_AFTER))
    final, look = (details(words, replace(each, series=short)) for each in (found.OVER_TIME, found.LOOK_OVER_TIME))
    narrow = "the interval is too narrow, by measure it holds the effect in 83 to 93 % of cases instead of 95 %."
    assert "eight weeks of days, or 26 weeks, are wanted" in final
    assert "eight weeks of days, or 26 weeks, are wanted" in look
    assert narrow in final
    assert narrow not in look


def test_a_metric_without_a_name_is_shown_all_the_same(words: Words) -> None:
    nameless = replace(found.PRIMARY, metric=" ")
    assert "*—*: 3.10 %" in card(words, replace(found.WON, arms=replace(found.BY_ARM, lines=(nameless,))))


def test_what_is_said_of_an_arm_follows_its_role_and_not_its_place(words: Words) -> None:
    behind = replace(found.BY_ARM, lines=(found.MARGIN, found.OFFERS, found.PRIMARY))
    message = trials.details_of(replace(found.WON, arms=behind))
    assert "At any look: Churn within 30 days" in render(message, words).text
    assert [line.role for line in behind.lines if line.said is Said.BETTER] == [Role.PRIMARY]


def test_a_harmed_guardrail_shows_the_interval_that_says_so_and_no_other_p(words: Words) -> None:
    text = details(words, found.LOST_ON_GUARDRAIL)
    [row] = [line for line in text.splitlines() if "Margin per customer (guardrail)" in line]
    assert "[\N{MINUS SIGN}0.50 to \N{MINUS SIGN}0.30]" in row
    assert "p =\N{NO-BREAK SPACE}" not in row
    assert "both ends of their intervals are such bounds" in text


def test_shares_of_units_are_told_in_percent_and_other_levels_bare(words: Words) -> None:
    rows = {
        line.split(" (")[0].strip("• "): line for line in details(words, found.WON).splitlines() if " (guard" in line
    }
    assert "4.10 % in control" in rows["Complaints"]
    assert "12.400 in control" in rows["Margin per customer"]


def test_the_period_before_is_named_with_what_it_saved(words: Words) -> None:
    assert "Churn within 30 days is adjusted by the period before" in details(words, found.ADJUSTED)
    assert "36 % of the variance is gone" in details(words, found.ADJUSTED)
    assert "adjusted by the period" not in details(words, found.WON)


@pytest.mark.parametrize(
    "part",
    [
        f"Average gap per day: {MINUS}0.21 pp.",
        "it ranks 1 of 25 units, each of which took its place once, so p =\N{NO-BREAK SPACE}0.040.",
        f"the placebos do not reject [{MINUS}0.34 to {MINUS}0.08 pp] (95 %).",
        "mixture of donors: Town 0 31 %, Town 1 20 %, Town 2 17 %, Town 3 12 %, Town 4 10 %, Town 5 6 % and 1 more.",
        "the mixture missed the metric by 1.3 % of its level; 10 % is the most that is read. 90 points before,",
        "The history before the change is short",
        f"Margin per customer (guardrail): {MINUS}0.010 [{MINUS}0.050 to +0.030] where 12.410 would have been; within",
        "1 % one-sided p =\N{NO-BREAK SPACE}0.002.",
    ],
)
def test_the_details_of_a_synthetic_control_name_its_donors_and_its_fit(words: Words, part: str) -> None:
    assert part in details(words, found.SYNTHETIC)


def test_the_details_say_why_a_synthetic_control_has_no_interval(words: Words) -> None:
    few = details(words, found.FEW_DONORS)
    assert "No interval: with 8 donors no p-value can be below 5 %. It takes 19." in few
    assert "The mixture of donors: Lyon 100 %." in few
    assert "the placebos bound no effect" in details(words, found.NO_STEADY_EFFECT)
    assert "missed" not in details(words, found.NO_STEADY_EFFECT)


def test_a_look_at_a_design_over_time_tells_neither_rank_nor_guardrails(words: Words) -> None:
    look = details(words, found.READOUTS["look at a synthetic control"])
    assert "no interval before the planned end" in look
    for word in ("rank", "reject", "guardrail)"):
        assert word not in look


def test_a_guardrail_over_time_that_could_not_be_read_says_why(words: Words) -> None:
    told = details(words, found.GUARDED)
    assert "Refunds (guardrail): not readable. The series never changes." in told
    assert "Complaints (guardrail): +0.02" in told


@pytest.mark.parametrize(
    ("readout", "part"),
    [
        (found.BY_CLUSTER, "Units per arm: control 20 clusters, new offers 21 clusters; sizes as planned"),
        (found.BY_CLUSTER, "Read by cluster, which is what chance assigned"),
        (found.BY_PERIOD, "Read by period, which is what chance assigned"),
        (
            found.BY_PERIOD,
            f"Without the first period after each switch: {MINUS}0.61 pp [{MINUS}0.89 to {MINUS}0.33 pp].",
        ),
        (found.BY_PERIOD, "one period carries over into the next"),
        (found.BY_PERIOD, "Only one arm was ever seen on Monday, Sunday, 06:00"),
        (found.STEADY, "so no carry-over shows."),
        (found.ALTERNATING, "Carry-over cannot be seen"),
    ],
)
def test_the_details_say_what_was_counted_and_what_the_periods_tell(words: Words, readout: Readout, part: str) -> None:
    assert part in details(words, readout)


def test_units_one_by_one_have_no_groups_to_tell_of_and_a_look_has_no_carry_over(words: Words) -> None:
    assert "which is what chance assigned" not in details(words, found.WON)
    assert "control 46,700, new offers" in details(words, found.WON)
    look = details(words, found.READOUTS["look by period"])
    assert "Read by period" in look
    assert "first period after" not in look
    assert "Only one arm" not in details(words, found.STEADY)


EUROS = Unit(kind=UnitKind.MONEY, label="EUR")
ORDERS = Unit(kind=UnitKind.PLAIN, label="orders")


@pytest.mark.parametrize(
    ("unit", "price", "said"),
    [
        (PERCENT, Price(metric="Calls", likely=300.0, dear=None), "3 of “Calls” for each pp of “Churn within 30 days”"),
        (PERCENT, Price(metric="Refunds", likely=0.5, dear=2.0, is_rate=True), "0.5 pp of “Refunds” for each pp"),
        (EUROS, Price(metric="Churn", likely=0.0078, dear=0.01, is_rate=True), "0.78 pp of “Churn” for each EUR"),
        (EUROS, Price(metric="Visits", likely=0.0078, dear=0.02), "0.78 of “Visits” for every 100 EUR"),
        (ORDERS, Price(metric="Calls", likely=1e-9, dear=None), "0.001 of “Calls” for every 1,000,000 orders"),
    ],
)
def test_what_a_win_cost_is_a_figure_that_can_be_weighed(words: Words, unit: Unit, price: Price, said: str) -> None:
    text = details_in(unit, replace(found.WON, price=price), words)
    assert f"What it cost: {said}" in text
    assert ("at worst" in text) == (price.dear is not None)


def test_the_worst_price_has_the_unit_of_the_likely_one(words: Words) -> None:
    price = Price(metric="Churn", likely=0.0078, dear=0.01, is_rate=True)
    assert "was won, at worst 1 pp. It pays" in details_in(EUROS, replace(found.WON, price=price), words)


def details_in(unit: Unit, readout: Readout, words: Words) -> str:
    return render(replace(trials.details_of(readout), unit=unit), words).text
