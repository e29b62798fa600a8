"""The demo workspace: a small Slack that runs in this process, as strict as the real one."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace.delivery.courier import ACK_SECONDS, Ack, Courier
from handlers.demo.workspace.delivery.http_delivery import HttpDelivery
from handlers.demo.workspace.delivery.transport import EnvelopeKind
from handlers.demo.workspace.faults import Faults
from handlers.demo.workspace.limits import RateLimiter
from handlers.demo.workspace.page.routes import Page
from handlers.demo.workspace.people.heard import dump
from handlers.demo.workspace.people.person import Person
from handlers.demo.workspace.server import Server
from handlers.demo.workspace.web_api.canvases import delete_canvas, new_canvas
from handlers.demo.workspace.web_api.conversations import enter
from handlers.demo.workspace.world.canvases import Canvas
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.files import File
from handlers.demo.workspace.world.manifest import read_manifest
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.record import Record
from handlers.demo.workspace.world.setup import Clock, Setup
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.world import World

Json = dict[str, Any]
T = TypeVar("T")
MoveClock = Callable[[timedelta], Awaitable[None]]
SLACK_RETRIES = (0.0, 60.0, 300.0)


class Workspace:
    """One workspace with one app; start it, add people and channels, let them act, look at what they see."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        clock: Clock,
        *,
        limits: bool = False,
        setup: Setup | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = SLACK_RETRIES,
    ) -> None:
        self.world = World(read_manifest(manifest), clock, setup or Setup())
        self.faults = Faults()
        self.courier = Courier(self.world, ack_seconds, retry_delays)
        self.limiter = RateLimiter(self.world.setup.real_now, enabled=limits)
        self.server = Server(self.world, self.courier, self.faults, self.limiter)
        self.on_move_clock: MoveClock | None = None
        self.people: dict[str, Person] = {}
        self.world.on_event = self.courier.tell
        Page(self).install(self.server.app)

    # --- the app's side ------------------------------------------------------------------------

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one."""
        self.world.url = await self.server.start(port)

    async def stop(self) -> None:
        """Hang up and stop listening."""
        await self.courier.close()
        await self.server.stop()

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.world.url

    @property
    def api_url(self) -> str:
        """The address of the Web API, for `base_url` of slack_sdk's clients."""
        return f"{self.world.url}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.world.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.world.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that signs requests over HTTP."""
        return self.world.signing_secret

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.world.setup.team_id

    @property
    def bot_user_id(self) -> str:
        """The user id of the app's bot."""
        return self.world.bot.id

    @property
    def log(self) -> Record:
        """Everything that happened, append-only."""
        return self.world.record

    @property
    def warnings(self) -> list[str]:
        """What Slack would have accepted with a warning, in order."""
        return self.world.warnings

    @property
    def clock(self) -> Clock:
        """The story's clock."""
        return self.world.clock

    def deliver_over_http(self, url: str | None) -> None:
        """Reach the app at this request URL (path `/slack/events` if none is given); None: Socket Mode again."""
        self.courier.over_http(url)

    def http_headers(self, body: bytes, content_type: str) -> dict[str, str]:
        """Slack's headers for a body, signature included: for requests that a test makes itself."""
        return HttpDelivery("", self.signing_secret).headers(body, content_type)

    async def deliver_raw(self, kind: EnvelopeKind, payload: Json) -> Ack:
        """Deliver any payload as it is and wait for the acknowledgement."""
        return await self.courier.ask(kind, payload)

    def emit(self, event: Json) -> None:
        """Let an event happen; the app hears it if it subscribed and has the scope."""
        self.world.emit(event)

    @property
    def connections(self) -> int:
        """How many Socket Mode connections the app holds."""
        return self.courier.sockets.connections

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Make the app reconnect, as Slack does every few hours."""
        await self.courier.sockets.refresh(reason)

    def drop_sockets(self) -> None:
        """Cut the app's connections without a word; `courier.sockets` knows other ends too."""
        self.courier.sockets.cut()

    # --- people and places ---------------------------------------------------------------------

    def add_user(self, name: str, **facts: Any) -> Person:
        """A new member; `facts` are fields of `User` (real_name, email, tz, locale, is_admin, is_restricted, …)."""
        usual: Json = {"real_name": name.capitalize(), "email": f"{name}@example.com", "tz": "UTC"}
        known: Json = {"team_id": self.team_id, **usual, **facts}
        user = self.world.add_user(User(id=self.world.ids.next("U0"), name=name, **known))
        return self.people.setdefault(user.id, Person(self.world, self.courier, user))

    def add_channel(
        self, name: str, *, private: bool = False, members: Iterable[Person] = (), bot: bool = False
    ) -> Channel:
        """A new channel with these people in it, and the app if `bot`."""
        ids = [person.id for person in members] + ([self.bot_user_id] if bot else [])
        return self.world.add_channel(name, "private" if private else "public", ids)

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Give a channel a new name."""
        channel.name = name
        self.world.note("renamed", channel=channel.id, name=name)
        kind = "channel_rename" if channel.kind == "public" else "group_rename"
        described = {"id": channel.id, "name": name, "created": channel.created}
        self.world.emit({"type": kind, "channel": described})

    def archive_channel(self, channel: Channel, by: Person) -> None:
        """Archive a channel."""
        channel.is_archived = True
        self.world.note("archived", channel=channel.id)
        kind = "channel_archive" if channel.kind == "public" else "group_archive"
        self.world.emit({"type": kind, "channel": channel.id, "user": by.id})

    def unarchive_channel(self, channel: Channel, by: Person) -> None:
        """Bring an archived channel back."""
        channel.is_archived = False
        self.world.note("unarchived", channel=channel.id)
        kind = "channel_unarchive" if channel.kind == "public" else "group_unarchive"
        self.world.emit({"type": kind, "channel": channel.id, "user": by.id})

    def change_user(self, person: Person, **facts: Any) -> None:
        """Change an account: its zone, its role, `deleted=True` to deactivate it."""
        for name, value in facts.items():
            setattr(person.user, name, value)
        person.user.updated = int(self.world.clock.now().timestamp())
        self.world.note("user_changed", user=person.id)
        described = person.user.describe(self.world.clock.now(), email=False, locale=True)
        self.world.emit({"type": "user_change", "user": described, "cache_ts": person.user.updated})

    def remove_app(self, channel: Channel) -> None:
        """Take the app out of a channel."""
        channel.members.remove(self.bot_user_id)
        self.world.note("left", channel=channel.id, user=self.bot_user_id)

    def invite_app(self, channel: Channel, by: Person) -> None:
        """What /invite does: the app is in the channel, and hears of it."""
        enter(self.world, channel, self.bot_user_id, inviter=by.id)

    def uninstall(self, error: str = "account_inactive") -> None:
        """Uninstall the app: its tokens answer with this error from now on."""
        self.world.revoked = error
        self.world.emit({"type": "app_uninstalled"})
        self.world.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user_id]}})

    def add_file(self, person: Person, name: str, content: bytes) -> File:
        """A file that a person has at hand, to be put into a form."""
        file = File(
            id=self.world.ids.next("F0"),
            name=name,
            length=len(content),
            owner=person.id,
            url="",
            steps_left=0,
            created=int(self.world.clock.now().timestamp()),
            content=content,
            completed=True,
        )
        file.url = f"{self.url}/files-pri/{self.team_id}-{file.id}/{name}"
        self.world.files[file.id] = file
        return file

    def write_canvas(self, channel: Channel, person: Person, markdown: str) -> Canvas:
        """A person writes into the channel's canvas, which becomes theirs where there was none."""
        canvas = self.world.canvases.get(channel.canvas or "") or new_canvas(self.world, person.id, channel.id)
        canvas.write(markdown)
        self.world.note("canvas_edited", canvas=canvas.id)
        return canvas

    def delete_canvas(self, channel: Channel) -> None:
        """A person deletes the channel's canvas."""
        delete_canvas(self.world, self.world.canvases[channel.canvas or ""])

    def canvas(self, channel: Channel) -> Canvas | None:
        """What stands in the channel's canvas, for people."""
        return self.world.canvases.get(channel.canvas or "")

    async def move_clock(self, step: timedelta) -> None:
        """Let the story go on by this much, by `on_move_clock` where the demo has installed it."""
        if self.on_move_clock is not None:
            await self.on_move_clock(step)
        elif isinstance(self.clock, StoryClock):
            self.clock.advance(step)
        self.world.note("clock_moved", seconds=step.total_seconds())

    # --- looking -------------------------------------------------------------------------------

    def messages(self, channel: Channel) -> list[Message]:
        """What everybody sees in a channel, oldest first."""
        return [message for message in channel.messages if message.is_public]

    async def until(self, condition: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109
        """Wait until the condition is truthy, looked at after every change; raises NeverHappenedError with a dump."""
        return await self.world.changes.until(condition, timeout, self.dump)

    async def settled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until every event so far has been delivered or has failed once."""
        await self.until(lambda: self.courier.is_quiet, timeout)

    async def connected(self, connections: int = 1, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the app holds so many Socket Mode connections."""
        await self.until(lambda: self.connections >= connections, timeout)

    def dump(self) -> str:
        """The whole workspace as readable text."""
        return dump(self.world)
