"""Sheets of signed charters."""

from datetime import date
from typing import Any

from bot.domain.charter import Choice, Quantity, Row, Rows, Text, Who
from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId
from bot.domain.projects import ProjectName
from bot.domain.questions import AnswerType, Option, Part, Question

OUTCOME = Part(number=1, title="The outcome", question="Which business metric?", intro="")
SUCCESS = Part(number=2, title="Success", question="How will we know?", intro="")
BETTER = (Option(value="down", label="Lower"), Option(value="up", label="Higher"))


def asked(id_: str, label: str, part: int = 1, type_: AnswerType = AnswerType.TEXT, **also: Any) -> Question:
    """A question of the bank."""
    return Question(id=QuestionId(id_), part=part, label=label, type=type_, **also)


def name(project: str = "P1", channel: str = "C1", called: str = "Churn model") -> ProjectName:
    """A project as messages name it."""
    key = called.lower().replace(" ", "-")
    return ProjectName(id=ProjectId(project), key=key, name=called, channel=ChannelId(channel))


LEVEL = Quantity(value=0.031, unit="percent", typed="3.1%", echo="3.1 % = 0.031")
ANSWERS = (
    SheetAnswer(question=asked("metric_name", "Business metric"), value=Text(text="Monthly churn of paying customers")),
    SheetAnswer(
        question=asked("metric_direction", "Better is", type_=AnswerType.CHOICE, options=BETTER),
        value=Choice(option="down"),
    ),
    SheetAnswer(question=asked("baseline", "Baseline"), value=LEVEL),
    SheetAnswer(question=asked("sponsor", "Sponsor", type_=AnswerType.PERSON), value=Who(user=UserId("U0PRIYA"))),
)
GUARDRAILS = Rows(
    rows=(
        Row(id="a", cells={QuestionId("name"): Text(text="Margin"), QuestionId("margin"): LEVEL}),
        Row(id="b", cells={QuestionId("name"): Text(text="Complaints")}),
    )
)
PARTS = (
    SheetPart(part=OUTCOME, answers=ANSWERS),
    SheetPart(part=SUCCESS, answers=(SheetAnswer(question=asked("guardrails", "Guardrails", 2), value=GUARDRAILS),)),
)


def sheet(project: ProjectName | None = None, version: int = 1, **changed: Any) -> CharterSheet:
    """The sheet of a charter that was signed on a Monday."""
    known: dict[str, Any] = {
        "project": project or name(),
        "version": version,
        "seal": "3f2a9c41d07be8aa" * 4,
        "signed_by": UserId("U0PRIYA"),
        "signed_on": date(2026, 11, 23),
        "parts": PARTS,
        "accepted": (AcceptedWarning(rule="house-rule", reason="Nothing else can get worse.", by=UserId("U0PRIYA")),),
    }
    return CharterSheet(**known | changed)
