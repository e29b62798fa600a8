"""How fast Slack is called is one count for all replicas, and no moment that it named is ever forgotten."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from storage.engine import open_engine
from storage.governor import ENOUGH, PROBE, SOON, WINDOW, Governor
from storage.migrate import upgrade
from tests.storage.deliveries.saying import MONDAY, SECOND, T1, T2

EDIT, POST = "chat.update", "chat.postMessage"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REST = 5 * SECOND


@pytest.fixture
def governor(engine: Engine) -> Governor:
    return Governor(engine)


def wait(governor: Governor, now: datetime, *, most: int | None = 3, method: str = EDIT) -> timedelta:
    until = governor.admit(T1, method, most, now).wait_until
    return timedelta(0) if until is None else until - now


def test_so_many_calls_a_minute_and_the_next_when_there_is_room(governor: Governor) -> None:
    assert [wait(governor, MONDAY + n * SECOND) for n in range(3)] == [timedelta(0)] * 3
    refused = governor.admit(T1, EDIT, 3, MONDAY + 10 * SECOND)
    assert (refused.wait_until, refused.reason) == (MONDAY + WINDOW * SECOND, "paced")
    assert wait(governor, MONDAY + (WINDOW - 1) * SECOND) > timedelta(0)
    assert wait(governor, MONDAY + WINDOW * SECOND) == timedelta(0)
    assert wait(governor, MONDAY + WINDOW * SECOND) == SECOND


def test_each_method_and_each_workspace_counts_for_itself(governor: Governor) -> None:
    assert wait(governor, MONDAY, most=1) == timedelta(0)
    assert wait(governor, MONDAY, most=1) > timedelta(0)
    assert wait(governor, MONDAY, most=1, method=POST) == timedelta(0)
    assert governor.admit(T2, EDIT, 1, MONDAY).wait_until is None


def test_what_has_no_limit_is_not_held_back(governor: Governor) -> None:
    assert {wait(governor, MONDAY, most=None) for _ in range(200)} == {timedelta(0)}


def test_of_two_pauses_the_longer_counts(governor: Governor) -> None:
    governor.pause(T1, EDIT, MONDAY + MINUTE)
    governor.pause(T1, EDIT, MONDAY + SECOND)
    held_back = governor.admit(T1, EDIT, None, MONDAY)
    assert (held_back.wait_until, held_back.reason) == (MONDAY + MINUTE, "paused")
    governor.pause(T1, EDIT, MONDAY + HOUR)
    assert wait(governor, MONDAY + MINUTE, most=None) == HOUR - MINUTE
    assert wait(governor, MONDAY + HOUR, most=None) == timedelta(0)
    assert wait(governor, MONDAY, most=None, method=POST) == timedelta(0)


def test_a_limit_that_was_lowered_waits_until_enough_calls_are_long_ago(governor: Governor) -> None:
    for second in range(5):
        assert governor.admit(T1, EDIT, 5, MONDAY + second * SECOND).wait_until is None
    assert governor.admit(T1, EDIT, 2, MONDAY + 5 * SECOND).wait_until == MONDAY + (3 + WINDOW) * SECOND


def test_a_limit_of_no_calls_at_all_is_refused(governor: Governor) -> None:
    assert governor.admit(T1, EDIT, 5, MONDAY).wait_until is None
    with pytest.raises(ValueError, match="leaves no room"):
        governor.admit(T1, EDIT, 0, MONDAY)


def test_a_call_that_was_held_back_is_not_counted(governor: Governor) -> None:
    governor.pause(T1, EDIT, MONDAY + SECOND)
    for _ in range(10):
        assert wait(governor, MONDAY) == SECOND
    assert [wait(governor, MONDAY + SECOND) for _ in range(3)] == [timedelta(0)] * 3


@pytest.fixture(scope="module")
def one_for_many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Governor]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('governor')}/governor.db")
    upgrade(engine)
    yield Governor(engine)
    engine.dispose()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    most=st.integers(1, 8),
    gaps=st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=60),
    name=st.uuids(),
)
def test_no_sixty_seconds_ever_hold_more_calls_than_slack_allows(
    one_for_many: Governor, most: int, gaps: list[float], name: object
) -> None:
    now, admitted = MONDAY, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if one_for_many.admit(T1, str(name), most, now).wait_until is None:
            admitted.append(now)
    for at, call in enumerate(admitted):
        assert sum(call <= other < call + MINUTE for other in admitted[at:]) <= most


def test_whoever_waits_as_long_as_told_loses_almost_nothing_of_what_slack_allows(governor: Governor) -> None:
    now, made = MONDAY, list[datetime]()
    while now < MONDAY + HOUR:
        held_back = governor.admit(T1, EDIT, 50, now).wait_until
        if held_back is None:
            made.append(now)
        now = held_back or now
    allowed_in = (len(made) - 1) // 50 * MINUTE
    assert allowed_in / (made[-1] - made[0]) >= 0.975


def test_two_replicas_that_ask_at_once_are_not_both_admitted(engine: Engine) -> None:
    def ask(_: int) -> bool:
        return Governor(engine).admit(T1, EDIT, 5, MONDAY).wait_until is None

    with ThreadPoolExecutor(4) as replicas:
        assert sum(replicas.map(ask, range(20))) == 5


# --- workspaces whose calls fail ------------------------------------------------------------------


def fail(governor: Governor, now: datetime, times: int = ENOUGH) -> datetime | None:
    until = None
    for _ in range(times):
        until = governor.failed(T1, now, REST, MINUTE)
    return until


def test_a_few_failures_are_no_reason_to_stop(governor: Governor) -> None:
    assert fail(governor, MONDAY, ENOUGH - 1) is None
    admission = governor.admit(T1, EDIT, None, MONDAY)
    assert admission.wait_until is None
    assert admission.is_shaky


def test_too_many_failures_in_a_row_and_the_workspace_is_left_alone(governor: Governor) -> None:
    assert fail(governor, MONDAY) == MONDAY + REST
    held_back = governor.admit(T1, POST, None, MONDAY + SECOND)
    assert (held_back.wait_until, held_back.reason) == (MONDAY + REST, "left alone")
    assert governor.admit(T2, POST, None, MONDAY + SECOND).wait_until is None


def test_those_that_were_on_their_way_make_it_no_longer(governor: Governor) -> None:
    fail(governor, MONDAY)
    assert fail(governor, MONDAY + SECOND, 8) == MONDAY + REST


def test_after_that_one_call_tries_and_the_others_wait_for_it(governor: Governor) -> None:
    fail(governor, MONDAY)
    then = MONDAY + REST
    assert governor.admit(T1, POST, None, then).wait_until is None
    assert governor.admit(T1, POST, None, then).wait_until == then + SOON
    assert governor.admit(T1, POST, None, then + PROBE).wait_until is None


def test_a_call_that_gets_through_opens_the_way_for_all(governor: Governor) -> None:
    fail(governor, MONDAY)
    governor.admit(T1, POST, None, MONDAY + REST)
    governor.worked(T1)
    admission = governor.admit(T1, POST, None, MONDAY + REST)
    assert admission.wait_until is None
    assert not admission.is_shaky


def test_the_rests_double_up_to_the_longest(governor: Governor) -> None:
    now, rests = MONDAY, []
    fail(governor, now, ENOUGH - 1)
    for _ in range(6):
        until = fail(governor, now, 1)
        assert until is not None
        rests.append((until - now) // SECOND)
        now = until
    assert rests == [5, 10, 20, 40, 60, 60]


def test_one_that_died_while_it_tried_the_way_keeps_nobody_from_trying(governor: Governor) -> None:
    fail(governor, MONDAY)
    then = MONDAY + REST
    governor.admit(T1, POST, None, then)
    governor.recover()
    assert governor.admit(T1, POST, None, then - SECOND).wait_until == then
    assert governor.admit(T1, POST, None, then).wait_until is None
