"""The API as an application beside Slack's routes: its border, its documents, and where it stands."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic_core import from_json
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.domain.refusal import Refusal
from handlers.api.door import ApiDoor
from handlers.api.page import page_of
from handlers.api.problems import Problem, malformed, problem, refused, unrouted
from handlers.api.projects import router
from handlers.http_body import BODY_CAP, READ_SECONDS, TooLarge, read_body
from storage.failures import StorageBusy

PREFIX: Final = "/api/"
VERSION: Final = "1"
_REFUSED: Final = (Refusal, StorageBusy, Exception)
_CLOSED: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class Border:
    """Around the API: bodies over the cap and what is no JSON are refused before anything is made of them."""

    def __init__(self, app: ASGIApp, *, read_seconds: float = READ_SECONDS) -> None:
        self._app = app
        self._read_seconds = read_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            raw = await read_body(dict(scope["headers"]), receive, self._read_seconds)
        except TooLarge:
            answer = problem(413, f"At most {BODY_CAP:,} bytes fit into a body.", headers={"Connection": "close"})
            await answer(scope, receive, send)
            return
        except TimeoutError:
            await problem(408, "The body did not come in time.")(scope, receive, send)
            return
        if raw and not _is_json(raw):
            await problem(422, "The body is not JSON.")(scope, receive, send)
            return
        with suppress(Exception):  # it was logged and answered where it was caught; the server would tell it twice
            await self._app(scope, _again(raw, receive), send)


def _is_json(raw: bytes) -> bool:
    """Strictly: no NaN, no lone surrogates, no depth without end, all of which Python's own reader lets in."""
    try:
        from_json(raw, allow_inf_nan=False)
    except ValueError:
        return False
    return True


def _again(raw: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read once more; then what the connection says."""
    told: list[Message] = [{"type": "http.request", "body": raw, "more_body": False}]

    async def read() -> Message:
        return told.pop() if told else await receive()

    return read


class Beneath(BaseRoute):
    """Everything beneath a path, handed on as it came."""

    def __init__(self, prefix: str, app: ASGIApp) -> None:
        self._prefix = prefix
        self._app = app

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is beneath it."""
        is_here = scope["type"] == "http" and scope["path"].startswith(self._prefix)
        return (Match.FULL if is_here else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand it on."""
        await self._app(scope, receive, send)


def api_app(door: ApiDoor | None) -> FastAPI:
    """The application; without a door it can say what it would answer, and answer nothing."""
    app = FastAPI(
        title="Plumbline",
        version=VERSION,
        summary="Projects, results of experiments, and values of the business metric.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # theirs load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.door = door
    app.include_router(router)
    for kind in _REFUSED:
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, unrouted)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    async def docs(_: Request) -> Response:
        return HTMLResponse(page_of(openapi()), headers=_CLOSED)

    app.openapi = openapi  # type: ignore[method-assign]  # the way that FastAPI documents
    app.add_route("/api/docs", docs)
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the problem documents that the answers refer to."""
    told = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = told["components"]["schemas"]
    schemas.update(schema.pop("$defs"))
    schemas[Problem.__name__] = schema
    return told


def api_routes(door: ApiDoor) -> Sequence[BaseRoute]:
    """The API to be served beside other routes."""
    return (Beneath(PREFIX, Border(api_app(door))),)
