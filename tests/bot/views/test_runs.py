"""Experiments on their way: started, running, over, read, decided; in the channel, on the card and in notes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.experiment_messages import RunLine
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
    assert buttons_of(shown.blocks) == {**pressed, "kickoff.open": ["p1"], "charter.open": ["p1"]}


def test_a_planned_experiment_is_started_from_the_card(words: Words) -> None:
    assert buttons_of(render(PLANNED_CARD, words).blocks) == {
        "experiment.start": ["p1"],
        "kickoff.open": ["p1"],
        "charter.open": ["p1"],
    }


def test_a_plan_that_changed_while_it_runs_keeps_the_buttons_of_the_run(words: Words) -> None:
    changed = replace(PLANNED_CARD, plan_has_changed=True)
    running = buttons_of(render(replace(changed, run=trials.RUNNING), words).blocks)
    assert running.keys() == {"experiment.result", "experiment.decide", "kickoff.open", "charter.open"}
    assert buttons_of(render(changed, words).blocks).keys() == {"kickoff.open", "plan.open", "charter.open"}


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


# --- another day than registered, the wait for outcomes, the seal of what runs -----------------------------

MONDAY = trials.PLAN_IN_FULL.start


@pytest.mark.parametrize(
    ("days", "words_of_it"),
    [
        (3, "started 3 days later than registered"),
        (1, "started 1 day later than registered"),
        (-2, "started 2 days earlier than registered"),
        (0, None),
    ],
)
def test_a_start_on_another_day_than_registered_is_told_in_the_channel_in_the_note_and_on_the_card(
    words: Words, days: int, words_of_it: str | None
) -> None:
    on = MONDAY + timedelta(days=days)
    run = replace(trials.RUNNING, started_on=on, registered_start=MONDAY)
    told = (
        render(replace(trials.STARTED, started_on=on), words).text,
        note(replace(trials.RUN_NOTE, run=run), words).text,
        on_card(words, run),
    )
    for text in told:
        assert (words_of_it or "than registered") in text if words_of_it else "than registered" not in text


def test_the_card_of_what_runs_names_the_day_on_which_it_began(words: Words) -> None:
    on = date(2027, 1, 13)
    run = replace(trials.RUNNING, started_on=on, registered_start=date(2027, 1, 11), seal=PLANNED_CARD.plan.seal)  # type: ignore[union-attr]  # it has one
    text = on_card(words, run)
    assert "from 13 Jan 2027 (started 2 days later than registered). Accepted by" in text
    another = on_card(words, replace(run, seal="a3d81393e0"))
    assert "from 13 Jan 2027" not in another, "another plan than the one that runs"


def test_what_runs_names_the_seal_that_was_frozen_at_its_start(words: Words) -> None:
    run = replace(trials.RUNNING, seal="a3d81393e0ff")
    assert "sealed a3d81393." in note(replace(trials.RUN_NOTE, run=run), words).text
    assert "*Experiment 1 (sealed a3d81393):*" in on_card(words, run)
    before = replace(trials.RUNNING, seal="")
    assert "sealed 3f2a9c41." in note(replace(trials.RUN_NOTE, run=before), words).text
    assert "*Experiment 1:*" in on_card(words, before)


def test_a_run_tells_until_when_units_enter_and_when_the_last_outcome_is_known(words: Words) -> None:
    """Six weeks of entry from 7 December end on 17 January; thirty days later the last outcome is known."""
    waiting = replace(trials.RUNNING, ends_on=date(2027, 2, 17), days=72, entry_days=42)
    assert "day 12 of 72, about 28,800 units expected by now, units enter until 17 Jan 2027, ends on 16 Feb 2027." in (
        on_card(words, waiting)
    )
    last = on_card(words, replace(waiting, day=42, expected=100_800))
    assert "units enter until 17 Jan 2027" in last
    after = on_card(words, replace(waiting, day=43, expected=100_800))
    assert "about 100,800 units expected by now, the last ones entered on 17 Jan 2027, ends on" in after
    plan = replace(trials.PLAN_IN_FULL, horizon_days=30)
    started = render(replace(trials.STARTED, plan=plan, ends_on=date(2027, 2, 17)), words).text
    assert "for 6 weeks and 93,378 units, then 30 days until the last outcome is known. The plan" in started


def test_a_fixed_pool_is_all_in_from_the_first_day(words: Words) -> None:
    plan = replace(trials.PLAN_IN_FULL, pool=2_000, horizon_days=40)
    run = replace(trials.RUNNING, expected=2_000, entry_days=1)
    text = note(replace(trials.RUN_NOTE, plan=plan, run=run), words).text
    assert "day 12 of 42, about 2,000 units expected by now, all of them from the first day, ends on" in text
    assert "until the last outcome" not in render(replace(trials.STARTED, plan=plan), words).text


def test_stopping_early_is_right_for_harm_alone(words: Words) -> None:
    text = render(trials.STARTED, words).text
    assert "It ends early for harm alone, when a look proves the metric or a guardrail worse" in text


def test_who_may_change_nothing_sees_the_run_without_its_buttons(words: Words) -> None:
    shown = note(replace(trials.RUN_NOTE, may_write=False), words)
    assert buttons_of(shown.blocks) == {}
    assert DAY_12 in shown.text
