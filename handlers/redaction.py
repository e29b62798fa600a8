"""What opens a door is cut out of every text that leaves: by its shape, by its name, or because we know it."""

import json
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, quote_plus, unquote

_END: Final = r"""[^\s"'\\<>|,;(){}\[\]&]*"""
_INSTEAD: Final = "[redacted]"
_QUOTE: Final = r"""(?:\\*["'])"""
_KEYS: Final = (
    r"(?:[\w-]{0,40}(?:access|refresh|bot|app|id|verification|api|auth|session|csrf)[_-]?token"
    r"|[\w-]{0,40}(?:(?:client|signing|slack)[_-]?secret|passw(?:or)?d|api[_-]?key|private[_-]?key)"
    r"|authorization|(?:set-)?cookie|x-slack-signature)"
)
_FAULT: Final = r"(?!(?-i:[A-Z0-9]{6})(?![\w-]))"
"""The token of a fault is for people to tell each other, see handlers/borders.py."""


def _named(keys: str, unless: str = "") -> Iterator[tuple[re.Pattern[str], str]]:
    """What is called so: in JSON and in dicts, quoted once or more; in forms, query strings and conninfo."""
    quoted = rf"({_QUOTE}{keys}{_QUOTE}\s*[:=,]\s*[bBuU]?(\\*[\"'])){unless}(?:(?!(?<!\\)\2).)+"
    yield re.compile(quoted, re.IGNORECASE), rf"\1{_INSTEAD}"
    plain = rf"(\b{keys}\s?=\s?){unless}(?!\[redacted\])('[^'\"\n]*'|{_END})"
    yield re.compile(plain, re.IGNORECASE), rf"\1{_INSTEAD}"


_SHAPES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # Slack's tokens: bot, user, refresh, rotated, app-level, and the cookie d of a browser; a hint that names how they
    # start, with no letter or digit behind it, stays
    (re.compile(rf"(xox[a-z](?:\.xox[a-z])?-|xapp-)(?={_END}[^\W_]){_END}", re.IGNORECASE), rf"\1{_INSTEAD}"),
    # addresses that post to a channel for whoever knows them: webhooks, response_urls, workflow triggers
    (re.compile(rf"(hooks\.slack(?:-gov)?\.com/)[a-z_]+/{_END}", re.IGNORECASE), rf"\1{_INSTEAD}"),
    # our own API tokens
    (re.compile(r"(plb_)[0-9A-Za-z_-]+"), rf"\1{_INSTEAD}"),
    (re.compile(r"(\bauthorization:\s*\w+\s+)[\w.~+/=-]{6,}", re.IGNORECASE), rf"\1{_INSTEAD}"),
    (
        re.compile(r"(\bbearer\s+)(?=[\w.~+/=-]*\d|[\w.~+/=-]{20})[\w.~+/=-]{6,}", re.IGNORECASE),
        rf"\1{_INSTEAD}",
    ),
    # a browser's cookie, and whole headers of them
    (re.compile(r"(\b(?:set-)?cookie:\s*)[^\r\n\\\"']+", re.IGNORECASE), rf"\1{_INSTEAD}"),
    (re.compile(r"((?:^|[;\s\"'])d=)(?=[\w%+/.-]{20})[\w%+/.=-]+"), rf"\1{_INSTEAD}"),
    *_named(_KEYS),
    *_named("token", unless=_FAULT),
    # one-time tickets and codes in addresses
    (re.compile(rf"([?&](?:ticket|code|state|secret)=){_END}", re.IGNORECASE), rf"\1{_INSTEAD}"),
    # passwords in addresses; in those of databases whatever stands before the last @, however it was written
    (re.compile(r"(\bpostgres(?:ql)?(?:\+\w+)?://[^\s:@/]*:)[^\s\"'<>]+(?=@)"), rf"\1{_INSTEAD}"),
    (re.compile(r"(://[^/\s:@]+:)[^@\s/]+(?=@)"), rf"\1{_INSTEAD}"),
)

SHORTEST: Final = 6
"""A shorter secret is not looked for by itself: it would stand in every other word."""


class Redaction:
    """The shapes that everybody knows, and the secrets that this process was given."""

    def __init__(self) -> None:
        self._known: re.Pattern[str] | None = None
        self._secrets: set[str] = set()

    def learn(self, *secrets: str | None) -> None:
        """From here on these are cut out wherever they stand, also as an address or JSON would write them."""
        for secret in secrets:
            if secret is not None and len(secret) >= SHORTEST:
                self._secrets |= _writings(secret)
        longest_first = sorted(self._secrets, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def forget(self) -> None:
        """Know the shapes alone."""
        self._secrets.clear()
        self._known = None

    def __call__(self, text: str) -> str:
        """The text without anything that opens a door."""
        if self._known is not None:
            text = self._known.sub(_INSTEAD, text)
        for pattern, instead in _SHAPES:
            text = pattern.sub(instead, text)
        return text


redacted: Final = Redaction()
"""Of this process: what is a secret for one of its parts is one for all of them."""


def in_address(url: str) -> Iterator[str]:
    """The password of an address as it was typed, and its parts where an unescaped @ splits it wrongly."""
    found = re.match(r"[\w+]+://[^:/@\s]*:(.+)@", url)
    if found:
        yield found[1]
        yield from (part for part in found[1].split("@") if part != found[1])


def _writings(secret: str) -> set[str]:
    """A secret as addresses, JSON, dicts and bytes write it, and as one of these inside of another."""
    found = {secret, unquote(secret), quote(secret, safe=""), quote_plus(secret)}
    for _ in range(2):
        inside = {json.dumps(each)[1:-1] for each in found}
        inside |= {repr(each)[1:-1] for each in found} | {repr(each.encode())[2:-1] for each in found}
        found |= inside
    return found
