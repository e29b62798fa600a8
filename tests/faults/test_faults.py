"""The short form of `make faults`: a spread of kill points and a small storm on each database, and broken drains."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.bases import KINDS, POSTGRESQL, SQLITE, Bases
from tests.faults.ground import Ground
from tests.faults.runs import SPREAD
from tests.faults.storms import Storm, weather
from tests.faults.zygote import Zygote

STORMS = {
    SQLITE: Storm(kind=SQLITE, messages=100, kills=4, every=0.3),
    POSTGRESQL: Storm(kind=POSTGRESQL, replicas=2, messages=100, kills=3, every=0.4),
}


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as one:
        yield one


@pytest.fixture(scope="module")
def bases(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bases]:
    some = Bases(tmp_path_factory.mktemp("bases"), postgresql_server)
    yield some
    if "PLUMBLINE_TEST_POSTGRES" in os.environ:  # a server of our own goes with all that is on it
        some.close()


@pytest.fixture
def here(bases: Bases, zygote: Zygote, tmp_path: Path) -> Ground:
    return Ground(bases=bases, zygote=zygote, folder=tmp_path, seed=1)


@pytest.mark.parametrize("kind", KINDS)
async def test_killed_at_any_boundary_everything_is_said_once(here: Ground, kind: str) -> None:
    trials = await here.points(kind).all(SPREAD[kind])
    assert {trial.point: trial.breaks for trial in trials if trial.breaks} == {}
    assert all(trial.died for trial in trials)


@pytest.mark.parametrize("kind", KINDS)
async def test_in_a_storm_everything_is_said_once(here: Ground, kind: str, tmp_path: Path) -> None:
    outcome = await weather(STORMS[kind], f"{here.seed}", here.bases, here.zygote, tmp_path)
    assert outcome.breaks == ()
    assert outcome.kills == STORMS[kind].kills
    assert outcome.misfortunes > 0


@pytest.mark.parametrize("kind", [SQLITE])
@pytest.mark.parametrize(
    ("mutant", "point", "rule"),
    [
        ("no_read_back", ("after chat.postMessage", 1), "doubled"),
        ("sent_before_post", ("before chat.postMessage", 1), "missing"),
        ("forgets_cancelling", ("after Sender.begin", 1), "cancelled"),
    ],
)
async def test_a_drain_that_is_broken_is_caught(
    here: Ground, kind: str, mutant: str, point: tuple[str, int], rule: str
) -> None:
    trial = await here.points(kind, mutant=mutant).at(point)
    assert rule in {each.rule for each in trial.breaks}
