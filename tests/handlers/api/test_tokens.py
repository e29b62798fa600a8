"""The life of a token: made by an admin in Slack, used, refused where it is not enough, revoked."""

import hashlib

import httpx
import pytest
from sqlalchemy import select

from handlers.demo.cast import Cast
from storage.engine import open_engine
from storage.tables import api_tokens, metadata
from tests.databases import LONG_KINDS
from tests.handlers.api.conftest import Program
from tests.journeys.journey import Journey, button

both = pytest.mark.parametrize("database", LONG_KINDS, indirect=True)
PROBLEM = "application/problem+json"


def assert_problem(answer: httpx.Response, status: int, *words: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["status"] == status
    for word in words:
        assert word in answer.text


@both
async def test_a_token_opens_the_door_until_it_is_revoked(journey: Journey, cast: Cast, program: Program) -> None:
    await journey.kickoff(sponsor=cast.sam)
    token = await program.token("read dashboards")
    answer = await program.http.get("/api/v1/projects", headers=token)
    assert answer.status_code == 200
    assert [each["key"] for each in answer.json()["projects"]] == ["churn-model"]
    listed = await journey.types(cast.lena, "/plumb settings tokens", cast.churn)
    assert "dashboards" in listed.text
    revoke = button(listed.messages[-1], "settings.revoke")
    assert revoke["value"] == "dashboards"
    await journey.presses(cast.lena, listed.messages[-1], "settings.revoke", revoke["value"])
    assert_problem(await program.http.get("/api/v1/projects", headers=token), 401)
    assert [fact.subject for fact in journey.audit("token.made")] == ["api:dashboards"]
    [ended] = journey.audit("token.revoked")
    assert (ended.subject, ended.actor) == ("api:dashboards", cast.lena.id)


@both
async def test_a_token_is_kept_as_a_hash_and_nowhere_else(
    journey: Journey, cast: Cast, program: Program, database: str
) -> None:
    secret = (await program.token("write nightly"))["Authorization"].removeprefix("Bearer ")
    engine = open_engine(database)
    with engine.connect() as connection:
        [row] = connection.execute(select(api_tokens)).mappings()
        assert row["digest"] == hashlib.sha256(secret.encode()).hexdigest()
        everything = [str(connection.execute(select(table)).all()) for table in metadata.sorted_tables]
    engine.dispose()
    assert not [table for table in everything if secret.rpartition("_")[2] in table]
    shown = [one for one in journey.workspace.messages(cast.churn) if secret in one.text]
    assert all(one.ephemeral_to == cast.lena.id for one in shown)


NONE: list[dict[str, str]] = [
    {},
    {"Authorization": ""},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer plb_"},
    {"Authorization": f"Bearer plb_{'0' * 16}_{'0' * 64}"},
    {"Authorization": "Basic cGxiOnBsYg=="},
]


async def test_what_is_no_token_is_told_alike(program: Program) -> None:
    told = set[str]()
    for sent in NONE:
        answer = await program.http.get("/api/v1/projects", headers=sent)
        assert_problem(answer, 401, "/plumb settings token")
        assert answer.headers["www-authenticate"] == "Bearer"
        told.add(answer.text)
    assert len(told) == 1


async def test_a_token_that_is_wrong_in_its_last_digit_is_no_token(program: Program) -> None:
    token = (await program.token("read"))["Authorization"]
    wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
    assert_problem(await program.http.get("/api/v1/projects", headers={"Authorization": wrong}), 401)


async def test_only_admins_manage_tokens(journey: Journey, cast: Cast, program: Program) -> None:
    await program.token("read dashboards")
    for words in ("token", "token write mine", "tokens", "revoke dashboards"):
        for person in (cast.ana, cast.gus):
            refused = await journey.types(person, f"/plumb settings {words}", cast.churn)
            assert "dashboards" not in refused.text
            assert "plb_" not in refused.text
    assert len(journey.audit("token.made")) == 1
    assert journey.audit("token.revoked") == []
    assert len(journey.audit("denied")) == 8


async def test_a_name_is_given_once(journey: Journey, cast: Cast, program: Program) -> None:
    await program.token("write nightly")
    again = await journey.types(cast.lena, "/plumb settings token nightly", cast.churn)
    assert "nightly-2" in again.text
    ended = await journey.types(cast.lena, "/plumb settings revoke nightly", cast.churn)
    assert "nothing any more" in ended.text
    assert "nightly-2" in (await journey.types(cast.lena, "/plumb settings token nightly", cast.churn)).text
    assert "no name" in (await journey.types(cast.lena, "/plumb settings token read my token!", cast.churn)).text
    assert "There is no token" in (await journey.types(cast.lena, "/plumb settings revoke lost", cast.churn)).text
    assert "Say which" in (await journey.types(cast.lena, "/plumb settings revoke", cast.churn)).text
    assert "settings tokens" in (await journey.types(cast.lena, "/plumb settings toke", cast.churn)).text


async def test_a_token_to_read_changes_nothing(journey: Journey, cast: Cast, program: Program) -> None:
    await journey.kickoff(sponsor=cast.sam, members=(cast.lena,))
    token = await program.token("read")
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    refused = await program.http.post("/api/v1/projects/churn-model/observations", headers=token, json=body)
    assert_problem(refused, 403, "token that writes")
    [denied] = journey.audit("denied")
    assert (denied.actor, denied.subject) == (cast.lena.id, "api.write")
    assert "api:token-1" in str(denied.after)
    assert journey.audit("kpi.logged") == []


async def test_a_token_dies_with_its_makers_account(journey: Journey, cast: Cast, program: Program) -> None:
    token = await program.token("read")
    journey.workspace.change_user(cast.lena, deleted=True)
    await journey.quiet()
    assert_problem(await program.http.get("/api/v1/projects", headers=token), 403, "no full member")


async def test_a_token_reads_no_more_than_its_maker(journey: Journey, cast: Cast, program: Program) -> None:
    secret = journey.workspace.add_channel("secret", private=True, members=[cast.ana, cast.sam], bot=True)
    await journey.kickoff(channel=secret, name="Secret model", sponsor=cast.sam)
    await journey.kickoff(sponsor=cast.sam)
    token = await program.token("write")
    shown = await program.http.get("/api/v1/projects", headers=token)
    assert [each["key"] for each in shown.json()["projects"]] == ["churn-model"]
    hidden = await program.http.get("/api/v1/projects/secret-model", headers=token)
    missing = await program.http.get("/api/v1/projects/no-such-one", headers=token)
    assert_problem(hidden, 404)
    assert hidden.text.replace("secret-model", "…") == missing.text.replace("no-such-one", "…")
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    posted = await program.http.post("/api/v1/projects/secret-model/observations", headers=token, json=body)
    assert_problem(posted, 404)


async def test_a_token_changes_no_more_than_its_maker(journey: Journey, cast: Cast, program: Program) -> None:
    await journey.kickoff(sponsor=cast.sam)
    token = await program.token("write")
    body = {"observations": [{"day": "2027-02-01", "value": "2.9%"}]}
    refused = await program.http.post("/api/v1/projects/churn-model/observations", headers=token, json=body)
    assert_problem(refused, 403, "Only the people of Churn model")


@both
async def test_a_token_of_another_workspace_sees_nothing(
    journey: Journey, cast: Cast, program: Program, database: str
) -> None:
    await journey.kickoff(sponsor=cast.sam)
    token = await program.token("write")
    engine = open_engine(database)
    with engine.begin() as connection:
        connection.execute(api_tokens.update().values(workspace="T-ELSEWHERE"))
    engine.dispose()
    assert_problem(await program.http.get("/api/v1/projects", headers=token), 401)
    assert_problem(await program.http.get("/api/v1/projects/churn-model", headers=token), 401)
