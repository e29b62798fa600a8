"""Whose token answers a request: asked once for each workspace, remembered until it is revoked."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import ClientError
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.profiles import DEAD_TOKEN
from handlers.slack_error import error_name

Find: TypeAlias = Callable[[str | None, str | None], Awaitable[AuthorizeResult | None]]
"""Looks an installation up by enterprise and team; None when we are not (or no longer) installed there."""


class CannotAsk(Exception):  # noqa: N818  says what happened
    """Slack did not say who we are: a fault, where bolt would take a SlackApiError for "not installed"."""


class Authorize(AsyncAuthorize):
    """Bolt's authorize with a memory; an unknown workspace is asked for again each time, since it may install us."""

    def __init__(self, find: Find) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # bolt's is untyped
        self._find = find
        self._known: dict[tuple[str | None, str | None], AuthorizeResult] = {}
        self._asking: dict[tuple[str | None, str | None], asyncio.Lock] = {}
        self._forgotten = 0

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002  bolt's signature
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002  bolt's signature
        actor_enterprise_id: str | None = None,  # noqa: ARG002  bolt's signature
        actor_team_id: str | None = None,  # noqa: ARG002  bolt's signature
        actor_user_id: str | None = None,  # noqa: ARG002  bolt's signature
    ) -> AuthorizeResult | None:
        """Who we are in this workspace, or None."""
        known = self._known.get((enterprise_id, team_id))
        return known if known is not None else await self.installation(enterprise_id, team_id)

    async def installation(self, enterprise: str | None, team: str | None) -> AuthorizeResult | None:
        """Who we are in this workspace; many that ask at the same time cost one look."""
        key = (enterprise, team)
        try:
            async with self._asking.setdefault(key, asyncio.Lock()):
                return self._known.get(key) or await self._look(enterprise, team)
        finally:
            self._asking.pop(key, None)

    async def _look(self, enterprise: str | None, team: str | None) -> AuthorizeResult | None:
        before = self._forgotten
        found = await self._find(enterprise, team)
        if found is not None and self._forgotten == before:  # not revoked while we looked
            self._known[enterprise, team] = found
        return found

    def forget(self, enterprise: str | None, team: str | None) -> None:
        """An uninstall or a revocation: nothing of this workspace, and nothing of this organisation, is remembered."""
        self._forgotten += 1
        gone = [key for key in self._known if key[1] == team or (enterprise is not None and key[0] == enterprise)]
        for key in gone:
            del self._known[key]


def one_workspace(client: AsyncWebClient) -> Find:
    """Finds the one workspace whose bot token the client holds: one auth.test, then it is known."""
    me: AuthorizeResult | None = None

    async def find(enterprise: str | None, team: str | None) -> AuthorizeResult | None:
        nonlocal me
        if me is None or _is(me, enterprise, team):  # asked again only after `forget`, when the token may be dead
            me = await who_am_i(client)
        return me if me is not None and _is(me, enterprise, team) else None

    return find


async def who_am_i(client: AsyncWebClient) -> AuthorizeResult | None:
    """The workspace, bot and scopes behind the client's token by auth.test; None when the token is dead.

    Raises CannotAsk when Slack answers anything else, or nothing.
    """
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        if error_name(error) not in DEAD_TOKEN:
            raise CannotAsk(error_name(error) or str(error).partition("\n")[0]) from error
        return None
    except (ClientError, TimeoutError) as error:
        raise CannotAsk(str(error) or type(error).__name__) from error
    return AuthorizeResult.from_auth_test_response(
        auth_test_response=answer, bot_token=client.token, bot_scopes=answer.headers.get("x-oauth-scopes")
    )


def _is(me: AuthorizeResult, enterprise: str | None, team: str | None) -> bool:
    return me.team_id == team or (team is None and enterprise is not None and me.enterprise_id == enterprise)
