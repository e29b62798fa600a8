"""Value, day and name are read in any order that can mean one thing only."""

import re
from datetime import date

import pytest

from bot.domain.kpi_words import KpiWords, read_words
from bot.domain.refusal import Refusal

TODAY = date(2027, 3, 3)
NAMES = frozenset({"Late invoices", "Churn", "Churn 5", "today", "yesterday"})


def read(typed: str, *, names: frozenset[str] = NAMES, locale: str | None = None) -> KpiWords:
    return read_words(tuple(typed.split()), today=TODAY, locale=locale, is_name=names.__contains__)


@pytest.mark.parametrize(
    ("typed", "value", "day", "name"),
    [
        ("2.9%", "2.9%", None, None),
        ("2.9 %", "2.9 %", None, None),
        ("€ 5", "€ 5", None, None),
        ("2.9% 2027-01-31", "2.9%", "2027-01-31", None),
        ("2.9% Jan 20", "2.9%", "Jan 20", None),
        ("2.9% Late invoices", "2.9%", None, "Late invoices"),
        ("2.9 % Jan 20 Late invoices", "2.9 %", "Jan 20", "Late invoices"),
        ("20 Jan 5", "20", "Jan 5", None),
        ("banana", "banana", None, None),
        ("banana split", "banana", "split", None),
        ("2.9% someday", "2.9%", "someday", None),
        ("% banana", "% banana", None, None),
    ],
)
def test_the_value_comes_first(typed: str, value: str, day: str | None, name: str | None) -> None:
    assert read(typed) == KpiWords(value=value, day=day, name=name)


@pytest.mark.parametrize(
    ("typed", "value", "day", "name"),
    [
        ("2027-01-31 2.9%", "2.9%", "2027-01-31", None),
        ("20 Jan 2.9 %", "2.9 %", "20 Jan", None),
        ("Jan 20 5", "5", "Jan 20", None),
        ("Late invoices 2.9%", "2.9%", None, "Late invoices"),
        ("Late invoices Jan 20 2.9%", "2.9%", "Jan 20", "Late invoices"),
        ("Jan 20 2.9% Late invoices", "2.9%", "Jan 20", "Late invoices"),
        ("Jan 20 Late invoices € 5", "€ 5", "Jan 20", "Late invoices"),
        ("2.9% Late invoices Jan 20", "2.9%", "Jan 20", "Late invoices"),
        ("31.1.2027 2,9%", "2,9%", "31.1.2027", None),
    ],
)
def test_another_order_is_read_where_it_can_be_only_one(
    typed: str, value: str, day: str | None, name: str | None
) -> None:
    locale = "de" if "," in typed else None
    assert read(typed, locale=locale) == KpiWords(value=value, day=day, name=name, is_mixed=True)


def test_an_order_that_means_two_things_is_asked_back_with_both() -> None:
    with pytest.raises(Refusal, match="two ways") as refused:
        read("yesterday 5 today")
    assert "Write /plumb kpi 5 yesterday today or /plumb kpi 5 today yesterday" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Lost invoices 2.9%", "The value comes first: /plumb kpi 2.9% Lost invoices"),
        ("about 5", "approximation"),
        ("someday 2.9%", "The value comes first: /plumb kpi 2.9% someday"),
        (f"{'a ' * 16}5", "The value comes first"),
        ("Churn 5", "The value comes first: /plumb kpi 5 Churn"),
    ],
)
def test_words_that_can_be_read_in_no_order_show_the_proper_one(typed: str, words: str) -> None:
    with pytest.raises(Refusal, match=re.escape(words)):
        read(typed)


def test_a_command_is_shown_in_its_order_and_never_without_end() -> None:
    assert KpiWords(value="5", day="Jan 20", name="Churn", is_mixed=True).in_order == "5 Jan 20 Churn"
    assert len(KpiWords(value="5", name="x" * 90).in_order) == 60
