"""The state of the workspace and the few verbs that change it; everything else reads or calls these."""

import copy
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from handlers.demo.workspace.blocks.validation import elements_of, every_block
from handlers.demo.workspace.world.changes import Changes
from handlers.demo.workspace.world.channels import Channel, Kind
from handlers.demo.workspace.world.ids import Ids
from handlers.demo.workspace.world.manifest import Manifest
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.record import Happening, Record
from handlers.demo.workspace.world.setup import Clock, Setup
from handlers.demo.workspace.world.triggers import Rights
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.view_stacks import ViewStacks

if TYPE_CHECKING:
    from handlers.demo.workspace.world.canvases import Canvas
    from handlers.demo.workspace.world.files import File

Json = dict[str, Any]


class World:
    """One workspace with one app installed in it."""

    def __init__(self, manifest: Manifest, clock: Clock, setup: Setup) -> None:
        self.manifest, self.clock, self.setup = manifest, clock, setup
        self.ids = Ids(setup.team_id)
        self.changes, self.record = Changes(), Record()
        self.warnings: list[str] = []
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.rights = Rights(self.ids, setup.real_now, setup.trigger_seconds)
        self.stacks = ViewStacks(self)
        self.on_event: Callable[[Json], None] = lambda _event: None
        self.url = ""
        self.app_id = self.ids.next("A0")
        self.bot_token = f"xoxb-{setup.team_id}-{self.ids.secret()}"
        self.app_token = f"xapp-1-{self.app_id}-{self.ids.secret()}"
        self.signing_secret = self.ids.secret()
        self.verification_token = self.ids.secret(24)
        self.revoked: str | None = None
        self.granted = manifest.scopes | (manifest.optional_scopes - setup.withhold)
        self._last_ts = 0
        self.bot = self.add_user(
            User(
                id=self.ids.next("U0"),
                team_id=setup.team_id,
                name=manifest.bot_name.lower().replace(" ", "_"),
                real_name=manifest.bot_name,
                is_bot=True,
                bot_id=self.ids.next("B0"),
                tz="America/Los_Angeles",
            )
        )

    @property
    def bot_id(self) -> str:
        """The id of the app's bot."""
        return str(self.bot.bot_id)

    def name_of(self, some_id: str) -> str:
        """How a person or a channel is called; the id itself if it is neither."""
        if some_id in self.users:
            return self.users[some_id].real_name
        return self.channels[some_id].name if some_id in self.channels else some_id

    def next_ts(self) -> str:
        """A message timestamp at the story's time, later than every one before."""
        self._last_ts = max(int(self.clock.now().timestamp() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def note(self, kind: str, /, **detail: Any) -> None:
        """Record that something became visible, and wake whoever waits for a change."""
        self.record.entries.append(
            Happening(kind=kind, detail=detail, at=self.clock.now(), real_at=self.setup.real_now())
        )
        self.changes.ring()

    def emit(self, event: Json) -> None:
        """Tell the app, if it subscribed to this and may hear it."""
        self.on_event(event)

    def warn(self, warning: str) -> None:
        """Record something that Slack accepts but warns about."""
        self.warnings.append(warning)

    def add_user(self, user: User) -> User:
        """A new account."""
        user.updated = int(self.clock.now().timestamp())
        self.users[user.id] = user
        self.note("user_added", user=user.id)
        return user

    def add_channel(self, name: str, kind: Kind, members: Iterable[str], prefix: str = "C0") -> Channel:
        """A new conversation."""
        everyone = list(members)
        channel = Channel(
            id=self.ids.next(prefix),
            name=name,
            kind=kind,
            created=int(self.clock.now().timestamp()),
            creator=everyone[0] if everyone else self.bot.id,
            members=everyone,
        )
        self.channels[channel.id] = channel
        self.note("channel_added", channel=channel.id)
        return channel

    def dm_with(self, user: str) -> Channel:
        """The direct message between the app and this person."""
        for channel in self.channels.values():
            if channel.is_dm and user in channel.members:
                return channel
        return self.add_channel("directmessage", "im", [user, self.bot.id], prefix="D0")

    def with_ids(self, blocks: Iterable[Json]) -> list[Json]:
        """A copy of the blocks in which every block and every element has an id, as Slack fills them in."""
        filled = copy.deepcopy(list(blocks))
        for item, _ in every_block(filled):
            item.setdefault("block_id", self.ids.secret(5))
            for element in elements_of(item):
                if element["type"] not in {"image", "feedback_buttons"} or "action_id" in element:
                    element.setdefault("action_id", self.ids.secret(5))
        return filled

    def say(self, channel: Channel, message: Message) -> Message:
        """Put a message into its conversation, and tell the app about it."""
        channel.messages.append(message)
        kind = "ephemeral" if message.ephemeral_to else "posted"
        self.note(
            kind,
            channel=channel.id,
            ts=message.ts,
            user=message.user,
            to=message.ephemeral_to,
            text=message.text,
            metadata=message.metadata,
        )
        if message.is_public:
            self.emit({**message.payload(), **self._where(channel)})
        return message

    def has_changed(self, channel: Channel, message: Message, previous: Json) -> None:
        """A message was edited: show it, and tell the app as Slack does."""
        self.note("updated", channel=channel.id, ts=message.ts, text=message.text)
        event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": self.next_ts()}
        self.emit(event | {"message": message.payload(), "previous_message": previous} | self._where(channel))

    def remove(self, channel: Channel, message: Message) -> None:
        """A message was deleted."""
        message.deleted = True
        self.note("deleted", channel=channel.id, ts=message.ts)
        event = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
        event |= {"ts": self.next_ts(), "previous_message": message.payload()}
        if message.ephemeral_to is None:
            self.emit(event | self._where(channel))

    def _where(self, channel: Channel) -> Json:
        kind = {"public": "channel", "private": "group", "im": "im"}[channel.kind]
        return {"channel": channel.id, "channel_type": kind}
