"""The settings of a workspace in Slack: the tokens of its API."""

import secrets
from dataclasses import dataclass, replace

from bot.domain.api_tokens import Right, digest_of, written
from bot.domain.ids import TokenId
from bot.domain.notes import TokenNote, TryAgain, UnknownWord
from bot.domain.refusal import Refusal
from bot.domain.reply import Reply
from handlers.flows import api_tokens as flows
from handlers.slack.doorway import Doorway
from handlers.slack.edge.answers import PressAnswer
from handlers.slack.edge.payloads import Press
from handlers.slack.edge.registry import Registry
from handlers.slack.plumb import Worded, WordTable
from handlers.slack.replies import Speaker
from handlers.slack.words import Words, nearest

_VERBS = ("token", "tokens", "revoke")
_RIGHTS = tuple(Right)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDoor:
    """Hears what admins set for their workspace."""

    doorway: Doorway
    speaker: Speaker

    async def settings(self, heard: Worded, words: Words) -> Reply:
        """`/plumb settings token [read|write] [name] | tokens | revoke <name>`."""
        verb, rest = words.second or "tokens", words.rest[1:]
        match verb:
            case "token":
                return await self._make(heard, rest)
            case "tokens":
                return await self.doorway.look(heard, flows.show)
            case "revoke":
                if not rest:
                    raise Refusal(
                        "Say which: /plumb settings revoke nightly-results. /plumb settings tokens lists them."
                    )
                return await self.doorway.change(heard, lambda work, asker: flows.revoke(work, asker, " ".join(rest)))
            case _:
                near = tuple(f"settings {each}" for each in nearest(verb, _VERBS)) or ("settings tokens",)
                return UnknownWord(word=f"settings {verb}"[:40], near=near)

    async def _make(self, heard: Worded, rest: tuple[str, ...]) -> Reply:
        """A token to read, unless `write` is said. Its secret is in this answer alone: a kept answer has none."""
        right = Right.READ
        if rest and rest[0].casefold() in _RIGHTS:
            right, rest = Right(rest[0].casefold()), rest[1:]
        name = " ".join(rest) or None
        token = TokenId(secrets.token_hex(8))
        secret = written(token, secrets.token_hex(32))
        digest = digest_of(secret)
        reply = await self.doorway.change(
            heard, lambda work, asker: flows.make(work, asker, right, name, token, digest)
        )
        if isinstance(reply, TokenNote) and reply.token == token:
            return replace(reply, secret=secret)
        return reply

    async def revoked(self, heard: Press) -> PressAnswer:
        """The button beside a token."""
        name = heard.value or ""
        reply = await self.doorway.change(heard, lambda work, asker: flows.revoke(work, asker, name))
        return self.speaker.to_press(reply, TryAgain(action="settings.revoke", value=name))


def register(registry: Registry, table: WordTable, door: SettingsDoor) -> None:
    """Listen to the word and the button."""
    table.word("settings", door.settings)
    registry.action("settings.revoke", door.revoked)
