"""Nothing of one workspace is seen or changed from another, whatever is called."""

import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Table, select, update

from bot.domain.charter import Judgement
from bot.domain.decision import Decision
from bot.domain.ids import ExperimentId, LivingKey, TokenId, WorkspaceId
from bot.domain.message import ToChannel, ToPerson
from bot.domain.obligations import ObligationStatus
from bot.domain.policy import ObligationKind
from bot.domain.watches import Watch
from storage.repository import Repository
from storage.tables import deliveries, kept_sheets, metadata
from storage.tables.deliveries import DeliveryState
from storage.unit_of_work import Work
from tests.storage.conftest import Recorded, Unit
from tests.storage.samples import (
    ANA,
    BEN,
    HOME,
    NAME,
    NOW,
    P1,
    T1,
    T2,
    answered,
    api_token,
    bank,
    channel,
    charter,
    dossier,
    experiment,
    fact,
    obligation,
    observation,
    outgoing,
    person,
    plan,
    project,
    readout,
    schedule,
    version,
)

LIVING = LivingKey("card:P1")
KIND = ObligationKind.NO_EXPERIMENT
LATER = NOW.replace(year=2030)

# Every public method of every repository with arguments that mean the same rows in both workspaces.
READS: dict[str, tuple[Any, ...]] = {
    "workspaces.get": (),
    "workspaces.status": (),
    "people.every": (),
    "undelivered.counts": (),
    "undelivered.newest": (10,),
    "undelivered.state": (1,),
    "people.admins": (),
    "people.get": (ANA,),
    "people.many": ((ANA, BEN),),
    "channels.get": (HOME,),
    "channels.many": ((HOME,),),
    "projects.get": (P1,),
    "projects.by_key": ("p1",),
    "projects.many": ((P1,),),
    "projects.in_channel": (HOME,),
    "projects.of_person": (BEN,),
    "projects.all": (),
    "projects.keys": (),
    "banks.get": ("2026-11",),
    "banks.many": (("never kept",),),
    "banks.all": (),
    "charters.get": (P1,),
    "charters.for_update": (P1,),
    "charters.many": ((P1,),),
    "charters.answers_at": (P1, 1),
    "charters.history": (P1,),
    "charters.answers_to": (NAME,),
    "versions.last": (P1,),
    "versions.last_of": ((P1,),),
    "versions.of": (P1,),
    "plans.current": (P1,),
    "plans.current_of": ((P1,),),
    "plans.history": (P1,),
    "experiments.of": (P1,),
    "experiments.of_many": ((P1,),),
    "experiments.latest_readouts": (),
    "experiments.timelines": (),
    "experiments.readouts": (ExperimentId("E1"),),
    "observations.of": (P1,),
    "observations.of_many": ((P1,),),
    "obligations.get": (P1, KIND),
    "obligations.of_project": (P1,),
    "obligations.of_projects": ((P1,),),
    "obligations.owed_by": (ANA,),
    "obligations.due": (LATER, 10),
    "watches.due": (LATER, 10),
    "schedules.get": (HOME,),
    "schedules.for_update": (HOME,),
    "schedules.all": (),
    "api_tokens.get": (TokenId("0123456789abcdef"),),
    "api_tokens.all": (),
    "keepings.of": (HOME,),
    "inbox.heard": ("trigger",),
    "audit.of": ((P1,),),
    "audit.entries": (),
    "audit.verify": (),
    "audit.hold": (),
    "deliveries.exists": ("one",),
    "deliveries.posted_at": (LIVING,),
    "deliveries.living": (LIVING,),
    "deliveries.bodies": ([LIVING],),
    "deliveries.list": (),
    "deliveries.is_parked": ("is_archived",),
    "deliveries.unreachable": (),
}


def _writes(workspace: WorkspaceId) -> dict[str, tuple[Any, ...]]:
    standing = answered(charter(), {NAME: f"words of {workspace}"})
    return {
        "workspaces.arrive": ("changed", None, LATER),
        "workspaces.stop": (),
        "people.save": (person(workspace, name="changed"),),
        "channels.save": (channel(workspace, name="changed"),),
        "projects.save": (project(workspace, name="changed", members=()),),
        "banks.keep": (bank("another"),),
        "banks.arrive": (bank("a third"),),
        "charters.save": (answered(standing, {NAME: "changed"}),),
        "charters.judge": (P1, Judgement(question="changed", fits=False)),
        "versions.save": (version(workspace, number=2),),
        "plans.save": (plan(workspace, design="changed"),),
        "experiments.save": (experiment(workspace, looks=7, readout=readout(2)),),
        "observations.save": (observation(workspace, value=0.99),),
        "obligations.save": (obligation(workspace, status=ObligationStatus.DONE),),
        "watches.save": (Watch(project=P1, look_at=NOW - timedelta(days=1)),),
        "watches.end": (P1,),
        "schedules.save": (schedule(workspace, is_on=False),),
        "api_tokens.save": (api_token(workspace, name="changed"),),
        "keepings.ask": (LIVING, HOME),
        "inbox.keep": ("another", "changed"),
        "audit.append": ((fact("changed"),),),
        "deliveries.release": (ToChannel(channel=HOME),),
        "deliveries.supersede": (1,),
        "undelivered.retry": (2,),
        "undelivered.drop": (2, "changed"),
        "deliveries.keep": (outgoing("changed", living=LIVING), LATER),
    }


def _fill(work: Work) -> None:
    """The same ids in each workspace, and words that tell whose they are."""
    mark = f"words of {work.workspace}"
    work.workspaces.arrive(mark, None, NOW)
    work.people.save(person(work.workspace, name=mark))
    work.channels.save(channel(work.workspace, name=mark))
    own = project(work.workspace, name=mark, members=(BEN,))
    work.keep(
        Decision(
            state=(
                dossier(own, charter(), bank=bank(title=mark)),
                dossier(own, answered(charter(), {NAME: mark}), bank=bank(title=mark)),
                version(work.workspace),
                plan(work.workspace, decision_rule=mark),
                experiment(
                    work.workspace, plan=plan(work.workspace, decision_rule=mark), readout=readout(changed=(mark,))
                ),
                observation(work.workspace, source=mark),
                schedule(work.workspace, zone=mark),
                api_token(work.workspace, name=mark),
            ),
            facts=(fact(mark),),
            messages=(outgoing("one", living=LIVING), outgoing("two", to=ToPerson(user=ANA))),
            obligations=(obligation(work.workspace, said=(LivingKey(mark),)),),
            watches=(Watch(project=P1, look_at=NOW),),
        )
    )
    work.inbox.keep("trigger", mark)
    work.keepings.ask(LivingKey(mark), HOME)


@pytest.fixture
def filled(engine: Engine, unit: Unit) -> None:
    for workspace in (T1, T2):
        with unit(workspace) as work:
            _fill(work)
    with engine.begin() as connection:
        # Both channels are archived: what is said there waits for somebody.
        connection.execute(update(deliveries).values(state=DeliveryState.PARKED))
        connection.execute(update(kept_sheets).values(is_pinned=True))


def _repositories(work: Work) -> dict[str, Repository]:
    """Those that belong to the workspace; the chain of operators is one for all on purpose."""
    return {name: each for name, each in vars(work).items() if isinstance(each, Repository) and name != "operators"}


def _public_methods(work: Work) -> Iterator[str]:
    for name, repository in _repositories(work).items():
        for method, _ in inspect.getmembers(repository, inspect.ismethod):
            if not method.startswith("_"):
                yield f"{name}.{method}"


def _call(work: Work, name: str, arguments: tuple[Any, ...]) -> Any:
    repository, method = name.split(".")
    return getattr(_repositories(work)[repository], method)(*arguments)


def _rows(engine: Engine, workspace: WorkspaceId) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table).where(table.c.workspace == workspace))))
            for table in metadata.sorted_tables
        }


def test_every_method_of_every_repository_is_tried(unit: Unit) -> None:
    with unit() as work:
        assert set(_public_methods(work)) == READS.keys() | _writes(T1).keys()


@pytest.mark.usefixtures("filled")
def test_reading_shows_nothing_of_another_workspace(unit: Unit) -> None:
    for workspace, other in ((T1, T2), (T2, T1)):
        with unit(workspace) as work:
            for name, arguments in READS.items():
                assert str(other) not in repr(_call(work, name, arguments)), name


@pytest.mark.usefixtures("filled")
def test_reading_shows_what_is_our_own(unit: Unit) -> None:
    """Otherwise the test above would be content with methods that find nothing."""
    silent = {"audit.verify", "audit.hold", "workspaces.status", "projects.keys", "deliveries.exists"}
    # Timelines name nobody, and are held to their own workspace by a test of their own.
    silent |= {"experiments.timelines", "deliveries.posted_at"}
    # Nobody among the samples is an admin, and nothing is parked.
    silent |= {
        "undelivered.counts",
        "undelivered.newest",
        "undelivered.state",
        "people.admins",
        "deliveries.is_parked",
        "deliveries.unreachable",
    }
    nameless = {"deliveries.living", "deliveries.bodies", "deliveries.list", "watches.due"}
    with unit(T1) as work:
        for name in READS.keys() - silent - nameless:
            assert "T1" in repr(_call(work, name, READS[name])), name
        for name in nameless:
            assert _call(work, name, READS[name]), name


@pytest.mark.usefixtures("filled")
def test_writing_changes_nothing_of_another_workspace(engine: Engine, unit: Unit) -> None:
    theirs = _rows(engine, T2)
    for name, arguments in _writes(T1).items():
        before = _rows(engine, T1)
        with unit(T1) as work:
            _call(work, name, arguments)
        assert _rows(engine, T1) != before, f"{name} wrote nothing, so this test says nothing about it"
        assert _rows(engine, T2) == theirs, name


@pytest.mark.usefixtures("filled")
def test_every_statement_names_the_workspace_of_its_unit(unit: Unit, recorded: Recorded) -> None:
    for name, arguments in (READS | _writes(T1)).items():
        with unit(T1) as work, recorded() as statements:
            _call(work, name, arguments)
        assert statements, name
        for statement, parameters in statements:
            _names_only(T1, statement, parameters)


def _names_only(workspace: WorkspaceId, statement: str, parameters: Any) -> None:
    rows = parameters if isinstance(parameters, list) else [parameters]
    for row in rows:
        values = set(row.values() if isinstance(row, dict) else row)
        assert values & {T1, T2} == {workspace}, statement
    if not statement.startswith("INSERT"):
        assert re.search(r"\bWHERE\b[^;]*\bworkspace = ", statement, re.DOTALL), statement


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_begins_with_the_workspace(table: Table) -> None:
    first, *_ = table.primary_key.columns
    assert first.name == "workspace"
    for key in table.foreign_key_constraints:
        assert key.column_keys[0] == "workspace"
        assert next(iter(key.elements)).column.name == "workspace"
