"""What is acknowledged before it is done outlives whoever heard it, and is done once by whoever comes next."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.domain.ids import WorkspaceId
from handlers.slack.edge.answers import Done, Ephemeral
from handlers.slack.edge.app import Edge
from handlers.slack.edge.authorize import Authorize, CannotAsk
from handlers.slack.edge.clients import Clients
from handlers.slack.edge.registry import Registry
from handlers.slack.edge.unfinished import HELD, REMEMBERED, TRIES, UnfinishedWork
from storage.engine import BEGIN, open_engine
from storage.tables import unfinished as table
from storage.unfinished import Acknowledged, Unfinished
from tests.databases import Fresh
from tests.handlers.counts import counted
from tests.handlers.slack.edge import samples
from tests.handlers.slack.edge.hearing import answering, listen, unfinished_work
from tests.handlers.slack.edge.stand_in import Slack, refusing
from tests.handlers.slack.edge.test_edge_deadline import Slow

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
T1 = WorkspaceId("T1")
HERE = Ephemeral(payload={"text": "2.9 % is kept"})


@dataclass
class Time:
    """The clock of the protocol, moved by the test."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Kept:
    """The rows as anybody sees them who opens the database."""

    address: str

    def __post_init__(self) -> None:
        self.engine = open_engine(self.address)

    def rows(self) -> list[Any]:
        with self.engine.connect() as connection:
            return list(connection.execute(select(table)).mappings())

    def left(self, payload: samples.JSON, *, key: str, page: str = "", tries: int = 1, body: str | None = None) -> None:
        """Somebody acknowledged this and died."""
        row = Acknowledged(
            workspace=T1, key=key, body=body or json.dumps(payload), page=page, heard_at=NOW, tries=tries
        )
        Unfinished(self.engine).keep(row, NOW, lambda: True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with self.engine.execution_options(**{BEGIN: "IMMEDIATE"}).begin():
            yield


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def kept(fresh_database: Fresh) -> Iterator[Kept]:
    opened = Kept(fresh_database("sqlite"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
async def unfinished(kept: Kept, clock: Time) -> AsyncIterator[UnfinishedWork]:
    async with unfinished_work(kept.address, now=clock) as work:
        yield work


@pytest.fixture
def hasty(registry: Registry, clients: Clients, authorize: Authorize, unfinished: UnfinishedWork) -> Edge:
    """An edge whose deadline is over at once."""
    return Edge(registry=registry, clients=clients, authorize=authorize, unfinished=unfinished, deadline=0.02)


async def caught_up(edge: Edge) -> None:
    await edge.catch_up()
    await edge.drained()


def direct(slack: Slack) -> list[str]:
    """What was said in direct messages."""
    return [call["text"] for call in slack.named("chat.postMessage")]


# --- before the acknowledgement ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "key"),
    [
        (samples.COMMAND, "command:1.2.command"),
        (samples.PRESS, "press:1.2.press"),
        (samples.CLOSED, "closed:V1"),
        (samples.SHORTCUT, "shortcut:1.2.short"),
    ],
)
async def test_what_is_late_is_a_row_when_it_is_acknowledged_and_none_when_the_person_knows(
    payload: samples.JSON, key: str, hasty: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    slow = Slow(HERE if payload is samples.COMMAND else Done())
    listen(registry, slow)
    payload = answering(slack, payload)
    spoken = await hasty.hear(payload)
    (row,) = kept.rows()
    assert (spoken.status, spoken.body) == (200, "")
    assert (row["workspace"], row["key"], row["heard_at"], row["held_until"]) == ("T1", key, NOW, NOW + HELD)
    assert json.loads(row["body"]) == {name: value for name, value in payload.items() if name != "token"}
    slow.go.set()
    await hasty.drained()
    assert kept.rows() == []


async def test_the_row_of_a_form_knows_its_waiting_page(hasty: Edge, registry: Registry, kept: Kept) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    spoken = await hasty.hear(samples.SUBMISSION)
    assert [row["page"] for row in kept.rows()] == [json.loads(spoken.body)["view"]["external_id"]]
    slow.go.set()
    await hasty.drained()
    assert kept.rows() == []


@pytest.mark.parametrize("payload", [samples.EVENT, samples.SUGGESTION])
async def test_what_slack_sends_again_needs_no_row(
    payload: samples.JSON, hasty: Edge, registry: Registry, kept: Kept
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    await hasty.hear(payload)
    assert kept.rows() == []
    slow.go.set()
    await hasty.drained()


async def test_in_time_nothing_is_asked_of_the_database(edge: Edge, registry: Registry, kept: Kept) -> None:
    async def listener(_: Any) -> Any:
        return HERE

    listen(registry, listener)
    with kept.locked():
        spoken = await edge.hear(samples.COMMAND)
        await edge.drained()
    assert json.loads(spoken.body)["text"] == "2.9 % is kept"


@pytest.mark.parametrize("payload", [samples.COMMAND, samples.SUBMISSION])
async def test_what_cannot_be_kept_is_not_acknowledged(
    payload: samples.JSON, hasty: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    slow = Slow(HERE if payload is samples.COMMAND else Done())
    listen(registry, slow)
    with kept.locked(), capture_logs() as logged:
        spoken = await hasty.hear(answering(slack, payload))
    assert (spoken.status, spoken.body) == (503, "")
    assert [(line["log_level"], line["why"]) for line in logged if line["event"] == "deadline.unkept"] == [
        ("warning", "Unavailable")
    ]
    assert counted(hasty.metrics.payloads_unused) == {"late": 1, "unacknowledged": 1}
    slow.go.set()
    await hasty.drained()
    assert kept.rows() == []
    assert [post["text"] for post in slack.posted] == (["2.9 % is kept"] if payload is samples.COMMAND else [])
    assert slack.named("views.update") == []


async def test_what_takes_longer_to_keep_than_slack_waits_is_never_kept(
    registry: Registry, clients: Clients, authorize: Authorize, kept: Kept
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    async with unfinished_work(kept.address, patience=timedelta(seconds=5), seconds=0.05) as hurried:
        edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=hurried, deadline=0.02)
        with kept.locked():
            assert (await edge.hear(samples.COMMAND)).status == 503
        await hurried._runner.aside(lambda: None)  # what waited for the database has had it
        assert kept.rows() == []
        slow.go.set()
        await edge.drained()
    assert kept.rows() == []


async def test_a_fault_while_it_is_kept_is_no_acknowledgement_either(
    registry: Registry, clients: Clients, authorize: Authorize
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    async with unfinished_work("sqlite://") as tableless:
        edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=tableless, deadline=0.02)
        with capture_logs() as logged:
            assert (await edge.hear(samples.COMMAND)).status == 503
            slow.go.set()
            await edge.drained()
    failed = [line for line in logged if line["log_level"] == "error"]
    assert {line["event"] for line in failed} == {"request.failed"}
    told = "".join("".join(traceback.format_exception(line["exc_info"])) for line in failed)
    assert "no such table: unfinished" in told
    assert samples.COMMAND["response_url"] not in told


async def test_an_answer_that_is_faster_than_its_row_is_the_answer(
    registry: Registry, clients: Clients, authorize: Authorize, kept: Kept
) -> None:
    slow = Slow(HERE)
    listen(registry, slow)
    async with unfinished_work(kept.address, patience=timedelta(seconds=5), seconds=5.0) as patient:
        edge = Edge(registry=registry, clients=clients, authorize=authorize, unfinished=patient, deadline=0.0)
        with kept.locked():
            hearing = asyncio.create_task(edge.hear(samples.COMMAND))
            await slow.entered.wait()  # Slack was asked who we are before: the deadline is over
            slow.go.set()
            assert json.loads((await hearing).body)["text"] == "2.9 % is kept"
            assert counted(edge.metrics.payloads_unused) == {"late": 1}
        await edge.drained()
    assert kept.rows() == []


# --- after a crash ----------------------------------------------------------------------------------


async def test_what_somebody_left_is_done_and_answered_as_it_would_have_been(
    edge: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    heard = []

    async def listener(command: Any) -> Any:
        heard.append(command.text)
        return HERE

    registry.command("/plumb", listener)
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    await caught_up(edge)
    await caught_up(edge)
    assert heard == ["kickoff Churn & co"]
    assert [post["text"] for post in slack.posted] == ["2.9 % is kept"]
    assert kept.rows() == []
    assert counted(edge.metrics.payloads_unused) == {}


async def test_two_that_catch_up_at_once_do_it_once(
    registry: Registry, clients: Clients, authorize: Authorize, kept: Kept, slack: Slack, clock: Time
) -> None:
    heard = []

    async def listener(command: Any) -> Any:
        heard.append(command.text)
        return HERE

    registry.command("/plumb", listener)
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    async with unfinished_work(kept.address, now=clock) as one, unfinished_work(kept.address, now=clock) as other:
        edges = [
            Edge(registry=registry, clients=clients, authorize=authorize, unfinished=each) for each in (one, other)
        ]
        await asyncio.gather(*(caught_up(each) for each in edges))
    assert heard == ["kickoff Churn & co"]
    assert kept.rows() == []


async def test_who_works_on_it_holds_it_however_long_that_takes(
    hasty: Edge, registry: Registry, clients: Clients, authorize: Authorize, kept: Kept, clock: Time
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    await hasty.hear(samples.COMMAND)
    clock.now += HELD - timedelta(seconds=1)
    await hasty.catch_up()
    clock.now += timedelta(seconds=2)
    async with unfinished_work(kept.address, now=clock) as other:
        assert await other.lapsed() == ()
        clock.now += HELD
        assert [row.tries for row in await other.lapsed()] == [2]
    slow.go.set()
    await hasty.drained()


async def test_a_response_url_that_is_over_becomes_a_direct_message_that_says_what_it_is_about(
    edge: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    async def listener(_: Any) -> Any:
        return HERE

    listen(registry, listener)
    slack.post_status = 404
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    await caught_up(edge)
    (said,) = direct(slack)
    assert said.startswith("We were interrupted while we worked on “/plumb kickoff Churn &amp; co”.")
    assert said.endswith("\n2.9 % is kept")
    assert slack.named("chat.postMessage")[0]["channel"] == "U1"
    assert kept.rows() == []


async def test_a_form_whose_waiting_page_was_closed_is_answered_by_message(
    edge: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    async def listener(_: Any) -> Any:
        return Done()

    listen(registry, listener)
    slack.answers["views.update"] = [refusing("not_found")]
    kept.left(samples.SUBMISSION, key="submission:1", page="waiting.ABC")
    await caught_up(edge)
    assert {call["external_id"] for call in slack.named("views.update")} == {"waiting.ABC"}
    assert direct(slack) == ["The form that you submitted is done."]
    assert kept.rows() == []


async def test_a_fault_is_told_and_not_tried_again(edge: Edge, registry: Registry, kept: Kept, slack: Slack) -> None:
    listen(registry, _failing)
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    await caught_up(edge)
    assert "nothing was saved" in slack.posted[0]["text"]
    assert kept.rows() == []


async def _failing(_: Any) -> Any:
    raise ZeroDivisionError


async def test_nobody_is_told_that_nothing_was_saved_while_it_may_still_be_tried_again(
    hasty: Edge, registry: Registry, kept: Kept, slack: Slack, clock: Time
) -> None:
    slow = Slow(ZeroDivisionError())
    listen(registry, slow)
    await hasty.hear(answering(slack, samples.COMMAND))
    with kept.locked():
        slow.go.set()
        await hasty.drained()
    assert slack.posted == []
    (row,) = kept.rows()
    assert (row["tries"], row["held_until"]) == (1, NOW + HELD)
    slow.answer = HERE
    clock.now += HELD
    await caught_up(hasty)
    assert [post["text"] for post in slack.posted] == ["2.9 % is kept"]
    assert kept.rows() == []


async def test_it_is_kept_that_it_failed_before_anybody_is_told(
    hasty: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    seen: list[int] = []

    class Told(list[dict[str, Any]]):
        def append(self, said: dict[str, Any]) -> None:
            seen.extend(row["tries"] for row in kept.rows())
            super().append(said)

    slow = Slow(ZeroDivisionError())
    listen(registry, slow)
    slack.posted = Told()
    await hasty.hear(answering(slack, samples.COMMAND))
    slow.go.set()
    await hasty.drained()
    assert seen == [TRIES]
    assert len(slack.posted) == 1
    assert kept.rows() == []


async def test_whoever_could_not_be_told_is_told_later_and_later(
    edge: Edge, registry: Registry, kept: Kept, slack: Slack, clock: Time
) -> None:
    async def listener(_: Any) -> Any:
        return HERE

    listen(registry, listener)
    slack.post_status = 500
    slack.answers["chat.postMessage"] = [refusing("internal_error")]
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    for tries, pause in ((2, 4), (3, 16)):
        await caught_up(edge)
        (row,) = kept.rows()
        assert (row["tries"], row["held_until"]) == (tries, clock.now + pause * HELD)
        clock.now = row["held_until"]
    slack.post_status = 200
    await caught_up(edge)
    assert slack.posted[-1]["text"] == "2.9 % is kept"
    assert kept.rows() == []


@pytest.mark.parametrize(
    ("payload", "key", "what"),
    [
        (samples.COMMAND, "command:1.2.command", "“/plumb kickoff Churn & co”"),
        (samples.PRESS, "press:1.2.press", "what you asked for with a button"),
        (samples.SUBMISSION, "submission:1", "the form that you submitted"),
    ],
)
@pytest.mark.parametrize("is_old", [False, True])
async def test_what_fails_each_time_or_is_found_after_days_is_told_of_and_not_done(
    payload: samples.JSON,
    key: str,
    what: str,
    is_old: bool,  # noqa: FBT001  two ways to be hopeless
    edge: Edge,
    kept: Kept,
    slack: Slack,
    clock: Time,
) -> None:
    kept.left(answering(slack, payload), key=key, tries=1 if is_old else TRIES)
    clock.now += REMEMBERED + timedelta(seconds=1) if is_old else timedelta(0)
    with capture_logs() as logged:
        await caught_up(edge)
    told = [post["blocks"] for post in slack.posted] + [call["view"]["blocks"] for call in slack.named("views.push")]
    assert [f"We could not finish {what}" in str(blocks) for blocks in told] == [True]
    assert [line["log_level"] for line in logged if line["event"] == "work.given_up"] == ["error"]
    assert kept.rows() == []


async def test_slack_that_is_away_costs_nothing_but_time(
    registry: Registry, clients: Clients, unfinished: UnfinishedWork, kept: Kept, slack: Slack, clock: Time
) -> None:
    async def away(_: str | None, __: str | None) -> None:
        raise CannotAsk("internal_error")

    slow = Slow(Done())
    listen(registry, slow)
    edge = Edge(registry=registry, clients=clients, authorize=Authorize(away), unfinished=unfinished)
    slack.post_status = 500
    slack.answers["chat.postMessage"] = [refusing("internal_error")]
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    kept.left(answering(slack, samples.PRESS), key="press:1.2.press", tries=TRIES)
    await caught_up(edge)
    assert [(row["key"], row["tries"]) for row in kept.rows()] == [
        ("command:1.2.command", 2),
        ("press:1.2.press", TRIES + 1),
    ]
    assert all(row["held_until"] > clock.now + HELD for row in kept.rows())


async def test_a_workspace_that_we_have_left_hears_nothing_from_us(
    registry: Registry, clients: Clients, unfinished: UnfinishedWork, kept: Kept, slack: Slack
) -> None:
    async def gone(_: str | None, __: str | None) -> None:
        return None

    edge = Edge(registry=registry, clients=clients, authorize=Authorize(gone), unfinished=unfinished)
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command", tries=TRIES)
    await caught_up(edge)
    assert [name for name, _ in slack.calls] == []
    assert kept.rows() == []


@pytest.mark.parametrize("body", ["{}", "no json", '{"type": "block_actions"}'])
async def test_a_row_that_nobody_can_read_is_put_off_and_hurts_no_other(
    body: str, edge: Edge, registry: Registry, kept: Kept, slack: Slack
) -> None:
    async def listener(_: Any) -> Any:
        return HERE

    listen(registry, listener)
    kept.left({}, key="another", body=body)
    kept.left(answering(slack, samples.COMMAND), key="command:1.2.command")
    await caught_up(edge)
    assert [(row["key"], row["held_until"]) for row in kept.rows()] == [("another", NOW + 4 * HELD)]
    assert [post["text"] for post in slack.posted] == ["2.9 % is kept"]


# --- at the end and at the start --------------------------------------------------------------------


async def test_what_is_not_done_at_the_end_is_for_whoever_comes_next_at_once(
    hasty: Edge, registry: Registry, kept: Kept, clock: Time
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    await hasty.hear(samples.COMMAND)
    await hasty.finish(0.0)
    async with unfinished_work(kept.address, now=clock) as successor:
        assert [row.key for row in await successor.lapsed()] == ["command:1.2.command"]


async def test_a_database_that_is_locked_at_the_end_holds_nobody_up(
    hasty: Edge, registry: Registry, kept: Kept, clock: Time
) -> None:
    listen(registry, Slow(Done()))
    await hasty.hear(samples.COMMAND)
    with kept.locked(), capture_logs() as logged:
        await hasty.finish(0.0)
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["request.failed"]
    async with unfinished_work(kept.address, now=clock) as successor:
        assert await successor.lapsed() == ()
        clock.now += HELD
        assert len(await successor.lapsed()) == 1


@pytest.mark.parametrize(("is_alone", "taken"), [(True, 1), (False, 0)])
async def test_only_who_is_alone_takes_at_the_start_what_is_held(
    is_alone: bool,  # noqa: FBT001  the two kinds of starts
    taken: int,
    hasty: Edge,
    registry: Registry,
    kept: Kept,
    clock: Time,
) -> None:
    slow = Slow(Done())
    listen(registry, slow)
    await hasty.hear(samples.COMMAND)
    async with unfinished_work(kept.address, now=clock) as successor:
        await successor.recover(is_alone=is_alone)
        assert len(await successor.lapsed()) == taken
    slow.go.set()
    await hasty.drained()


async def test_what_was_heard_a_month_ago_is_forgotten_at_the_start(
    unfinished: UnfinishedWork, kept: Kept, clock: Time
) -> None:
    kept.left(samples.COMMAND, key="command:1.2.command")
    for days, count in ((29, 1), (31, 0)):
        clock.now = NOW + timedelta(days=days)
        await unfinished.recover(is_alone=False)
        assert len(kept.rows()) == count
