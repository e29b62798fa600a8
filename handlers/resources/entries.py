"""What a question bank's file may hold, entry by entry, within what Slack's windows can show."""

from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    StringConstraints,
)

from bot.domain.ids import QuestionId
from bot.domain.people import Role
from bot.domain.questions import AnswerType, Column, Condition, NumberForm, Option, Part, Question
from bot.domain.wordings import PartWording, Translation, Wording

Words = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Help = Annotated[StrictStr, StringConstraints(strip_whitespace=True, max_length=240)]
Label = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)]
Id = Annotated[StrictStr, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,99}$")]


def _quoted(value: Any) -> Any:
    if isinstance(value, dict) and any(isinstance(key, bool) for key in value):
        raise ValueError('write "yes" and "no" in quotes: YAML reads them as true and false')
    return value


Labels = Annotated[dict[StrictStr, Label], BeforeValidator(_quoted)]
"""Labels of options by their value."""


class Entry(BaseModel):
    """An entry that knows all its fields; a name that it does not know is a mistake, not an extra."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OptionEntry(Entry):
    """One choice."""

    value: Annotated[StrictStr, StringConstraints(min_length=1, max_length=150)]
    label: Label

    def option(self) -> Option:
        """The choice as a value."""
        return Option(value=self.value, label=self.label)


class ConditionEntry(Entry):
    """When a question is asked."""

    question: Id
    options: Annotated[tuple[StrictStr, ...], Field(min_length=1, max_length=100)]

    def condition(self) -> Condition:
        """The condition as a value."""
        return Condition(question=QuestionId(self.question), options=self.options)


class InputEntry(Entry):
    """What one input asks for."""

    id: Id
    label: Words
    type: AnswerType
    required: StrictBool = False
    help: Help = ""
    example: Help = ""
    form: NumberForm | None = None
    options: Annotated[tuple[OptionEntry, ...], Field(max_length=100)] = ()
    max_length: Annotated[StrictInt, Field(ge=1, le=3000)] = 3000
    not_in_past: StrictBool = False

    def fields(self) -> dict[str, Any]:
        """Its fields as values."""
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return {**own, "id": QuestionId(self.id), "options": tuple(option.option() for option in self.options)}


class ColumnEntry(InputEntry):
    """One column of a question in rows."""

    is_key: Annotated[StrictBool, Field(alias="key")] = False

    def column(self) -> Column:
        """The column as a value."""
        return Column(**self.fields())


class QuestionEntry(InputEntry):
    """One question."""

    part: StrictInt
    asked: Role = Role.OWNER
    at_once: StrictBool = False
    when: ConditionEntry | None = None
    columns: Annotated[tuple[ColumnEntry, ...], Field(max_length=20)] = ()
    rows_most: StrictInt = 12

    def question(self) -> Question:
        """The question as a value."""
        when = self.when.condition() if self.when else None
        columns = tuple(column.column() for column in self.columns)
        return Question(**{**self.fields(), "when": when, "columns": columns})


class PartEntry(Entry):
    """One page."""

    number: StrictInt
    title: Words
    question: Words
    intro: Help = ""

    def part(self) -> Part:
        """The page as a value."""
        return Part(number=self.number, title=self.title, question=self.question, intro=self.intro)


class BankEntry(Entry):
    """The whole file."""

    parts: Annotated[tuple[PartEntry, ...], Field(min_length=1, max_length=20)]
    questions: Annotated[tuple[QuestionEntry, ...], Field(min_length=1)]


class Rewording(Entry):
    """New words for a question; what it asks for stays as it is."""

    label: Words | None = None
    help: Help | None = None
    example: Help | None = None
    options: Labels = Field(default_factory=dict)
    columns: dict[Id, "Rewording"] = Field(default_factory=dict)

    def wording(self) -> Wording:
        """The words as a value."""
        columns = {QuestionId(column): words.wording() for column, words in self.columns.items()}
        return Wording(label=self.label, help=self.help, example=self.example, options=self.options, columns=columns)


class PartRewording(Entry):
    """New words for a part."""

    title: Words | None = None
    question: Words | None = None
    intro: Help | None = None

    def wording(self) -> PartWording:
        """The words as a value."""
        return PartWording(title=self.title, question=self.question, intro=self.intro)


class TranslationEntry(Entry):
    """The bank in another language, as far as it is translated."""

    parts: dict[int, PartRewording] = Field(default_factory=dict)
    questions: dict[Id, Rewording] = Field(default_factory=dict)

    def translation(self) -> Translation:
        """The translation as a value."""
        return Translation(
            parts={number: words.wording() for number, words in self.parts.items()},
            questions={QuestionId(question): words.wording() for question, words in self.questions.items()},
        )


class QuestionsEntry(Entry):
    """What an organisation makes of the shipped bank: questions of its own, other words, and what it does not ask."""

    add: tuple[QuestionEntry, ...] = ()
    disable: tuple[Id, ...] = ()
    reword: dict[Id, Rewording] = Field(default_factory=dict)
    reword_parts: dict[int, PartRewording] = Field(default_factory=dict)
    translate: Annotated[dict[StrictStr, TranslationEntry], BeforeValidator(_quoted)] = Field(default_factory=dict)
