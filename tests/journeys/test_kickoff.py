"""The kickoff by wizard, from its first window to its last page."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Person
from tests.databases import KINDS
from tests.journeys.journey import Journey

REQUIREMENTS = {"readiness.reliability.fallback": "automated", "readiness.scalability.throughput": "manual"}
REALISM = {"ml_years": "3", "days_to_deploy": "45", "why_now": "A competitor cut its churn by a fifth."}


async def walk(journey: Journey, person: Person, *pages: dict[str, Any]) -> None:
    """Submit one page after the other."""
    for page in pages:
        saved = await journey.submits(person, page)
        assert saved.accepted, saved


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_five_pages_lead_from_the_command_to_the_end(journey: Journey, cast: Cast) -> None:
    ana = cast.ana
    await journey.types(ana, "/plumb kickoff Churn model", cast.churn)
    assert ana.modal is not None
    assert ana.modal.values()["name"] == "Churn model"
    assert ana.modal.values()["owner"] == ana.id
    people = {"owner": ana.id, "sponsor": cast.sam.id, "members": [cast.mei.id]}
    await walk(journey, ana, people, {**OUTCOME, "sponsor": cast.sam.id}, SUCCESS, PROOF, REQUIREMENTS, REALISM)
    assert ana.modal is not None
    assert ana.modal.submit is None
    assert "15 of 15" in ana.modal.text()
    assert "15 of 15" in journey.card(cast.churn).rendered()


async def test_the_card_and_the_checklists_are_edited_in_place(journey: Journey, cast: Cast) -> None:
    ana, sam, mei = cast.ana, cast.sam, cast.mei
    await journey.types(ana, "/plumb kickoff Churn model", cast.churn)
    await walk(journey, ana, {"owner": ana.id, "sponsor": sam.id, "members": [mei.id]})
    before = {place.id: [one.ts for one in place.messages] for place in (cast.churn, *_dms(journey, ana, sam, mei))}
    assert [len(messages) for messages in before.values()] == [1, 1, 1, 1]
    await walk(journey, ana, OUTCOME, SUCCESS, PROOF)
    after = {place.id: [one.ts for one in place.messages] for place in (cast.churn, *_dms(journey, ana, sam, mei))}
    asked = sam.dm[-1]
    assert "You are asked to sign it" in asked.rendered(), "nothing is in the way, so the sponsor is asked"
    assert {place: [ts for ts in posted if ts != asked.ts] for place, posted in after.items()} == before
    for text in (journey.card(cast.churn).rendered(), journey.checklist(sam).rendered(), mei.dm[0].rendered()):
        assert "15 of 15" in text
    assert OUTCOME["metric_name"] in journey.card(cast.churn).rendered()


def _dms(journey: Journey, *people: Person) -> list[Any]:
    return [journey.workspace.world.dm_with(person.id) for person in people]


async def test_every_answer_is_one_entry_of_the_audit_trail(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    entries = journey.audit("charter.answered")
    assert sorted(entry.subject for entry in entries) == sorted(OUTCOME)
    assert {entry.actor for entry in entries} == {cast.ana.id}
    assert all(entry.before is None and entry.after for entry in entries)
    await journey.page(cast.ana, 1, {**OUTCOME, "baseline": "3.2%"})
    *_, last = journey.audit("charter.answered")
    assert (len(journey.audit("charter.answered")), last.subject) == (len(OUTCOME) + 1, "baseline")
    assert "3.1%" in str(last.before)
    assert "3.2%" in str(last.after)
    assert len(journey.audit("kickoff.started")) == 1


async def test_what_was_read_is_told_after_each_save(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await journey.submits(cast.ana, {**OUTCOME, "target": "-10%"})
    assert cast.ana.modal is not None
    assert "Part 1 is saved." in cast.ana.modal.text()
    assert "Baseline 3.1 % = 0.031 · Target \N{MINUS SIGN}10 % = 2.79 %" in cast.ana.modal.text()
    await journey.submits(cast.ana, {"success_statement": "Churn falls."})
    assert "Read as Baseline" not in cast.ana.modal.text()
    await journey.opens_part(cast.ana, 5)
    await journey.submits(cast.ana, {"days_to_deploy": "45"})
    assert "Read as Planned days to the first deployment 45" in cast.ana.modal.text()


async def test_a_single_number_says_how_it_was_read_and_words_just_close(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"metric_unit": "%"})
    await journey.types(cast.ana, "/plumb answer baseline", cast.churn)
    await journey.submits(cast.ana, {"baseline": "0.031"})
    assert cast.ana.modal is not None
    assert cast.ana.modal.inputs() == {}
    assert "Read as Baseline 3.1 % = 0.031" in cast.ana.modal.text()
    await journey.closes(cast.ana)
    for question, value in (("metric_name", "Monthly churn"), ("baseline", None)):
        await journey.types(cast.ana, f"/plumb answer {question}", cast.churn)
        await journey.submits(cast.ana, {question: value})
        assert journey.windows(cast.ana) == [], question


async def test_a_single_answer_shows_what_the_lint_says_of_it_and_of_nothing_else(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.types(cast.ana, "/plumb answer metric_name", cast.churn)
    await journey.submits(cast.ana, {"metric_name": "AUC on the validation set"})
    assert cast.ana.modal is not None
    shown = cast.ana.modal.text()
    assert "The business metric is a model metric" in shown
    assert "one unit is worth" not in shown
    assert "Read as" not in shown


async def test_a_question_of_two_words_is_still_asked_once_the_project_is_chosen(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.kickoff(cast.ana, name="Upsell")
    heard = await journey.types(cast.ana, "/plumb answer Business metric", cast.churn)
    await journey.picks(cast.ana, heard.messages[-1], "Upsell")
    assert cast.ana.modal is not None
    assert set(cast.ana.modal.inputs()) == {"metric_name"}


async def test_a_question_that_is_none_names_only_near_ones_and_how_to_see_them_all(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    far = await journey.types(cast.ana, "/plumb answer waste", cast.churn)
    assert "There is no question “waste”" in far.text
    assert "They are called like “Business metric” (metric_name), “Unit” (metric_unit)" in far.text
    assert "Near to it" not in far.text
    assert "/plumb answer alone opens the page to continue with" in far.text
    near = await journey.types(cast.ana, "/plumb answer baselin", cast.churn)
    assert "Near to it: “Baseline” (baseline)" in near.text
    assert "guardrails" not in near.text
    other = await journey.types(cast.ana, "/plumb answer due date", cast.churn)
    assert "Near to it: “By when” (deadline)" in other.text


async def test_a_plan_without_a_design_says_what_can_be_planned_instead(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"design": "none"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "“No experiment” is no plan" in heard.text
    assert "“Difference in differences” or “Before and after (time series)”" in heard.text


async def test_the_alias_starts_the_same_kickoff(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/kickoff Churn model", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["name"] == "Churn model"


async def test_signs_that_slack_escapes_in_commands_are_read_as_typed(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff R&D <pilot>", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["name"] == "R&D <pilot>"


async def test_a_second_kickoff_continues_where_the_first_stopped(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, {**OUTCOME, "sponsor": cast.sam.id})
    await journey.types(cast.ana, "/plumb kickoff", cast.churn)
    assert cast.ana.modal is not None
    assert "success_statement" in cast.ana.modal.inputs()
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/kickoff churn MODEL", cast.churn)
    assert cast.ana.modal is not None
    assert "success_statement" in cast.ana.modal.inputs()
    assert len(journey.audit("kickoff.started")) == 1


async def test_several_projects_of_one_channel_are_picked_by_button(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name="Churn model")
    await journey.kickoff(name="Win-back model")
    heard = await journey.types(cast.ana, "/plumb kickoff", cast.churn)
    assert journey.windows(cast.ana) == []
    assert "Which project" in heard.text
    await journey.picks(cast.ana, heard.messages[-1], "Win-back model")
    assert cast.ana.modal is not None
    assert cast.ana.modal.title == "Win-back model"
    status = await journey.types(cast.ana, "/plumb status", cast.churn)
    picked = await journey.picks(cast.ana, status.messages[-1], "Churn model")
    assert "Churn model" in (await picked.reply()).rendered()


async def test_a_value_for_one_of_several_projects_is_logged_after_the_pick(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name="Churn model")
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.kickoff(name="Win-back model")
    heard = await journey.types(cast.ana, "/plumb kpi 2.9% 2027-01-31", cast.churn)
    await journey.picks(cast.ana, heard.messages[-1], "Churn model")
    assert "2.9 %" in journey.card(cast.churn, "Churn model").rendered()


async def test_a_second_project_of_the_same_name_is_refused_at_its_field(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(name="Churn model")
    await journey.types(cast.lena, "/plumb kickoff Another", cast.churn)
    again = await journey.submits(cast.lena, {"name": "churn  Model", "owner": cast.lena.id})
    assert set(again.errors) == {"name"}
    assert "already" in again.errors["name"]
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_channel_without_the_bot_says_how_to_invite_it(journey: Journey, cast: Cast) -> None:
    place = journey.workspace.add_channel("elsewhere", members=[cast.ana])
    heard = await journey.types(cast.ana, "/plumb kickoff Churn model", place)
    assert journey.windows(cast.ana) == []
    assert "/invite" in heard.text
    await cast.ana.invite_app(place)
    journey.clock.advance(timedelta(seconds=5))
    await journey.types(cast.ana, "/plumb kickoff Churn model", place)
    assert cast.ana.modal is not None


async def test_a_private_channel_that_the_bot_cannot_see_says_the_same(journey: Journey, cast: Cast) -> None:
    place = journey.workspace.add_channel("secret", private=True, members=[cast.ana])
    heard = await journey.types(cast.ana, "/plumb kickoff Churn model", place)
    assert "/invite" in heard.text


async def test_an_archived_channel_starts_nothing(journey: Journey, cast: Cast) -> None:
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    journey.workspace.archive_channel(cast.churn, by=cast.lena)
    await journey.workspace.settled()
    refused = await journey.submits(cast.ana, {"owner": cast.ana.id})
    assert refused.view is not None
    assert "archived" in refused.view.text()
    assert journey.audit("kickoff.started") == []


async def test_a_direct_message_starts_nothing_and_says_where(journey: Journey, cast: Cast) -> None:
    heard = await journey.types(cast.ana, "/plumb kickoff Churn model")
    assert journey.windows(cast.ana) == []
    assert "home channel" in heard.text


@pytest.mark.parametrize(
    "chosen", [{"sponsor": "gus"}, {"members": ["gus"]}, {"owner": "gus"}, {"owner": None}, {"sponsor": "bot"}]
)
async def test_only_full_members_are_chosen_as_people(journey: Journey, cast: Cast, chosen: dict[str, Any]) -> None:
    ids = {"gus": cast.gus.id, "bot": journey.workspace.bot_user_id}
    ((field, who),) = chosen.items()
    people = [ids[one] for one in who] if isinstance(who, list) else ids.get(who) if who else None
    await journey.types(cast.ana, "/plumb kickoff Churn model", cast.churn)
    assert cast.ana.modal is not None
    await cast.ana.fill({"owner": cast.ana.id, field: people})
    refused = await cast.ana.submit(unchecked=True)
    assert set(refused.errors) == {field}
    assert cast.ana.modal.values()["name"] == "Churn model"
    assert journey.audit("kickoff.started") == []
