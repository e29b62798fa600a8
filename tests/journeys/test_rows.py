"""Answers in rows: added, edited and removed in windows of their own, saved at once, and nothing beside them lost."""

import asyncio
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Person, View
from tests.databases import LONG_KINDS
from tests.journeys.evidence import forged
from tests.journeys.journey import Journey, elements

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)

MARGIN = {"name": "Margin per customer", "better": "up", "margin": "1%", "today": "12.40", "spread": "3.10"}
SAID = "Margin per customer · at most 1 % lower = 0.01 · today 12.4 ± 3.1"
TICKETS = {"name": "Tickets", "better": "down", "margin": "10%"}


async def page_2(journey: Journey, person: Person) -> View:
    await journey.kickoff(members=(journey.cast.mei,))
    return await journey.opens_part(person, 2)


def shown(person: Person) -> str:
    assert person.modal is not None
    return person.modal.text()


def answers_of(journey: Journey, question: str) -> list[Any]:
    return [entry for entry in journey.audit("charter.answered") if entry.subject == question]


@both
async def test_a_row_is_saved_at_once_and_the_page_keeps_what_is_typed_beside_it(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await ana.fill({"success_statement": "Churn falls to 2.8 % by 30 June against the holdout."})
    assert "None yet" in shown(ana)
    added = await journey.adds(ana, "guardrails", MARGIN)
    assert added.accepted, added.errors
    assert len(answers_of(journey, "guardrails")) == 1
    assert SAID in shown(ana)
    assert ana.modal is not None
    assert ana.modal.values()["success_statement"].startswith("Churn falls")
    assert answers_of(journey, "success_statement") == [], "what is typed beside a row is not saved by it"
    saved = await journey.submits(ana, {})
    assert saved.accepted
    assert len(answers_of(journey, "success_statement")) == 1
    assert len(answers_of(journey, "guardrails")) == 1


@both
async def test_a_row_is_edited_and_removed(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.adds(ana, "guardrails", MARGIN)
    await journey.adds(ana, "guardrails", TICKETS)
    await journey.changes(ana, "guardrails", "Margin")
    assert ana.modal is not None
    assert ana.modal.values()["margin"] == "1%"
    assert (await journey.submits(ana, {"margin": "2%", "today": None, "spread": None})).accepted
    assert "Margin per customer · at most 2 % lower = 0.02" in shown(ana)
    await journey.changes(ana, "guardrails", "Margin", "remove")
    assert "Margin" not in shown(ana).partition("Guardrails")[2].partition("Example")[0]
    assert "Tickets · at most 10 % higher = 0.1" in shown(ana)
    await journey.changes(ana, "guardrails", "Tickets", "remove")
    assert answers_of(journey, "guardrails")[-1].after is None, "without a row the question is open again"


async def test_what_cannot_be_read_is_told_at_its_field_and_saves_nothing(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.adds(ana, "guardrails", MARGIN)
    refused = await journey.adds(ana, "guardrails", {"name": " margin PER  customer ", "better": "down"})
    assert set(refused.errors) == {"name"}
    assert "stands there already" in refused.errors["name"]
    refused = await journey.submits(ana, {"name": "Tickets", "margin": "10", "today": "many"})
    assert set(refused.errors) == {"margin", "today"}
    assert "10%" in refused.errors["margin"]
    assert ana.modal is not None
    assert ana.modal.values()["name"] == "Tickets"
    assert len(answers_of(journey, "guardrails")) == 1
    assert (await journey.submits(ana, {"margin": "10%", "today": None})).accepted
    assert len(answers_of(journey, "guardrails")) == 2


@both
async def test_a_single_question_lists_its_rows_and_saves_them_alike(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.types(cast.sam, "/plumb answer guardrails", cast.churn)
    assert cast.sam.modal is not None
    assert cast.sam.modal.submit is None, "there is nothing to submit: each row is saved by itself"
    assert (await journey.adds(cast.sam, "guardrails", MARGIN)).accepted
    assert SAID in shown(cast.sam)
    await journey.changes(cast.sam, "guardrails", "Margin", "remove")
    assert "None yet" in shown(cast.sam)
    checklist = journey.checklist(cast.ana)
    await journey.presses(cast.ana, checklist, "kickoff.answer", ending(checklist.blocks, "|model_metrics"))
    assert (await journey.adds(cast.ana, "model_metrics", {"name": "AUC", "today": "0.74", "target": "0.80"})).accepted
    assert "AUC · Today: 0.74 · Wanted: 0.8" in shown(cast.ana)
    assert "2 of 15" in journey.checklist(cast.ana).rendered(), "one row is an answer, beside the sponsor"


def ending(blocks: Any, end: str) -> str:
    return next(str(each["value"]) for each in elements(blocks) if str(each.get("value", "")).endswith(end))


# --- two people ---------------------------------------------------------------------------------------


async def both_have_page_2(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.answers(cast.ana, {"guardrails": [MARGIN]})
    for person in (cast.ana, cast.mei):
        await journey.opens_part(person, 2)


@both
async def test_rows_that_two_people_add_are_both_there(journey: Journey, cast: Cast) -> None:
    await both_have_page_2(journey, cast)
    for person in (cast.ana, cast.mei):
        await journey.changes(person, "guardrails")
    await cast.ana.fill(TICKETS)
    await cast.mei.fill({"name": "Complaints", "better": "down"})
    saves = await asyncio.gather(cast.ana.submit(), cast.mei.submit())
    await journey.quiet()
    assert [save.accepted for save in saves] == [True, True]
    window = await journey.opens_part(cast.ana, 2)
    assert all(name in window.text() for name in ("Margin per customer", "Tickets", "Complaints"))


@both
async def test_a_cell_that_both_changed_is_shown_and_the_second_submit_decides(journey: Journey, cast: Cast) -> None:
    await both_have_page_2(journey, cast)
    for person in (cast.ana, cast.mei):
        await journey.changes(person, "guardrails", "Margin")
    assert (await journey.submits(cast.ana, {"margin": "2%", "today": "13"})).accepted
    asked = await journey.submits(cast.mei, {"margin": "3%", "spread": "4"})
    assert not asked.closed
    told = shown(cast.mei)
    assert "Ana Ruiz" in told
    assert "“At most so much worse” as “2%”" in told
    assert "“Today” as" not in told, "only the cell that both changed is asked about"
    assert (await journey.submits(cast.mei, {})).accepted
    said = "Margin per customer · at most 3 % lower = 0.03 · today 13 ± 4"
    assert said in shown(cast.mei), "what only the other one changed is kept"


async def test_a_row_that_was_removed_while_somebody_edited_it_is_asked_about(journey: Journey, cast: Cast) -> None:
    await both_have_page_2(journey, cast)
    await journey.changes(cast.mei, "guardrails", "Margin")
    await journey.changes(cast.ana, "guardrails", "Margin", "remove")
    await journey.submits(cast.mei, {"margin": "3%"})
    assert "Ana Ruiz removed this row while you were editing" in shown(cast.mei)
    assert (await journey.submits(cast.mei, {})).accepted
    assert "at most 3 % lower" in shown(cast.mei)


async def test_a_row_that_somebody_edited_is_not_removed_unseen(journey: Journey, cast: Cast) -> None:
    await both_have_page_2(journey, cast)
    await journey.changes(cast.ana, "guardrails", "Margin")
    assert (await journey.submits(cast.ana, {"margin": "2%"})).accepted
    await journey.changes(cast.mei, "guardrails", "Margin", "remove")
    assert "Ana Ruiz changed “Margin per customer” after it was shown here" in shown(cast.mei)
    assert "at most 2 % lower" in shown(cast.mei)
    await journey.changes(cast.mei, "guardrails", "Margin", "remove")
    assert "None yet" in shown(cast.mei)


# --- once, and never lost -----------------------------------------------------------------------------


@both
async def test_a_double_click_adds_one_row(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.changes(ana, "guardrails")
    await ana.fill(TICKETS)
    acks = await asyncio.gather(forged(ana, lambda _: None), forged(ana, lambda _: None))
    assert [ack.error for ack in acks] == [None, None]
    await journey.quiet()
    assert len(answers_of(journey, "guardrails")) == 1
    window = await journey.opens_part(ana, 2)
    assert window.text().count("Tickets") == 1


@both
async def test_a_row_is_saved_though_the_page_below_was_closed_meanwhile(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.changes(ana, "guardrails")
    await ana.fill(TICKETS)
    payload = ana.submission_payload()
    await ana.close(everything=True)
    ack = await ana.forge(payload)
    assert ack.error is None
    await journey.quiet()
    window = await journey.opens_part(ana, 2)
    assert "Tickets · at most 10 % higher = 0.1" in window.text()


@both
async def test_rows_and_page_outlive_a_restart(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await ana.fill({"success_statement": "Churn falls."})
    await journey.adds(ana, "guardrails", MARGIN)
    await journey.changes(ana, "guardrails")
    await journey.restart()
    assert (await journey.submits(ana, TICKETS)).accepted
    assert "Tickets" in shown(ana)
    assert (await journey.submits(ana, {})).accepted
    window = await journey.opens_part(ana, 2)
    assert window.values()["success_statement"] == "Churn falls."
    assert SAID in window.text()


async def test_what_is_typed_below_still_clashes_with_what_others_saved(journey: Journey, cast: Cast) -> None:
    """The page keeps the revision that its fields are of, whatever rows were saved on it."""
    await journey.kickoff(members=(cast.mei,))
    for person in (cast.ana, cast.mei):
        await journey.opens_part(person, 2)
    await cast.mei.fill({"success_statement": "Mei's words"})
    await journey.submits(cast.ana, {"success_statement": "Ana's words"})
    await journey.adds(cast.mei, "guardrails", MARGIN)
    asked = await journey.submits(cast.mei, {})
    assert asked.view is not None
    assert "Ana's words" in asked.view.text()
    assert SAID in asked.view.text(), "a page that comes back with a clash lists its rows"
    assert asked.view.values()["success_statement"] == "Mei's words"


# --- what no client of Slack's would send -------------------------------------------------------------


@both
async def test_forged_rows_columns_and_hidden_parts_save_nothing_and_are_told(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.changes(ana, "guardrails")
    await ana.fill(TICKETS)
    assert ana.modal is not None
    good = ana.modal.private_metadata

    def carrying(old: str, new: str) -> Any:
        def change(payload: dict[str, Any]) -> None:
            assert old in good, old
            payload["view"]["private_metadata"] = good.replace(old, new)

        return change

    row = good.partition('"row":"')[2].partition('"')[0]
    for change in (
        carrying(good, "{"),
        carrying(good, "[" * 3000),
        carrying(row, "../1"),
        carrying(row, "A" * 17),
        carrying(row, ""),
        carrying('"guardrails"', '"success_statement"'),
        carrying('"guardrails"', '"nothing"'),
        carrying('"revision":0', '"revision":1e999'),
        carrying('"page":{', '"page":[],"x":{'),
        carrying('"part":2', '"part":"two"'),
    ):
        ack = await forged(ana, change)
        assert ack.error is None
        told = str(ack.payload)
        assert any(words in told for words in ("not valid any more", "not asked in rows any more")), told
    assert answers_of(journey, "guardrails") == []
    ack = await forged(ana, carrying('"part":2', '"part":99'))
    assert ack.error is None
    await journey.quiet()
    assert len(answers_of(journey, "guardrails")) == 1, "an unknown page below loses no row"


async def test_a_column_that_is_not_asked_is_not_kept(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.changes(ana, "guardrails")
    await ana.fill(TICKETS)

    def smuggled(payload: dict[str, Any]) -> None:
        state = payload["view"]["state"]["values"]
        state["smuggled"] = {"value": {"type": "plain_text_input", "value": "x"}}

    assert (await forged(ana, smuggled)).error is None
    await journey.quiet()
    [entry] = answers_of(journey, "guardrails")
    assert "smuggled" not in str(entry.after)


async def test_a_forged_press_on_a_row_changes_nothing(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.adds(ana, "guardrails", MARGIN)
    assert ana.modal is not None
    block = next(each for each in ana.modal.blocks if each["block_id"].startswith("rows.guardrails."))
    for revision in ("remove|", "remove|x", "remove|99999999999999999999", "remove|-1", "nonsense"):
        options = block["accessory"]["options"]
        options[1]["value"] = revision
        await ana.choose(ana.modal, "rows.change", revision, block["block_id"])
        await journey.quiet()
        while len(journey.windows(ana)) > 1:
            await ana.close()
        block = next(each for each in ana.modal.blocks if each["block_id"].startswith("rows.guardrails."))
    checklist = journey.checklist(ana)
    assert "not valid any more" in await journey.forges(ana, checklist, "rows.add", "P1|guardrails")
    assert len(answers_of(journey, "guardrails")) == 1


async def test_who_may_not_answer_adds_no_row(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    await journey.changes(ana, "guardrails")
    await ana.fill(TICKETS)

    def as_guest(payload: dict[str, Any]) -> None:
        payload["user"]["id"] = cast.gus.id

    assert (await forged(ana, as_guest)).error is None
    await journey.quiet()
    assert answers_of(journey, "guardrails") == []


async def test_a_question_takes_no_more_rows_than_fit(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await page_2(journey, ana)
    for number in range(12):
        assert (await journey.adds(ana, "guardrails", {"name": f"Metric {number}", "better": "up"})).accepted
    await journey.changes(ana, "guardrails")
    assert ana.modal is not None
    assert "name" not in ana.modal.inputs(), "the thirteenth is refused before it is typed"
    assert len(journey.windows(ana)) == 1 or "at most 12 rows" in shown(ana)
