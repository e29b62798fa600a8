"""Results of other designs than an A/B test from programs: the same forms as by hand, without a window's limits."""

from datetime import date, timedelta

from handlers.demo.cast import Cast
from tests.handlers.api.conftest import Program
from tests.journeys.journey import BERLIN, Journey, at
from tests.journeys.test_designs import CLUSTERED, LARGE, OVER_TIME_ENDED, panel, runs, shops


async def test_programs_hand_in_the_same_forms(journey: Journey, cast: Cast, program: Program) -> None:
    await runs(journey, cast, **CLUSTERED, members=(cast.lena,))
    journey.clock.move_to(at("2027-04-27", "10:00", BERLIN))
    token = await program.token("write nightly")
    address = "/api/v1/projects/churn-model/experiments/1/results"
    [experiment] = (await program.http.get("/api/v1/projects/churn-model", headers=token)).json()["experiments"]
    through = (date.fromisoformat(experiment["ends_on"]) - timedelta(days=1)).isoformat()
    totals = {
        "through": through,
        "arms": [{"arm": "control", "n": 9, "x": 1}, {"arm": "treatment", "n": 9, "x": 1}],
    }
    refused = await program.http.post(address, headers=token, json=totals)
    assert refused.status_code == 422, refused.text
    assert "read by cluster" in refused.text
    lines = [line.split(",") for line in shops().splitlines()[1:]]
    arms = [
        {"cluster": shop, "arm": arm, "n": int(n), **({"x": int(x)} if x else {"metric": metric, "mean": float(mean)})}
        for shop, arm, metric, n, x, mean in lines
    ]
    answer = await program.http.post(address, headers=token, json={"through": through, "arms": arms})
    assert answer.status_code == 201, answer.text
    readout = answer.json()["readout"]
    assert (readout["arms"]["counted"], readout["arms"]["counts"]) == ("clusters", [20, 20])
    assert readout["grade"] == "randomised"


async def test_a_program_hands_in_a_synthetic_control(journey: Journey, cast: Cast, program: Program) -> None:
    await runs(journey, cast, design="synthetic_control", donors="24", members=(cast.lena,), **LARGE)
    journey.clock.move_to(OVER_TIME_ENDED)
    token = await program.token("write nightly")
    address = "/api/v1/projects/churn-model/experiments/1/results"
    poor = await program.http.post(address, headers=token, json={"rows": panel(effect=-0.45, towns=4)})
    assert poor.status_code == 422, poor.text
    guardrail = panel("Margin per customer", step=1).splitlines()[1:]
    header, *own = panel(effect=-0.45, step=1).splitlines()
    named = [line.replace(",", ",,", 1) for line in own]
    rows = "\n".join((header.replace(",", ",metric,", 1), *named, *guardrail))
    answer = await program.http.post(address, headers=token, json={"rows": rows})
    assert answer.status_code == 201, answer.text
    readout = answer.json()["readout"]
    assert (readout["synthetic"]["rank"], readout["synthetic"]["units"]) == (1, 25)
    assert readout["synthetic"]["low"] < readout["synthetic"]["effect"] < readout["synthetic"]["high"] < 0
    assert [each["said"] for each in readout["guardrails"]] == ["not_worse"]
