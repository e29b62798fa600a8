"""A value is read in the metric's unit, kept once for each day and source, and never of a day to come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain import kpi
from bot.domain.message import ProjectCard
from bot.domain.refusal import Refusal
from tests.bot.domain.builders import CHURN, EPOCH, MEMBER, OWNER, dossier, observation, rulebook

TODAY = date(2027, 3, 3)
RULES = rulebook()


@pytest.mark.parametrize(
    ("unit", "typed", "locale", "level"),
    [
        ("%", "2.9%", None, 0.029),
        ("%", "2,9 %", "de", 0.029),
        ("€", "1.2M", None, 1.2e6),
        ("tickets", "1,250", None, 1250),
    ],
)
def test_a_value_is_read_in_the_unit_of_the_metric(unit: str, typed: str, locale: str | None, level: float) -> None:
    assert kpi.read_level(dossier({**CHURN, "metric_unit": unit}), typed, locale) == pytest.approx(level)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5", "Write 5%"),
        ("NaN", "Example: "),
        ("> 5%", "Write the number itself"),
        ("$5", "3.1%"),
        ("banana", "/plumb kpi 3.1%"),
    ],
)
def test_what_is_no_value_is_refused_with_what_to_write_instead(typed: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        kpi.read_level(dossier(CHURN), typed, None)


def test_without_a_unit_no_value_can_be_read() -> None:
    with pytest.raises(Refusal, match="no unit yet") as refused:
        kpi.read_level(dossier({"metric_name": "Churn"}), "5", None)
    assert refused.value.who_can
    assert "/plumb answer metric_unit" in refused.value.who_can


def test_a_value_is_kept_with_its_day_its_source_and_who_logged_it() -> None:
    before = dossier(CHURN)
    decision = kpi.log(before, 0.029, day=TODAY, today=TODAY, by=MEMBER.user, rules=RULES, now=EPOCH)
    after, logged = decision.state
    assert logged == observation("2027-03-03", 0.029, by=MEMBER.user)
    assert after == replace(before, observations=(logged,))
    (fact,) = decision.facts
    assert (fact.act, fact.before, fact.after) == ("kpi.logged", None, logged)
    card = decision.messages[0].body
    assert isinstance(card, ProjectCard)
    assert card.kpi.latest == logged


def test_the_same_day_again_replaces_the_value_and_the_trail_has_both() -> None:
    first, other_day = observation("2027-03-03", 0.03), observation("2027-03-02", 0.031)
    imported = observation("2027-03-03", 0.033, source="csv")
    before = dossier(CHURN, observations=(first, other_day, imported))
    decision = kpi.log(before, 0.029, day=TODAY, today=TODAY, by=OWNER.user, rules=RULES, now=EPOCH)
    after, logged = decision.state
    assert set(after.observations) == {other_day, imported, logged}
    assert decision.facts[0].before == first


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY + timedelta(days=1), "lies in the future"), (date(1989, 12, 31), "too long ago")]
)
def test_a_value_of_a_day_out_of_reason_is_refused(day: date, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        kpi.log(dossier(CHURN), 0.029, day=day, today=TODAY, by=OWNER.user, rules=RULES, now=EPOCH)


def test_a_value_of_long_ago_but_in_reason_is_kept() -> None:
    decision = kpi.log(dossier(CHURN), 0.029, day=date(1990, 1, 1), today=TODAY, by=OWNER.user, rules=RULES, now=EPOCH)
    assert decision.state[1].day == date(1990, 1, 1)


def test_the_same_value_of_the_same_day_again_changes_nothing() -> None:
    before = dossier(CHURN, observations=(observation("2027-03-03", 0.029, by=MEMBER.user),))
    decision = kpi.log(before, 0.029, day=TODAY, today=TODAY, by=OWNER.user, rules=RULES, now=EPOCH)
    assert decision.state == (before, before.observations[0])
    assert (decision.facts, decision.messages) == ((), ())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("about", "5"), "approximation"),
        (("more", "than", "5%", "yesterday"), "bound"),
        (("Late", "invoices", "2.9%"), "The value comes first: /plumb kpi 2.9% Late invoices"),
        (("yesterday", "2.9%"), "The value comes first: /plumb kpi 2.9% yesterday"),
    ],
)
def test_a_value_that_does_not_come_first_is_named_as_such(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        kpi.value_first(words, None)


@pytest.mark.parametrize(
    "words", [("2.9%",), ("2.9%", "Jan", "20"), ("five", "2027-01-20"), ("banana",), ("1,5", "%"), ("banana", "split")]
)
def test_a_value_that_comes_first_or_is_none_at_all_is_left_to_be_read(words: tuple[str, ...]) -> None:
    kpi.value_first(words, None)
