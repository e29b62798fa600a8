"""Lets the healer of the product look, as its tick does some minutes later, and counts what it finds."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.domain.ids import WorkspaceId
from handlers.delivery.healing import Healer
from handlers.delivery.line import Line
from handlers.delivery.ports import Ports
from handlers.delivery.tiers import UNLIMITED
from handlers.slack.edge.clients import Clients
from storage.ledger import Ledger
from storage.tables.deliveries import deliveries
from tests.faults.scene import Scene
from tests.handlers.delivery.kit import in_thread


async def heal(scene: Scene) -> int:
    """Look for doubles, as the product does some minutes later and at the end of the hour; returns how many it saw."""
    clients = {team: Clients(api) for team, (api, _) in scene.slack.addresses.items()}
    tokens = {team: token for team, (_, token) in scene.slack.addresses.items()}
    for one in clients.values():
        await one.__aenter__()

    async def client_of(workspace: WorkspaceId) -> Any:
        return clients[workspace].web(tokens[workspace])

    def later() -> datetime:
        return scene.clocks.protocol_now()

    ports = Ports(
        ledger=Ledger(scene.engine), clock=scene.clocks, protocol_now=later, in_thread=in_thread, limits=UNLIMITED
    )
    healer = Healer(ports, Line(ports, client_of))
    waiting = deliveries.c.recheck_at.is_not(None)
    with scene.engine.begin() as connection:
        past = later() - timedelta(seconds=1)
        connection.execute(update(deliveries).where(waiting).values(recheck_at=past))
    while ports.ledger.rechecks.due(later(), 1):
        await healer.run()
    for one in clients.values():
        await one.__aexit__(None, None, None)
    return sum(ports.metrics.doubled.read().values())
