"""The tokens of a workspace's API."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from bot.domain.api_tokens import ApiToken
from bot.domain.ids import TokenId
from storage.repository import Repository, mine
from storage.tables.api_tokens import api_tokens
from storage.upsert import upsert

_c = api_tokens.c
_ALL = select(api_tokens).where(mine(api_tokens)).order_by(_c.made_at, _c.id)
_ONE = _ALL.where(_c.id == bindparam("token"))


class ApiTokens(Repository):
    """What opens the API's door, and what did once: oldest first."""

    def get(self, token: TokenId) -> ApiToken | None:
        """One token by its id, revoked or not, or None."""
        return next(iter(self._read(_ONE, token=token)), None)

    def all(self) -> tuple[ApiToken, ...]:
        """Every token, the revoked ones too: their names are taken."""
        return self._read(_ALL)

    def save(self, token: ApiToken) -> None:
        """Keep a token."""
        self._is_ours(token.workspace)
        upsert(self._connection, api_tokens, [{column.name: getattr(token, column.name) for column in _c}])

    def _read(self, statement: Select[Any], **values: object) -> tuple[ApiToken, ...]:
        return tuple(ApiToken(**row) for row in self._run(statement, **values).mappings())
