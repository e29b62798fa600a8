"""The Home tab in Slack: shown when somebody opens it, and again after what they do there."""

from dataclasses import dataclass

from bot.domain.reply import Nothing
from handlers.flows import home as flows
from handlers.slack.doorway import Doorway, Flow
from handlers.slack.edge.answers import After, Done, PressAnswer
from handlers.slack.edge.hand import Hand
from handlers.slack.edge.payloads import Event, OnView, Press
from handlers.slack.edge.registry import Registry
from handlers.slack.replies import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeDoor:
    """Shows Home tabs, and hears what admins settle there."""

    doorway: Doorway
    speaker: Speaker

    async def opened(self, heard: Event) -> Done:
        """Somebody opened the app: on its Home tab they see how things stand now."""
        if heard.inner.get("tab") != "home" or heard.user is None:
            return Done()
        return Done(after=(self.showing(heard),))

    async def retry(self, heard: Press) -> PressAnswer:
        """A message is put back: its number."""
        return await self._settle(heard, lambda work, asker: flows.retry(work, asker, heard.value or ""))

    async def drop(self, heard: Press) -> PressAnswer:
        """A message is dropped: its number."""
        return await self._settle(heard, lambda work, asker: flows.drop(work, asker, heard.value or ""))

    async def _settle(self, heard: Press, flow: Flow) -> PressAnswer:
        reply = await self.doorway.change(heard, flow)
        told = () if isinstance(reply, Nothing) else (self.speaker.offering(reply),)
        return Done(after=(*self.shown_after(heard), *told))

    def shown_after(self, heard: Press) -> tuple[After, ...]:
        """The Home tab anew, where that is where something was pressed."""
        is_home = isinstance(heard.place, OnView) and heard.place.kind == "home"
        return (self.showing(heard),) if is_home else ()

    def showing(self, heard: Event | Press) -> After:
        """Publishes the Home tab of whoever did this."""

        async def after(hand: Hand) -> None:
            shown = await self.doorway.asked(heard, flows.show)
            await hand.publish(self.speaker.home(shown))

        return after


def register(registry: Registry, door: HomeDoor) -> None:
    """Listen to the tab and the buttons of its section for admins."""
    registry.event("app_home_opened", door.opened)
    registry.action("undelivered.retry", door.retry)
    registry.action("undelivered.drop", door.drop)
