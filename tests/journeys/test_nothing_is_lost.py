"""Whatever people do in whatever order: an answer that was submitted is there, and stays in the history."""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.charter import Answer, Quantity, Rows, Text
from bot.domain.ids import ProjectId, WorkspaceId
from handlers.demo.workspace import Person
from storage.engine import open_engine
from storage.unit_of_work import Store
from tests.journeys.journey import Journey, elements, on_a_journey

_PART_1 = ("metric_name", "metric_unit", "baseline_window", "metric_source")
_PART_2 = ("success_statement",)
_PART_5 = ("why_now", "days_to_deploy")
_PAGES = {1: _PART_1, 2: _PART_2, 5: _PART_5}
_NUMBERS = {"days_to_deploy"}
_CLASH = "while you were editing"
people = st.sampled_from(["ana", "mei"])
words = st.integers(1, 999).map(lambda number: f"answer {number}")
numbers = st.integers(1, 365).map(str)


def _typed(question: str) -> st.SearchStrategy[str]:
    return numbers if question in _NUMBERS else words


single = st.sampled_from([*_PART_1, *_PART_2, *_PART_5]).flatmap(
    lambda question: st.tuples(st.just("answer"), people, st.just(question), _typed(question))
)
filled = st.sampled_from(sorted(_PAGES)).flatmap(
    lambda part: st.tuples(
        st.sampled_from(["page", "close", "mistake", "late"]),
        people,
        st.just(part),
        st.fixed_dictionaries({}, optional={question: _typed(question) for question in _PAGES[part]}),
    )
)
steps = st.lists(
    st.one_of(
        single,
        filled,
        st.tuples(st.just("row"), people, words, st.just(None)),
        st.tuples(st.just("restart"), st.just(""), st.just(None), st.just(None)),
        st.tuples(st.just("retry"), people, st.just(None), st.just(None)),
    ),
    min_size=3,
    max_size=12,
)


@dataclass(slots=True)
class Told:
    """What was submitted and accepted: what stands by question, every answer ever given, and the rows."""

    standing: dict[str, str] = field(default_factory=dict)
    ever: set[tuple[str, str]] = field(default_factory=set)
    rows: list[str] = field(default_factory=list)
    last: dict[str, Callable[[], Awaitable[object]]] = field(default_factory=dict)

    def keep(self, values: dict[str, str]) -> None:
        self.standing |= values
        self.ever |= set(values.items())


async def _submits(journey: Journey, told: Told, person: Person, values: dict[str, str]) -> None:
    """Submit the open window; a page that comes back with what others saved is submitted once more."""
    payload: dict[str, Any] = {}
    for _ in range(2):
        window = person.modal
        assert window is not None
        await person.fill(dict(values))
        payload = person.submission_payload()
        saved = await journey.submits(person, {})
        assert saved.accepted, saved
        if person.modal is None or _CLASH not in person.modal.text():
            break
    told.keep({question: value for question, value in values.items() if value})
    told.last[person.name] = partial(person.forge, payload)
    await _closes(person)


async def _opens(journey: Journey, person: Person, part: int) -> None:
    """Open a page with every question on it, also those that are folded away."""
    window = await journey.opens_part(person, part)
    if any(each["action_id"] == "kickoff.unfold" for each in elements(window.blocks)):
        await journey.presses(person, window, "kickoff.unfold")


async def _closes(person: Person) -> None:
    if person.modal is not None:
        await person.close(everything=True)


async def _take(journey: Journey, told: Told, step: tuple[str, str, object, object]) -> None:  # noqa: C901  a case for each act
    act, name, what, given_values = step
    person: Person = getattr(journey.cast, name) if name else journey.cast.ana
    match act, what, given_values:
        case "answer", str(question), str(value):
            await journey.types(person, f"/plumb answer {question}", journey.cast.churn)
            await _submits(journey, told, person, {question: value})
        case "page", int(part), dict(values):
            await _opens(journey, person, part)
            await _submits(journey, told, person, values)
        case "close", int(part), dict(values):
            await _opens(journey, person, part)
            await person.fill(dict(values))
            await _closes(person)
        case "mistake", int(part), dict(values):
            # What cannot be read sends the whole page back; with the mistake mended everything typed is still there.
            await _opens(journey, person, 1)
            await person.fill({**{q: v for q, v in values.items() if q in _PART_1}, "baseline": "banana"})
            refused = await journey.submits(person, {})
            assert set(refused.errors) == {"baseline"}
            typed = {q: v for q, v in values.items() if q in _PART_1}
            assert part
            await _submits(journey, told, person, {**typed, "baseline": ""})
        case "late", int(part), dict(values):
            # The page was opened before somebody else answered on it.
            other = journey.cast.mei if person is journey.cast.ana else journey.cast.ana
            question = _PAGES[part][0]
            await _opens(journey, person, part)
            await journey.types(other, f"/plumb answer {question}", journey.cast.churn)
            await _submits(journey, told, other, {question: "7" if question in _NUMBERS else "from somebody else"})
            await _submits(journey, told, person, values)
        case "row", str(metric), _:
            await journey.types(person, "/plumb answer guardrails", journey.cast.churn)
            added = await journey.adds(person, "guardrails", {"name": metric, "better": "up"})
            if added.accepted:
                told.rows.append(metric)
            else:
                assert metric in told.rows, added
            await _closes(person)
        case "restart", _, _:
            await journey.restart()
        case "retry", _, _:
            if name in told.last:
                await told.last[name]()
                await journey.quiet()
                await _closes(person)


def _kept(journey: Journey, project: ProjectId) -> tuple[dict[str, str], set[tuple[str, str]], list[str]]:
    """What the database has: what stands, every answer ever given, and the names in the rows."""
    engine = open_engine(journey.address)
    try:
        with Store(engine).reading(WorkspaceId(journey.workspace.team_id), now=journey.clock.now()) as work:
            charter = work.charters.get(project)
            history = work.charters.history(project)
    finally:
        engine.dispose()
    assert charter is not None
    standing = {question: _said(answer) for question, answer in charter.answers.items() if _said(answer)}
    ever = {(str(answer.question), said) for answer in history if (said := _said(answer))}
    rows = charter.value("guardrails")
    names = [str(_words(row.cells.get("name"))) for row in rows.rows] if isinstance(rows, Rows) else []  # type: ignore[call-overload]
    return {str(question): said for question, said in standing.items()}, ever, names


def _said(answer: Answer) -> str:
    match answer.value:
        case Text(text=text):
            return text
        case Quantity(typed=typed):
            return typed
        case _:
            return ""


def _words(cell: object) -> str:
    return cell.text if isinstance(cell, Text) else ""


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(taken=steps)
def test_no_sequence_of_acts_loses_a_submitted_answer(
    sqlite_template: Path, taken: list[tuple[str, str, object, object]]
) -> None:
    async def live(folder: Path) -> None:
        database = folder / "plumbline.db"
        shutil.copy(sqlite_template, database)
        (folder / "data").mkdir()
        async with on_a_journey(f"sqlite:///{database}", folder / "data") as journey:
            await journey.kickoff(sponsor=journey.cast.sam, members=(journey.cast.mei,))
            project = ProjectId(journey.checklist_project())
            told = Told()
            for step in taken:
                await _take(journey, told, step)
            standing, ever, rows = _kept(journey, project)
            assert {question: standing.get(question) for question in told.standing} == told.standing
            assert told.ever <= ever
            assert sorted(rows) == sorted(told.rows)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder)))
