"""What each message offers and says, seen as its reader sees it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId
from bot.domain.impact import Grade, Impact, Money, Unpriced, sum_up
from bot.domain.message import Change, DigestRow, Parked
from bot.domain.policy import ObligationKind, Rung
from bot.views import nag as nags
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.seen import assert_message, buttons_of, kinds_of, mentions_of, options_of, words_of


def test_a_checklist_has_a_button_for_each_required_open_answer(words: Words) -> None:
    pressed = buttons_of(render(samples.FRESH_CHECKLIST, words).blocks)
    assert pressed["kickoff.answer"] == ["p1|metric_name", "p1|metric_unit", "p1|baseline", "p1|design"]


def test_a_checklist_folds_optional_questions_by_part(words: Words) -> None:
    rendered = render(samples.FRESH_CHECKLIST, words)
    assert buttons_of(rendered.blocks)["kickoff.open"] == ["p1|1", "p1|2", "p1"]
    assert "Part 1: 2 optional questions" in rendered.text
    assert "Part 2: 1 optional question" in rendered.text.splitlines()


def test_a_checklist_ticks_what_is_done_and_teaches_about_what_does_not_hold(words: Words) -> None:
    rendered = render(samples.HALF_CHECKLIST, words)
    read = words_of(rendered.blocks)
    assert "✓ Category · ✓ Unit" in read
    assert "✓ Business metric" not in read
    assert "“F1 score” tells how good the model is" in read
    assert "p1|metric_name" in buttons_of(rendered.blocks)["kickoff.answer"]


def test_a_complete_checklist_says_so_and_who_still_owes(words: Words) -> None:
    own = render(samples.COMPLETE_CHECKLIST, words)
    assert "Your part is complete" in own.text
    assert "2 required answers are still with others" in own.text
    assert "kickoff.answer" not in buttons_of(own.blocks)
    everything = render(replace(samples.COMPLETE_CHECKLIST, answered=13), words)
    assert "All required answers of the project are there." in everything.text


def test_somebody_of_whom_nothing_is_required_is_not_thanked_for_it(words: Words) -> None:
    optional = tuple(replace(each, required=False, done=False) for each in samples.FRESH_CHECKLIST.items)
    text = render(replace(samples.FRESH_CHECKLIST, items=optional), words).text
    assert "Nothing here is required of you." in text
    assert "complete" not in text


def test_a_long_checklist_is_folded_with_a_count(words: Words) -> None:
    items = tuple(samples.item(f"question_{number}", f"Question {number}") for number in range(120))
    rendered = render(replace(samples.FRESH_CHECKLIST, items=items), words)
    assert_message(rendered)
    shown = len(buttons_of(rendered.blocks)["kickoff.answer"])
    assert f"and {120 - shown} more" in words_of(rendered.blocks)


def test_a_card_shows_the_metric_on_its_way_to_the_target(words: Words) -> None:
    text = render(samples.CARD, words).text
    assert "3.1 % → 2.9 % · target 2.5 % by 30 Jun 2027" in text
    assert "On 2 Nov 2026: -0.2 pp since the baseline, 33 % of the way to the target" in text


@pytest.mark.parametrize(
    ("latest", "expected"), [(0.024, "target reached"), (0.035, "away from the target"), (0.028, "50 % of the way")]
)
def test_a_card_says_where_the_metric_is_heading(words: Words, latest: float, expected: str) -> None:
    kpi = replace(samples.CHURN_KPI, observations=samples.observed(latest))
    assert expected in render(replace(samples.CARD, kpi=kpi), words).text


def test_a_value_without_a_baseline_is_shown_as_what_it_is(words: Words) -> None:
    kpi = replace(samples.CHURN_KPI, baseline=None)
    assert "2.9 % on 2 Nov 2026; without a baseline" in render(replace(samples.CARD, kpi=kpi), words).text


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
def test_every_grade_says_what_stands_behind_it(words: Words, grade: Grade) -> None:
    impact = Impact(grade=grade, change=1.0, annual=Money(amount=1.0, currency="EUR"), missing=None)
    texts = {render(replace(samples.CARD, impact=each), words).text for each in (impact, samples.UNKNOWN)}
    assert len(texts) == 2


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
        assert nags.act_button(kind, "p1", words)["value"] == "p1"


def test_an_accepted_plan_is_told_with_its_rule_and_who_accepted_it(words: Words) -> None:
    rendered = render(samples.ACCEPTED, words)
    for part in ("A/B test", "Launch if churn falls", "<@U0MEI>", "3f2a9c41"):
        assert part in rendered.text
    assert buttons_of(rendered.blocks) == {}


def test_a_design_that_has_no_label_is_called_by_its_name(words: Words) -> None:
    odd = replace(samples.ACCEPTED, plan=replace(samples.PLAN, design="bandit"))
    assert "bandit on “Churn within 30 days”" in render(odd, words).text


def test_a_parked_message_says_what_helps(words: Words) -> None:
    assert "Unarchive it" in render(samples.PARKED, words).text
    unknown = Parked(channel=ChannelId("C0CHURN"), reason="some_new_reason", project=None)
    assert "some_new_reason" in render(unknown, words).text.replace("ˍ", "_")


def _row(number: int, **changes: object) -> DigestRow:
    project = replace(samples.CHURN, id=ProjectId(f"p{number}"), key=f"k{number}", name=f"Project {number}")
    return replace(samples.CHURN_ROW, project=project, **changes)  # type: ignore[arg-type]  # the names of its fields


def test_a_digest_begins_with_what_is_proven_measured_and_claimed(words: Words) -> None:
    rows = (_row(1, impact=samples.PROVEN), _row(2), _row(3, impact=samples.CLAIMED))
    blocks = render(samples.digest_of(*rows), words).blocks
    assert blocks is not None
    assert blocks[1]["text"]["text"] == "*Proven €1.2 M/yr* · measured €80 k/yr · claimed €354 k/yr"


def test_currencies_stand_side_by_side_and_are_never_added(words: Words) -> None:
    text = render(samples.IMPACT_ALL, words).text
    assert "Proven €1.2 M/yr + $300 k/yr" in text
    assert "1.5 M" not in text


def test_no_money_at_all_is_said_in_words(words: Words) -> None:
    rendered = render(samples.digest_of(replace(samples.NEW_ROW)), words)
    assert "Nothing proven, measured or claimed in money yet." in rendered.text


def test_a_digest_has_a_picture_and_a_row_for_every_project(words: Words) -> None:
    blocks = render(samples.DIGEST, words).blocks
    assert blocks is not None
    assert kinds_of(blocks).count("data_visualization") == 1
    (table,) = [block for block in blocks if block["type"] == "data_table"]
    assert [row[0]["text"] for row in table["rows"][1:]] == [row.project.name for row in samples.DIGEST.rows]
    assert all(len(row) == len(table["rows"][0]) for row in table["rows"])


def test_every_figure_of_the_table_stands_in_the_text_too(words: Words) -> None:
    rendered = render(samples.DIGEST, words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    for row in table["rows"][1:]:
        for cell in row:
            assert cell.get("text", "—") == "—" or cell["text"] in rendered.text


def test_without_newer_blocks_a_digest_lists_its_projects(words: Words) -> None:
    blocks = render(samples.DIGEST, words, Degree.CLASSIC).blocks
    read = words_of(blocks)
    assert {"data_table", "data_visualization"}.isdisjoint(kinds_of(blocks))
    for row in samples.DIGEST.rows:
        assert row.project.name in read


def test_a_digest_tells_changes_once_and_what_is_stuck_with_whom(words: Words) -> None:
    text = render(samples.DIGEST, words).text
    assert "*Churn model*: new value logged (2 times) by <@U0PRIYA>" in text
    assert "*Churn model*, <@U0MEI>: no experiment planned, due since Friday 20 November; 1 blocker" in text
    assert "*Route planner*, " not in text


def test_a_change_without_a_person_is_told_without_one(words: Words) -> None:
    alone = (Change(project=samples.FRAUD, act="plan.accepted", by=None, at=samples.NOW),)
    text = render(samples.digest_of(samples.FRAUD_ROW, changes=alone), words).text
    assert "*Fraud scoring*: experiment plan accepted" in text.splitlines()[-1]


def test_a_digest_with_nothing_new_says_so_in_one_line(words: Words) -> None:
    rendered = render(samples.QUIET_DIGEST, words)
    assert "Nothing new since the last digest." in rendered.text.splitlines()
    assert "data_table" not in kinds_of(rendered.blocks)
    assert "Stuck" in rendered.text
    calm = render(samples.digest_of(samples.FRAUD_ROW, changes=()), words)
    assert kinds_of(calm.blocks) == ["header", "section", "section"]


def test_what_is_stuck_without_blockers_is_told_without_them(words: Words) -> None:
    text = render(samples.digest_of(replace(samples.CHURN_ROW, blockers=0)), words).text
    assert text.endswith("<@U0MEI>: no experiment planned, due since Friday 20 November")


def test_a_preview_shows_the_whole_digest_even_when_nothing_is_new(words: Words) -> None:
    rendered = render(replace(samples.QUIET_DIGEST, preview=True), words)
    assert "data_table" in kinds_of(rendered.blocks)
    assert "A preview." in rendered.text


def test_a_late_digest_is_labelled_and_counts_what_was_skipped(words: Words) -> None:
    rendered = render(samples.LATE_DIGEST, words)
    assert "Late: this was due <!date^1794816000^{date_short_pretty} {time}|16 Nov 2026 08:00 UTC>." in rendered.text
    assert "2 earlier digests were skipped." in rendered.text
    assert "1 project of private channels is left out." in rendered.text


def test_an_empty_channel_is_told_how_to_start(words: Words) -> None:
    for degree in Degree:
        assert "/plumb kickoff" in render(samples.EMPTY_DIGEST, words, degree).text
    nothing = replace(samples.IMPACT_ALL, rows=(), hidden=0)
    assert "/plumb kickoff" in render(nothing, words).text


def _chart(words: Words, *rows: DigestRow) -> dict[str, object] | None:
    blocks = render(samples.digest_of(*rows), words).blocks or []
    return next((block for block in blocks if block["type"] == "data_visualization"), None)


def test_projects_of_one_unit_are_drawn_as_levels(words: Words) -> None:
    chart = _chart(words, _row(1), _row(2))
    assert chart is not None
    body = chart["chart"]
    assert [series["name"] for series in body["series"]] == ["Baseline", "Now", "Target"]  # type: ignore[index]  # Slack's own shape
    assert [point["value"] for point in body["series"][1]["data"]] == [2.9, 2.9]  # type: ignore[index]  # the same


def test_projects_of_different_units_are_drawn_as_their_way_to_the_target(words: Words) -> None:
    chart = _chart(words, samples.CHURN_ROW, samples.SUPPORT_ROW)
    assert chart is not None
    values = [point["value"] for point in chart["chart"]["series"][0]["data"]]  # type: ignore[index]  # Slack's own shape
    assert values == [33.3, -8.9]


def test_a_way_far_beyond_the_target_does_not_dwarf_the_others_and_is_named(words: Words) -> None:
    far = _row(9, kpi=replace(samples.FRAUD_KPI, observations=samples.observed(-2_286_000)))
    blocks = render(samples.digest_of(samples.CHURN_ROW, far), words).blocks
    assert "Beyond the picture: Project 9 1,000 %." in words_of(blocks)
    chart = _chart(words, samples.CHURN_ROW, far)
    assert chart is not None
    assert chart["chart"]["series"][0]["data"][1]["value"] == 200  # type: ignore[index]  # Slack's own shape


def test_projects_that_cannot_be_drawn_are_counted(words: Words) -> None:
    blocks = render(samples.digest_of(samples.CHURN_ROW, samples.SUPPORT_ROW, samples.NEW_ROW), words).blocks
    assert "1 project is not in the picture" in words_of(blocks)


def test_nothing_drawable_makes_no_picture(words: Words) -> None:
    assert _chart(words, samples.NEW_ROW) is None
    assert _chart(words, samples.NEW_ROW, replace(samples.NEW_ROW)) is None
    flat = replace(samples.CHURN_KPI, target=0.031)
    other = replace(samples.SUPPORT_KPI, target=1250)
    assert _chart(words, _row(1, kpi=flat), _row(2, kpi=other)) is None


def test_one_project_is_drawn_over_time_between_baseline_and_target(words: Words) -> None:
    chart = _chart(words, samples.CHURN_ROW)
    assert chart is not None
    body = chart["chart"]
    assert body["type"] == "line"  # type: ignore[index]  # Slack's own shape
    assert body["axis_config"]["categories"] == ["5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov"]  # type: ignore[index]
    assert [series["name"] for series in body["series"]] == ["Now", "Baseline", "Target"]  # type: ignore[index]


def test_one_project_without_baseline_and_target_is_drawn_by_its_values_alone(words: Words) -> None:
    kpi = replace(samples.CHURN_KPI, baseline=None, target=None, name="")
    chart = _chart(words, _row(1, kpi=kpi))
    assert chart is not None
    assert [series["name"] for series in chart["chart"]["series"]] == ["Now"]  # type: ignore[index]  # Slack's own shape


def test_days_of_different_years_stay_apart_on_the_axis(words: Words) -> None:
    yearly = (*samples.observed(1.0, first=date(2025, 10, 5)), *samples.observed(2.0, first=date(2026, 10, 5)))
    chart = _chart(words, _row(1, kpi=replace(samples.CHURN_KPI, observations=yearly)))
    assert chart is not None
    assert chart["chart"]["axis_config"]["categories"] == ["5 Oct 2025", "5 Oct 2026"]  # type: ignore[index]  # Slack's own shape


def test_one_project_with_a_single_value_is_drawn_as_bars(words: Words) -> None:
    chart = _chart(words, samples.FRAUD_ROW)
    assert chart is not None
    assert chart["chart"]["type"] == "bar"  # type: ignore[index]  # Slack's own shape
    assert chart["chart"]["axis_config"]["categories"] == ["Baseline", "Now", "Target"]  # type: ignore[index]


@pytest.mark.parametrize("count", [21, 80, 300])
@pytest.mark.parametrize("degree", Degree)
def test_many_projects_are_folded_with_a_count_and_never_refused(words: Words, count: int, degree: Degree) -> None:
    rows = tuple(_row(number) for number in range(count))
    body = samples.digest_of(*rows, changes=tuple(replace(samples.CHANGES[0], project=row.project) for row in rows))
    rendered = render(body, words, degree)
    assert_message(rendered, most=12_000)
    if count == 300:
        assert "not shown here" in rendered.text
        assert rendered.blocks is None or "not shown here" in words_of(rendered.blocks)


def test_the_impact_of_one_project_explains_its_figure(words: Words) -> None:
    rendered = render(samples.IMPACT_ONE, words)
    assert rendered.text.startswith("What Churn model is worth · 23 Nov 2026")
    assert "it may have other causes" in rendered.text
    assert "three are never added" in rendered.text


def test_projects_of_private_channels_are_counted_and_never_named(words: Words) -> None:
    assert "3 projects of private channels are left out." in render(samples.IMPACT_ALL, words).text


def test_a_row_without_any_figure_claims_nothing(words: Words) -> None:
    rendered = render(samples.digest_of(samples.NEW_ROW, samples.CHURN_ROW), words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    assert table["rows"][1][7]["text"] == "—"
    assert table["rows"][1][8] == {"type": "raw_text", "text": "—"}


def test_a_figure_beyond_all_numbers_breaks_no_table(words: Words) -> None:
    endless = replace(samples.MEASURED, annual=Money(amount=float("inf"), currency="EUR"))
    body = samples.digest_of(replace(samples.CHURN_ROW, impact=endless), samples.FRAUD_ROW)
    assert_message(render(body, words), most=12_000)


def test_unpriced_figures_in_other_units_do_not_speak_of_points(words: Words) -> None:
    card = replace(samples.CARD, kpi=samples.SUPPORT_KPI, impact=replace(samples.UNPRICED, missing=Unpriced.NO_VALUE))
    assert "percentage point" not in render(card, words).text


def test_an_id_that_cannot_be_slacks_is_shown_and_mentions_nobody(words: Words) -> None:
    odd = replace(samples.CARD, owner=UserId("<!channel>"), owed=())
    rendered = render(odd, words)
    assert "owner &lt;!channel&gt;" in rendered.text
    assert mentions_of(rendered.blocks) == {"U0PRIYA"}


def test_sums_add_up_only_what_is_of_one_kind() -> None:
    assert samples.DIGEST.sums == sum_up([samples.MEASURED, samples.CLAIMED, samples.UNPRICED, samples.UNKNOWN])


def test_a_question_id_travels_in_the_button_as_it_is(words: Words) -> None:
    item = replace(samples.FRESH_CHECKLIST.items[0], question=QuestionId("readiness.reliability.fallback"))
    body = replace(samples.FRESH_CHECKLIST, items=(item,))
    assert buttons_of(render(body, words).blocks)["kickoff.answer"] == ["p1|readiness.reliability.fallback"]
