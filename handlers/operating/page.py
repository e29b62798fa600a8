"""`/metrics`: one look at everything, written down in a thread."""

import asyncio
import platform
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.metrics.counting import Counts
from handlers.metrics.metrics import Metrics
from handlers.operating import gauges
from handlers.operating.health import Health


def build_of(database: str, door: str) -> Mapping[str, str]:
    """What runs here: the program, what runs it, and on what it stands."""
    found = {"version": version("plumbline"), "python": platform.python_version()}
    return {**found, "database": database, "door": door}


class MetricsPage:
    """What is counted by the bot and by its worker, and what health and the ledger say now."""

    def __init__(
        self,
        metrics: Metrics,
        health: Health,
        *,
        now: Callable[[], datetime],
        jobs: Counts,
        jobs_waiting: Callable[[], int],
        database: str,
        door: str,
    ) -> None:
        self._metrics = metrics
        self._health = health
        self._now = now
        self._jobs = jobs
        self._jobs_waiting = jobs_waiting
        self._database = database
        self._door = door

    @property
    def route(self) -> Route:
        """Where it is served."""
        return Route("/metrics", self._answer)

    async def _answer(self, request: Request) -> Response:
        read = await self._gauges()
        accept = request.headers.get("accept", "")
        page, content_type = await asyncio.to_thread(self._written, read, accept)
        return Response(page, headers={"content-type": content_type})

    async def _gauges(self) -> list[gauges.Gauge]:
        """What the database cannot say is left out: a gauge that stands still would look like a quiet day."""
        findings = await self._health.look()
        found = findings.vitals.backlog if findings.vitals is not None else None
        return [
            gauges.checks(findings),
            *(gauges.backlog(found, self._now()) if found is not None else ()),
            gauges.tick_lag(self._metrics.ticking.lag),
            *gauges.drain_age(self._metrics.drain_age),
            gauges.worker_waiting(self._jobs_waiting()),
        ]

    def _written(self, read: list[gauges.Gauge], accept: str) -> tuple[bytes, str]:
        # A start must not wait for the library, and Socket Mode without a port never needs it.
        from handlers.operating.exposition import Reading, written  # noqa: PLC0415

        build = build_of(self._database, self._door)
        reading = Reading(
            counts=(*self._metrics.counts, self._jobs), durations=self._metrics.durations, gauges=read, build=build
        )
        return written(reading, accept)
