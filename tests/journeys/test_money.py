"""Money in the channel: how it came about, what the sums rest on, and what is said when they cannot be computed."""

import re
from dataclasses import replace

import pytest

from bot.domain.ids import ExperimentId, WorkspaceId
from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from handlers.demo.workspace import Message
from handlers.worker.worker import Worker
from storage.engine import open_engine
from storage.unit_of_work import Store
from tests.databases import LONG_KINDS
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.programs import outcome
from tests.journeys.running import ENDED, WON, hands_in, started
from tests.journeys.test_digests import digests, schedule

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
MONDAY = at("2027-04-19", "12:00", BERLIN)
HARM = {**WON, "treatment_x": "1,640", "guardrail_1": "12.40 ± 3.10; 12.10 ± 3.05"}


async def proven(journey: Journey, cast: Cast) -> None:
    """An experiment that won and was launched, with a digest to come on Mondays."""
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, WON)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": "launch"})).accepted
    await schedule(journey, "weekly monday 09:00 Europe/Berlin")


async def harmed(journey: Journey, cast: Cast, choice: str, **more: str) -> None:
    """An experiment that did harm, beside a guardrail that is not proven, and what was decided on it."""
    await started(journey, cast)
    journey.clock.move_to(ENDED)
    assert "proven (randomised)" in await hands_in(journey, cast, HARM)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": choice, **more})).accepted


def thread_of(journey: Journey, cast: Cast, first: Message) -> list[Message]:
    return [one for one in journey.workspace.messages(cast.churn) if one.thread_ts == first.ts and one.ts != first.ts]


def headline(text: str) -> str:
    return next(line for line in text.splitlines() if "measured" in line and "claim" in line)


@both
async def test_proven_money_says_how_it_came_about_where_it_is_asked_and_in_the_digest(
    journey: Journey, cast: Cast
) -> None:
    """By hand: 1451 of 46,800 and 1266 of 46,900; the prior is 4 % of the control's 3.1 %; 400,000 euros a point."""
    control, treatment = 1451 / 46_800, 1266 / 46_900
    variance = control * (1 - control) / 46_800 + treatment * (1 - treatment) / 46_900
    width = (0.04 * control) ** 2
    points = 100 * (control - treatment) * width / (width + variance)
    half = 100 * 1.959964 * (variance * width / (width + variance)) ** 0.5
    middle, floor = (f"€{400 * each:.1f} k/yr" for each in (points, points - half))
    await proven(journey, cast)
    asked = (await journey.types(cast.sam, "/impact", cast.churn)).text
    assert f"Proven {middle} [" in asked, (middle, asked)
    assert f"(floor {floor})" in asked, (floor, asked)
    assert f"Seen \u2212{100 * (control - treatment):.2f} pp [" in asked
    assert f"Money counts \u2212{points:.2f} pp" in asked
    assert "lifts usually lie within ±4 % (stated default)" in asked
    factor = re.search(r"(\S+) pp \u00d7 €400,000 a point = (\S+ k/yr)", asked)
    assert factor is not None
    assert float(factor[1]) == pytest.approx(points, abs=5e-6)
    assert factor[2] == middle
    preview = await journey.types(cast.lena, "/plumb digest weekly", cast.churn)
    assert headline(preview.text) == headline(asked)
    await journey.travel(MONDAY)
    [digest] = digests(journey, cast.churn)
    assert headline(digest.text) == headline(asked)
    [details] = thread_of(journey, cast, digest)
    assert "How these figures came about" in details.text
    assert factor[0] in details.text
    card = await journey.types(cast.sam, "/plumb status", cast.churn)
    assert factor[0] in card.text


async def test_a_digest_goes_out_without_sums_when_they_cannot_be_computed(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    # It takes no job: whoever asks is told at once that there is too much to do.
    await journey.restart(worker=Worker(most_waiting=0))
    await journey.travel(MONDAY)
    [digest] = digests(journey, cast.churn)
    for said in (digest.text, digest.rendered()):
        assert "The sums could not be computed this time." in said
        assert "Proven €" not in said
        assert "proven (randomised)" in said
    asked = await journey.types(cast.sam, "/impact", cast.churn)
    assert "The sums could not be computed this time." in asked.text
    assert "Money counts" in asked.text
    await journey.presses(cast.sam, asked.messages[-1], "reply.share")
    shared = journey.workspace.messages(cast.churn)[-1]
    assert "The sums could not be computed this time." in shared.text


async def test_what_is_shared_has_the_sums_that_were_shown(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    asked = await journey.types(cast.sam, "/impact", cast.churn)
    await journey.presses(cast.sam, asked.messages[-1], "reply.share")
    assert headline(journey.workspace.messages(cast.churn)[-1].text) == headline(asked.text)


async def test_what_is_due_is_rehearsed_with_its_sums(journey: Journey, cast: Cast) -> None:
    await proven(journey, cast)
    asked = await journey.types(cast.sam, "/impact", cast.churn)
    _, printed, _ = await outcome(journey, "due", "--at", MONDAY.isoformat())
    assert headline(printed) == headline(asked.text)
    assert digests(journey, cast.churn) == []


def others(journey: Journey, result: str) -> None:
    """Four experiments of another project with the same result; that of the first is forgotten where it says so."""
    workspace, now = WorkspaceId(journey.workspace.team_id), journey.clock.now()
    engine = open_engine(journey.address)
    try:
        with Store(engine).unit(workspace, actor=None, now=now) as work:
            own, other = (work.projects.by_key(key) for key in ("churn-model", "fraud-scoring"))
            assert own is not None
            assert other is not None
            [first] = work.experiments.of(own.id)
            for number in (1, 2, 3, 4):
                copy = replace(first, id=ExperimentId(f"E{number}"), project=other.id, number=number)
                work.experiments.save(copy)
            if result == "forgotten":
                work.experiments.save(replace(first, readout=None, looks=0))
    finally:
        engine.dispose()


@both
@pytest.mark.parametrize("result", ["kept", "forgotten"])
async def test_lifts_are_drawn_towards_what_ones_own_experiments_show(
    journey: Journey, cast: Cast, result: str
) -> None:
    """Four more with the same result: all lie at one lift, so the prior's variance is lift^2 - se^2."""
    control, treatment = 1451 / 46_800, 1266 / 46_900
    variance = control * (1 - control) / 46_800 + treatment * (1 - treatment) / 46_900
    usual = 100 * ((treatment - control) ** 2 - variance) ** 0.5 / control
    told = f"lifts usually lie within ±{usual:.2g} % (from your own 5 finished experiments)"
    await started(journey, cast)
    await journey.kickoff(cast.mei, cast.fraud, "Fraud scoring")
    journey.clock.move_to(ENDED)
    await hands_in(journey, cast, WON)
    card = next(one for one in journey.workspace.messages(cast.churn) if "required answers" in one.rendered())
    assert "(stated default)" in card.rendered()
    others(journey, result)
    again = {"reason": "To see what others found in the meantime."} if result == "kept" else {}
    await hands_in(journey, cast, {**WON, **again})
    assert told in card.rendered()
    for words in ("/impact", "/plumb status"):
        assert told in (await journey.types(cast.sam, words, cast.churn)).text


async def test_a_harmful_experiment_that_was_stopped_claims_nothing(journey: Journey, cast: Cast) -> None:
    await harmed(journey, cast, "stop")
    await journey.types(cast.ana, "/plumb kpi 2.9%", cast.churn)
    asked = (await journey.types(cast.sam, "/impact", cast.churn)).text
    assert "Nothing proven, measured or claimed in money yet." in asked
    assert "Stopped: it claims nothing and counts in no sum. The experiment had found +" in asked
    assert "the wrong way: proven (randomised)." in asked
    assert "€" not in asked.replace("€400", "")


async def test_harm_that_is_launched_all_the_same_counts_against_what_is_proven(journey: Journey, cast: Cast) -> None:
    await harmed(journey, cast, "launch", reason="The contract leaves us no choice this quarter.")
    asked = (await journey.types(cast.sam, "/impact", cast.churn)).text
    assert "Proven \u2212€" in asked
    assert "Proven by a randomised experiment to do harm." in asked


async def test_a_score_claims_no_money_in_card_digest_and_impact(journey: Journey, cast: Cast) -> None:
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.sam, {"value_per_unit": "€400k"})
    assert "€" in (await journey.types(cast.ana, "/plumb impact", cast.churn)).text
    await journey.answers(cast.ana, {"metric_name": "MAPE of the churn forecast"})
    card = journey.card(cast.churn).rendered()
    assert "No figure in money: the metric is a score of the model" in card
    assert "€" not in card
    heard = [await journey.types(cast.ana, asked, cast.churn) for asked in ("/plumb impact", "/plumb impact all")]
    preview = await journey.types(cast.lena, "/plumb digest weekly monday 09:00 Europe/Berlin", cast.churn)
    for said in (*(each.text for each in heard), preview.messages[-1].rendered()):
        assert "€" not in said, said
        assert "score" in said, said
    await journey.answers(cast.ana, {"metric_name": OUTCOME["metric_name"]})
    assert "€" in journey.card(cast.churn).rendered()
