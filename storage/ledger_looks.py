"""The reading side of the ledger: whose turn it is, what waits, and for what."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Engine, func, select, true

from bot.domain.ids import WorkspaceId
from storage.engine import looking
from storage.heads import head_of, heads_of, is_any_due, workspaces_in_turn
from storage.ledger_rows import Backlog, Delivery, Head, Outlook, Queue
from storage.outlooks import OUTLOOK, place_free_at
from storage.standing import is_stopped
from storage.tables.deliveries import TROUBLED, UNFINISHED, among, deliveries
from storage.wake_ups import has_wake_ups

EVERY: Final = 1_000
"""How many workspaces are asked about at once where nobody takes turns."""


class LedgerLooks:
    """What a drain and an operator ask; business time says what is due, protocol time when Slack may be asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._looking = looking(engine)

    def in_turn(
        self, business_now: datetime, protocol_now: datetime, *, after: str, most: int
    ) -> tuple[WorkspaceId, ...]:
        """The next workspaces, by id, that have something due and may be spoken to; fewer than `most` at the end."""
        if not after:
            # What is asked all the time is asked in one statement.
            with self._looking.connect() as connection:
                if not is_any_due(connection, business_now):
                    return ()
        with self._engine.connect() as connection:
            return workspaces_in_turn(connection, business_now, protocol_now, after=after, most=most)

    def claim(
        self,
        business_now: datetime,
        protocol_now: datetime,
        each: int,
        *,
        workspaces: Sequence[WorkspaceId] | None = None,
        unless_waked: bool = False,
    ) -> tuple[Head, ...]:
        """The heads of at most `each` destinations of every workspace: all workspaces' oldest first, in turn.

        Of all workspaces where none are named. With `unless_waked`, without those that somebody was asked to send.
        """
        if workspaces is None:
            workspaces = self.in_turn(business_now, protocol_now, after="", most=EVERY)
        with self._looking.connect() as connection:
            return heads_of(connection, workspaces, business_now, protocol_now, each=each, unless_waked=unless_waked)

    def head_of(self, queue: Queue, business_now: datetime, protocol_now: datetime) -> Head | None:
        """What can be sent now to this destination."""
        with self._looking.connect() as connection:
            return head_of(connection, queue, business_now, protocol_now)

    def free_at(self, queue: Queue, business_now: datetime, protocol_now: datetime) -> datetime | None:
        """When a message that waits for nothing but its place may go to this destination; None when none does."""
        with self._looking.connect() as connection:
            return place_free_at(connection, queue, business_now, protocol_now)

    def has_wake_ups(self) -> bool:
        """Whether any destination is being worked off by way of procrastinate, or waits for that."""
        with self._looking.connect() as connection:
            return has_wake_ups(connection)

    def has_due(self, business_now: datetime) -> bool:
        """Whether anything that is due is still worked on, in workspaces that may be spoken to."""
        due = select(deliveries.c.id).where(
            among(deliveries, UNFINISHED), deliveries.c.not_before <= business_now, ~is_stopped(deliveries)
        )
        with self._looking.connect() as connection:
            return connection.execute(due.limit(1)).first() is not None

    def outlook(self, business_now: datetime, protocol_now: datetime) -> Outlook:
        """How long until something may be sent or kept by time alone, and whether a channel may keep something now."""
        now = {"business_now": business_now, "protocol_now": protocol_now}
        with self._looking.connect() as connection:
            due, *moments, free, keeps = connection.execute(OUTLOOK, now).one()
        waits = [moment - protocol_now for moment in moments if moment]
        if due:
            waits.append(due - business_now)
        return Outlook(next_wake=min(waits, default=None), next_free=free and free - protocol_now, may_keep=bool(keeps))

    def backlog(self, business_now: datetime) -> Backlog:
        """What is due and not out, and what needs a human."""
        c = deliveries.c
        due = select(func.count(), func.min(c.not_before)).where(
            among(deliveries, UNFINISHED), c.not_before <= business_now
        )
        troubled = select(c.state, func.count()).where(among(deliveries, TROUBLED)).group_by(c.state)
        blind = select(func.count()).where(c.blind.is_(true()))
        with self._looking.connect() as connection:
            waiting, oldest = connection.execute(due).one()
            counts: dict[str, int] = dict(connection.execute(troubled).all())
            sent_blind = connection.execute(blind).scalar_one()
        return Backlog(
            due=waiting,
            oldest_due=oldest,
            sent_blind=sent_blind,
            **{state.value: counts.get(state, 0) for state in TROUBLED},
        )

    def earlier_pictures(self, delivery: Delivery) -> Mapping[str, str]:
        """The files that the versions before this one of a living message have shown."""
        c = deliveries.c
        living = select(c.living).where(*the_row(delivery)).scalar_subquery()
        shown = select(c.pictures).where(
            c.workspace == delivery.workspace, c.living == living, c.id < delivery.id, c.pictures.is_not(None)
        )
        with self._looking.connect() as connection:
            newest = connection.execute(shown.order_by(c.id.desc()).limit(1)).scalar()
        return {shows: file for shows, file in json.loads(newest or "{}").items() if file is not None}


def the_row(row: Head | Delivery) -> tuple[ColumnElement[bool], ...]:
    """The one row of a head, or of what became of it."""
    return deliveries.c.workspace == row.workspace, deliveries.c.id == row.id
