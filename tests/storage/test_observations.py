"""One value for each metric, day and source; the later one replaces."""

from datetime import date, timedelta

import pytest

from storage.failures import WrongWorkspace
from storage.tables.columns import Unstorable
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import BEN, NOW, P1, P2, T2, observation, project


def test_observations_come_back_by_day(unit: Unit, reading: Reading) -> None:
    late, early = observation(day=date(2026, 11, 21)), observation(day=date(2026, 11, 19), value=-0.0001)
    other = observation(id_=P2, value=1e300)
    with unit() as work:
        work.projects.save(project())
        work.projects.save(project(id_=P2))
        for each in (late, other, early):
            work.observations.save(each)
    with reading() as work:
        assert work.observations.of(P1) == (early, late)
        assert work.observations.of_many((P1, P2)) == {P1: (early, late), P2: (other,)}
        assert work.observations.of_many(()) == {}


def test_the_same_metric_day_and_source_once_more_replaces_the_value(unit: Unit, reading: Reading) -> None:
    corrected = observation(value=0.04, at=NOW + timedelta(hours=1))
    by_another_source = observation(value=0.05, source="sql", at=NOW + timedelta(hours=2))
    of_another_metric = observation(value=7.0, metric="guardrail", at=NOW + timedelta(hours=3))
    with unit() as work:
        work.projects.save(project())
        work.observations.save(observation(value=0.03))
    with unit(actor=BEN) as work:
        for each in (corrected, by_another_source, of_another_metric):
            work.observations.save(each)
    with reading() as work:
        assert work.observations.of(P1) == (corrected, by_another_source, of_another_metric)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_no_observation(unit: Unit, value: float) -> None:
    with unit() as work:
        work.projects.save(project())
    with pytest.raises(Unstorable, match="not a number"), unit() as work:
        work.observations.save(observation(value=value))


def test_an_observation_of_another_workspace_is_refused(unit: Unit) -> None:
    with pytest.raises(WrongWorkspace), unit() as work:
        work.observations.save(observation(T2))
