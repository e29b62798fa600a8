"""Values of the business metric, and what they are worth: logged, asked back, shown, shared."""

import asyncio

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey

MONEY = {"value_per_unit": "€400k", "currency": "EUR"}


async def charted(journey: Journey) -> None:
    """A project with everything that a value needs, money included."""
    await journey.kickoff(sponsor=journey.cast.sam, members=(journey.cast.mei,))
    await journey.page(journey.cast.ana, 1, {**OUTCOME, **MONEY})


@pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
async def test_a_value_is_echoed_and_moves_the_card(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    ts = journey.card(cast.churn).ts
    heard = await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    assert "2.9 %" in heard.text
    assert "1 Feb 2027" in heard.text or "1 February" in heard.text
    card = journey.card(cast.churn)
    assert "2.9 %" in card.rendered()
    assert "€80 k" in card.rendered()
    assert card.ts == ts
    assert len(journey.audit("kpi.logged")) == 1


async def test_a_value_of_another_day_is_kept_for_that_day(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    heard = await journey.types(cast.mei, "/plumb kpi 2.8% 2027-01-31", cast.churn)
    assert "31 Jan" in heard.text
    yesterday = await journey.types(cast.mei, "/plumb kpi 2.9% yesterday", cast.churn)
    assert "31 Jan" in yesterday.text
    assert "instead of 2.8 %" in yesterday.text


async def test_a_day_without_a_year_is_the_latest_that_is_over(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    heard = await journey.types(cast.ana, "/plumb kpi 2.7% Jan 20", cast.churn)
    assert "2.7 % noted for 20 Jan 2027" in heard.text
    last_year = await journey.types(cast.ana, "/plumb kpi 2.6% 20 March", cast.churn)
    assert "2.6 % noted for 20 Mar 2026" in last_year.text


async def test_the_same_value_again_is_already_noted(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    again = await journey.types(cast.mei, "/plumb kpi 2.9 %", cast.churn)
    assert "2.9 % is already noted for 1 Feb 2027" in again.text
    assert "instead" not in again.text
    assert len(journey.audit("kpi.logged")) == 1


async def test_the_same_day_again_replaces_and_the_trail_has_both(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    again = await journey.types(cast.ana, "/plumb kpi 2.8%", cast.churn)
    assert "instead of 2.9 %" in again.text
    assert len(journey.audit("kpi.logged")) == 2
    assert "2.9 %" not in journey.card(cast.churn).rendered()


@pytest.mark.parametrize(
    "typed", ["yesterday 2.9%", "Churn model yesterday 2.9%", "yesterday 2.9 % Churn model", "31 Jan 2.9%"]
)
async def test_words_in_another_order_are_read_and_the_proper_one_is_shown(
    journey: Journey, cast: Cast, typed: str
) -> None:
    await charted(journey)
    heard = await journey.types(cast.mei, f"/plumb kpi {typed}", cast.churn)
    assert "2.9 % noted for 31 Jan 2027" in heard.text
    assert "The value stands first, then the day, then the project: /plumb kpi 2.9" in heard.text
    assert len(journey.audit("kpi.logged")) == 1


async def test_a_project_is_meant_by_the_name_of_its_metric_too(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.types(cast.ana, "/plumb kpi 2.9% monthly churn of paying customers")
    await journey.types(cast.ana, "/plumb kpi Monthly churn of paying customers 2.8%", cast.fraud)
    first, second = journey.audit("kpi.logged")
    assert first.project == second.project == journey.audit("kickoff.started")[0].project
    heard = await journey.types(cast.gus, "/plumb kpi 2.7% monthly churn of paying customers")
    assert "noted" not in heard.text
    assert len(journey.audit("kpi.logged")) == 2


WRONG_VALUES = (
    ("", "/plumb kpi 4.8%"),
    ("5", "5%"),
    ("1", "1%"),
    ("NaN", "number"),
    ("inf", "number"),
    ("0x1F", "number"),
    ("1,5%", "with a point: 1.5%"),
    ("banana", "number"),
    ("+5%", "level"),
    ("€5", "percent"),
    ("3.1% 2027-02-29", "2027-02-29"),
    ("3.1% 2027-12-31", "31 Dec 2027 lies in the future"),
    ("about 5", "approximation"),
    ("Late invoices 2.9%", "/plumb kpi 2.9% Late invoices"),
    ("3.1% 1890-01-01", "1890"),
    ("3.1% someday", "not a day"),
)


async def test_what_cannot_be_a_value_is_asked_back_and_nothing_is_kept(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    before = journey.card(cast.churn).rendered()
    for typed, told in WRONG_VALUES:
        text = (await journey.types(cast.ana, f"/plumb kpi {typed}", cast.churn)).text
        assert told in text, typed
        assert len(text) < 3000, typed
    assert journey.audit("kpi.logged") == []
    assert journey.card(cast.churn).rendered() == before


async def test_a_value_before_the_unit_says_what_is_missing(journey: Journey, cast: Cast) -> None:
    await journey.kickoff()
    heard = await journey.types(cast.ana, "/plumb kpi 5", cast.churn)
    assert "unit" in heard.text
    assert "/plumb answer metric_unit" in heard.text


async def test_only_the_projects_people_and_its_reporter_log_values(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    denied = await journey.types(cast.lena, "/plumb kpi 2.9%", cast.churn)
    assert "the owner, the sponsor, the members and the reporter can do it" in denied.text
    assert journey.audit("kpi.logged") == []
    assert [entry.actor for entry in journey.audit("denied")] == [cast.lena.id]
    await journey.answers(cast.ana, {"reporter": cast.lena.id})
    allowed = await journey.types(cast.lena, "/plumb kpi 2.9%", cast.churn)
    assert "2.9 %" in allowed.text


async def test_whoever_reports_one_project_and_works_on_another_is_asked_which(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.kickoff(cast.mei, cast.fraud, "Fraud scoring")
    await journey.answers(cast.mei, {"metric_unit": "%", "reporter": cast.ana.id}, cast.fraud)
    asked = await journey.types(cast.ana, "/plumb kpi 2.9%")
    assert "Which project do you mean?" in asked.text
    assert journey.audit("kpi.logged") == []
    await journey.picks(cast.ana, asked.messages[-1], "Fraud scoring")
    assert [entry.project for entry in journey.audit("kpi.logged")] == [journey.audit("kickoff.started")[1].project]
    several = await journey.types(cast.mei, "/plumb kpi 2.9%")
    assert "Which project do you mean?" in several.text


async def test_somebody_who_only_reports_needs_to_name_no_project(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.answers(cast.ana, {"reporter": cast.lena.id})
    heard = await journey.types(cast.lena, "/plumb kpi 2.9%")
    assert "Churn model: 2.9 % noted" in heard.text
    stranger = await journey.types(cast.gus, "/plumb kpi 2.9%")
    assert "no ML project" in stranger.text


async def test_the_impact_is_money_by_how_well_it_is_known(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    claimed = await journey.types(cast.sam, "/impact", cast.churn)
    assert "claimed €124 k" in claimed.text
    await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    measured = await journey.types(cast.sam, "/plumb impact churn-model")
    assert "measured €80 k" in measured.text
    assert "Proven nothing yet" in measured.text


async def test_a_private_channels_project_is_counted_and_never_named(journey: Journey, cast: Cast) -> None:
    await charted(journey)
    await journey.kickoff(cast.lena, cast.leads, "Layoff forecast")
    heard = await journey.types(cast.sam, "/plumb impact all", cast.churn)
    assert "Churn model" in heard.text
    assert "Layoff" not in str(heard.messages[-1].blocks) + heard.messages[-1].text
    assert "1 project" in heard.text
    inside = await journey.types(cast.ana, "/plumb impact all", cast.leads)
    assert "Layoff forecast" in inside.text


@pytest.mark.parametrize("what", ["/impact", "/plumb status"])
async def test_sharing_pressed_twice_posts_once(journey: Journey, cast: Cast, what: str) -> None:
    await charted(journey)
    heard = await journey.types(cast.sam, what, cast.churn)
    note, posted = heard.messages[-1], journey.posted(cast.churn)
    await asyncio.gather(cast.sam.press(note, "reply.share"), cast.sam.press(note, "reply.share"))
    await journey.quiet()
    await journey.presses(cast.sam, note, "reply.share")
    assert journey.posted(cast.churn) == posted + 1
    assert "Churn model" in journey.workspace.messages(cast.churn)[-1].rendered()
    again = await journey.types(cast.sam, what, cast.churn)
    await journey.presses(cast.sam, again.messages[-1], "reply.share")
    assert journey.posted(cast.churn) == posted + 2


async def test_a_private_project_is_shared_nowhere_else(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(cast.lena, cast.leads, "Layoff forecast")
    status = await journey.types(cast.lena, "/plumb status layoff-forecast", cast.churn)
    shares = [one for one in status.messages if "reply.share" in str(one.blocks)]
    posted = journey.posted(cast.churn)
    for note in shares:
        await journey.presses(cast.lena, note, "reply.share")
    assert journey.posted(cast.churn) == posted
    assert "Layoff" not in journey.said_in(cast.churn)
