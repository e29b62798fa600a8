"""What a signature freezes, what differs between two states of a charter, and how an earlier one comes back."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from bot.domain.charter import Accepted, ChangesAsked, Day, Proof, Text
from bot.domain.ids import QuestionId
from bot.domain.versions import (
    CHANGES,
    REVIEWED,
    Version,
    content,
    differences,
    has_seal,
    restoring,
    seal_of,
    seal_with_accepted,
    told,
)
from tests.bot.domain.builders import (
    CHURN,
    EPOCH,
    OWNER,
    PROJECT,
    WORKSPACE,
    answer,
    answered_by,
    charter,
    quantity,
)

SIGNED = charter(**CHURN)
BASELINE = QuestionId("baseline")


def test_the_same_answers_have_the_same_seal_whoever_gave_them_when_and_in_which_order() -> None:
    turned = charter(**dict(reversed(CHURN.items())))
    again = {question: answer(question, each.value, revision=9) for question, each in turned.answers.items()}
    assert seal_of(SIGNED.answers) == seal_of(turned.answers) == seal_of(again)
    assert len(seal_of(SIGNED.answers)) == 64


def test_another_answer_has_another_seal_and_one_taken_back_too() -> None:
    other = answered_by(SIGNED, {"baseline": quantity(0.032, "percent", "3.2%")}, revision=2)
    gone = answered_by(SIGNED, {"baseline": None}, revision=2)
    assert len({seal_of(each.answers) for each in (SIGNED, other, gone)}) == 3


def test_whose_turn_it_is_what_proves_it_and_what_was_accepted_are_not_signed() -> None:
    beside: dict[str, object] = {
        "assigned.baseline": "U1",
        "proof.readiness.reliability.fallback": Proof(link="https://x.example", note=""),
        REVIEWED: Day(day=date(2027, 6, 30)),
        "accepted.no-money": Accepted(reason="later"),
        CHANGES: ChangesAsked(reason="Why?", questions=(), number=1, by=OWNER.user, at=EPOCH, revision=2),
    }
    later = answered_by(SIGNED, beside, revision=2).answers
    assert seal_of(later) == seal_of(SIGNED.answers)
    assert restoring(later, SIGNED.answers) == {}


def test_what_somebody_has_seen_has_what_was_accepted_in_it() -> None:
    accepted = answered_by(SIGNED, {"accepted.no-money": Accepted(reason="later")}, revision=2)
    reviewed = answered_by(SIGNED, {REVIEWED: Day(day=date(2027, 6, 30))}, revision=2)
    assert seal_with_accepted(accepted.answers) != seal_with_accepted(SIGNED.answers) == seal_of(SIGNED.answers)
    assert seal_with_accepted(reviewed.answers) == seal_of(SIGNED.answers)


def test_versions_that_were_signed_with_what_was_accepted_still_have_their_seal() -> None:
    held = answered_by(SIGNED, {"accepted.no-money": Accepted(reason="Finance prices it.")}, revision=1)
    old = version(seal=seal_with_accepted(held.answers))
    assert old.seal != seal_of(held.answers)
    assert has_seal(old, held.answers)
    later = answered_by(held, {"accepted.no-guardrail": Accepted(reason="Nobody else uses it.")}, revision=2)
    assert has_seal(old, later.answers)
    assert not has_seal(old, answered_by(later, {"baseline": None}, revision=3).answers)
    assert has_seal(version(seal=seal_of(held.answers)), later.answers)


def version(**also: Any) -> Version:
    known: dict[str, Any] = {"number": 1, "revision": 1, "bank_edition": "test", "signed_by": OWNER.user}
    return Version(workspace=WORKSPACE, project=PROJECT, signed_at=EPOCH, **{**known, **also})


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("baseline", True),
        ("accepted.no-money", True),
        (CHANGES, True),
        ("assigned.baseline", False),
        ("drill.readiness.reliability.silent_failure", False),
        (REVIEWED, False),
    ],
)
def test_the_history_tells_of_answers_of_what_was_accepted_and_of_what_the_sponsor_asked(
    question: str, *, is_told: bool
) -> None:
    assert told(QuestionId(question)) is is_told


def test_a_part_of_an_answer_that_is_unset_is_no_part_of_the_seal() -> None:
    """So that kinds of answers can grow without breaking what was sealed before."""
    held = charter(baseline=quantity(0.031, "percent", "3.1%"))
    by_hand = '{"baseline":{"echo":"0.031","kind":"quantity","typed":"3.1%","unit":"percent","value":0.031}}'
    assert seal_of(held.answers) == sha256(by_hand.encode()).hexdigest()


def test_what_differs_is_told_by_question_with_both_answers() -> None:
    later = answered_by(
        SIGNED, {"baseline": quantity(0.032, "percent", "3.2%"), "target": None, "why_now": "Churn rose"}, revision=2
    )
    found = {each.question: each for each in differences(SIGNED.answers, later.answers)}
    assert list(found) == ["baseline", "target", "why_now"]
    assert found[BASELINE].before == SIGNED.answers[BASELINE]
    assert found[BASELINE].after == later.answers[BASELINE]
    assert found[QuestionId("target")].after is None
    assert found[QuestionId("why_now")].before is None
    assert differences(later.answers, later.answers) == ()


def test_restoring_brings_back_every_answer_and_takes_back_what_came_later() -> None:
    later = answered_by(SIGNED, {"baseline": None, "why_now": "Churn rose"}, revision=2)
    saved = restoring(later.answers, SIGNED.answers)
    assert saved == {BASELINE: SIGNED.value("baseline"), QuestionId("why_now"): None}
    back = answered_by(later, {str(each): value for each, value in saved.items()}, revision=3)
    assert content(back.answers) == content(SIGNED.answers)
    assert restoring(SIGNED.answers, SIGNED.answers) == {}


def test_what_is_not_signed_is_not_brought_back() -> None:
    later = answered_by(SIGNED, {"assigned.baseline": Text(text="U1")}, revision=2)
    assert restoring(later.answers, SIGNED.answers) == {}
