"""People in a pasted text: who is meant by a mention, an id, a name or an address."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import combining, normalize

from bot.domain.ids import UserId
from bot.domain.people import Person
from bot.domain.text import shorten

_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_ID: Final = re.compile(r"[UW][A-Z0-9]{5,30}")
_DIVIDER: Final = re.compile(r"\s*[,;\n]\s*|\s+(?:and|und|&)\s+|(?<=>)\s*(?=<@)|\s+(?=@)")
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")
_BEHIND: Final = re.compile(r"\s*(?:[(\[|].*|\s[-\u2013—]\s.*)$", re.DOTALL)
_IN_BRACKETS: Final = re.compile(r"\s*<[^<>]*@[^<>]*>\s*$|\s*\([^()\s]*@[^()\s]*\)\s*$")
_ADDRESS: Final = re.compile(r"(?:mailto:)?(?P<local>[^\s@<>|]+)@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "\u0131": "i"})
_UMLAUTS: Final = _LETTERS | str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_SHOWN_MOST: Final = 3
_NAME_MOST: Final = 40
_NOBODY: Final = "I cannot tell who that is."
_HOW: Final = "Write a mention (@name), a full name as in Slack, or the id of a member."
_UNFIT: Final = "Choose a full, active member of this workspace: no app, guest or deactivated account."


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a workspace, with every name that Slack knows of them, and the address where it tells it."""

    person: Person
    names: tuple[str, ...]
    email: str = ""


def member_of(person: Person) -> Member:
    """Somebody of whom one name is known."""
    return Member(person=person, names=(person.name,))


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


def meant(said: str, people: Mapping[UserId, Person], members: Collection[Member]) -> Person | None:
    """The one who is meant: by id among `people`, or by a name or an address that only one of `members` has."""
    user = id_in(said)
    if user is not None:
        return people.get(user)
    named = _writing(called(said, members))
    return named[0].person if len(named) == 1 else None


def called(said: str, members: Collection[Member]) -> tuple[Member, ...]:
    """Everybody of this full name in either order, of this display name or address, whatever the accents and case."""
    address = _ADDRESS.search(said)
    if address is not None:
        whole = address[0].casefold().removeprefix("mailto:")
        found = tuple(each for each in members if each.email and each.email.casefold() == whole)
        if found:
            return found
    wanted = _keys(_typed(said)) or (_keys(address["local"]) if address else frozenset())
    return tuple(each for each in members if wanted and any(wanted & _keys(_bare(name)) for name in each.names))


def asked_back(said: str, members: Collection[Member]) -> str:
    """What to say where nobody is meant, or one of several: their names with the ids that tell them apart."""
    found = called(said, members)
    fit = _writing(found)
    if len(fit) > 1:
        return f"{len(fit)} members are called so: {_listed(fit)}. Write the id of the one that you mean."
    if found:
        return _UNFIT
    near = _near(said, members)
    guess = f" Do you mean {_listed(near, ' or ')}?" if near else ""
    return f"{_NOBODY}{guess} {_HOW}"


def _writing(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(each for each in members if each.person.can_write)


def _near(said: str, members: Collection[Member]) -> tuple[Member, ...]:
    """Those who have all the words in one of their names; nobody where these are too many to list."""
    words = set(_words(_typed(said), _LETTERS))
    found = _writing(each for each in members if words and any(words <= _parts(name) for name in each.names))
    return found if len(found) <= _SHOWN_MOST else ()


def _listed(members: Collection[Member], last: str = " and ") -> str:
    shown = [_shown(each) for each in members][:_SHOWN_MOST]
    if len(members) > _SHOWN_MOST:
        shown.append(f"{len(members) - _SHOWN_MOST} more")
    return last.join(each for each in (", ".join(shown[:-1]), shown[-1]) if each)


def _shown(member: Member) -> str:
    """The longest name, the one that Slack shows where that is another, and the id."""
    full = max(member.names, key=len)
    also = [member.person.name] if member.person.name and member.person.name != full else []
    names = ", ".join([*(shorten(each, _NAME_MOST) for each in also), member.person.user])
    return f"{shorten(full, _NAME_MOST)} ({names})"


def _typed(said: str) -> str:
    """A name in a text, without the sign of a mention and without the address behind it."""
    name = said.strip().removeprefix("@")
    return "" if _ADDRESS.fullmatch(name) else _IN_BRACKETS.sub("", name)


def _bare(name: str) -> str:
    """A name as somebody has it in Slack, without the pronouns or the department behind it."""
    return _BEHIND.sub("", name)


def _keys(name: str) -> frozenset[tuple[str, ...]]:
    """A name as it is looked up: its words in no order, without accents, and as umlauts are written out."""
    found = (tuple(sorted(_words(name, letters))) for letters in (_LETTERS, _UMLAUTS))
    return frozenset(key for key in found if key)


def _parts(name: str) -> set[str]:
    return set(_words(_bare(name), _LETTERS))


def _words(name: str, letters: dict[int, str]) -> list[str]:
    said = normalize("NFC", name).casefold().translate(letters)
    plain = "".join(sign for sign in normalize("NFKD", said) if not combining(sign))
    return _WORD.findall(plain)
