"""Going back and forth between the pages of a kickoff: what was typed is saved on the way, or said and kept."""

from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Person, View
from handlers.demo.workspace.delivery import payloads
from tests.databases import KINDS
from tests.journeys.journey import Journey

SUCCESS = {"success_statement": "Churn falls by a tenth."}


def window(person: Person) -> View:
    assert person.modal is not None
    return person.modal


def part_of(person: Person) -> str:
    return next(word for word in window(person).text().split("·") if "Part " in word).partition("Part ")[2][0]


async def back(journey: Journey, person: Person, values: dict[str, Any] | None = None) -> None:
    """Type into the page without submitting it, and press Back."""
    await person.fill(values or {})
    await journey.presses(person, window(person), "kickoff.back")


async def go(journey: Journey, person: Person, part: int) -> None:
    """Choose a part in the menu at the head of the page."""
    view = window(person)
    block = next(each for each in view.blocks if each.get("accessory", {}).get("action_id") == "kickoff.go")
    option = block["accessory"]["options"][part - 1]
    heard = await person.choose(view, "kickoff.go", option["value"], block["block_id"])
    assert not heard.error
    await journey.quiet()


def pressed(journey: Journey, person: Person, view: View, part: int) -> dict[str, Any]:
    """The payload of a press on Back as the window stands now, with everything that is typed into it."""
    world = journey.workspace.world
    value = f"{journey.checklist_project()}|{part}"
    action = {"type": "button", "action_id": "kickoff.back", "block_id": "b", "value": value}
    trigger = world.rights.new_trigger(person.id, view.id)
    return payloads.block_actions(world, person.user, trigger, action, payloads.in_view(view))


def answers(journey: Journey) -> dict[str, str]:
    return {entry.subject: str(entry.after) for entry in journey.audit("charter.answered")}


@pytest.mark.parametrize("database", KINDS, indirect=True)
async def test_back_opens_the_page_before_in_the_same_window_and_saves_what_was_typed(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    view = await journey.opens_part(cast.ana, 2)
    await back(journey, cast.ana, SUCCESS)
    assert part_of(cast.ana) == "1"
    assert window(cast.ana).id == view.id
    assert len(journey.windows(cast.ana)) == 1
    assert "Part 2 is saved." in window(cast.ana).text()
    assert set(answers(journey)) == {"success_statement"}
    await journey.submits(cast.ana, OUTCOME)
    assert part_of(cast.ana) == "2"
    assert window(cast.ana).values()["success_statement"] == SUCCESS["success_statement"]


async def test_the_first_page_has_no_way_back_and_all_others_have(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    for part in range(1, 6):
        view = await journey.opens_part(cast.ana, part)
        assert ("kickoff.back" in str(view.blocks)) is (part > 1)
        assert "kickoff.go" in str(view.blocks)
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/plumb answer metric_name", cast.churn)
    assert "kickoff.go" not in str(window(cast.ana).blocks)


async def test_every_part_is_named_with_its_progress_and_can_be_gone_to(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, {"metric_name": "Monthly churn"})
    view = await journey.opens_part(cast.ana, 3)
    block = next(each for each in view.blocks if each.get("accessory", {}).get("action_id") == "kickoff.go")
    shown = [option["text"]["text"] for option in block["accessory"]["options"]]
    assert shown[0] == "1 The outcome · 1 of 8 required"
    assert [each.partition(" ")[0] for each in shown] == ["1", "2", "3", "4", "5"]
    assert "required" not in shown[4]
    for part in (5, 4, 2, 1):
        await go(journey, cast.ana, part)
        assert part_of(cast.ana) == str(part)
    assert len(journey.windows(cast.ana)) == 1


async def test_what_cannot_be_saved_is_said_on_the_way_and_back_in_its_field(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await cast.ana.fill({"metric_name": "Monthly churn", "baseline": "banana"})
    await go(journey, cast.ana, 3)
    assert part_of(cast.ana) == "3"
    said = window(cast.ana).text()
    assert "Part 1 is saved, but for what could not be." in said
    assert "Not saved yet: “Baseline” in part 1, “banana”. There is no number in it." in said
    assert set(answers(journey)) == {"metric_name"}
    await journey.fills(cast.ana, {"design": "ab"})
    assert "“banana”" in window(cast.ana).text(), "what is typed on another page takes nothing of it away"
    await go(journey, cast.ana, 2)
    await journey.adds(cast.ana, "model_metrics", {"name": "AUC"})
    assert "“banana”" in window(cast.ana).text(), "nor does a row that is added"
    await back(journey, cast.ana)
    assert window(cast.ana).values()["baseline"] == "banana"
    assert "Not saved yet: There is no number in it." in window(cast.ana).text()
    assert (await journey.submits(cast.ana, {"baseline": "3.1%", "metric_unit": "%"})).accepted
    assert "Not saved yet" not in window(cast.ana).text()
    assert {"metric_name", "design", "baseline"} <= set(answers(journey))


async def test_the_end_is_not_reached_past_what_could_not_be_saved(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 1)
    await cast.ana.fill({"baseline": "banana"})
    await go(journey, cast.ana, 5)
    assert (await journey.submits(cast.ana, {})).accepted
    assert part_of(cast.ana) == "1"
    assert window(cast.ana).values()["baseline"] == "banana"


async def test_the_same_press_twice_is_one_move_and_one_save(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    view = await journey.opens_part(cast.ana, 2)
    await cast.ana.fill({**SUCCESS})
    for press in [pressed(journey, cast.ana, view, 1) for _ in range(2)]:
        assert (await cast.ana.forge(press)).error is None
        await journey.quiet()
    assert part_of(cast.ana) == "1"
    assert len(journey.audit("charter.answered")) == 1


async def test_leaving_a_page_never_replaces_what_somebody_else_saved(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.opens_part(cast.ana, 2)
    await journey.answers(cast.mei, {"success_statement": "Margin holds."})
    await back(journey, cast.ana, SUCCESS)
    assert "Somebody else saved “Margin holds.” here while you were editing" in window(cast.ana).text()
    assert [entry.actor for entry in journey.audit("charter.answered")] == [cast.mei.id]
    await go(journey, cast.ana, 2)
    assert window(cast.ana).values()["success_statement"] == SUCCESS["success_statement"]
    assert (await journey.submits(cast.ana, {})).accepted
    assert SUCCESS["success_statement"] in answers(journey)["success_statement"]


async def test_clearing_what_somebody_else_changed_is_not_lost_either(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.page(cast.ana, 2, SUCCESS)
    await journey.opens_part(cast.ana, 2)
    await journey.answers(cast.mei, {"success_statement": "Margin holds."})
    await back(journey, cast.ana, {"success_statement": None})
    assert "Not saved yet: “" in window(cast.ana).text()
    await go(journey, cast.ana, 2)
    assert window(cast.ana).values()["success_statement"] in (None, "")


async def test_who_may_not_name_the_sponsor_keeps_the_rest_of_the_page(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.opens_part(cast.mei, 1)
    await cast.mei.fill({"sponsor": cast.mei.id, "metric_name": "Monthly churn"})
    await go(journey, cast.mei, 2)
    assert part_of(cast.mei) == "2"
    assert "Not saved yet: “Sponsor”" in window(cast.mei).text()
    assert set(answers(journey)) == {"metric_name"}
    assert len(journey.audit("denied")) == 1
    await back(journey, cast.mei)
    assert window(cast.mei).values()["sponsor"] == cast.mei.id


async def test_a_page_stays_where_its_window_cannot_carry_what_is_wrong(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    await journey.opens_part(cast.ana, 3)
    wrong = dict.fromkeys(
        ("daily_traffic", "mde", "longest_run", "primary_baseline", "alpha"), f"none of a number {'x' * 40}"
    )
    wrong |= dict.fromkeys(("power", "spread", "outcome_horizon", "pool"), f"none of a number {'x' * 40}")
    await journey.fills(cast.ana, {"design": "ab", **wrong})
    await back(journey, cast.ana)
    assert part_of(cast.ana) == "3"
    said = window(cast.ana).text()
    assert "This page stays open" in said
    assert "Part 3 is saved, but for what could not be." in said
    assert window(cast.ana).values()["mde"] == wrong["mde"]
    assert "Not saved yet: There is no number in it." in said
    assert set(answers(journey)) == {"design"}
    assert (await journey.submits(cast.ana, {**dict.fromkeys(wrong), "mde": "-10%"})).accepted


async def test_a_window_that_follows_what_is_typed_does_not_come_back_over_the_page_that_was_gone_to(
    journey: Journey, cast: Cast
) -> None:
    await journey.kickoff()
    await journey.page(cast.ana, 1, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await cast.ana.fill({field: value for field, value in PROOF.items() if field in window(cast.ana).inputs()})
    await journey.presses(cast.ana, window(cast.ana), "kickoff.back")
    assert part_of(cast.ana) == "2"


async def test_who_has_no_part_in_a_project_goes_nowhere_in_its_pages(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    view = await journey.opens_part(cast.mei, 2)
    await cast.mei.fill(SUCCESS)
    press = pressed(journey, cast.mei, view, 1)
    stranger = {"id": cast.gus.id, "username": "gus", "name": "gus", "team_id": journey.workspace.team_id}
    assert (await cast.gus.forge({**press, "user": stranger})).error is None
    await journey.quiet()
    assert part_of(cast.mei) == "2"
    assert answers(journey) == {}


@pytest.mark.parametrize("value", ["", "P|", "P|0", "P|99", "P|x", "P|99999999999999"])
async def test_a_part_that_there_is_not_leads_to_one_that_there_is(journey: Journey, cast: Cast, value: str) -> None:
    await journey.kickoff()
    view = await journey.opens_part(cast.ana, 2)
    press = pressed(journey, cast.ana, view, 1)
    press["actions"][0]["value"] = value
    assert (await cast.ana.forge(press)).error is None
    await journey.quiet()
    assert part_of(cast.ana) in {"1", "5"}
