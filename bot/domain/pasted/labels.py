"""What a question is called in a text: its id, its label, and the other names that people have for it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import normalize

from bot.domain.ids import QuestionId
from bot.domain.questions import Question, QuestionBank

NAME, CHANNEL, OWNER, MEMBERS, RISKS = (QuestionId(each) for each in ("name", "channel", "owner", "members", "risks"))
FIELDS: Final = (NAME, CHANNEL, OWNER, MEMBERS, RISKS)
"""What a charter says of its project beside the answers."""
_ARTICLES: Final = frozenset(("the", "our", "your", "my", "a", "an", "der", "die", "das", "unser", "unsere", "unseren"))
_ASKING: Final = _ARTICLES | {
    "what",
    "who",
    "which",
    "is",
    "are",
    "was",
    "wer",
    "welche",
    "welcher",
    "welches",
    "ist",
    "sind",
}
_WORD: Final = re.compile(r"[^\W_]+|[%€$£↑↓]")
_GAP: Final = re.compile(r"[\s.…_?*/<>\[\]()\u2013—-]*")
_LONG_ENOUGH: Final = 7
"""Letters that a name must have for one slip of the finger in it to be overlooked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Other names, by what they mean: fields by id, options by question and value, headings by the part they open.

    `columns` are headings of tables, `asides` what may stand in brackets behind a name, `nothing` what stands where an
    answer is still missing.
    """

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    sections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Every name as it is looked up, with what it may mean; several fields where it is not clear which."""

    bank: QuestionBank
    fields: Mapping[str, tuple[QuestionId, ...]]
    options: Mapping[QuestionId, Mapping[str, str]]
    sections: Mapping[str, int]
    columns: frozenset[str]
    asides: frozenset[str]
    nothing: frozenset[str]

    def find(self, label: str) -> tuple[QuestionId, ...]:
        """The fields of this name, also where it is asked for: "what is the unit"."""
        said = folded(label)
        return self.fields.get(said) or self.fields.get(_unasked(said), ())

    def near(self, label: str) -> tuple[QuestionId, ...]:
        """The field whose name this is but for one slip of the finger; none where two would be."""
        said = folded(label)
        if len(said) < _LONG_ENOUGH:
            return ()
        found = {fields for name, fields in self.fields.items() if len(name) >= _LONG_ENOUGH and _is_slip(said, name)}
        return found.pop() if len(found) == 1 else ()

    def option(self, question: QuestionId, said: str) -> str | None:
        """The value of the option that is called so, in any spelling of its value or label, or None."""
        return self.options.get(question, {}).get(folded(said))

    def name_of(self, field_id: QuestionId) -> str:
        """What a field is called."""
        question = self.bank.find(field_id)
        return question.label if question else field_id.capitalize()

    def is_aside(self, said: str) -> bool:
        """Whether this is a mere remark behind a name: “required”, “optional”."""
        return folded(said) in self.asides

    def is_nothing(self, said: str) -> bool:
        """Whether this only holds a place: “TBD”, a dash, an ellipsis."""
        return folded(said) in self.nothing or _GAP.fullmatch(said) is not None


def folded(label: str) -> str:
    """A name as it is looked up: without case, signs, articles, and the blanks and quotes of whoever wrote it."""
    said = normalize("NFKC", label).casefold().replace("&", " and ").replace("'", "").replace("\u2019", "")
    words = _WORD.findall(said)
    while len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)


def _unasked(said: str) -> str:
    words = said.split()
    while len(words) > 1 and words[0] in _ASKING:
        del words[0]
    return " ".join(words)


def labels_of(bank: QuestionBank, synonyms: Synonyms, locale: str | None = None) -> Labels:
    """The names of a bank's questions, in its own words and in those for a locale, with the other names they have."""
    spoken = bank.spoken(locale)
    known = {
        question.id: (question, translated)
        for question, translated in zip(bank.questions, spoken.questions, strict=True)
    }
    fields: dict[str, dict[QuestionId, None]] = {}
    for field_id in (*FIELDS, *known):
        for name in (field_id, *synonyms.fields.get(field_id, ())):
            fields.setdefault(folded(name), {})[field_id] = None
    own = {folded(name): (id_,) for id_, both in known.items() for each in both for name in (id_, each.label)}
    return Labels(
        bank=spoken,
        fields={name: tuple(found) for name, found in fields.items()} | own,
        options={id_: _options(both, synonyms.options.get(id_, {})) for id_, both in known.items() if both[0].options},
        sections=_sections(bank, synonyms) | _sections(spoken, synonyms),
        columns=_folded(synonyms.columns),
        asides=_folded(synonyms.asides),
        nothing=_folded(synonyms.nothing),
    )


def _options(questions: Sequence[Question], others: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """By name the value of each option; its own words go before the other names of another one."""
    options = [option for question in questions for option in question.options]
    named = {folded(name): option.value for option in options for name in others.get(option.value, ())}
    named |= {folded(name): option.value for option in options for name in (option.label, option.value)}
    return {name: value for name, value in named.items() if name}


def _sections(bank: QuestionBank, synonyms: Synonyms) -> dict[str, int]:
    return {
        folded(name): part.number
        for part in bank.parts
        for name in (*synonyms.sections.get(part.number, ()), part.title, f"part {part.number}")
    }


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(said for name in names if (said := folded(name)))


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two swapped make one out of the other."""
    if abs(len(one) - len(other)) > 1 or one == other or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(sign.isdigit() for sign in left + right):
        return False
    return len(left) <= 1 >= len(right) or (len(left) == 2 and left == right[::-1])
