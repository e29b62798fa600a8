"""Everything that the API refuses, as problem documents (RFC 9457), with the field named where there is one."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.domain.experiments.pasted import ROWS
from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields, Denied, NotFound, Refusal
from handlers.borders import caught
from handlers.flows.api import Overtaken
from handlers.flows.experiments import NothingRuns
from handlers.redaction import redacted
from handlers.worker.refusals import WorkerBusy, WorkerClosed, WorkerLost
from storage.failures import StorageBusy

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = "30"
_LINES: Final = re.compile(r"\b(Lines?) (\d+)(?:( and )(\d+))?")
_FIRST_ROW: Final = 2
"""The line of a table's first row, below its header."""


class FieldProblem(BaseModel):
    """One value that does not hold: where it stands in the request, and what is wrong with it."""

    field: str = Field(examples=["arms[1].x"])
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str = Field(description="The phrase of the status.", examples=["Unprocessable Content"])
    status: int
    detail: str = Field(description="What is wrong, in words for a person.")
    errors: list[FieldProblem] | None = None
    token: str | None = Field(default=None, description="Of a fault on our side: the operator's log has it too.")


class Unauthenticated(Refusal):
    """No token, none that was ever made here, or one that was revoked: all three are told alike."""

    def __init__(self) -> None:
        super().__init__("Send a token: Authorization: Bearer plb_… An admin makes one with /plumb settings token.")


def problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[FieldProblem] = (),
    token: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem document as an answer."""
    title = HTTPStatus(status).phrase
    told = Problem(title=title, status=status, detail=redacted(detail), errors=list(errors) or None, token=token)
    body = told.model_dump_json(exclude_none=True)
    return Response(body, status_code=status, media_type=MEDIA_TYPE, headers=headers)


async def refused(request: Request, error: Exception) -> Response:
    """A refusal of ours as its status, a fault as 500 with a token that the log has too."""
    told = caught(error, where="api", path=request.url.path)
    status = status_of(error)
    errors = [
        FieldProblem(field=redacted(field), detail=redacted(words)) for field, words in (told.errors or {}).items()
    ]
    headers: dict[str, str] = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = _RETRY_SECONDS
    return problem(status, told.words, errors=errors, token=told.token, headers=headers)


_STATUSES: Final[tuple[tuple[type[Exception], HTTPStatus], ...]] = (
    (Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (Denied, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (NothingRuns, HTTPStatus.CONFLICT),
    (Overtaken, HTTPStatus.CONFLICT),
    (WorkerBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (WorkerClosed, HTTPStatus.SERVICE_UNAVAILABLE),
    (WorkerLost, HTTPStatus.SERVICE_UNAVAILABLE),
    (StorageBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Refusal, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(error: Exception) -> HTTPStatus:
    """The status of a refusal, or 500 for a fault."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


async def malformed(_: Request, error: Exception) -> Response:
    """A request that has not the shape that the OpenAPI document describes; what was sent is not said again."""
    found: Sequence[Any] = error.errors() if isinstance(error, RequestValidationError) else ()
    errors = [FieldProblem(field=redacted(place(each["loc"])), detail=redacted(each["msg"])) for each in found]
    detail = "; ".join(f"{each.field}: {each.detail}" for each in errors[:5])
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=errors)


async def unrouted(_: Request, error: Exception) -> Response:
    """No such address, or no such method there."""
    if not isinstance(error, HTTPException):
        raise error
    return problem(error.status_code, str(error.detail), headers=error.headers)


def place(path: Sequence[str | int]) -> str:
    """Where a value stands: `arms[1].x`; what is neither in the body nor named is the body itself."""
    first, *inner = path
    if not inner or isinstance(inner[0], int):
        inner = ["body"]
    del first  # body, query, path or header: the name says which
    named = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in inner)
    return named.removeprefix(".")


def about_arms(refused_fields: BadFields) -> BadFields:
    """The refusal of rows that were made from `arms`: the field is theirs, and lines are their places in the list."""
    about = refused_fields.errors
    others = {field: words for field, words in about.items() if field != ROWS}
    return BadFields({**others, QuestionId("arms"): _in_list(about[ROWS])} if ROWS in about else others)


def _in_list(words: str) -> str:
    def instead(found: re.Match[str]) -> str:
        numbers = [int(found[2]), *([int(found[4])] if found[4] else [])]
        return " and ".join(f"arms[{number - _FIRST_ROW}]" for number in numbers)

    return _LINES.sub(instead, words)
