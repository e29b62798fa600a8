"""Tokens by which programs act for whoever made them: made, looked for, revoked."""

import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from bot.domain.decision import Decision, Fact
from bot.domain.ids import TokenId, UserId, WorkspaceId
from bot.domain.refusal import NotFound, Refusal
from bot.domain.text import shorten

PREFIX: Final = "plb"
MOST_LIVE: Final = 50
"""Who has more keys to a door than this does not know any more who holds them."""
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_SHAPE = re.compile(rf"{PREFIX}_([0-9a-f]{{16}})_([0-9a-f]{{64}})")
_SHOWN: Final = 60


class Right(StrEnum):
    """What a token is good for; whoever may write may read too."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token as it is kept: `digest` is the SHA-256 of the whole token, in hexadecimal; the token itself is not kept.

    A name is given once in a workspace and never again, because it is the source of what was posted with it.
    """

    workspace: WorkspaceId
    id: TokenId
    name: str
    digest: str
    right: Right
    made_by: UserId
    made_at: datetime
    revoked_by: UserId | None = None
    revoked_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Whether it still opens the door."""
        return self.revoked_at is None

    @property
    def source(self) -> str:
        """How what was posted with it is told apart from what was typed."""
        return f"api:{self.name}"

    def opens_with(self, secret: str) -> bool:
        """Whether this is the token; takes as long for one that is almost right as for any other."""
        return hmac.compare_digest(self.digest, digest_of(secret)) and self.is_live


def written(token: TokenId, secret: str) -> str:
    """The token as it is shown once: `secret` are 64 hexadecimal digits."""
    return f"{PREFIX}_{token}_{secret}"


def id_in(typed: str) -> TokenId | None:
    """The id within a token, or None for what cannot be one."""
    found = _SHAPE.fullmatch(typed)
    return TokenId(found.group(1)) if found else None


def digest_of(written_token: str) -> str:
    """SHA-256 of a token, in hexadecimal; it is long and random, so a salt would add nothing."""
    return sha256(written_token.encode()).hexdigest()


def make(
    others: Collection[ApiToken], token: ApiToken, *, name: str | None, at_most: int = MOST_LIVE
) -> Decision[ApiToken]:
    """Keep a new token under its name, or under a numbered one; Refusal for a name that is taken or is none."""
    taken = {each.name for each in others}
    if sum(each.is_live for each in others) >= at_most:
        raise Refusal(f"This workspace has {at_most} tokens. Revoke one first: /plumb settings tokens")
    named = replace(token, name=_free(taken) if name is None else _named(name, taken))
    return Decision(state=named, facts=(_fact("token.made", after=named),))


def revoke(others: Collection[ApiToken], name: str, *, by: UserId, now: datetime) -> Decision[ApiToken]:
    """End a token; one that is ended already stays as it is. NotFound for a name that no token has."""
    found = next((each for each in others if each.name == name.casefold()), None)
    if found is None:
        raise NotFound(f"There is no token “{shorten(name, _SHOWN)}”. /plumb settings tokens lists them.")
    if not found.is_live:
        return Decision(state=found)
    ended = replace(found, revoked_by=by, revoked_at=now)
    return Decision(state=ended, facts=(_fact("token.revoked", after=ended),))


def _named(typed: str, taken: Collection[str]) -> str:
    name = typed.casefold()
    if not _NAME.fullmatch(name):
        raise Refusal(
            f"“{shorten(typed, _SHOWN)}” is no name for a token. Use up to 40 small letters, digits and hyphens: "
            "/plumb settings token write nightly-results"
        )
    if name in taken:
        raise Refusal(f"There was a token “{name}” already; a name is given once. Take another, like {name[:36]}-2.")
    return name


def _free(taken: Collection[str]) -> str:
    number = 1
    while f"token-{number}" in taken:
        number += 1
    return f"token-{number}"


def _fact(act: str, *, after: ApiToken) -> Fact:
    """What the audit trail keeps: everything but the digest, which is nobody's business."""
    told = {"name": after.name, "right": after.right, "made_by": after.made_by}
    return Fact(act=act, project=None, subject=after.source, after=told)
