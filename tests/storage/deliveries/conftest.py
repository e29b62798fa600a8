from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.ids import WorkspaceId
from storage.deliveries import Deliveries
from storage.engine import BEGIN
from storage.ledger import Ledger
from storage.ledger_rows import Delivery, Head
from tests.storage.deliveries.saying import MONDAY, T1

Unit = Callable[..., AbstractContextManager[Deliveries]]
Begin = Callable[..., Delivery]


@pytest.fixture
def unit(engine: Engine) -> Unit:
    """One writing transaction with the deliveries of a workspace."""

    @contextmanager
    def begin(workspace: WorkspaceId = T1) -> Iterator[Deliveries]:
        with engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin() as connection:
            yield Deliveries(connection, workspace)

    return begin


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine)


@pytest.fixture
def heads(ledger: Ledger) -> Callable[..., list[Head]]:
    def claim(now: datetime = MONDAY, *, protocol: datetime = MONDAY, limit: int = 100) -> list[Head]:
        return list(ledger.claim(now, protocol, limit))

    return claim


@pytest.fixture
def begin(ledger: Ledger) -> Begin:
    """Begin the only message that can be sent now."""

    def only(now: datetime = MONDAY, *, after: timedelta = timedelta(0)) -> Delivery:
        (head,) = ledger.claim(now, MONDAY + after, 100)
        delivery = ledger.begin(head, now, MONDAY + after)
        assert delivery is not None
        return delivery

    return only
