"""What the drain asks all the time is answered from an index, however many messages were ever sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from bot.domain.ids import LivingKey
from storage.ledger import Ledger
from tests.databases import Fresh
from tests.storage.deliveries.conftest import Unit
from tests.storage.deliveries.saying import CARD, MONDAY, T1, outgoing


@pytest.fixture
def database_url(fresh_database: Fresh) -> str:
    """SQLite tells its plan without statistics; PostgreSQL reads small tables whole, as it should."""
    return fresh_database("sqlite")


@contextmanager
def planned(engine: Engine) -> Iterator[list[str]]:
    """The plan of every statement in the block."""
    plans: list[str] = []

    def explain(connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "WITH")):
            probe = cursor.connection.cursor()  # type: ignore[attr-defined]  # the driver's own
            plans.extend(row[3] for row in probe.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", explain)


LOOKS: dict[str, tuple[Callable[[Ledger], object], str]] = {
    "is anything due": (lambda ledger: ledger.in_turn(MONDAY, MONDAY, after="", most=10), "ix_deliveries_due"),
    "whose turn it is": (lambda ledger: ledger.in_turn(MONDAY, MONDAY, after="T", most=10), "ix_deliveries_round"),
    "claim": (lambda ledger: ledger.claim(MONDAY, MONDAY, 10), "ix_deliveries_queue"),
    "one queue": (lambda ledger: ledger.head_of((T1, "channel", "C1"), MONDAY, MONDAY), "ix_deliveries_queue"),
    "next due": (lambda ledger: ledger.outlook(MONDAY, MONDAY), "ix_deliveries_due"),
    "next retry": (lambda ledger: ledger.outlook(MONDAY, MONDAY), "ix_deliveries_retry"),
    "may keep": (lambda ledger: ledger.outlook(MONDAY, MONDAY), "ix_keepings_open"),
    "what to keep": (lambda ledger: ledger.keepings.claim(MONDAY, 10), "ix_keepings_open"),
    "is there to keep": (lambda ledger: ledger.keepings.has_open(), "ix_keepings_open"),
    "recover what is kept": (lambda ledger: ledger.keepings.recover(MONDAY, timedelta(0)), "ix_keepings_open"),
    "has due": (lambda ledger: ledger.has_due(MONDAY), "ix_deliveries_due"),
    "backlog": (lambda ledger: ledger.backlog(MONDAY), "ix_deliveries_trouble"),
    "blind": (lambda ledger: ledger.backlog(MONDAY), "ix_deliveries_blind"),
    "recover": (lambda ledger: ledger.recover(MONDAY, timedelta(0)), "ix_deliveries_due"),
}


OF_WHAT_WAS_FOUND = {"turns", "first", "ready"}
"""What a statement has found so far, and reads to its end."""


@pytest.mark.parametrize("name", LOOKS)
def test_the_drain_never_reads_the_whole_ledger(engine: Engine, ledger: Ledger, name: str) -> None:
    look, index = LOOKS[name]
    with planned(engine) as plans:
        look(ledger)
    assert any(index in plan for plan in plans), plans
    found = [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan and "CONSTANT" not in plan]
    assert not [plan for plan in found if plan.removeprefix("SCAN ") not in OF_WHAT_WAS_FOUND and "(sub" not in plan]


def test_keeping_and_asking_never_read_the_whole_ledger(engine: Engine, unit: Unit) -> None:
    with planned(engine) as plans, unit() as work:
        work.keep(outgoing("card:1", living=CARD), MONDAY)
        work.keep(outgoing("card:2", living=CARD), MONDAY)
        work.exists("card:1")
        work.living(CARD)
        work.bodies([CARD, LivingKey("none")])
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN")]


def test_beginning_and_sending_touch_single_rows(engine: Engine, unit: Unit, ledger: Ledger) -> None:
    with unit() as work:
        work.keep(outgoing("a"), MONDAY)
    (head,) = ledger.claim(MONDAY, MONDAY, 10)
    with planned(engine) as plans:
        delivery = ledger.begin(head, MONDAY, MONDAY)
        assert delivery is not None
        ledger.sent(delivery, "1.1", "C1")
        ledger.governor.admit(T1, "chat.update", 50, MONDAY)
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN")]
