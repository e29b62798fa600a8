"""A project's card, seen as its channel sees it."""

from dataclasses import replace

import pytest

from bot.domain.ids import UserId
from bot.domain.impact import Grade, Impact, Money, Unpriced
from bot.domain.message import ProjectCard
from bot.domain.policy import ObligationKind
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples, trials
from tests.bot.views.seen import buttons_of, mentions_of, words_of


def test_a_card_shows_the_metric_on_its_way_to_the_target(words: Words) -> None:
    text = render(samples.CARD, words).text
    assert "3.1 % → 2.9 % · target 2.5 % by 30 Jun 2027" in text
    assert "On 2 Nov 2026: \u22120.2 pp since the baseline, 33 % of the way to the target" in text


@pytest.mark.parametrize(
    ("latest", "expected"), [(0.024, "target reached"), (0.035, "away from the target"), (0.028, "50 % of the way")]
)
def test_a_card_says_where_the_metric_is_heading(words: Words, latest: float, expected: str) -> None:
    kpi = replace(samples.CHURN_KPI, observations=samples.observed(latest))
    assert expected in render(replace(samples.CARD, kpi=kpi), words).text


def test_a_value_without_a_baseline_is_shown_as_what_it_is(words: Words) -> None:
    kpi = replace(samples.CHURN_KPI, baseline=None)
    assert "2.9 % on 2 Nov 2026; without a baseline" in render(replace(samples.CARD, kpi=kpi), words).text


@pytest.mark.parametrize(
    ("card", "accented"),
    [
        (samples.CARD, "kickoff.open"),
        (replace(samples.CARD, plan_is_ready=True), "plan.open"),
        (samples.PLANNED_CARD, "experiment.start"),
        (replace(samples.PLANNED_CARD, plan_has_changed=True), "plan.open"),
        (replace(samples.PLANNED_CARD, run=trials.RUNNING), "experiment.result"),
        (replace(samples.PLANNED_CARD, run=trials.RUNS["read"]), "experiment.decide"),
    ],
)
def test_one_button_of_a_card_stands_out_the_next_step(words: Words, card: ProjectCard, accented: str) -> None:
    (row,) = [block for block in render(card, words).blocks or [] if block["type"] == "actions"]
    assert [each["action_id"].split(":")[0] for each in row["elements"] if each.get("style")] == [accented]


def test_a_card_offers_the_plan_until_there_is_one(words: Words) -> None:
    without, planned = (buttons_of(render(each, words).blocks) for each in (samples.CARD, samples.PLANNED_CARD))
    assert without["plan.open"] == ["p1"]
    assert "plan.open" not in planned
    assert planned["kickoff.open"] == ["p1"]


def test_a_card_names_the_missing_experiment_once_with_its_debtor(words: Words) -> None:
    text = render(samples.CARD, words).text
    assert "*Plan:* no experiment planned, due since Friday 20 November, <@U0MEI>" in text
    assert "*Plan:* no experiment planned." in render(replace(samples.CARD, owed=()), words).text


def test_a_card_shows_the_plan_its_rule_and_its_seal(words: Words) -> None:
    text = render(samples.PLANNED_CARD, words).text
    for part in ("A/B test on “Churn within 30 days”", "7 Dec 2026", "Launch if churn falls", "3f2a9c41", "<@U0MEI>"):
        assert part in text


def test_each_finding_on_a_card_has_its_mend(words: Words) -> None:
    pressed = buttons_of(render(samples.FRESH_CARD, words).blocks)
    assert pressed["kickoff.answer"] == ["p1|baseline", "p1|target", "p1|deadline", "p1|design"]


def test_more_findings_than_a_card_holds_are_counted(words: Words) -> None:
    rendered = render(replace(samples.CARD, findings=(samples.NO_BASELINE,) * 11), words)
    assert "and 3 more" in words_of(rendered.blocks)


def test_a_rule_without_words_of_its_own_still_speaks(words: Words) -> None:
    strange = samples.finding("rule-of-tomorrow", "baseline", "soon")
    text = render(replace(samples.CARD, findings=(strange,)), words).text
    assert "rule-of-tomorrow" in text
    assert "“soon”" in text


@pytest.mark.parametrize(
    ("impact", "expected"),
    [
        (samples.PROVEN, "*€1.2 M/yr* proven"),
        (samples.MEASURED, "*€80 k/yr* measured"),
        (samples.CLAIMED, "*€354 k/yr* claimed"),
        (samples.UNPRICED, "nobody has said yet what one unit (one percentage point) is worth"),
        (samples.UNKNOWN, "it takes a baseline"),
    ],
)
def test_a_figure_in_money_says_how_well_it_is_known_or_what_is_missing(
    words: Words, impact: Impact, expected: str
) -> None:
    assert expected in render(replace(samples.CARD, impact=impact), words).text


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_counts_in_the_sum_that_it_belongs_to(words: Words, grade: Grade) -> None:
    impact = Impact(grade=grade, change=1.0, annual=Money(amount=1.0, currency="EUR"), missing=None)
    text = render(replace(samples.CARD, impact=impact), words).text
    assert f"*€1/yr* {impact.standing.value}\n" in text


def test_unpriced_figures_in_other_units_do_not_speak_of_points(words: Words) -> None:
    card = replace(samples.CARD, kpi=samples.SUPPORT_KPI, impact=replace(samples.UNPRICED, missing=Unpriced.NO_VALUE))
    assert "percentage point" not in render(card, words).text


def test_an_id_that_cannot_be_slacks_is_shown_and_mentions_nobody(words: Words) -> None:
    odd = replace(samples.CARD, owner=UserId("<!channel>"), owed=())
    rendered = render(odd, words)
    assert "owner &lt;!channel&gt;" in rendered.text
    assert mentions_of(rendered.blocks) == {"U0PRIYA"}


def test_a_plan_that_waits_to_be_accepted_is_named_as_ready_and_not_as_missing(words: Words) -> None:
    unsigned = replace(samples.owed(), what=ObligationKind.NOT_SIGNED)
    rendered = render(replace(samples.CARD, plan_is_ready=True, findings=(), owed=(samples.owed(), unsigned)), words)
    assert "*Plan:* ready. <@U0MEI> accepts it" in rendered.text
    assert "charter not signed, due since Friday 20 November" in rendered.text
    assert "no experiment planned" not in rendered.text
    assert buttons_of(rendered.blocks)["plan.open"] == ["p1"]
    assert "Review the plan" in words_of(rendered.blocks)


def test_a_plan_whose_answers_changed_says_which_one_counts(words: Words) -> None:
    rendered = render(replace(samples.PLANNED_CARD, plan_has_changed=True), words)
    assert "the sealed plan counts until the owner accepts the new one" in rendered.text
    assert "Review the plan" in words_of(rendered.blocks)
    assert "plan.open" not in buttons_of(render(samples.PLANNED_CARD, words).blocks)


def test_the_card_shows_the_readiness_in_one_line_by_its_weakest_heading(words: Words) -> None:
    shown = render(replace(samples.CARD, readiness=samples.READINESS), words).text
    assert "*Readiness:* 1.5 of 3 (Adaptability), 3 items open, 2 without evidence." in shown
    assert "Readiness" not in render(samples.CARD, words).text
    met = replace(samples.READINESS, open=0, claimed=0)
    assert "(Adaptability).\n" in render(replace(samples.CARD, readiness=met), words).text
    assert "*Readiness:* nothing applies." in render(samples.MESSAGES["card to which nothing applies"], words).text
