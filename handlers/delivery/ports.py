"""What every part of the voice stands on: the ledger, two clocks, a thread for the database, and patience."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import random
from typing import Protocol, TypeVar

from handlers.delivery.pace import Waits
from handlers.delivery.tiers import SLACKS, Limits
from handlers.metrics.metrics import Metrics
from storage.ledger import Ledger

T = TypeVar("T")


class Clock(Protocol):
    """Business time: what a story moves, and what message timestamps follow."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        ...


class InThread(Protocol):
    """Runs synchronous work on the database away from the event loop."""

    async def __call__(self, work: Callable[[], T], /) -> T:
        """The work's result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The ground of the voice; `protocol_now` is real time in UTC, in which Retry-After and rests are counted.

    `dice` gives a number from 0 to 1: by it, what failed together is tried again at different times.
    """

    ledger: Ledger
    clock: Clock
    protocol_now: Callable[[], datetime]
    in_thread: InThread
    waits: Waits = field(default_factory=Waits)
    limits: Limits = SLACKS
    dice: Callable[[], float] = random
    metrics: Metrics = field(default_factory=Metrics)
