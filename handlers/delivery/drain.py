"""The port to the voice: what the rest of the house may ask of whoever sends its messages."""

from datetime import timedelta
from typing import Final, Protocol

GRACE: Final = timedelta(seconds=10)
"""How long `stop` waits for what is in flight: as long as one call of Slack may take."""


class Drain(Protocol):
    """Sends what is due: destinations side by side, the messages of each in order and one at a time."""

    async def start(self) -> None:
        """Begin; a refusal when another process sends the messages of this database and may not share that."""
        ...

    async def stop(self, grace: timedelta = GRACE) -> None:
        """Begin nothing more, finish what is in flight, and let go of the rest."""
        ...

    def wake(self) -> None:
        """Something was kept, or a clock was moved: look at once. Call it on the event loop, after the commit."""
        ...

    async def idle(self) -> None:
        """Wait until nothing can be sent now: what is left waits for a time, or for a human."""
        ...

    async def settled(self) -> None:
        """Wait until all that is due is out or needs a human; sits out pauses and rests, however long they are."""
        ...

    async def looked(self) -> None:
        """Wait until it has looked once more, woken or by itself."""
        ...
