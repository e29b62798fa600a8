"""PostgreSQL goes from workspace to workspace by index, though it last counted when nothing was due."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, text

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.message import ToChannel
from storage.ledger import Ledger
from tests.databases import Fresh
from tests.storage.deliveries.conftest import Unit
from tests.storage.deliveries.saying import MONDAY, outgoing


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """SQLite's plans are told in another file."""
    return fresh_database("postgresql")


@contextmanager
def planned(engine: Engine) -> Iterator[list[str]]:
    """The plan of every question in the block, as it is made inside of its transaction."""
    plans: list[str] = []

    def explain(_: object, cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            rows = cursor.connection.execute(f"EXPLAIN {statement}", parameters)  # type: ignore[attr-defined]  # psycopg
            plans.extend(row[0] for row in rows)

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", explain)


@pytest.fixture
def herd(engine: Engine, unit: Unit) -> None:
    """Messages in a hundred workspaces, kept after the database had counted."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE deliveries"))
    for number in range(100):
        with unit(WorkspaceId(f"T{number:03}")) as work:
            work.keep(outgoing("a", to=ToChannel(channel=ChannelId("C1"))), MONDAY)


@pytest.mark.usefixtures("herd")
def test_nobody_reads_the_herd_again_for_every_workspace(engine: Engine, ledger: Ledger) -> None:
    with planned(engine) as plans:
        turn = ledger.in_turn(MONDAY, MONDAY, after="", most=64)
    assert len(turn) == 64
    # The workspaces that were found are sorted by their turn, and nothing is sorted to find them.
    assert len([line for line in plans if "Sort Key" in line]) == 1, plans
