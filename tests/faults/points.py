"""Every boundary between "decided" and "marked sent", numbered as it is passed; at one of them the process may die."""

import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from procrastinate import PsycopgConnector
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.delivery.ports import InThread
from tests.faults.plan import Plan

T = TypeVar("T")
_STEPS = ("execute_query_async", "execute_query_one_async", "execute_query_all_async")


class Points:
    """Counts boundaries, all or those of one name; the process kills or stops itself at the one that was chosen."""

    def __init__(self, plan: Plan, record: Path | None) -> None:
        self._plan = plan
        self._count = 0
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._record = None if record is None else os.open(record, flags, 0o600)

    def passed(self, label: str) -> None:
        """A boundary is reached."""
        if self._record is not None:
            os.write(self._record, f"{label}\n".encode())
        if self._plan.point_name in {None, label}:
            self._count += 1
            if self._count == self._plan.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if self._count == self._plan.stop_at:
                os.kill(os.getpid(), signal.SIGSTOP)


class CountedThread:
    """Passes a boundary before and after each step on the ledger."""

    def __init__(self, points: Points, call: InThread) -> None:
        self._points, self._call = points, call

    async def __call__(self, work: Callable[[], T], /) -> T:
        """The work's result."""
        label = work.__qualname__.replace(".<locals>.<lambda>", "")
        self._points.passed(f"before {label}")
        try:
            return await self._call(work)
        finally:
            self._points.passed(f"after {label}")


class CountedClient(AsyncWebClient):
    """Passes a boundary before each request leaves, and after its answer came and before anybody handles it."""

    points: Points

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """Call a method."""
        self.points.passed(f"before {api_method}")
        try:
            return await super().api_call(api_method, **given)
        finally:
            self.points.passed(f"after {api_method}")


def count_queue(points: Points, connector: PsycopgConnector) -> None:
    """Pass a boundary before and after each step of procrastinate on its tables."""
    for name in _STEPS:
        setattr(connector, name, _counted(points, name, getattr(connector, name)))


def _counted(points: Points, name: str, step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def counted(*given: Any, **named: Any) -> Any:
        points.passed(f"before queue {name}")
        try:
            return await step(*given, **named)
        finally:
            points.passed(f"after queue {name}")

    return counted
