"""A pasted charter overwrites what its author said before, and nobody else's words unless that is asked for."""

import pytest

from bot.domain.charter import Text, Value
from bot.domain.ids import QuestionId
from bot.domain.keeping import divided
from tests.bot.domain.builders import MEMBER, OWNER, bank, charter

NAME, UNIT = QuestionId("metric_name"), QuestionId("metric_unit")


def mine(text: str | None) -> dict[QuestionId, Value | None]:
    return {NAME: Text(text=text) if text else None}


@pytest.mark.parametrize("by", [OWNER, MEMBER])
def test_only_other_peoples_answers_stay(by: object) -> None:
    standing = charter(metric_name="Churn")
    author = standing.answers[NAME].by
    saved, kept = divided(standing, mine("Returns"), by=author, bank=bank(), replaces=False)
    assert (saved, kept) == (mine("Returns"), ())
    saved, kept = divided(standing, mine("Returns"), by=MEMBER.user, bank=bank(), replaces=False)
    assert saved == {}
    assert [(each.question.id, each.theirs, each.mine) for each in kept] == [
        (NAME, standing.answers[NAME], Text(text="Returns"))
    ]


def test_taking_back_somebodys_answer_is_overwriting_it() -> None:
    _, kept = divided(charter(metric_name="Churn"), mine(None), by=MEMBER.user, bank=bank(), replaces=False)
    assert [each.mine for each in kept] == [None]


def test_what_agrees_is_no_clash_and_what_is_open_is_free() -> None:
    standing = charter(metric_name="Churn")
    wanted = {**mine("Churn"), UNIT: Text(text="%")}
    assert divided(standing, wanted, by=MEMBER.user, bank=bank(), replaces=False) == (wanted, ())


def test_the_box_replaces_everything() -> None:
    saved, kept = divided(charter(metric_name="Churn"), mine("Returns"), by=MEMBER.user, bank=bank(), replaces=True)
    assert (saved, kept) == (mine("Returns"), ())
