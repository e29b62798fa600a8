"""Guardrails as they are typed, one a line: what must not get worse, which way is worse, and by how much at most."""

import re
from dataclasses import dataclass

from bot.domain.metrics import Direction

_LINE = re.compile(r"^\s*(?:[-*•]\s*)?(?P<name>[^:=\n]{1,120}?)\s*(?:[:=]\s*(?P<rest>.*))?$")
_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per cent\b)")
_LOWER = re.compile(
    r"\b(?:lower|less|below|fewer|down|decrease|decline|drop|fall|smaller|worse by falling)\b", re.IGNORECASE
)
_HIGHER = re.compile(r"\b(?:higher|more|above|up|increase|rise|grow|growth|longer|slower)\b", re.IGNORECASE)
_LARGEST_SHARE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail:
    """A metric that may not get worse by more than `margin`, a share of the control's level.

    `wanted` is the way that is better; `margin` is None where none could be read, so that it cannot be tested.
    """

    name: str
    wanted: Direction
    margin: float | None


def guardrails_in(typed: str | None) -> tuple[Guardrail, ...]:
    """The guardrails of an answer, in order; the first of equal names counts."""
    found: dict[str, Guardrail] = {}
    for line in (typed or "").splitlines():
        guardrail = _read(line)
        if guardrail is not None:
            found.setdefault(guardrail.name.casefold(), guardrail)
    return tuple(found.values())


def _read(line: str) -> Guardrail | None:
    match = _LINE.match(line)
    if match is None or not match["name"].strip():
        return None
    told = match["rest"] or match["name"]
    return Guardrail(name=match["name"].strip(), wanted=_wanted(told), margin=_margin(told))


def _wanted(told: str) -> Direction:
    """What may be at most so much higher should not rise: lower is better. Without a word, higher is better."""
    rises = _HIGHER.search(told.replace("at most", "").replace("no more than", ""))
    falls = _LOWER.search(told)
    return Direction.DOWN if rises and not falls else Direction.UP


def _margin(told: str) -> float | None:
    match = _SHARE.search(told)
    if match is None:
        return None
    share = float(match["number"].replace(",", ".")) / 100
    return share if 0 < share < _LARGEST_SHARE else None


def names_in(typed: str | None) -> tuple[str, ...]:
    """What stands before the colon of each line: the names of metrics, without what is told of them."""
    matches = (_LINE.match(line) for line in (typed or "").splitlines())
    return tuple(dict.fromkeys(match["name"].strip() for match in matches if match and match["name"].strip()))
