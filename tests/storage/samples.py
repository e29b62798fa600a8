"""Things to keep, as small as they may be, and everything that a database could get wrong about text."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.api_tokens import ApiToken, Right, digest_of
from bot.domain.calendar import Cadence, Weekday
from bot.domain.charter import Answer, Charter, Text, Value
from bot.domain.decision import Fact
from bot.domain.dossier import Dossier
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.plan import Plan
from bot.domain.ids import ChannelId, ExperimentId, ProjectId, QuestionId, TokenId, UserId, WorkspaceId
from bot.domain.impact import Grade
from bot.domain.message import Outgoing, Parked, ToChannel
from bot.domain.metrics import BUSINESS, Observation
from bot.domain.obligations import Obligation
from bot.domain.people import Channel, Person
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.questions import AnswerType, Part, Question, QuestionBank
from bot.domain.readouts import Advice, Because, Readout, Recommendation
from bot.domain.schedules import Schedule
from bot.domain.versions import Version
from bot.statistics.arms.summary import ArmsReadout, Line, Said
from bot.statistics.readout.experiments import Role

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
T1, T2 = WorkspaceId("T1"), WorkspaceId("T2")
P1, P2 = ProjectId("P1"), ProjectId("P2")
ANA, BEN, CAT = UserId("U1"), UserId("U2"), UserId("U3")
HOME, ELSEWHERE = ChannelId("C1"), ChannelId("C2")
NAME, BASELINE = QuestionId("metric_name"), QuestionId("baseline")

NASTY = (
    "",
    " leading and trailing ",
    "'; DROP TABLE projects;--",
    "quotes ' \" `  “ ” „ « » and a backslash \\ and \\u0000",
    "percent % %s %(name)s ? :name $1 {{ config }} {% for %}",
    "<!channel> hi <@U1> <!subteam^S123> a&b",
    "emoji 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪 \N{PILE OF POO}",
    "שלום עולם — مرحبا بالعالم \u202eevil\u202c",
    "zero\u200bwidth\u200d \ufeff",
    "line\nbreaks\r\nand\ttabs \x85 \u2028 \u2029 \x01 \x7f",
    "e\u0301 is not é, Å is not Å",
    "x" * 3000,
    "\U0001f680" * 3000,
)


def project(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Project:
    told: dict[str, Any] = {
        "key": id_.lower(),
        "name": "Churn",
        "channel": HOME,
        "owner": ANA,
        "sponsor": None,
        "members": (),
        "created_at": NOW,
    }
    return Project(workspace=workspace, id=id_, **told | more)


def answer(question: QuestionId, value: Value | None, revision: int = 1, *, by: UserId = ANA) -> Answer:
    return Answer(question=question, value=value, by=by, at=NOW, revision=revision)


def charter(id_: ProjectId = P1, revision: int = 0, answers: Mapping[QuestionId, Answer] | None = None) -> Charter:
    return Charter(project=id_, bank_edition="2026-11", revision=revision, started_at=NOW, answers=answers or {})


def bank(edition: str = "2026-11", title: str = "The outcome") -> QuestionBank:
    """A bank of one question; in truth an edition has but one wording."""
    name = Question(id=NAME, part=1, label="Business metric", type=AnswerType.TEXT, required=True)
    return QuestionBank(
        edition=edition, parts=(Part(number=1, title=title, question="Which?", intro=""),), questions=(name,)
    )


def dossier(of: Project, charter: Charter, **more: Any) -> Dossier:
    told: dict[str, Any] = {"bank": bank()}
    return Dossier(project=of, charter=charter, **told | more)


def answered(before: Charter, words: Mapping[QuestionId, str | None]) -> Charter:
    """The charter after these answers were saved."""
    revision = before.revision + 1
    fresh = {
        question: answer(question, None if text is None else Text(text=text), revision)
        for question, text in words.items()
    }
    return charter(before.project, revision, {**before.answers, **fresh})


def person(workspace: WorkspaceId = T1, user: UserId = ANA, **more: Any) -> Person:
    told: dict[str, Any] = {"name": "Ana", "zone": "Europe/Berlin", "locale": "de-DE", "seen_at": NOW}
    return Person(workspace=workspace, user=user, **told | more)


def channel(workspace: WorkspaceId = T1, id_: ChannelId = HOME, **more: Any) -> Channel:
    told: dict[str, Any] = {"name": "churn", "seen_at": NOW}
    return Channel(workspace=workspace, channel=id_, **told | more)


def observation(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Observation:
    told: dict[str, Any] = {
        "metric": BUSINESS,
        "day": date(2026, 11, 20),
        "value": 0.031,
        "source": "typed",
        "at": NOW,
    }
    return Observation(workspace=workspace, project=id_, by=ANA, **told | more)


def obligation(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Obligation:
    told: dict[str, Any] = {
        "kind": ObligationKind.NO_EXPERIMENT,
        "due": date(2026, 12, 7),
        "look_at": NOW + timedelta(days=14),
        "recipient": ANA,
        "opened_at": NOW,
    }
    return Obligation(workspace=workspace, project=id_, **told | more)


def schedule(workspace: WorkspaceId = T1, id_: ChannelId = HOME, **more: Any) -> Schedule:
    told: dict[str, Any] = {
        "cadence": Cadence.WEEKLY,
        "weekday": Weekday.MONDAY,
        "at": time(9),
        "zone": "Europe/Berlin",
        "anchor": date(2026, 11, 23),
        "set_by": ANA,
        "set_at": NOW,
        "next_at": NOW + timedelta(days=7),
        "next_day": date(2026, 11, 30),
    }
    return Schedule(workspace=workspace, channel=id_, **told | more)


def version(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Version:
    told: dict[str, Any] = {
        "number": 1,
        "revision": 1,
        "bank_edition": "1",
        "seal": "0" * 64,
        "signed_by": BEN,
        "signed_at": NOW,
        **more,
    }
    return Version(workspace=workspace, project=id_, **told)


def plan(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Plan:
    told: dict[str, Any] = {
        "design": "ab_test",
        "randomisation_unit": "customer",
        "primary_metric": "retention",
        "mde": 0.05,
        "mde_unit": "relative_change",
        "start": date(2027, 1, 11),
        "longest_run_weeks": 8.0,
        "decision_rule": "ship when retention rises",
        "charter_revision": 3,
        "accepted_by": ANA,
        "accepted_at": NOW,
        "seal": "5" * 64,
    }
    return Plan(workspace=workspace, project=id_, **told | more)


def readout(number: int = 1, **more: Any) -> Readout:
    line = Line(metric="retention", role=Role.PRIMARY, arm=1, said=Said.BETTER, wanted_up=True, low=0.1, p_value=0.01)
    told: dict[str, Any] = {
        "through": date(2027, 2, 1),
        "early": False,
        "by": ANA,
        "at": NOW,
        "arms": ArmsReadout(
            arms=("control", "treatment"),
            counts=(100, 101),
            sample_ratio_p=0.9,
            mismatch=False,
            early=False,
            lines=(line,),
        ),
        "recommendation": Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=("retention",)),
        "grade": Grade.RANDOMISED,
    }
    return Readout(number=number, **told | more)


def experiment(workspace: WorkspaceId = T1, id_: ProjectId = P1, **more: Any) -> Experiment:
    told: dict[str, Any] = {
        "id": ExperimentId("E1"),
        "number": 1,
        "plan": plan(workspace, id_),
        "started_on": date(2027, 1, 11),
        "ends_on": date(2027, 2, 22),
        "started_by": ANA,
        "started_at": NOW,
    }
    return Experiment(workspace=workspace, project=id_, **told | more)


def fact(subject: str = "metric_name", **more: Any) -> Fact:
    told: dict[str, Any] = {"act": "charter.answered", "project": P1}
    return Fact(subject=subject, **told | more)


def outgoing(key: str = "plan:P1", **more: Any) -> Outgoing:
    told: dict[str, Any] = {
        "to": ToChannel(channel=HOME),
        "body": Parked(channel=HOME, reason="is_archived", project=None),
        "not_before": NOW,
    }
    return Outgoing(key=key, **told | more)


def api_token(workspace: WorkspaceId = T1, id_: str = "0123456789abcdef", **more: Any) -> ApiToken:
    told: dict[str, Any] = {
        "name": "nightly",
        "digest": digest_of("secret"),
        "right": Right.WRITE,
        "made_by": ANA,
        "made_at": NOW,
    }
    return ApiToken(workspace=workspace, id=TokenId(id_), **told | more)
