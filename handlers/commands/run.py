"""`plumbline run`: the bot, until it is told to stop."""

import asyncio
import gc
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import structlog
from sqlalchemy import Engine

from handlers import resources
from handlers.app import Plumbline
from handlers.commands.console import OK, guarded
from handlers.ending import ANSWERING_SECONDS
from handlers.settings import Settings
from handlers.slack.edge.authorize import CannotAsk
from handlers.waiting import WaitingForSlack
from handlers.web import WebDoor
from storage.engine import is_sqlite, open_engine, whereabouts
from storage.readiness import make_ready

LONGEST_STOP: Final = 9.5
"""Seconds after which the process is gone, whatever hangs in it: whoever told it to stop kills it after ten."""

SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
"""Seconds between two tries to reach Slack at the start."""

_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
_log = structlog.get_logger("plumbline.run")


def run_forever() -> int:
    """Listen, tick and speak until SIGTERM or SIGINT, then finish what was accepted; a second signal ends that too."""
    return guarded(lambda settings: asyncio.run(_run(settings.checked_for_slack())))


async def _run(settings: Settings) -> int:
    told = _Told()
    # What an operator wrote is read before anything is made: a mistake in it leaves nothing behind.
    rules = resources.load_rulebook(settings.policy)
    resources.words(settings.templates)
    engine = open_engine(settings.database_url, schema=settings.schema_name)
    try:
        _make_ready(engine, settings)
        waiting = WaitingForSlack(database="sqlite" if is_sqlite(engine) else "postgresql", door=_door(settings))
        bot_of = partial(Plumbline, settings, engine=engine, rules=rules)
        return await _until_told(told, asyncio.create_task(_started(settings, waiting, bot_of)))
    finally:
        engine.dispose()


def _make_ready(engine: Engine, settings: Settings) -> None:
    """A mistyped address makes an empty bot that looks healthy, so the log says which database it is."""
    is_new = make_ready(engine, to_write=True)
    where = whereabouts(engine)
    if is_new:
        _log.warning("database.created", where=where, variable=settings.says_which_database)
    _log.info("database.opened", where=where)


async def _until_told(told: "_Told", starting: asyncio.Task[Plumbline]) -> int:
    stopping = asyncio.create_task(told.wait())
    await asyncio.wait([starting, stopping], return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():  # Slack or the database does not answer, and nobody waits for it any more
        _log.info("bot.stopping")
        starting.cancel()
        await asyncio.wait([starting])
        _tell_end(told)
        return OK
    bot = await starting
    try:
        # What stands now stands until the end: no later collection has to walk over it.
        gc.freeze()
        gc.enable()
        _log.info("bot.ready", workspace=bot.workspace, door=_door(bot.settings))
        await stopping
        _log.info("bot.stopping")
    finally:
        await bot.__aexit__()
    _tell_end(told)
    return OK


def _tell_end(told: "_Told") -> None:
    _log.info("bot.stopped", seconds=round(time.monotonic() - told.at, 2))


def _door(settings: Settings) -> str:
    return "socket" if settings.slack_app_token else "http"


async def _started(settings: Settings, waiting: WaitingForSlack, bot_of: Callable[..., Plumbline]) -> Plumbline:
    """The running bot; as long as Slack does not say who we are, it is asked again: nobody is up at night to do it."""
    web: WebDoor | None = None
    if settings.listens:
        web = await WebDoor.start(waiting.app, host=settings.host, port=settings.port, grace=ANSWERING_SECONDS)
    try:
        return await _asking_again(partial(bot_of, web=web), waiting)
    except BaseException:
        if web is not None:
            await web.stop()
        raise


async def _asking_again(bot_of: Callable[[], Plumbline], waiting: WaitingForSlack) -> Plumbline:
    pause = SHORTEST_PAUSE
    while True:
        try:
            return await bot_of().__aenter__()
        except CannotAsk as away:
            waiting.again(str(away))
            _log.warning("bot.waits_for_slack", reason=str(away), seconds=pause)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


class _Told:
    """Whether somebody told us to stop, and since when."""

    def __init__(self) -> None:
        self.at = 0.0
        self._told = asyncio.Event()
        for name in _SIGNALS:
            asyncio.get_running_loop().add_signal_handler(name, self._tell)

    async def wait(self) -> None:
        """Return when we are to stop."""
        await self._told.wait()

    def _tell(self) -> None:
        self.at = time.monotonic()
        for name in _SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(name)
            signal.signal(name, signal.SIG_DFL)
        last = threading.Timer(LONGEST_STOP, _leave)
        last.daemon = True
        last.start()
        self._told.set()


def _leave() -> None:
    """What is not finished is in the database, and the next process finishes it."""
    _log.warning("bot.left", seconds=LONGEST_STOP)
    os._exit(OK)
