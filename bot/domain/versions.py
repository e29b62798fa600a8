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
_BESIDE: Final = ("assigned.", "proof.", "drill.", REVIEWED)
"""What is kept with the answers and never signed: whose turn it is, and evidence that comes and goes."""
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
    """What is signed: every answer that stands, and what was accepted; not who is asked, nor the evidence."""
    return {
        question: answer.value
        for question, answer in sorted(answers.items())
        if answer.value is not None and not question.startswith(_BESIDE)
    }


def seal_of(answers: Mapping[QuestionId, Answer]) -> str:
    """SHA-256, in hexadecimal, over the content in canonical JSON; the same answers have the same seal."""
    plain = _VALUES.dump_python({str(question): value for question, value in content(answers).items()}, mode="json")
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
