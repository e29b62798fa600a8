"""`plumbline deliveries`: operators see what did not get out, try it again and drop it, while the bot runs."""

import json
from typing import Any

import pytest
from structlog.typing import EventDict

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.message import Outgoing, Parked, ToPerson
from handlers.demo.cast import Cast
from handlers.demo.workspace import Fault
from storage.audit import Entry
from storage.engine import open_engine
from storage.ledger import Ledger
from storage.unit_of_work import Store
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.programs import outcome, ran

POST, HISTORY = "chat.postMessage", "conversations.history"
DONE, NO, WRONG = 0, 1, 2
DUE = at("2027-02-15", "09:01", BERLIN)

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)


def operators(journey: Journey) -> list[Entry]:
    """The chain of what operators did, which must hold."""
    engine = open_engine(journey.address)
    try:
        with Store(engine).reading(WorkspaceId(journey.workspace.team_id), now=journey.clock.now()) as work:
            assert work.operators.verify() is None
            return list(work.operators.entries())
    finally:
        engine.dispose()


async def listed(journey: Journey, *options: str) -> dict[str, Any]:
    status, printed, complained = await outcome(journey, "deliveries", "list", "--format", "json", *options)
    assert (status, complained) == (DONE, "")
    told: dict[str, Any] = json.loads(printed)
    return told


async def ids(journey: Journey, *options: str) -> list[str]:
    return [each["id"] for each in (await listed(journey, *options))["deliveries"]]


async def a_parked_nag(journey: Journey, cast: Cast, error: str = "cannot_dm_bot") -> str:
    """A nag that Slack refused, for a reason that no event mends unless another is named; its id."""
    await journey.kickoff(sponsor=cast.sam)
    dm = journey.workspace.world.dm_with(cast.ana.id).id
    journey.workspace.faults.next(
        POST, Fault.error(error), times=None, match=lambda arguments: arguments["channel"] == dm
    )
    await journey.travel(DUE)
    assert journey.nags(cast.ana) == []
    journey.workspace.faults.clear()
    (parked,) = await ids(journey)
    return parked


async def looks(journey: Journey) -> None:
    """The running bot looks, as it does at each tick."""
    await journey.bot.tick()
    await journey.bot.drain.settled()


@both
async def test_a_parked_message_is_listed_with_its_reason_and_put_back_while_the_bot_runs(
    journey: Journey, cast: Cast
) -> None:
    parked = await a_parked_nag(journey, cast)
    status, printed, _ = await outcome(journey, "deliveries", "list")
    assert status == DONE
    assert f"{parked}  parked  nag for person {cast.ana.id}, due 2027-02-15 08:00:00 UTC, 1 try" in printed
    assert "the account is an app. Name a person. (cannot_dm_bot)" in printed
    assert "retry, because nobody tells the bot: all that waits there goes out in its order" in printed
    assert "Churn model" not in printed
    _, printed, _ = await outcome(journey, "deliveries", "list", "--body")
    assert "    | *Churn model* has no experiment planned." in printed
    status, printed, _ = await outcome(journey, "deliveries", "retry", parked)
    assert (status, printed) == (DONE, f"{parked} is put back and goes out when the bot looks next.\n")
    await looks(journey)
    assert len(journey.nags(cast.ana)) == 1
    status, printed, _ = await outcome(journey, "deliveries", "retry", parked)
    assert (status, printed) == (NO, f"{parked} is out.\n")
    (entry,) = operators(journey)
    assert (entry.act, entry.subject, entry.before, entry.after) == (
        *("deliveries.retry", parked),
        *('{"state":"parked"}', '{"state":"pending"}'),
    )
    assert entry.actor


@both
async def test_a_dropped_message_is_never_said_and_the_reason_stays(journey: Journey, cast: Cast) -> None:
    parked = await a_parked_nag(journey, cast)
    status, _, complained = await outcome(journey, "deliveries", "drop", parked)
    assert (status, complained.startswith("plumbline: --why: say why")) == (WRONG, True)
    for said in ("is dropped", "was dropped before"):
        status, printed, _ = await outcome(journey, "deliveries", "drop", parked, "--why", "the account was an app")
        assert (status, printed) == (DONE, f"{parked} {said}.\n")
    status, printed, _ = await outcome(journey, "deliveries", "retry", parked)
    assert (status, printed) == (NO, f"{parked} was dropped, and is not said any more.\n")
    await looks(journey)
    assert journey.nags(cast.ana) == []
    assert [(entry.act, entry.after) for entry in operators(journey)] == [
        ("deliveries.drop", '{"state":"withdrawn","why":"the account was an app"}')
    ]
    (line,) = (await listed(journey, "--state", "withdrawn"))["deliveries"]
    assert line["error"] == "dropped: the account was an app"


async def test_all_that_needs_a_human_is_put_back_as_far_as_the_options_say(journey: Journey, cast: Cast) -> None:
    parked = await a_parked_nag(journey, cast)
    for options in (("--state", "dead"), ("--workspace", "T0NOBODY"), ("--kind", "digest"), ("--destination", "U1")):
        status, printed, _ = await outcome(journey, "deliveries", "retry", "--all", *options)
        assert (status, printed) == (DONE, "Nothing waits for a human.\n")
    status, printed, _ = await outcome(journey, "deliveries", "retry", "--all", "--state", "parked")
    assert (status, printed.startswith(parked)) == (DONE, True)
    await looks(journey)
    assert len(journey.nags(cast.ana)) == 1


async def test_a_dead_letter_gets_another_try(journey: Journey, cast: Cast, faults: list[EventDict]) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.faults.next(POST, Fault.error("invalid_arguments"), times=None)
    await journey.travel(DUE)
    journey.workspace.faults.clear()
    assert [line["event"] for line in faults if line["log_level"] == "error"] == ["delivery.dead"]
    faults.clear()
    (dead,) = await ids(journey)
    _, printed, _ = await outcome(journey, "deliveries", "list")
    assert "Slack takes it in no form: invalid_arguments" in printed
    assert (await outcome(journey, "deliveries", "retry", dead.partition("/")[2]))[0] == DONE
    await looks(journey)
    (nag,) = journey.nags(cast.ana)
    assert nag.blocks, "the full layout is tried again"


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_message_that_may_be_out_is_looked_for_first(journey: Journey, cast: Cast, *, arrived: bool) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.faults.next(POST, Fault.lose_answer() if arrived else Fault.drop_before())
    journey.workspace.faults.next(HISTORY, Fault.error("missing_scope"), times=None)
    journey.clock.move_to(DUE)
    await journey.bot.tick()
    await journey.bot.drain.settled()
    journey.workspace.faults.clear()
    (unknown,) = await ids(journey, "--state", "unknown")
    _, printed, _ = await outcome(journey, "deliveries", "list")
    assert "it may be out already, and nobody may look" in printed
    assert (await outcome(journey, "deliveries", "retry", unknown))[0] == DONE
    await looks(journey)
    assert len(journey.nags(cast.ana)) == 1


@both
async def test_what_is_tried_right_now_is_refused_with_who_is_at_it(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    engine = open_engine(journey.address)
    try:
        await _keeps_a_note(journey, cast.ana.id)
        ledger, now = Ledger(engine), journey.clock.now()
        (head,) = ledger.claim(now, now, 10)
        delivery = ledger.begin(head, now, now)
    finally:
        engine.dispose()
    assert delivery is not None
    name = f"{delivery.workspace}/{delivery.id}"
    for act in (("retry", name), ("drop", name, "--why", "over")):
        status, printed, _ = await outcome(journey, "deliveries", *act)
        assert status == NO
        assert f"{name} is being tried by a running bot right now (parked for person {cast.ana.id}, try 1" in printed
    assert operators(journey) == []


async def _keeps_a_note(journey: Journey, user: str) -> None:
    """A message in the ledger that the bot of the journey does not get to see: it is stopped first."""
    await journey.end()
    now, to = journey.clock.now(), ToPerson(user=UserId(user))
    body = Parked(channel=None, person=UserId("U1"), reason="user_disabled", project=None)
    engine = open_engine(journey.address)
    try:
        with Store(engine).unit(WorkspaceId(journey.workspace.team_id), actor=None, now=now) as work:
            work.say(Outgoing(key="note", to=to, body=body, not_before=now))
    finally:
        engine.dispose()


async def test_a_stopped_workspace_stands_above_all(journey: Journey, cast: Cast, faults: list[EventDict]) -> None:
    await journey.kickoff(sponsor=cast.sam)
    journey.workspace.world.revoked = "token_revoked"
    await journey.travel(DUE)
    assert [line["event"] for line in faults if line["log_level"] == "error"] == ["workspace.stopped"]
    faults.clear()
    _, printed, _ = await outcome(journey, "deliveries", "list")
    team = journey.workspace.team_id
    assert printed.splitlines()[0].startswith(f"STOPPED {team} (")
    assert ") since 2027-02-15 08:0" in printed
    assert "token_revoked" in printed
    assert "Install the app again" in printed
    (stopped,) = (await listed(journey))["stopped"]
    assert (stopped["workspace"], stopped["why"]) == (team, "token_revoked")


WRONG_USAGE = (
    (("list", "--state", "lost"), "there is no state “lost”"),
    (("retry",), "Name messages by their ids, or say --all"),
    (("retry", "1", "--all"), "Name messages by their ids, or say --all"),
    (("retry", "--all", "--state", "sent"), "only what needs a human is put back"),
    (("retry", "T1/x"), "is no id of a message"),
    (("retry", "²"), "is no id of a message"),
    (("drop", "1", "--why", "  "), "say why"),
)


async def test_wrong_usage_is_one_line_and_status_2(journey: Journey) -> None:
    for arguments, named in WRONG_USAGE:
        status, printed, complained = await outcome(journey, "deliveries", *arguments)
        assert (status, printed) == (WRONG, ""), arguments
        assert named in complained, arguments
        assert len(complained.strip().split("\n")) == 1, complained


async def test_what_does_not_exist_is_said_so(journey: Journey) -> None:
    for typed in ("999", "T0NOBODY/999"):
        status, printed, _ = await outcome(journey, "deliveries", "retry", typed)
        assert (status, printed) == (NO, f"{typed} does not exist.\n")
    assert operators(journey) == []
    _, printed, _ = await outcome(journey, "deliveries", "list", "--state", "dead")
    assert printed == "There is no such message.\n"


async def test_what_goes_out_by_itself_is_said_so_and_does(journey: Journey, cast: Cast) -> None:
    _, printed, _ = await outcome(journey, "deliveries", "list")
    assert printed == "Nothing is undelivered.\n"
    await a_parked_nag(journey, cast, "user_disabled")
    _, printed, _ = await outcome(journey, "deliveries", "list", "--state", "parked", "--destination", cast.ana.id)
    assert "When that is mended, all that waits there goes out by itself, in its order." in printed
    assert "retry" not in printed
    journey.workspace.change_user(cast.ana, deleted=False)  # Slack tells of somebody who is active
    await journey.quiet()
    await looks(journey)
    assert len(journey.nags(cast.ana)) == 1
    _, printed, _ = await outcome(journey, "deliveries", "list", "--state", "parked")
    assert printed == "There is no such message.\n"


def test_a_database_that_is_not_there_is_not_made(tmp_path: Any) -> None:
    file = tmp_path / "nowhere.db"
    status, _, complained = ran("deliveries", "list", DATABASE_URL=f"sqlite:///{file}", PLUMBLINE_DATA=str(tmp_path))
    assert (status, "There is no database at" in complained, file.exists()) == (WRONG, True, False)
