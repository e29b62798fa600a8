"""What a bot says at its port before it is there, and where an operator finds it explained."""

from handlers.waiting import WaitingForSlack
from tests.handlers.operating.test_health import is_documented


async def test_while_it_waits_it_says_why_in_one_documented_line() -> None:
    waiting = WaitingForSlack(database="sqlite", door="http")
    (starts,) = await waiting.missing()
    waiting.again("Cannot connect to host slack.example")
    (away,) = await waiting.missing()
    assert starts == "the bot starts: Slack has not answered yet"
    assert away == "Slack cannot be reached: Cannot connect to host slack.example"
    assert is_documented(starts)
    assert is_documented(away)
