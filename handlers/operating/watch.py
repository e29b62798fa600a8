"""What a running bot hands over to be watched, and the two things that come of it: its health and its page."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine

from bot.domain.ids import WorkspaceId
from handlers.metrics.metrics import Metrics
from handlers.operating.health import Health, no_problem
from handlers.operating.page import MetricsPage
from handlers.operating.probe import Probe
from handlers.operating.token import TokenWatch
from handlers.slack.edge.authorize import who_am_i
from handlers.worker.worker import Worker
from storage.engine import is_sqlite, whereabouts
from storage.vitals import vitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The parts of a bot; `connected` is there with a socket, and a bot that does not speak has no drain to look at."""

    engine: Engine
    workspace: WorkspaceId
    client: AsyncWebClient
    metrics: Metrics
    worker: Worker
    now: Callable[[], datetime]
    speaks: bool
    connected: Callable[[], Awaitable[bool]] | None = None
    problem: Callable[[], str | None] = no_problem

    def health(self, stack: AsyncExitStack) -> Health:
        """Its health; what that needs is let go with the stack."""
        database = Probe(lambda: vitals(self.engine, self.workspace, self.now()), name="plumbline-vitals")
        stack.callback(database.close)

        async def is_accepted() -> bool:
            return await who_am_i(self.client) is not None

        token = TokenWatch(is_accepted)
        stack.push_async_callback(token.stop)
        drain_age = (lambda: self.metrics.drain_age) if self.speaks else None
        return Health(
            database=database,
            where=whereabouts(self.engine),
            token=token,
            drain_age=drain_age,
            connected=self.connected,
            problem=self.problem,
        )

    def page(self, health: Health) -> MetricsPage:
        """Its page for Prometheus."""
        return MetricsPage(
            self.metrics,
            health,
            now=self.now,
            jobs=self.worker.jobs,
            jobs_waiting=lambda: self.worker.waiting,
            database="sqlite" if is_sqlite(self.engine) else "postgresql",
            door="http" if self.connected is None else "socket",
        )
