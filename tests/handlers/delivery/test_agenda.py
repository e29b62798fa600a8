"""The ledger is asked about so many workspaces at once, and the next question goes on behind the last."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from handlers.delivery.agenda import AT_ONCE, Agenda
from handlers.delivery.ports import Ports
from handlers.demo.story_clock import StoryClock
from storage.deliveries import Deliveries
from storage.engine import BEGIN
from storage.ledger import Ledger
from tests.handlers.delivery.kit import in_thread
from tests.storage.deliveries.saying import MONDAY, outgoing

NOW = MONDAY + timedelta(minutes=1)
MORE = AT_ONCE + 6
ALL = {f"T{number:03}" for number in range(MORE)}


@pytest.fixture
def agenda(engine: Engine) -> Agenda:
    """An agenda over more workspaces than are asked about at once, each with one message."""
    with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
        for workspace in sorted(ALL):
            message = outgoing("a", to=ToChannel(channel=ChannelId("C1")))
            Deliveries(connection, WorkspaceId(workspace)).keep(message, MONDAY)
    ledger, clock = Ledger(engine), StoryClock(MONDAY, frozen=True)
    return Agenda(Ports(ledger=ledger, clock=clock, protocol_now=lambda: NOW, in_thread=in_thread), each=1)


def named(agenda: Agenda) -> set[str]:
    return {head.workspace for head in agenda}


async def test_who_wants_all_is_told_of_all(agenda: Agenda) -> None:
    await agenda.fill(NOW, NOW, enough=1000)
    assert named(agenda) == ALL


async def test_who_has_enough_asks_no_further_and_then_goes_on_behind(agenda: Agenda) -> None:
    await agenda.fill(NOW, NOW, enough=AT_ONCE)
    first = named(agenda)
    assert len(first) == AT_ONCE
    await agenda.fill(NOW, NOW, enough=MORE - AT_ONCE)
    assert named(agenda) == ALL - first


async def test_who_began_in_the_middle_comes_round_to_where_it_began(agenda: Agenda) -> None:
    await agenda.fill(NOW, NOW, enough=1)
    await agenda.fill(NOW, NOW, enough=1000)
    assert named(agenda) == ALL
