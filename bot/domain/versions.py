"""Versions of a charter: what a sign-off freezes, what changed since, and how an earlier one comes back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from bot.domain.charter import Answer, Value
from bot.domain.ids import ProjectId, QuestionId, UserId, WorkspaceId

REVIEWED: Final = QuestionId("reviewed")
"""Under this name a charter keeps the day on which somebody last said that it still holds."""
CHANGES: Final = QuestionId("changes.asked")
"""Under this name a charter keeps what the sponsor asked to be changed before they sign."""
_ACCEPTED: Final = "accepted."
_NOT_SIGNED: Final = ("assigned.", "proof.", "drill.", CHANGES, REVIEWED)
_BESIDE: Final = (*_NOT_SIGNED, _ACCEPTED)
"""What is kept with the answers and never signed: whose turn it is, evidence that comes and goes, what was accepted."""
_VALUES: Final[TypeAdapter[dict[str, Value]]] = TypeAdapter(dict[str, Value])


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A charter as the sponsor signed it: the answers of its `revision`, frozen; `seal` is a SHA-256 over them."""

    workspace: WorkspaceId
    project: ProjectId
    number: int
    revision: int
    bank_edition: str
    seal: str
    signed_by: UserId
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question whose answer is not the same in two states of a charter; None where there is none."""

    question: QuestionId
    before: Answer | None
    after: Answer | None


def content(answers: Mapping[QuestionId, Answer]) -> dict[QuestionId, Value]:
    """What is signed: every answer that stands; not who is asked, nor the evidence, nor what was accepted beside it."""
    return _without(answers, _BESIDE)


def told(question: QuestionId) -> bool:
    """Whether the history of a charter tells of it: of answers, of what was accepted, and of what the sponsor asked."""
    return question == CHANGES or question.startswith(_ACCEPTED) or not question.startswith(_BESIDE)


def _without(answers: Mapping[QuestionId, Answer], beside: tuple[str, ...]) -> dict[QuestionId, Value]:
    return {
        question: answer.value
        for question, answer in sorted(answers.items())
        if answer.value is not None and not question.startswith(beside)
    }


def seal_of(answers: Mapping[QuestionId, Answer]) -> str:
    """SHA-256, in hexadecimal, over the content in canonical JSON; the same answers have the same seal."""
    return _sealed(content(answers))


def seal_with_accepted(answers: Mapping[QuestionId, Answer], revision: int | None = None) -> str:
    """The same over the content and what was accepted, up to a revision where one is named.

    It tells whether somebody has seen all that a window showed; and it is the seal of the versions that were signed
    while what was accepted was signed too.
    """
    seen = {
        question: answer
        for question, answer in answers.items()
        if revision is None or answer.revision <= revision or not question.startswith(_ACCEPTED)
    }
    return _sealed(_without(seen, _NOT_SIGNED))


def has_seal(version: Version, answers: Mapping[QuestionId, Answer]) -> bool:
    """Whether these answers are those of a version, by its seal."""
    return version.seal in (seal_of(answers), seal_with_accepted(answers, version.revision))


def _sealed(values: Mapping[QuestionId, Value]) -> str:
    plain = _VALUES.dump_python({str(question): value for question, value in values.items()}, mode="json")
    written = json.dumps(_slim(plain), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _slim(plain: object) -> object:
    """Without what is unset: a part that joins a kind of answer later leaves the seals of earlier ones as they are."""
    match plain:
        case dict():
            return {key: _slim(each) for key, each in plain.items() if each is not None}
        case list():
            return [_slim(each) for each in plain]
        case _:
            return plain


def differences(before: Mapping[QuestionId, Answer], after: Mapping[QuestionId, Answer]) -> tuple[Difference, ...]:
    """What differs between two states of a charter, by question; a number typed another way is no difference of value
    but is shown, because it is what people read.
    """
    old, new = content(before), content(after)
    return tuple(
        Difference(
            question=question,
            before=before[question] if question in old else None,
            after=after[question] if question in new else None,
        )
        for question in sorted(old.keys() | new.keys())
        if old.get(question) != new.get(question)
    )


def restoring(
    present: Mapping[QuestionId, Answer], earlier: Mapping[QuestionId, Answer]
) -> dict[QuestionId, Value | None]:
    """The values to save so that the charter says again what it said then; None takes an answer back."""
    wanted = content(earlier)
    return {each.question: wanted.get(each.question) for each in differences(earlier, present)}
