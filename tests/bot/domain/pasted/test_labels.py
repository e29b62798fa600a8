"""Names are looked up as people write them; one slip of the finger is overlooked where it is clear what was meant."""

import pytest

from bot.domain.ids import QuestionId
from bot.domain.pasted import NAME, Synonyms, folded, labels_of
from bot.domain.questions import AnswerType
from tests.bot.domain.builders import bank, question
from tests.bot.domain.pasted.shipped import labels


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Where the number comes from", "where  the number\u00a0comes from?"),
        ("Go/no-go", "GO / NO GO"),
        ("What\u2019s the unit", "whats the unit"),
        ("R&D", "r and d"),
        ("Our baseline", "baseline"),
        ("readiness.reliability.fallback", "readiness reliability fallback"),
    ],
)
def test_names_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_an_article_alone_is_a_name() -> None:
    assert folded("the") == "the"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Guardrials", "guardrails"),
        ("Guardrail metrcs", "guardrails"),
        ("Baselline", "baseline"),
        ("Deadlime", "deadline"),
        ("Sponser", "sponsor"),
    ],
)
def test_one_slip_is_overlooked(said: str, meant: str) -> None:
    assert labels().near(said) == (meant,)


@pytest.mark.parametrize("said", ["Targt", "Part 2a", "Guardrlais metric", "Basement", "Deadlines met", ""])
def test_more_than_one_slip_or_a_short_name_is_not(said: str) -> None:
    assert labels().near(said) == ()


def test_a_slip_between_two_names_is_nobodys() -> None:
    two = bank(question("one", label="Reading A"), question("two", label="Reading B"))
    assert labels_of(two, Synonyms()).near("Reading C") == ()
    numbered = bank(question("one", label="Metric number 1"))
    assert labels_of(numbered, Synonyms()).near("Metric number 2") == ()


def test_a_label_of_the_bank_goes_before_a_synonym_of_another_question() -> None:
    two = bank(question("one", label="Spread"), question("two", label="Width"))
    found = labels_of(two, Synonyms(fields={QuestionId("two"): ("Spread", "Breadth")}))
    assert found.find("spread") == ("one",)
    assert found.find("breadth") == ("two",)


def test_an_option_is_known_by_value_label_and_synonym() -> None:
    for said in ("ab", "A/B test", "a/b", "Split test", "RCT"):
        assert labels().option(QuestionId("design"), said) == "ab"
    assert labels().option(QuestionId("metric_direction"), "↓ ") == "down"
    assert labels().option(QuestionId("metric_direction"), "\u2013 ") is None
    assert labels().option(QuestionId("metric_direction"), "Lower") == "down"
    assert labels().option(QuestionId("baseline"), "Lower") is None


def test_fields_have_names_for_people() -> None:
    assert labels().name_of(QuestionId("baseline")) == "Baseline"
    assert labels().name_of(NAME) == "Name"


def test_a_choice_without_synonyms_has_its_own_words() -> None:
    one = bank(question("direction", AnswerType.CHOICE))
    assert labels_of(one, Synonyms()).option(QuestionId("direction"), "HIGHER") == "up"
