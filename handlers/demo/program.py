"""`plumbline demo`: the workspace, the bot inside it over Socket Mode, and the story."""

import asyncio
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.domain.refusal import Refusal
from handlers.app import Plumbline
from handlers.delivery.tiers import UNLIMITED
from handlers.demo import story
from handlers.demo.cast import gather
from handlers.demo.portfolio import seed
from handlers.demo.stage import Stage, StoryBroken
from handlers.demo.story_clock import StoryClock
from handlers.demo.transcript import Transcript
from handlers.demo.workspace.delivery.courier import ACK_SECONDS
from handlers.demo.workspace.workspace import Workspace
from handlers.logs import configure_logs
from handlers.redaction import redacted
from handlers.resources import BrokenResource
from handlers.settings import BadSettings, Settings, load_settings
from storage.engine import BadAddress, open_engine
from storage.migrate import start_anew

SCHEMA = "plumbline_demo"
"""Where the demo lives in a PostgreSQL database; it touches nothing else."""

PATIENT = 30.0
"""How long a story waits for an answer, in seconds: who looks on later waits as long as Slack does."""

Write = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    """What the command line asked for."""

    port: int
    once: bool
    database: str | None
    workspace_only: bool
    manifest: Path | None


def run(options: DemoOptions, write: Write) -> int:
    """Run the demo; 0 when it ended well, 1 when the story broke, 2 for options that cannot be used."""
    configure_logs(level="error", form="console")
    try:
        return asyncio.run(_run(options, lambda line: write(f"{line}\n")))
    except StoryBroken as broken:
        write(redacted(f"\n✗ The story broke: {broken}\n"))
        return 1
    except (BadAddress, BadSettings, BrokenResource, Refusal, OSError) as wrong:
        write(redacted(f"plumbline: {wrong}\n"))
        return 2
    except KeyboardInterrupt:
        return 0


async def _run(options: DemoOptions, write: Callable[[str], object]) -> int:
    manifest = load_manifest(options.manifest)
    async with AsyncExitStack() as stack:
        clock = StoryClock(story.START)
        workspace = Workspace(manifest, clock, limits=False)
        await workspace.start(0 if options.once else options.port)
        stack.push_async_callback(workspace.stop)
        if options.workspace_only:
            gather(workspace)
            _tell_tokens(workspace, write)
            await _until_told()
            return 0
        stage = await stack.enter_async_context(on_stage(workspace, clock, database=options.database, write=write))
        cast = gather(workspace)
        if options.once:
            await story.play(stage, cast)
            write("\nEvery step was seen in the workspace.")
            return 0
        write("Filling the workspace …")
        stage.transcript.mute()
        await seed(stage, cast)
        return await _interactive(stage, write)


@asynccontextmanager
async def on_stage(
    workspace: Workspace, clock: StoryClock, *, database: str | None, write: Callable[[str], object]
) -> AsyncIterator[Stage]:
    """The bot in this workspace, on a database of its own that is new each time; nobody waits yet, on any machine."""
    workspace.courier.ack_seconds = PATIENT
    with tempfile.TemporaryDirectory(prefix="plumbline-demo-") as folder:
        settings = demo_settings(workspace, folder=Path(folder), database=database)
        if database is not None:
            fresh_schema(database)
        async with Plumbline(
            settings, clock=clock, tick_seconds=None, limits=UNLIMITED, keeping_seconds=PATIENT / 2
        ) as bot:
            await workspace.connected()
            await bot.warming.done()
            yield Stage(workspace=workspace, bot=bot, clock=clock, transcript=Transcript(workspace, write))


def demo_settings(workspace: Workspace, *, folder: Path, database: str | None) -> Settings:
    """Settings for a bot in this workspace."""
    return load_settings(
        _env_file=None,
        SLACK_BOT_TOKEN=workspace.bot_token,
        SLACK_APP_TOKEN=workspace.app_token,
        SLACK_API_URL=workspace.api_url,
        PLUMBLINE_DATA=folder,
        DATABASE_URL=database or f"sqlite:///{folder / 'demo.db'}",
        schema_name=SCHEMA if database else None,
    )


def fresh_schema(database: str) -> None:
    """Empty the demo's own schema and migrate it; nothing else in the database is touched."""
    engine = open_engine(database, schema=SCHEMA)
    start_anew(engine)
    engine.dispose()


def load_manifest(path: Path | None) -> dict[str, Any]:
    """The manifest that the workspace installs: the given file, or the one of this project."""
    source = path if path is not None else Path(str(files("handlers"))).parent / "manifest.yml"
    try:
        manifest = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise BadSettings(f"--manifest: {source} cannot be read: {error}") from None
    if not isinstance(manifest, dict):
        raise BadSettings(f"--manifest: {source} is not a manifest")
    return manifest


async def _interactive(stage: Stage, write: Callable[[str], object]) -> int:
    async def move(step: timedelta) -> None:
        await stage.travel(stage.clock.now() + step)

    stage.workspace.on_move_clock = move
    # People are slow enough for Slack's limits, and the bot minds them; only the seeding was not.
    stage.workspace.limiter.enabled = True
    stage.workspace.courier.ack_seconds = ACK_SECONDS
    write(f"The workspace is open at {stage.workspace.url} — act as anybody, type /plumb help, move the clock.")
    write("Ctrl-C ends it; nothing is kept.")
    ticking = asyncio.create_task(_tick(stage))
    try:
        await _until_told()
    finally:
        ticking.cancel()
    return 0


async def _tick(stage: Stage) -> None:
    while True:
        await asyncio.sleep(5)
        await stage.bot.tick()


async def _until_told() -> None:
    told = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, told.set)
    await told.wait()


def _tell_tokens(workspace: Workspace, write: Callable[[str], object]) -> None:
    write(f"The workspace is open at {workspace.url}. A bot reaches it with:")
    for name, value in {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
    }.items():
        write(f"export {name}={value}")
