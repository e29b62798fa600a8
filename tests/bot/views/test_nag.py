"""Nags, seen as the person who owes something sees them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ids import ProjectId
from bot.domain.policy import ObligationKind, Rung
from bot.views import nag as nags
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.seen import assert_message, buttons_of, kinds_of, mentions_of, options_of, words_of


def test_a_nag_has_one_button_each_and_bounded_ways_to_put_off(words: Words) -> None:
    blocks = render(samples.NAG, words).blocks
    assert buttons_of(blocks) == {"plan.open": ["p1"]}
    assert options_of(blocks, "nag.snooze") == [
        "p1|no_experiment|1",
        "p1|no_experiment|3",
        "p1|no_experiment|next_week",
    ]


def test_a_nag_says_to_whom_it_goes_next_and_when(words: Words) -> None:
    assert "by Wednesday 2 December, I bring it up in <#C0CHURN>" in render(samples.NAG, words).text
    assert "by Friday 4 December, I tell the sponsor" in render(samples.CHANNEL_NAG, words).text
    assert "not take it further" in render(samples.SPONSOR_NAG, words).text
    back = replace(samples.NAG_ITEM, escalates_to=Rung.OWNER)
    assert "I ask the owner" in render(replace(samples.NAG, items=(back,)), words).text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 19), "A plan is due on Friday 20 November."),
        (date(2026, 11, 20), "A plan is due today."),
        (date(2026, 11, 21), "A plan was due yesterday, Friday 20 November."),
        (date(2026, 11, 23), "A plan was due on Friday 20 November, 3 days ago."),
    ],
)
def test_a_nag_says_how_long_the_thing_is_overdue(words: Words, day: date, said: str) -> None:
    assert said in render(replace(samples.NAG, day=day), words).text
    to_channel = render(replace(samples.CHANNEL_NAG, day=day), words)
    assert said.removesuffix(".") in to_channel.text
    assert said.removesuffix(".") in words_of(to_channel.blocks)


def test_a_plan_that_only_lacks_the_acceptance_is_called_so_and_not_missing(words: Words) -> None:
    ready = replace(samples.NAG_ITEM, is_ready=True)
    for rung, said in (
        (Rung.OWNER, "is complete, but you have not accepted it"),
        (Rung.SPONSOR, "is complete, but <@U0MEI> has not accepted it"),
    ):
        nag = render(replace(samples.NAG, items=(replace(ready, rung=rung),)), words)
        assert said in nag.text
        assert "no experiment planned" not in nag.text
        assert "Review the plan" in words_of(nag.blocks)
    channel = render(replace(samples.CHANNEL_NAG, item=replace(samples.CHANNEL_NAG.item, is_ready=True)), words)
    assert "the owner, has not accepted it" in channel.text
    assert "one press" in channel.text


def test_a_nag_lists_everything_once_with_what_is_done_and_put_off(words: Words) -> None:
    rendered = render(samples.LONG_NAG, words)
    assert rendered.text.startswith("2 things are waiting for you")
    assert "✓ *Support triage*: an experiment is planned." in rendered.text
    assert "Put off until Thursday 26 November." in rendered.text
    assert "It cannot be put off any more." in rendered.text
    assert buttons_of(rendered.blocks)["plan.open"] == ["p1", "p2", "p3"]
    assert {value.partition("|")[0] for value in options_of(rendered.blocks, "nag.snooze")} == {"p1"}


def test_a_nag_that_is_done_asks_for_nothing(words: Words) -> None:
    rendered = render(samples.DONE_NAG, words)
    assert rendered.text.startswith("All done.")
    assert buttons_of(rendered.blocks) == {}
    done = replace(samples.CHANNEL_NAG, item=replace(samples.NAG_ITEM, done=True))
    assert buttons_of(render(done, words).blocks) == {}
    assert kinds_of(render(done, words).blocks) == ["rich_text"]


def test_a_nag_that_is_wholly_put_off_says_so(words: Words) -> None:
    snoozed = replace(samples.NAG_ITEM, snoozed_until=date(2026, 11, 26))
    assert render(replace(samples.NAG, items=(snoozed,)), words).text.startswith("Everything here is put off")


def test_a_nag_to_the_sponsor_names_the_owner(words: Words) -> None:
    rendered = render(samples.SPONSOR_NAG, words)
    assert "<@U0MEI>" in rendered.text
    assert mentions_of(rendered.blocks) == {"U0MEI"}


def test_a_nag_about_many_projects_is_folded_with_a_count(words: Words) -> None:
    items = tuple(replace(samples.NAG_ITEM, project=replace(samples.CHURN, id=ProjectId(f"p{n}"))) for n in range(40))
    rendered = render(replace(samples.NAG, items=items), words)
    assert_message(rendered)
    shown = len(buttons_of(rendered.blocks)["plan.open"])
    assert f"and {40 - shown} more" in words_of(rendered.blocks)


def test_every_kind_of_obligation_has_words_for_every_rung(words: Words) -> None:
    for kind in ObligationKind:
        for rung in Rung:
            body = replace(samples.NAG, rung=rung, items=(replace(samples.NAG_ITEM, what=kind),))
            assert "Churn model" in render(body, words).text
        assert words.label("obligation", kind) != kind.value
        card = replace(samples.CARD, owed=(replace(samples.owed(), what=kind),))
        assert words.label("obligation", kind) in render(card, words).text
        value = "p1|4" if kind is ObligationKind.READINESS_OPEN else "p1"
        assert nags.act_button(kind, "p1", words)["value"] == value


@pytest.mark.parametrize(
    ("kind", "action", "said", "done"),
    [
        (ObligationKind.LATE_START, "experiment.start", "is planned and has not started", "the experiment has started"),
        (
            ObligationKind.NO_READOUT,
            "experiment.result",
            "past its planned end and has no readout",
            "the results are in",
        ),
        (ObligationKind.NO_DECISION, "experiment.decide", "are read", "it is decided"),
    ],
)
def test_what_an_experiment_owes_is_asked_of_each_with_the_button_that_does_it(
    words: Words, kind: ObligationKind, action: str, said: str, done: str
) -> None:
    item = replace(samples.NAG_ITEM, what=kind)
    for rung in Rung:
        nag = render(replace(samples.NAG, items=(replace(item, rung=rung),)), words)
        assert said in nag.text
        assert "on Friday 20 November, 3 days ago" in nag.text
        assert buttons_of(nag.blocks) == {action: ["p1"]}
    channel = render(replace(samples.CHANNEL_NAG, item=item), words)
    assert said in channel.text
    assert buttons_of(channel.blocks) == {action: ["p1"]}
    assert done in render(replace(samples.NAG, items=(replace(item, done=True),)), words).text


def test_open_requirements_are_counted_and_the_first_three_named(words: Words) -> None:
    for rung in Rung:
        nag = render(replace(samples.NAG, items=(replace(samples.READY_ITEM, rung=rung),)), words)
        assert "has 4 requirements open: Reliability: a fallback takes over; " in words_of(nag.blocks)
        assert "Drift is watched, and 1 more" in nag.text
        assert buttons_of(nag.blocks)["kickoff.open"] == ["p1|4"]
    one = replace(samples.READY_ITEM, open_items=("Drift is watched",))
    assert "has one requirement open: Drift is watched." in render(replace(samples.NAG, items=(one,)), words).text
    assert "has requirements open." in render(replace(samples.NAG, items=(replace(one, open_items=()),)), words).text
