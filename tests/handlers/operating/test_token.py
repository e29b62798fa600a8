"""Slack is asked for the token seldom, behind everybody's back, and its no counts at once."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from handlers.operating.token import FRESH, LATELY, PAUSE, TokenWatch
from tests.handlers.operating.test_health import is_documented


class Slack:
    """What auth.test says, and a clock."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.asked = 0
        self.answer: bool | Exception = True

    def now(self) -> float:
        return self.at

    async def __call__(self) -> bool:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def watch(slack: Slack) -> TokenWatch:
    return TokenWatch(slack, slack.now)


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    with capture_logs() as logged:
        yield logged


async def looks(watch: TokenWatch) -> str | None:
    """Look, and wait for the question that this may have caused."""
    said = watch.missing()
    await watch.asked()
    return said


async def test_a_token_that_was_taken_at_the_start_is_not_asked_for(watch: TokenWatch, slack: Slack) -> None:
    for _ in range(100):
        assert await looks(watch) is None
    assert slack.asked == 0


async def test_an_old_acceptance_is_renewed_with_one_question(watch: TokenWatch, slack: Slack) -> None:
    slack.at += FRESH + 1
    assert [watch.missing() for _ in range(100)] == [None] * 100
    await watch.asked()
    assert slack.asked == 1
    slack.at += FRESH - 1
    assert await looks(watch) is None
    assert slack.asked == 1


async def test_a_token_that_slack_refuses_is_said_until_it_takes_it_again(watch: TokenWatch, slack: Slack) -> None:
    slack.answer = False
    slack.at += FRESH + 1
    await looks(watch)
    assert "install the app again" in (await looks(watch) or "")
    slack.answer = True
    slack.at += PAUSE + 1
    await looks(watch)
    assert await looks(watch) is None


async def test_a_slack_that_cannot_be_reached_is_said_after_a_while_and_not_hammered(
    watch: TokenWatch, slack: Slack, logs: list[EventDict]
) -> None:
    slack.answer = OSError()
    slack.at += FRESH + 1
    assert await looks(watch) is None
    for _ in range(100):
        await looks(watch)
    assert slack.asked == 1
    slack.at += LATELY
    assert await looks(watch) == "Slack has not accepted the bot token for 20 minutes: it cannot be reached"
    assert slack.asked == 2
    assert is_documented(await looks(watch) or "")
    assert [(line["event"], line["error"]) for line in logs] == [("token.unasked", "OSError")] * 2


async def test_stopping_lets_go_of_a_question(watch: TokenWatch, slack: Slack) -> None:
    await watch.stop()
    slack.at += FRESH + 1
    watch.missing()
    await watch.stop()
    assert slack.asked == 0
