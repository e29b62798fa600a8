"""One answer, its audit entry and the commit: through a unit of work, and written by hand on the bare driver."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.figures import Figure
from benchmarks.storage_by_hand import ByHand, by_hand
from bot.domain.charter import Answer, Charter, Text
from bot.domain.decision import Decision, Fact
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.projects import Project
from storage.engine import open_engine
from storage.runner import UnitRunner
from storage.unit_of_work import Store, Work

AT_A_TIME = 16
WORKSPACES = tuple(WorkspaceId(f"T{number:02}") for number in range(AT_A_TIME))
P50_GOAL = {"SQLite": 1.0, "PostgreSQL": 2.0}
RATE_GOAL = 1_000
_QUESTIONS = tuple(QuestionId(f"question_{number}") for number in range(40))
_PROJECTS = tuple(ProjectId(f"P{number}") for number in range(100))
_ANA = UserId("U1")
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def figures(name: str, url: str, *, quick: bool) -> list[Figure]:
    rounds = 160 if quick else 4_000
    engine = open_engine(url)
    store = Store(engine)
    _seed(store)
    ours = _p50(lambda number: _answer(store, number), rounds)
    many, alone = asyncio.run(_together(store, rounds))
    engine.dispose()
    with by_hand(url) as bare:
        raw = _p50(lambda number: bare.write(WORKSPACES[0], number), rounds)
        raw_many = _together_by_hand(bare, rounds)
    return [
        Figure(
            name=f"{name}: answer + audit + commit, p50",
            value=ours,
            unit="ms",
            against=f"by hand, {raw:.3f} ms",
            ratio=ours / raw,
            goal=f"<= {P50_GOAL[name]:g} ms",
            reached=ours <= P50_GOAL[name],
        ),
        Figure(
            name=f"{name}: {AT_A_TIME} at a time, {AT_A_TIME} workspaces",
            value=many,
            unit="tx/s",
            against=f"by hand, {raw_many:,.0f} tx/s",
            ratio=many / raw_many,
            goal=f">= {RATE_GOAL:,} tx/s",
            reached=many >= RATE_GOAL,
        ),
        Figure(
            name=f"{name}: {AT_A_TIME} at a time, one workspace",
            value=alone,
            unit="tx/s",
            against=f"{AT_A_TIME} workspaces",
            ratio=alone / many,
        ),
    ]


def _p50(transaction: Callable[[int], None], rounds: int) -> float:
    """The median of one transaction after the other, in milliseconds."""
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        transaction(number)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1_000


def _seed(store: Store) -> None:
    """Projects whose charters are answered in full, so that there is something to load."""
    for workspace in WORKSPACES:
        with store.unit(workspace, actor=_ANA, now=_NOW) as work:
            for project in _PROJECTS:
                _seed_project(work, project)


def _seed_project(work: Work, id_: ProjectId) -> None:
    project = Project(
        workspace=work.workspace,
        id=id_,
        key=id_.lower(),
        name=id_,
        channel=ChannelId("C1"),
        owner=_ANA,
        sponsor=None,
        members=(),
        created_at=_NOW,
    )
    answers = {question: _answered(question, 1) for question in _QUESTIONS}
    work.projects.save(project)
    work.charters.save(Charter(project=id_, bank_edition="1", revision=1, started_at=_NOW, answers=answers))


def _answered(question: QuestionId, revision: int) -> Answer:
    value = Text(text=f"customers who stay, revision {revision}")
    return Answer(question=question, value=value, by=_ANA, at=_NOW, revision=revision)


def _answer(store: Store, number: int) -> None:
    with store.unit(WORKSPACES[0], actor=_ANA, now=_NOW) as work:
        _decide(work, number)


def _decide(work: Work, number: int) -> None:
    """What a flow does at the least: load the charter, change an answer, keep it with its fact."""
    charter = work.charters.for_update(_PROJECTS[number % len(_PROJECTS)])
    assert charter is not None
    question = _QUESTIONS[number // len(_PROJECTS) % len(_QUESTIONS)]
    after = _answered(question, charter.revision + 1)
    work.charters.save(replace(charter, revision=after.revision, answers={**charter.answers, question: after}))
    before = charter.value(question)
    fact = Fact(act="charter.answered", project=charter.project, subject=question, before=before, after=after.value)
    work.keep(Decision(state=None, facts=(fact,)))


async def _together(store: Store, rounds: int) -> tuple[float, float]:
    """Transactions per second of 16 at a time: each in a workspace of its own, then all in one."""
    runner = UnitRunner(store)
    each = rounds // AT_A_TIME
    numbers = itertools.count()

    async def one_after_another(workspace: WorkspaceId) -> None:
        for _ in range(each):
            number = next(numbers)
            await runner.write(workspace, lambda work: _decide(work, number), actor=_ANA, now=_NOW)  # noqa: B023  awaited

    async def rate(workspaces: tuple[WorkspaceId, ...]) -> float:
        begun = time.perf_counter()
        await asyncio.gather(*(one_after_another(workspace) for workspace in workspaces))
        return each * AT_A_TIME / (time.perf_counter() - begun)

    many, alone = await rate(WORKSPACES), await rate(WORKSPACES[:1] * AT_A_TIME)
    await runner.close()
    return many, alone


def _together_by_hand(bare: ByHand, rounds: int) -> float:
    each = rounds // AT_A_TIME
    numbers = itertools.count(rounds)

    def one_after_another(workspace: WorkspaceId) -> None:
        for _ in range(each):
            bare.write(workspace, next(numbers))

    with ThreadPoolExecutor(AT_A_TIME) as threads:
        begun = time.perf_counter()
        list(threads.map(one_after_another, WORKSPACES))
        return each * AT_A_TIME / (time.perf_counter() - begun)
