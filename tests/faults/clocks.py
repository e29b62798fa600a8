"""Two clocks and two switches that the parent sets and every process under test reads: a few bytes of shared memory."""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Final

_SIZE: Final = 64
_OFFSETS: Final = struct.Struct("<ddd")
_TROUBLE_AT: Final = 32


class Trouble(IntEnum):
    """What ails the database of every process."""

    NONE = 0
    FULL = 1
    READ_ONLY = 2


class Clocks:
    """How far each clock is off real time: the bot's business clock, its protocol clock, and Slack's own clock."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(_SIZE))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _SIZE)

    def now(self) -> datetime:
        """Business time."""
        return _off(self.offsets[0])

    def protocol_now(self) -> datetime:
        """Protocol time."""
        return _off(self.offsets[1])

    def slack_now(self) -> datetime:
        """Slack's time."""
        return _off(self.offsets[2])

    @property
    def offsets(self) -> tuple[float, float, float]:
        """Seconds by which the three clocks are ahead."""
        business, protocol, slack = _OFFSETS.unpack_from(self._memory)
        return business, protocol, slack

    def move_story(self, seconds: float) -> None:
        """A story's clock is moved: business time, and Slack's timestamps with it."""
        business, protocol, slack = self.offsets
        _OFFSETS.pack_into(self._memory, 0, business + seconds, protocol, slack + seconds)

    def set_wall(self, seconds: float) -> None:
        """The clock of the bot's machine is set; Slack's is not."""
        business, protocol, slack = self.offsets
        _OFFSETS.pack_into(self._memory, 0, business + seconds, protocol + seconds, slack)

    @property
    def trouble(self) -> Trouble:
        """What ails the database now."""
        return Trouble(self._memory[_TROUBLE_AT])

    @trouble.setter
    def trouble(self, trouble: Trouble) -> None:
        self._memory[_TROUBLE_AT] = int(trouble)


class SlackClock:
    """Slack's clock, as the workspace asks for it."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks

    def now(self) -> datetime:
        """The present moment."""
        return self._clocks.slack_now()


def _off(seconds: float) -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC) + timedelta(seconds=seconds)
