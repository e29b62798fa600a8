"""The unit of work: one event, one transaction, and everything that can be reached in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, Engine

from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.experiments import Plan
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.message import Outgoing
from bot.domain.metrics import Observation
from bot.domain.schedules import Schedule
from storage.audit import Audit
from storage.charters import Charters
from storage.deliveries import Deliveries
from storage.engine import BEGIN, is_sqlite
from storage.inbox import Inbox
from storage.obligations import Obligations
from storage.observations import Observations
from storage.people import Channels, People
from storage.plans import Plans
from storage.projects import Projects
from storage.schedules import Schedules
from storage.workspaces import Workspaces

Kept = Dossier | Plan | Observation | Schedule
"""The states that a decision can carry."""


class Work:
    """Everything of one workspace that a unit can read and keep; nobody below the unit commits."""

    def __init__(self, connection: Connection, workspace: WorkspaceId, *, actor: UserId | None, now: datetime) -> None:
        self.workspace = workspace
        self.now = now
        self.said: list[Outgoing] = []
        self.workspaces = Workspaces(connection, workspace)
        self.people = People(connection, workspace)
        self.channels = Channels(connection, workspace)
        self.projects = Projects(connection, workspace)
        self.charters = Charters(connection, workspace)
        self.plans = Plans(connection, workspace)
        self.observations = Observations(connection, workspace)
        self.obligations = Obligations(connection, workspace)
        self.schedules = Schedules(connection, workspace)
        self.deliveries = Deliveries(connection, workspace)
        self.inbox = Inbox(connection, workspace, now)
        self.audit = Audit(connection, workspace, actor, now)

    def keep(self, decision: Decision[Kept | tuple[Kept, ...] | None]) -> None:
        """Keep what was decided: state, facts, obligations and messages, all in this transaction."""
        states = decision.state if isinstance(decision.state, tuple) else (decision.state,)
        for state in states:
            if state is not None:
                self._save(state)
        for obligation in decision.obligations:
            self.obligations.save(obligation)
        self.audit.append(decision.facts)
        for outgoing in decision.messages:
            self.say(outgoing)

    def say(self, outgoing: Outgoing) -> None:
        """Keep a message to be said after the commit."""
        if self.deliveries.keep(outgoing, self.now):
            self.said.append(outgoing)

    def _save(self, state: Kept) -> None:
        match state:
            case Dossier():
                self.projects.save(state.project)
                self.charters.save(state.charter)
            case Plan():
                self.plans.save(state)
            case Observation():
                self.observations.save(state)
            case Schedule():
                self.schedules.save(state)
            case _:
                assert_never(state)


class Store:
    """Hands out units of work on one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether writing units come one after the other by nature."""
        return is_sqlite(self.engine)

    @contextmanager
    def unit(self, workspace: WorkspaceId, *, actor: UserId | None, now: datetime) -> Iterator[Work]:
        """A writing unit: commits at the end of the block, rolls back when it raises."""
        with self.engine.connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
            yield Work(connection, workspace, actor=actor, now=now)

    @contextmanager
    def reading(self, workspace: WorkspaceId, *, now: datetime) -> Iterator[Work]:
        """A reading unit: what it wrote by mistake is rolled back, and the database refuses it where it can."""
        with self.engine.connect() as connection:
            transaction = connection.begin()
            if self.is_sqlite:
                connection.exec_driver_sql("PRAGMA query_only=ON")
            else:
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            try:
                yield Work(connection, workspace, actor=None, now=now)
            finally:
                transaction.rollback()
                if self.is_sqlite:
                    connection.exec_driver_sql("PRAGMA query_only=OFF")
