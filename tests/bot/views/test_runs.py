"""Experiments on their way: started, running, over, read, decided; in the channel, on the card and in notes."""

from dataclasses import replace

import pytest

from bot.domain.message import RunLine
from bot.views.messages import render
from bot.views.notes import note
from bot.views.words import Words
from tests.bot.views import trials
from tests.bot.views.samples import PLAN, PLANNED_CARD
from tests.bot.views.seen import buttons_of, mentions_of, words_of

DAY_12 = "day 12 of 42, about 28,800 units expected by now, ends on 17 Jan 2027."


def on_card(words: Words, run: RunLine) -> str:
    return render(replace(PLANNED_CARD, run=run), words).text


def test_the_channel_is_told_what_started_until_when_and_under_which_seal(words: Words) -> None:
    rendered = render(trials.STARTED, words)
    for part in (
        "experiment 1 runs: A/B test on “Churn within 30 days”, from 7 Dec 2026 to 17 Jan 2027.",
        "Started by <@U0MEI>, for 6 weeks and 93,378 units.",
        "sealed as 3f2a9c41",
        "Launch if churn falls by at least 5 %",
    ):
        assert part in rendered.text
    assert "Started by <@U0MEI>. The plan" in render(replace(trials.STARTED, plan=PLAN), words).text


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("running", DAY_12),
        ("over", "its 42 days ended on 17 Jan 2027, so the results can be handed in."),
        ("looked at", DAY_12),
        ("read", "it ended on 17 Jan 2027 and won; it waits for a decision."),
        ("launched", "launched on 20 Jan 2027 by <@U0PRIYA>."),
        ("sent back", "sent back to be improved on 20 Jan 2027 by <@U0PRIYA>."),
    ],
)
def test_an_experiment_says_where_it_stands(words: Words, name: str, state: str) -> None:
    run = trials.RUNS[name]
    assert f"*Churn model*, experiment 1: {state}" in note(replace(trials.RUN_NOTE, run=run), words).text
    assert f"*Experiment 1:* {state}" in on_card(words, run)


def test_the_last_day_of_a_run_still_counts_as_running(words: Words) -> None:
    last = replace(trials.RUNNING, day=42, expected=None)
    assert "*Experiment 1:* day 42 of 42, ends on 17 Jan 2027." in on_card(words, last)


def test_an_experiment_of_periods_counts_periods(words: Words) -> None:
    switchback = replace(trials.RUN_NOTE, plan=replace(trials.PLAN_IN_FULL, design="switchback"))
    assert "about 28,800 periods expected" in note(switchback, words).text


def test_a_start_is_confirmed_to_whom_it_was_asked(words: Words) -> None:
    text = note(replace(trials.RUN_NOTE, just_started=True), words).text
    assert f"*Churn model*: experiment 1 has started: {DAY_12}" in text


@pytest.mark.parametrize(
    ("name", "pressed", "primary"),
    [
        ("running", {"experiment.result": ["p1"], "experiment.decide": ["p1"]}, "experiment.result"),
        ("looked at", {"experiment.result": ["p1"], "experiment.decide": ["p1"]}, "experiment.result"),
        ("read", {"experiment.result": ["p1"], "experiment.decide": ["p1"]}, "experiment.decide"),
        ("launched", {}, None),
        ("sent back", {"plan.open": ["p1"]}, None),
    ],
)
def test_the_buttons_are_those_for_what_comes_next(
    words: Words, name: str, pressed: dict[str, list[str]], primary: str | None
) -> None:
    rendered = note(replace(trials.RUN_NOTE, run=trials.RUNS[name]), words)
    assert buttons_of(rendered.blocks) == pressed
    rows = [block for block in rendered.blocks or [] if block["type"] == "actions"]
    styled = [each["action_id"] for row in rows for each in row["elements"] if each.get("style") == "primary"]
    assert styled == ([primary] if primary else [])
    shown = render(replace(PLANNED_CARD, run=trials.RUNS[name]), words)
    assert buttons_of(shown.blocks) == {**pressed, "kickoff.open": ["p1"]}


def test_a_planned_experiment_is_started_from_the_card(words: Words) -> None:
    assert buttons_of(render(PLANNED_CARD, words).blocks) == {"experiment.start": ["p1"], "kickoff.open": ["p1"]}


def test_a_plan_that_changed_while_it_runs_keeps_the_buttons_of_the_run(words: Words) -> None:
    changed = replace(PLANNED_CARD, plan_has_changed=True)
    running = buttons_of(render(replace(changed, run=trials.RUNNING), words).blocks)
    assert running.keys() == {"experiment.result", "experiment.decide", "kickoff.open"}
    assert buttons_of(render(changed, words).blocks).keys() == {"kickoff.open", "plan.open"}


def test_a_look_is_mentioned_on_the_card_and_decides_nothing(words: Words) -> None:
    look = "A look with data through 17 Jan 2027 was taken; it decides nothing."
    assert look in on_card(words, trials.RUNS["looked at"])
    assert look not in on_card(words, trials.RUNS["read"])
    stopped = replace(trials.RUNS["looked at"], decided=trials.TOO_SOON)
    assert look not in on_card(words, stopped)


def test_a_note_shows_what_the_latest_readout_says(words: Words) -> None:
    read = note(replace(trials.RUN_NOTE, run=trials.RUNS["read"]), words)
    assert "\u22120.60 to \u22120.16 pp" in read.text
    assert "*Recommendation: launch.*" in read.text
    looked = note(replace(trials.RUN_NOTE, run=trials.RUNS["looked at"]), words).text
    assert "*This is a look, not the result.*" in looked
    assert "Recommendation" not in note(trials.RUN_NOTE, words).text
    assert mentions_of(read.blocks) == set()
    assert "sealed 3f2a9c41" in words_of(read.blocks)
