"""The button of a notice that nobody could be reached: what waits there is tried again."""

from dataclasses import dataclass

from bot.domain.notes import TryAgain
from handlers.flows import parking as flows
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import Press
from handlers.slack.edge.registry import Registry
from handlers.slack.replies import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingDoor:
    """Hears that something was mended."""

    doorway: Doorway
    speaker: Speaker

    async def retry(self, heard: Press) -> PressAnswer:
        """`{person|channel}|{id}`."""
        place, _, address = (heard.value or "").partition("|")
        reply = await self.doorway.change(heard, lambda work, asker: flows.retry(work, asker, place, address))
        return self.speaker.to_press(reply, TryAgain(action="parked.retry", value=heard.value or ""))


def register(registry: Registry, door: ParkingDoor) -> None:
    """Listen to the button."""
    registry.action("parked.retry", door.retry)
