"""Values of the business metric from programs: kept once for each day and source, all or none."""

from typing import Any

import pytest

from handlers.demo.cast import Cast
from handlers.demo.story import OUTCOME
from tests.databases import LONG_KINDS
from tests.handlers.api.conftest import Program
from tests.handlers.api.test_tokens import PROBLEM, assert_problem
from tests.journeys.journey import BERLIN, Journey, at

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
ADDRESS = "/api/v1/projects/churn-model/observations"
Token = dict[str, str]


@pytest.fixture
async def token(journey: Journey, cast: Cast, program: Program) -> Token:
    """A token of an admin who is a member of the project, whose metric is in percent."""
    await journey.kickoff(sponsor=cast.sam, members=(cast.lena,))
    await journey.answers(cast.ana, OUTCOME)
    return await program.token("write nightly")


def values(*pairs: tuple[str, Any]) -> dict[str, Any]:
    return {"observations": [{"day": day, "value": value} for day, value in pairs]}


@both
async def test_values_are_kept_and_shown(journey: Journey, cast: Cast, program: Program, token: Token) -> None:
    answer = await program.http.post(ADDRESS, headers=token, json=values(("2027-01-31", "3.0%"), ("2027-02-01", 0.029)))
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "project": "churn-model",
        "observations": [
            {"day": "2027-01-31", "value": 0.03, "source": "api:nightly"},
            {"day": "2027-02-01", "value": 0.029, "source": "api:nightly"},
        ],
    }
    await journey.quiet()
    assert "2.9 %" in journey.card(cast.churn).rendered()
    facts = journey.audit("kpi.logged")
    assert [fact.actor for fact in facts] == [cast.lena.id, cast.lena.id]
    assert all('"source":"api:nightly"' in str(fact.after) for fact in facts)
    shown = (await program.http.get("/api/v1/projects/churn-model", headers=token)).json()
    assert shown["metric"]["latest"] == {"day": "2027-02-01", "value": 0.029, "source": "api:nightly"}


async def test_the_same_day_and_source_twice_is_one(journey: Journey, program: Program, token: Token) -> None:
    for _ in range(3):
        again = await program.http.post(ADDRESS, headers=token, json=values(("2027-02-01", "2.9%")))
        assert again.status_code == 200
    assert len(journey.audit("kpi.logged")) == 1
    twice = await program.http.post(ADDRESS, headers=token, json=values(("2027-02-01", "2.8%"), ("2027-02-01", "2.7%")))
    assert [each["value"] for each in twice.json()["observations"]] == [0.027]


async def test_numbers_mean_the_same_wherever_the_maker_lives(
    journey: Journey, cast: Cast, program: Program, token: Token
) -> None:
    journey.workspace.change_user(cast.lena, locale="de-DE")
    journey.clock.move_to(at("2027-02-03", "10:00", BERLIN))
    answer = await program.http.post(ADDRESS, headers=token, json=values(("2027-02-01", "2.125%")))
    assert answer.status_code == 200, answer.text
    assert [each["value"] for each in answer.json()["observations"]] == [0.02125]


async def test_what_was_typed_and_what_was_posted_stand_side_by_side(
    journey: Journey, cast: Cast, program: Program, token: Token
) -> None:
    await program.http.post(ADDRESS, headers=token, json=values(("2027-02-01", "2.9%")))
    await journey.types(cast.ana, "/plumb kpi 3.3%", cast.churn)
    assert [fact.before for fact in journey.audit("kpi.logged")] == [None, None]


IMPOSSIBLE: list[tuple[str, Any, str]] = [
    ("2027-02-02", "2.9%", "day"),
    ("2027-02-31", "2.9%", "day"),
    ("1889-01-01", "2.9%", "day"),
    ("2027-02-01", "much", "value"),
    ("2027-02-01", 290, "value"),
    ("2027-02-01", -0.1, "value"),
    ("2027-02-01", "", "value"),
    ("2027-02-01", "\u0000", "value"),
    ("2027-02-01", 1e300, "value"),
]


async def test_one_impossible_value_keeps_none(journey: Journey, program: Program, token: Token) -> None:
    for day, value, field in IMPOSSIBLE:
        refused = await program.http.post(ADDRESS, headers=token, json=values(("2027-01-31", "3%"), (day, value)))
        assert_problem(refused, 422)
        assert [each["field"] for each in refused.json()["errors"]] == [f"observations[1].{field}"], refused.text
    assert journey.audit("kpi.logged") == []


SHAPES: list[tuple[Any, str]] = [
    ({}, "observations"),
    ({"observations": []}, "observations"),
    ([], "body"),
    (values(("1 Feb", "3%")), "observations[0].day"),
    ({"observations": [{"day": "2027-02-01"}]}, "observations[0].value"),
    ({"observations": [{"day": "2027-02-01", "value": "3%", "metric": "auc"}]}, "observations[0].metric"),
    ({"observations": [{"day": "2027-02-01", "value": "3%"}] * 1001}, "observations"),
]


async def test_another_shape_is_refused_at_its_field(program: Program, token: Token) -> None:
    for body, field in SHAPES:
        refused = await program.http.post(ADDRESS, headers=token, json=body)
        assert_problem(refused, 422)
        assert field in [each["field"] for each in refused.json()["errors"]], refused.text


async def test_what_is_no_json_is_a_problem_too(program: Program) -> None:
    token = await program.token("write")
    headers = {**token, "Content-Type": "application/json"}
    for raw in (b"{", b"\xff", b'{"observations": NaN}', b"[" * 5000, b'"\\ud800"', b"1" * 5000):
        assert_problem(await program.http.post(ADDRESS, headers=headers, content=raw), 422)


async def test_a_body_over_the_cap_is_refused(program: Program, token: Token) -> None:
    refused = await program.http.post(ADDRESS, headers=token, content=b" " * 1_048_577)
    assert_problem(refused, 413)


async def test_the_same_key_gets_the_same_answer(journey: Journey, program: Program, token: Token) -> None:
    keyed = {**token, "Idempotency-Key": "run-1"}
    first = await program.http.post(ADDRESS, headers=keyed, json=values(("2027-02-01", "2.9%")))
    await program.http.post(ADDRESS, headers=token, json=values(("2027-02-01", "2.7%")))
    again = await program.http.post(ADDRESS, headers=keyed, json=values(("2027-02-01", "2.9%")))
    assert (again.status_code, again.content) == (200, first.content)
    assert len(journey.audit("kpi.logged")) == 2
    other = await program.http.post(ADDRESS, headers=keyed, json=values(("2027-02-01", "2.8%")))
    assert_problem(other, 422)
    assert [each["field"] for each in other.json()["errors"]] == ["Idempotency-Key"]
    second = await program.token("write other")
    theirs = await program.http.post(
        ADDRESS, headers={**second, "Idempotency-Key": "run-1"}, json=values(("2027-02-01", "2.8%"))
    )
    assert theirs.json()["observations"][0]["source"] == "api:other"


async def test_what_is_not_there_is_a_problem_too(program: Program, token: Token) -> None:
    for address in ("/api/v1/nothing", "/api/", "/api/v1/projects/", "/api/v1/projects/%00", "/api/v1/projects/a%20b"):
        assert_problem(await program.http.get(address, headers=token), 404)
    refused = await program.http.delete("/api/v1/projects", headers=token)
    assert_problem(refused, 405)
    assert refused.headers["allow"] == "GET"


async def test_projects_come_in_pages(journey: Journey, cast: Cast, program: Program, token: Token) -> None:
    await journey.kickoff(name="Alpha", channel=cast.fraud, owner=cast.mei)
    await journey.kickoff(name="Beta", channel=cast.fraud, owner=cast.mei)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await program.http.get("/api/v1/projects", headers=token, params={"limit": 1, "cursor": cursor})
        assert page.status_code == 200, page.text
        told = page.json()
        seen += [each["key"] for each in told["projects"]]
        cursor = told["next_cursor"]
    assert seen == ["alpha", "beta", "churn-model"]


async def test_a_page_that_is_none_is_refused(program: Program) -> None:
    token = await program.token("read")
    for name, value in (("limit", "0"), ("limit", "x"), ("cursor", "é"), ("cursor", "_w")):
        refused = await program.http.get("/api/v1/projects", headers=token, params={name: value})
        assert_problem(refused, 422)
        assert [each["field"] for each in refused.json()["errors"]] == [name]


async def test_the_documents_need_nothing_from_elsewhere(program: Program) -> None:
    page = await program.http.get("/api/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("plumbline://", "")
    assert "<script" not in page.text
    described = await program.http.get("/api/openapi.json")
    assert described.headers["content-type"] == "application/json"
    for path in described.json()["paths"]:
        assert path in page.text
    assert (await program.http.get("/readyz")).text == "ok\n"
    assert (await program.http.post("/slack/events")).status_code == 404
    assert PROBLEM in described.text
