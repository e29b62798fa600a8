"""The assembly: the one place where the parts meet."""

import asyncio
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Self

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine

from bot.domain.dossier import Rulebook
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.parking import MENDED_BY_SCOPE
from handlers import resources
from handlers.attachments import SlackAttachments
from handlers.clock import SystemClock, Ticker, protocol_now
from handlers.delivery.pace import Waits
from handlers.delivery.pictures import Studio
from handlers.delivery.ports import Ports
from handlers.delivery.tiers import SLACKS, Limits
from handlers.due import DueWork
from handlers.ending import ANSWERING_SECONDS, COMPUTING_SECONDS, Ending
from handlers.lifeline import Lifeline
from handlers.metrics.metrics import Metrics
from handlers.operating.health import no_problem
from handlers.operating.watch import Watched
from handlers.parked import Parking
from handlers.profiles import SlackProfiles
from handlers.serving import api_beside
from handlers.settings import BadSettings, Settings
from handlers.slack.asked import Clock
from handlers.slack.attached import Attachments
from handlers.slack.doorway import Doorway
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, one_workspace, who_am_i
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.link import Rhythm
from handlers.slack.edge.socket import SocketDoor, refusal_of
from handlers.slack.edge.unfinished import KEEPING_SECONDS, UnfinishedWork
from handlers.slack.listeners import listeners
from handlers.slack.replies import Speaker
from handlers.voice import studio_of, voice_on
from handlers.warming import Warming
from handlers.web import WebDoor, web_app
from handlers.worker.worker import Worker
from storage.engine import open_engine
from storage.ledger import Ledger
from storage.readiness import make_ready
from storage.runner import UnitRunner
from storage.sweep import Sweep
from storage.unfinished import Unfinished
from storage.unit_of_work import Store, Work

TICK_SECONDS = 15.0


async def _at_once() -> None:
    """Nothing is heard, so everything is answered."""


class Plumbline:
    """The running bot: from `async with` to its end it listens, ticks and speaks."""

    def __init__(  # noqa: PLR0913  whoever runs several in one process hands over what is slow to make
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        tick_seconds: float | None = TICK_SECONDS,
        limits: Limits = SLACKS,
        waits: Waits | None = None,
        keeping_seconds: float = KEEPING_SECONDS,
        listens: bool = True,
        speaks: bool = True,
        rules: Rulebook | None = None,
        worker: Worker | None = None,
        engine: Engine | None = None,
        web: WebDoor | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()
        self.rules = rules or resources.load_rulebook(settings.policy)
        self.words = resources.words(settings.templates)
        self._given_engine, self._web = engine, web
        # Whoever hands one over starts and closes it.
        self._owns_worker = worker is None
        self.worker: Worker = worker or Worker()
        self.warming = Warming(self.worker)
        self.metrics = Metrics()
        self._tick_seconds = tick_seconds
        self._limits = limits
        self._waits = waits or Waits()
        self._keeping_seconds = keeping_seconds
        self._listens = listens
        self._speaks = speaks
        self._is_speaking = False
        self._rhythm = rhythm
        self._answered = _at_once
        self._catch_up = _at_once
        self._ending = Ending()
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
        if self._owns_worker:
            self.worker.expect_end()
        await self._stack.aclose()

    async def _open(self) -> None:
        settings = self.settings
        engine = self._engine = self._given_engine or self._opened()
        self.store = Store(engine)
        self.runner = UnitRunner(self.store, on_spoke=self._wake)
        self._stack.push_async_callback(self.runner.close)
        if self._owns_worker:
            self._stack.push_async_callback(asyncio.to_thread, self.worker.close, COMPUTING_SECONDS)
        self.clients = await self._stack.enter_async_context(Clients(settings.slack_api_url, metrics=self.metrics))
        self._stack.push_async_callback(self._ending.come)
        self._client = client = self.clients.web(settings.bot_token)
        me = await who_am_i(client)
        if me is None:
            raise BadSettings("SLACK_BOT_TOKEN: Slack does not accept this token.")
        self.workspace = WorkspaceId(me.team_id or me.enterprise_id or "")
        await self._arrive(me)
        self.ledger, self.sweep = Ledger(engine, gap=self._limits.gap), Sweep(engine)
        self._profiles = SlackProfiles(lambda _workspace: client)
        self._stack.push_async_callback(self._profiles.close)
        self.doorway = Doorway(
            runner=self.runner,
            rules=self.rules,
            clock=self.clock,
            profiles=self._profiles,
            compute=self.worker.run,
            metrics=self.metrics,
        )
        self.lifeline = Lifeline(
            runner=self.runner,
            clock=self.clock,
            workspace=self.workspace,
            arrive=self._arrive,
            granted=me.bot_scopes or (),
        )
        self._due = DueWork(
            runner=self.runner,
            sweep=self.sweep,
            rules=self.rules,
            learn=self.doorway.learn,
            computed=self.doorway.computed,
        )
        if self._speaks:
            await self._begin_to_speak(client)
        if self._listens:
            await self._begin_to_listen(client, SlackAttachments(lambda _workspace: client, self.clients.download))
        if self._owns_worker and (self._listens or self._speaks):
            self.worker.start()  # in the background, and last: the first acknowledgement needs the processor more
        if self._listens:
            self.warming.start()
            self._stack.callback(self.warming.stop)
        if self._tick_seconds is not None:
            ticker = Ticker(self.tick, seconds=self._tick_seconds, ticking=self.metrics.ticking)
            ticker.start()
            self._stack.callback(ticker.stop)

    def _opened(self) -> Engine:
        engine = open_engine(self.settings.database_url, schema=self.settings.schema_name)
        self._stack.callback(engine.dispose)
        make_ready(engine, to_write=True)
        return engine

    async def _arrive(self, me: AuthorizeResult) -> None:
        now = self.clock.now()

        def unit(work: Work) -> None:
            work.banks.arrive(self.rules.bank)
            work.workspaces.arrive(me.team or "", UserId(me.bot_user_id) if me.bot_user_id else None, now)
            work.release(causes=MENDED_BY_SCOPE)

        await self.runner.write(self.workspace, unit, actor=None, now=now)

    async def _begin_to_speak(self, client: AsyncWebClient) -> None:
        ports = Ports(
            ledger=self.ledger,
            clock=self.clock,
            protocol_now=protocol_now,
            in_thread=self.runner.call,
            limits=self._limits,
            waits=self._waits,
            metrics=self.metrics,
        )
        voice = voice_on(
            self.store,
            ports,
            client=client,
            words=self.words,
            studio=self.studio(),
            on_parked=Parking(self.runner, self.clock, self._profiles.admins),
        )
        self.drain, self._healer = voice.drain, voice.healer
        await self.drain.start()
        self._is_speaking = True
        self._ending.of_drain(self.drain)

    def studio(self) -> Studio:
        """The worker draws, the shared pool of connections carries."""
        return studio_of(self.worker, self.clients.upload)

    async def _begin_to_listen(self, client: AsyncWebClient, attachments: Attachments) -> None:
        settings, speaker = self.settings, Speaker(self.words)
        authorize = Authorize(one_workspace(client))
        heard = listeners(self.doorway, speaker, attachments)
        unfinished = UnfinishedWork(
            Unfinished(self._engine), self.runner, self.workspace, seconds=self._keeping_seconds
        )
        await unfinished.recover(is_alone=self._is_speaking and self.store.is_sqlite)  # who speaks holds the lock
        edge = Edge(
            registry=heard.registry,
            clients=self.clients,
            authorize=authorize,
            unfinished=unfinished,
            metrics=self.metrics,
        )
        self._answered, self._catch_up = edge.drained, edge.catch_up
        self._ending.of_edge(edge)
        if settings.app_token is not None:

            def reconnected(_reason: str) -> None:
                self.metrics.socket_reconnects.add()

            door = SocketDoor(
                edge, app_token=settings.app_token, clients=self.clients, rhythm=self._rhythm, on_reconnect=reconnected
            )
            self._ending.of_socket(door)
            try:
                await door.start()
            except SlackApiError as refused:
                raise BadSettings(f"SLACK_APP_TOKEN: {refusal_of(refused).problem}.") from None
            if settings.serves_beside_socket:
                await self._serve(client, door=door)
        elif settings.signing_secret is not None:
            await self._serve(client, edge=edge, signing_secret=settings.signing_secret)

    async def _serve(
        self,
        client: AsyncWebClient,
        *,
        edge: Edge | None = None,
        signing_secret: str | None = None,
        door: SocketDoor | None = None,
    ) -> None:
        watched = Watched(
            engine=self._engine,
            workspace=self.workspace,
            client=client,
            metrics=self.metrics,
            worker=self.worker,
            now=self.clock.now,
            speaks=self._speaks,
            connected=None if door is None else door.connected,
            problem=no_problem if door is None else door.problem,
        )
        self.health = watched.health(self._stack)
        api = api_beside(self.doorway, self.runner, workspace=self.workspace, metrics=self.metrics)
        routes = [watched.page(self.health).route, *api]
        app = web_app(edge=edge, signing_secret=signing_secret, ready=self.health.missing, routes=routes)
        host, port = self.settings.host, self.settings.port
        web = self._web or await WebDoor.start(app, host=host, port=port, grace=ANSWERING_SECONDS)
        web.turn_to(app)
        self.port = web.port
        self._ending.of_door(web.stop)

    async def tick(self) -> int:
        """Work off everything that is due now; returns how many units changed something."""
        await self._catch_up()
        await self.lifeline.look(self._client)
        done = await self._due.run(self.clock.now())
        if self._speaks:
            await self._healer.run()
        self._wake()  # other processes write into the ledger too: a charter file, `due --send`
        return done

    async def next_due(self) -> datetime | None:
        """When something is due next, or None when nothing is planned."""
        return await self._due.next_due()

    async def idle(self) -> None:
        """Wait until what was heard is answered and what was decided is said, as far as it can be said now."""
        await self._answered()
        await self.drain.idle()

    def _wake(self) -> None:
        if self._is_speaking:
            self.drain.wake()
