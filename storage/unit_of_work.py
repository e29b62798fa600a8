"""The unit of work: one event, one transaction, and everything that can be reached in it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeAlias, assert_never

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from bot.domain.api_tokens import ApiToken
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.plan import Plan
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.message import Destination, Outgoing
from bot.domain.metrics import Observation
from bot.domain.people import Channel, Person
from bot.domain.schedules import Schedule
from bot.domain.undelivered import Outcome
from bot.domain.versions import Version
from storage.api_tokens import ApiTokens
from storage.audit import OPERATORS, Audit
from storage.banks import Banks, Editions
from storage.charters import Charters
from storage.deliveries import Deliveries
from storage.engine import BEGIN, is_sqlite
from storage.experiments import Experiments
from storage.failures import Unavailable, told_apart
from storage.inbox import Inbox
from storage.keepings import Keepings
from storage.obligations import Obligations
from storage.observations import Observations
from storage.people import Channels, People
from storage.plans import Plans
from storage.projects import Projects
from storage.schedules import Schedules
from storage.undelivered import UndeliveredMessages
from storage.versions import Versions
from storage.watches import Watches
from storage.workspaces import Workspaces

Kept: TypeAlias = Dossier | Version | Plan | Experiment | Observation | Schedule | Person | Channel | ApiToken
"""The states that a decision can carry."""


class Work:
    """Everything of one workspace that a unit can read and keep; nobody below the unit commits."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        *,
        actor: UserId | None,
        now: datetime,
        banks: Editions,
    ) -> None:
        self.workspace = workspace
        self.now = now
        self.said: list[Outgoing] = []
        self._released = 0
        self.workspaces = Workspaces(connection, workspace)
        self.people = People(connection, workspace)
        self.channels = Channels(connection, workspace)
        self.projects = Projects(connection, workspace)
        self.banks = Banks(connection, workspace, now, banks)
        self.charters = Charters(connection, workspace)
        self.versions = Versions(connection, workspace)
        self.plans = Plans(connection, workspace)
        self.experiments = Experiments(connection, workspace)
        self.observations = Observations(connection, workspace)
        self.obligations = Obligations(connection, workspace)
        self.schedules = Schedules(connection, workspace)
        self.watches = Watches(connection, workspace)
        self.api_tokens = ApiTokens(connection, workspace)
        self.deliveries = Deliveries(connection, workspace)
        self.keepings = Keepings(connection, workspace)
        self.inbox = Inbox(connection, workspace, now)
        self.audit = Audit(connection, workspace, actor, now)
        self.undelivered = UndeliveredMessages(connection, workspace)
        # Whoever runs the program is accountable in a chain of their own, whichever workspace an act touches.
        self.operators = Audit(connection, OPERATORS, actor, now)

    def keep(self, decision: Decision[Kept | tuple[Kept, ...] | None]) -> None:
        """Keep what was decided: state, obligations, watches, facts and messages, all in this transaction."""
        states = decision.state if isinstance(decision.state, tuple) else (decision.state,)
        for state in states:
            if state is not None:
                self._save(state)
        self.obligations.save(*decision.obligations)
        for watch in decision.watches:
            self.watches.save(watch)
        self.audit.append(decision.facts)
        for outgoing in decision.messages:
            self.say(outgoing)

    def say(self, outgoing: Outgoing) -> None:
        """Keep a message to be said after the commit; `said` remembers what the voice has to do."""
        if self.deliveries.keep(outgoing, self.now):
            self.said.append(outgoing)

    def release(self, to: Destination | None = None, causes: Collection[str] | None = None) -> int:
        """Somebody mended what kept us from speaking there: what waited for that is said after the commit."""
        released = self.deliveries.release(to, causes)
        self._released += released
        return released

    def put_back(self, row_id: int) -> Outcome:
        """Try one message again that did not get out, after the commit."""
        outcome = self.undelivered.retry(row_id)
        self._released += outcome is Outcome.RETRIED
        return outcome

    @property
    def spoke(self) -> bool:
        """Whether the voice has something to do after the commit."""
        return bool(self.said or self._released)

    def _save(self, state: Kept) -> None:
        match state:
            case Dossier():
                self.projects.save(state.project)
                self.banks.keep(state.bank)
                self.charters.save(state.charter)
            case Version():
                self.versions.save(state)
            case Plan():
                self.plans.save(state)
            case Experiment():
                self.experiments.save(state)
            case Observation():
                self.observations.save(state)
            case Schedule():
                self.schedules.save(state)
            case Person():
                self.people.save(state)
            case Channel():
                self.channels.save(state)
            case ApiToken():
                self.api_tokens.save(state)
            case _:
                assert_never(state)


class Store:
    """Hands out units of work on one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_sqlite = is_sqlite(engine)
        self._banks: Editions = {}
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})
        self._reader = (
            engine
            if self.is_sqlite
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )

    @contextmanager
    def unit(self, workspace: WorkspaceId, *, actor: UserId | None, now: datetime) -> Iterator[Work]:
        """A writing unit: commits at the end of the block, rolls back when it raises.

        Writing units of a workspace run one after another on both databases, so that what one has read still holds
        when it writes: SQLite has one writer anyway, PostgreSQL locks the head of the workspace's audit trail.
        Raises Overtaken or Unavailable where another try may do, any other driver's error as the fault that it is.
        """
        with told(), self._writer.begin() as connection:
            work = Work(connection, workspace, actor=actor, now=now, banks=self._banks)
            if not self.is_sqlite:
                work.audit.hold()
            yield work

    @contextmanager
    def reading(self, workspace: WorkspaceId, *, now: datetime) -> Iterator[Work]:
        """A reading unit: sees one moment of the database; ReadOnlyUnit when it tries to write."""
        with told(), self._reader.connect() as connection, _write_protected(connection, is_sqlite=self.is_sqlite):
            yield Work(connection, workspace, actor=None, now=now, banks=self._banks)


@contextmanager
def told() -> Iterator[None]:
    """Tells a driver's errors apart: what another try may mend, what is a misuse, what is a fault."""
    try:
        yield
    except StatementError as error:
        meant = told_apart(error)
        if meant is error:
            raise
        raise meant from error
    except NoConnectionLeft as error:
        raise Unavailable(str(error)) from error


@contextmanager
def _write_protected(connection: Connection, *, is_sqlite: bool) -> Iterator[None]:
    """PostgreSQL knows read-only transactions; SQLite read-only connections, and this one goes back to a pool."""
    if not is_sqlite:
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        cursor.execute("PRAGMA query_only=OFF")
        cursor.close()
