"""What a journey leaves behind: what is kept, what people were told; and payloads that no client would make."""

import copy
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.domain.charter import Value
from bot.domain.ids import QuestionId, WorkspaceId
from bot.domain.metrics import Observation
from bot.domain.projects import Project
from bot.domain.schedules import Schedule
from handlers.demo.workspace import Ack, Heard, Message, Person
from storage.engine import open_engine
from storage.unit_of_work import Store
from tests.journeys.journey import Journey

Json = dict[str, Any]

MOST = 3_000
"""More than this no reply is long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the database holds of a workspace, read through the store."""

    projects: tuple[Project, ...]
    answers: dict[str, dict[QuestionId, Value | None]]
    plans: frozenset[str]
    observations: tuple[Observation, ...]
    schedules: tuple[Schedule, ...]
    acts: tuple[str, ...]

    def answer(self, question: str, project: str = "Churn model") -> Any:
        """The value of one answer, or None."""
        return self.answers[project].get(QuestionId(question))


def kept(journey: Journey) -> Kept:
    """What is kept now; the audit trail is verified on the way."""
    engine = open_engine(journey.address)
    try:
        with Store(engine).reading(WorkspaceId(journey.workspace.team_id), now=journey.clock.now()) as work:
            assert work.audit.verify() is None
            projects = work.projects.all()
            charters = work.charters.many(tuple(each.id for each in projects))
            return Kept(
                projects=projects,
                answers={
                    each.name: {question: answer.value for question, answer in charters[each.id].answers.items()}
                    for each in projects
                },
                plans=frozenset(each.name for each in projects if work.plans.current(each.id) is not None),
                observations=tuple(one for each in projects for one in work.observations.of(each.id)),
                schedules=work.schedules.all(),
                acts=tuple(entry.act for entry in work.audit.entries(limit=10_000)),
            )
    finally:
        engine.dispose()


def told(heard: Heard) -> str:
    """What one person was told: one short message, to nobody else, that pings nobody and shows no machinery."""
    assert heard.error is None, heard.error
    assert heard.posted == []
    [message] = heard.messages
    is_short_and_clean([message])
    return message.rendered()


def is_short_and_clean(messages: Iterable[Message]) -> None:
    """Nothing in these messages is long, pings anybody, or comes from inside of the program."""
    for message in messages:
        words = f"{message.text}\n{message.rendered()}"
        assert len(message.text) < MOST
        assert len(message.rendered()) < MOST
        assert message.pings == set()
        for machinery in ("Traceback", "Error", "Exception", "psycopg", "sqlite", "Token "):
            assert machinery not in words, words


async def forged(person: Person, change: Callable[[Json], None]) -> Ack:
    """Submit the open window with a payload that was tampered with."""
    payload = copy.deepcopy(person.submission_payload())
    change(payload)
    return await person.forge(payload)


def in_field(field: str, entry: Json) -> Callable[[Json], None]:
    """Tampering: another entry in this field than its element could hold."""

    def change(payload: Json) -> None:
        [before] = payload["view"]["state"]["values"][field].values()
        payload["view"]["state"]["values"][field]["value"] = {"type": before["type"], **entry}

    return change
