"""The kickoff as a person walks it: minutes from the command to the sponsor being asked to sign."""

import asyncio
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from playwright.async_api import async_playwright

from benchmarks.figures import Figure
from benchmarks.walk_person import Walker
from handlers.demo import story
from handlers.demo.cast import Cast, gather
from handlers.demo.program import load_manifest, on_stage
from handlers.demo.stage import Stage
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Workspace

TITLE: Final = "A kickoff as a person walks it (keystroke-level model)"
GOAL_MINUTES: Final = 10.0


class Depth(IntEnum):
    """How much is answered: what a signature needs, all that is shown at once, or all that applies to an A/B test."""

    REQUIRED = 0
    AT_ONCE = 1
    EVERYTHING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is typed into a field, or chosen in it; from which depth on."""

    field: str
    text: str = ""
    choice: str = ""
    depth: Depth = Depth.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of an answer, by what the question is called, with its cells."""

    label: str
    cells: tuple[Answer, ...]
    depth: Depth = Depth.REQUIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page: its answers, and its rows."""

    number: int
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...] = field(default=())


_NOW, _ALL = Depth.AT_ONCE, Depth.EVERYTHING
_AUC, _OFFERS, _CHURN = "AUC on the last full month", "Offers accepted", "Monthly churn of paying customers"
PARTS: Final = (
    Part(
        number=1,
        answers=(
            Answer(field="metric_name", text=_CHURN),
            Answer(field="metric_category", choice="Retention", depth=_ALL),
            Answer(field="metric_unit", text="%"),
            Answer(field="metric_direction", choice="Lower"),
            Answer(field="baseline", text="3.1%"),
            Answer(field="baseline_window", text="Last 12 weeks", depth=_ALL),
            Answer(field="target", text="-10%"),
            Answer(field="deadline", text="06302027"),
            Answer(field="metric_source", text="Finance dashboard Retention, updated on the 3rd"),
            Answer(field="reporter", choice="Mei Tanaka", depth=_ALL),
            Answer(field="cadence", choice="Monthly", depth=_ALL),
            Answer(field="value_per_unit", text="€400k", depth=_NOW),
            Answer(field="currency", choice="Euro (EUR)", depth=_NOW),
        ),
    ),
    Part(
        number=2,
        answers=(
            Answer(
                field="success_statement",
                text="Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout.",
            ),
        ),
        rows=(
            Row(
                label="Model metrics",
                cells=(
                    Answer(field="name", text=_AUC),
                    Answer(field="today", text="0.74", depth=_NOW),
                    Answer(field="target", text="0.80", depth=_NOW),
                    Answer(field="measured", text="The last full month, held out", depth=_ALL),
                ),
            ),
            Row(
                label="Proxy metrics",
                cells=(
                    Answer(field="name", text=_OFFERS),
                    Answer(field="unit", text="%"),
                    Answer(field="today", text="12%"),
                    Answer(field="why", text="Who takes an offer stays at least for its term"),
                ),
                depth=_ALL,
            ),
            Row(
                label="Guardrails",
                cells=(
                    Answer(field="name", text="Margin per customer"),
                    Answer(field="better", choice="Higher"),
                    Answer(field="margin", text="1%"),
                    Answer(field="today", text="12.40", depth=_ALL),
                    Answer(field="spread", text="3.10", depth=_ALL),
                    Answer(field="counter", choice="Yes", depth=_ALL),
                ),
                depth=_NOW,
            ),
            Row(
                label="Links",
                cells=(
                    Answer(field="from", text=_AUC),
                    Answer(field="to", text=_CHURN),
                    Answer(field="effect", text="-0.3pp to -0.1pp", depth=_NOW),
                    Answer(field="per", choice="All that the first is expected to move", depth=_NOW),
                    Answer(field="evidence", text="Offers test of last spring", depth=_ALL),
                ),
            ),
        ),
    ),
    Part(
        number=3,
        answers=(
            Answer(field="experiment_statement", text="Half of the customers at risk get offers.", depth=_ALL),
            Answer(field="design", choice="A/B test"),
            Answer(field="randomisation_unit", text="Customer", depth=_NOW),
            Answer(field="primary_metric", text="Churn within 30 days"),
            Answer(field="daily_traffic", text="2,400", depth=_NOW),
            Answer(field="outcome_horizon", text="30", depth=_ALL),
            Answer(field="mde", text="-10%", depth=_NOW),
            Answer(field="alpha", text="0.05", depth=_ALL),
            Answer(field="power", text="0.80", depth=_ALL),
            Answer(field="arms", text="2", depth=_ALL),
            Answer(field="start", text="03012027"),
            Answer(field="longest_run", text="12", depth=_NOW),
            Answer(field="decision_rule", text="Launch if churn falls by 10 % and margin holds; stop if it does not."),
        ),
    ),
    Part(number=4, answers=()),
    Part(
        number=5,
        answers=(
            Answer(field="ml_years", text="3", depth=_ALL),
            Answer(field="days_to_deploy", text="45", depth=_ALL),
            Answer(field="annual_budget", text="€250k", depth=_ALL),
            Answer(field="value_expected_by", text="06302027", depth=_ALL),
            Answer(field="why_now", text="Churn has been above 3 % for five quarters", depth=_ALL),
        ),
    ),
)


def figures(*, quick: bool = False) -> list[Figure]:
    """The minutes of each depth; `quick` walks the required path alone."""
    depths = [Depth.REQUIRED] if quick else [*Depth]
    walked = {depth: asyncio.run(walk(depth)) for depth in depths}
    return [figure for depth, walker in walked.items() for figure in _figures(depth, walker)]


_NAMES: Final[Mapping[Depth, str]] = {
    Depth.REQUIRED: "required alone",
    Depth.AT_ONCE: "all that is shown at once",
    Depth.EVERYTHING: "everything that applies",
}


def _figures(depth: Depth, walker: Walker) -> list[Figure]:
    name, minutes = _NAMES[depth], walker.seconds / 60
    end = "the kickoff is saved" if depth is Depth.EVERYTHING else "the sponsor is asked"
    goal: dict[str, Any] = {"goal": f"< {GOAL_MINUTES:.0f} min", "reached": minutes < GOAL_MINUTES}
    return [
        Figure(name=f"{name}: until {end}", value=minutes, unit="min", **(goal if depth is Depth.REQUIRED else {})),
        Figure(name=f"{name}: read", value=walker.words, unit="words"),
        Figure(name=f"{name}: texts and numbers", value=walker.written, unit="answers"),
        Figure(name=f"{name}: choices and days", value=walker.chosen, unit="answers"),
        Figure(name=f"{name}: typed", value=walker.keys, unit="keys"),
        Figure(name=f"{name}: clicked", value=walker.clicks, unit="clicks"),
        Figure(name=f"{name}: waited for the bot, measured", value=walker.waited, unit="s"),
    ]


async def walk(depth: Depth) -> Walker:
    """Walk a kickoff in a new workspace; AssertionError where the sponsor is not asked at its end."""
    clock = StoryClock(story.START)
    workspace = Workspace(load_manifest(None), clock)
    await workspace.start()
    try:
        async with on_stage(workspace, clock, database=None, write=lambda _line: None) as stage:
            return await _walk(stage, gather(workspace), depth)
    finally:
        await workspace.stop()


async def _walk(stage: Stage, cast: Cast, depth: Depth) -> Walker:
    async with async_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = await playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        walker = Walker(person=cast.ana.id, page=await browser.new_page(viewport={"width": 1280, "height": 900}))
        await walker.watch()
        await walker.page.goto(stage.workspace.url)
        await _starts(walker, stage)
        for part in PARTS if depth is Depth.EVERYTHING else PARTS[:3]:
            await _answers(walker, stage, part, depth)
        progress = walker.page.locator(".modal").get_by_text("15 of 15 required answers")
        walker.words += len((await progress.first.inner_text()).split())
        await walker.page.get_by_role("button", name="Close").last.click()
        await walker.ends()
        await browser.close()
    await stage.quiet()
    asked = [one for one in cast.sam.dm if "has all that a signature needs" in one.rendered()]
    assert asked, [one.rendered() for one in stage.workspace.messages(cast.churn)]
    return walker


async def _starts(walker: Walker, stage: Stage) -> None:
    await walker.page.get_by_role("button", name="churn-model").click()
    await walker.says("/plumb kickoff Churn model")
    await walker.reads()
    await walker.chooses("sponsor", "Sam Carter")
    await walker.presses(_button(walker, "Start the kickoff"), walker.page.get_by_text("Part 1 of 5"))
    await stage.quiet()


async def _answers(walker: Walker, stage: Stage, part: Part, depth: Depth) -> None:
    """One page: unfold it where everything is answered, read it, fill it in, add its rows, save it."""
    unfold = walker.page.locator(".modal button", has_text="not needed for a signature")
    if depth is Depth.EVERYTHING and await unfold.count():
        await walker.presses(unfold, walker.page.locator(".modal"))
        await stage.quiet()
        await walker.sees()
    await walker.reads()
    if part.number == 4:
        await _requirements(walker)
    for answer in part.answers:
        if answer.depth <= depth:
            await _answer(walker, answer)
            await _settles(walker, stage, answer)
    for row in part.rows:
        if row.depth <= depth:
            await _row(walker, stage, row, depth)
    after = "Kickoff saved" if part.number == 5 else f"Part {part.number + 1} of 5"
    label = "Save and finish" if part.number == 5 else "Save and continue"
    await walker.presses(_button(walker, label), walker.page.get_by_text(after))
    await stage.quiet()


async def _answer(walker: Walker, answer: Answer) -> None:
    if answer.choice:
        await walker.chooses(answer.field, answer.choice)
    else:
        await walker.writes(answer.field, answer.text)


async def _settles(walker: Walker, stage: Stage, answer: Answer) -> None:
    """Leave the field; where the window follows what is typed, wait until it has followed."""
    await walker.leaves()
    person = stage.workspace.people[walker.person]
    if person.modal is not None and person.modal.inputs()[answer.field].get("dispatch_action"):
        await stage.workspace.until(lambda: person.modal and person.modal.values().get(answer.field))
    await stage.quiet()
    await walker.sees()


async def _requirements(walker: Walker) -> None:
    """Answer every requirement; its options are the same each time, and read each time."""
    menus = walker.page.locator(".modal [data-field]")
    for name in [await each.get_attribute("data-field") for each in await menus.all()]:
        await walker.chooses(str(name), "Automated")


async def _row(walker: Walker, stage: Stage, row: Row, depth: Depth) -> None:
    head = walker.page.locator(".modal .split", has_text=re.compile(rf"^(● )?{row.label}"))
    await walker.presses(head.get_by_role("button", name="Add"), walker.page.get_by_role("heading", name="Add a row"))
    await stage.quiet()
    await walker.reads()
    for cell in row.cells:
        if cell.depth <= depth:
            await _answer(walker, cell)
    await walker.presses(_button(walker, "Save"), walker.page.get_by_text("of 15 required answers"))
    await stage.quiet()


def _button(walker: Walker, name: str) -> Any:
    return walker.page.locator(".modal").get_by_role("button", name=name, exact=True)
