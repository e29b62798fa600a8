"""The question bank as values: parts, questions, and the kinds of answer they take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from bot.domain.ids import QuestionId
from bot.domain.people import Role
from bot.domain.wordings import PartWording, Translation, Wording, translation_for


class BrokenBank(ValueError):  # noqa: N818  named by what is wrong, as all our exceptions are
    """The question bank cannot be used; the words name the entry and the reason."""


class AnswerType(StrEnum):
    """What an answer is made of, and so which input asks for it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    PERSON = "person"
    ROWS = "rows"


class NumberForm(StrEnum):
    """Which numbers a field takes; `metric` is read in the unit of the business metric, `level` in its own."""

    METRIC = "metric"
    LEVEL = "level"
    METRIC_OR_CHANGE = "metric_or_change"
    MONEY = "money"
    MONEY_RANGE = "money_range"
    SHARE = "share"
    COUNT = "count"
    TRAFFIC = "traffic"
    CHANGE = "change"
    PLAIN = "plain"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a question: the value that is kept, and the label that is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Another question, which is a choice, and the options of it with which a question is asked."""

    question: QuestionId
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What one input asks for: its words, the type of its answer, and what it takes."""

    id: QuestionId
    label: str
    type: AnswerType
    required: bool = False
    help: str = ""
    example: str = ""
    form: NumberForm | None = None
    options: tuple[Option, ...] = ()
    max_length: int = 3000
    not_in_past: bool = False

    def option(self, value: str) -> Option | None:
        """The offered option with this value, or None when it was never offered."""
        return next((option for option in self.options if option.value == value), None)

    def worded(self, wording: Wording) -> Self:
        """The same input in these words."""
        options = tuple(replace(each, label=wording.options.get(each.value, each.label)) for each in self.options)
        return replace(
            self,
            label=_or(wording.label, self.label),
            help=_or(wording.help, self.help),
            example=_or(wording.example, self.example),
            options=options,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Input):
    """What is asked of each row; no two rows are alike in all the columns that `is_key` marks."""

    is_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Input):
    """One item of the bank: who is asked, what type the answer has, how and when it is asked.

    An answer in rows has a cell for each of the `columns`, and at most `rows_most` rows. One that is asked `at_once` is
    shown with the required ones, though a signature does not need it; other optional ones are folded away at first.
    """

    part: int
    asked: Role = Role.OWNER
    at_once: bool = False
    when: Condition | None = None
    columns: tuple[Column, ...] = ()
    rows_most: int = 12

    def worded(self, wording: Wording) -> "Question":
        """The same question in these words, with its columns in theirs."""
        columns = tuple(each.worded(wording.columns.get(each.id, Wording())) for each in self.columns)
        return replace(Input.worded(self, wording), columns=columns)

    def column(self, column: str) -> Column | None:
        """The column with this id, or None."""
        return next((each for each in self.columns if each.id == column), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of the kickoff."""

    number: int
    title: str
    question: str
    intro: str

    def worded(self, wording: PartWording) -> "Part":
        """The same part in these words."""
        return replace(
            self,
            title=_or(wording.title, self.title),
            question=_or(wording.question, self.question),
            intro=_or(wording.intro, self.intro),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBank:
    """All parts and questions in the order in which they are asked; `edition` names this exact wording.

    A part whose questions are all disabled is there still, and keeps its number, but is no page. `translations` are by
    locale or language, as `de-AT` or `de`.
    """

    edition: str
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        doubled = _doubled(question.id for question in self.questions)
        if doubled:
            raise BrokenBank(f"question {doubled} stands twice in the bank")
        numbers = [part.number for part in self.parts]
        if numbers != list(range(1, len(numbers) + 1)):
            raise BrokenBank(f"parts are numbered {numbers}; they must count 1, 2, 3 …")
        for question in self.questions:
            _check(question, len(numbers))
            if question.when is not None:
                _check_condition(question, self.find(question.when.question), question.when)

    def part(self, number: int) -> Part:
        """The part with this number; KeyError when there is none."""
        if not 1 <= number <= len(self.parts):
            raise KeyError(number)
        return self.parts[number - 1]

    def of_part(self, number: int) -> tuple[Question, ...]:
        """The questions of one part, in order."""
        return tuple(question for question in self.questions if question.part == number)

    def find(self, question: str) -> Question | None:
        """The question with this id, or None."""
        return next((each for each in self.questions if each.id == question), None)

    def named(self, words: str) -> Question | None:
        """The question that these words name, by its id or by its label in any language and capitals, or None."""
        said = words.casefold()
        return next((each for each in self.questions if said in (each.id, *self._labels(each))), None)

    def _labels(self, question: Question) -> tuple[str, ...]:
        worded = (each.questions.get(question.id) for each in self.translations.values())
        labels = (question.label, *(each.label for each in worded if each is not None))
        return tuple(label.casefold() for label in labels if label)

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of the parts that ask something."""
        return tuple(part.number for part in self.parts if self.of_part(part.number))

    def page_from(self, number: int) -> int | None:
        """This part, where it asks something, else the next that does; None where none follows."""
        return next((page for page in self.pages if page >= number), None)

    def spoken(self, locale: str | None) -> "QuestionBank":
        """The same bank in the words for this locale, as far as it is translated; it is for showing, not for keeping.

        An exact translation comes before that of the language; where there is none, the bank has its own words.
        """
        translation = translation_for(self.translations, locale)
        if translation is None:
            return self
        return replace(
            self,
            parts=tuple(each.worded(translation.parts.get(each.number, PartWording())) for each in self.parts),
            questions=tuple(each.worded(translation.questions.get(each.id, Wording())) for each in self.questions),
        )

    @property
    def required(self) -> tuple[Question, ...]:
        """The questions without whose answers a charter does not stand."""
        return tuple(question for question in self.questions if question.required)


def _or(words: str | None, standing: str) -> str:
    return standing if words is None else words


_IN_CELLS = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER, AnswerType.DATE, AnswerType.CHOICE})
_ROWS_MOST = 20
"""A window takes 100 blocks, and each row is one of them."""


def _check(question: Question, parts: int) -> None:
    if not 1 <= question.part <= parts:
        raise BrokenBank(f"question {question.id}: part {question.part} does not exist")
    _check_input(question, f"question {question.id}")
    if (question.type is AnswerType.ROWS) != bool(question.columns):
        raise BrokenBank(f"question {question.id}: columns belong to rows, and rows need some")
    if not 1 <= question.rows_most <= _ROWS_MOST:
        raise BrokenBank(f"question {question.id}: rows_most must lie between 1 and {_ROWS_MOST}")
    if question.columns:
        _check_columns(question)


def _check_input(asked: Input, named: str) -> None:
    if (asked.type is AnswerType.CHOICE) != bool(asked.options):
        raise BrokenBank(f"{named}: options belong to choices, and each choice needs some")
    if len({option.value for option in asked.options}) != len(asked.options):
        raise BrokenBank(f"{named}: two options have the same value")
    if (asked.type is AnswerType.NUMBER) != (asked.form is not None):
        raise BrokenBank(f"{named}: a form belongs to numbers, and each number needs one")
    if not 1 <= asked.max_length <= 3000:
        raise BrokenBank(f"{named}: max_length must lie between 1 and 3000")


def _check_columns(question: Question) -> None:
    for column in question.columns:
        named = f"question {question.id}: column {column.id}"
        if column.type not in _IN_CELLS:
            raise BrokenBank(f"{named}: a cell holds no {column.type.value}")
        _check_input(column, named)
    ids = [column.id for column in question.columns]
    doubled = _doubled(ids)
    if doubled:
        raise BrokenBank(f"question {question.id}: column {doubled} stands twice")
    first = question.columns[0]
    if not (first.is_key and first.required and first.type is AnswerType.TEXT):
        raise BrokenBank(f"question {question.id}: the first column names the row: a text that is required, and a key")


def _doubled(ids: Iterable[str]) -> str | None:
    found = list(ids)
    return min((each for each in found if found.count(each) > 1), default=None)


def _check_condition(question: Question, other: Question | None, condition: Condition) -> None:
    if question.required:
        raise BrokenBank(f"question {question.id}: what is needed is always asked, so it has no condition")
    if other is None or other.part != question.part:
        raise BrokenBank(
            f"question {question.id}: its condition names {condition.question}, which its part does not ask"
        )
    unknown = [each for each in condition.options if other.option(each) is None]
    if unknown or not condition.options:
        raise BrokenBank(f"question {question.id}: {condition.question} has no option {', '.join(unknown) or 'named'}")
