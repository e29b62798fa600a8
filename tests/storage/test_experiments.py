"""An experiment is kept with its sealed plan; each of its readouts stays."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ids import ExperimentId
from bot.domain.readouts import Choice, Decided
from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Unit
from tests.storage.samples import ANA, NOW, P1, P2, T2, experiment, project, readout


def test_experiments_come_back_in_the_order_of_their_numbers(unit: Unit, reading: Reading) -> None:
    second = experiment(id=ExperimentId("E0"), number=2)
    first, other = experiment(), experiment(id_=P2, id=ExperimentId("E9"))
    with unit() as work:
        work.projects.save(project())
        work.projects.save(project(id_=P2))
        for each in (second, first, other):
            work.experiments.save(each)
    with reading() as work:
        assert work.experiments.of(P1) == (first, second)
        assert work.experiments.of_many((P1, P2)) == {P1: (first, second), P2: (other,)}
        assert work.experiments.of_many(()) == {}


def test_every_readout_stays_and_the_latest_counts(unit: Unit, reading: Reading) -> None:
    look = replace(readout(1), early=True, through=date(2027, 1, 20))
    running = experiment().read(look)
    ended = running.read(readout(2))
    decided = replace(
        ended, decided=Decided(choice=Choice.STOP, by=ANA, at=NOW, reason="it costs more", recommended=Choice.LAUNCH)
    )
    with unit() as work:
        work.projects.save(project())
        for each in (experiment(), running, ended, decided, decided):
            work.experiments.save(each)
    with reading() as work:
        assert work.experiments.of(P1) == (decided,)
        assert work.experiments.readouts(ExperimentId("E1")) == (look, readout(2))


def test_the_latest_readout_of_every_experiment_of_the_workspace_is_there(unit: Unit, reading: Reading) -> None:
    other = ExperimentId("E9")
    with unit() as work:
        work.projects.save(project())
        work.projects.save(project(id_=P2))
        work.experiments.save(experiment().read(readout(1)))
        work.experiments.save(experiment().read(readout(1)).read(readout(2)))
        work.experiments.save(experiment(id_=P2, id=other).read(readout(1)))
        work.experiments.save(experiment(id_=P2, id=ExperimentId("E10"), number=2))
    with reading() as work:
        assert work.experiments.latest_readouts() == {ExperimentId("E1"): readout(2), other: readout(1)}


def test_an_experiment_of_another_workspace_is_refused(unit: Unit) -> None:
    with unit() as work, pytest.raises(WrongWorkspace):
        work.experiments.save(experiment(T2))
