"""The verdict, seen on the page of the proof and in the note about the plan."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.domain.questions import AnswerType, NumberForm, Question
from bot.domain.reply import VerdictLine
from bot.statistics.planning.designs import Length
from bot.statistics.verdicts.summary import Method, Step, Verdict, Way, WayOut
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.inputs import VALUE
from bot.views.notes import note
from bot.views.page_window import MOVES_VERDICT
from bot.views.rendered import Block
from bot.views.words import Words
from tests.bot.views import replies, trials
from tests.bot.views.samples import EUROS
from tests.bot.views.seen import assert_window, buttons_of, words_of

PROOF = replace(replies.PAGE, part=replace(replies.PART, number=3))


def page(words: Words, line: VerdictLine | None, degree: Degree = Degree.FULL) -> list[Block]:
    view = dialog(replace(PROOF, verdict=line), words, degree)
    assert_window(view)
    blocks: list[Block] = view["blocks"]
    return blocks


def said(words: Words, verdict: Verdict) -> str:
    return note(replace(trials.READY, verdict=verdict), words).text


@pytest.mark.parametrize(
    "part",
    [
        "*Yes: 6 weeks* (39 days of traffic, rounded up to whole weeks).",
        "46,689 units per arm, 93,378 in all; a change of 10 % (0.31 pp) or more of the metric would be seen.",
        "Run for all of the 8 weeks, it would see 8.4 %.",
    ],
)
def test_a_yes_says_how_long_how_many_and_what_would_be_seen(words: Words, part: str) -> None:
    assert part in said(words, trials.YES)


@pytest.mark.parametrize(
    "part",
    [
        "*No: it needs 46 weeks (11 months)*, and you are willing to wait 8.\nWays out:",
        "• with a smallest effect of 11.7 % it fits in 8 weeks",
        "• with a longest run of 46 weeks (11 months) it fits",
        "• with 6,840 a day it fits",
        "• CUPED: where the metric correlates 0.91 with itself before the experiment, it fits",
        "say the correlation in “Correlation with the period before”",
        "• a closer metric that moves 2.3 times as much",
        "• another design: a switchback detects 8.8 %",
    ],
)
def test_a_no_names_every_way_out_with_its_figure(words: Words, part: str) -> None:
    assert part in said(words, trials.NO)


def test_what_would_fit_is_rounded_so_that_it_does_fit(words: Words) -> None:
    way = Way(kind=WayOut.LARGER_EFFECT, figure=0.11601)
    assert "effect of 11.7 % it fits" in said(words, replace(trials.NO, ways=(way,)))
    exact = replace(way, figure=0.116)
    assert "effect of 11.6 % it fits" in said(words, replace(trials.NO, ways=(exact,)))
    tiny = replace(way, figure=0.000_123_4)
    assert "effect of 0.013 % it fits" in said(words, replace(trials.NO, ways=(tiny,)))
    huge = replace(way, figure=1e9)
    assert "effect of 100 B %" in said(words, replace(trials.NO, ways=(huge,)))


def test_a_correlation_that_nothing_has_is_no_way_out(words: Words) -> None:
    perfect = Way(kind=WayOut.LESS_NOISE, figure=1.0)
    text = said(words, replace(trials.NO, ways=(perfect,)))
    assert "CUPED" not in text
    assert "No single change makes it fit." in text


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        (26, "it needs 26 weeks*"),
        (27, "it needs 27 weeks (6 months)*"),
        (61, "it needs 61 weeks (14 months)*"),
        (523, "it needs 523 weeks (10 years)*"),
    ],
)
def test_a_long_time_is_told_in_months_and_years_too(words: Words, weeks: int, expected: str) -> None:
    length = Length(n_per_arm=1, n_total=2, days=7 * weeks, weeks=weeks, fits=False)
    assert expected in said(words, replace(trials.NO, length=length))


def test_two_weeks_are_the_least_even_where_units_come_sooner(words: Words) -> None:
    quick = replace(trials.YES, length=Length(n_per_arm=50, n_total=100, days=1, weeks=2, fits=True))
    assert "*Yes: 2 weeks* (two whole weeks are the least" in said(words, quick)
    week_two = replace(trials.YES, length=Length(n_per_arm=50, n_total=100, days=8, weeks=2, fits=True))
    assert "*Yes: 2 weeks* (8 days of traffic" in said(words, week_two)


def test_a_run_as_long_as_is_allowed_promises_no_more(words: Words) -> None:
    length = Length(n_per_arm=46_689, n_total=93_378, days=53, weeks=8, fits=True)
    assert "Run for all" not in said(words, replace(trials.YES, length=length))
    assert "Run for all" not in said(words, replace(trials.YES, detects=None))


def test_a_change_is_told_in_the_metrics_unit_only_where_it_is_known(words: Words) -> None:
    for unknown in (None, replace(trials.DETECTABLE, relative=None)):
        assert "a change of 10 % or more" in said(words, replace(trials.YES, detectable=unknown))


def test_a_change_in_money_is_told_in_money(words: Words) -> None:
    priced = replace(trials.YES, detectable=replace(trials.DETECTABLE, absolute=8.38))
    rich = replace(trials.READY, unit=EUROS, verdict=priced)
    assert "a change of 10 % (€10) or more" in note(rich, words).text
    assert "a change of 10 % or more" in note(replace(rich, unit=None), words).text


def test_a_study_over_time_says_what_it_sees_beside_what_matters(words: Words) -> None:
    yes, no = said(words, trials.YES_OVER_TIME), said(words, trials.NO_OVER_TIME)
    assert "*Yes*: a before-and-after comparison of 8 weeks sees changes of 6 % or more; the smallest" in yes
    assert "*No*: a before-and-after comparison of 8 weeks sees changes of 15.2 % or more, and the smallest" in no
    blind = said(words, replace(trials.NO_OVER_TIME, detects=None))
    assert "*No*: a before-and-after comparison cannot work on these numbers." in blind


def test_the_ladder_shows_every_design_with_what_is_to_be_accepted(words: Words) -> None:
    text = said(words, trials.YES)
    assert "• ✓ A/B test (this plan): detects 8.4 %; chance decides unit by unit; accept that no unit" in text
    assert "• ✓ switchback: detects 8.8 %; chance decides period by period; accept that nothing" in text
    assert "• ✗ before-and-after comparison: detects 15.2 %; compared with its own past; accept" in text
    assert "• ✗ synthetic control: not possible here; compared with a mixture of donors" in text
    assert "Where chance decides who gets the change, nothing else can differ, so those stand first" in text
    assert "Every design" not in said(words, replace(trials.YES, ladder=()))


def test_a_design_whose_assumption_does_not_hold_here_says_why_it_is_not_offered(words: Words) -> None:
    barred = Step(method=Method.SWITCHBACK, detects=None, fits=False, barred=True)
    text = said(words, replace(trials.YES, ladder=(barred,)))
    assert "• ✗ switchback: not offered, because the metric lasts longer than a period" in text


def test_a_synthetic_control_says_which_p_its_donors_allow(words: Words) -> None:
    found = replace(trials.YES_OVER_TIME, method=Method.SYNTHETIC_CONTROL, donors=24)
    assert "with 24 of them, p = 0.040 at best." in said(words, found)
    assert "at best" not in said(words, trials.YES_OVER_TIME)
    few = Way(kind=WayOut.MORE_DONORS, figure=19)
    assert "with 19 donors: the p-value is a rank" in said(words, replace(trials.NO_OVER_TIME, ways=(few,)))


def test_a_spread_that_nobody_measured_is_called_assumed(words: Words) -> None:
    assumed = "Spread of days assumed: 3 % of the level, with a correlation of 0.4 from one day to the next"
    assert assumed in said(words, trials.YES)
    assert "assumed" not in said(words, trials.YES_OVER_TIME)


def test_the_page_shows_the_verdict_on_top_in_its_colour(words: Words) -> None:
    for name, level in (("yes", "success"), ("no", "error"), ("why not", "info"), ("nothing yet", "info")):
        (alert,) = [block for block in page(words, trials.VERDICTS[name]) if block["type"] == "alert"]
        assert (alert["block_id"], alert["level"]) == ("verdict", level)
    assert page(words, trials.VERDICTS["yes"], Degree.CLASSIC)[1]["type"] == "context"
    assert not [block for block in page(words, None) if str(block.get("block_id")).startswith("verdict")]


def test_the_verdicts_blocks_keep_their_ids_and_none_of_them_is_a_questions(words: Words) -> None:
    first, again = (
        [
            block["block_id"]
            for block in page(words, trials.VERDICTS[name])
            if block["type"] != "input" and "block_id" in block
        ]
        for name in ("no", "no over time")
    )
    assert first == ["verdict", "verdict_ways", "verdict_ladder", "verdict_small"]
    assert again == ["verdict", "verdict_ways", "verdict_ladder"]


def test_without_a_verdict_the_page_says_what_it_takes_or_why_not(words: Words) -> None:
    missing = words_of(page(words, VerdictLine(missing=(replies.BASELINE, replies.DEADLINE))))
    assert "No verdict yet: it takes “Baseline”, “By when”." in missing
    assert "No verdict: A proportion lies between 0 and 1." in words_of(page(words, trials.VERDICTS["why not"]))
    assert "No verdict yet: it follows the answers below." in words_of(page(words, trials.VERDICTS["nothing yet"]))


def test_no_verdict_is_too_long_for_an_alert(words: Words) -> None:
    questions = tuple(replace(replies.NAME, label="A rather long label of a question") for _ in range(9))
    for line in (*trials.VERDICTS.values(), VerdictLine(missing=questions), VerdictLine(words="why " * 300)):
        (alert,) = [block for block in page(words, line) if block["type"] == "alert"]
        assert len(alert["text"]["text"]) <= 200


def numeric(question: str) -> Question:
    return Question(
        id=QuestionId(question), part=3, label=question, type=AnswerType.NUMBER, form=NumberForm.PLAIN, max_length=60
    )


def test_fields_that_move_the_verdict_tell_at_once_what_is_typed(words: Words) -> None:
    design = replace(replies.DIRECTION, id=QuestionId("design"))
    asked = (design, *(numeric(each) for each in sorted(MOVES_VERDICT - {"design"})), replies.WHY)
    view = dialog(replace(PROOF, questions=asked, values={}), words)
    assert_window(view)
    live = {block["block_id"]: block for block in view["blocks"] if block.get("dispatch_action")}
    assert live.keys() == MOVES_VERDICT
    for name, block in live.items():
        element = block["element"]
        assert element["action_id"] == VALUE
        told = element.get("dispatch_action_config")
        expected = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
        assert told == (None if name == "design" else expected)


def test_a_single_question_has_no_verdict_to_move(words: Words) -> None:
    view = dialog(replace(PROOF, questions=(numeric("mde"),), values={}, is_single=True), words)
    assert not [block for block in view["blocks"] if block.get("dispatch_action")]


def test_only_a_plan_that_fits_can_be_accepted(words: Words) -> None:
    can = {
        name: "plan.accept" in buttons_of(note(trials.NOTES[name], words).blocks)
        for name in ("plan that fits", "plan that changed", "plan that does not fit", "plan that somebody else accepts")
    }
    assert can == {
        "plan that fits": True,
        "plan that changed": True,
        "plan that does not fit": False,
        "plan that somebody else accepts": False,
    }
    unfit = note(trials.NOTES["plan that does not fit"], words).text
    assert "It cannot be accepted like this" in unfit
    unjudged = note(replace(trials.READY, verdict=None), words)
    assert "plan.accept" not in buttons_of(unjudged.blocks)


def test_a_plan_shows_everything_that_its_seal_will_hold(words: Words) -> None:
    shown = note(trials.READY, words)
    for text in (shown.text, words_of(shown.blocks)):
        for part in (
            "A/B test on “Churn within 30 days”, from 7 Dec 2026",
            "Unit of randomisation: Customer",
            "Smallest effect worth having: 10 % of where the metric stands, downwards",
            "Planned: 93,378 units in 6 weeks",
            "Guardrails: “Margin per customer”, “Complaints”",
            "How I will recommend: launch when the interval excludes zero",
            "Launch if churn falls by at least 5 %",
        ):
            assert part in text
