"""People in a pasted text: who is meant by a mention, an id or a name."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from bot.domain.ids import UserId
from bot.domain.people import Person

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_ID: Final = re.compile(r"[UW][A-Z0-9]{5,30}")
_DIVIDER: Final = re.compile(r"\s*[,;\n]\s*|\s+(?:and|und|&)\s+|(?<=>)\s*(?=<@)|\s+(?=@)")
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")


def said_in(text: str) -> tuple[str, ...]:
    """The people that a text lists, each as typed; what stands in brackets behind a name is a remark."""
    pieces = (_REMARK.sub("", piece).strip(" -*•·.") for piece in _DIVIDER.split(text))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def id_in(said: str) -> UserId | None:
    """The id in a mention, or the id alone; None for a name."""
    found = _MENTION.fullmatch(said.strip())
    if found:
        return UserId(found[1])
    return UserId(said.strip()) if _ID.fullmatch(said.strip()) else None


def meant(said: str, people: Mapping[UserId, Person], known: Collection[Person]) -> Person | None:
    """The one who is meant: by id among `people`, or by a name, as Slack shows it, that only one of `known` has."""
    user = id_in(said)
    if user is not None:
        return people.get(user)
    wanted = _folded(said.removeprefix("@"))
    named = [person for person in known if wanted and _folded(person.name) == wanted and person.can_write]
    return named[0] if len(named) == 1 else None


def _folded(name: str) -> str:
    return " ".join(re.split(r"[\s._]+", name.casefold().strip()))
