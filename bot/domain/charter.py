"""The answers of a kickoff: what somebody answered, when, and how an answer changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.statistics.verdicts.summary import Gist


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words as they were typed, cleaned."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a unit of `bot.domain.numbers`; shares and changes are fractions, `typed` is what was written.

    Where a range was written, `low` and `high` are its ends in the same unit and `value` is the likeliest.
    """

    value: float
    unit: str
    typed: str
    echo: str
    low: float | None = None
    high: float | None = None
    kind: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A calendar day."""

    day: date
    kind: Literal["day"] = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the question's options, by its value."""

    option: str
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person of the workspace."""

    user: UserId
    kind: Literal["who"] = "who"


Cell = Annotated[Text | Quantity | Day | Choice, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an answer in rows; `id` stays the same while its cells, by column, are edited."""

    id: str
    cells: Mapping[QuestionId, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """An answer in rows, such as several guardrails, in the order in which they are shown."""

    rows: tuple[Row, ...]
    kind: Literal["rows"] = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """The question does not apply to this project, and why."""

    reason: str
    kind: Literal["not_applicable"] = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Somebody accepted a finding: why, the words that it named then, and its last day (None: as long as it stands)."""

    reason: str
    words: tuple[str, ...] = ()
    until: date | None = None
    kind: Literal["accepted"] = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Evidence that a requirement is met: a link, what it shows, and the last day on which it counts."""

    link: str
    note: str
    until: date | None = None
    kind: Literal["proof"] = "proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A question of how a failure would be noticed, put to somebody (`of`) under the clock of `limit` minutes.

    It asks for something automatic that would tell within so many hours (`within`).
    It was decided at `asked_at`, said at `said_at` and answered at `answered_at` (UTC; both None until it is answered).
    `noticed_after_hours` is None where nobody would notice; `is_automatic` where that needs nobody to look. One that
    `passed` counts as evidence up to its last day, `until`.
    """

    scenario: str
    of: UserId
    asked_at: datetime
    limit: int
    within: int
    said_at: datetime | None = None
    answered_at: datetime | None = None
    what: str = ""
    noticed_after_hours: float | None = None
    is_automatic: bool = False
    who: str = ""
    meanwhile: str = ""
    passed: bool = False
    until: date | None = None
    kind: Literal["drill"] = "drill"

    @property
    def minutes(self) -> float | None:
        """The minutes from the message to the answer, None without one."""
        if self.said_at is None or self.answered_at is None:
            return None
        return (self.answered_at - self.said_at).total_seconds() / 60

    def counts_on(self, day: date) -> bool:
        """Whether it is evidence on this day."""
        return self.passed and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesAsked:
    """The sponsor asked for changes instead of signing version `number`: why, and of which questions if any are named.

    It was asked `by` somebody at `at` (UTC) with the charter's `revision`; `under` is the revision of what was asked of
    this version before, 0 where nothing was. `is_ready` says that the owner answered that it may be signed as it is.
    """

    reason: str
    questions: tuple[QuestionId, ...]
    number: int
    by: UserId
    at: datetime
    revision: int
    under: int = 0
    is_ready: bool = False
    kind: Literal["changes_asked"] = "changes_asked"


Value = Annotated[
    Text | Quantity | Day | Choice | Who | Rows | NotApplicable | Accepted | Proof | Drill | ChangesAsked,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody answered at `at` (UTC); a value of None means that the answer was taken back."""

    question: QuestionId
    value: Value | None
    by: UserId
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether the plan can show its smallest effect, by the arithmetic; `question` names what was asked of it.

    `gist` is the verdict in its figures, None where an older program kept none.
    """

    question: str
    fits: bool
    gist: Gist | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """The current answers of a project; `revision` counts the saves, so that an editor knows what changed under it.

    `judgement` is the last one on the plan's answers; it says nothing once they ask something else.
    """

    project: ProjectId
    bank_edition: str
    revision: int
    started_at: datetime
    answers: Mapping[QuestionId, Answer]
    judgement: Judgement | None = None

    def value(self, question: str) -> Value | None:
        """The value that stands, or None when the question is open."""
        answer = self.answers.get(QuestionId(question))
        return answer.value if answer else None

    def text(self, question: str) -> str | None:
        """The words of a text answer, or None."""
        value = self.value(question)
        return value.text if isinstance(value, Text) else None

    def quantity(self, question: str) -> Quantity | None:
        """The number of a numeric answer, or None."""
        value = self.value(question)
        return value if isinstance(value, Quantity) else None

    def day(self, question: str) -> date | None:
        """The day of a date answer, or None."""
        value = self.value(question)
        return value.day if isinstance(value, Day) else None

    def choice(self, question: str) -> str | None:
        """The chosen option's value, or None."""
        value = self.value(question)
        return value.option if isinstance(value, Choice) else None

    def who(self, question: str) -> UserId | None:
        """The named person, or None."""
        value = self.value(question)
        return value.user if isinstance(value, Who) else None

    def rows(self, question: str) -> tuple[Row, ...]:
        """The rows of an answer in rows; none when it is open, or was given as words."""
        value = self.value(question)
        return value.rows if isinstance(value, Rows) else ()
