"""What somebody typed and could not be saved when they went to another page: carried along until that page is back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from bot.domain.charter import Choice, Day, Quantity, Text, Value, Who
from bot.domain.ids import QuestionId, UserId
from bot.domain.kickoff import Clash
from bot.domain.questions import AnswerType, Question
from bot.domain.text import shorten

MOST: Final = 1_200
"""Characters of drafts that a window carries beside what it has to know of itself; Slack keeps 3,000 of all that."""
_THEIRS_MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A field as it was typed, and why it could not be saved."""

    typed: str
    why: str


Drafts = Mapping[QuestionId, Draft]


def carried(drafts: Drafts) -> dict[str, Any]:
    """Drafts as a window carries them; `drafts_of` reads them again."""
    return {question: asdict(draft) for question, draft in drafts.items()}


def drafts_of(carried: Any) -> dict[QuestionId, Draft]:
    """The drafts that a window carried; KeyError, TypeError or ValueError where they are none of ours."""
    if not isinstance(carried, dict):
        raise TypeError("drafts are kept by question")
    return {
        QuestionId(str(question)): Draft(typed=str(each["typed"]), why=str(each["why"]))
        for question, each in carried.items()
    }


def fit(drafts: Drafts) -> bool:
    """Whether a window can carry all of them."""
    return len(json.dumps(carried(drafts), ensure_ascii=False)) <= MOST


def shown_again(question: Question, draft: Draft) -> Value | None:
    """What puts a draft back into its field; None where the field is to be empty, or cannot show it."""
    if not draft.typed:
        return None
    match question.type:
        case AnswerType.DATE:
            return _day(draft.typed)
        case AnswerType.PERSON:
            return Who(user=UserId(draft.typed))
        case AnswerType.CHOICE:
            return Choice(option=draft.typed)
        case _:
            return Text(text=draft.typed)


def overtaken(question: Question, clash: Clash) -> str:
    """Why an answer was not saved over one that somebody else gave meanwhile."""
    theirs = _said(question, clash.theirs.value)
    what = f"saved “{theirs}” here" if theirs else "changed this"
    return f"Somebody else {what} while you were editing; saving this page replaces it."


def _said(question: Question, value: Value | None) -> str:
    match value:
        case Text():
            return shorten(" ".join(value.text.split()), _THEIRS_MOST)
        case Quantity():
            return value.typed
        case Day():
            return value.day.isoformat()
        case Choice():
            option = question.option(value.option)
            return option.label if option else ""
        case _:
            return ""


def _day(typed: str) -> Day | None:
    try:
        return Day(day=date.fromisoformat(typed))
    except ValueError:
        return None
