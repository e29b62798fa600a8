"""The verdict, seen on the page of the proof and in the note about the plan."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.domain.notes import PlanNote
from bot.domain.page_windows import VerdictLine
from bot.domain.questions import AnswerType, NumberForm, Question
from bot.statistics.planning.designs import Length
from bot.statistics.verdicts.summary import GuardrailPower, Method, Promise, Step, Verdict, Way, WayOut
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.inputs import VALUE
from bot.views.notes import note
from bot.views.page_window import MOVES_VERDICT
from bot.views.rendered import Block
from bot.views.words import Words
from tests.bot.views import replies, trials
from tests.bot.views.samples import EUROS, PERCENT
from tests.bot.views.seen import assert_window, buttons_of, words_of

LENGTH = Length(n_per_arm=46_689, n_total=93_378, days=39, weeks=6, fits=True)
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
        "*No: it needs 46 weeks (11 months)*, and you are willing to wait 8 weeks.\nWays out:",
        "• with a smallest effect of 11.7 % it fits in 8 weeks",
        "• with a longest run of 46 weeks (11 months) it fits",
        "• with 6,840 a day it fits",
        "• CUPED: where the metric correlates 0.91 with itself before the experiment, it fits",
        "That takes a value of the same unit from before; say the correlation in “Correlation with the period before”",
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
    assert "with 24 of them, p =\N{NO-BREAK SPACE}0.040 at best." in said(words, found)
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
    for degree, kind in ((Degree.FULL, "alert"), (Degree.CLASSIC, "context")):
        first, *_ = page(words, trials.VERDICTS["yes"], degree)
        assert (first["block_id"], first["type"]) == ("verdict", kind)
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
    assert first == again == ["verdict", "verdict_ways", "verdict_small"]


def test_the_page_says_where_every_design_is_compared_and_stays_short_above_its_fields(words: Words) -> None:
    blocks = page(words, trials.VERDICTS["yes"])
    above = words_of([block for block in blocks if block["type"] != "input"])
    assert "/plumb experiment plan compares every design on these numbers" in above
    assert "what you have to accept for each" not in above
    assert replies.PART.intro not in above
    assert "● is needed before sign-off. Half a page can be saved too." in above
    assert "what you have to accept for each" in said(words, trials.YES)
    assert "Spread of days assumed" not in above
    over_time = replace(trials.YES_OVER_TIME, history=trials.ASSUMED)
    assert "Spread of days assumed" in words_of(page(words, VerdictLine(verdict=over_time)))


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


# --- the wait for outcomes, a fixed pool, other units, guardrails ---------------------------------------

WAITING = replace(trials.YES, horizon_days=30, willing_weeks=13)
POOL = replace(
    trials.YES,
    pool=2_000,
    longest_weeks=8,
    length=Length(n_per_arm=900, n_total=1_800, days=56, weeks=8, fits=True, brought_per_arm=1_000),
    by_week=(),
)


def test_a_yes_tells_the_traffic_and_the_wait_until_the_last_outcome_is_known(words: Words) -> None:
    text = said(words, WAITING)
    assert "*Yes: 6 weeks of traffic + 30 days until the last outcome is known* (39 days of traffic, rounded" in text
    assert "Run for all of the 13 weeks, it would see 8.4 %." in text
    assert "Every design on these numbers, run for all of the 13 weeks" in text
    one_day = said(words, replace(WAITING, horizon_days=1))
    assert "6 weeks of traffic + 1 day until" in one_day


def test_a_no_tells_the_wait_too_and_how_long_we_are_willing_to(words: Words) -> None:
    text = said(words, replace(trials.NO, horizon_days=30, willing_weeks=13))
    assert "needs 46 weeks of traffic (11 months) + 30 days until the last outcome is known*, and you are" in text
    assert "willing to wait 13 weeks." in text
    assert "with a smallest effect of 11.7 % it fits in 13 weeks" in text


def test_what_is_needed_and_what_the_whole_weeks_bring_are_both_told(words: Words) -> None:
    brings = replace(trials.YES, length=replace(LENGTH, brought_per_arm=50_400))
    assert "46,689 units per arm are needed, and 6 weeks bring 50,400 per arm; a change of" in said(words, brings)


def test_a_pool_is_told_with_its_units_and_not_with_traffic(words: Words) -> None:
    text = said(words, POOL)
    assert "*Yes: 2,000 units are enough*, 1,800 are needed. All of them are there from the first day" in text
    assert "and are watched for 8 weeks.\n1,000 units per arm; a change of 10 %" in text
    assert "All of them together would see 8.4 %." in text
    assert "of traffic" not in text
    waits = said(words, replace(POOL, horizon_days=50))
    assert "watched for 8 weeks, because an outcome is known after 50 days." in waits


def test_a_pool_too_small_asks_for_more_units(words: Words) -> None:
    way = Way(kind=WayOut.MORE_UNITS, figure=1_800)
    text = said(words, replace(POOL, fits=False, pool=1_200, ways=(way,)))
    assert "*No: it needs 1,800 units*, and there are 1,200. A longer run brings no more of them." in text
    assert "• with 1,800 units in all it fits" in text


GUARDRAILS = (
    GuardrailPower(name="Margin", said=Promise.PROVABLE, margin=0.01, power=0.8061, n_per_arm=7_729, weeks=2),
    GuardrailPower(name="Refund rate", said=Promise.TOO_FEW, margin=0.02, power=0.7999, n_per_arm=740_000, weeks=62),
    GuardrailPower(name="Trust", said=Promise.NO_LEVEL, margin=0.02),
    GuardrailPower(name="Speed", said=Promise.NO_MARGIN),
    GuardrailPower(name="Odd", said=Promise.NOT_COMPUTABLE, margin=0.02),
)


def test_each_guardrail_tells_whether_its_margin_can_be_proven_and_what_it_takes(words: Words) -> None:
    text = said(words, replace(trials.YES, guardrails=GUARDRAILS))
    for line in (
        "Guardrails at the planned units, each tested one-sided at 0.05, should the change leave it where it is:",
        "• ✓ “Margin”: proven not worse than 1 % with a power of 80 %",
        (
            "• ✗ “Refund rate”: a margin of 2 % has a power of 79 % only. It needs 740,000 units per arm, which is "
            "62 weeks, or a wider margin"
        ),
        (
            "• “Trust”: fill in where it stands today, and its spread where it is no rate, and I say whether "
            "2 % can be proven"
        ),
        "• ✗ “Speed”: without a margin nothing is proven; write it like “at most 2 % worse”",
        "• “Odd”: by these figures nothing can be said of a margin of 2 %",
    ):
        assert line in text
    assert "Guardrails at" not in said(words, trials.YES)
    shared = tuple(replace(each, wanted=1 - 0.2 / 3) for each in GUARDRAILS[:2])
    told = "where it is. Each needs a power of 93 %, so that all of them are proven together as often as planned:"
    assert told in said(words, replace(trials.YES, guardrails=shared))
    assert "Each needs" not in said(words, replace(trials.YES, guardrails=shared[:1]))


def test_what_a_guardrail_takes_holds_the_wait_and_no_weeks_for_a_pool(words: Words) -> None:
    waits = said(words, replace(WAITING, guardrails=GUARDRAILS[1:2]))
    assert "which is 62 weeks of traffic + 30 days, or a wider margin" in waits
    pool = said(words, replace(POOL, guardrails=(replace(GUARDRAILS[1], weeks=None),)))
    assert "It needs 740,000 units per arm, or a wider margin" in pool


def test_the_page_names_only_the_guardrails_that_are_in_doubt(words: Words) -> None:
    line = VerdictLine(verdict=replace(trials.YES, guardrails=GUARDRAILS), unit=PERCENT)
    (block,) = [each for each in page(words, line) if each.get("block_id") == "verdict_guardrails"]
    assert "“Refund rate”" in block["text"]["text"]
    assert "“Margin”" not in block["text"]["text"]
    proven = VerdictLine(verdict=replace(trials.YES, guardrails=GUARDRAILS[:1]), unit=PERCENT)
    assert "verdict_guardrails" not in [each.get("block_id") for each in page(words, proven)]


def test_of_many_guardrails_the_first_are_told_and_the_others_counted(words: Words) -> None:
    many = tuple(replace(GUARDRAILS[2], name=f"G{number}") for number in range(1, 11))
    text = said(words, replace(trials.YES, guardrails=many))
    assert "“G8”" in text
    assert "“G9”" not in text
    assert "• and 2 more" in text
    assert "more\n" not in said(words, replace(trials.YES, guardrails=many[:8]))


DIFFERING = ("Payment", "Customer")


def test_the_page_warns_where_the_metric_is_counted_otherwise_with_or_without_a_verdict(words: Words) -> None:
    for line in (VerdictLine(differing=DIFFERING), VerdictLine(verdict=trials.YES, differing=DIFFERING)):
        (block,) = [each for each in page(words, line) if each.get("block_id") == "verdict_differing"]
        text = block["text"]["text"]
        assert "*Counted per “Payment”, randomised by “Customer”*" in text
        assert "the ratio columns (num_mean, num_var, den_mean, den_var, cov)" in text
        assert "the spread must be that between units of randomisation" in text
    assert "verdict_differing" not in [each.get("block_id") for each in page(words, VerdictLine())]


def test_the_note_warns_too(words: Words) -> None:
    plan = replace(trials.PLAN_IN_FULL, counted_per="Payment")
    assert "*Counted per “Payment”, randomised by “Customer”*" in note(replace(trials.READY, plan=plan), words).text
    for without in (trials.PLAN_IN_FULL, replace(plan, randomisation_unit=None)):
        assert "randomised by" not in note(replace(trials.READY, plan=without), words).text


def test_who_may_change_nothing_sees_the_plan_without_its_buttons(words: Words) -> None:
    lacking = replies.NOTES["plan lacking"]
    for reply in (trials.READY, lacking):
        assert isinstance(reply, PlanNote)
        assert buttons_of(note(reply, words).blocks) != {}
        assert buttons_of(note(replace(reply, may_write=False), words).blocks) == {}
