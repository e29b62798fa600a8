"""News of a plan, and of a channel that could not be reached."""

from dataclasses import replace

from bot.domain.ids import ChannelId
from bot.domain.message import Parked
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.seen import buttons_of


def test_an_accepted_plan_is_told_with_its_rule_and_who_accepted_it(words: Words) -> None:
    rendered = render(samples.ACCEPTED, words)
    for part in ("A/B test", "Launch if churn falls", "<@U0MEI>", "3f2a9c41"):
        assert part in rendered.text
    assert buttons_of(rendered.blocks) == {}


def test_a_design_that_has_no_label_is_called_by_its_name(words: Words) -> None:
    odd = replace(samples.ACCEPTED, plan=replace(samples.PLAN, design="bandit"))
    assert "bandit on “Churn within 30 days”" in render(odd, words).text


def test_a_parked_message_says_what_helps(words: Words) -> None:
    assert "Unarchive it" in render(samples.PARKED, words).text
    unknown = Parked(channel=ChannelId("C0CHURN"), reason="some_new_reason", project=None)
    assert "some_new_reason" in render(unknown, words).text.replace("ˍ", "_")
