"""A channel's digest schedule comes back as it was kept."""

from datetime import time, timedelta

import pytest

from bot.domain.calendar import Cadence, Weekday
from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ELSEWHERE, HOME, NOW, T2, schedule


def test_a_schedule_comes_back_as_it_was_kept(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        work.schedules.save(schedule())
    changed = schedule(
        cadence=Cadence.MONTHLY,
        weekday=Weekday.FRIDAY,
        at=time(16, 30),
        zone="Pacific/Auckland",
        last_at=NOW + timedelta(days=7),
        is_on=False,
    )
    with unit() as work:
        assert work.schedules.for_update(HOME) == schedule()
        work.schedules.save(changed)
    with reading() as work:
        assert work.schedules.get(HOME) == changed
        assert work.schedules.get(ELSEWHERE) is None


def test_all_schedules_are_listed_those_that_are_off_too(unit: Unit, reading: Reading) -> None:
    off = schedule(id_=ELSEWHERE, is_on=False)
    with unit() as work:
        work.schedules.save(off)
        work.schedules.save(schedule())
    with reading() as work:
        assert work.schedules.all() == (schedule(), off)


def test_a_schedule_of_another_workspace_is_refused(unit: Unit) -> None:
    with pytest.raises(WrongWorkspace), unit() as work:
        work.schedules.save(schedule(T2))
