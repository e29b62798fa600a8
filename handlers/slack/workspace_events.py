"""What Slack tells of people, channels and the installation itself."""

from dataclasses import dataclass

import structlog

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message import ToPerson
from bot.domain.parking import MENDED_BY_RETURN
from handlers.flows.asker import MissingProfiles
from handlers.profiles import person_from
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import Done
from handlers.slack.edge.payloads import Event
from handlers.slack.edge.registry import Registry
from storage.unit_of_work import Work

_log = structlog.get_logger("plumbline.workspace")

CHANNEL_EVENTS = (
    *("channel_rename", "channel_archive", "channel_unarchive"),
    *("group_rename", "group_archive", "group_unarchive"),
    "member_joined_channel",
)
LEAVING_EVENTS = ("app_uninstalled", "tokens_revoked")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceDoor:
    """Keeps what is known of a workspace up to date."""

    doorway: Doorway

    async def user_changed(self, heard: Event) -> Done:
        """A profile changed: its zone decides when the person is written to, and who is back is written to again.

        Events come in any order, so none of them is believed: where it tells something new, Slack is asked what holds.
        To try again what was kept for somebody who is said to be back is right in any order.
        """
        told = heard.inner.get("user")
        if not isinstance(told, dict) or "id" not in told:
            return Done()
        workspace, user, now = WorkspaceId(heard.workspace), UserId(told["id"]), self.doorway.clock.now()
        known = await self.doorway.known(heard, user)
        if known is not None and person_from(workspace, told, known.seen_at) != known:
            await self.doorway.learn(workspace, MissingProfiles(users=frozenset({user})), now)

        def unit(work: Work) -> None:
            work.release(ToPerson(user=user), MENDED_BY_RETURN)

        if person_from(workspace, told, now).is_active:
            await self.doorway.note(heard, unit)
        return Done()

    async def channel_changed(self, heard: Event) -> Done:
        """A channel changed, or somebody joined it, perhaps the bot: what it is now is asked of Slack.

        Events come in any order, so none of them is believed; what could not be said there before is said now.
        """
        told = heard.inner.get("channel")
        channel = told.get("id") if isinstance(told, dict) else told
        if isinstance(channel, str):
            missing = MissingProfiles(channels=frozenset({ChannelId(channel)}))
            await self.doorway.learn(WorkspaceId(heard.workspace), missing, self.doorway.clock.now())
        return Done()

    async def left(self, heard: Event) -> Done:
        """The app was removed or its tokens taken back: nothing is sent there any more; what was kept stays.

        An hour later it may have been installed again, and Slack still repeats what it could not deliver.
        """
        if heard.type == "tokens_revoked" and not (heard.inner.get("tokens") or {}).get("bot"):
            return Done()
        if await self.doorway.is_welcome(heard):
            return Done()
        now = self.doorway.clock.now()
        stopped = list[bool]()

        def unit(work: Work) -> None:
            stopped.append(work.workspaces.stop(now, heard.type))

        await self.doorway.note(heard, unit)
        if any(stopped):
            _log.error("workspace.stopped", workspace=heard.workspace, reason=heard.type)
        return Done()


def register(registry: Registry, door: WorkspaceDoor) -> None:
    """Listen to what Slack tells of itself."""
    registry.event("user_change", door.user_changed)
    for event in CHANNEL_EVENTS:
        registry.event(event, door.channel_changed)
    for event in LEAVING_EVENTS:
        registry.event(event, door.left)
