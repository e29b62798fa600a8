"""Units of work and what they executed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.ids import UserId, WorkspaceId
from storage.unit_of_work import Store, Work
from tests.storage.samples import ANA, NOW, T1

Statements = list[tuple[str, Any]]
Recorded = Callable[[], AbstractContextManager[Statements]]
Unit = Callable[..., AbstractContextManager[Work]]
Reading = Callable[..., AbstractContextManager[Work]]


@pytest.fixture
def unit(store: Store) -> Unit:
    """A writing unit; Ana's, in T1, now, unless it is said otherwise."""

    def begin(
        workspace: WorkspaceId = T1, *, actor: UserId | None = ANA, now: datetime = NOW
    ) -> AbstractContextManager[Work]:
        return store.unit(workspace, actor=actor, now=now)

    return begin


@pytest.fixture
def reading(store: Store) -> Reading:
    """A reading unit; in T1, now, unless it is said otherwise."""

    def begin(workspace: WorkspaceId = T1, *, now: datetime = NOW) -> AbstractContextManager[Work]:
        return store.reading(workspace, now=now)

    return begin


@contextmanager
def _recorded(engine: Engine) -> Iterator[Statements]:
    told: Statements = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        told.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def recorded(engine: Engine) -> Recorded:
    """Records every statement with its parameters, without BEGIN and COMMIT of the driver."""
    return lambda: _recorded(engine)
