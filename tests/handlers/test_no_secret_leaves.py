"""Secrets of every shape travel every way on which an error leaves the program, and none arrives."""

import asyncio
import gc
import io
import json
import logging
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import aiohttp
import httpx
import pytest
import structlog
from fastapi import FastAPI
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.ids import QuestionId
from bot.domain.refusal import BadFields, Refusal
from handlers.api import problems
from handlers.borders import caught
from handlers.commands.console import complain
from handlers.demo.program import load_manifest
from handlers.demo.story import START
from handlers.demo.story_clock import StoryClock
from handlers.demo.transcript import Transcript
from handlers.demo.workspace import Workspace
from handlers.logs import Form, configure_logs
from handlers.redaction import redacted
from handlers.web import WebDoor, web_app
from handlers.worker.worker import Worker
from storage.engine import BadAddress, open_engine, reach
from tests.canaries import ALL, SECRETS, SHAPES, Canary
from tests.handlers.worker.conftest import JOBS

ROOT = Path(__file__).parents[2]
TEXTS = [canary.text for canary in ALL]
FORMS: tuple[Form, ...] = ("console", "json")


def leaked(written: str, canaries: tuple[Canary, ...] = ALL) -> list[str]:
    """The canaries that arrived."""
    return [canary.name for canary in canaries if canary.hidden in written]


@contextmanager
def restored() -> Iterator[None]:
    """What logging changes in a process, put back."""
    root, config = logging.getLogger(), structlog.get_config()
    before = root.handlers[:], root.level
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    loggers = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    levels = [(logger, logger.level) for logger in loggers]
    redacted.learn(*SECRETS)
    try:
        yield
    finally:
        redacted.forget()
        root.handlers[:], root.level = before
        sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
        logging.captureWarnings(capture=False)
        structlog.configure(**config)
        for logger, level in levels:
            logger.setLevel(level)


@pytest.fixture(params=FORMS)
def sink(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged, at the most talkative level."""
    with restored():
        made = io.StringIO()
        configure_logs(level="debug", form=request.param, stream=made)
        yield made
        if request.param == "json":  # what was cut out left the rest in shape
            assert [line for line in made.getvalue().splitlines() if not is_line(line)] == []


def is_line(line: str) -> bool:
    """Whether this is one event as a collector of logs reads it; what cannot be written is told of in words."""
    try:
        return "event" in json.loads(line)
    except ValueError:
        return line.startswith("plumbline: a line of ")


def fail(words: str) -> NoReturn:
    raise ValueError(words)


def deep(words: str) -> NoReturn:
    """A cause, a context, a note, a group and local variables."""
    local = {"held": words}
    try:
        try:
            fail(words)
        except ValueError as first:
            raise KeyError(words) from first
    except KeyError:
        error = ExceptionGroup(words, [ValueError(words), TypeError({"nested": [words]})])
        error.add_note(f"a note: {words} {local}")
        raise error  # noqa: B904  the context is what is meant


def test_whatever_a_border_catches(sink: io.StringIO) -> None:
    for words in TEXTS:
        try:
            deep(words)
        except ExceptionGroup as error:
            caught(error, where="test", name=words, workspace={"in": (words,)})
    assert leaked(sink.getvalue()) == []
    assert sink.getvalue().count("[redacted]") >= 8 * len(TEXTS)


def test_what_nobody_catches(sink: io.StringIO) -> None:
    for words in TEXTS:
        try:
            deep(words)
        except ExceptionGroup as error:
            sys.excepthook(type(error), error, error.__traceback__)
    assert sink.getvalue().count("program.crashed") == len(TEXTS)
    assert leaked(sink.getvalue()) == []


def test_a_thread_that_ends_with_an_exception(sink: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    for words in TEXTS:
        thread = threading.Thread(target=deep, args=(words,), name=f"t {words}")
        thread.start()
        thread.join()
    assert sink.getvalue().count("thread.crashed") == len(TEXTS)
    assert leaked(sink.getvalue() + "".join(capfd.readouterr())) == []


class Dying:
    """Something whose end goes wrong."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return f"Dying({self.words})"

    def __del__(self) -> None:
        fail(self.words)


def test_an_exception_in_a_destructor(sink: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    for words in TEXTS:
        Dying(words)
    assert sink.getvalue().count("exception.unraisable") == len(TEXTS)
    assert leaked(sink.getvalue() + "".join(capfd.readouterr())) == []


async def test_a_task_that_nobody_waits_for_and_a_callback_that_fails(sink: io.StringIO) -> None:
    loop = asyncio.get_running_loop()

    async def fails(words: str) -> None:
        deep(words)

    for words in TEXTS:
        task = asyncio.ensure_future(fails(words))
        await asyncio.wait([task])
        del task
        loop.call_soon(deep, words)
        await asyncio.sleep(0)
    gc.collect()
    assert sink.getvalue().count("Task exception was never retrieved") == len(TEXTS)
    assert sink.getvalue().count("Exception in callback") >= len(TEXTS)
    assert leaked(sink.getvalue()) == []


def test_a_line_that_cannot_be_written(sink: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    [ours] = [handler for handler in logging.getLogger().handlers if type(handler).__module__ == "handlers.logs"]
    for words in TEXTS:
        for asked in ("one place, %d", "no place"):
            ours.handle(logging.makeLogRecord({"name": "slack_sdk", "msg": asked, "args": (words,)}))
    assert leaked(sink.getvalue() + "".join(capfd.readouterr())) == []
    assert sink.getvalue().count("slack_sdk") == 2 * len(TEXTS)


async def test_what_slacks_library_logs_of_a_call_that_is_refused(sink: io.StringIO) -> None:
    async def answer(request: Request) -> Response:
        return Response(
            f'{{"ok": false, "error": "x", "refresh_token": "{SHAPES[3].text}"}}', media_type="application/json"
        )

    door = await WebDoor.start(
        Starlette(routes=[Route("/api/{m}", answer, methods=["POST"])]), host="127.0.0.1", port=0
    )
    for canary in ALL:
        client = AsyncWebClient(token=canary.text.replace("\n", ""), base_url=f"http://127.0.0.1:{door.port}/api/")
        try:
            await client.api_call("oauth.v2.access", params={"code": "1.2.3", "client_secret": canary.text})
        except (SlackApiError, aiohttp.ClientError, ValueError, UnicodeError) as error:
            caught(error, where="test")
    await door.stop()
    assert "oauth.v2.access" in sink.getvalue()
    assert leaked(sink.getvalue()) == []


async def test_what_aiohttp_says_of_an_address_that_is_not_there(sink: io.StringIO) -> None:
    for address in (
        "http://user:pr0xyp4ss@127.0.0.1:1/x",
        "http://127.0.0.1:1/oauth?code=1234.5678.deadbeef&state=s3cr3tst4te",
        "postgresql://plumbline:hunter2@db/plumbline",
    ):
        async with aiohttp.ClientSession() as session:
            try:
                await session.post(address, proxy="http://user:pr0xyp4ss@127.0.0.1:1")
            except (aiohttp.ClientError, ValueError) as error:
                caught(error, where="test", url=address)
    assert leaked(sink.getvalue()) == []


def test_what_uvicorn_says_of_an_application_that_fails(sink: io.StringIO) -> None:
    async def fails(request: Request) -> Response:
        deep(TEXTS[int(request.query_params["which"])])

    async def ask() -> list[httpx.Response]:
        door = await WebDoor.start(Starlette(routes=[Route("/", fails)]), host="127.0.0.1", port=0)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{door.port}") as http:
            answers = [await http.get("/", params={"which": which}) for which in range(len(TEXTS))]
        await door.stop()
        return answers

    answers = asyncio.run(ask())
    assert sink.getvalue().count("Exception in ASGI application") == len(TEXTS)
    assert leaked(sink.getvalue() + "".join(answer.text for answer in answers)) == []


def test_a_statement_that_fails_says_nothing_of_what_was_in_it(sink: io.StringIO, engine: Any) -> None:
    typed = "we lose 3 %"
    for words in TEXTS:
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT :word, :typed FROM nowhere"), {"word": words, "typed": typed})
        except Exception as error:  # noqa: BLE001  the driver's
            caught(error, where="test")
    assert sink.getvalue().count("nowhere") >= len(TEXTS)
    assert "we lose" not in sink.getvalue()
    assert leaked(sink.getvalue()) == []


ADDRESSES = [
    "postgresql://plumbline:c0rrect%20horse@127.0.0.1:1/plumbline",
    "postgresql://plumbline:c0rrect horse@127.0.0.1:1/plumbline",
    "postgresql://plumbline:c0r@zzyx@127.0.0.1:1/plumbline",
    "postgresql://plumbline:c0rrect@127.0.0.1:rtlich/plumbline",
    "postgresql://plumbline:c0rrect%zz@127.0.0.1:1/plumbline",
    "mysql://plumbline:c0rrect@127.0.0.1:1/plumbline",
    "postgresql://plumbline:c0rrect@127.0.0.1:1/plumbline?options=-c%20x",
    "postgresql://plumbline:c0rrect/horse@127.0.0.1:1/plumbline",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_cannot_be_reached_says_where_and_not_how(address: str) -> None:
    with pytest.raises(BadAddress) as bad:
        reach(open_engine(address))
    assert not any(part in str(bad.value) for part in ("c0r", "zzyx", "horse", "rtlich"))


def commanded(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A program as a process of its own."""
    return subprocess.run(  # noqa: S603  ours
        [sys.executable, "-c", "from handlers.cli import main; main()", *arguments],
        env={"PATH": "/usr/bin", "PYTHONPATH": str(ROOT), "PLUMBLINE_DATA": str(data), **variables},
        capture_output=True,
        text=True,
        check=False,
        cwd=data,
    )


@pytest.mark.parametrize(
    "variables",
    [
        {"DATABASE_URL": "postgresql://plumbline:c0r@zzyx@127.0.0.1:1/x"},
        {"DATABASE_URL": "postgresql://plumbline:c0rrect%20horse@127.0.0.1:1/x"},
        {"DATABASE_URL": "hunter2://plumbline:c0rrect@127.0.0.1:1/x"},
        {"DATABASE_URL": "postgresql://plumbline:c0rrect@127.0.0.1:1/x", "PORT": "xoxb-c0rrect"},
        {
            "SLACK_BOT_TOKEN": "xoxb-c0rrect-1",
            "SLACK_APP_TOKEN": "xapp-c0rrect-1",
            "SLACK_API_URL": "http://127.0.0.1:1/",
        },
    ],
)
def test_what_a_command_complains_of(variables: dict[str, str], tmp_path: Path) -> None:
    command = ("due", "--send") if "SLACK_BOT_TOKEN" in variables else ("migrate",)
    ended = commanded(tmp_path, *command, **variables)
    assert ended.returncode != 0
    assert ended.stderr
    assert not any(part in ended.stdout + ended.stderr for part in ("c0r", "zzyx", "horse"))


@pytest.mark.parametrize(
    "variables",
    [
        {"SLACK_SIGNING_SECRET": SECRETS[0], "PLUMBLINE_POLICY": f"/nonexistent/{SECRETS[0]}.yaml"},
        {
            "SLACK_SIGNING_SECRET": "x" * 32,
            "DATABASE_URL": "postgresql://plumbline:c0rrect%20horse@127.0.0.1:1/x",
            "PLUMBLINE_POLICY": "/nonexistent/c0rrect horse.yaml",
        },
    ],
)
def test_what_the_settings_keep_secret_is_known_by_its_value(variables: dict[str, str], tmp_path: Path) -> None:
    """No shape gives them away: a file that is named so is the one way to have them in a complaint."""
    ended = commanded(tmp_path, "run", **{"SLACK_BOT_TOKEN": "xoxb-1", **variables})
    assert ended.returncode == 2
    assert "/nonexistent/[redacted].yaml" in ended.stderr
    assert not any(part in ended.stderr for part in (SECRETS[0][:16], "c0rrect"))


def test_a_complaint_is_redacted_whatever_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    with restored():
        for words in TEXTS:
            complain(words)
    assert leaked(capsys.readouterr().err) == []


async def test_what_the_worker_says_on_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    """It knows shapes alone: the values stay with the parent, and so does its environment."""
    async with Worker(warm=(), packages=(JOBS,)) as worker:
        for canary in SHAPES:
            await worker.run(f"{JOBS}:chatter", canary.text)
    said = "".join(capfd.readouterr())
    assert said.count("[redacted]") >= 4 * len(SHAPES)
    lines = [json.loads(line) for line in said.splitlines() if '"event": ' in line]
    events = Counter(line["event"] for line in lines)
    assert (events["thread.crashed"], events["exception.unraisable"]) == (len(SHAPES), len(SHAPES))
    assert leaked(said, SHAPES) == []


async def test_what_readyz_answers(sink: io.StringIO) -> None:
    async def missing() -> list[str]:
        return TEXTS

    door = await WebDoor.start(web_app(ready=missing), host="127.0.0.1", port=0)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{door.port}") as http:
        answer = await http.get("/readyz")
    await door.stop()
    assert (answer.status_code, len(answer.text.splitlines())) == (503, len(TEXTS))
    assert leaked(answer.text) == []


@pytest.mark.parametrize(
    "made",
    [
        Refusal,
        ValueError,
        RuntimeError,
        lambda words: BadFields({QuestionId(words): words}),
    ],
)
async def test_what_a_problem_document_says(sink: io.StringIO, made: Callable[[str], Exception]) -> None:
    app = FastAPI()
    for words in TEXTS:
        request = Request(
            {"type": "http", "method": "GET", "path": "/x", "headers": [], "query_string": b"", "app": app}
        )
        answer = await problems.refused(request, made(words))
        assert leaked(bytes(answer.body).decode()) == []
    assert leaked(sink.getvalue()) == []


async def test_what_the_transcript_of_the_demo_shows() -> None:
    lines: list[str] = []
    workspace = Workspace(load_manifest(None), StoryClock(START))
    await workspace.start()
    transcript = Transcript(workspace, lines.append)
    with restored():
        for words in TEXTS:
            transcript.act(f"Ana types {words}")
            transcript.seen(words)
            transcript.chapter(words)
        transcript.follow()
    await workspace.stop()
    assert len(lines) >= 3 * len(TEXTS)
    assert leaked("\n".join(lines)) == []
