"""An experiment is kept with its sealed plan; each of its readouts stays."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.decision import Decision
from bot.domain.ids import ExperimentId, ProjectId
from bot.domain.readouts import Choice, Decided
from bot.domain.timelines import Timeline
from storage.failures import WrongWorkspace
from tests.storage.conftest import Reading, Recorded, Unit
from tests.storage.samples import ANA, NOW, P1, P2, T2, charter, dossier, experiment, project, readout


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


def decided(choice: Choice, at: datetime = NOW) -> Decided:
    return Decided(choice=choice, by=ANA, at=at, reason="so", recommended=None)


def test_a_projects_timeline_runs_from_its_kickoff_over_its_first_start_to_its_first_launch(
    unit: Unit, reading: Reading
) -> None:
    """The first start is that of an experiment that went back to the plan; a stopped project was never launched."""
    first = replace(experiment(decided=decided(Choice.ITERATE)), started_on=date(2026, 12, 1))
    second = experiment(id=ExperimentId("E2"), number=2, decided=decided(Choice.LAUNCH, NOW + timedelta(days=60)))
    third = experiment(id=ExperimentId("E3"), number=3, decided=decided(Choice.LAUNCH, NOW + timedelta(days=200)))
    stopped = experiment(id_=P2, id=ExperimentId("E9"), decided=decided(Choice.STOP))
    with unit() as work:
        for id_ in (P1, P2):
            work.keep(Decision(state=dossier(project(id_=id_), charter(id_))))
        for each in (first, second, third, stopped):
            work.experiments.save(each)
    kickoff = NOW.date()
    with reading() as work:
        assert set(work.experiments.timelines()) == {
            Timeline(
                project=P1,
                kickoff=kickoff,
                deployed=date(2026, 12, 1),
                launched=(NOW + timedelta(days=60)).date(),
            ),
            Timeline(project=P2, kickoff=kickoff, deployed=stopped.started_on, launched=None),
        }


def test_a_project_that_is_not_finished_has_no_timeline(unit: Unit, reading: Reading) -> None:
    with unit() as work:
        for id_ in (P1, P2):
            work.keep(Decision(state=dossier(project(id_=id_), charter(id_))))
        work.experiments.save(experiment(decided=decided(Choice.ITERATE)))
        work.experiments.save(experiment(id_=P2, id=ExperimentId("E9")).read(readout(1)))
    with reading() as work:
        assert work.experiments.timelines() == ()


def test_timelines_are_one_query_however_many_projects_are_finished(unit: Unit, recorded: Recorded) -> None:
    counts = []
    for numbers in (range(1), range(1, 9)):
        with unit() as work:
            for number in numbers:
                id_ = ProjectId(f"F{number}")
                work.keep(Decision(state=dossier(project(id_=id_), charter(id_))))
                made = experiment(id_=id_, id=ExperimentId(f"E{number}"), decided=decided(Choice.LAUNCH))
                work.experiments.save(made)
        with recorded() as statements, unit() as work:
            assert len(work.experiments.timelines()) == numbers.stop
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_another_workspaces_timelines_are_not_seen(unit: Unit, reading: Reading) -> None:
    with unit(T2) as work:
        work.keep(Decision(state=dossier(project(T2), charter())))
        work.experiments.save(experiment(T2, decided=decided(Choice.LAUNCH)))
    with reading() as work:
        assert work.experiments.timelines() == ()
    with reading(T2) as work:
        assert len(work.experiments.timelines()) == 1


def test_an_experiment_of_another_workspace_is_refused(unit: Unit) -> None:
    with unit() as work, pytest.raises(WrongWorkspace):
        work.experiments.save(experiment(T2))
