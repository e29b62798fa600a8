"""`plumbline …` as a process of its own, on the database and in the workspace of a journey."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from typer.testing import CliRunner

from handlers.cli import app
from handlers.demo.workspace import Workspace
from handlers.settings import Settings
from tests.journeys.journey import Journey

MAIN = "from handlers.cli import main; main()"
VARIABLES = tuple(str(field.alias) for field in Settings.model_fields.values() if field.alias)
_HOUSE = Path(__file__).parents[2]


def environment(journey: Journey, **changed: str) -> Mapping[str, str]:
    """The environment variables of a program beside this journey's bot, and nothing else of ours."""
    settings = journey.settings(journey.workspace)
    usual = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_HOUSE),
        "SLACK_BOT_TOKEN": settings.bot_token or "",
        "SLACK_APP_TOKEN": settings.app_token or "",
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "PLUMBLINE_DATA": str(settings.data),
    }
    return {**usual, **changed}


def alone(workspace: Workspace, database: str, folder: Path) -> dict[str, str]:
    """The environment variables of a program that Slack reaches over HTTP, in a workspace without any other bot."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(_HOUSE),
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_API_URL": workspace.api_url,
        "DATABASE_URL": database,
        "PLUMBLINE_DATA": str(folder),
    }


@asynccontextmanager
async def program(journey: Journey, *arguments: str, **changed: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A running program; it is killed at the end."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAIN, *arguments),
        env=environment(journey, **changed),
        cwd=journey.settings(journey.workspace).data,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        start_new_session=True,  # a group of its own, so that a test may tell all of it
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


async def outcome(journey: Journey, *arguments: str, typed: str = "", **changed: str) -> tuple[int, str, str]:
    """Run a command to its end, in a thread of this process: its exit status, what it printed, its complaints."""
    return await asyncio.to_thread(ran, *arguments, typed=typed, **environment(journey, **changed))


def ran(*arguments: str, typed: str = "", **variables: str) -> tuple[int, str, str]:
    """The same with no variables but these, here and now."""
    alone: dict[str, str | None] = {**dict.fromkeys(VARIABLES, None), **variables}
    before, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        result = CliRunner().invoke(app, list(arguments), input=typed, env=alone)
    finally:
        structlog.configure(**before)
        root.handlers[:], sys.excepthook = handlers, sys.__excepthook__
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        gc.enable()  # a program that starts turns it off
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stdout, result.stderr
