"""Is the plan realistic? What people are told on the last page, at its end, and beside the impact."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.decision import Decision
from bot.domain.ids import ExperimentId, ProjectId, WorkspaceId
from bot.domain.readouts import Choice, Decided
from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.worker.worker import Worker
from storage.engine import open_engine
from storage.unit_of_work import Store
from tests.databases import LONG_KINDS
from tests.journeys.journey import Journey, button
from tests.journeys.running import ENDED, WON, hands_in, planned, shown, started
from tests.storage.samples import ANA, charter, dossier, experiment, project

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
NEWCOMERS = {"ml_years": "1", "days_to_deploy": "14", "annual_budget": "€62k"}
"""The target, a tenth of 3.1 %, is worth 0.31 points at €400,000: €124,000 a year."""


def finished(journey: Journey, *days: int) -> None:
    """Projects of the workspace that were in use so many days after their kickoff, and stopped in the end."""
    workspace, now = WorkspaceId(journey.workspace.team_id), journey.clock.now()
    kickoff = now - timedelta(days=300)
    decided = Decided(choice=Choice.STOP, by=ANA, at=now, reason="It cost more.", recommended=None)
    engine = open_engine(journey.address)
    try:
        with Store(engine).unit(workspace, actor=None, now=now) as work:
            for number, each in enumerate(days):
                id_ = ProjectId(f"F{number}{each}")
                made = project(workspace, id_=id_, key=f"finished-{number}-{each}", channel="C0ELSEWHERE")
                begun = replace(charter(id_), started_at=kickoff)
                work.keep(Decision(state=dossier(made, begun)))
                run = experiment(workspace, id_=id_, id=ExperimentId(f"E{number}{each}"), decided=decided)
                run = replace(run, started_on=(kickoff + timedelta(days=each)).date())
                work.experiments.save(run)
    finally:
        engine.dispose()


async def priced(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.sam, {"value_per_unit": "€400k"})


async def opened(journey: Journey, cast: Cast) -> str:
    """The page with all its details before the owner."""
    page = await journey.opens_part(cast.ana, 5)
    await journey.presses(cast.ana, page, "realism.details")
    return await shown(journey, cast, "[In short]")


async def said_on_page(journey: Journey, cast: Cast, values: dict[str, str], words: str) -> str:
    await opened(journey, cast)
    await cast.ana.fill(values)
    await journey.quiet()
    return await shown(journey, cast, words)


@both
async def test_the_last_page_follows_what_is_typed_and_the_end_repeats_it(journey: Journey, cast: Cast) -> None:
    """By hand: value 124 on day 14 against a budget of 62 from day 0: even after 28 days, 0.92 months."""
    await priced(journey, cast)
    page = await journey.opens_part(cast.ana, 5)
    assert "*Money:* a break-even takes the budget per year." in page.text()
    assert "Algorithmia" not in page.text(), "sources and odds are a button away"
    assert "It takes the budget per year." in await opened(journey, cast)
    await cast.ana.fill({"ml_years": "1", "days_to_deploy": "14"})
    await journey.quiet()
    typed = await shown(journey, cast, "you plan 14.")
    assert "teams with under 5 years of ML in production usually take 31 to 90 days" in typed
    assert "less than half of the fastest usual time" in typed
    assert "Algorithmia, 2020 State of Enterprise Machine Learning, 2019 (745 answers)" in typed
    await cast.ana.fill({"annual_budget": "€62k"})
    await journey.quiet()
    typed = await shown(journey, cast, "It is paid from 50 % of the target on.")
    assert "a budget of €62 k/yr against a value of €124 k/yr, claimed." in typed
    assert "0.9 months after the kickoff all that was spent is back" in typed
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["annual_budget"] == "€62k"
    saved = await journey.submits(cast.ana, {})
    assert saved.accepted
    assert cast.ana.modal is not None
    end = cast.ana.modal.text()
    assert "One thing is worth another look" in end
    assert "you plan 14." in end
    assert "0.9 months after the kickoff" in end


async def test_details_come_and_go_and_what_is_typed_stays(journey: Journey, cast: Cast) -> None:
    await priced(journey, cast)
    page = await journey.opens_part(cast.ana, 5)
    await cast.ana.fill({"ml_years": "1", "days_to_deploy": "14", "why_now": "Churn rose."})
    assert "unusually fast" in await shown(journey, cast, "you plan 14, which is")
    for label, part in (("[In short]", "more"), ("[Details]", "less"), ("[In short]", "more")):
        assert cast.ana.modal is not None
        await journey.presses(cast.ana, cast.ana.modal, "realism.details")
        said = await shown(journey, cast, label)
        assert ("Algorithmia" in said) is (part == "more")
        assert cast.ana.modal.values()["why_now"] == "Churn rose."
    await cast.ana.fill({"days_to_deploy": "15"})
    assert "Algorithmia" in await shown(journey, cast, "you plan 15."), "typing folds nothing"
    assert cast.ana.modal is not None
    assert cast.ana.modal.id == page.id


@both
async def test_the_sixth_project_is_compared_with_the_five_before_it(journey: Journey, cast: Cast) -> None:
    """By hand: 40 to 80 in tens have their middle half from 50 to 70, their fastest tenth at 44."""
    await priced(journey, cast)
    finished(journey, 40, 50, 60, 70)
    four = await said_on_page(journey, cast, NEWCOMERS, "you plan 14.")
    assert "teams with under 5 years" in four
    await journey.closes(cast.ana)
    finished(journey, 80)
    await journey.restart()
    five = await said_on_page(journey, cast, {**NEWCOMERS, "days_to_deploy": "43"}, "you plan 43.")
    assert "your own 5 finished projects took 50 to 70 days, those in the middle; you plan 43." in five
    assert "The fastest tenth took about 44" in five
    assert "Algorithmia" not in five.partition("Lift")[0]
    await cast.ana.fill({"days_to_deploy": "45"})
    await journey.quiet()
    assert "fastest tenth" not in await shown(journey, cast, "you plan 45.")


async def test_a_day_before_the_proof_is_named_with_the_day_of_the_proof(journey: Journey, cast: Cast) -> None:
    """The plan starts on 1 March and takes six weeks: nothing is proven before 12 April."""
    await planned(journey, cast)
    values = {"value_expected_by": "2027-04-11", "days_to_deploy": "20"}
    said = await said_on_page(journey, cast, values, "Value expected by 11 Apr 2027")
    assert "The experiment, 42 days from the start to the last outcome, ends on 12 Apr 2027 at the earliest." in said
    assert "had one within a year" in said
    await cast.ana.fill({"value_expected_by": "2028-04-12"})
    await journey.quiet()
    assert "Value expected by" not in (await shown(journey, cast, "teams with")).partition("Is the plan realistic?")[0]


async def test_a_budget_may_be_a_range_and_the_break_even_has_its_interval(journey: Journey, cast: Cast) -> None:
    """By hand: of a triangle from 40 over 62 to 84, 95 % lie within 44.9 and 79.1 (44 x 22 x 0.025 is 4.92 squared).

    Against 124 from day 14 on, the days 14 * 124 / (124 - budget) are 28 in the middle, 21.9 and 38.7 at the ends.
    """
    await priced(journey, cast)
    values = {"days_to_deploy": "14", "annual_budget": "€40-84k"}
    said = await said_on_page(journey, cast, values, "draws, seed")
    assert "a budget of €62 k/yr [€40 k to €84 k] against a value of €124 k/yr, claimed." in said
    assert "It is paid from 50 % of the target on. In 100 % of the draws a year's value covers a year's budget." in said
    assert "0.9 months after the kickoff all that was spent is back [0.7 to 1.3]; value begins on day 14." in said
    assert (await journey.submits(cast.ana, {})).accepted
    await journey.closes(cast.ana)
    await journey.types(cast.ana, "/plumb answer annual_budget", cast.churn)
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["annual_budget"] == "€40-84k"


async def test_two_currencies_are_not_made_into_one(journey: Journey, cast: Cast) -> None:
    await priced(journey, cast)
    said = await said_on_page(journey, cast, {"annual_budget": "$62k"}, "Nothing is converted here")
    assert "a budget of $62 k/yr (USD), and a value in EUR" in said
    assert (await journey.submits(cast.ana, {})).accepted
    await journey.closes(cast.ana)
    heard = await journey.types(cast.sam, "/impact", cast.churn)
    assert "Nothing is converted here" in heard.text


@both
async def test_the_impact_names_a_known_budget_with_odds_once_there_is_an_experiment(
    journey: Journey, cast: Cast
) -> None:
    await started(journey, cast)
    assert "Break-even" not in (await journey.types(cast.sam, "/impact", cast.churn)).text
    await journey.answers(cast.ana, {"days_to_deploy": "28"})
    await journey.answers(cast.sam, {"annual_budget": "€60k"})
    claimed = (await journey.types(cast.sam, "/impact", cast.churn)).text
    assert "a budget of €60 k/yr against a value of €124 k/yr, claimed." in claimed
    assert "draws a year's value" not in claimed
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, WON)
    heard = await journey.types(cast.sam, "/impact", cast.churn)
    assert "a budget of €60 k/yr against a value of €90.1 k/yr [" in heard.text
    assert "of the draws a year's value covers a year's budget." in heard.text
    assert "to never]; value begins on day 28. 100,000 draws, seed" in heard.text
    share = button(heard.messages[-1], "reply.share")
    await journey.presses(cast.sam, heard.messages[-1], "reply.share", share["value"])
    shared = [one for one in journey.workspace.messages(cast.churn) if "What Churn model is worth" in one.text]
    assert "of the draws a year's value covers a year's budget." in shared[-1].text
    (picture,) = [block for block in shared[-1].blocks if block["type"] == "image"]
    assert "What is spent, €60 k/yr, beside what comes back from day 28 on" in picture["alt_text"]
    assert "Break-even" not in (await journey.types(cast.sam, "/impact all", cast.churn)).text


async def test_odds_that_cannot_be_computed_cost_the_odds_alone(journey: Journey, cast: Cast) -> None:
    await started(journey, cast)
    await journey.answers(cast.sam, {"annual_budget": "€60k"})
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, WON)
    # It takes no job: whoever asks is told at once that there is too much to do.
    await journey.restart(worker=Worker(most_waiting=0))
    said = await said_on_page(journey, cast, {"days_to_deploy": "28"}, "could not be computed this time")
    assert "a budget of €60 k/yr against a value of €90.1 k/yr" in said
