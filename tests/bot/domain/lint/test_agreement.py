"""Answers are held against each other: what one says, another must not deny; in doubt nothing is said."""

from datetime import date, timedelta

import pytest

from bot.domain.charter import Choice
from bot.domain.experiments.plan import Size
from bot.domain.findings import Severity
from tests.bot.domain.builders import plan, quantity
from tests.bot.domain.experiments.found import by_arm, with_readout
from tests.bot.domain.experiments.runs import run
from tests.bot.domain.lint.sound import findings, found
from tests.bot.domain.test_chain import rows


def said(statement: str, **also: object) -> dict[str, tuple[str, ...]]:
    """The rules that a statement raises about agreement, with both as they were typed."""
    told = found({"success_statement": statement, **also})
    return {rule: words for rule, words in told.items() if rule.endswith("-disagrees")}


def test_a_statement_that_says_the_same_raises_nothing() -> None:
    assert said("Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout.") == {}


def test_a_statement_that_says_otherwise_is_found_with_both_as_typed() -> None:
    told = findings({"success_statement": "Churn from 5 % to 4 % by the end of March."})
    assert [(each.rule, each.severity, each.question, each.words) for each in told] == [
        ("baseline-disagrees", Severity.WARNING, "success_statement", ("5 %", "3.1%")),
        ("target-disagrees", Severity.WARNING, "success_statement", ("4 %", "2.8%")),
        ("deadline-disagrees", Severity.WARNING, "success_statement", ("by the end of March", "30 Jun 2027")),
    ]


@pytest.mark.parametrize(
    ("statement", "is_found"),
    [
        ("Churn falls to 2.80 %", False),
        ("Churn falls to 3 %", False),
        ("Churn falls to 2.85 %", False),
        ("Churn falls to 2.86 %", True),
        ("Churn falls to 2.7 %", True),
        ("Churn falls to 2 %", True),
    ],
)
def test_numbers_are_the_same_when_rounded_to_the_last_digit_of_either(statement: str, *, is_found: bool) -> None:
    assert ("target-disagrees" in said(statement)) is is_found


@pytest.mark.parametrize(
    ("target", "statement", "words"),
    [
        (quantity(-0.1, "relative_change", "-10%"), "Churn falls to 2.8 %", None),
        (quantity(-0.1, "relative_change", "-10%"), "Churn falls to 2.79 %", None),
        (quantity(-0.1, "relative_change", "-10%"), "Churn falls to 2.7 %", ("2.7 %", "-10%")),
        (quantity(-0.003, "percentage_points", "-0.3pp"), "Churn falls to 2.8 %", None),
        (quantity(-0.003, "percentage_points", "-0.3pp"), "Churn falls to 2.9 %", ("2.9 %", "-0.3pp")),
    ],
)
def test_a_target_that_is_a_change_is_held_at_the_level_it_leads_to(
    target: object, statement: str, words: tuple[str, ...] | None
) -> None:
    assert said(statement, target=target).get("target-disagrees") == words


@pytest.mark.parametrize("gone", ["baseline", "target", "deadline", "success_statement"])
def test_what_is_not_answered_disagrees_with_nothing(gone: str) -> None:
    statement = {"success_statement": "Churn from 5 % to 4 % by the end of March.", gone: None}
    told = {rule for rule in found(statement) if rule.endswith("-disagrees")}
    if gone == "success_statement":
        assert told == set()
    else:
        assert f"{gone}-disagrees" not in told
        assert told


def test_a_baseline_in_another_unit_is_found_as_such_and_not_twice() -> None:
    told = found({"baseline": quantity(1250, "count", "1,250"), "success_statement": "Churn falls from 5 % to 2.8 %."})
    assert told == {"no-baseline": ("1,250",)}


# --- currencies --------------------------------------------------------------------------------


def mixed(**answers: object) -> tuple[str, tuple[str, ...]] | None:
    """Where amounts in several currencies are mended, and the two that are named."""
    told = next((each for each in findings(answers) if each.rule == "currencies-mixed"), None)
    return (told.question, told.words) if told else None


def test_a_budget_in_another_currency_than_the_worth_is_found() -> None:
    told = mixed(annual_budget=quantity(60_000, "currency:USD", "$60k"))
    assert told == ("annual_budget", ("$60k", "€400k"))
    assert mixed(annual_budget=quantity(60_000, "currency:EUR", "€60k")) is None


def test_of_two_amounts_the_chosen_currency_says_which_is_odd() -> None:
    euros = Choice(option="EUR")
    assert mixed(currency=euros) is None
    assert mixed(currency=euros, annual_budget=quantity(9, "currency:USD", "$9")) == ("annual_budget", ("$9", "€400k"))
    assert mixed(currency=Choice(option="USD")) == ("value_per_unit", ("€400k", "USD"))


def test_a_currency_that_nothing_is_in_is_the_odd_one() -> None:
    told = mixed(currency=Choice(option="USD"), annual_budget=quantity(9, "currency:EUR", "€9"))
    assert told == ("currency", ("USD", "€400k"))


def test_levels_and_effects_of_the_chain_count_as_well() -> None:
    link = {"from": "AUC", "to": "Revenue", "effect": quantity(2, "currency:USD", "$2")}
    assert mixed(metric_links=rows(link)) == ("metric_links", ("$2", "€400k"))
    proxy = {"name": "Basket", "today": quantity(40, "currency:GBP", "£40")}
    assert mixed(proxy_metrics=rows(proxy)) == ("proxy_metrics", ("£40", "€400k"))


def test_the_metrics_own_currency_counts_and_a_level_in_another_is_found_as_such() -> None:
    dollars = {"metric_unit": "$", "baseline": quantity(5, "currency:USD", "$5"), "success_statement": None}
    assert mixed(**dollars, target=quantity(4, "currency:USD", "$4")) == ("value_per_unit", ("€400k", "$"))
    priced = {**dollars, "value_per_unit": quantity(1, "currency:USD", "$1")}
    assert mixed(**priced, target=quantity(4, "currency:EUR", "€4")) is None
    assert found({**priced, "target": quantity(4, "currency:EUR", "€4")})["no-target"] == ("€4",)


# --- the proof and the deadline ----------------------------------------------------------------

DEADLINE = date(2027, 6, 30)
WEEKS_12 = {"longest_run": quantity(12)}


def late(also: dict[str, object], **known: object) -> tuple[str, tuple[str, ...], str] | None:
    """Where a proof that comes too late is mended, the days that are named, and the day of the proof."""
    told = next((each for each in findings(also, **known) if each.rule == "proof-after-deadline"), None)
    return (told.question, told.words, told.advice) if told else None


def test_a_longest_run_that_is_over_after_the_deadline_is_found() -> None:
    last = DEADLINE - timedelta(weeks=12)
    assert late({"start": last, **WEEKS_12}) is None
    told = late({"start": last + timedelta(days=1), **WEEKS_12})
    assert told == ("start", ("8 Apr 2027", "30 Jun 2027"), "1 Jul 2027")


def test_a_start_after_the_deadline_is_found_without_more() -> None:
    assert late({"start": date(2027, 7, 1), **WEEKS_12}) == ("start", ("1 Jul 2027", "30 Jun 2027"), "")


def test_where_nobody_said_how_long_the_shortest_run_counts() -> None:
    last = DEADLINE - timedelta(weeks=2, days=30)
    wait = {"outcome_horizon": quantity(30)}
    assert late({"start": last, **wait}) is None
    assert late({"start": last + timedelta(days=1), **wait}) == ("start", ("18 May 2027", "30 Jun 2027"), "1 Jul 2027")


@pytest.mark.parametrize(
    "gone",
    [{"start": None}, {"deadline": None}, {"design": Choice(option="none")}],
    ids=["start", "deadline", "design"],
)
def test_without_a_start_a_deadline_or_an_experiment_nothing_is_late(gone: dict[str, object]) -> None:
    assert late({"start": date(2027, 7, 1), **gone}) is None


def test_an_accepted_plan_says_how_long_it_lasts_and_the_deadline_can_give_way() -> None:
    size = Size(n_per_arm=100, n_total=200, weeks=6, effect=0.05, detects=0.05)
    registered = plan(size=size, horizon_days=30, start=date(2027, 3, 1))
    answers = {"start": date(2027, 9, 1), **WEEKS_12}
    over = date(2027, 3, 1) + timedelta(days=72)
    assert late({**answers, "deadline": over}, plan=registered) is None
    told = late({**answers, "deadline": over - timedelta(days=1)}, plan=registered)
    assert told == ("deadline", ("1 Mar 2027", "11 May 2027"), "12 May 2027")
    begun = run(plan=registered, started_on=date(2027, 3, 3))
    told = late({**answers, "deadline": over}, plan=registered, experiments=(begun,))
    assert told == ("deadline", ("3 Mar 2027", "12 May 2027"), "14 May 2027")


def test_what_is_proven_already_is_not_late() -> None:
    read = with_readout(by_arm())
    assert late({"deadline": date(2027, 3, 2)}, plan=read.plan, experiments=(read,)) is None
    early = run(plan=read.plan, started_on=read.started_on)
    assert late({"deadline": date(2027, 3, 2)}, plan=read.plan, experiments=(early,)) is not None
