"""What is claimed of a requirement, what shows it, and when it is open again."""

from datetime import date

import pytest

from bot.domain.charter import Choice, Drill, NotApplicable, Proof, Value
from bot.domain.questions import AnswerType, Option, Question, QuestionBank
from bot.domain.readiness.items import (
    SILENT_FAILURE,
    Item,
    ItemState,
    drill_id,
    drill_of,
    item_of,
    items_of,
    proof_id,
    silent_failure_unwatched,
)
from tests.bot.domain.builders import EPOCH, OWNER, bank, charter, question

TODAY = date(2027, 2, 1)
YESTERDAY = date(2027, 1, 31)
OPTIONS = tuple(Option(value=each, label=each) for each in ("no", "manual", "automated", "not_applicable"))


def requirement(id_: str = SILENT_FAILURE) -> Question:
    return question(id_, AnswerType.CHOICE, part=1, options=OPTIONS, label=f"About {id_}")


BANK = bank(requirement())


def proof(until: date | None) -> Proof:
    return Proof(link="https://wiki.example.com", note="", until=until)


def drilled(*, passed: bool, until: date | None = None) -> Drill:
    return Drill(
        scenario="features_frozen",
        of=OWNER.user,
        asked_at=EPOCH,
        limit=15,
        within=24,
        answered_at=EPOCH,
        passed=passed,
        until=until,
    )


def item(claim: str | None, evidence: Value | None = None, drill: Drill | None = None) -> Item:
    answers: dict[str, object] = {"metric_name": "Churn"}
    if claim is not None:
        answers[SILENT_FAILURE] = Choice(option=claim)
    if evidence is not None:
        answers[proof_id(SILENT_FAILURE)] = evidence
    if drill is not None:
        answers[drill_id(SILENT_FAILURE)] = drill
    found = item_of(BANK, charter(**answers), SILENT_FAILURE, TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("claim", "evidence", "state", "points"),
    [
        (None, None, "open", 0.0),
        ("no", None, "no", 0.0),
        ("no", proof(None), "no", 0.0),
        ("manual", None, "manual", 0.5),
        ("automated", None, "automated", 1.0),
        ("automated", proof(TODAY), "automated", 1.0),
        ("automated", proof(None), "automated", 1.0),
        ("automated", proof(YESTERDAY), "reopened", 0.0),
        ("automated", NotApplicable(reason="It was not, before."), "automated", 1.0),
        ("not_applicable", None, "open", 0.0),
        ("not_applicable", proof(None), "open", 0.0),
        ("not_applicable", NotApplicable(reason="No peaks."), "not_applicable", 0.0),
        ("an option of an earlier bank", None, "open", 0.0),
    ],
)
def test_a_state_follows_from_the_claim_and_from_what_still_counts(
    claim: str | None, evidence: Value | None, state: str, points: float
) -> None:
    found = item(claim, evidence)
    assert (found.state.value, found.points) == (state, points)
    assert found.is_open == (state in {"open", "no", "reopened"})
    assert (found.heading, found.label) == ("reliability", f"About {SILENT_FAILURE}")


@pytest.mark.parametrize(
    ("evidence", "drill", "state", "until", "is_proved"),
    [
        (None, drilled(passed=True, until=TODAY), "manual", TODAY, True),
        (None, drilled(passed=True, until=YESTERDAY), "reopened", YESTERDAY, False),
        (None, drilled(passed=False), "manual", None, False),
        (proof(YESTERDAY), drilled(passed=True, until=TODAY), "manual", TODAY, True),
        (proof(YESTERDAY), drilled(passed=False), "reopened", YESTERDAY, False),
        (proof(date(2027, 3, 1)), drilled(passed=True, until=TODAY), "manual", date(2027, 3, 1), True),
        (proof(None), drilled(passed=True, until=TODAY), "manual", None, True),
    ],
)
def test_a_passed_drill_is_evidence_beside_a_link(
    evidence: Proof | None, drill: Drill, state: str, until: date | None, *, is_proved: bool
) -> None:
    found = item("manual", evidence, drill)
    assert (found.state.value, found.until, found.is_proved) == (state, until, is_proved)
    assert found.lacks_evidence == (state == "manual" and not is_proved)


def test_that_it_does_not_apply_can_be_said_of_the_question_itself() -> None:
    said = NotApplicable(reason="Scores are computed once a night.")
    kept = charter(**{SILENT_FAILURE: said, proof_id(SILENT_FAILURE): proof(YESTERDAY)})
    found = item_of(BANK, kept, SILENT_FAILURE, TODAY)
    assert found is not None
    assert (found.state, found.claim, found.evidence) == (ItemState.NOT_APPLICABLE, "not_applicable", said)
    assert not silent_failure_unwatched(kept, TODAY)
    newer = NotApplicable(reason="Another reason.")
    renewed = item_of(BANK, charter(**{SILENT_FAILURE: said, proof_id(SILENT_FAILURE): newer}), SILENT_FAILURE, TODAY)
    assert renewed is not None
    assert renewed.evidence == newer


def test_only_choices_that_score_are_requirements() -> None:
    asked = QuestionBank(
        edition="test",
        parts=BANK.parts,
        questions=(
            requirement("readiness.security.secrets"),
            question("readiness.security.other", AnswerType.CHOICE),
            question("readiness.security.words"),
            question("readiness.short", AnswerType.CHOICE, options=OPTIONS),
            question("ready.security.secrets", AnswerType.CHOICE, options=OPTIONS),
        ),
    )
    assert [each.question for each in items_of(asked, charter(), TODAY)] == ["readiness.security.secrets"]
    assert item_of(asked, charter(), "readiness.security.words", TODAY) is None
    assert item_of(asked, charter(), "readiness.none.at_all", TODAY) is None


@pytest.mark.parametrize(
    ("claim", "drill", "unwatched"),
    [
        (None, None, True),
        ("no", None, True),
        ("manual", None, False),
        ("not_applicable", None, False),
        (None, drilled(passed=True, until=TODAY), False),
        (None, drilled(passed=True), False),
        ("no", drilled(passed=True, until=YESTERDAY), True),
        ("no", drilled(passed=False), True),
    ],
)
def test_a_silent_failure_is_unwatched_while_no_answer_and_no_drill_says_otherwise(
    claim: str | None, drill: Drill | None, *, unwatched: bool
) -> None:
    answers: dict[str, object] = {} if claim is None else {SILENT_FAILURE: Choice(option=claim)}
    if drill is not None:
        answers[drill_id(SILENT_FAILURE)] = drill
    assert silent_failure_unwatched(charter(**answers), TODAY) is unwatched


def test_a_drill_is_found_among_the_answers_and_nothing_else_is_one() -> None:
    kept = drilled(passed=True)
    assert drill_of(charter(**{drill_id(SILENT_FAILURE): kept}), SILENT_FAILURE) == kept
    assert drill_of(charter(**{drill_id(SILENT_FAILURE): "words"}), SILENT_FAILURE) is None
    assert ItemState.REOPENED.value == "reopened"
