"""What a story promises: that something is so, and when."""

from datetime import UTC, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from handlers.demo.stage import StoryBroken
from handlers.demo.workspace.world.messages import Message

BERLIN: Final = ZoneInfo("Europe/Berlin")
NEW_YORK: Final = ZoneInfo("America/New_York")


def promise(is_kept: bool, words: str) -> None:  # noqa: FBT001  reads as a sentence where it is called
    """What must hold; StoryBroken says what did not."""
    if not is_kept:
        raise StoryBroken(words)


def at(year: int, month: int, day: int, hour: int, minute: int, zone: ZoneInfo) -> datetime:
    """A local time as an instant."""
    return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)


def local(message: Message, zone: ZoneInfo) -> time:
    """The local time at which a message was said."""
    moment = datetime.fromtimestamp(float(message.ts), tz=UTC).astimezone(zone)
    return time(moment.hour, moment.minute)
