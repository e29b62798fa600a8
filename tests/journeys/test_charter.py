"""A charter from its first answer to its signature, and what edits, versions and acceptances do to it."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF, SUCCESS
from handlers.demo.workspace import Message
from handlers.demo.workspace.people.person import Person
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey, button, elements

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
MONEY = {"value_per_unit": "€400k", "currency": "EUR"}
WATCHED = {"readiness.reliability.silent_failure": "automated"}
WHY = "Finance prices this metric in the next quarter."


async def complete(journey: Journey, cast: Cast) -> None:
    """A kickoff with every answer that a signature needs."""
    await journey.kickoff(sponsor=cast.sam, members=(cast.mei,))
    await journey.page(cast.ana, 1, {**OUTCOME, **MONEY})
    await journey.page(cast.ana, 2, SUCCESS)
    await journey.page(cast.ana, 3, PROOF)
    await journey.page(cast.ana, 4, WATCHED)
    await journey.quiet()


def request(person: Person) -> Message:
    """The newest question to sign."""
    return [one for one in person.dm if "sign" in one.rendered()][-1]


async def signs(journey: Journey, cast: Cast) -> None:
    await journey.presses(cast.sam, request(cast.sam), "charter.sign")
    window = await journey.workspace.until(lambda: cast.sam.modal)
    assert window is not None
    signed = await journey.submits(cast.sam, {})
    assert signed.accepted, signed
    await journey.quiet()


async def reads(journey: Journey, person: Person) -> str:
    """The charter's window, as it is shown to this person."""
    await journey.types(person, "/plumb charter", journey.cast.churn)
    assert person.modal is not None
    return person.modal.text()


@both
async def test_the_sponsor_is_asked_reads_signs_and_the_channel_is_told(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    asked = request(cast.sam)
    assert "Churn model has all that a signature needs" in asked.rendered()
    await journey.presses(cast.sam, asked, "charter.sign")
    window = cast.sam.modal
    assert window is not None
    for words in ("version 1", "Monthly churn of paying customers", "3.1%", "Margin per customer", "seal"):
        assert words in window.text(), window.text()
    assert (await journey.submits(cast.sam, {})).accepted
    await journey.quiet()
    told = journey.said_in(cast.churn)
    assert "signed version 1 of the charter of Churn model" in told
    assert "Charter of Churn model, version 1" in told
    assert "version 1 is signed. Thank you." in request(cast.sam).rendered()
    assert "Charter: version 1, signed by @Sam Carter" in journey.card(cast.churn).rendered()
    assert "Chartered" in journey.card(cast.churn).rendered()
    (entry,) = journey.audit("charter.signed")
    assert entry.actor == cast.sam.id


async def test_the_signed_charter_is_pinned_and_kept(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    channel = journey.workspace.world.channels[cast.churn.id]
    await journey.workspace.until(lambda: channel.pins and channel.canvas)
    sheet = next(one for one in channel.messages if "Charter of Churn model, version 1" in one.rendered())
    assert sheet.ts in str(channel.pins)


async def test_the_canvas_has_the_chain_and_the_open_warnings_and_mentions_nobody(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.answers(cast.ana, {"value_per_unit": ""})
    await journey.quiet()
    await signs(journey, cast)
    channel = journey.workspace.world.channels[cast.churn.id]
    await journey.workspace.until(lambda: channel.canvas)
    canvas = journey.workspace.canvas(cast.churn)
    assert canvas is not None
    assert "## The metric chain" in canvas.markdown
    assert "→ Monthly churn of paying customers" in canvas.markdown
    assert "## Open warnings\n\n- **Nobody knows yet what one unit is worth:**" in canvas.markdown
    assert "Signed by sam on" in canvas.markdown
    assert "![](@" not in canvas.markdown
    (pinned,) = journey.pinned(cast.churn)
    assert "Open warnings" in pinned.rendered()


@both
async def test_a_warning_that_is_accepted_after_the_signature_asks_for_no_new_one(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.answers(cast.ana, {"value_per_unit": ""})
    await journey.quiet()
    await signs(journey, cast)
    card = journey.card(cast.churn)
    await journey.presses(cast.ana, card, "finding.accept")
    assert (await journey.submits(cast.ana, {"reason": WHY})).accepted
    await journey.quiet()
    assert "Charter: version 1, signed by @Sam Carter" in journey.card(cast.churn).rendered()
    assert "is signed. Thank you." in request(cast.sam).rendered()
    (pinned,) = journey.pinned(cast.churn)
    assert f"{WHY} (@Ana Ruiz, after the signature)" in pinned.rendered()
    canvas = journey.workspace.canvas(cast.churn)
    assert canvas is not None
    assert "\\(ana, after the signature\\)" in canvas.markdown
    shown = await reads(journey, cast.sam)
    assert "after the signature" in shown
    assert f"Accepted: Nobody knows yet what one unit is worth: no answer → accepted: {WHY}" in shown
    assert [entry.subject for entry in journey.audit("charter.answered")][-1] == "accepted.no-money"


async def test_the_window_says_how_it_is_to_be_proven_and_how_realistic_it_is(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.answers(cast.ana, {"days_to_deploy": "14", "ml_years": "2", "annual_budget": "€120k"})
    await journey.quiet()
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    assert cast.sam.modal is not None
    shown = cast.sam.modal.text()
    assert "How it is to be proven" in shown
    assert "Yes: " in shown
    assert "The plan is not accepted yet; that is due on" in shown
    assert "Deployment: teams with" in shown
    assert "you plan 14" in shown
    assert "Break-even: " in shown
    await journey.closes(cast.sam)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    await journey.types(cast.sam, "/plumb sign", cast.churn)
    assert cast.sam.modal is not None
    assert "The plan is accepted and sealed" in cast.sam.modal.text()


@both
async def test_an_edit_after_the_signature_asks_again_and_names_what_changed(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    await journey.answers(cast.ana, {"baseline": "3.2%"})
    await journey.quiet()
    asked = request(cast.sam).rendered()
    assert "answers have changed since: Baseline" in asked
    assert "sign version 2" in asked
    assert "ready; @Sam Carter is asked to sign version 2" in journey.card(cast.churn).rendered()
    shown = await reads(journey, cast.ana)
    assert "Baseline: 3.1% → 3.2%" in shown
    await journey.closes(cast.ana)
    await signs(journey, cast)
    assert "signed version 2" in journey.said_in(cast.churn)
    assert "1 answer changed since version 1" in journey.said_in(cast.churn)


async def test_only_whoever_is_asked_to_sign_finds_the_button_in_the_charter(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    for person, is_offered in ((cast.sam, True), (cast.ana, False), (cast.mei, False)):
        await journey.types(person, "/plumb charter", cast.churn)
        assert person.modal is not None
        assert "Sam Carter is asked to sign" in person.modal.text()
        offered = {each["action_id"] for each in elements(person.modal.blocks)}
        assert ("charter.sign" in offered) is is_offered, person


async def test_the_signature_is_owed_and_the_nag_opens_it(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.travel(journey.clock.now().replace(day=4, hour=14, minute=30))  # 09:30 in New York
    nag = journey.nags(cast.sam)[-1]
    assert "waits for your signature" in nag.rendered()
    await journey.presses(cast.sam, nag, "charter.sign")
    assert (await journey.submits(cast.sam, {})).accepted
    await journey.quiet()
    assert "the charter is settled" in journey.nags(cast.sam)[-1].rendered()


async def test_who_may_not_sign_is_told_who_can(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    heard = await journey.types(cast.ana, "/plumb sign", cast.churn)
    assert "Only the sponsor signs the charter" in heard.text
    assert "Sam Carter" in heard.text
    guest = await journey.types(cast.gus, "/plumb sign", cast.churn)
    assert "full member" in guest.text
    await journey.answers(cast.ana, {"sponsor": cast.ana.id})
    own = await journey.types(cast.ana, "/plumb sign", cast.churn)
    assert "Nobody signs a project that they lead" in own.text
    assert "/plumb answer sponsor" in own.text


async def test_what_stands_in_the_way_is_said_and_nothing_is_signed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    heard = await journey.types(cast.sam, "/plumb sign", cast.churn)
    assert "cannot be signed yet" in heard.text
    assert journey.audit("charter.signed") == []
    assert not [one for one in cast.sam.dm if "You are asked to sign" in one.rendered()]


async def test_a_signature_on_what_was_changed_meanwhile_shows_it_first(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.presses(cast.sam, request(cast.sam), "charter.sign")
    await journey.answers(cast.ana, {"baseline": "3.2%"})
    await journey.submits(cast.sam, {})
    assert cast.sam.modal is not None
    assert "3.2%" in cast.sam.modal.text()
    assert journey.audit("charter.signed") == []
    assert (await journey.submits(cast.sam, {})).accepted
    await journey.quiet()
    assert len(journey.audit("charter.signed")) == 1


async def test_a_plan_that_cannot_show_its_effect_is_found_and_not_signed(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.page(cast.ana, 3, {"daily_traffic": "100"})
    await journey.workspace.until(
        lambda: "The experiment cannot show what it looks for" in journey.card(cast.churn).rendered()
    )
    heard = await journey.types(cast.sam, "/plumb sign", cast.churn)
    assert "cannot be signed yet" in heard.text
    await journey.page(cast.ana, 3, {"daily_traffic": PROOF["daily_traffic"]})
    await journey.workspace.until(lambda: "@Sam Carter is asked to sign" in journey.card(cast.churn).rendered())


@both
async def test_an_earlier_version_comes_back_as_a_new_revision(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    await journey.answers(cast.ana, {"baseline": "3.2%", "target": "-20%"})
    await reads(journey, cast.ana)
    window = cast.ana.modal
    assert window is not None
    chosen = next(each for each in elements(window.blocks) if each["action_id"] == "charter.compare")
    await cast.ana.choose(window, "charter.compare", chosen["options"][0]["value"])
    await journey.quiet()
    shown = await journey.workspace.until(lambda: cast.ana.modal and "Since version 1" in cast.ana.modal.text())
    assert shown
    assert cast.ana.modal is not None
    assert "Baseline: 3.1% → 3.2%" in cast.ana.modal.text()
    await journey.presses(cast.ana, cast.ana.modal, "charter.restore")
    await journey.quiet()
    assert "Nothing differs." in cast.ana.modal.text()
    await journey.closes(cast.ana)
    assert "Charter: version 1, signed by @Sam Carter" in journey.card(cast.churn).rendered()
    changes = [(entry.subject, entry.actor) for entry in journey.audit("charter.answered")][-2:]
    assert sorted(changes) == [("baseline", cast.ana.id), ("target", cast.ana.id)]
    assert "says again what you signed" in request(cast.sam).rendered()


async def test_only_the_owner_brings_a_version_back(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    await journey.answers(cast.ana, {"baseline": "3.2%"})
    await reads(journey, cast.mei)
    assert cast.mei.modal is not None
    assert "charter.restore" not in str(cast.mei.modal.blocks)
    project = button(cast.mei.modal, "charter.review")["value"]
    told = await journey.forges(cast.mei, journey.card(cast.churn), "charter.restore", f"{project}|1")
    assert "Only the owner brings an earlier version back" in told


@both
async def test_a_warning_is_accepted_with_a_reason_and_comes_back_with_another_answer(
    journey: Journey, cast: Cast
) -> None:
    await complete(journey, cast)
    await journey.types(cast.ana, "/plumb answer guardrails", cast.churn)
    await journey.changes(cast.ana, "guardrails", "Margin", "remove")
    await journey.adds(cast.ana, "guardrails", {"name": "Trust", "better": "up", "margin": "1%"})
    await journey.closes(cast.ana)
    card = journey.card(cast.churn)
    assert "Nothing watches what this usually costs" in card.rendered()
    await journey.presses(cast.ana, card, "finding.accept")
    refused = await journey.submits(cast.ana, {"reason": "because"})
    assert set(refused.errors) == {"reason"}
    assert (await journey.submits(cast.ana, {"reason": WHY})).accepted
    await journey.quiet()
    shown = journey.card(cast.churn).rendered()
    assert f"Accepted by @Ana Ruiz: Nothing watches what this usually costs. “{WHY}”" in shown
    await journey.restart()
    await journey.answers(cast.ana, {"metric_name": "Monthly attrition of subscribers"})
    await journey.quiet()
    assert "Accepted by" not in journey.card(cast.churn).rendered()


async def test_the_sponsor_waives_an_experiment_until_a_day(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await journey.answers(cast.ana, {"design": "none"})
    card = journey.card(cast.churn)
    refused = await journey.presses(cast.ana, card, "finding.accept")
    assert "Only the sponsor waives an experiment" in refused.text
    await journey.presses(cast.sam, card, "finding.accept")
    late = await journey.submits(cast.sam, {"reason": WHY, "until": "2028-01-01"})
    assert set(late.errors) == {"until"}
    assert (await journey.submits(cast.sam, {"reason": WHY, "until": "2027-04-30"})).accepted
    await journey.quiet()
    assert "until 30 Apr 2027" in journey.card(cast.churn).rendered()
    await signs(journey, cast)
    assert "1 finding is accepted with a reason" in journey.said_in(cast.churn)


async def test_reviewing_says_that_the_charter_still_holds(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    await journey.travel(journey.clock.now().replace(month=6, day=1))
    heard = await journey.types(cast.ana, "/plumb status", cast.churn)
    assert "Nobody looked at this charter for 120 days" in heard.text
    await reads(journey, cast.ana)
    assert cast.ana.modal is not None
    await journey.presses(cast.ana, cast.ana.modal, "charter.review")
    await journey.quiet()
    await journey.closes(cast.ana)
    heard = await journey.types(cast.ana, "/plumb status", cast.churn)
    assert "Nobody looked" not in heard.text
    assert "Charter: version 1, signed by" in heard.text, "a review is no edit"


def edits(person: Person) -> list[str]:
    """The page of edits that the window shows: its heading, and which value each edit led to."""
    assert person.modal is not None
    shown = person.modal.text().splitlines()
    start = next(at for at, line in enumerate(shown) if "edits" in line.casefold() and "newest" in line.casefold())
    return [shown[start], *(line.rpartition(" → ")[2] for line in shown[start + 1 :] if " → " in line)]


async def test_older_edits_are_a_page_away_and_newer_ones_move_none(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    for number in range(30):
        await journey.answers(cast.ana, {"metric_name": f"Metric {number}"})

    def metrics(first: int, last: int) -> list[str]:
        return [f"Metric {number}" for number in range(first, last - 1, -1)]

    await reads(journey, cast.ana)
    assert edits(cast.ana) == ["Edits 1 to 12 of 30, newest first", *metrics(29, 18)]
    assert cast.ana.modal is not None
    assert "charter.newer" not in str(cast.ana.modal.blocks)
    await journey.presses(cast.ana, cast.ana.modal, "charter.older")
    assert edits(cast.ana) == ["Edits 13 to 24 of 30, newest first", *metrics(17, 6)]
    await journey.answers(cast.mei, {"metric_name": "Newest"})
    await journey.presses(cast.ana, cast.ana.modal, "charter.older")
    assert edits(cast.ana) == ["Edits 26 to 31 of 31, newest first", *metrics(5, 0)]
    assert "charter.older" not in str(cast.ana.modal.blocks)
    await journey.presses(cast.ana, cast.ana.modal, "charter.newer")
    assert edits(cast.ana) == ["Edits 14 to 25 of 31, newest first", *metrics(17, 6)]
    for _ in range(2):
        await journey.presses(cast.ana, cast.ana.modal, "charter.newer")
    assert edits(cast.ana) == ["Edits 1 to 12 of 31, newest first", "Newest", *metrics(29, 19)]
    assert len(journey.windows(cast.ana)) == 1


async def test_the_version_that_is_compared_with_stays_while_edits_are_paged(journey: Journey, cast: Cast) -> None:
    await complete(journey, cast)
    await signs(journey, cast)
    for number in range(3):
        await journey.answers(cast.ana, {"metric_name": f"Metric {number}"})
    await reads(journey, cast.ana)
    assert cast.ana.modal is not None
    block = next(one for one in cast.ana.modal.blocks if "charter.compare" in str(one))
    await cast.ana.choose(cast.ana.modal, "charter.compare", block["accessory"]["options"][0]["value"])
    await journey.quiet()
    assert "Since version 1" in cast.ana.modal.text()
    await journey.presses(cast.ana, cast.ana.modal, "charter.older")
    assert "Since version 1" in cast.ana.modal.text()
    assert "Edits 13 to" in cast.ana.modal.text()


@pytest.mark.parametrize(
    "value", ["{project}|0|", "{project}|999|9", "{project}|x|y", "{project}|99999999999|", "{project}"]
)
async def test_a_page_of_edits_that_there_is_not_is_the_nearest_that_there_is(
    journey: Journey, cast: Cast, value: str
) -> None:
    await journey.kickoff()
    await journey.answers(cast.ana, {"metric_name": "Monthly churn"})
    payload = journey.pressing(
        cast.ana, journey.card(cast.churn), "charter.older", value.format(project=journey.checklist_project())
    )
    assert (await cast.ana.forge(payload)).error is None
    await journey.quiet()
    assert cast.ana.modal is not None
    assert "Monthly churn" in cast.ana.modal.text()
    assert "Latest edits" in cast.ana.modal.text()


@pytest.mark.parametrize("value", ["", "x", "P0|1", "P1|one|two", "|"])
async def test_forged_buttons_read_and_change_nothing(journey: Journey, cast: Cast, value: str) -> None:
    await complete(journey, cast)
    before = len(journey.audit())
    for action in (
        "charter.open",
        "charter.sign",
        "charter.compare",
        "charter.older",
        "charter.restore",
        "charter.review",
    ):
        assert "does not exist any more" in await journey.forges(cast.ana, journey.card(cast.churn), action, value)
    assert "does not exist any more" in await journey.forges(
        cast.ana, journey.card(cast.churn), "finding.accept", value
    )
    assert len(journey.audit()) == before
