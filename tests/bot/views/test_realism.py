"""How realistic a plan is, in words."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import QuestionId
from bot.domain.impact import Money, Standing
from bot.domain.priors import Source
from bot.domain.questions import AnswerType, NumberForm, Question
from bot.domain.remarks import (
    BudgetRemark,
    DayRemark,
    Expected,
    LiftRemark,
    NoBudgetRemark,
    Realism,
    ReturnsRemark,
    TimelineRemark,
    Unbudgeted,
    UsualDays,
)
from bot.statistics.break_even_summary import Payback
from bot.statistics.usual_lifts import Prior, PriorSource
from bot.views.degree import Degree
from bot.views.dialogs import dialog
from bot.views.impact import impact_summary
from bot.views.realism import (
    MOVES_REALISM,
    budget_lines,
    headline_of,
    realism_blocks,
    realism_brief,
    realism_lines,
)
from bot.views.rendered import Block
from bot.views.words import Words
from tests.bot.views import replies
from tests.bot.views.nasty import NASTY
from tests.bot.views.realism_strategies import realisms
from tests.bot.views.samples import IMPACT_ALL, IMPACT_ONE
from tests.bot.views.seen import assert_message, assert_tame, assert_window, buttons_of, mrkdwn_of, words_of

SURVEY = Source(name="A survey", year=2019, sample=745, stated_on=date(2026, 11, 26), is_own=True)
STATED = UsualDays(low=31, high=90, fastest=15.5, source=SURVEY, from_years=0, until_years=5)
OWN = UsualDays(low=50, high=70, fastest=44.4, projects=5)
TIMELINE = TimelineRemark(planned=14, usual=STATED)
PRIOR = Prior(sd=0.04, source=PriorSource.DEFAULT)
LIFT = LiftRemark(expected=0.19355, of=Expected.TARGET, prior=PRIOR, limit=0.12, source=SURVEY)
DAY = DayRemark(
    question=QuestionId("value_expected_by"),
    day=date(2027, 4, 1),
    proof=date(2027, 5, 12),
    days=72,
    is_shortest=False,
)
RETURNS = ReturnsRemark(
    day=date(2027, 4, 1), days=59, low_years=2, high_years=4, within_a_year=0.06, source=replace(SURVEY, is_own=False)
)
PAYBACK = Payback(low=100_000, high=300_000, covered=0.8413, months=7.39, soonest=4.44, latest=None, seed=7)
BUDGET = BudgetRemark(
    budget=Money(amount=120_000, currency="EUR"),
    value=Money(amount=200_000, currency="EUR", low=100_000, high=300_000),
    standing=Standing.CLAIMED,
    needed=0.5,
    wait=90,
    payback=PAYBACK,
)
NO_BUDGET = NoBudgetRemark(why=Unbudgeted.NO_BUDGET)
ALL = Realism(timeline=TIMELINE, lift=LIFT, days=(DAY,), returns=RETURNS, money=BUDGET)
SILENT = Realism(timeline=None, lift=None, days=(), returns=None, money=NO_BUDGET)


def page(words: Words, realism: Realism) -> str:
    return words_of(blocks(words, realism))


def blocks(words: Words, realism: Realism, degree: Degree = Degree.FULL, *, is_detailed: bool = True) -> list[Block]:
    return realism_blocks(realism, words, degree, project="p1", is_detailed=is_detailed)


def test_a_plan_is_held_against_stated_days_with_their_source(words: Words) -> None:
    said = page(words, ALL)
    assert "teams with under 5 years of ML in production usually take 31 to 90 days to deploy a model" in said
    assert "you plan 14." in said
    assert "less than half of the fastest usual time" in said
    assert "Our own statement, after A survey, 2019 (745 answers); stated here on 26 Nov 2026." in said


@pytest.mark.parametrize(
    ("years", "expected"),
    [((0, 5), "under 5 years"), ((5, None), "5 or more years"), ((2, 5), "2 to 5 years"), ((0, None), "0 or more")],
)
def test_a_stated_range_names_its_years(words: Words, years: tuple[float, float | None], expected: str) -> None:
    usual = replace(STATED, from_years=years[0], until_years=years[1])
    said = page(words, replace(SILENT, timeline=TimelineRemark(planned=None, usual=usual)))
    assert f"teams with {expected}" in said
    assert "you plan" not in said


def test_own_projects_are_named_as_own_and_have_no_source(words: Words) -> None:
    said = page(words, replace(SILENT, timeline=TimelineRemark(planned=1, usual=OWN)))
    assert "your own 5 finished projects took 50 to 70 days, those in the middle; you plan 1." in said
    assert "The fastest tenth took about 44" in said
    assert "stated here" not in said
    slower = page(words, replace(SILENT, timeline=TimelineRemark(planned=60, usual=OWN)))
    assert "you plan 60." in slower
    assert "fastest" not in slower


def test_a_lift_is_held_against_what_lifts_usually_are(words: Words) -> None:
    said = page(words, replace(SILENT, lift=LIFT))
    assert "the target asks for 19.4 %, and lifts usually lie within ±4 %. Hardly one in a hundred exceeds 12 %" in said
    own = Prior(sd=0.1234, source=PriorSource.OWN_EXPERIMENTS, experiments=6)
    mild = LiftRemark(expected=0.05, of=Expected.SMALLEST_EFFECT, prior=own, limit=0.37)
    said = page(words, replace(SILENT, lift=mild))
    assert "the smallest effect worth having is 5 %" in said
    assert "±12 % by your own 6 finished experiments. That can be reached." in said
    said = page(words, replace(SILENT, lift=replace(mild, expected=0.2)))
    assert "±12 % by your own 6 finished experiments. That is more than most reach, and not out of reach." in said


def test_days_before_the_proof_are_named_with_the_day_of_the_proof(words: Words) -> None:
    said = page(words, replace(SILENT, days=(DAY,)))
    assert "Value expected by 1 Apr 2027" in said
    assert "The experiment, 72 days from the start to the last outcome, ends on 12 May 2027 at the earliest." in said
    deadline = replace(DAY, question=QuestionId("deadline"), is_shortest=True)
    said = page(words, replace(SILENT, days=(deadline,)))
    assert "Deadline 1 Apr 2027" in said
    assert "Even the shortest run, 72 days" in said


def test_returns_are_held_against_what_is_stated_or_ones_own(words: Words) -> None:
    said = page(words, replace(SILENT, returns=RETURNS))
    assert "value is expected 59 days after the kickoff" in said
    assert "usually takes 2 to 4 years; 6 % had one within a year" in said
    assert "Our own statement" not in said
    own = page(words, replace(SILENT, returns=ReturnsRemark(day=DAY.day, days=59, own=OWN)))
    assert "your own 5 launched projects took 50 to 70 days" in own


def test_a_budget_is_held_against_the_value_with_odds_months_and_seed(words: Words) -> None:
    said = page(words, replace(SILENT, money=BUDGET))
    assert "a budget of €120 k/yr against a value of €200 k/yr [€100 k to €300 k], claimed." in said
    assert "It is paid from 50 % of the target on." in said
    assert "In 84 % of the draws a year's value covers a year's budget." in said
    assert "7.4 months after the kickoff all that was spent is back [4.4 to never]; value begins on day 90." in said
    assert "100,000 draws, seed 7." in said


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"payback": replace(PAYBACK, months=12.6, soonest=9.96, latest=40.2)}, "13 months after"),
        ({"payback": replace(PAYBACK, months=12.6, soonest=9.96, latest=40.2)}, "[10 to 40]"),
        ({"payback": replace(PAYBACK, months=1.0)}, "1 month after"),
        ({"payback": replace(PAYBACK, months=None)}, "never comes back [4.4 months to never]."),
        ({"payback": replace(PAYBACK, months=None, soonest=None)}, "never comes back. "),
        ({"wait": None}, "say in how many days the first deployment is planned"),
        ({"payback": None}, "could not be computed this time"),
        ({"needed": 1.5}, "The whole target would not pay it: that takes 150 % of the target."),
        ({"needed": None}, "claimed. In 84 %"),
    ],
)
def test_what_a_budget_comes_to_is_said_as_it_is(words: Words, changed: dict[str, object], expected: str) -> None:
    assert expected in page(words, replace(SILENT, money=replace(BUDGET, **changed)))  # type: ignore[arg-type]  # fields by name


def test_what_is_certain_has_no_odds_and_no_seed(words: Words) -> None:
    certain = replace(PAYBACK, months=7.39, soonest=7.39, latest=7.39, covered=1.0, seed=None)
    said = page(words, replace(SILENT, money=replace(BUDGET, payback=certain)))
    assert "7.4 months after the kickoff all that was spent is back; value begins" in said
    assert "draws" not in said


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Unbudgeted.NO_BUDGET, "It takes the budget per year."),
        (Unbudgeted.NO_VALUE, "a budget of $120 k/yr, but no break-even yet. It takes what one unit"),
        (Unbudgeted.NO_CHANGE, "It takes a baseline, and a target or a logged value."),
        (Unbudgeted.STOPPED, "the project was stopped"),
        (Unbudgeted.OTHER_CURRENCY, "a budget of $120 k/yr (USD), and a value in EUR. Nothing is converted here"),
    ],
)
def test_what_is_missing_for_a_break_even_is_said(words: Words, why: Unbudgeted, expected: str) -> None:
    missing = NoBudgetRemark(why=why, budget=Money(amount=120_000, currency="USD"), currency="EUR")
    assert expected in page(words, replace(SILENT, money=missing))


def test_the_headline_counts_what_is_worth_another_look(words: Words) -> None:
    assert "5 things" not in headline_of(ALL, words).plain
    assert headline_of(ALL, words).plain.startswith("4 things are worth another look")
    assert headline_of(replace(SILENT, days=(DAY,)), words).plain.startswith("One thing is worth another look")
    assert headline_of(replace(SILENT, money=BUDGET), words).plain.startswith("As far as these answers go")
    assert headline_of(SILENT, words).plain.startswith("Is it realistic?")


def test_the_short_form_holds_the_doubts_and_the_money_and_no_sources(words: Words) -> None:
    said = "\n".join(line.plain for line in realism_lines(ALL, words))
    for each in ("• Deployment:", "• Lift:", "• Value expected by", "• Returns:", "• Money:", "• Break-even:"):
        assert each in said.replace("*", "")
    assert "stated here" not in said
    sound = replace(ALL, timeline=TimelineRemark(planned=60, usual=STATED), lift=replace(LIFT, expected=0.05))
    short = "\n".join(line.plain for line in realism_lines(replace(sound, days=(), returns=None), words))
    assert "Deployment" not in short
    assert "Lift" not in short


def test_it_stands_at_the_head_of_its_page_and_in_the_last_window(words: Words) -> None:
    view = dialog(replace(replies.LAST_PAGE, realism=ALL), words)
    assert [block.get("block_id") for block in view["blocks"][:3]] == ["realism", "realism_known", None]
    assert view["blocks"][0]["level"] == "warning"
    calm = dialog(replace(replies.LAST_PAGE, realism=SILENT), words)
    assert "Nothing here is required." in words_of(calm["blocks"])
    assert "● is needed" not in words_of(calm["blocks"])
    assert calm["blocks"][0]["level"] == "info"
    finished = dialog(replace(replies.FINISHED, realism=ALL), words)
    assert "4 things are worth another look" in words_of(finished["blocks"])


def test_a_budget_stands_beside_the_impact_of_one_project(words: Words) -> None:
    rendered = impact_summary(replace(IMPACT_ONE, budget=BUDGET), words, Degree.FULL)
    assert_message(rendered, most=40_000)
    assert "Break-even:" in rendered.text
    assert "Break-even:" not in impact_summary(replace(IMPACT_ALL, budget=BUDGET), words, Degree.FULL).text


def test_fields_that_move_the_remarks_tell_at_once_what_is_typed(words: Words) -> None:
    numbers = MOVES_REALISM - {"value_expected_by"}
    asked = tuple(
        Question(id=QuestionId(each), part=5, label=each, type=AnswerType.NUMBER, form=NumberForm.PLAIN, max_length=60)
        for each in sorted(numbers)
    )
    day = Question(id=QuestionId("value_expected_by"), part=5, label="By", type=AnswerType.DATE)
    view = dialog(replace(replies.LAST_PAGE, questions=(*asked, day, replies.WHY), values={}), words)
    assert_window(view)
    live = {block["block_id"] for block in view["blocks"] if block.get("dispatch_action")}
    assert live == MOVES_REALISM


@pytest.mark.parametrize("name", NASTY)
def test_the_name_of_a_source_formats_and_pings_nothing(words: Words, name: str) -> None:
    for line in budget_lines(BUDGET, words):
        assert_tame(line.mrkdwn)
    nasty = replace(TIMELINE, usual=replace(STATED, source=replace(SURVEY, name=name)))
    for text in mrkdwn_of(blocks(words, replace(ALL, timeline=nasty))):
        assert_tame(text)


@given(realism=realisms, degree=st.sampled_from(Degree))
@settings(max_examples=60, deadline=None)
def test_no_remarks_are_too_long_for_their_window(words: Words, realism: Realism, degree: Degree) -> None:
    for is_detailed in (False, True):
        page = replace(replies.LAST_PAGE, realism=realism, is_detailed=is_detailed)
        assert_window(dialog(page, words, degree))
        for text in mrkdwn_of(blocks(words, realism, degree, is_detailed=is_detailed)):
            assert not text.endswith("…"), "nothing is cut"
    assert_window(dialog(replace(replies.FINISHED, realism=realism), words, degree))


def brief(words: Words, realism: Realism) -> list[str]:
    (_, lines) = blocks(words, realism, is_detailed=False)
    return str(lines["text"]["text"]).splitlines()


def test_at_first_every_remark_is_one_line(words: Words) -> None:
    assert brief(words, ALL) == [
        "*Deployment:* 31 to 90 days are usual; you plan 14, which is unusually fast.",
        "*Lift:* the target asks for 19.4 %; usual is ±4 %, and hardly any exceeds 12 %.",
        "*Value by 1 Apr 2027:* before the proof, 12 May 2027 at the earliest.",
        "*Returns:* value after 59 days; usual are 2 to 4 years.",
        "*Money:* €120 k/yr against €200 k/yr [€100 k to €300 k], claimed; back after 7.4 months.",
    ]
    own = Realism(
        timeline=TimelineRemark(planned=None, usual=OWN),
        lift=replace(LIFT, of=Expected.SMALLEST_EFFECT, expected=0.05),
        days=(replace(DAY, question=QuestionId("deadline")),),
        returns=ReturnsRemark(day=DAY.day, days=59, own=OWN),
        money=replace(BUDGET, payback=replace(PAYBACK, months=None)),
    )
    assert brief(words, own) == [
        "*Deployment:* 50 to 70 days are usual here.",
        "*Lift:* the smallest effect is 5 %; usual is ±4 %.",
        "*Deadline 1 Apr 2027:* before the proof, 12 May 2027 at the earliest.",
        "*Returns:* value after 59 days; usual here are 50 to 70 days.",
        "*Money:* €120 k/yr against €200 k/yr [€100 k to €300 k], claimed; never back.",
    ]


@pytest.mark.parametrize("changed", [{"wait": None}, {"payback": None}])
def test_what_is_not_known_of_a_break_even_is_left_to_the_details(words: Words, changed: dict[str, Any]) -> None:
    assert brief(words, replace(SILENT, money=replace(BUDGET, **changed))) == [
        "*Money:* €120 k/yr against €200 k/yr [€100 k to €300 k], claimed."
    ]


@pytest.mark.parametrize("why", list(Unbudgeted))
def test_in_short_it_says_what_a_break_even_takes(words: Words, why: Unbudgeted) -> None:
    (line,) = brief(words, replace(SILENT, money=NoBudgetRemark(why=why)))
    assert line.startswith("*Money:* ")


def test_a_button_leads_to_the_details_and_back(words: Words) -> None:
    for is_detailed, value in ((False, "p1|more"), (True, "p1|less")):
        shown = blocks(words, ALL, is_detailed=is_detailed)
        assert buttons_of(shown)["realism.details"] == [value]
        window = dialog(replace(replies.LAST_PAGE, realism=ALL, is_detailed=is_detailed), words)
        assert json.loads(window["private_metadata"]).get("details", False) is is_detailed
    assert [each["block_id"] for each in blocks(words, SILENT)] == ["realism", "realism_money", "realism_ways"]


def test_a_sponsor_reads_the_days_and_the_break_even_and_no_more(words: Words) -> None:
    days, even = realism_brief(ALL, words)
    assert "you plan 14." in days.plain
    assert even.plain.startswith("*Break-even:* 7.4 months after the kickoff all that was spent is back")
    (missing,) = realism_brief(SILENT, words)
    assert "It takes the budget per year." in missing.plain
    _, undrawn = realism_brief(replace(ALL, money=replace(BUDGET, payback=None)), words)
    assert undrawn.plain == "How sure that is could not be computed this time."
