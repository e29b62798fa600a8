"""A bot that only speaks: a ledger on a database, a drain, and a strict workspace that it speaks in."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import ColumnElement, Engine, select, update

from bot.domain.charter_messages import CharterSheet, sheet_key
from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.living import say
from bot.domain.message import Message, Outgoing, Parked, ToChannel
from bot.views.degree import Degree
from bot.views.rendered import Rendered
from handlers.delivery import payload
from handlers.delivery.drain import Drain
from handlers.delivery.embedded import EmbeddedDrain
from handlers.delivery.keeping.keeper import Shown
from handlers.delivery.line import Clients as FindClient
from handlers.delivery.pace import Waits
from handlers.delivery.pictures import Studio
from handlers.delivery.ports import Ports
from handlers.delivery.settling import OnParked
from handlers.delivery.shared import SharedDrain
from handlers.delivery.tiers import Limits
from handlers.delivery.trying import Tries
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Channel, Workspace
from handlers.metrics.metrics import Metrics
from handlers.slack.edge.clients import Clients
from storage.deliveries import Deliveries, read
from storage.engine import BEGIN, driver_arguments, is_sqlite
from storage.keepings import Keepings, Kept
from storage.ledger import Ledger
from storage.ledger_rows import Backlog, Delivery, Head
from storage.tables.deliveries import deliveries
from storage.tables.workspaces import WorkspaceStatus, workspaces

T = TypeVar("T")
Json = dict[str, Any]
TICK = timedelta(milliseconds=10)
QUICK = Waits(first=TICK, most=4 * TICK, patience=TICK, alone=TICK, ready=(TICK, TICK))
Render = Callable[[Message, Degree], Rendered]


def words_of(message: Message) -> str:
    """The words of a short message, the version of a sheet, or the kind of another."""
    match message:
        case Parked():
            return message.reason
        case CharterSheet():
            return title_of(message)
        case _:
            return f"a {message.kind}"


def title_of(sheet: CharterSheet) -> str:
    """A sheet by its project and version."""
    return f"{sheet.project.name} v{sheet.version}"


BRIEFLY = Shown(
    title="Charters",
    canvas=lambda sheets, _names: "\n\n".join(f"# {title_of(sheet)}" for sheet in sheets) or "nothing",
    bookmark=lambda sheet: f"Charter of {sheet.project.name}",
)


def section(words: str) -> Json:
    """A block that every message may hold."""
    return {"type": "section", "text": {"type": "plain_text", "text": words}}


def plainly(message: Message, degree: Degree) -> Rendered:
    """The words, in a classic block where blocks are wanted."""
    words = words_of(message)
    return Rendered(text=words, blocks=None if degree is Degree.PLAIN else [section(words)])


async def in_thread(work: Callable[[], T], /) -> T:
    """Away from the event loop."""
    return await asyncio.to_thread(work)


def protocol_now() -> datetime:
    """Real time."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Bot:
    """What tests hold in their hands; `told` is what the owner would be told of parked messages."""

    engine: Engine
    workspace: Workspace
    clients: Clients
    clock: StoryClock
    told: list[tuple[str, str]] = field(default_factory=list)
    drains: list[Drain] = field(default_factory=list)
    waits: Waits = QUICK
    render: Render = plainly
    parallel: int = 16
    each: int | None = None
    longest_sleep: timedelta = timedelta(seconds=5)
    per_minute: dict[str, int] = field(default_factory=dict)
    shared_pace: dict[str, timedelta] = field(default_factory=dict)
    tell: OnParked | None = None
    find_client: FindClient | None = None
    studio: Studio | None = None
    shown: Shown | None = BRIEFLY
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def team(self) -> WorkspaceId:
        """The workspace's id."""
        return WorkspaceId(self.workspace.team_id)

    @property
    def ledger(self) -> Ledger:
        """The drain's side of the ledger."""
        return Ledger(self.engine)

    def keep(self, *messages: Outgoing) -> list[bool]:
        """Decide messages, each in a transaction of its own."""
        kept = []
        for message in messages:
            with self.engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
                kept.append(Deliveries(connection, self.team).keep(message, self.clock.now()))
        return kept

    def sign(self, sheet: CharterSheet) -> None:
        """Decide the sheet of a signed charter, in its project's channel."""
        key, to = sheet_key(sheet.project.id), ToChannel(channel=sheet.project.channel)
        self.keep(say(key, to, sheet, self.clock.now()))

    def kept(self, channel: Channel) -> Kept:
        """How a channel keeps its charters, as the product tells it."""
        with self.engine.connect() as connection:
            kept = Keepings(connection, self.team).of(ChannelId(channel.id))
        assert kept is not None
        return kept

    def shows(self, channel: Channel) -> str | None:
        """What stands in a channel's canvas."""
        canvas = self.workspace.canvas(channel)
        return None if canvas is None else canvas.markdown

    def pins(self, channel: Channel) -> list[str]:
        """The words of what is pinned."""
        pinned = [channel.message(ts) for ts in channel.pins]
        return [message.text.split("\n")[0] for message in pinned if message is not None]

    def bookmarks(self, channel: Channel) -> list[tuple[str, str]]:
        """Each bookmark's title, with the words of the message that it leads to."""
        places = {f"p{message.ts.replace('.', '')}": message.text.split("\n")[0] for message in channel.messages}
        return [(each["title"], places[each["link"].rpartition("/")[2]]) for each in channel.bookmarks]

    async def client_of(self, _workspace: WorkspaceId) -> AsyncWebClient:
        """The client that the product would build."""
        return self.clients.web(self.workspace.bot_token)

    async def on_parked(self, delivery: Delivery, reason: str) -> None:
        """Note who would be told."""
        self.told.append((delivery.key, reason))

    def drain(self, *, gap: timedelta = timedelta(0), lock: AbstractContextManager[object] | None = None) -> Drain:
        """A drain on this database, not started."""
        ledger = Ledger(self.engine, gap=gap)
        ports = Ports(
            ledger=ledger,
            clock=self.clock,
            protocol_now=protocol_now,
            in_thread=in_thread,
            waits=self.waits,
            limits=Limits(gap=gap, per_minute=self.per_minute),
            metrics=self.metrics,
        )
        tries = Tries(
            ports,
            clients=self.find_client or self.client_of,
            render=self.render,
            on_parked=self.tell or self.on_parked,
            studio=self.studio,
            shown=self.shown,
        )
        made: Drain
        if is_sqlite(self.engine):
            made = EmbeddedDrain(ports, tries, lock=lock, parallel=self.parallel, each=self.each or self.parallel)
        else:
            made = SharedDrain(
                ports,
                tries,
                driver=driver_arguments(self.engine),
                parallel=self.parallel,
                each=self.each or self.parallel,
                **({"longest_sleep": self.longest_sleep} | self.shared_pace),
            )
        self.drains.append(made)
        return made

    async def run(self) -> None:
        """Start a drain, let it send all that is due, and stop it."""
        drain = self.drain()
        await drain.start()
        async with asyncio.timeout(30):
            await drain.settled()
        await drain.stop()

    async def looked(self, drain: Drain) -> None:
        """Wake a drain and wait until it has looked."""
        drain.wake()
        await drain.looked()

    def begin(self) -> Delivery:
        """What a drain commits before it speaks; the one message that is due."""
        (head,) = self.heads()
        delivery = self.ledger.begin(head, self.clock.now(), protocol_now())
        assert delivery is not None
        return delivery

    def heads(self) -> tuple[Head, ...]:
        """What could be sent now."""
        return self.ledger.claim(self.clock.now(), protocol_now(), 100)

    def recover(self) -> None:
        """What a drain does at its start when it holds the lock."""
        self.ledger.recover(protocol_now(), timedelta(0))
        self.ledger.keepings.recover(protocol_now(), timedelta(0))

    def end_leases(self, moment: datetime) -> None:
        """Let every try that is going on have begun so long ago that its lease ended at this moment."""
        self._change(retry_at=moment)

    def spoil(self, key: str, body: str) -> None:
        """Put another body into a row, as an older program might have written it."""
        self._change(deliveries.c.key == key, body=body)

    def arguments(self, delivery: Delivery, channel: Channel) -> Json:
        """The arguments with which a drain would post."""
        rendered = self.render(read(delivery.body), Degree.FULL)
        return payload.post(channel.id, rendered, payload.opaque_key(delivery.workspace, delivery.key))

    def _change(self, *which: ColumnElement[bool], **values: object) -> None:
        with self.engine.begin() as connection:
            connection.execute(update(deliveries).where(*which).values(**values))

    def arrive_again(self) -> None:
        """Somebody installs the app again."""
        with self.engine.begin() as connection:
            connection.execute(update(workspaces).values(status=WorkspaceStatus.ACTIVE))

    def row(self, key: str) -> Json:
        """One row of the ledger."""
        with self.engine.connect() as connection:
            query = select(deliveries).where(deliveries.c.workspace == self.team, deliveries.c.key == key)
            return dict(connection.execute(query).mappings().one())

    def states(self) -> dict[str, str]:
        """Each key with how far it got."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(deliveries.c.key, deliveries.c.state).order_by(deliveries.c.id))
            return {key: str(state) for key, state in rows}

    def backlog(self) -> Backlog:
        """What an operator sees."""
        return self.ledger.backlog(self.clock.now())

    def said(self, channel: Channel) -> list[str]:
        """What people read in a channel now, oldest first."""
        return [message.text for message in self.workspace.messages(channel) if not message.deleted]

    def calls(self, *methods: str) -> list[str]:
        """The methods that were called, in order; all of them when none is named."""
        return [call.method for call in self.workspace.log.calls() if call.method in methods or not methods]


def keys_in(messages: Iterable[Any]) -> list[str]:
    """The opaque keys that messages carry."""
    return [message.metadata["event_payload"]["key"] for message in messages]
