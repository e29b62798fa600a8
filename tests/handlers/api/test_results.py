"""Results from programs: the same readout, card and thread as by hand."""

import math
from datetime import date, timedelta
from typing import Any

import pytest

from handlers.demo.cast import Cast
from tests.databases import LONG_KINDS
from tests.handlers.api.conftest import Program
from tests.handlers.api.test_tokens import assert_problem
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.running import ENDED, STARTED, WON, hands_in, planned, said_last, started

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
ADDRESS = "/api/v1/projects/churn-model/experiments/1/results"
MARGIN = "Margin per customer"
ARMS: list[dict[str, Any]] = [
    {"arm": "control", "n": 46800, "x": 1451},
    {"arm": "treatment", "n": 46900, "x": 1266},
    {"arm": "control", "metric": MARGIN, "n": 46800, "mean": 12.4, "sd": 3.1},
    {"arm": "treatment", "metric": MARGIN, "n": 46900, "mean": 12.41, "sd": 3.05},
]
WHY = "To compare what was typed with what was posted."
BODY = {"through": "2027-04-11", "arms": ARMS}
ROWS = "\n".join(
    (
        "arm,metric,n,x,mean,sd",
        "control,,46800,1451,,",
        "treatment,,46900,1266,,",
        f"control,{MARGIN},46800,,12.4,3.1",
        f"treatment,{MARGIN},46900,,12.41,3.05",
    )
)


async def at_its_end(journey: Journey, cast: Cast, program: Program) -> dict[str, str]:
    """An A/B test whose planned end has come, and a token of one of its project's members."""
    await started(journey, cast, members=(cast.lena,))
    journey.clock.move_to(ENDED)
    return await program.token("write nightly")


@both
@pytest.mark.parametrize("body", [BODY, {"through": "2027-04-11", "rows": ROWS}], ids=["arms", "rows"])
async def test_results_lead_to_the_card_in_the_channel(
    journey: Journey, cast: Cast, program: Program, body: dict[str, Any]
) -> None:
    token = await at_its_end(journey, cast, program)
    answer = await program.http.post(ADDRESS, headers=token, json=body)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["project"] == "churn-model"
    assert (told["experiment"]["number"], told["experiment"]["state"]) == (1, "read")
    readout = told["readout"]
    assert (readout["recommendation"]["advice"], readout["grade"]) == ("launch", "randomised")
    assert (readout["through"], readout["early"], readout["by"]) == ("2027-04-11", False, cast.lena.id)
    primary = next(line for line in readout["arms"]["lines"] if line["role"] == "primary")
    assert MARGIN in [line["metric"] for line in readout["arms"]["lines"]], primary
    await journey.quiet()
    card = said_last(journey, cast, "won")
    for words in ("2.70", "3.10", "46,800", MARGIN, "Recommendation: launch", "as registered"):
        assert words in card.rendered()
    assert [one for one in journey.workspace.messages(cast.churn) if one.thread_ts == card.ts and one.ts != card.ts]
    [read], [posted] = journey.audit("experiment.read"), journey.audit("api.results")
    assert (read.actor, posted.actor) == (cast.lena.id, cast.lena.id)
    assert '"source":"api:nightly"' in str(posted.after)


async def test_a_final_result_is_read_anew_with_a_reason_alone(journey: Journey, cast: Cast, program: Program) -> None:
    token = await at_its_end(journey, cast, program)
    assert (await program.http.post(ADDRESS, headers=token, json=BODY)).status_code == 201
    refused = await program.http.post(ADDRESS, headers=token, json=BODY)
    assert_problem(refused, 422)
    assert [each["field"] for each in refused.json()["errors"]] == ["reason"]
    again = await program.http.post(ADDRESS, headers=token, json={**BODY, "reason": WHY})
    assert again.json()["readout"]["again"]["reason"] == WHY
    await journey.quiet()
    assert WHY in said_last(journey, cast, "Reading 2").rendered()


async def test_the_period_before_may_be_posted(journey: Journey, cast: Cast, program: Program) -> None:
    token = await at_its_end(journey, cast, program)
    arms = [{**arm, "pre_mean": 2, "pre_sd": 1, "pre_cov": 0.0693} if "x" in arm else arm for arm in ARMS]
    read = (await program.http.post(ADDRESS, headers=token, json={**BODY, "arms": arms})).json()["readout"]
    assert read["changed"] == ["adjustment"]
    assert 0.8 < next(line["variance_left"] for line in read["arms"]["lines"] if line["role"] == "primary") < 0.9


async def test_the_numbers_are_those_of_the_same_results_by_hand(
    journey: Journey, cast: Cast, program: Program
) -> None:
    token = await at_its_end(journey, cast, program)
    posted = (await program.http.post(ADDRESS, headers=token, json=BODY)).json()["readout"]
    await hands_in(journey, cast, {**WON, "through": "2027-04-11", "reason": WHY})
    shown = (await program.http.get("/api/v1/projects/churn-model", headers=token)).json()
    [experiment] = shown["experiments"]
    by_hand = experiment["readout"]
    assert (by_hand["by"], by_hand["number"]) == (cast.ana.id, 2)
    for same in ("recommendation", "grade", "changed", "through"):
        assert by_hand[same] == posted[same]
    names = ("arms", "treatment", "control")
    assert _figures(by_hand["arms"], names) == _figures(posted["arms"], names)


def _figures(told: Any, left_out: tuple[str, ...]) -> list[float]:
    """Every number in a document, in its order."""
    if isinstance(told, dict):
        return [found for each in told.values() for found in _figures(each, left_out)]
    if isinstance(told, list):
        return [found for each in told for found in _figures(each, left_out)]
    return [told] if isinstance(told, float) else []


IMPOSSIBLE: list[tuple[dict[str, Any], str, str]] = [
    ({"arms": [{**ARMS[0], "x": 46801}, *ARMS[1:]]}, "arms", "arms[0]"),
    ({"arms": [ARMS[0], {**ARMS[1], "n": 0}]}, "arms", "arms[1]"),
    ({"arms": [ARMS[0], {**ARMS[1], "x": -3}]}, "arms", "below zero"),
    ({"arms": [ARMS[0], {**ARMS[1], "n": 10**400}]}, "arms", ""),
    ({"arms": [ARMS[0], ARMS[0]]}, "arms", "nothing to compare with"),
    ({"arms": [*ARMS, ARMS[1]]}, "arms", "arms[1] and arms[4]"),
    ({"arms": [*ARMS[:3], {**ARMS[3], "sd": -1.0}]}, "arms", "arms[3]"),
    ({"arms": [*ARMS[:3], {**ARMS[3], "mean": 1e300}]}, "arms", "arms[3]"),
    ({"arms": ARMS[2:]}, "arms", "primary"),
    ({"arms": [ARMS[0], {**ARMS[1], "x": 1.5}]}, "arms[1].x", ""),
    ({"arms": [ARMS[0], {**ARMS[1], "x": "12"}]}, "arms[1].x", ""),
    ({"arms": [ARMS[0], {**ARMS[1], "x": True}]}, "arms[1].x", ""),
    ({"arms": [ARMS[0], {"arm": "treatment"}]}, "arms[1].n", ""),
    ({"arms": []}, "arms", ""),
    ({"arms": [ARMS[0]] * 20_001}, "arms", "20000"),
    ({"arms": None}, "arms", "Send one result"),
    ({"rows": "arm,n,x\ncontrol,1,2"}, "body", "not both"),
    ({"arms": None, "rows": "arm,n,x\ncontrol,1,2\ntreatment,5,2"}, "rows", "Line 2"),
    ({"arms": None, "rows": "arm,n,x\n" + "a,1,1\n" * 20_001}, "rows", "20,000"),
    ({"through": "2027-02-01"}, "through", "before the start"),
    ({"through": "2027-02-30"}, "through", ""),
    ({"through": "yesterday"}, "through", ""),
    ({"treatment": 1}, "treatment", ""),
]


async def test_impossible_results_are_refused_at_their_field(journey: Journey, cast: Cast, program: Program) -> None:
    token = await at_its_end(journey, cast, program)
    for change, field, words in IMPOSSIBLE:
        refused = await program.http.post(ADDRESS, headers=token, json={**BODY, **change})
        assert_problem(refused, 422, words)
        assert [each["field"] for each in refused.json()["errors"]] == [field], refused.text
    assert journey.audit("experiment.read") == []
    assert (await program.http.post(ADDRESS, headers=token, json=BODY)).status_code == 201


@both
async def test_the_same_key_reads_out_once(journey: Journey, cast: Cast, program: Program) -> None:
    token = {**await at_its_end(journey, cast, program), "Idempotency-Key": "night-42"}
    first = await program.http.post(ADDRESS, headers=token, json=BODY)
    again = await program.http.post(ADDRESS, headers=token, json=BODY)
    assert (again.status_code, again.content) == (201, first.content)
    assert len(journey.audit("experiment.read")) == 1
    other = await program.http.post(ADDRESS, headers=token, json={**BODY, "through": "2027-04-10"})
    assert_problem(other, 422, "Idempotency-Key")


async def test_an_experiment_goes_by_its_number_or_its_id(journey: Journey, cast: Cast, program: Program) -> None:
    token = await at_its_end(journey, cast, program)
    [experiment] = (await program.http.get("/api/v1/projects/churn-model", headers=token)).json()["experiments"]
    by_id = ADDRESS.replace("/1/", f"/{experiment['id']}/")
    assert (await program.http.post(by_id, headers=token, json=BODY)).status_code == 201
    for other in ("2", "0", "01", "E0", "%00", "1'--"):
        assert_problem(await program.http.post(ADDRESS.replace("/1/", f"/{other}/"), headers=token, json=BODY), 404)


async def test_a_decided_experiment_takes_no_results(journey: Journey, cast: Cast, program: Program) -> None:
    token = await at_its_end(journey, cast, program)
    await program.http.post(ADDRESS, headers=token, json=BODY)
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    decided = await journey.submits(cast.sam, {"choice": "launch"})
    assert decided.accepted
    assert_problem(await program.http.post(ADDRESS, headers=token, json=BODY), 409, "decided")
    [experiment] = (await program.http.get("/api/v1/projects/churn-model", headers=token)).json()["experiments"]
    assert (experiment["state"], experiment["decision"]) == ("decided", "launch")


async def test_a_series_over_time_is_read_out(journey: Journey, cast: Cast, program: Program) -> None:
    series = {"design": "interrupted_time_series", "daily_traffic": "60,000", "mde": "-10%"}
    await planned(journey, cast, members=(cast.lena,), **series)
    journey.clock.move_to(STARTED)
    await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    journey.clock.move_to(at("2027-04-27", "10:00", BERLIN))
    token = await program.token("write")
    rows = ["date,value"]
    for day in range(-90, 56):
        level = 0.031 + 0.0005 * math.sin(day * 1.7) + 0.0004 * math.cos(day * 0.9) - (0.0045 if day >= 0 else 0)
        rows.append(f"{date(2027, 3, 1) + timedelta(days=day)},{level:.6f}")
    answer = await program.http.post(ADDRESS, headers=token, json={"rows": "\n".join(rows)})
    assert answer.status_code == 201, answer.text
    readout = answer.json()["readout"]
    assert readout["series"] is not None
    assert readout["grade"] == "observed"
    await journey.quiet()
    assert "\u22120.4" in journey.said_in(cast.churn)
    sent_as_arms = await program.http.post(ADDRESS, headers=token, json={"arms": ARMS, "reason": WHY})
    assert_problem(sent_as_arms, 422)
    assert [each["field"] for each in sent_as_arms.json()["errors"]] == ["arms"]
