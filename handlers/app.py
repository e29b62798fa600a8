"""The assembly: the one place where the parts meet."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Self

import structlog
from slack_bolt.authorization import AuthorizeResult

from bot.domain.dossier import Rulebook
from bot.domain.ids import WorkspaceId
from bot.views.messages import render
from bot.views.words import Words
from handlers import resources
from handlers.clock import SystemClock, Ticker, protocol_now
from handlers.delivery.drain import Drain
from handlers.due import DueWork
from handlers.profiles import SlackProfiles
from handlers.settings import BadSettings, Settings
from handlers.slack import digests, kickoff, nags, numbers, plan, plumb, workspace_events
from handlers.slack.doorway import Clock, Doorway
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, one_workspace, who_am_i
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.socket import SocketDoor
from handlers.slack.replies import Speaker
from handlers.web import WebDoor, web_app
from storage.engine import open_engine
from storage.ledger import Ledger
from storage.migrate import make_ready
from storage.runner import UnitRunner
from storage.sweep import Sweep
from storage.unit_of_work import Store

TICK_SECONDS = 15.0
ALIASES = {"/plumb": "", "/kickoff": "kickoff", "/impact": "impact"}
_log = structlog.get_logger("plumbline.app")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Everything that is listened to."""

    registry: Registry
    words: plumb.WordTable


def listeners(doorway: Doorway, speaker: Speaker) -> Listeners:
    """Fill the table of listeners; the manifest is compared with it."""
    registry, table = Registry(), plumb.WordTable(speaker)
    kickoff.register(registry, table, kickoff.KickoffDoor(doorway=doorway, speaker=speaker))
    plan.register(registry, table, plan.PlanDoor(doorway=doorway, speaker=speaker))
    nags.register(registry, table, nags.NagDoor(doorway=doorway, speaker=speaker))
    numbers.register(registry, table, numbers.NumbersDoor(doorway=doorway, speaker=speaker))
    digests.register(registry, table, digests.DigestDoor(doorway=doorway, speaker=speaker))
    workspace_events.register(registry, workspace_events.WorkspaceDoor(doorway=doorway))
    plumb.register(registry, table, ALIASES)
    return Listeners(registry=registry, words=table)


class Plumbline:
    """The running bot: from `async with` to its end it listens, ticks and speaks."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, tick_seconds: float | None = TICK_SECONDS) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.rules: Rulebook = resources.load_rulebook(settings.policy)
        self.words: Words = resources.words(settings.templates)
        self._tick_seconds = tick_seconds
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Open the database, connect to Slack, and begin to listen, tick and speak."""
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening, finish what was accepted, release the rest."""
        await self._stack.aclose()

    async def _open(self) -> None:
        settings = self.settings
        engine = open_engine(settings.database_url, schema=settings.schema_name)
        self._stack.callback(engine.dispose)
        make_ready(engine)
        self.store = Store(engine)
        self.runner = UnitRunner(self.store, on_spoke=self._wake)
        self._stack.push_async_callback(self.runner.close)
        self.clients = await self._stack.enter_async_context(Clients(settings.slack_api_url))
        client = self.clients.web(settings.bot_token)
        me = await who_am_i(client)
        if me is None:
            raise BadSettings("SLACK_BOT_TOKEN: Slack does not accept this token.")
        self.workspace = workspace_of(me)
        await self._arrive(me)
        profiles = SlackProfiles(lambda _workspace: client)
        self.doorway = Doorway(runner=self.runner, rules=self.rules, clock=self.clock, profiles=profiles)
        self.due = DueWork(
            runner=self.runner, sweep=Sweep(engine), rules=self.rules, learn=self.doorway.learn
        )
        self.drain = Drain()
        await self._listen(Authorize(one_workspace(client)))
        await self._tick_on()

    def _wake(self) -> None:
        self.drain.wake()


def workspace_of(me: AuthorizeResult) -> WorkspaceId:
    """The workspace behind a token: the team, or the organisation where the app is installed for all of it."""
    return WorkspaceId(me.team_id or me.enterprise_id or "")
