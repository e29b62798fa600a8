"""News of a plan, and of a channel that could not be reached."""

from dataclasses import replace

from bot.domain.ids import ChannelId
from bot.domain.message import Parked
from bot.domain.metrics import Direction
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples, trials
from tests.bot.views.seen import buttons_of, words_of


def test_an_accepted_plan_is_told_with_its_rule_and_who_accepted_it(words: Words) -> None:
    rendered = render(samples.ACCEPTED, words)
    for part in ("A/B test", "Launch if churn falls", "<@U0MEI>", "3f2a9c41"):
        assert part in rendered.text
    assert buttons_of(rendered.blocks) == {}


def test_an_accepted_plan_shows_all_terms_and_what_it_replaces(words: Words) -> None:
    rendered = render(replace(samples.ACCEPTED, plan=trials.PLAN_IN_FULL, replaces="a3d81393e0"), words)
    for text in (rendered.text, words_of(rendered.blocks)):
        assert "sealed as 3f2a9c41, which replaces a3d81393, so" in text
        assert "Unit of randomisation: Customer" in text
        assert "Planned: 93,378 units in 6 weeks" in text
        assert "Guardrails: “Margin per customer”, “Complaints”" in text
        assert "How I will recommend" in text
    first = render(samples.ACCEPTED, words).text
    assert "replaces" not in first
    assert "Guardrails: none" in first


def test_the_terms_of_a_plan_are_those_that_it_has(words: Words) -> None:
    switchback = replace(trials.PLAN_IN_FULL, design="switchback", n_total=112, weeks=1, wanted=Direction.UP)
    text = render(replace(samples.ACCEPTED, plan=switchback), words).text
    assert "Planned: 112 periods in 1 week" in text
    assert "where the metric stands, upwards" in text
    bare = replace(trials.PLAN_IN_FULL, n_total=None, wanted=None, randomisation_unit=None)
    text = render(replace(samples.ACCEPTED, plan=bare), words).text
    assert "Planned: 6 weeks" in text
    assert "where the metric stands\n" in text
    assert "Unit of randomisation" not in text


def test_the_terms_tell_the_wait_the_pool_the_other_unit_and_the_counter_metric(words: Words) -> None:
    waiting = replace(trials.PLAN_IN_FULL, horizon_days=30, counted_per="Payment", counter_metric="Complaints")
    text = render(replace(samples.ACCEPTED, plan=waiting), words).text
    assert "Planned: 93,378 units in 6 weeks + 30 days until the last outcome is known" in text
    assert "The metric is counted per Payment: the results need the ratio columns (num_mean, num_var," in text
    assert "Counter-metric: “Complaints”, which usually pays for a win" in text
    pool = replace(waiting, pool=2_000)
    text = render(replace(samples.ACCEPTED, plan=pool), words).text
    assert "Planned: all 2,000 units from the first day, watched for 6 weeks\n" in text


def test_a_design_that_has_no_label_is_called_by_its_name(words: Words) -> None:
    odd = replace(samples.ACCEPTED, plan=replace(samples.PLAN, design="bandit"))
    assert "bandit on “Churn within 30 days”" in render(odd, words).text


def test_a_parked_message_says_what_helps(words: Words) -> None:
    assert "Unarchive it" in render(samples.PARKED, words).text
    unknown = Parked(channel=ChannelId("C0CHURN"), reason="some_new_reason", project=None)
    assert "some_new_reason" in render(unknown, words).text.replace("ˍ", "_")
