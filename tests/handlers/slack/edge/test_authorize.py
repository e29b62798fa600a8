"""Whose token answers: asked once, forgotten when it is revoked."""

import asyncio

import pytest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext

from handlers.slack.edge.authorize import Authorize, CannotAsk, one_workspace
from handlers.slack.edge.clients import Clients
from tests.handlers.slack.edge.stand_in import ME, Slack, refusing


async def ask(authorize: Authorize, team: str | None, enterprise: str | None = None) -> AuthorizeResult | None:
    return await authorize(context=AsyncBoltContext(), enterprise_id=enterprise, team_id=team, user_id="U1")


class Store:
    def __init__(self) -> None:
        self.asked: list[tuple[str | None, str | None]] = []
        self.installed = {"T1", "T2"}
        self.entered = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def find(self, enterprise: str | None, team: str | None) -> AuthorizeResult | None:
        self.asked.append((enterprise, team))
        self.entered.set()
        found = team in self.installed
        await self.open.wait()
        return AuthorizeResult(enterprise_id=enterprise, team_id=team, bot_token="xoxb-1") if found else None


async def test_a_workspace_is_looked_up_once() -> None:
    store = Store()
    authorize = Authorize(store.find)
    assert await ask(authorize, "T1") is await ask(authorize, "T1")
    assert store.asked == [(None, "T1")]


async def test_many_first_requests_at_once_cost_one_look() -> None:
    store = Store()
    store.open.clear()
    authorize = Authorize(store.find)
    asking = [asyncio.create_task(ask(authorize, "T1")) for _ in range(16)]
    await store.entered.wait()
    store.open.set()
    assert {found.team_id for found in await asyncio.gather(*asking) if found} == {"T1"}
    assert store.asked == [(None, "T1")]


async def test_an_unknown_workspace_is_asked_for_again_since_it_may_install_us() -> None:
    store = Store()
    authorize = Authorize(store.find)
    assert await ask(authorize, "T3") is None
    store.installed.add("T3")
    assert await ask(authorize, "T3") is not None


async def test_a_revocation_clears_its_workspace_and_no_other() -> None:
    store = Store()
    authorize = Authorize(store.find)
    await ask(authorize, "T1")
    await ask(authorize, "T2")
    store.installed.clear()
    authorize.forget(None, "T1")
    assert await ask(authorize, "T1") is None
    assert await ask(authorize, "T2") is not None


async def test_a_revocation_of_an_organisation_clears_all_its_workspaces() -> None:
    store = Store()
    authorize = Authorize(store.find)
    await ask(authorize, "T1", "E1")
    await ask(authorize, "T2", "E1")
    store.installed.clear()
    authorize.forget("E1", "E1")
    assert [await ask(authorize, team, "E1") for team in ("T1", "T2")] == [None, None]


async def test_what_was_revoked_while_we_looked_is_not_remembered() -> None:
    store = Store()
    store.open.clear()
    authorize = Authorize(store.find)
    asking = asyncio.create_task(ask(authorize, "T1"))
    await store.entered.wait()
    store.installed.clear()
    authorize.forget(None, "T1")
    store.open.set()
    await asking
    assert await ask(authorize, "T1") is None


async def test_one_workspace_asks_slack_once_who_we_are(slack: Slack, clients: Clients) -> None:
    authorize = Authorize(one_workspace(clients.web("xoxb-1")))
    found = [await ask(authorize, team) for team in ("T1", "T1", "T8")]
    assert found[0] is not None
    assert (found[0].team_id, found[0].bot_user_id, found[0].bot_id, found[0].bot_token, found[0].bot_scopes) == (
        "T1",
        "UBOT",
        "B0",
        "xoxb-1",
        ["chat:write"],
    )
    assert found[2] is None
    assert len(slack.named("auth.test")) == 1


async def test_one_workspace_asks_again_after_a_revocation(slack: Slack, clients: Clients) -> None:
    slack.answers["auth.test"] = [ME, refusing("token_revoked")]
    authorize = Authorize(one_workspace(clients.web("xoxb-1")))
    assert await ask(authorize, "T1") is not None
    authorize.forget(None, "T1")
    assert await ask(authorize, "T1") is None


async def test_an_organisation_is_known_by_its_id(slack: Slack, clients: Clients) -> None:
    slack.answers["auth.test"] = [{**ME, "enterprise_id": "E1"}]
    authorize = Authorize(one_workspace(clients.web("xoxb-1")))
    assert await ask(authorize, None, "E1") is not None
    assert await ask(authorize, None, "E2") is None


async def test_slack_being_in_trouble_does_not_mean_that_we_are_not_installed(slack: Slack, clients: Clients) -> None:
    slack.answers["auth.test"] = [refusing("internal_error")]
    with pytest.raises(CannotAsk, match="internal_error"):
        await ask(Authorize(one_workspace(clients.web("xoxb-1"))), "T1")
