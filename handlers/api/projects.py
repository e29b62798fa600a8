"""The addresses of the API: projects, results of experiments, values of the business metric."""

import base64
import hashlib
from binascii import Error as NotBase64
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from starlette.responses import Response

from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields
from handlers.api.answers import (
    ObservationsOut,
    ProjectDetail,
    ProjectPage,
    ReadoutOut,
    observations_out,
    project_detail,
    project_out,
    readout_out,
)
from handlers.api.bodies import Observations, Results
from handlers.api.door import ApiDoor, Caller, Posted
from handlers.api.problems import MEDIA_TYPE, Problem, Unauthenticated, about_arms
from handlers.flows import api as flows
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from storage.unit_of_work import Work

_JSON: Final = "application/json"
_BEARER: Final = HTTPBearer(
    auto_error=False, description="A token that an admin made with /plumb settings token.", bearerFormat="plb_…"
)
_PAGE: Final = 50
_MOST: Final = 100


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problem documents of an address, for the OpenAPI document."""
    return {
        status: {"description": "A problem document", "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}}}
        for status in (401, *statuses)
    }


_PROBLEM: Final = f"#/components/schemas/{Problem.__name__}"
router: Final = APIRouter(prefix="/api/v1")


async def _door(request: Request) -> ApiDoor:
    door: ApiDoor = request.app.state.door
    return door


Door = Annotated[ApiDoor, Depends(_door)]


async def _caller(door: Door, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Caller:
    if sent is None:
        raise Unauthenticated
    return await door.caller(sent.credentials)


Calling = Annotated[Caller, Depends(_caller)]


async def _posted(
    request: Request,
    _: Calling,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1, max_length=255, description="The same key again gets the same answer, and changes nothing."
        ),
    ] = None,
) -> Posted:
    told = b"\n".join((request.method.encode(), request.url.path.encode(), await request.body()))
    return Posted(key=idempotency_key, fingerprint=hashlib.sha256(told).hexdigest())


Posting = Annotated[Posted, Depends(_posted)]


@router.get("/projects", response_model=ProjectPage, responses=_problems(403, 422))
async def list_projects(
    door: Door,
    caller: Calling,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
    cursor: Annotated[str, Query(max_length=200, description="`next_cursor` of the page before.")] = "",
) -> Response:
    """The projects that the token's maker may read, by key."""
    after = _key_in(cursor)
    found, has_more = await door.look(caller, lambda work, asker: flows.projects(work, asker, after, limit))
    cursor_after = _cursor(found[-1].project.key) if has_more else None
    return _told(ProjectPage(projects=[project_out(each) for each in found], next_cursor=cursor_after))


@router.get("/projects/{key}", response_model=ProjectDetail, responses=_problems(403, 404, 422))
async def show_project(door: Door, caller: Calling, key: str) -> Response:
    """One project with its experiments and their latest readouts."""
    return _told(project_detail(await door.look(caller, lambda work, asker: flows.project(work, asker, key))))


@router.post(
    "/projects/{key}/experiments/{experiment}/results",
    status_code=201,
    response_model=ReadoutOut,
    responses=_problems(403, 404, 409, 413, 422, 503),
)
async def hand_in_results(
    door: Door, caller: Calling, posted: Posting, key: str, experiment: str, results: Results
) -> Response:
    """Hand in results of the experiment with this number or id; the channel gets the card and thread as by hand."""
    typed = results.typed

    def ask(work: Work, asker: Asker) -> Job:
        return flows.results_asked(work, asker, key, experiment, typed)

    def keep(work: Work, asker: Asker, figures: Any) -> str:
        dossier, read = flows.results_kept(work, asker, caller.token, key, typed, figures)
        return readout_out(dossier.project, read).model_dump_json()

    try:
        answer = await door.kept(caller, posted, ask, keep)
    except BadFields as wrong:
        if results.arms is None:
            raise
        raise about_arms(wrong) from None
    return Response(answer, status_code=201, media_type=_JSON)


@router.post(
    "/projects/{key}/observations",
    response_model=ObservationsOut,
    responses=_problems(403, 404, 409, 413, 422, 503),
)
async def log_observations(door: Door, caller: Calling, posted: Posting, key: str, body: Observations) -> Response:
    """Log values of the business metric, all or none; the same day from the same token again replaces the value."""
    values = [(each.day, each.typed) for each in body.observations]

    def flow(work: Work, asker: Asker) -> str:
        project, kept = flows.observed(work, asker, caller.token, key, values)
        return observations_out(project, kept).model_dump_json()

    return Response(await door.change(caller, posted, flow), media_type=_JSON)


def _told(answer: BaseModel) -> Response:
    return Response(answer.model_dump_json(), media_type=_JSON)


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _key_in(cursor: str) -> str:
    """The key after which a page begins; BadFields for what is no cursor of ours."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (NotBase64, ValueError):
        raise BadFields({QuestionId("cursor"): "This is no cursor of ours. Take next_cursor as it came."}) from None
