"""A plan and its verdict, as the owner sees them while they type, accept and start."""

import asyncio

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace import Fault
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey, button, elements
from tests.journeys.running import ENDED, PROOF, STARTED, WON, hands_in, planned, said_last, shown, started

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)


async def test_the_verdict_follows_what_is_typed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    window = await journey.opens_part(cast.ana, 3)
    assert "Traffic per day" in window.text()
    await journey.fills(cast.ana, {"design": "ab", "daily_traffic": "1,200", "mde": "-5%", "longest_run": "8"})
    await journey.quiet()
    no = await shown(journey, cast, "46 weeks")
    assert "No" in no
    for way in ("11.8 %", "6,840"):
        assert way in no, no
    assert "CUPED: where" not in no, "nobody churns before the experiment"
    await journey.fills(cast.ana, {"daily_traffic": "2,400", "mde": "-10%"})
    assert "Yes" in await shown(journey, cast, "Yes: 6 weeks")
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["daily_traffic"] == "2,400"
    saved = await journey.submits(cast.ana, {})
    assert saved.accepted
    assert "2,400" in (await journey.opens_part(cast.ana, 3)).text()


async def test_the_page_asks_what_the_design_needs_and_takes_no_typed_field_away(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    window = await journey.opens_part(cast.ana, 3)
    ofs = {"cluster_size", "cluster_correlation", "periods_per_day", "donors", "history_days", "arms"}
    assert not ofs & set(window.inputs())

    async def asked(design: str) -> set[str]:
        await journey.fills(cast.ana, {"design": design})
        await journey.quiet()
        assert cast.ana.modal is not None
        return ofs & set(cast.ana.modal.inputs())

    assert await asked("synthetic_control") == {"donors", "history_days"}
    assert await asked("switchback") == {"periods_per_day"}
    assert await asked("cluster") == {"cluster_size", "cluster_correlation"}
    await journey.fills(cast.ana, {"cluster_size": "banana"})
    assert await asked("ab") == {"cluster_size"}, "what cannot be read is not taken away either"
    await journey.fills(cast.ana, {"cluster_size": "25"})
    assert await asked("ab") == {"cluster_size"}, "it holds what is saved nowhere"
    assert (await journey.submits(cast.ana, {})).accepted
    again = await journey.opens_part(cast.ana, 3)
    assert ofs & set(again.inputs()) == set(), "clusters are another design's"
    assert await asked("cluster") == {"cluster_size", "cluster_correlation"}
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["cluster_size"] == "25", "and its answer stays"
    assert "“Likeness inside a cluster”" in cast.ana.modal.text()
    assert "“Members of a cluster”" not in cast.ana.modal.text(), "which is reckoned with again"
    assert await asked("ab") == set()


async def test_a_design_is_reckoned_without_the_answers_of_another_one(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, PROOF)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "Yes: 6 weeks" in heard.text
    clusters = {"design": "cluster", "cluster_size": "200", "cluster_correlation": "0.1"}
    await journey.answers(cast.ana, clusters)
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "Yes: 6 weeks" not in heard.text
    await journey.answers(cast.ana, {"design": "ab"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "Yes: 6 weeks" in heard.text
    assert "cluster" not in (await journey.opens_part(cast.ana, 3)).inputs()


@pytest.mark.parametrize("leaving", ["saves", "goes"])
async def test_an_optional_answer_that_is_cleared_stays_in_the_window_and_is_cleared(
    journey: Journey, cast: Cast, leaving: str
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, {"design": "cluster", "pool": "12,000", "cluster_size": "25"})
    window = await journey.opens_part(cast.ana, 3)
    assert (window.values()["pool"], window.values()["cluster_size"]) == ("12,000", "25")
    await journey.fills(cast.ana, {"pool": "", "cluster_size": ""})
    await shown(journey, cast, "Traffic per day")
    await journey.quiet()
    assert cast.ana.modal is not None
    assert {"pool", "cluster_size"} <= set(cast.ana.modal.inputs())
    if leaving == "saves":
        assert (await journey.submits(cast.ana, {})).accepted
    else:
        await journey.presses(cast.ana, cast.ana.modal, "kickoff.back")
    again = await journey.opens_part(cast.ana, 3)
    assert "pool" not in again.inputs(), "nothing stands there any more, so it is folded away"
    assert again.values().get("cluster_size") in (None, "")


async def test_a_field_that_was_typed_into_and_emptied_stays_where_it_is(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    window = await journey.opens_part(cast.ana, 3)
    await journey.presses(cast.ana, window, "kickoff.unfold")
    for typed in ("12,000", ""):
        await journey.fills(cast.ana, {"design": "ab", "pool": typed})
        await journey.quiet()
        assert cast.ana.modal is not None
        assert "pool" in cast.ana.modal.inputs()


async def test_a_verdict_that_comes_late_does_not_bring_a_page_back(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await journey.fills(cast.ana, {"outcome_horizon": PROOF["outcome_horizon"]})  # it was folded away
    gate, arrived = asyncio.Event(), asyncio.Event()

    def note(_: object) -> bool:
        arrived.set()
        return True

    journey.workspace.faults.next("views.update", Fault.hold(gate), match=note)
    await cast.ana.fill({"design": "ab"})
    await arrived.wait()
    saved = await cast.ana.submit(PROOF)
    assert saved.accepted
    gate.set()
    await journey.quiet()
    assert cast.ana.modal is not None
    assert "Part 4 of 5" in cast.ana.modal.text()


async def test_a_plan_that_cannot_show_its_effect_is_not_accepted(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, {**PROOF, "daily_traffic": "1,200", "mde": "-5%"})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "46 weeks" in heard.text
    assert not [one for one in elements(heard.messages[-1].blocks) if one.get("action_id") == "plan.accept"]
    project = button(journey.checklist(cast.ana), "kickoff.open")["value"].partition("|")[0]
    forged = await journey.forges(cast.ana, heard.messages[-1], "plan.accept", project)
    assert "would prove nothing" in forged
    assert journey.audit("plan.accepted") == []


async def test_what_the_lint_said_of_other_answers_goes_while_these_are_typed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, {**PROOF, "daily_traffic": "1,200", "mde": "-5%"})
    await journey.quiet()
    finding = "The experiment cannot show what it looks for"
    assert finding in (await journey.opens_part(cast.ana, 3)).text()
    await journey.fills(cast.ana, {"daily_traffic": "60,000"})
    assert finding not in await shown(journey, cast, "Yes:")
    await journey.fills(cast.ana, {"daily_traffic": "1,200"})
    assert finding in await shown(journey, cast, "46 weeks"), "it is right again"


async def test_forty_stores_are_a_pool_and_not_traffic(journey: Journey, cast: Cast) -> None:
    """One standard deviation: R's power.t.test(delta = 1, sd = 1, power = .8) gives 17 an arm."""
    stores = {"daily_traffic": "", "pool": "40", "primary_baseline": "€1,250", "spread": "100", "mde": "-8%"}
    await planned(journey, cast, members=(), **stores)
    accepted = said_last(journey, cast, "has a plan").text
    assert "Planned: all 40 units from the first day, watched for 8 weeks" in accepted
    journey.clock.move_to(STARTED)
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    assert "day 1 of 56, about 40 units expected by now, all of them from the first day" in heard.text


async def test_traffic_and_a_pool_are_asked_back_while_they_are_typed(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.opens_part(cast.ana, 3)
    await journey.fills(cast.ana, {"design": "ab", "daily_traffic": "1,200", "mde": "-5%", "pool": "40"})
    told = "Keep one and empty the other: 40 here for a fixed pool, or 1,200 there for units that enter day by day."
    assert told in await shown(journey, cast, "No verdict: “Units in all (a fixed pool)”: Traffic per day is answered")
    await journey.fills(cast.ana, {"pool": "", "outcome_horizon": "80"})
    assert "or a longest run of 14 weeks or more" in await shown(journey, cast, "known after 80 days")
    await journey.closes(cast.ana)
    await journey.answers(cast.ana, {**PROOF, "pool": "40"})
    assert "*Plan:* ready" not in journey.card(cast.churn).rendered()
    traffic = PROOF["daily_traffic"]
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert "“Units in all (a fixed pool)”: Traffic per day is answered too." in heard.text
    assert f"40 here for a fixed pool, or {traffic} there" in heard.text
    project = button(journey.checklist(cast.ana), "kickoff.open")["value"].partition("|")[0]
    forged = await journey.forges(cast.ana, heard.messages[-1], "plan.accept", project)
    assert "“Units in all (a fixed pool)”" in forged
    assert journey.audit("plan.accepted") == []
    await journey.presses(cast.ana, heard.messages[-1], "kickoff.open")
    assert cast.ana.modal is not None
    assert "Part 3 of 5" in cast.ana.modal.text()
    assert (await journey.submits(cast.ana, {"pool": ""})).accepted
    assert "ready" in journey.card(cast.churn).rendered()
    assert "Yes:" in (await journey.types(cast.ana, "/plumb experiment plan", cast.churn)).text


async def test_a_guest_reads_the_plan_and_is_offered_nothing(journey: Journey, cast: Cast) -> None:
    nothing = (await journey.types(cast.gus, "/plumb experiment", cast.churn)).text
    assert "There is no ML project here yet." in nothing
    assert "/plumb kickoff" not in nothing
    await journey.kickoff(sponsor=cast.sam)
    lacking = await journey.types(cast.gus, "/plumb experiment plan", cast.churn)
    offered = elements(lacking.messages[-1].blocks)
    assert "is no plan" not in lacking.text, "nobody has refused an experiment yet"
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, PROOF)
    ready = await journey.types(cast.gus, "/plumb experiment plan", cast.churn)
    offered += elements(ready.messages[-1].blocks)
    assert "Yes: 6 weeks" in ready.text
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    await journey.presses(cast.ana, heard.messages[-1], "plan.accept")
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    runs = await journey.types(cast.gus, "/plumb experiment", cast.churn)
    assert "day 1 of 42" in runs.text
    named = await journey.types(cast.gus, "/plumb experiment Churn model", cast.churn)
    assert "day 1 of 42" in named.text
    mistyped = await journey.types(cast.gus, "/plumb experiment resutl", cast.churn)
    assert "Near to it: experiment result." in mistyped.text
    nobodys = await journey.types(cast.gus, "/plumb experiment Uplift", cast.churn)
    assert "I do not know “experiment uplift”" in nobodys.text
    assert [*offered, *elements(runs.messages[-1].blocks)] == []


async def test_the_guardrail_that_was_sealed_as_counter_metric_stays_it(journey: Journey, cast: Cast) -> None:
    """The objective's words ask for margin; the owner calls another guardrail the counter-metric, before the start."""
    guarded = {"name": "Trust in offers", "better": "up", "margin": "2%", "today": "40%", "counter": "yes"}
    await started(journey, cast, guardrails=[guarded])
    assert "Nothing watches what this usually costs" not in journey.card(cast.churn).rendered()
    assert "Counter-metric: “Trust in offers”" in said_last(journey, cast, "has a plan").text
    await journey.answers(cast.sam, {"guardrails": [{"name": "Something else", "better": "up", "margin": "1%"}]})
    journey.clock.move_to(ENDED)
    said = await hands_in(journey, cast, {**WON, "guardrail_1": "18,720; 18,760"})
    assert "✓ Trust in offers: proven not worse than 2 %" in said
    assert "Recommendation: launch." in said
    assert "Not as registered: the guardrails" in said
