"""Nouns for the tests of the rules: people and where they live, a project, a charter, a bank, an obligation."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.domain.calendar import Cadence, Weekday
from bot.domain.charter import (
    Accepted,
    Answer,
    ChangesAsked,
    Charter,
    Choice,
    Day,
    Drill,
    NotApplicable,
    Proof,
    Quantity,
    Rows,
    Text,
    Value,
    Who,
)
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.experiments.plan import Plan
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.impact import Money
from bot.domain.metrics import BUSINESS, Observation
from bot.domain.obligations import Obligation
from bot.domain.people import Channel, Person, Role
from bot.domain.policy import ObligationKind, Policy
from bot.domain.priors import Deployment, Lifts, Priors, Returns, Source
from bot.domain.projects import Project
from bot.domain.questions import AnswerType, NumberForm, Option, Part, Question, QuestionBank
from bot.domain.reading import Vocabulary, learned_from, vocabulary_from
from bot.domain.schedules import Schedule
from bot.statistics.planning.designs import Detectable, Length
from bot.statistics.verdicts.summary import History, Method, Verdict

WORKSPACE = WorkspaceId("T1")
HOME = ChannelId("C1")
PROJECT = ProjectId("P1")
TOKYO, NEW_YORK, BERLIN = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
EPOCH = datetime(2027, 2, 1, 8, tzinfo=UTC)
"""A Monday on which everything in these tests begins."""


def at(zone: ZoneInfo, day: str, clock: str = "09:00") -> datetime:
    """The instant (UTC) at which clocks in the zone show this."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=zone).astimezone(UTC)


def person(user: str, zone: ZoneInfo | str | None = "Europe/Berlin", **also: Any) -> Person:
    known = {"name": user.lower(), "locale": None, "seen_at": EPOCH, **also}
    return Person(
        workspace=WORKSPACE, user=UserId(user), zone=zone.key if isinstance(zone, ZoneInfo) else zone, **known
    )


OWNER, SPONSOR, MEMBER = person("UOWNER", BERLIN), person("USPONSOR", NEW_YORK), person("UMEMBER", TOKYO)


def channel(**also: Any) -> Channel:
    return Channel(**{"workspace": WORKSPACE, "channel": HOME, "name": "churn", "seen_at": EPOCH, **also})


def project(**also: Any) -> Project:
    known = {
        "workspace": WORKSPACE,
        "id": PROJECT,
        "key": "churn-model",
        "name": "Churn model",
        "channel": HOME,
        "owner": OWNER.user,
        "sponsor": SPONSOR.user,
        "members": (MEMBER.user,),
        "created_at": EPOCH,
    }
    return Project(**{**known, **also})


def quantity(value: float, unit: str = "count", typed: str = "") -> Quantity:
    return Quantity(value=value, unit=unit, typed=typed or f"{value:g}", echo=f"{value:g}")


def euros(amount: float) -> Money:
    """So many euros a year, give or take the rounding of floats."""
    close: Any = pytest.approx(amount)
    return Money(amount=close, currency="EUR")


def value_of(plain: object) -> Value:
    """A value from what is plain to write: words, a number, a day; anything else stands for itself."""
    match plain:
        case str():
            return Text(text=plain)
        case int() | float():
            return quantity(plain)
        case date():
            return Day(day=plain)
        case Text() | Quantity() | Day() | Choice() | Who() | Rows():
            return plain
        case NotApplicable() | Accepted() | Proof() | Drill() | ChangesAsked():
            return plain
    raise TypeError(plain)


def answer(question: str, plain: object, *, revision: int = 1, by: UserId = OWNER.user) -> Answer:
    value = None if plain is None else value_of(plain)
    return Answer(question=QuestionId(question), value=value, by=by, at=EPOCH, revision=revision)


def charter(**answers: object) -> Charter:
    """A charter with these answers."""
    return Charter(
        project=PROJECT,
        bank_edition="test",
        revision=1 if answers else 0,
        started_at=EPOCH,
        answers={QuestionId(question): answer(question, plain) for question, plain in answers.items()},
    )


CHURN: dict[str, object] = {
    "metric_name": "Monthly churn of paying customers",
    "metric_unit": "%",
    "metric_direction": Choice(option="down"),
    "baseline": quantity(0.031, "percent", "3.1%"),
    "target": quantity(0.025, "percent", "2.5%"),
    "deadline": date(2027, 6, 30),
}
"""The outcome of the churn project: from 3.1 % to 2.5 %."""

PROOF: dict[str, object] = {
    "design": Choice(option="ab"),
    "primary_metric": "Churn within 30 days",
    "start": date(2027, 3, 1),
    "decision_rule": "Launch if churn falls by 5 %",
    "randomisation_unit": "Customer",
    "mde": quantity(0.05, "relative_change", "+5%"),
    "longest_run": quantity(8),
    "spread": quantity(42.5),
    "daily_traffic": quantity(1200, "per_day"),
    "alpha": quantity(0.05, "ratio"),
    "power": quantity(0.8, "ratio"),
    "arms": quantity(2),
}
"""The whole plan of an experiment."""


def question(id_: str, type_: AnswerType = AnswerType.TEXT, **also: Any) -> Question:
    known: dict[str, Any] = {"part": 1, "label": id_.replace("_", " ").capitalize()}
    if type_ is AnswerType.NUMBER:
        known["form"] = NumberForm.PLAIN
    if type_ is AnswerType.CHOICE:
        known["options"] = (Option(value="up", label="Higher"), Option(value="down", label="Lower"))
    return Question(**{"id": QuestionId(id_), "type": type_, **known, **also})


def bank(*questions: Question, parts: int = 3) -> QuestionBank:
    """A bank with these questions, else a small one over three parts."""
    return QuestionBank(
        edition="test",
        parts=tuple(Part(number=n, title=f"Part {n}", question="Which?", intro="…") for n in range(1, parts + 1)),
        questions=questions
        or (
            question("metric_name", required=True),
            question("metric_unit", required=True),
            question("value_per_unit", AnswerType.NUMBER, form=NumberForm.MONEY, asked=Role.SPONSOR),
            question("sponsor", AnswerType.PERSON, required=True),
            question("guardrails", AnswerType.LONG_TEXT, part=2, asked=Role.SPONSOR),
            question("design", AnswerType.CHOICE, part=3, required=True),
            question("fallback", AnswerType.TEXT, part=3, asked=Role.MEMBER),
        ),
    )


def rulebook(*questions: Question, **policy: Any) -> Rulebook:
    """A small bank (or these questions), the shipped policy with changes and vocabulary, and priors of our own."""
    return Rulebook(bank=bank(*questions), policy=Policy(**policy), vocabulary=vocabulary(), priors=priors())


@cache
def vocabulary() -> Vocabulary:
    data = files("bot.data")
    learned = learned_from(json.loads(data.joinpath("learned.json").read_text("utf-8")))
    return vocabulary_from(yaml.safe_load(data.joinpath("vocabulary.yaml").read_text("utf-8")), learned=learned)


def source(**also: Any) -> Source:
    """A survey of 200 teams."""
    return Source(**{"name": "A survey", "year": 2020, "sample": 200, "stated_on": date(2026, 11, 26), **also})


def priors(**also: Any) -> Priors:
    """Deployments take 31 to 90 days, from five years of ML on 8 to 30; returns come after two to four years."""
    known: dict[str, Any] = {
        "deployment": (
            Deployment(from_years=0, low=31, high=90, source=source()),
            Deployment(from_years=5, low=8, high=30, source=source()),
        ),
        "returns": Returns(low=2, high=4, within_a_year=0.06, source=source()),
        "lifts": Lifts(width=0.04, source=source()),
    }
    return Priors(**{**known, **also})


def obligation(**also: Any) -> Obligation:
    """The missing experiment of the project, due on Monday 15 February 2027, with its owner."""
    known = {
        "workspace": WORKSPACE,
        "project": PROJECT,
        "kind": ObligationKind.NO_EXPERIMENT,
        "due": date(2027, 2, 15),
        "look_at": at(BERLIN, "2027-02-15"),
        "recipient": OWNER.user,
        "opened_at": EPOCH,
    }
    return Obligation(**{**known, **also})


def observation(day: str, value: float, **also: Any) -> Observation:
    known = {
        "workspace": WORKSPACE,
        "project": PROJECT,
        "metric": BUSINESS,
        "day": date.fromisoformat(day),
        "value": value,
        "source": "typed",
        "by": OWNER.user,
        "at": EPOCH,
    }
    return Observation(**{**known, **also})


def plan(**also: Any) -> Plan:
    known = {
        "workspace": WORKSPACE,
        "project": PROJECT,
        "design": "ab",
        "randomisation_unit": "Customer",
        "primary_metric": "Churn within 30 days",
        "mde": 0.05,
        "mde_unit": "relative_change",
        "start": date(2027, 3, 1),
        "longest_run_weeks": 8.0,
        "decision_rule": "Launch if churn falls by 5 %",
        "charter_revision": 1,
        "accepted_by": OWNER.user,
        "accepted_at": EPOCH,
    }
    return Plan(**{**known, **also})


def verdict(**also: Any) -> Verdict:
    """A yes: six weeks, 7,000 units for each of two arms."""
    known: dict[str, Any] = {
        "method": Method.AB,
        "fits": True,
        "longest_weeks": 8,
        "effect": 0.05,
        "detects": 0.04,
        "length": Length(n_per_arm=7_000, n_total=14_000, days=40, weeks=6, fits=True),
        "detectable": Detectable(absolute=4.0, relative=0.04),
        "by_week": (0.1, 0.08),
        "ways": (),
        "ladder": (),
        "history": History(spread=0.03, autocorrelation=0.4, days=90, assumed=True),
    }
    return Verdict(**{**known, **also})


def dossier(answers: dict[str, object] | None = None, **also: Any) -> Dossier:
    known: dict[str, Any] = {"project": project(), "charter": charter(**(answers or {})), "bank": bank()}
    return Dossier(**{**known, **also})


def schedule(**also: Any) -> Schedule:
    """Every Monday at 09:00 in Berlin, the next time on 8 February 2027."""
    known = {
        "workspace": WORKSPACE,
        "channel": HOME,
        "cadence": Cadence.WEEKLY,
        "weekday": Weekday.MONDAY,
        "at": time(9),
        "zone": "Europe/Berlin",
        "anchor": date(2027, 2, 1),
        "set_by": OWNER.user,
        "set_at": EPOCH,
        "next_at": at(BERLIN, "2027-02-08"),
        "next_day": date(2027, 2, 8),
    }
    return Schedule(**{**known, **also})


def answered_by(kept: Charter, questions: dict[str, object], *, revision: int) -> Charter:
    """The charter after somebody saved these answers as this revision."""
    fresh = {QuestionId(each): answer(each, plain, revision=revision) for each, plain in questions.items()}
    return replace(kept, revision=revision, answers={**kept.answers, **fresh})
