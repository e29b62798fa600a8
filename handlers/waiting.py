"""What is answered at the HTTP port while a bot starts: as long as Slack does not say who it is, there is no bot."""

import asyncio
from collections.abc import Sequence
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers.operating import gauges
from handlers.operating.health import Findings
from handlers.operating.page import build_of
from handlers.web import web_app

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


class WaitingForSlack:
    """Health and metrics of a bot to be; whatever else is asked is answered 503, so that it is asked again."""

    def __init__(self, *, database: str, door: str) -> None:
        self._database = database
        self._door = door
        self._reason: str | None = None

    def again(self, reason: str) -> None:
        """Slack was asked, and did not say who we are."""
        self._reason = reason

    async def missing(self) -> Sequence[str]:
        """The line for whoever runs us."""
        return (self._line,)

    @property
    def app(self) -> Starlette:
        """The application."""
        routes = [Route("/metrics", self._metrics), Route("/{path:path}", _not_yet, methods=_METHODS)]
        return web_app(ready=self.missing, routes=routes)

    @property
    def _line(self) -> str:
        if self._reason is None:
            return "the bot starts: Slack has not answered yet"
        return f"Slack cannot be reached: {self._reason}"

    async def _metrics(self, request: Request) -> Response:
        """What is not known yet is left out; nothing is counted before there is a bot."""
        accept = request.headers.get("accept", "")
        page, content_type = await asyncio.to_thread(self._written, accept)
        return Response(page, headers={"content-type": content_type})

    def _written(self, accept: str) -> tuple[bytes, str]:
        # A start must not wait for the library.
        from handlers.operating.exposition import Reading, written  # noqa: PLC0415

        checks = gauges.checks(Findings(wrong={"token": self._line}, vitals=None))
        build = build_of(self._database, self._door)
        return written(Reading(counts=(), durations=(), gauges=[checks], build=build), accept)


async def _not_yet(_: Request) -> Response:
    return PlainTextResponse("the bot starts\n", status_code=503, headers={"retry-after": "30"})
