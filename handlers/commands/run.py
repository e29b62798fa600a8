"""`plumbline run`: the bot, until it is told to stop."""

import asyncio
import gc
import signal

import structlog

from handlers.app import Plumbline
from handlers.commands.console import OK, guarded
from handlers.settings import Settings

_log = structlog.get_logger("plumbline.run")


def run_forever() -> int:
    """Listen, tick and speak until SIGTERM or SIGINT; then finish what was accepted."""
    return guarded(lambda settings: asyncio.run(_run(settings.checked_for_slack())))


async def _run(settings: Settings) -> int:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told.set)
    async with Plumbline(settings) as bot:
        # What stands now stands until the end: no later collection has to walk over it.
        gc.freeze()
        gc.enable()
        _log.info("bot.ready", workspace=bot.workspace, door="socket" if settings.slack_app_token else "http")
        await told.wait()
        _log.info("bot.stopping")
    return OK
