"""Readouts, seen in the channel, in the thread and in the window after results were handed in."""

from dataclasses import replace

import pytest

from bot.domain.metrics import Unit
from bot.domain.readouts import Because, Doubt, DoubtKind, Readout
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import trial_readouts as found
from tests.bot.views import trials
from tests.bot.views.samples import EUROS, PERCENT, PLAN, TICKETS
from tests.bot.views.seen import buttons_of, mentions_of, words_of

MINUS = "\u2212"


def card(words: Words, readout: Readout, unit: Unit = PERCENT) -> str:
    return render(replace(trials.card_of(readout), unit=unit), words).text


def details(words: Words, readout: Readout, degree: Degree = Degree.FULL) -> str:
    return render(trials.details_of(readout), words, degree).text


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("won", "won"),
        ("lost", "lost"),
        ("lost on a guardrail", "loses on a guardrail"),
        ("undecided", "is undecided"),
        ("withheld", "has no result: its arms do not have the planned sizes"),
        ("unread", "could not be read"),
        ("look", "is still running"),
    ],
)
def test_the_headline_says_how_it_came_out(words: Words, name: str, outcome: str) -> None:
    headline = card(words, found.READOUTS[name]).splitlines()[0]
    assert headline == f"*Churn model*: experiment 1 {outcome}"
    shown = dialog(trials.DIALOGS[f"readout, {name}"], words)["blocks"][0]
    assert shown["text"]["text"] == headline


def test_harm_to_the_primary_metric_is_told_apart_from_harm_to_a_guardrail(words: Words) -> None:
    renamed = replace(found.PRIMARY, metric="churn, 30 days")
    told = replace(found.LOST.recommendation, about=("churn, 30 days",))
    by_its_line = replace(found.WON, arms=replace(found.BY_ARM, lines=(renamed,)), recommendation=told)
    assert "experiment 1 lost" in card(words, by_its_line)
    assert "experiment 1 lost" in card(words, replace(found.LOST, recommendation=replace(told, about=())))
    assert "loses on a guardrail" in card(words, replace(by_its_line, arms=None))


def test_the_primary_metric_stands_with_levels_difference_lift_and_one_p(words: Words) -> None:
    text = card(words, found.WON)
    assert "*Churn within 30 days*: 3.10 % in control, 2.72 % in new offers." in text
    assert f"Difference {MINUS}0.38 pp [{MINUS}0.60 to {MINUS}0.16 pp], p =\N{NO-BREAK SPACE}0.0006" in text
    assert f"relative {MINUS}12 % [{MINUS}19 to {MINUS}5 %]." in text
    assert text.count("p =\N{NO-BREAK SPACE}0.0006") == 1


def test_figures_have_the_unit_of_the_metric(words: Words) -> None:
    spent = replace(found.PRIMARY, control=42.5, treatment=44.75, difference=2.25, low=0.5, high=4.0)
    readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(spent,)))
    assert "€42.5 in control, €44.8 in new offers.\nDifference +€2.2 [+€0.5 to +€4.0]" in card(words, readout, EUROS)
    assert "Difference +2.2 tickets per week [+0.5 to +4.0 tickets per week]" in card(words, readout, TICKETS)
    below = replace(spent, control=-42.5)
    negative = replace(readout, arms=replace(found.BY_ARM, lines=(below,)))
    assert f"{MINUS}€42.5 in control" in card(words, negative, EUROS)


def test_an_interval_that_excludes_zero_is_never_written_as_if_it_touched_it(words: Words) -> None:
    close = replace(found.PRIMARY, difference=-0.005, low=-0.009_96, high=-0.000_04)
    readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(close,)))
    assert f"[{MINUS}0.996 to {MINUS}0.004 pp]" in card(words, readout)


def test_an_interval_without_an_end_shows_none(words: Words) -> None:
    for low, high, shown in ((None, 0.001, f"[{MINUS}∞ to +0.10 pp]"), (-0.001, None, f"[{MINUS}0.10 to +∞ pp]")):
        half = replace(found.PRIMARY, difference=-0.001, low=low, high=high)
        readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(half,)))
        assert shown in card(words, readout)


def test_a_lift_that_cannot_be_bounded_is_called_so(words: Words) -> None:
    assert "relative lift not estimable" in card(words, found.UNDECIDED)
    half = replace(found.PRIMARY, lift_high=None)
    readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(half,)))
    assert "relative lift not estimable" in card(words, readout)
    flat = replace(found.PRIMARY, lift=None)
    assert "relative lift not estimable" in card(words, replace(readout, arms=replace(found.BY_ARM, lines=(flat,))))


def test_a_comparison_without_a_p_shows_none(words: Words) -> None:
    silent = replace(found.PRIMARY, adjusted_p=None, p_value=None)
    readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(silent,), sample_ratio_p=0.87))
    assert "0.16 pp]; relative" in card(words, readout)
    assert "; p" not in details(words, readout).splitlines()[1]


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.87, "p =\N{NO-BREAK SPACE}0.87"),
        (0.0123, "p =\N{NO-BREAK SPACE}0.012"),
        (0.000_55, "p =\N{NO-BREAK SPACE}0.0006"),
        (1e-9, "p &lt;\N{NO-BREAK SPACE}0.0001"),
        (0.0, "p &lt;\N{NO-BREAK SPACE}0.0001"),
    ],
)
def test_a_p_is_told_with_the_digits_that_matter(words: Words, p: float, shown: str) -> None:
    line = replace(found.PRIMARY, adjusted_p=p)
    assert shown in card(words, replace(found.WON, arms=replace(found.BY_ARM, lines=(line,))))


def test_arms_of_the_wrong_sizes_withhold_every_figure_and_say_what_to_do(words: Words) -> None:
    for text in (card(words, found.WITHHELD), words_of(dialog(trials.DIALOGS["readout, withheld"], words)["blocks"])):
        assert "control 46,700, new offers 44,010" in text
        assert "Check the assignment" in text
        assert not [figure for figure in ("pp", "3.10 %", "proven") if figure in text.replace("proven (", "")]
    for degree in Degree:
        shown = render(trials.details_of(found.WITHHELD), words, degree)
        assert "Nothing else is shown" in shown.text
        assert "pp" not in shown.text
        assert "Churn within" not in words_of(shown.blocks or [])


def test_arms_of_the_planned_sizes_are_confirmed(words: Words) -> None:
    assert "Arms of the planned sizes: control 46,700, new offers 46,650 (p =\N{NO-BREAK SPACE}0.87)." in card(
        words, found.WON
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "won",
            "✓ Margin per customer: proven not worse than 1 %: \N{MINUS SIGN}0.16 %, at worst \N{MINUS SIGN}0.42 %",
        ),
        ("won", "✓ Complaints: proven not worse than 2 %: \N{MINUS SIGN}1.2 %, at worst +1.0 %"),
        (
            "undecided",
            "✗ Margin per customer: not proven to be within 1 %: \N{MINUS SIGN}0.16 %, at worst \N{MINUS SIGN}0.42 %",
        ),
        ("undecided", "✗ Complaints: not measured"),
        (
            "lost on a guardrail",
            f"worse by more than 1 %, beyond doubt: {MINUS}3.2 % [{MINUS}4.0 to {MINUS}2.4 %]",
        ),
        ("unread", "✗ Margin per customer (offers): not readable. No spread."),
        ("unread", "✓ Margin per customer (arm 2): proven not worse than 1 %: \N{MINUS SIGN}0.16 %"),
    ],
)
def test_each_guardrail_says_what_became_of_it(words: Words, name: str, said: str) -> None:
    assert said in card(words, found.READOUTS[name])


def test_a_guardrail_that_no_share_can_be_told_of_stands_without_one(words: Words) -> None:
    flat = replace(found.MARGIN, control=0.0)
    half = replace(found.HURT, low=None, high=0.9)
    readout = replace(found.WON, arms=replace(found.BY_ARM, lines=(found.PRIMARY, flat, half)))
    told = card(words, readout).splitlines()
    assert "✓ Margin per customer: proven not worse than 1 %" in told
    [bare] = [line for line in told if line.startswith("✗ Margin per customer: not proven to be within 1 %: ")]
    assert "at worst" not in bare


def test_a_look_tells_the_worst_of_a_guardrail_by_the_bound_that_decided(words: Words) -> None:
    """Of a look the one-sided bound holds at any look too, and so never contradicts what is said beside it."""
    assert "proven not worse than 1 %: \N{MINUS SIGN}0.16 %, at worst \N{MINUS SIGN}0.42 %" in card(words, found.LOOK)
    harmed = replace(found.LOOK, arms=replace(found.BY_ARM, lines=(found.PRIMARY, found.HURT), early=True))
    assert f"beyond doubt: {MINUS}3.2 % [{MINUS}4.8 to {MINUS}1.6 %] at any look" in card(words, harmed)


def test_a_final_result_that_is_read_anew_says_so_before_anything_else(words: Words) -> None:
    told = card(words, found.READ_ANEW).splitlines()[1]
    assert told.startswith("*Reading 2 of the final data.* The one before: the experiment has no result")
    assert "cannot be repaired afterwards" in told
    assert told.endswith("Reason: The treatment's log lost a day; it was loaded again.")
    assert found.READ_ANEW.again is not None
    later = replace(found.READ_ANEW.again, readings=3, said=Because.WON, number=3)
    told = card(words, replace(found.READ_ANEW, again=later)).splitlines()[1]
    assert "The one before: the experiment won, and an earlier one was withheld" in told
    plain = replace(later, was_withheld=False)
    told = card(words, replace(found.READ_ANEW, again=plain)).splitlines()[1]
    assert "withheld" not in told
    assert "repaired" not in told
    window = dialog(trials.DIALOGS["readout, read anew"], words)
    assert "Reading 2 of the final data." in words_of(window["blocks"])


def test_a_plan_without_guardrails_has_none_to_tell(words: Words) -> None:
    alone = replace(found.WON, arms=replace(found.BY_ARM, lines=(found.PRIMARY,)))
    assert "Guardrails" not in render(replace(trials.card_of(alone), plan=PLAN), words).text


@pytest.mark.parametrize(
    "said",
    [
        "✓ Margin per customer: shown not worse than 1 %, compared over time",
        "✗ Complaints: worse by more than 1 %, compared over time",
        "✗ Refunds: not readable. The series never changes.",
        "✗ Visits: not shown to be within 1 %",
    ],
)
def test_each_guardrail_over_time_says_what_became_of_it_at_the_planned_end(words: Words, said: str) -> None:
    assert said in card(words, found.GUARDED)
    look = card(words, replace(found.GUARDED, early=True))
    assert said not in look
    assert "Margin per customer: not measured" not in look


def test_a_synthetic_control_tells_its_gap_its_interval_and_its_rank(words: Words) -> None:
    text = card(words, found.SYNTHETIC)
    assert f"{MINUS}0.21 pp [{MINUS}0.34 to {MINUS}0.08 pp] on average per day after the change, against" in text
    assert "the mixture of donors that followed it before" in text
    assert "rank 1 of 25 among placebos, p =\N{NO-BREAK SPACE}0.040." in text
    assert f"{MINUS}6.8 % of what would have been" in text
    plan = replace(trials.card_of(found.SYNTHETIC).plan, design="synthetic_control")
    named = render(replace(trials.card_of(found.SYNTHETIC), plan=plan), words).text
    assert "\nSynthetic control on “Churn within 30 days”, data through" in named
    few = card(words, found.FEW_DONORS)
    assert f"{MINUS}0.21 pp on average per day" in few
    assert "[" not in next(line for line in few.splitlines() if "on average per day" in line)
    undecided = replace(found.FEW_DONORS, recommendation=found.UNDECIDED.recommendation)
    assert "Without an interval nothing is excluded" in card(words, undecided)
    assert "The interval holds both" in card(words, found.UNDECIDED)
    look = card(words, found.READOUTS["look at a synthetic control"])
    assert "An interval is told only at the planned end" in look
    assert "rank" not in look


@pytest.mark.parametrize("because", Because)
def test_every_reason_has_words_with_and_without_the_metrics_it_is_about(words: Words, because: Because) -> None:
    for about in ((), ("Margin <b>", "Complaints")):
        told = replace(found.WON.recommendation, because=because, about=about)
        line = next(
            line
            for line in card(words, replace(found.WON, recommendation=told)).splitlines()
            if line.startswith("*Rec")
        )
        assert line.startswith("*Recommendation: launch.* ")
        assert line.endswith(".")
        assert "<b>" not in line


def test_only_what_was_randomised_is_called_proven(words: Words) -> None:
    assert "“Churn within 30 days” is proven better" in card(words, found.WON)
    over_time = card(words, found.OVER_TIME)
    assert "better by more than chance, compared over time" in over_time
    assert "proven" not in over_time


def test_the_registered_rule_is_quoted_and_a_bent_one_is_named(words: Words) -> None:
    rule = "Launch if churn falls by at least 5 %"
    rendered = render(trials.card_of(found.WON), words)
    assert rule in rendered.text
    assert rule in words_of(rendered.blocks)
    assert "Read as registered, sealed 3f2a9c41." in rendered.text
    bent = card(words, found.UNDECIDED)
    assert "Not as registered: alpha, the decision rule changed since it was sealed 3f2a9c41" in bent
    assert "Evidence: measured (observed)." in bent
    assert "Evidence: proven (randomised)." in card(words, found.WON)


def test_periods_that_are_finer_than_what_was_switched_are_named(words: Words) -> None:
    said = card(words, replace(found.UNDECIDED, changed=("periods",)))
    assert "Not as registered: the periods, which are finer than what was switched, changed since it was sealed" in said


def test_a_start_on_another_day_than_registered_is_told_beside_the_seal(words: Words) -> None:
    late = card(words, replace(found.WON, days_late=2))
    assert "Read as registered, sealed 3f2a9c41; started 2 days later than registered." in late
    early = card(words, replace(found.UNDECIDED, days_late=-1))
    assert "so it counts for less; started 1 day earlier than registered." in early


def test_a_look_at_harm_says_that_the_rule_need_not_wait_and_offers_the_decision(words: Words) -> None:
    harmed = replace(found.LOOK, recommendation=found.LOST_ON_GUARDRAIL.recommendation)
    rendered = render(trials.card_of(harmed), words)
    assert rendered.text.splitlines()[1].startswith("*This is a look, not the result.*")
    assert "need not wait" in rendered.text
    assert "Do not stop" not in rendered.text
    assert "experiment.decide" in buttons_of(rendered.blocks)
    assert "what follows is yours to decide" in rendered.text
    window = dialog(replace(trials.SHOWN, readout=harmed), words)
    assert "experiment.decide" in buttons_of(window["blocks"])


def test_a_look_says_so_first_shows_one_interval_and_warns(words: Words) -> None:
    rendered = render(trials.card_of(found.LOOK), words)
    lines = rendered.text.splitlines()
    assert lines[1].startswith("*This is a look, not the result.*")
    assert "Do not stop the experiment" in lines[1]
    assert f"Difference {MINUS}0.38 pp, [{MINUS}0.72 to {MINUS}0.04 pp] at any look." in rendered.text
    assert "0.60" not in rendered.text
    assert "p =\N{NO-BREAK SPACE}0.0006" not in rendered.text
    assert "experiment.decide" not in buttons_of(rendered.blocks)
    assert "Do not stop" in words_of(rendered.blocks)
    thread = details(words, found.LOOK)
    assert f"[{MINUS}0.72 to {MINUS}0.04 pp] at any look" in thread
    assert "0.0006" not in thread
    assert "winner" not in thread


def test_a_look_over_time_shows_no_interval(words: Words) -> None:
    for text in (card(words, found.LOOK_OVER_TIME), details(words, found.LOOK_OVER_TIME)):
        assert f"{MINUS}0.21 pp" in text
        assert "0.34" not in text


def test_a_readout_leads_to_the_decision_of_the_sponsor(words: Words) -> None:
    rendered = render(trials.card_of(found.WON), words)
    assert buttons_of(rendered.blocks) == {"experiment.decide": ["p1"]}
    assert "U0PRIYA" in mentions_of(rendered.blocks)
    assert "U0PRIYA" not in render(replace(trials.card_of(found.WON), sponsor=None), words).text
    window = dialog(trials.SHOWN, words)
    assert (window["callback_id"], window["title"]["text"]) == ("experiment.readout", "Experiment 1: readout")
    assert buttons_of(window["blocks"]) == {"experiment.decide": ["p1"]}
    look = dialog(replace(trials.SHOWN, readout=found.LOOK), words)
    assert buttons_of(look["blocks"]) == {}
    assert "submit" not in window


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("won", "success"),
        ("look", "info"),
        ("lost", "error"),
        ("lost on a guardrail", "error"),
        ("undecided", "warning"),
    ],
)
def test_the_window_has_the_colour_of_the_result(words: Words, name: str, level: str) -> None:
    assert dialog(trials.DIALOGS[f"readout, {name}"], words)["blocks"][0]["level"] == level


def test_several_treatments_are_told_apart(words: Words) -> None:
    text = card(words, found.UNREAD)
    assert "*Churn within 30 days* (offers): not readable. The arms do not vary." in text
    assert "*Churn within 30 days* (arm 2): 3.10 % in control, 2.72 % in arm 2." in text
    lost = replace(found.PRIMARY, arm=9)
    beyond = replace(found.WON, arms=replace(found.BY_ARM, lines=(lost,)))
    assert "2.72 % in arm 9" in card(words, beyond)


def test_of_several_treatments_the_recommendation_names_the_one_that_decided(words: Words) -> None:
    arms = replace(found.BY_ARM, arms=("control", "one", "two"), counts=(9, 9, 9))
    launched = replace(found.WON, arms=arms, recommendation=replace(found.WON.recommendation, arm=2))
    assert "Recommendation: launch two." in card(words, launched)
    told = replace(found.LOOK.recommendation, because=Because.ARM_HARMED, about=("Margin",), arm=1)
    look = replace(found.LOOK, arms=replace(arms, early=True), recommendation=told)
    assert "“Margin” is proven worse in one: take that arm out." in card(words, look)
    assert "Recommendation: launch." in card(
        words, replace(found.WON, recommendation=replace(launched.recommendation, arm=1))
    )


def test_what_is_far_from_the_plan_is_told_below_the_sizes(words: Words) -> None:
    doubts = (
        Doubt(kind=DoubtKind.UNITS, seen=280_000, planned=28_000),
        Doubt(kind=DoubtKind.LEVEL, seen=0.005, planned=0.05),
    )
    told = card(words, replace(found.WON, doubts=doubts))
    assert "*Check the query:* 280,000 units are in these results, and about 28,000 were expected by then." in told
    assert "*Check the query:* the control stands at 0.5 %, and the plan reckoned with 5 %." in told
    assert "Check the query" not in card(words, found.WON)
