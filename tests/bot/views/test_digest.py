"""Digests and impact summaries, seen as a channel and its executives see them."""

import re
from dataclasses import replace

import pytest

from bot.domain.impact import Money
from bot.domain.message import Change
from bot.views.degree import Degree
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.samples import row
from tests.bot.views.seen import assert_message, kinds_of, words_of


def test_a_digest_begins_with_what_is_proven_measured_and_claimed(words: Words) -> None:
    rows = (row(1, impact=samples.PROVEN), row(2), row(3, impact=samples.CLAIMED))
    blocks = render(samples.digest_of(*rows), words).blocks
    assert blocks is not None
    assert blocks[1]["text"]["text"] == "*Proven €1.2 M/yr* · measured €80 k/yr · claimed €354 k/yr"


def test_currencies_stand_side_by_side_and_are_never_added(words: Words) -> None:
    text = render(samples.IMPACT_ALL, words).text
    assert "Proven €1.2 M/yr [€800 k to €1.7 M] + $300 k/yr* (floor €600 k/yr)" in text
    assert "1.5 M" not in text


def test_no_money_at_all_is_said_in_words(words: Words) -> None:
    rendered = render(samples.digest_of(replace(samples.NEW_ROW)), words)
    assert "Nothing proven, measured or claimed in money yet." in rendered.text


def test_a_digest_has_a_picture_and_a_row_for_every_project(words: Words) -> None:
    blocks = render(samples.DIGEST, words).blocks
    assert blocks is not None
    assert kinds_of(blocks).count("data_visualization") == 1
    (table,) = [block for block in blocks if block["type"] == "data_table"]
    assert [row[0]["text"].partition(" (")[0] for row in table["rows"][1:]] == [
        row.project.name for row in samples.DIGEST.rows
    ]
    assert len(table["rows"][0]) <= 6
    assert all(len(row) == len(table["rows"][0]) for row in table["rows"])


def test_every_figure_of_the_table_stands_in_the_text_too(words: Words) -> None:
    rendered = render(samples.DIGEST, words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    for cells in table["rows"][1:]:
        for cell in cells:
            for said in re.split(r" \(|\) ?|: | → ", cell.get("text", "—")):
                assert said == "—" or said.removesuffix("…") in rendered.text


def test_without_newer_blocks_a_digest_lists_its_projects(words: Words) -> None:
    blocks = render(samples.DIGEST, words, Degree.CLASSIC).blocks
    read = words_of(blocks)
    assert {"data_table", "data_visualization"}.isdisjoint(kinds_of(blocks))
    for each in samples.DIGEST.rows:
        assert each.project.name in read


def test_a_digest_tells_changes_once_and_what_is_stuck_with_whom(words: Words) -> None:
    text = render(samples.DIGEST, words).text
    assert "*Churn model*: new value logged (2 times) by <@U0PRIYA>" in text
    assert "*Churn model*, <@U0MEI>: no experiment planned, due since Friday 20 November; 1 blocker" in text
    assert "*Route planner*, " not in text


def test_a_plan_that_waits_for_its_acceptance_is_stuck_as_that(words: Words) -> None:
    waiting = replace(samples.DIGEST.rows[0], owed=(replace(samples.owed(), is_ready=True),), blockers=0)
    text = render(samples.digest_of(waiting), words).text
    assert "<@U0MEI>: the plan waits for its acceptance, due since Friday 20 November" in text
    assert "no experiment planned" not in text
    listed = words_of(render(samples.digest_of(waiting), words).blocks)
    assert "the plan waits for its acceptance by" in listed


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


def test_a_first_digest_is_new_since_nothing(words: Words) -> None:
    first = render(replace(samples.DIGEST, is_first=True), words).text.splitlines()
    assert "*New*" in first
    assert "*New since the last digest*" in render(samples.DIGEST, words).text.splitlines()
    assert "Nothing new yet." in render(replace(samples.QUIET_DIGEST, is_first=True), words).text.splitlines()


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
    assert "1 project that you cannot read here is left out." in rendered.text


def test_an_empty_channel_is_told_how_to_start(words: Words) -> None:
    for degree in Degree:
        assert "/plumb kickoff" in render(samples.EMPTY_DIGEST, words, degree).text
    nothing = replace(samples.IMPACT_ALL, rows=(), hidden=0)
    assert "/plumb kickoff" in render(nothing, words).text


@pytest.mark.parametrize("count", [21, 80, 300])
@pytest.mark.parametrize("degree", Degree)
def test_many_projects_are_folded_with_a_count_and_never_refused(words: Words, count: int, degree: Degree) -> None:
    rows = tuple(row(number) for number in range(count))
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


def test_projects_that_the_reader_may_not_see_are_counted_and_never_named(words: Words) -> None:
    assert "3 projects that you cannot read here are left out." in render(samples.IMPACT_ALL, words).text


def test_a_row_without_any_figure_claims_nothing(words: Words) -> None:
    rendered = render(samples.digest_of(samples.NEW_ROW, samples.CHURN_ROW), words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    assert [cell["text"] for cell in table["rows"][1][1:4]] == ["—", "—", "—"]
    assert table["rows"][1][4] == {"type": "raw_text", "text": "—"}


def test_the_table_shows_the_metric_from_baseline_to_now_with_its_target(words: Words) -> None:
    half = replace(samples.SUPPORT_ROW, kpi=replace(samples.SUPPORT_KPI, baseline=None, observations=(), target=None))
    rendered = render(samples.digest_of(samples.CHURN_ROW, samples.FRAUD_ROW, half), words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    assert [cells[1]["text"] for cells in table["rows"][1:]] == [
        "Monthly churn of paying custo…: 3.1 % → 2.9 % (2.5 %)",
        "Losses to card fraud: €1,254,000 → €1,240,000 (€900,000)",
        "Tickets that need a second ag…: no baseline → no value (no target)",
    ]
    counted = render(samples.digest_of(samples.SUPPORT_ROW, samples.FRAUD_ROW), words)
    (table,) = [block for block in counted.blocks or [] if block["type"] == "data_table"]
    assert table["rows"][1][1]["text"].endswith(": 1,250 → 1,281 (900) tickets per week")


def test_a_long_name_leaves_room_for_the_stage_in_its_cell(words: Words) -> None:
    long = replace(samples.CHURN_ROW, project=replace(samples.CHURN, name="A project with a long name " * 4))
    rendered = render(samples.digest_of(long, samples.FRAUD_ROW), words)
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    assert table["rows"][1][0]["text"].endswith("… (Kickoff, 1 blocker)")


def test_the_headline_says_plainly_what_there_is_none_of(words: Words) -> None:
    text = render(samples.digest_of(row(1)), words).text
    assert "*Proven nothing yet* · measured €80 k/yr · no further claims" in text


def test_a_figure_beyond_all_numbers_breaks_no_table(words: Words) -> None:
    endless = replace(samples.MEASURED, annual=Money(amount=float("inf"), currency="EUR"))
    body = samples.digest_of(replace(samples.CHURN_ROW, impact=endless), samples.FRAUD_ROW)
    assert_message(render(body, words), most=12_000)
