"""A project is looked at again when it is due, at the earliest moment that anybody planned, and once."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.domain.decision import Decision
from bot.domain.watches import Watch
from storage.sweep import DueWatch, Sweep
from tests.storage.conftest import Unit
from tests.storage.samples import NOW, P1, P2, T1, T2, project

HOUR = timedelta(hours=1)


@pytest.fixture
def kept(unit: Unit) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            work.workspaces.arrive("Acme", None, NOW)
            for id_ in (P1, P2):
                work.projects.save(project(workspace, id_))


@pytest.mark.usefixtures("kept")
def test_the_earliest_look_stands_until_it_is_taken(unit: Unit) -> None:
    with unit() as work:
        work.keep(Decision(state=None, watches=(Watch(project=P1, look_at=NOW + 2 * HOUR),)))
        work.watches.save(Watch(project=P1, look_at=NOW + HOUR))
        work.watches.save(Watch(project=P1, look_at=NOW + 3 * HOUR))
        assert work.watches.due(NOW, 10) == ()
        assert work.watches.due(NOW + HOUR, 10) == (Watch(project=P1, look_at=NOW + HOUR),)
        assert work.watches.end(P1)
        assert not work.watches.end(P1), "another process looked already"
        work.watches.save(Watch(project=P1, look_at=NOW + 3 * HOUR))
        assert work.watches.due(NOW + 3 * HOUR, 10) == (Watch(project=P1, look_at=NOW + 3 * HOUR),)


@pytest.mark.usefixtures("kept")
def test_the_longest_waiting_is_looked_at_first_in_every_workspace(unit: Unit, engine: Engine) -> None:
    sweep = Sweep(engine)
    assert sweep.due_watches(NOW, 10) == ()
    with unit() as work:
        work.watches.save(Watch(project=P1, look_at=NOW))
        work.watches.save(Watch(project=P2, look_at=NOW - 2 * HOUR))
        assert [each.project for each in work.watches.due(NOW, 10)] == [P2, P1]
        assert [each.project for each in work.watches.due(NOW, 1)] == [P2]
    with unit(T2) as work:
        work.watches.save(Watch(project=P1, look_at=NOW - HOUR))
    first, second, third = (
        DueWatch(workspace=T1, project=P2),
        DueWatch(workspace=T2, project=P1),
        DueWatch(workspace=T1, project=P1),
    )
    assert sweep.due_watches(NOW, 10) == (first, second, third)
    assert sweep.due_watches(NOW, 1) == (first,)
    assert sweep.next_due() == NOW - 2 * HOUR
    with unit() as work:
        work.workspaces.stop()
    assert sweep.due_watches(NOW, 10) == (second,)
    assert sweep.next_due() == NOW - HOUR
