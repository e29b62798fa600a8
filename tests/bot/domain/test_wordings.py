"""A bank in other words asks the same."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.domain.questions import AnswerType, QuestionBank
from bot.domain.wordings import PartWording, Translation, Wording
from tests.bot.domain.builders import bank, question

NAME, WAY = QuestionId("metric_name"), QuestionId("metric_direction")
GERMAN = Translation(
    parts={1: PartWording(title="Das Ergebnis")},
    questions={
        NAME: Wording(label="Kennzahl", help="Wofür jemand bezahlt wird."),
        WAY: Wording(options={"up": "Höher"}),
    },
)
AUSTRIAN = Translation(questions={NAME: Wording(label="Kennzahl, bitte")})
BANK = replace(
    bank(question("metric_name", example="Churn"), question("metric_direction", AnswerType.CHOICE)),
    translations={"de": GERMAN, "de-AT": AUSTRIAN, "pt-BR": Translation(questions={NAME: Wording(label="Métrica")})},
)


def label(told: QuestionBank, of: QuestionId = NAME) -> str:
    found = told.find(of)
    assert found is not None
    return found.label


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de-DE", "Kennzahl"),
        ("de", "Kennzahl"),
        ("DE_de", "Kennzahl"),
        ("de-AT", "Kennzahl, bitte"),
        ("de_at", "Kennzahl, bitte"),
        ("pt-BR", "Métrica"),
        ("pt-PT", "Metric name"),
        ("en-US", "Metric name"),
        ("", "Metric name"),
        (None, "Metric name"),
    ],
)
def test_a_person_reads_their_locale_else_their_language_else_the_banks_own_words(
    locale: str | None, expected: str
) -> None:
    assert label(BANK.spoken(locale)) == expected


def test_what_is_not_translated_keeps_its_words() -> None:
    german = BANK.spoken("de-DE")
    name, way = german.questions
    assert (name.label, name.help, name.example) == ("Kennzahl", "Wofür jemand bezahlt wird.", "Churn")
    assert [(each.value, each.label) for each in way.options] == [("up", "Höher"), ("down", "Lower")]
    assert (german.part(1).title, german.part(1).question) == ("Das Ergebnis", BANK.part(1).question)
    assert german.part(2) == BANK.part(2)


def test_a_translated_bank_asks_the_same() -> None:
    german = BANK.spoken("de")
    assert german.edition == BANK.edition
    for told, own in zip(german.questions, BANK.questions, strict=True):
        assert replace(told, label=own.label, help=own.help, options=own.options) == own
        assert [each.value for each in told.options] == [each.value for each in own.options]


def test_a_bank_without_a_translation_is_itself() -> None:
    assert BANK.spoken("fr-FR") is BANK


@pytest.mark.parametrize("words", ["metric_name", "METRIC NAME", "kennzahl", "Kennzahl, bitte", "métrica"])
def test_a_question_is_found_by_its_id_and_by_its_label_in_any_language(words: str) -> None:
    assert BANK.named(words) == BANK.find(NAME)


def test_what_no_question_is_called_is_not_found() -> None:
    assert BANK.named("nobody asks this") is None
    assert BANK.named("") is None


def test_a_label_of_another_language_is_found_in_a_spoken_bank_too() -> None:
    assert BANK.spoken("de").named("Métrica") == BANK.spoken("de").find(NAME)
