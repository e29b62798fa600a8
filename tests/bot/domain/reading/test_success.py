"""A success statement is told what it contains, flag by flag, with the words of each."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import SuccessReading, Vocabulary, read_success_statement

STATEMENTS = (
    (
        "Churn from 5% to 4% by 31 March 2027, NPS must not fall",
        "has_baseline has_target has_deadline has_unit names_guardrail",
    ),
    ("AUC above 0.8 on the holdout", "offline_only has_target"),
    ("Reduce handling time by 20% within six months of launch", "has_target has_deadline has_unit"),
    ("Cut complaints to 40 a week within 6 months", "has_target has_deadline has_unit"),
    ("Readmission within 30 days is 11%", "has_baseline has_unit"),
    ("more revenue", ""),
    ("Sales grew 12% after launch, which proves that the model works", "has_unit causal_overclaim"),
    ("Sales grew 12% in the randomised group, which proves that the model works", "has_unit"),
    ("A rise alone does not prove that the model works", ""),
    ("Nothing may get worse", ""),
    ("Everything else must not get worse", ""),
    ("Sales were up 12% after the change", "has_unit"),
    ("Lift basket value 3% without hurting margin", "has_target has_unit names_guardrail"),
    ("Halve the 40 minutes that a clerk needs", "has_baseline has_target has_unit"),
    ("Halve returns", "has_target"),
    ("It costs us 18 EUR per order", "has_baseline has_unit"),
    ("Waiting time (34 min) should fall", "has_baseline has_unit"),
    ("30-day retention of 45%", "has_target has_unit"),
    ("Late parcels 7%, 5% by Black Friday", "has_baseline has_target has_deadline has_unit"),
    ("流失率从5%降到4%\uff0c年底前", "has_baseline has_target has_deadline has_unit"),
    ("Retourenquote von 9% auf 7% bis Dezember", "has_baseline has_target has_deadline has_unit"),
    ("Visits 1.234.567 to 2.345.678", "has_baseline has_target"),
    ("Orders 1.200 to 1.500", "has_baseline has_target"),
    ("", ""),
)


def flags_of(reading: SuccessReading) -> set[str]:
    return {each.name for each in fields(reading) if getattr(reading, each.name)}


@pytest.mark.parametrize(("text", "flags"), STATEMENTS)
def test_each_flag_needs_its_own_words(text: str, flags: str, vocabulary: Vocabulary) -> None:
    assert flags_of(read_success_statement(text, vocabulary)) == set(flags.split())


def test_the_words_of_a_flag_stand_where_they_are_said_to(vocabulary: Vocabulary) -> None:
    text = "Scrap is 3.8% today. Target: 3.0% by week 40."
    reading = read_success_statement(text, vocabulary)
    for each in fields(reading):
        for word in getattr(reading, each.name):
            assert word.text in text
            assert word.text in text[word.start : word.end]


@given(text=st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str, vocabulary: Vocabulary) -> None:
    assert flags_of(read_success_statement(text, vocabulary)) <= {each.name for each in fields(SuccessReading)}


@given(
    text=st.lists(
        st.sampled_from(
            [
                "1.234.567",
                "1,5",
                "5 %",
                "-3",
                ".5",
                "from",
                "to",
                "by",
                "€",
                "-",
                ">",
                "June",
                "7.",
                "'",
                "halve",
                "(",
                ")",
                "now",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_figures_break_the_reading(text: str, vocabulary: Vocabulary) -> None:
    assert flags_of(read_success_statement(text, vocabulary)) <= {each.name for each in fields(SuccessReading)}
