"""A process that only speaks, of the real kind: its own database connections, the real ledger, the real drain."""

import asyncio
import random
import signal
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine, event, func, select

from bot.domain.ids import WorkspaceId
from handlers.delivery.embedded import EmbeddedDrain
from handlers.delivery.lock import lock_of
from handlers.delivery.looking import LookingDrain
from handlers.delivery.pace import Waits
from handlers.delivery.ports import Ports
from handlers.delivery.shared import SharedDrain
from handlers.delivery.tiers import UNLIMITED
from handlers.delivery.trying import Tries
from handlers.slack.edge.clients import Clients
from storage.engine import driver_arguments, is_sqlite, open_engine
from storage.ledger import Ledger
from storage.ledger_rows import Delivery
from storage.runner import UnitRunner
from storage.tables.deliveries import UNFINISHED, among, deliveries
from storage.unit_of_work import Store
from tests.faults.clocks import Clocks, Trouble
from tests.faults.mutants import MUTANTS
from tests.faults.plan import Pace, Plan
from tests.faults.points import CountedClient, CountedThread, Points, count_queue
from tests.handlers.delivery.kit import plainly

CLOCKS = "clocks"
_ROOM = 1 << 30


def run(plan: Plan) -> None:
    """Speak until told to stop, or until nothing is left to say."""
    random.seed(f"{plan.name}")
    _log_to(Path(plan.folder) / f"{plan.name}.log")
    asyncio.run(speak(plan))


async def speak(plan: Plan) -> None:
    """Put the drain together as the product does, and let it speak."""
    folder, engine = Path(plan.folder), open_engine(plan.url)
    clocks = Clocks(folder / CLOCKS)
    if is_sqlite(engine):
        _ail(engine, clocks)
    record = folder / f"{plan.name}.points" if plan.records else None
    points = Points(plan, record)
    async with AsyncExitStack() as stack:
        clients = await _clients(stack, plan, points)
        drain = _drain(plan, engine, clocks, points, clients)
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        loop.add_signal_handler(signal.SIGUSR1, drain.wake)
        loop.add_signal_handler(signal.SIGTERM, told.set)
        await drain.start()
        if plan.settles:
            await _settle(engine)
        else:
            await told.wait()
        await drain.stop(timedelta(seconds=1))


async def _settle(engine: Engine) -> None:
    """Wait until nothing is left, what is due later included."""

    def left() -> int:
        with engine.connect() as connection:
            rows = select(func.count()).select_from(deliveries).where(among(deliveries, UNFINISHED))
            return connection.execute(rows).scalar_one()

    while await asyncio.to_thread(left):  # noqa: ASYNC110  the drain must not be asked: it counts what it does
        await asyncio.sleep(0.03)


def _drain(
    plan: Plan, engine: Engine, clocks: Clocks, points: Points, clients: dict[WorkspaceId, AsyncWebClient]
) -> LookingDrain:
    async def client_of(workspace: WorkspaceId) -> AsyncWebClient:
        return clients[workspace]

    async def on_parked(_: Delivery, __: str) -> None:
        return None

    ports = Ports(
        ledger=Ledger(engine),
        clock=clocks,
        protocol_now=clocks.protocol_now,
        in_thread=CountedThread(points, UnitRunner(Store(engine)).call),
        waits=_waits(plan.pace),
        limits=UNLIMITED,
    )
    tries = Tries(ports, clients=client_of, render=plainly, on_parked=on_parked)
    drain: LookingDrain
    if is_sqlite(engine):
        drain = EmbeddedDrain(ports, tries, lock=lock_of(engine), parallel=plan.parallel)
    else:
        drain = shared = SharedDrain(
            ports,
            tries,
            driver=driver_arguments(engine),
            parallel=plan.parallel,
            dead=timedelta(seconds=plan.pace.dead),
            heartbeat=timedelta(seconds=plan.pace.heartbeat),
            longest_sleep=timedelta(seconds=plan.pace.longest_sleep),
        )
        count_queue(points, shared._queues.connector)  # type: ignore[arg-type]  # it is built with this one
    if plan.mutant is not None:
        MUTANTS[plan.mutant](ports, tries, drain)
    return drain


async def _clients(stack: AsyncExitStack, plan: Plan, points: Points) -> dict[WorkspaceId, AsyncWebClient]:
    found: dict[WorkspaceId, AsyncWebClient] = {}
    for team, (api_url, token) in plan.slacks.items():
        clients = await stack.enter_async_context(Clients(api_url, timeout=plan.pace.timeout))
        usual = clients.web(token)
        client = CountedClient(
            token=token,
            base_url=usual.base_url,
            timeout=usual.timeout,
            session=clients.pool,
            retry_handlers=usual.retry_handlers,
        )
        client.points = points
        found[WorkspaceId(team)] = client
    return found


def _waits(pace: Pace) -> Waits:
    def span(seconds: float) -> timedelta:
        return timedelta(seconds=seconds)

    return Waits(
        first=span(pace.first),
        most=span(pace.most),
        patience=span(pace.patience),
        alone=span(pace.alone),
        fresh=span(pace.fresh),
    )


def _ail(engine: Engine, clocks: Clocks) -> None:
    """Let every connection suffer from what the parent switched on: a full disk, or one that is read-only."""

    def suffer(connection: object, *_: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # a connection of some driver
        trouble = clocks.trouble
        room = _ROOM
        if trouble is Trouble.FULL:
            room = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={room}")
        cursor.execute(f"PRAGMA query_only={int(trouble is Trouble.READ_ONLY)}")
        cursor.close()

    event.listen(engine, "checkout", suffer)


def _log_to(file: Path) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=file.open("a", buffering=1)),
    )
