"""Which pasted answers may be saved over what stands: nobody else's is overwritten unless that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.charter import Answer, Charter, Value
from bot.domain.ids import QuestionId, UserId
from bot.domain.kickoff import agree
from bot.domain.questions import Question, QuestionBank


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer of somebody else that was left as it is, and what was pasted for it."""

    question: Question
    theirs: Answer
    mine: Value | None


def divided(
    charter: Charter, values: Mapping[QuestionId, Value | None], *, by: UserId, bank: QuestionBank, replaces: bool
) -> tuple[dict[QuestionId, Value | None], tuple[Kept, ...]]:
    """What is saved, and what stands against it and stays."""
    saved: dict[QuestionId, Value | None] = {}
    kept = []
    for question, mine in values.items():
        theirs = charter.answers.get(question)
        asked = bank.find(question)
        stays = theirs is not None and theirs.value is not None and theirs.by != by and not agree(mine, theirs.value)
        if stays and not replaces and asked is not None and theirs is not None:
            kept.append(Kept(question=asked, theirs=theirs, mine=mine))
        else:
            saved[question] = mine
    return saved, tuple(kept)
