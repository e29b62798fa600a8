"""The decider: keeps messages in the ledger as the product does, and remembers what it decided: that is the truth."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.ids import ChannelId, LivingKey, UserId, WorkspaceId
from bot.domain.message import Destination, Outgoing, Parked, ToChannel, ToPerson
from storage.deliveries import Deliveries
from storage.engine import BEGIN
from storage.tables.deliveries import UNFINISHED, DeliveryState, among, deliveries
from storage.tables.workspaces import WorkspaceStatus, workspaces
from tests.faults.clocks import Clocks
from tests.faults.history import Decision

MOST_ROUNDS: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Something to decide: a message, a version of a living one, or, with `cancels`, that one is not to be said."""

    workspace: str
    to: tuple[str, str]
    words: str
    wait: float = 0.0
    living: str | None = None
    under: str | None = None
    cancels: bool = False


class Decider:
    """Writes beside whoever speaks; what the database does not take now is decided again until it does."""

    def __init__(self, engine: Engine, clocks: Clocks, teams: Sequence[str]) -> None:
        self._engine, self._clocks = engine, clocks
        self._writer = engine.execution_options(**{BEGIN: "IMMEDIATE"})
        self._numbers = dict.fromkeys(teams, 0)
        self._decisions: dict[tuple[str, str], Decision] = {}
        self.refused = 0
        self._turn = asyncio.Lock()
        with self._writer.begin() as connection:
            for team in teams:
                row = {"workspace": team, "name": "", "status": WorkspaceStatus.ACTIVE, "since": clocks.now()}
                connection.execute(insert(workspaces).values(**row))

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All that was decided."""
        return tuple(self._decisions.values())

    async def decide(self, wishes: Sequence[Wish]) -> None:
        """Keep them, those of one workspace in one transaction."""
        by_workspace: dict[str, list[Wish]] = {}
        for wish in wishes:
            by_workspace.setdefault(wish.workspace, []).append(wish)
        for team, some in by_workspace.items():
            async with self._turn:
                await asyncio.to_thread(self._keep, team, some)

    def left(self) -> int:
        """How many messages are not out yet."""
        query = select(func.count()).select_from(deliveries).where(among(deliveries, UNFINISHED))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def states(self) -> dict[str, str]:
        """Each key with how far it got."""
        c = deliveries.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(c.workspace, c.key, c.state, c.tries, c.error)).all()
        return {f"{row[0]}/{row[1]}": f"{row[2]} tries={row[3]} {row[4] or ''}" for row in rows}

    def _keep(self, team: str, wishes: Sequence[Wish]) -> None:
        def once() -> list[tuple[Outgoing, bool]]:
            now, kept = self._clocks.now(), []
            with self._writer.begin() as connection:
                ledger = Deliveries(connection, WorkspaceId(team))
                for wish in wishes:
                    outgoing = _outgoing(wish, now)
                    is_kept = ledger.keep(outgoing, now)
                    # A commit whose answer was lost is a commit: what stands there is what counts.
                    kept.append((outgoing, _is_withdrawn(connection, outgoing, team) if wish.cancels else is_kept))
            return kept

        for wish, (outgoing, is_kept) in zip(wishes, self._in_rounds(once), strict=True):
            self._remember(wish, outgoing, is_kept=is_kept)

    def _in_rounds(self, once: Callable[[], list[tuple[Outgoing, bool]]]) -> list[tuple[Outgoing, bool]]:
        for _ in range(MOST_ROUNDS):
            try:
                return once()
            except SQLAlchemyError:
                self.refused += 1
                time.sleep(0.05)
        return once()

    def _remember(self, wish: Wish, outgoing: Outgoing, *, is_kept: bool) -> None:
        named = wish.workspace, wish.words
        if wish.cancels:
            if is_kept and named in self._decisions:
                self._decisions[named] = replace(self._decisions[named], cancelled=True)
            return
        self._numbers[wish.workspace] += 1
        self._decisions[named] = Decision(
            workspace=wish.workspace,
            place=wish.to[1],
            number=self._numbers[wish.workspace],
            words=wish.words,
            due=outgoing.not_before.timestamp(),
            living=wish.living,
        )


def _is_withdrawn(connection: Connection, outgoing: Outgoing, team: str) -> bool:
    c = deliveries.c
    state = select(c.state).where(c.workspace == team, c.key == outgoing.key)
    return connection.execute(state).scalar() == DeliveryState.WITHDRAWN


def _outgoing(wish: Wish, now: datetime) -> Outgoing:
    place, where = wish.to
    to: Destination = ToPerson(user=UserId(where)) if place == "person" else ToChannel(channel=ChannelId(where))
    return Outgoing(
        key=wish.words,
        to=to,
        body=Parked(channel=ChannelId("C0"), reason=wish.words, project=None),
        not_before=datetime.fromtimestamp(now.timestamp() + wish.wait, tz=UTC),
        living=None if wish.living is None else LivingKey(wish.living),
        withdrawn=wish.cancels,
        under=wish.under,
    )


class Wishes:
    """A stream of things to decide, all kinds of them, for all places."""

    def __init__(self, places: dict[str, list[tuple[str, str]]], seed: str) -> None:
        self._dice = random.Random(f"wishes {seed}")
        self._places = [(team, to) for team, some in places.items() for to in some]
        self._number = 0
        self._to_cancel: list[Wish] = []
        self._versions: dict[str, int] = {}
        self.messages = 0

    def some(self, count: int) -> list[Wish]:
        """The next ones."""
        wishes: list[Wish] = []
        while len(wishes) < count:
            wishes += self._next()
        return wishes

    def _next(self) -> list[Wish]:
        dice, (team, to) = self._dice, self._dice.choice(self._places)
        self._number += 1
        self.messages += 1
        words = f"m{self._number}"
        match dice.choices(("plain", "living", "later", "cancelled"), (70, 12, 12, 6))[0]:
            case "living":
                living = f"card {to[1]} {dice.randrange(3)}"
                version = self._versions[living] = self._versions.get(living, 0) + 1
                return [Wish(workspace=team, to=to, words=f"{living} v{version}", living=living)]
            case "later":
                return [Wish(workspace=team, to=to, words=words, wait=dice.uniform(0.2, 3.0))]
            case "cancelled":
                wish = Wish(workspace=team, to=to, words=words, wait=dice.uniform(0.0, 2.0))
                earlier = self._to_cancel[:1]
                self._to_cancel = [*self._to_cancel[1:], replace(wish, cancels=True)][-3:]
                return [wish, *earlier]
            case _:
                return [Wish(workspace=team, to=to, words=words)]
