"""Readouts, seen in the channel, in the thread and in the window after results were handed in."""

from dataclasses import replace

import pytest

from bot.domain.metrics import Unit
from bot.domain.readouts import Because, Readout
from bot.statistics.arms.summary import Novelty, Said
from bot.statistics.longitudinal_summary import PathPoint, SeriesWarning
from bot.statistics.readout.experiments import Role
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import trials
from tests.bot.views.samples import EUROS, PERCENT, PLAN, TICKETS
from tests.bot.views.seen import assert_message, buttons_of, kinds_of, mentions_of, words_of

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
        ("withheld", "was withheld"),
        ("unread", "could not be read"),
        ("look", "is still running"),
    ],
)
def test_the_headline_says_how_it_came_out(words: Words, name: str, outcome: str) -> None:
    headline = card(words, trials.READOUTS[name]).splitlines()[0]
    assert headline == f"*Churn model*: experiment 1 {outcome}"
    shown = dialog(trials.DIALOGS[f"readout, {name}"], words)["blocks"][0]
    assert shown["text"]["text"] == headline


def test_harm_to_the_primary_metric_is_told_apart_from_harm_to_a_guardrail(words: Words) -> None:
    renamed = replace(trials.PRIMARY, metric="churn, 30 days")
    told = replace(trials.LOST.recommendation, about=("churn, 30 days",))
    by_its_line = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(renamed,)), recommendation=told)
    assert "experiment 1 lost" in card(words, by_its_line)
    assert "experiment 1 lost" in card(words, replace(trials.LOST, recommendation=replace(told, about=())))
    assert "loses on a guardrail" in card(words, replace(by_its_line, arms=None))


def test_the_primary_metric_stands_with_levels_difference_lift_and_one_p(words: Words) -> None:
    text = card(words, trials.WON)
    assert "*Churn within 30 days*: 3.10 % in control, 2.72 % in new offers." in text
    assert f"Difference {MINUS}0.38 pp [{MINUS}0.60 to {MINUS}0.16 pp], p = 0.0006" in text
    assert f"relative {MINUS}12 % [{MINUS}19 to {MINUS}5 %]." in text
    assert text.count("p = 0.0006") == 1


def test_figures_have_the_unit_of_the_metric(words: Words) -> None:
    spent = replace(trials.PRIMARY, control=42.5, treatment=44.75, difference=2.25, low=0.5, high=4.0)
    readout = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(spent,)))
    assert "€42.5 in control, €44.8 in new offers.\nDifference +€2.2 [+€0.5 to +€4.0]" in card(words, readout, EUROS)
    assert "Difference +2.2 tickets per week [+0.5 to +4.0 tickets per week]" in card(words, readout, TICKETS)
    below = replace(spent, control=-42.5)
    negative = replace(readout, arms=replace(trials.BY_ARM, lines=(below,)))
    assert f"{MINUS}€42.5 in control" in card(words, negative, EUROS)


def test_an_interval_that_excludes_zero_is_never_written_as_if_it_touched_it(words: Words) -> None:
    close = replace(trials.PRIMARY, difference=-0.005, low=-0.009_96, high=-0.000_04)
    readout = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(close,)))
    assert f"[{MINUS}0.996 to {MINUS}0.004 pp]" in card(words, readout)


def test_an_interval_without_an_end_shows_none(words: Words) -> None:
    for low, high, shown in ((None, 0.001, f"[{MINUS}∞ to +0.10 pp]"), (-0.001, None, f"[{MINUS}0.10 to +∞ pp]")):
        half = replace(trials.PRIMARY, difference=-0.001, low=low, high=high)
        readout = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(half,)))
        assert shown in card(words, readout)


def test_a_lift_that_cannot_be_bounded_is_called_so(words: Words) -> None:
    assert "relative lift not estimable" in card(words, trials.UNDECIDED)
    half = replace(trials.PRIMARY, lift_high=None)
    readout = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(half,)))
    assert "relative lift not estimable" in card(words, readout)
    flat = replace(trials.PRIMARY, lift=None)
    assert "relative lift not estimable" in card(words, replace(readout, arms=replace(trials.BY_ARM, lines=(flat,))))


def test_a_comparison_without_a_p_shows_none(words: Words) -> None:
    silent = replace(trials.PRIMARY, adjusted_p=None, p_value=None)
    readout = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(silent,), sample_ratio_p=0.87))
    assert "0.16 pp]; relative" in card(words, readout)
    assert "; p" not in details(words, readout).splitlines()[1]


@pytest.mark.parametrize(
    ("p", "shown"),
    [
        (0.87, "p = 0.87"),
        (0.0123, "p = 0.012"),
        (0.000_55, "p = 0.0006"),
        (1e-9, "p &lt; 0.0001"),
        (0.0, "p &lt; 0.0001"),
    ],
)
def test_a_p_is_told_with_the_digits_that_matter(words: Words, p: float, shown: str) -> None:
    line = replace(trials.PRIMARY, adjusted_p=p)
    assert shown in card(words, replace(trials.WON, arms=replace(trials.BY_ARM, lines=(line,))))


def test_arms_of_the_wrong_sizes_withhold_every_figure_and_say_what_to_do(words: Words) -> None:
    for text in (card(words, trials.WITHHELD), words_of(dialog(trials.DIALOGS["readout, withheld"], words)["blocks"])):
        assert "control 46,700, new offers 44,010" in text
        assert "Check the assignment" in text
        assert not [figure for figure in ("pp", "3.10 %", "proven") if figure in text.replace("proven (", "")]
    for degree in Degree:
        shown = render(trials.details_of(trials.WITHHELD), words, degree)
        assert "Nothing else is shown" in shown.text
        assert "pp" not in shown.text
        assert "Churn within" not in words_of(shown.blocks or [])


def test_arms_of_the_planned_sizes_are_confirmed(words: Words) -> None:
    assert "Arms of the planned sizes: control 46,700, new offers 46,650 (p = 0.87)." in card(words, trials.WON)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("won", "✓ Margin per customer: proven not worse than 1 %"),
        ("undecided", "✗ Margin per customer: not proven to be within 1 %"),
        ("undecided", "✗ Complaints: not measured"),
        ("lost on a guardrail", "✗ Margin per customer: worse by more than 1 %, beyond doubt"),
        ("unread", "✗ Margin per customer: not readable. No spread. (offers)"),
        ("unread", "✓ Margin per customer: proven not worse than 1 % (arm 2)"),
    ],
)
def test_each_guardrail_says_what_became_of_it(words: Words, name: str, said: str) -> None:
    assert said in card(words, trials.READOUTS[name])


def test_a_plan_without_guardrails_has_none_to_tell(words: Words) -> None:
    alone = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(trials.PRIMARY,)))
    assert "Guardrails" not in render(replace(trials.card_of(alone), plan=PLAN), words).text


@pytest.mark.parametrize("because", Because)
def test_every_reason_has_words_with_and_without_the_metrics_it_is_about(words: Words, because: Because) -> None:
    for about in ((), ("Margin <b>", "Complaints")):
        told = replace(trials.WON.recommendation, because=because, about=about)
        line = next(
            line
            for line in card(words, replace(trials.WON, recommendation=told)).splitlines()
            if line.startswith("*Rec")
        )
        assert line.startswith("*Recommendation: launch.* ")
        assert line.endswith(".")
        assert "<b>" not in line


def test_only_what_was_randomised_is_called_proven(words: Words) -> None:
    assert "“Churn within 30 days” is proven better" in card(words, trials.WON)
    over_time = card(words, trials.OVER_TIME)
    assert "better by more than chance, compared over time" in over_time
    assert "proven" not in over_time


def test_the_registered_rule_is_quoted_and_a_bent_one_is_named(words: Words) -> None:
    rule = "Launch if churn falls by at least 5 %"
    rendered = render(trials.card_of(trials.WON), words)
    assert rule in rendered.text
    assert rule in words_of(rendered.blocks)
    assert "Read as registered, sealed 3f2a9c41." in rendered.text
    bent = card(words, trials.UNDECIDED)
    assert "Not as registered: alpha, the decision rule changed since it was sealed 3f2a9c41" in bent
    assert "Evidence: measured (observed)." in bent
    assert "Evidence: proven (randomised)." in card(words, trials.WON)


def test_a_look_says_so_first_shows_one_interval_and_warns(words: Words) -> None:
    rendered = render(trials.card_of(trials.LOOK), words)
    lines = rendered.text.splitlines()
    assert lines[1].startswith("*This is a look, not the result.*")
    assert "Do not stop the experiment" in lines[1]
    assert f"Difference {MINUS}0.38 pp, [{MINUS}0.72 to {MINUS}0.04 pp] at any look." in rendered.text
    assert "0.60" not in rendered.text
    assert "p = 0.0006" not in rendered.text
    assert "experiment.decide" not in buttons_of(rendered.blocks)
    assert "Do not stop" in words_of(rendered.blocks)
    thread = details(words, trials.LOOK)
    assert f"[{MINUS}0.72 to {MINUS}0.04 pp] at any look" in thread
    assert "0.0006" not in thread
    assert "winner" not in thread


def test_a_look_over_time_shows_no_interval(words: Words) -> None:
    for text in (card(words, trials.LOOK_OVER_TIME), details(words, trials.LOOK_OVER_TIME)):
        assert f"{MINUS}0.21 pp" in text
        assert "0.34" not in text


def test_a_readout_leads_to_the_decision_of_the_sponsor(words: Words) -> None:
    rendered = render(trials.card_of(trials.WON), words)
    assert buttons_of(rendered.blocks) == {"experiment.decide": ["p1"]}
    assert "U0PRIYA" in mentions_of(rendered.blocks)
    assert "U0PRIYA" not in render(replace(trials.card_of(trials.WON), sponsor=None), words).text
    window = dialog(trials.SHOWN, words)
    assert (window["callback_id"], window["title"]["text"]) == ("experiment.readout", "Experiment 1: readout")
    assert buttons_of(window["blocks"]) == {"experiment.decide": ["p1"]}
    look = dialog(replace(trials.SHOWN, readout=trials.LOOK), words)
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
    text = card(words, trials.UNREAD)
    assert "*Churn within 30 days* (offers): not readable. The arms do not vary." in text
    assert "*Churn within 30 days* (arm 2): 3.10 % in control, 2.72 % in arm 2." in text
    lost = replace(trials.PRIMARY, arm=9)
    beyond = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(lost,)))
    assert "2.72 % in arm 9" in card(words, beyond)


# --- the thread --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        f"Churn within 30 days (primary): 3.10 % in control, 2.72 % in new offers; difference {MINUS}0.38 pp",
        "Offers accepted (secondary): 0.1200 in control, 0.1210 in new offers",
        "p = 0.42 (uncorrected = 0.21)",
        "Units per arm: control 46,700, new offers 46,650; sizes as planned: p = 0.87.",
        f"At any look: Churn within 30 days [{MINUS}0.72 to {MINUS}0.04 pp].",
        "1.5 to 1.6 times wider",
        f"First week {MINUS}20.0 %, last week {MINUS}8.0 %: they differ by more than chance",
        "shows 1.2 times too much on average (winner's curse)",
        "Few events in “Offers accepted”",
    ],
)
def test_the_details_hold_what_the_card_leaves_out(words: Words, part: str) -> None:
    assert part in details(words, trials.WON)


def test_what_does_not_apply_is_not_in_the_details(words: Words) -> None:
    steady = replace(trials.BY_ARM, novelty=Novelty(first=-0.1, last=-0.09, fades=False))
    assert "they differ by no more than chance" in details(words, replace(trials.WON, arms=steady))
    undecided = details(words, trials.UNDECIDED)
    assert "First week" not in undecided
    assert "winner" not in undecided
    flat = replace(trials.BY_ARM, lines=(trials.FLAT,))
    assert "winner" not in details(words, replace(trials.WON, arms=flat))
    assert "winner" not in details(words, replace(trials.WON, arms=replace(trials.BY_ARM, exaggeration=None)))
    unread = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(trials.BROKEN,)))
    assert "At any look" not in details(words, unread)
    guardrails = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(trials.MARGIN,)))
    assert "At any look" not in details(words, guardrails)


def test_the_metrics_are_a_table_where_there_are_tables(words: Words) -> None:
    full, classic = (render(trials.details_of(trials.WON), words, degree) for degree in (Degree.FULL, Degree.CLASSIC))
    assert kinds_of(full.blocks).count("data_table") == 1
    assert "data_table" not in kinds_of(classic.blocks)
    assert full.text == classic.text
    (made,) = [block for block in full.blocks or [] if block["type"] == "data_table"]
    assert [cell["text"] for cell in made["rows"][0]] == [
        "Metric",
        "Arm",
        "Control",
        "Treatment",
        "Difference",
        "Relative",
        "p",
    ]
    assert [cell["text"] for cell in made["rows"][1]] == [
        "Churn within 30 days (primary)",
        "new offers",
        "3.10 %",
        "2.72 %",
        f"{MINUS}0.38 pp [{MINUS}0.60 to {MINUS}0.16 pp]",
        f"{MINUS}12 % [{MINUS}19 to {MINUS}5 %]",
        "0.0006",
    ]
    unread = words_of(render(trials.details_of(trials.UNREAD), words).blocks)
    assert "The arms do not vary." in unread


@pytest.mark.parametrize("degree", Degree)
def test_many_metrics_are_folded_with_a_count(words: Words, degree: Degree) -> None:
    line = replace(trials.OFFERS, metric="A metric with a rather long name, as it occurs")
    many = replace(trials.WON, arms=replace(trials.BY_ARM, lines=(line,) * 300))
    rendered = render(trials.details_of(many), words, degree)
    assert_message(rendered)
    left = 300 - sum(text.startswith("• A metric") for text in rendered.text.splitlines())
    assert f"and {left} more" in rendered.text
    if rendered.blocks is not None:
        assert " more" in words_of(rendered.blocks)


@pytest.mark.parametrize(
    "part",
    [
        f"Average effect per day: {MINUS}0.21 pp [{MINUS}0.34 to {MINUS}0.08 pp], {MINUS}6.8 %, p = 0.002.",
        f"Summed over 42 points after the change: {MINUS}9 pp [{MINUS}14 to {MINUS}3 pp].",
        "the wider of two that allow for autocorrelation, here AR(1) errors. Autocorrelation 0.35, Durbin-Watson 1.31",
        "90 points before, 42 after",
        "No control series",
        "return to the usual level",
        "the evidence counts one step less",
    ],
)
def test_a_study_over_time_shows_its_effect_its_errors_and_its_weaknesses(words: Words, part: str) -> None:
    assert part in details(words, trials.OVER_TIME)


def test_a_controlled_series_of_weeks_loses_no_step(words: Words) -> None:
    series = trials.OVER_TIME.series
    assert series is not None
    week = tuple(replace(each, day=each.day.replace(day=7 * (index + 1))) for index, each in enumerate(series.path))
    controlled = replace(series, path=week, warnings=(SeriesWarning.SHORT_HISTORY,), relative=None)
    readout = replace(trials.OVER_TIME, series=controlled)
    text = details(words, readout)
    assert f"Average effect per week: {MINUS}0.21 pp [{MINUS}0.34 to {MINUS}0.08 pp], p = 0.002." in text
    assert "one step less" not in text
    assert "on average per week after the change, p = 0.002." in card(words, readout)
    bare: tuple[PathPoint, ...] = ()
    assert "per day" in details(words, replace(readout, series=replace(controlled, path=bare)))


def test_a_metric_without_a_name_is_shown_all_the_same(words: Words) -> None:
    nameless = replace(trials.PRIMARY, metric=" ")
    assert "*—*: 3.10 %" in card(words, replace(trials.WON, arms=replace(trials.BY_ARM, lines=(nameless,))))


def test_what_is_said_of_an_arm_follows_its_role_and_not_its_place(words: Words) -> None:
    behind = replace(trials.BY_ARM, lines=(trials.MARGIN, trials.OFFERS, trials.PRIMARY))
    message = trials.details_of(replace(trials.WON, arms=behind))
    assert "At any look: Churn within 30 days" in render(message, words).text
    assert [line.role for line in behind.lines if line.said is Said.BETTER] == [Role.PRIMARY]
