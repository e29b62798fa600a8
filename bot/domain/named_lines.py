"""Lines of words that name a metric and tell something of it, as answers were typed before they had rows."""

import re

from bot.domain.text import shorten

_BULLET = re.compile(r"^\s*[-*•]\s*")
_TELLS = re.compile(r"[:=]")
_TELLS_BY_COMMA = re.compile(
    r",\s*(?=(?:at most|(?:not|no) (?:worse|more|less)|may (?:fall|rise)|must not)\b)", re.IGNORECASE
)
_NUMBER = r"[€$£]?\s*(?P<{name}>\d+(?:[.,]\d+)?)(?![\w.,]*\w)\s*(?P<{name}_share>%|percent\b|per cent\b)?"
TODAY = re.compile(
    r"[,;(]?\s*\b(?:today|currently|at present|now at)\b\s*[:=]?\s*(?:"
    + _NUMBER.format(name="level")
    + r"(?:\s*(?:±|\+/-|\bs\.?d\.?)\s*"
    + _NUMBER.format(name="sd")
    + r")?)?\s*\)?",
    re.IGNORECASE,
)
COUNTER = re.compile(r"[,;(]?\s*\b(?:(?:this is )?(?:our|the) )?counter[\s-]?metric\b\s*\)?", re.IGNORECASE)
_LOOSE = " \t,;:=-"
_LONGEST_NAME = 120


def parted(line: str) -> tuple[str, str]:
    """The name before the first colon or equals sign, and what is told of it: without such a sign, the name itself.

    A comma does as well before words that tell how much. Where it stands and what it is for are no part of either.
    """
    whole = _BULLET.sub("", line)
    bare = TODAY.sub(" ", COUNTER.sub(" ", whole)).strip(_LOOSE) if _says_more(whole) else whole
    name, *rest = (_TELLS if _TELLS.search(bare) else _TELLS_BY_COMMA).split(bare, maxsplit=1)
    return shorten(name.strip(), _LONGEST_NAME), rest[0] if rest and rest[0].strip() else name


def _says_more(line: str) -> bool:
    return COUNTER.search(line) is not None or TODAY.search(line) is not None


def names_in(typed: str | None) -> tuple[str, ...]:
    """What stands before the colon of each line: the names of metrics, without what is told of them."""
    names = (parted(line)[0] for line in (typed or "").splitlines())
    return tuple(dict.fromkeys(name for name in names if name))
