"""Evidence for a requirement as it is typed: a link, what it shows and until when it counts, or why none is needed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.answering import Reader, read_page
from bot.domain.charter import Day, NotApplicable, Proof, Text, Value
from bot.domain.ids import QuestionId
from bot.domain.policy import Policy
from bot.domain.questions import AnswerType, Question
from bot.domain.readiness.items import Item, ItemState
from bot.domain.refusal import BadFields, Refusal

LINK, NOTE, UNTIL, WHY = QuestionId("link"), QuestionId("note"), QuestionId("until"), QuestionId("why")
LINK_MOST: Final = 1000
NOTE_MOST: Final = 500
_FIELDS: Final = {
    LINK: Question(id=LINK, part=1, label="Link", type=AnswerType.TEXT, max_length=LINK_MOST),
    NOTE: Question(id=NOTE, part=1, label="What it shows", type=AnswerType.LONG_TEXT, max_length=NOTE_MOST),
    UNTIL: Question(id=UNTIL, part=1, label="Counts until", type=AnswerType.DATE, not_in_past=True),
    WHY: Question(id=WHY, part=1, label="Why", type=AnswerType.LONG_TEXT, max_length=NOTE_MOST),
}
_ADDRESS: Final = re.compile(r"https?://[^\s/?#@<>\"|]+(?:[/?#][^\s<>\"|]*)?", re.IGNORECASE)
"""A web address without a name or password in it; it is shown and never followed."""


def must_take_evidence(item: Item) -> None:
    """Refuses evidence for what nobody claims: the answer comes first."""
    if item.claim is None or item.claim == ItemState.NO:
        raise Refusal(f"“{item.label}” is not claimed to be met, so there is nothing to show yet. Answer it first.")


def default_until(policy: Policy, today: date) -> date:
    """The last day on which evidence counts if nobody says otherwise."""
    return today + timedelta(days=policy.readiness.evidence_days)


def read_evidence(item: Item, typed: Mapping[QuestionId, str | None], reader: Reader, policy: Policy) -> Value | None:
    """The evidence that was typed, None where it was taken back; BadFields has the words for each field."""
    asked = (WHY,) if item.claim == ItemState.NOT_APPLICABLE else (LINK, NOTE, UNTIL)
    fields = tuple(_FIELDS[name] for name in asked)
    values, errors = read_page(fields, {name: typed.get(name) for name in asked}, replace(reader, shown=_shown(item)))
    if errors:
        raise BadFields(errors)
    if item.claim == ItemState.NOT_APPLICABLE:
        return _reason(values)
    link, note, until = _text(values.get(LINK)), _text(values.get(NOTE)), values.get(UNTIL)
    if link and not _ADDRESS.fullmatch(link):
        raise BadFields(
            {LINK: "Write a web address that begins with https:// or http://, without blanks or a password."}
        )
    if not (link or note):
        _may_take_back(item)
        return None
    day = until.day if isinstance(until, Day) else default_until(policy, reader.today)
    return Proof(link=link, note=note, until=day)


def _shown(item: Item) -> Mapping[QuestionId, Value]:
    """What the fields said already: a day that is over may stay as it is, and the item stays reopened."""
    until = item.evidence.until if isinstance(item.evidence, Proof) else None
    return {} if until is None else {UNTIL: Day(day=until)}


def _reason(values: Mapping[QuestionId, Value | None]) -> NotApplicable:
    why = _text(values.get(WHY))
    if not why:
        raise BadFields({WHY: "Say why it does not apply; without a reason it stays open."})
    return NotApplicable(reason=why)


def _may_take_back(item: Item) -> None:
    """Evidence that is over is renewed, or the answer changes: without it the claim would count again."""
    if item.state is ItemState.REOPENED:
        raise BadFields({LINK: "The earlier evidence is over. Name what shows it today, or answer the item with No."})


def _text(value: Value | None) -> str:
    return value.text if isinstance(value, Text) else ""
