"""A member of the workspace: what they see, and what they say and do among each other."""

from dataclasses import dataclass

from handlers.demo.workspace.delivery.courier import Courier
from handlers.demo.workspace.people.forms import CannotDoError
from handlers.demo.workspace.web_api.conversations import enter
from handlers.demo.workspace.world.channels import Channel
from handlers.demo.workspace.world.messages import Message
from handlers.demo.workspace.world.users import User
from handlers.demo.workspace.world.views import View
from handlers.demo.workspace.world.world import World


@dataclass(eq=False, slots=True, repr=False)
class Member:
    """One account, without the app."""

    world: World
    courier: Courier
    user: User

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"

    @property
    def id(self) -> str:
        """The user id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The user name."""
        return self.user.name

    @property
    def dm(self) -> list[Message]:
        """Her direct messages with the app, oldest first."""
        return self.sees(self.world.dm_with(self.id))

    @property
    def modal(self) -> View | None:
        """The modal on top, if there is one."""
        return self.world.stacks.top(self.id)

    @property
    def home(self) -> View | None:
        """The app's Home tab, if it was published for her."""
        return self.world.stacks.homes.get(self.id)

    def sees(self, channel: Channel) -> list[Message]:
        """What she sees in a conversation, her ephemeral messages included."""
        if self.id not in channel.members and channel.kind != "public":
            raise CannotDoError(f"{self.name} cannot see {channel.name}")
        return [message for message in channel.messages if message.visible_to(self.id)]

    async def say(self, text: str, channel: Channel | None = None, thread: Message | None = None) -> Message:
        """Write a message, in the direct message with the app unless a channel is given."""
        place = channel or self.world.dm_with(self.id)
        if place.is_dm and self.world.manifest.messages_tab_read_only:
            raise CannotDoError("sending messages to this app has been turned off")
        if self.id not in place.members or place.is_archived:
            raise CannotDoError(f"{self.name} cannot write in {place.name}")
        parent = thread.thread_ts or thread.ts if thread is not None else None
        message = Message(
            channel_id=place.id,
            ts=self.world.next_ts(),
            user=self.id,
            text=text,
            name_of=self.world.name_of,
            thread_ts=parent,
        )
        return self.world.say(place, message)

    async def delete(self, message: Message) -> None:
        """Delete a message, as its author or as an admin."""
        if message.user != self.id and not self.user.is_admin:
            raise CannotDoError("only its author and admins can delete a message")
        self.world.remove(self.world.channels[message.channel_id], message)

    async def edit(self, message: Message, text: str) -> None:
        """Change what she wrote."""
        if message.user != self.id:
            raise CannotDoError("only its author can edit a message")
        previous = message.payload()
        message.text, message.edited = text, {"user": self.id, "ts": self.world.next_ts()}
        self.world.has_changed(self.world.channels[message.channel_id], message, previous)

    async def join(self, channel: Channel) -> None:
        """Join a channel."""
        if self.id not in channel.members:
            enter(self.world, channel, self.id)

    async def invite_app(self, channel: Channel) -> None:
        """Bring the app into a channel."""
        self.sees(channel)
        if self.world.bot.id not in channel.members:
            enter(self.world, channel, self.world.bot.id, inviter=self.id)

    async def leave(self, channel: Channel) -> None:
        """Leave a channel."""
        channel.members.remove(self.id)
        self.world.note("left", channel=channel.id, user=self.id)
        kind = "C" if channel.kind == "public" else "G"
        event = {"type": "member_left_channel", "user": self.id, "channel": channel.id, "channel_type": kind}
        self.world.emit({**event, "team": self.world.setup.team_id})
