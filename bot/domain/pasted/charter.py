"""From a charter in YAML or JSON, read into a mapping already, to its answers."""

import difflib
from collections.abc import Mapping
from typing import Any, Final

from bot.domain.answering import Given, GivenRow
from bot.domain.ids import QuestionId
from bot.domain.pasted.labels import CHANNEL, MEMBERS, NAME, OWNER, Labels
from bot.domain.pasted.pasted import Logged, Pasted, Unplaced, Why
from bot.domain.questions import AnswerType
from bot.domain.text import shorten

ANSWERS, VALUES, SPONSOR = "answers", "values", QuestionId("sponsor")
KEYS: Final = (NAME, CHANNEL, OWNER, SPONSOR, MEMBERS, ANSWERS, VALUES)
"""What a charter file may say at its top."""
_NEAR_MOST: Final = 3
_SHOWN_MOST: Final = 200


def is_charter(content: Any, labels: Labels) -> bool:
    """Whether this is a charter file: a mapping that has answers, or nothing but keys of one and ids of questions."""
    if not isinstance(content, Mapping) or not content:
        return False
    known = {*KEYS, *(question.id for question in labels.bank.questions)}
    return ANSWERS in content or all(key in known for key in content)


def read_charter(content: Mapping[str, Any], labels: Labels) -> Pasted:
    """The answers of a charter file; keys that mean nothing are unplaced, with the nearest ids."""
    answers, history = content.get(ANSWERS), content.get(VALUES)
    flat = {key: value for key, value in content.items() if key not in KEYS}
    unplaced = [*_not_a(ANSWERS, answers), *_not_a(VALUES, history)]
    typed: dict[QuestionId, Given] = {}
    for key, value in {**flat, **(answers if isinstance(answers, Mapping) else {})}.items():
        _place(str(key), value, labels, typed, unplaced)
    if SPONSOR in content and SPONSOR not in typed:
        _place(SPONSOR, content[SPONSOR], labels, typed, unplaced)
    people = {each: said for each in (OWNER, MEMBERS) if (said := _text(content.get(each)))}
    return Pasted(
        typed=typed,
        people=people,
        name=_text(content.get(NAME)),
        channel=_text(content.get(CHANNEL)),
        history=_history(history, unplaced),
        unplaced=tuple(unplaced),
    )


def _not_a(key: str, value: Any) -> list[Unplaced]:
    wrong = value is not None and not isinstance(value, Mapping)
    return [Unplaced(text=f"{key}: {shorten(str(value), _SHOWN_MOST)}")] if wrong else []


def _place(key: str, value: Any, labels: Labels, typed: dict[QuestionId, Given], unplaced: list[Unplaced]) -> None:
    question = labels.bank.find(key)
    shown = f"{key}: {shorten(str(value), _SHOWN_MOST)}"
    if question is None:
        unplaced.append(Unplaced(text=shown, why=Why.UNKNOWN, names=_near(key, labels)))
    elif isinstance(value, Mapping):
        unplaced.append(Unplaced(text=shown, why=Why.BESIDE, names=(question.label,)))
    elif question.type is AnswerType.ROWS and isinstance(value, list):
        typed[question.id] = [_row(each) for each in value if each is not None]
    else:
        typed[question.id] = _text(value)


def _row(item: Any) -> GivenRow:
    """One row: its cells by column, or all of it on a line."""
    if isinstance(item, Mapping):
        return {str(column): _text(value) for column, value in item.items()}
    return str(item)


def _near(key: str, labels: Labels) -> tuple[str, ...]:
    by_name = {str(question.id): str(question.id) for question in labels.bank.questions}
    by_name |= {question.label.casefold(): str(question.id) for question in labels.bank.questions}
    meant = [by_name[name] for name in difflib.get_close_matches(key.casefold(), tuple(by_name), n=_NEAR_MOST)]
    meant += [str(each) for each in labels.find(key) if labels.bank.find(each)]
    return tuple(dict.fromkeys(meant))


def _text(value: Any) -> str | None:
    """What was typed; several entries stand one below the other."""
    if isinstance(value, list | tuple):
        return "\n".join(str(each) for each in value if each is not None) or None
    return None if value is None else str(value)


def _history(values: Any, unplaced: list[Unplaced]) -> tuple[Logged, ...]:
    logged = []
    for day, value in values.items() if isinstance(values, Mapping) else ():
        if value is None or isinstance(value, Mapping | list):
            unplaced.append(Unplaced(text=f"{VALUES}: {day}: {shorten(str(value), _SHOWN_MOST)}"))
        else:
            logged.append(Logged(day=str(day), value=str(value)))
    return tuple(logged)
