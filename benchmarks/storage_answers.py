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
_QUESTION = QuestionId("metric_name")
_PROJECT = ProjectId("P1")
_ANA = UserId("U1")
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def figures(name: str, url: str, *, quick: bool) -> list[Figure]:
    rounds = 160 if quick else 4_000
    engine = open_engine(url)
    store = Store(engine)
    _seed(store)
    ours = _p50(lambda _: _answer(store), rounds)
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
    for workspace in WORKSPACES:
        project = Project(
            workspace=workspace,
            id=_PROJECT,
            key="churn",
            name="Churn",
            channel=ChannelId("C1"),
            owner=_ANA,
            sponsor=None,
            members=(),
            created_at=_NOW,
        )
        charter = Charter(project=_PROJECT, bank_edition="1", revision=0, started_at=_NOW, answers={})
        with store.unit(workspace, actor=_ANA, now=_NOW) as work:
            work.projects.save(project)
            work.charters.save(charter)
            work.keep(Decision(state=None, facts=(Fact(act="kickoff.started", project=_PROJECT, subject="churn"),)))


def _answer(store: Store) -> None:
    with store.unit(WORKSPACES[0], actor=_ANA, now=_NOW) as work:
        _decide(work)


def _decide(work: Work) -> None:
    """What a flow does at the least: load the charter, change an answer, keep it with its fact."""
    charter = work.charters.for_update(_PROJECT)
    assert charter is not None
    revision = charter.revision + 1
    value = Text(text=f"customers who stay, revision {revision}")
    answer = Answer(question=_QUESTION, value=value, by=_ANA, at=_NOW, revision=revision)
    work.charters.save(replace(charter, revision=revision, answers={_QUESTION: answer}))
    before = charter.value(_QUESTION)
    fact = Fact(act="charter.answered", project=_PROJECT, subject=_QUESTION, before=before, after=value)
    work.keep(Decision(state=None, facts=(fact,)))


async def _together(store: Store, rounds: int) -> tuple[float, float]:
    """Transactions per second of 16 at a time: each in a workspace of its own, then all in one."""
    runner = UnitRunner(store)
    each = rounds // AT_A_TIME

    async def one_after_another(workspace: WorkspaceId) -> None:
        for _ in range(each):
            await runner.write(workspace, _decide, actor=_ANA, now=_NOW)

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
