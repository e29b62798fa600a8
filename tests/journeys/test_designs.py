"""Designs other than an A/B test from their plan to a decision: each is read as it was registered, or asks for more."""

import math
from datetime import date, timedelta
from typing import Any

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME, PROOF
from handlers.demo.workspace import Person
from tests.journeys.journey import BERLIN, Journey, at, elements
from tests.journeys.running import STARTED, hands_in, planned, said_last

START = date(2027, 3, 1)
OVER_TIME_ENDED = at("2027-04-27", "10:00", BERLIN)
LARGE: dict[str, Any] = {"daily_traffic": "60,000", "mde": "-10%"}


def share_of(day: int, town: int, *, seed: float = 0.0) -> float:
    """The churn of a town in percent: two waves that all share, each in its own mixture, and a little of its own."""
    mixture = (town * 7 % 24) / 24
    waves = 0.3 * mixture * math.sin(day / 9 + seed) + 0.3 * (1 - mixture) * math.cos(day / 13 + seed)
    return 3.1 + waves + 0.03 * math.sin(day * (1.3 + town * 0.37) + town + seed)


def panel(metric: str = "", *, effect: float = 0.0, towns: int = 24, step: int = 7, scale: float = 1.0) -> str:
    """Points of the own town, a mixture of three others and a little of its own, beside towns; in percent, or scaled.

    Every `step` days from 84 days before the start, with `effect` from the start on.
    """
    names = [f"T{number}" for number in range(towns)]
    sign, level = ("", 9.3) if metric else ("%", 0.0)
    rows = [",".join(("date", *(["metric"] if metric else []), "value", *names))]
    for day in range(-84, 56, step):
        others = [(level + share_of(day, town, seed=level)) * scale for town in range(24)]
        own = (
            (others[3] + 2 * others[9] + others[16]) / 4
            + 0.05 * scale * math.sin(day * 1.7)
            + (effect if day >= 0 else 0.0)
        )
        cells = (f"{value:.2f}{sign}" for value in (own, *others[:towns]))
        rows.append(",".join((str(START + timedelta(days=day)), *([metric] if metric else []), *cells)))
    return "\n".join(rows)


def in_fields(rows: str) -> dict[str, str]:
    """Rows in as many fields as they take, cut between two rows, as a person has to."""
    pieces = [""]
    for line in rows.splitlines():
        if len(pieces[-1]) + len(line) + 1 > 3000:
            pieces.append("")
        pieces[-1] += f"{line}\n"
    return dict(zip(("rows", "more_1", "more_2", "more_3"), pieces, strict=False))


async def runs(
    journey: Journey, cast: Cast, *, members: tuple[Person, ...] = (), attaches: bool = False, **answers: Any
) -> None:
    """The experiment runs; in a workspace that lets us read files only where they are attached."""
    if not attaches:
        journey.workspace.world.granted -= {"files:read"}
    await planned(journey, cast, members=members, **answers)
    journey.clock.move_to(STARTED)
    heard = await journey.types(cast.ana, "/plumb experiment start", cast.churn)
    assert "ends on" in heard.text.casefold(), heard.text


async def answered(journey: Journey, cast: Cast, **answers: str) -> str:
    """What the page of a plan says that is not offered to be accepted."""
    await journey.kickoff(sponsor=cast.sam)
    await journey.answers(cast.ana, OUTCOME)
    await journey.answers(cast.ana, {**PROOF, **answers})
    heard = await journey.types(cast.ana, "/plumb experiment plan", cast.churn)
    assert not [one for one in elements(heard.messages[-1].blocks) if one.get("action_id") == "plan.accept"]
    return heard.text


async def refused_rows(journey: Journey, cast: Cast, values: dict[str, Any]) -> str:
    """What the window says at the rows; nothing is kept and nothing is lost."""
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    refused = await journey.submits(cast.ana, values)
    assert set(refused.errors) == {"rows"}, refused
    assert journey.audit("experiment.read") == []
    assert cast.ana.modal is not None
    assert cast.ana.modal.values()["rows"] == values["rows"]
    await journey.closes(cast.ana)
    return str(refused.errors["rows"])


# --- synthetic control ------------------------------------------------------------------------------------


async def test_a_synthetic_control_from_its_plan_to_the_launch_with_its_pictures(journey: Journey, cast: Cast) -> None:
    await runs(journey, cast, design="synthetic_control", donors="24", **LARGE)
    journey.clock.move_to(OVER_TIME_ENDED)
    typed = in_fields(panel(effect=-0.45))
    assert len(typed) == 2
    guardrail = panel().replace("%", "")
    said = await hands_in(journey, cast, {**typed, "guardrail_1": guardrail})
    assert "won" in said.casefold(), said
    card = said_last(journey, cast, "experiment 1 won")
    for words in (
        "rank 1 of 25 among placebos, p =\N{NO-BREAK SPACE}0.040",
        "✓ Margin per customer: shown not worse than 1 %, compared over time",
        "Recommendation: launch",
        "Read as registered",
        "Evidence: measured (longitudinal)",
        "beside its synthetic control",
        "The gap to the synthetic control",
    ):
        assert words in card.rendered(), (words, card.rendered())
    details = next(
        one for one in journey.workspace.messages(cast.churn) if one.thread_ts == card.ts and one.ts != card.ts
    )
    for words in ("The mixture of donors: T", "the placebos do not reject [", "Margin per customer (guardrail)"):
        assert words in details.rendered(), (words, details.rendered())
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    decided = await journey.submits(cast.sam, {"choice": "launch"})
    assert decided.accepted, decided
    impact = (await journey.types(cast.sam, "/impact", cast.churn)).text
    assert "measured €" in impact.casefold(), impact
    assert " to €" in impact


async def test_a_synthetic_control_without_enough_donors_is_no_plan_and_says_how_many_it_takes(
    journey: Journey, cast: Cast
) -> None:
    told = await answered(journey, cast, design="synthetic_control", donors="12", **LARGE)
    assert "with 19 donors" in told, told


async def test_donors_that_do_not_follow_are_refused_at_the_rows(journey: Journey, cast: Cast) -> None:
    await runs(journey, cast, design="synthetic_control", donors="24", **LARGE)
    journey.clock.move_to(OVER_TIME_ENDED)
    few = await refused_rows(journey, cast, {"rows": panel(effect=-0.45, towns=4, step=7)})
    assert "4 donors of “Churn within 30 days” are too few" in few
    lines = panel(effect=-0.45).splitlines()
    poor = await refused_rows(journey, cast, in_fields("\n".join((lines[0], *map(far_off, lines[1:])))))
    assert "more than 10 % of its mean. Add donors that are like it" in poor


def far_off(line: str) -> str:
    """The same row with the own town at twice its level."""
    day, value, *others = line.split(",")
    return ",".join((day, f"{2 * float(value.removesuffix('%')):.2f}%", *others))


# --- difference in differences ----------------------------------------------------------------------------


async def test_a_staged_rollout_asks_for_those_whose_turn_comes_later(journey: Journey, cast: Cast) -> None:
    await runs(journey, cast, design="staged_rollout", guardrails="", **LARGE)
    journey.clock.move_to(OVER_TIME_ENDED)
    lines = [line.split(",") for line in panel(effect=-0.45, step=1).splitlines()[1:]]
    alone = "\n".join(("date,value", *(f"{line[0]},{line[1]}" for line in lines)))
    asked = await refused_rows(journey, cast, {"rows": alone})
    assert "add one column with “Churn within 30 days” there. Example: date,value,others" in asked
    compared = "\n".join(("date,value,others", *(f"{line[0]},{line[1]},{line[2]}" for line in lines[42:])))
    said = await hands_in(journey, cast, {"rows": compared})
    assert "as registered" in said, said
    assert "won on its metric" in said, said


# --- clusters and periods ---------------------------------------------------------------------------------


CLUSTERED: dict[str, Any] = {
    "design": "cluster",
    "cluster_size": "2,600",
    "cluster_correlation": "0.0002",
    "daily_traffic": "6,000",
}


def shops(count: int = 40) -> str:
    rows = ["cluster,arm,metric,n,x,mean"]
    for shop in range(count):
        arm = "treatment" if shop % 2 else "control"
        members = 2000 + 130 * (shop * 7 % 11)
        rate = (0.027 if shop % 2 else 0.031) + 0.0008 * math.sin(shop * 1.9)
        rows.append(f"Shop {shop},{arm},,{members},{round(members * rate)},")
        rows.append(f"Shop {shop},{arm},Margin per customer,{members},,{12.4 + 0.05 * math.cos(shop * 2.3):.3f}")
    return "\n".join(rows)


async def test_a_test_of_clusters_from_its_plan_to_its_decision(journey: Journey, cast: Cast) -> None:
    await runs(journey, cast, members=(), **CLUSTERED, randomisation_unit="Shop")
    journey.clock.move_to(at("2027-04-27", "10:00", BERLIN))
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    assert cast.ana.modal is not None
    assert set(cast.ana.modal.inputs()) == {"through", "rows", "more_1", "more_2", "more_3"}
    await journey.closes(cast.ana)
    totals = await refused_rows(journey, cast, {"rows": "arm,n,x\ncontrol,46800,1451\ntreatment,46900,1266"})
    assert "read by cluster: one row for each, with a column “cluster”. Example: cluster,arm,n,x" in totals
    said = await hands_in(journey, cast, in_fields(shops()))
    assert "won" in said.casefold(), said
    card = said_last(journey, cast, "experiment 1 won")
    for words in ("control 20 clusters, treatment 20 clusters", "Margin per customer: proven not worse"):
        assert words in card.rendered(), (words, card.rendered())
    assert "Evidence: proven (randomised)" in card.rendered()
    await journey.types(cast.sam, "/plumb experiment decide", cast.churn)
    assert (await journey.submits(cast.sam, {"choice": "launch"})).accepted


async def test_clusters_may_be_attached_as_a_file(journey: Journey, cast: Cast) -> None:
    await runs(journey, cast, attaches=True, **CLUSTERED, randomisation_unit="Shop")
    journey.clock.move_to(at("2027-04-27", "10:00", BERLIN))
    await journey.types(cast.ana, "/plumb experiment result", cast.churn)
    assert cast.ana.modal is not None
    assert set(cast.ana.modal.inputs()) == {"through", "rows", "file"}
    file = journey.workspace.add_file(cast.ana, "shops.csv", shops().encode())
    assert (await journey.submits(cast.ana, {"file": [file]})).accepted
    assert "control 20 clusters, treatment 20 clusters" in said_last(journey, cast, "experiment 1 won").rendered()


async def test_a_switchback_is_read_by_period_and_warns_of_what_carries_over(journey: Journey, cast: Cast) -> None:
    await runs(
        journey,
        cast,
        design="switchback",
        primary_metric="Minutes waited per ride",
        primary_baseline="100",
        spread="4",
        periods_per_day="2",
        mde="-5%",
        guardrails="",
    )
    journey.clock.move_to(at("2027-03-15", "10:00", BERLIN))
    rows, last = ["period_start,arm,value"], "control"
    for place in range(28):
        arm = "treatment" if "cttcctcttcct"[place % 12] == "t" else "control"
        lift = -8.0 if arm == last == "treatment" else 0.0
        when = START + timedelta(days=place // 2)
        rows.append(f"{when} {12 * (place % 2):02}:00,{arm},{100 + place * 7 % 5 - 2 + lift}")
        last = arm
    said = await hands_in(journey, cast, {"rows": "\n".join(rows)})
    assert "14 periods" in said, said
    card = said_last(journey, cast, "*Churn model*: experiment 1")
    details = next(
        one for one in journey.workspace.messages(cast.churn) if one.thread_ts == card.ts and one.ts != card.ts
    )
    assert "so one period carries over into the next" in details.rendered(), details.rendered()


async def test_a_switchback_is_not_offered_on_churn(journey: Journey, cast: Cast) -> None:
    told = await answered(journey, cast, design="switchback")
    assert "“Churn within 30 days” lasts longer than a period of a switchback" in told, told
