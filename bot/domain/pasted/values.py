"""From pasted answers to values that can be kept, read as in Slack, and the words for those that cannot."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.answering import Given, Reader, read_answer, read_rows
from bot.domain.charter import Value
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import unit_of
from bot.domain.number_forms import BadAnswer
from bot.domain.pasted import people as names
from bot.domain.pasted.labels import Labels
from bot.domain.pasted.pasted import Pasted, Unplaced, Why
from bot.domain.pasted.people import Member
from bot.domain.people import Person
from bot.domain.questions import AnswerType, Question

UNIT: Final = QuestionId("metric_unit")
_NOTE: Final = re.compile(
    r"(?P<value>.+?)(?P<note>\s*\([^()]*\)|\s*;.*|\s+(?:\u2013|—|--?)\s.*|,\s\D.*|\.\s\D.*)$", re.DOTALL
)
_WORDS: Final = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An answer that cannot be kept as it stands: the question, what was typed, and why, with an example."""

    question: Question
    typed: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What can be kept, what cannot be read, and the notes that stood beside values."""

    values: Mapping[QuestionId, Value | None]
    unread: tuple[Unread, ...]
    beside: tuple[Unplaced, ...]


def read_values(pasted: Pasted, labels: Labels, reader: Reader, known: Collection[Member]) -> Read:
    """Every answer read by the person's locale; a level in the unit that was pasted with it, else in the reader's."""
    values: dict[QuestionId, Value | None] = {}
    unread: list[Unread] = []
    beside: list[Unplaced] = []
    unit = pasted.words(UNIT)
    fitting = replace(reader, unit=unit_of(unit)) if unit else reader
    for question in labels.bank.questions:
        if question.id not in pasted.typed:
            continue
        given = pasted.typed[question.id]
        try:
            if given is None or isinstance(given, str):
                values[question.id], note = _read(question, given or "", labels, fitting, known)
            else:
                values[question.id], note = read_rows(question, given, fitting), ""
        except BadAnswer as bad:
            unread.append(Unread(question=question, typed=_shown(given), why=str(bad)))
            continue
        if note:
            beside.append(Unplaced(text=f"{question.label}: {note}", why=Why.BESIDE, names=(question.label,)))
    return Read(values=values, unread=tuple(unread), beside=tuple(beside))


def _shown(given: Given) -> str:
    """An answer as it was written, one in rows on a line."""
    if given is None or isinstance(given, str):
        return given or ""
    rows = (each if isinstance(each, str) else " | ".join(cell or "" for cell in each.values()) for each in given)
    return "; ".join(rows)


def _read(
    question: Question, typed: str, labels: Labels, reader: Reader, known: Collection[Member]
) -> tuple[Value | None, str]:
    """The value, and the note behind it where it can only be read without."""
    try:
        return read_answer(question, _said(question, typed, labels, reader, known), reader), ""
    except BadAnswer:
        found = None if question.type in _WORDS else _NOTE.fullmatch(typed.strip())
        if found is None:
            raise
        try:
            without = _said(question, found["value"], labels, reader, known)
            return read_answer(question, without, reader), found["note"].strip(" ;,.\u2013—-\n")
        except BadAnswer:
            if question.type is AnswerType.PERSON:
                raise  # of whom the name alone tells more
        raise


def _said(question: Question, typed: str, labels: Labels, reader: Reader, known: Collection[Member]) -> str:
    """What a field of Slack would hold: the value of an option, the id of a person, else the words."""
    match question.type:
        case AnswerType.CHOICE:
            return labels.option(question.id, typed) or typed.strip()
        case AnswerType.PERSON:
            return _person(typed, reader.people, known) if typed.strip() else ""
        case _:
            return typed


def _person(typed: str, people: Mapping[UserId, Person], known: Collection[Member]) -> str:
    user = names.id_in(typed)
    if user is not None:
        return user
    person = names.meant(typed, people, known)
    if person is None:
        raise BadAnswer(names.asked_back(typed, known))
    return person.user
