"""From one process on SQLite to PostgreSQL: everything comes along, and the same card goes on."""

from pathlib import Path

from sqlalchemy import text

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from storage.engine import open_engine
from storage.tables import metadata
from tests.databases import Fresh
from tests.journeys.journey import Journey
from tests.journeys.programs import outcome, program
from tests.journeys.test_stopping import logged

DONE, NO, WRONG = 0, 1, 2


async def test_everything_moves_and_goes_on(journey: Journey, cast: Cast, fresh_database: Fresh) -> None:
    there = fresh_database("postgresql")
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, OUTCOME)
    before, posted = journey.audit(), journey.posted(cast.churn)
    await journey.end()
    status, printed, complained = await outcome(journey, "move-database", journey.address, there)
    assert (status, complained) == (DONE, "")
    assert "every audit trail verifies" in printed
    assert _rows(journey.address) == _rows(there)
    journey.address = there
    assert journey.audit() == before
    await journey.restart()
    heard = await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    assert "2.9 %" in heard.text
    assert journey.posted(cast.churn) == posted
    assert "Churn model" in journey.card(cast.churn).rendered()


async def test_nothing_is_moved_onto_something_and_nothing_while_a_bot_runs(
    journey: Journey, cast: Cast, fresh_database: Fresh
) -> None:
    there = fresh_database("postgresql")
    await journey.kickoff()
    status, _, complained = await outcome(journey, "move-database", journey.address, there)
    assert (status, "already sends" in complained) == (NO, True)
    assert not any(_rows(there).values())
    await journey.end()
    assert (await outcome(journey, "move-database", journey.address, there))[0] == DONE
    moved = _rows(there)
    status, _, complained = await outcome(journey, "move-database", journey.address, there)
    assert (status, "is not empty" in complained, "nothing was copied" in complained) == (WRONG, True, True)
    assert _rows(there) == moved


async def test_nothing_is_moved_from_a_running_bot_whatever_the_operators_shell_says(
    journey: Journey, fresh_database: Fresh, tmp_path: Path
) -> None:
    there = fresh_database("postgresql")
    await journey.end()
    file = _file(journey)
    link, elsewhere = tmp_path / "link.db", tmp_path / "of-the-operator"
    link.symlink_to(file)
    elsewhere.mkdir()
    async with program(journey, "run") as bot:
        await logged(bot, "bot.ready")
        for named in (file, link):
            status, _, complained = await outcome(
                *(journey, "move-database", f"sqlite:///{named}", there), PLUMBLINE_DATA=str(elsewhere)
            )
            assert status == NO
            assert f"(process {bot.pid}) already sends the messages of {file}" in complained
    assert not any(_rows(there).values())


async def test_a_second_bot_on_one_file_is_refused_whatever_its_data_directory(
    journey: Journey, tmp_path: Path
) -> None:
    file = _file(journey)
    link, elsewhere = tmp_path / "link.db", tmp_path / "of-the-second"
    link.symlink_to(file)
    elsewhere.mkdir()
    for named in (file, link):
        changed = {"DATABASE_URL": f"sqlite:///{named}", "PLUMBLINE_DATA": str(elsewhere)}
        async with program(journey, "run", **changed) as second:
            _, complained = await second.communicate()
        assert second.returncode == NO
        assert f"already sends the messages of {file}" in complained.decode()
        assert "data directory" not in complained.decode()


async def test_what_is_not_there_is_not_made(journey: Journey, fresh_database: Fresh) -> None:
    missing = journey.address.replace("plumbline.db", "nowhere.db")
    status, _, complained = await outcome(journey, "move-database", missing, fresh_database("postgresql"))
    assert (status, "there is no database" in complained) == (WRONG, True)


async def test_a_broken_trail_is_not_moved(journey: Journey, cast: Cast, fresh_database: Fresh) -> None:
    there = fresh_database("postgresql")
    await journey.kickoff()
    await journey.end()
    _spoil(journey.address)
    status, _, complained = await outcome(journey, "move-database", journey.address, there)
    assert (status, "is broken at entry 1" in complained) == (WRONG, True)
    assert not any(_rows(there).values())


async def test_what_was_never_migrated_is_not_moved(journey: Journey, fresh_database: Fresh, tmp_path: Path) -> None:
    await journey.end()
    empty = tmp_path / "empty.db"
    empty.touch()
    status, _, complained = await outcome(journey, "move-database", f"sqlite:///{empty}", fresh_database("postgresql"))
    assert (status, "not up to date" in complained) == (WRONG, True)


def _file(journey: Journey) -> Path:
    """The file of the journey's database, as a refusal names it."""
    return Path(journey.address.removeprefix("sqlite:///")).resolve()


def _spoil(address: str) -> None:
    """Change what the trail says, past the triggers that refuse it."""
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_entries_no_update"))
        connection.execute(text("UPDATE audit_entries SET subject = 'somebody else' WHERE seq = 1"))
    engine.dispose()


def _rows(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a database holds, in no particular order."""
    engine = open_engine(address)
    try:
        with engine.connect() as connection:
            return {
                each.name: sorted((tuple(row) for row in connection.execute(each.select())), key=repr)
                for each in metadata.sorted_tables
            }
    finally:
        engine.dispose()
