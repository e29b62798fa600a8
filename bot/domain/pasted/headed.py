"""What a line is headed by: the question whose name stands in front of it, and what stands behind the name."""

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.ids import QuestionId
from bot.domain.pasted.labels import Labels, folded
from bot.domain.pasted.lines import Line
from bot.domain.questions import AnswerType
from bot.domain.spans import span_in

_DIVIDER: Final = re.compile(r"\s*(?::{1,2}|\uff1a|\?|->|=>|=|→)\s*|\s*[\u2013—]\s*|\s+-{1,2}\s+|(?<=\))\s*")
_ASIDE: Final = re.compile(r"(?P<label>.+?)\s*[(\[](?P<aside>[^()\[\]]+)[)\]][\s:?*]*")
_FIGURE: Final = re.compile(r"[+\u2212-]?\s?[€$£]?\s?\d[\d.,'\s]*(?:%|pp|[kKmM]\b|bn\b)?(?:\s?[€$£])?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{1,2}\.?\s[^\W\d]+\.?\s\d{4}")
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s+(?=[^\W\d_])")
_ANSWER: Final = re.compile(r"(?:a|answer|antwort)\s?[:.]\s+", re.IGNORECASE)
_IN_QUOTES: Final = re.compile(r"[\"“„«](?P<words>[^\"“”„«»]+)[\"”“»],?")
_LABEL_MOST: Final = 160
_DIVIDERS_MOST: Final = 10
_WORDS_MOST: Final = 8
"""Longer ones are sentences; the full questions of the bank are found whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """The fields that a label may mean, the label as typed, what stood in brackets behind it, and the rest."""

    fields: tuple[QuestionId, ...]
    label: str
    aside: str = ""
    value: str = ""


def headed(line: Line, labels: Labels) -> Headed | None:
    """What heads a line, or None where it begins with no name that is known."""
    numbered = _NUMBERED.match(line.text)
    found = _bold(line, labels) or _divided(line.text, labels) or _whole(line.text, labels) or _set_apart(line, labels)
    if found is None and numbered is not None:
        return headed(replace(line, text=line.text[numbered.end() :]), labels)
    return replace(found, value=unwrapped(found.value)) if found else None


def unwrapped(value: str) -> str:
    """An answer without the quotes around it, and without the letter that says that it is one."""
    said = _ANSWER.sub("", value)
    quoted = _IN_QUOTES.fullmatch(said)
    return quoted["words"] if quoted else said


def _whole(text: str, labels: Labels) -> Headed | None:
    """A line that is a name and nothing else."""
    if len(text) > _LABEL_MOST:
        return None
    label, fields, aside = _looked_up(text, labels)
    return Headed(fields=fields, label=label, aside=aside) if fields else None


def _bold(line: Line, labels: Labels) -> Headed | None:
    """A name in bold needs no divider: what follows is the answer."""
    if not line.bold or not line.text.startswith(line.bold):
        return None
    label, fields, aside = _looked_up(line.bold, labels)
    value = line.text[len(line.bold) :].lstrip(" :\uff1a\u2013—=-" if line.text[len(line.bold) :][:2] != " -" else " :")
    return Headed(fields=fields, label=label, aside=aside, value=value) if fields else None


def _divided(text: str, labels: Labels) -> Headed | None:
    """A name with a divider behind it; of several dividers the last that makes a name, since names hold some too."""
    if labels.find(text) and folded(text) != folded(_DIVIDER.split(text)[0]):
        return None  # "Baseline → target" is a name as a whole
    places = [found for found in _DIVIDER.finditer(text[: _LABEL_MOST + 1]) if found.start() > 0][:_DIVIDERS_MOST]
    for found in reversed(places):
        label, fields, aside = _looked_up(text[: found.start()], labels)
        value = text[found.end() :].strip()
        if fields and (found[0].strip() or is_figure(value)):
            return Headed(fields=fields, label=label, aside=aside, value=value)
    for found in places[:1]:
        label = text[: found.start()].strip()
        fields = labels.near(label) if found[0].strip() else ()
        if fields:
            return Headed(fields=fields, label=label, value=text[found.end() :].strip())
    return None


def _set_apart(line: Line, labels: Labels) -> Headed | None:
    """A name with nothing but a figure or a day behind it: "Baseline 3.1 %"."""
    words = line.text.split(" ")
    for count in range(min(_WORDS_MOST, len(words) - 1), 0, -1):
        value = " ".join(words[count:])
        if not is_figure(value):
            continue
        fields = tuple(each for each in labels.find(" ".join(words[:count])) if takes_figures(each, labels))
        if fields:
            return Headed(fields=fields, label=" ".join(words[:count]), value=value)
    return None


def _looked_up(text: str, labels: Labels) -> tuple[str, tuple[QuestionId, ...], str]:
    """The label without its brackets, its fields, and what stood in them, unless that is a mere remark."""
    label = text.strip(" *:\uff1a?")
    found = labels.find(label)
    if found:
        return label, found, ""
    bracketed = _ASIDE.fullmatch(text)
    if bracketed is None:
        return label, (), ""
    label, aside = bracketed["label"].strip(" *:?"), bracketed["aside"].strip()
    return label, labels.find(label), "" if labels.is_aside(aside) else aside


def is_figure(value: str) -> bool:
    """Whether this is nothing but a figure, a day, or where a figure comes from and goes to."""
    if _FIGURE.fullmatch(value) or _DAY.fullmatch(value):
        return True
    span = span_in(value)
    return span is not None and not span.words


def takes_figures(field_id: QuestionId, labels: Labels) -> bool:
    """Whether the answers of a field are numbers or days."""
    question = labels.bank.find(field_id)
    return question is not None and question.type in (AnswerType.NUMBER, AnswerType.DATE)


def narrowed(fields: tuple[QuestionId, ...], value: str, part: int | None, labels: Labels) -> tuple[QuestionId, ...]:
    """Those of the fields that are meant: the ones of the part that the text is in, then those that take the value."""
    if len(fields) == 1:
        return fields
    here = tuple(each for each in fields if (found := labels.bank.find(each)) and found.part == part)
    left = here or fields
    if len(left) == 1 or not value:
        return left
    fits = tuple(each for each in left if _is_kind(each, value, labels))
    return fits or left


def _is_kind(field_id: QuestionId, value: str, labels: Labels) -> bool:
    """Whether a value has the shape of this field's answers: a figure or a day, or words."""
    question = labels.bank.find(field_id)
    kind = question.type if question else AnswerType.TEXT
    if kind in (AnswerType.NUMBER, AnswerType.DATE):
        return is_figure(value)
    return not is_figure(value)
