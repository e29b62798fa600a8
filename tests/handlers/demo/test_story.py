"""The story plays to its end, on SQLite and on PostgreSQL, and shows the charter's whole way."""

import pytest

from handlers.demo import story
from handlers.demo.cast import gather
from handlers.demo.program import load_manifest, on_stage
from handlers.demo.story_clock import StoryClock
from handlers.demo.workspace import Workspace
from tests.databases import KINDS, Fresh

STEPS = (
    "the kickoff goes on where it stopped",
    "Mei's checklist asks her for it",
    "the warning is accepted, with the reason beside it",
    "it is answered in time, and counts as evidence",
    "four reminders in eight working days, none at the weekend",
    "the sponsor cannot sign what cannot show its effect",
    "version 1 is pinned, and on the channel's canvas",
    "Sam is asked again, with the answers that changed",
    "version 2 is pinned, and on the channel's canvas",
    "to the day of the start: not one nag more",
    "all that stands in the notes is taken, and what belongs to no question is shown",
)


async def _told(database: str | None) -> list[str]:
    """What the story writes while it plays."""
    lines: list[str] = []
    clock = StoryClock(story.START)
    workspace = Workspace(load_manifest(None), clock, limits=False)
    await workspace.start()
    try:
        async with on_stage(workspace, clock, database=database, write=lines.append) as stage:
            await story.play(stage, gather(workspace))
    finally:
        await workspace.stop()
    return lines


@pytest.mark.parametrize("kind", KINDS)
async def test_the_story_is_seen_to_its_end_and_reads_no_window_out_twice(kind: str, fresh_database: Fresh) -> None:
    lines = await _told(None if kind == "sqlite" else fresh_database(kind))
    seen = [line.removeprefix("  ✓ ") for line in lines]
    assert [step for step in seen if step in STEPS] == list(STEPS)
    assert "\n".join(lines).count("Its standard deviation between units of randomisation") == 2, "for Ana and for Lena"
