"""Somebody starts a kickoff in which they hold no role: they learn who has it now, and are asked for nothing more."""

import pytest

from handlers.demo.cast import Cast
from handlers.demo.workspace import Channel, Person
from tests.journeys.journey import Journey


async def starts(journey: Journey, who: Person, place: Channel, **people: object) -> None:
    """Start “Upsell” in a channel for these people."""
    await journey.types(who, "/plumb kickoff Another name", place)
    started = await journey.submits(who, {"name": "Upsell", **people})
    assert started.accepted, started


@pytest.mark.parametrize("private", [False, True])
async def test_whoever_starts_it_for_others_is_told_who_has_the_checklist(
    journey: Journey, cast: Cast, *, private: bool
) -> None:
    place = cast.leads if private else cast.churn
    await starts(journey, cast.lena, place, owner=cast.ana.id)
    window = cast.lena.modal
    assert window is not None
    assert window.inputs() == {}
    assert "@Ana Ruiz has the checklist of *Upsell* now" in window.text()
    assert "which is private" not in window.text(), "Ana is in both channels"
    assert "Upsell" in journey.checklist(cast.ana).rendered()
    assert cast.lena.dm == []
    assert "Upsell" in journey.said_in(place)


async def test_whoever_names_themselves_a_member_goes_on_with_the_first_page(journey: Journey, cast: Cast) -> None:
    await starts(journey, cast.lena, cast.leads, owner=cast.ana.id, members=[cast.lena.id])
    assert cast.lena.modal is not None
    assert "metric_name" in cast.lena.modal.inputs()
    saved = await journey.submits(cast.lena, {"metric_name": "Revenue per visit"})
    assert saved.accepted
    assert len(journey.audit("charter.answered")) == 1


async def test_an_owner_who_is_not_in_the_private_channel_is_named_kindly(journey: Journey, cast: Cast) -> None:
    await starts(journey, cast.lena, cast.leads, owner=cast.mei.id, sponsor=cast.ana.id)
    assert cast.lena.modal is not None
    told = cast.lena.modal.text()
    assert "@Mei Tanaka is not in #ml-leads, which is private" in told
    assert "@Ana Ruiz is not in" not in told


async def test_a_second_press_on_start_says_the_same(journey: Journey, cast: Cast) -> None:
    await starts(journey, cast.lena, cast.churn, owner=cast.ana.id)
    await journey.closes(cast.lena)
    await starts(journey, cast.sam, cast.churn, owner=cast.ana.id)
    assert cast.sam.modal is not None
    assert "@Ana Ruiz has the checklist" in cast.sam.modal.text()
    assert len(journey.audit("kickoff.started")) == 1


async def test_a_form_of_somebody_without_a_role_is_refused_in_a_full_sentence(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(members=(cast.mei,))
    await journey.opens_part(cast.mei, 1)
    payload = cast.mei.submission_payload()
    for key, other in (("id", cast.lena.id), ("username", "lena"), ("name", "lena")):
        payload["user"][key] = other
    ack = await cast.mei.forge(payload)
    told = str(ack.payload)
    assert "Only the people of Churn model answer its questions." in told
    assert "The owner, the sponsor and the members of the project can do it." in told
