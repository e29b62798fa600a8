"""What a drain sends next, as far as it has asked: workspaces take turns, and of each the oldest comes first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from bot.domain.ids import WorkspaceId
from handlers.delivery.ports import Ports
from storage.ledger_rows import Head, Queue

AT_ONCE: Final = 128
"""How many workspaces the ledger is asked about at once."""


class Agenda:
    """Heads that were due when the ledger was asked; whoever begins one finds out whether it still is."""

    def __init__(self, ports: Ports, *, each: int, unless_waked: bool = False) -> None:
        self._ports = ports
        self._each = each
        self._unless_waked = unless_waked
        self._heads: dict[Queue, Head] = {}
        self._after = ""

    def __iter__(self) -> Iterator[Head]:
        return iter(tuple(self._heads.values()))

    @property
    def queues(self) -> Iterable[Queue]:
        """The destinations that something is to be sent to."""
        return self._heads.keys()

    def take(self, head: Head) -> None:
        """Somebody sends it."""
        del self._heads[head.queue]

    async def fill(self, business_now: datetime, protocol_now: datetime, *, enough: int) -> None:
        """Ask anew: the next workspaces behind those that were asked about last, until there is enough, or no more."""
        self._heads.clear()
        first, wrapped = self._after, self._after == ""
        while len(self._heads) < enough:
            workspaces, heads = await self._ports.in_thread(
                lambda: self._asked(self._after, business_now, protocol_now)
            )
            self._heads |= {head.queue: head for head in heads}
            is_end = len(workspaces) < AT_ONCE
            self._after = "" if is_end else workspaces[-1]
            if wrapped and (is_end or self._after >= first > ""):
                return
            wrapped = wrapped or is_end

    def _asked(
        self, after: str, business_now: datetime, protocol_now: datetime
    ) -> tuple[tuple[WorkspaceId, ...], tuple[Head, ...]]:
        ledger = self._ports.ledger
        workspaces = ledger.in_turn(business_now, protocol_now, after=after, most=AT_ONCE)
        if not workspaces:
            return (), ()
        unless_waked, each = self._unless_waked, self._each
        return workspaces, ledger.claim(
            business_now, protocol_now, each, workspaces=workspaces, unless_waked=unless_waked
        )
