"""The HTTP face of the workspace: Web API, uploads, response URLs, Socket Mode."""

import asyncio
import json
from typing import Any

from aiohttp import web

from handlers.demo.workspace.delivery.courier import Courier
from handlers.demo.workspace.faults import Fault, Faults
from handlers.demo.workspace.limits import RateLimiter
from handlers.demo.workspace.responding import respond
from handlers.demo.workspace.web_api import files
from handlers.demo.workspace.web_api.arguments import Args
from handlers.demo.workspace.web_api.methods import admit, answer
from handlers.demo.workspace.world.errors import ApiError
from handlers.demo.workspace.world.record import ApiCall
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
_HTML = "<!DOCTYPE html><html><body><h1>Sorry, something is in the way</h1></body></html>"
_ANSWER_LOST = frozenset({"lose_answer", "drop_before", "status", "html"})
MOST_BODY = 64 * 1024 * 1024


class Server:
    """Answers the app's requests."""

    def __init__(self, world: World, courier: Courier, faults: Faults, limiter: RateLimiter) -> None:
        self._world, self._courier, self._faults, self._limiter = world, courier, faults, limiter
        self._runner: web.AppRunner | None = None
        self.app = web.Application(client_max_size=MOST_BODY)
        self.app.router.add_route("*", "/api/{method}", self._api)
        self.app.router.add_get("/link/", courier.sockets.serve)
        self.app.router.add_route("*", "/upload/v1/{file}", self._upload)
        self.app.router.add_post("/response/{key}", self._response)
        self.app.router.add_get("/files-pri/{file}/{name}", self._download)

    async def start(self, port: int) -> str:
        """Listen on loopback; the address."""
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening and hang up."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = Args(await _arguments(request))
        token = _token(request, args)
        fault = self._faults.take(method, args.raw)
        if fault is not None:
            await _wait_out(fault)
        refusal = None if fault is None else _refused_by(fault)
        status, body, headers = refusal or self._answer(method, args, token)
        if fault is None or fault.kind not in _ANSWER_LOST:
            self._record(method, args, (status, body), fault)
            return web.json_response(body, status=status, headers=headers)
        self._record(method, args, (fault.status_code, None), fault)
        return _misfortune(request, fault)

    def _record(self, method: str, args: Args, outcome: tuple[int, Json | None], fault: Fault | None) -> None:
        status, body = outcome
        call = ApiCall(
            method=method,
            args=args.raw,
            status=status,
            answer=body,
            fault=None if fault is None else fault.kind,
            at=self._world.clock.now(),
            real_at=self._world.setup.real_now(),
        )
        self._world.record.entries.append(call)
        self._world.changes.ring()

    def _answer(self, method: str, args: Args, token: str) -> tuple[int, Json, dict[str, str]]:
        scopes = {"X-OAuth-Scopes": ",".join(sorted(self._world.granted))}
        try:
            admit(self._world, method, token)
            wait = self._limiter.wait_for(method, args.text("channel") or None)
            if wait is not None:
                return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
            if method == "apps.connections.open":
                return 200, {"ok": True, "url": self._courier.sockets.new_url()}, {}
            return 200, answer(self._world, method, args), scopes
        except ApiError as refusal:
            return refusal.status, refusal.answer(), refusal.headers

    async def _upload(self, request: web.Request) -> web.Response:
        """The bytes of a file; misfortune finds it under the name `upload`."""
        content = await _file_bytes(request)
        fault = self._faults.take("upload", {"file": request.match_info["file"]})
        if fault is not None:
            await _wait_out(fault)
        problem = files.receive(self._world, request.match_info["file"], content) if _is_worked_on(fault) else None
        if fault is not None and fault.kind in _ANSWER_LOST:
            return _misfortune(request, fault)
        if problem is not None:
            return web.Response(status=400, text=problem)
        return web.Response(text=f"OK - {request.content_length}")

    async def _download(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {self._world.bot_token}":
            return web.Response(status=403, text="not yours")
        return file_response(self._world, request.match_info["file"].partition("-")[2])

    async def _response(self, request: web.Request) -> web.Response:
        try:
            given = json.loads(await request.text())
            respond(self._world, request.match_info["key"], Args(given))
        except json.JSONDecodeError:
            return web.Response(status=400, text="invalid_payload")
        except ApiError as refusal:
            return web.json_response(refusal.answer(), status=refusal.status)
        return web.Response(text="ok")


def file_response(world: World, file_id: str) -> web.Response:
    """The bytes of a file, as far as it has got."""
    file = world.files.get(file_id)
    if file is None or file.content is None:
        return web.Response(status=404, text="no such file")
    return web.Response(body=file.content, content_type=file.mimetype or "application/octet-stream")


async def _arguments(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except json.JSONDecodeError:
            body = {}
        return given | (body if isinstance(body, dict) else {})
    form = await request.post()
    return given | {name: value for name, value in form.items() if isinstance(value, str)}


def _token(request: web.Request, args: Args) -> str:
    in_body = str(args.raw.pop("token", "") or "")
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip() or in_body


async def _file_bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


async def _wait_out(fault: Fault) -> None:
    if fault.seconds and fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.gate is not None:
        await fault.gate.wait()


def _is_worked_on(fault: Fault | None) -> bool:
    return fault is None or fault.accepted


def _refused_by(fault: Fault) -> tuple[int, Json, dict[str, str]] | None:
    """The answer of a call that was not worked on; None if it was."""
    match fault.kind:
        case "retry_after":
            wait = {"Retry-After": f"{fault.seconds:g}"}
            return 429, {"ok": False, "error": "ratelimited"}, wait
        case "error":
            return 200, {"ok": False, "error": fault.error_name, **fault.more}, {}
        case _:
            return None if fault.accepted else (fault.status_code, {}, {})


def _misfortune(request: web.Request, fault: Fault) -> web.Response:
    if fault.kind == "html":
        return web.Response(text=_HTML, content_type="text/html")
    if fault.kind == "status":
        return web.Response(status=fault.status_code, text="Something went wrong")
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
