"""Two people answer at once: nothing is overwritten silently, nothing is lost."""

import asyncio

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace import Person
from tests.databases import KINDS
from tests.journeys.journey import Journey

both = pytest.mark.parametrize("database", KINDS, indirect=True)


async def ana_and_mei_have_part_open(journey: Journey, part: int = 1) -> tuple[Person, Person]:
    await journey.kickoff(sponsor=journey.cast.sam, members=(journey.cast.mei,))
    for person in (journey.cast.ana, journey.cast.mei):
        await journey.opens_part(person, part)
    return journey.cast.ana, journey.cast.mei


@both
async def test_fields_that_were_not_touched_keep_what_the_other_saved(journey: Journey, cast: Cast) -> None:
    ana, mei = await ana_and_mei_have_part_open(journey)
    assert (await journey.submits(ana, {"metric_name": "Monthly churn", "metric_unit": "%"})).accepted
    assert (await journey.submits(mei, {"baseline": "3.1%", "metric_source": "The warehouse"})).accepted
    window = await journey.opens_part(ana, 1)
    values = window.values()
    assert [values[field] for field in ("metric_name", "metric_unit", "baseline", "metric_source")] == [
        "Monthly churn",
        "%",
        "3.1%",
        "The warehouse",
    ]


@both
async def test_a_field_that_both_changed_is_shown_and_the_second_submit_decides(journey: Journey, cast: Cast) -> None:
    ana, mei = await ana_and_mei_have_part_open(journey)
    await journey.submits(ana, {"metric_name": "Monthly churn", "metric_source": "Finance"})
    asked = await journey.submits(mei, {"metric_name": "Yearly churn", "metric_unit": "%", "metric_source": "Finance"})
    assert asked.view is not None
    assert not asked.closed
    text = asked.view.text()
    assert "Ana Ruiz" in text
    assert "Monthly churn" in text
    assert text.count("Ana Ruiz") == 1, "only the field that differs is asked about"
    assert asked.view.values()["metric_name"] == "Yearly churn"
    assert asked.view.values()["metric_unit"] == "%"
    assert {entry.actor for entry in journey.audit("charter.answered")} == {ana.id}, (
        "nothing is saved before she decides"
    )
    decided = await journey.submits(mei, {})
    assert decided.accepted
    assert "Yearly churn" in journey.card(cast.churn).rendered()
    *_, name = [entry for entry in journey.audit("charter.answered") if entry.subject == "metric_name"]
    assert "Monthly churn" in str(name.before)
    assert "Yearly churn" in str(name.after)


async def test_several_changed_fields_are_shown_one_by_one(journey: Journey, cast: Cast) -> None:
    ana, mei = await ana_and_mei_have_part_open(journey)
    await journey.submits(ana, {"metric_direction": "down", "metric_name": "Monthly churn", "sponsor": cast.lena.id})
    asked = await journey.submits(mei, {"metric_direction": "up", "metric_name": "Yearly churn", "metric_unit": "%"})
    assert asked.view is not None
    alerts = [line for line in asked.view.text().split("\n") if "Ana Ruiz" in line]
    assert len(alerts) == 2
    assert any("Lower" in line for line in alerts)
    assert any("Monthly churn" in line for line in alerts)


async def test_an_answer_that_was_taken_back_is_shown_too(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.answers(cast.ana, {"metric_name": "Monthly churn"})
    for person in (cast.ana, cast.mei):
        await journey.opens_part(person, 1)
    await journey.submits(cast.ana, {"metric_name": None})
    asked = await journey.submits(cast.mei, {"metric_name": "Yearly churn"})
    assert asked.view is not None
    assert "Ana Ruiz" in asked.view.text()
    assert asked.view.values()["metric_name"] == "Yearly churn"


async def test_one_question_in_a_window_of_its_own_asks_as_well(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    for person in (cast.ana, cast.mei):
        await journey.types(person, "/plumb answer metric_name", cast.churn)
    assert (await journey.submits(cast.ana, {"metric_name": "Monthly churn"})).closed
    asked = await journey.submits(cast.mei, {"metric_name": "Yearly churn"})
    assert not asked.closed
    assert asked.view is not None
    assert "Monthly churn" in asked.view.text()
    assert (await journey.submits(cast.mei, {})).closed
    assert "Yearly churn" in journey.card(cast.churn).rendered()


@both
async def test_two_submissions_at_the_same_moment_are_both_kept(journey: Journey, cast: Cast) -> None:
    ana, mei = await ana_and_mei_have_part_open(journey)
    await ana.fill({"metric_name": "Monthly churn"})
    await mei.fill({"metric_source": "The warehouse"})
    results = await asyncio.gather(ana.submit(), mei.submit())
    await journey.quiet()
    assert [one.accepted for one in results] == [True, True]
    answered = {entry.subject: entry.actor for entry in journey.audit("charter.answered")}
    assert answered == {"metric_name": ana.id, "metric_source": mei.id}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_replicas_save_what_two_people_submit_at_the_same_moment(journey: Journey, cast: Cast) -> None:
    await journey.replica()
    ana, mei = await ana_and_mei_have_part_open(journey)
    for number in range(8):
        await ana.fill({"metric_name": f"Monthly churn {number}"})
        await mei.fill({"metric_source": f"The warehouse {number}", "deadline": f"2027-06-{number + 1:02}"})
        results = await asyncio.gather(ana.submit(), mei.submit())
        assert [one.accepted for one in results] == [True, True]
        await journey.quiet()
        assert f"Monthly churn {number}" in journey.card(cast.churn).rendered()
        for person in (ana, mei):
            await journey.opens_part(person, 1)
    assert len(journey.audit("charter.answered")) == 24
    assert journey.posted(cast.churn) == 1
    assert [len(person.dm) for person in (ana, mei, cast.sam)] == [1, 1, 1]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_of_two_answers_to_one_field_at_two_replicas_one_is_kept_and_one_is_asked(
    journey: Journey, cast: Cast
) -> None:
    await journey.replica()
    ana, mei = await ana_and_mei_have_part_open(journey, 2)
    await ana.fill({"success_statement": "Ana's words"})
    await mei.fill({"success_statement": "Mei's words"})
    results = await asyncio.gather(ana.submit(), mei.submit())
    await journey.quiet()
    texts = [one.view.text() if one.view else "" for one in results]
    asked = [person for person, text in zip((ana, mei), texts, strict=True) if "Part 2 of 5" in text]
    assert len(asked) == 1
    words = {ana: "Ana's words", mei: "Mei's words"}
    assert asked[0].modal is not None
    assert asked[0].modal.values()["success_statement"] == words[asked[0]]
    [kept] = [entry for entry in journey.audit("charter.answered") if entry.subject == "success_statement"]
    assert kept.actor in {ana.id, mei.id} - {asked[0].id}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_two_replicas_start_one_project_when_two_people_start_the_same(journey: Journey, cast: Cast) -> None:
    await journey.replica()
    for person in (cast.ana, cast.mei):
        await journey.types(person, "/plumb kickoff Churn model", cast.churn)
        await person.fill({"owner": cast.ana.id})
    results = await asyncio.gather(cast.ana.submit(), cast.mei.submit())
    await journey.quiet()
    assert any(one.accepted for one in results)
    assert len(journey.audit("kickoff.started")) == 1
    assert journey.posted(cast.churn) == 1


async def test_an_untouched_field_that_became_impossible_meanwhile_does_not_stop_a_page(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.page(cast.ana, 1, {**OUTCOME, "deadline": "2027-02-05"})
    journey.workspace.change_user(cast.sam, deleted=True)
    await journey.travel(journey.clock.now().replace(day=12))
    await journey.opens_part(cast.ana, 1)
    saved = await journey.submits(cast.ana, {"baseline": "3.3%"})
    assert saved.accepted, saved.errors
    assert "3.3 %" in journey.card(cast.churn).rendered()


async def test_the_second_submit_overwrites_no_field_that_was_not_touched(journey: Journey, cast: Cast) -> None:
    ana, mei = await ana_and_mei_have_part_open(journey)
    await journey.submits(ana, {"metric_name": "Monthly churn", "metric_source": "Finance"})
    await journey.submits(mei, {"metric_name": "Yearly churn"})
    assert (await journey.submits(mei, {})).accepted
    window = await journey.opens_part(ana, 1)
    assert window.values()["metric_name"] == "Yearly churn"
    assert window.values()["metric_source"] == "Finance"
