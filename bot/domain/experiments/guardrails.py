"""Guardrails as they are typed, one a line: what must not get worse, which way is worse, by how much, and its level."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.charter import Cell, Charter, Choice, Quantity, Row, Rows, Text
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction
from bot.domain.text import shorten

_BULLET = re.compile(r"^\s*[-*•]\s*")
_TELLS = re.compile(r"[:=]")
_TELLS_BY_COMMA = re.compile(
    r",\s*(?=(?:at most|(?:not|no) (?:worse|more|less)|may (?:fall|rise)|must not)\b)", re.IGNORECASE
)
_NUMBER = r"[€$£]?\s*(?P<{name}>\d+(?:[.,]\d+)?)(?![\w.,]*\w)\s*(?P<{name}_share>%|percent\b|per cent\b)?"
_TODAY = re.compile(
    r"[,;(]?\s*\b(?:today|currently|at present|now at)\b\s*[:=]?\s*(?:"
    + _NUMBER.format(name="level")
    + r"(?:\s*(?:±|\+/-|\bs\.?d\.?)\s*"
    + _NUMBER.format(name="sd")
    + r")?)?\s*\)?",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"[,;(]?\s*\b(?:(?:this is )?(?:our|the) )?counter[\s-]?metric\b\s*\)?", re.IGNORECASE)
_LOOSE = " \t,;:=-"
_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per cent\b)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d+[.,]\d{3}")
_AT_MOST = re.compile(r"\b(?:at most|(?:no|not) more than)\b", re.IGNORECASE)
_LOWER = re.compile(
    r"\b(?:lower|less|below|fewer|down|decrease|decline|drop|fall|smaller|worse by falling)\b", re.IGNORECASE
)
_HIGHER = re.compile(r"\b(?:higher|more|above|up|increase|rise|grow|growth|longer|slower)\b", re.IGNORECASE)
_UNLOVED = re.compile(
    r"\b(?:churn|complain|refund|return|unsubscri|cancel|escalat|reopen|latenc|error|fail|false |cost|delay|"
    r"response time|load time|wait|defect|crash|fraud|chargeback|tickets?\b)",
    re.IGNORECASE,
)
"""What nobody wants more of: where a guardrail does not say which way is worse, its name does."""
_LONGEST_NAME = 120
_LARGEST_SHARE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guardrail:
    """A metric that may not get worse by more than `margin`, a share of the control's level.

    `wanted` is the way that is better; `margin` is None where none could be read, so that it cannot be tested. `level`
    is where it stands today: a rate as a share, or a mean with the spread between units in `sd`; both are None where
    that was not said. `is_counter` says that the owner called it the counter-metric of the objective.
    """

    name: str
    wanted: Direction
    margin: float | None
    level: float | None = None
    sd: float | None = None
    is_counter: bool = False


def guardrails_of(charter: Charter) -> tuple[Guardrail, ...]:
    """The guardrails of a charter: its rows exactly as they stand, or what can be read in an answer in words."""
    value = charter.value("guardrails")
    if isinstance(value, Rows):
        return _first_of_each(_of_row(row) for row in value.rows)
    return guardrails_in(charter.text("guardrails"))


def names_of(charter: Charter, question: str) -> tuple[str, ...]:
    """The names of the metrics in an answer, from rows or from words."""
    value = charter.value(question)
    if isinstance(value, Rows):
        names = (_words(row.cells.get(QuestionId("name"))) for row in value.rows)
        return tuple(dict.fromkeys(name for name in names if name))
    return names_in(charter.text(question))


def _of_row(row: Row) -> Guardrail:
    def cell(column: str) -> Cell | None:
        return row.cells.get(QuestionId(column))

    name, margin = _words(cell("name")), _number(cell("margin"))
    better, counter = cell("better"), cell("counter")
    level, sd = _as_level(_number(cell("today")), _number(cell("spread")))
    return Guardrail(
        name=name,
        wanted=Direction(better.option) if isinstance(better, Choice) else _wanted(name, name),
        margin=margin if margin is not None and 0 < margin < _LARGEST_SHARE else None,
        level=level,
        sd=sd,
        is_counter=isinstance(counter, Choice) and counter.option == "yes",
    )


def _words(cell: Cell | None) -> str:
    return cell.text if isinstance(cell, Text) else ""


def _number(cell: Cell | None) -> float | None:
    return cell.value if isinstance(cell, Quantity) else None


def guardrails_in(typed: str | None) -> tuple[Guardrail, ...]:
    """The guardrails of an answer, in order; the first of equal names counts."""
    read = (_read(line) for line in (typed or "").splitlines())
    return _first_of_each(each for each in read if each is not None)


def _first_of_each(guardrails: Iterable[Guardrail]) -> tuple[Guardrail, ...]:
    found: dict[str, Guardrail] = {}
    for guardrail in guardrails:
        if guardrail.name:
            found.setdefault(guardrail.name.casefold(), guardrail)
    return tuple(found.values())


def _read(line: str) -> Guardrail | None:
    name, told = parted(line)
    if not name:
        return None
    level, sd = _level(line)
    return Guardrail(
        name=name,
        wanted=_wanted(name, told),
        margin=_margin(told),
        level=level,
        sd=sd,
        is_counter=_COUNTER.search(line) is not None,
    )


def parted(line: str) -> tuple[str, str]:
    """The name before the first colon or equals sign, and what is told of it: without such a sign, the name itself.

    A comma does as well before words that tell how much. Where it stands and what it is for are no part of either.
    """
    whole = _BULLET.sub("", line)
    bare = _TODAY.sub(" ", _COUNTER.sub(" ", whole)).strip(_LOOSE) if _says_more(whole) else whole
    name, *rest = (_TELLS if _TELLS.search(bare) else _TELLS_BY_COMMA).split(bare, maxsplit=1)
    return shorten(name.strip(), _LONGEST_NAME), rest[0] if rest and rest[0].strip() else name


def _says_more(line: str) -> bool:
    return _COUNTER.search(line) is not None or _TODAY.search(line) is not None


def _level(line: str) -> tuple[float | None, float | None]:
    """Where the metric stands and a mean's spread; a number without either a spread or a share's form is no level."""
    match = _TODAY.search(line)
    if match is None or match["level"] is None:
        return None, None
    if match["sd"] is not None and _figure(match, "sd") is None:
        return None, None
    return _as_level(_figure(match, "level"), _figure(match, "sd"))


def _as_level(level: float | None, sd: float | None) -> tuple[float | None, float | None]:
    """A level that can be reckoned with: a rate as a share, or a mean with the spread between units."""
    is_rate = sd is None and level is not None and 0 < level < 1
    is_mean = level is not None and sd is not None and sd > 0
    return (level, sd) if is_rate or is_mean else (None, None)


def _figure(match: re.Match[str], name: str) -> float | None:
    typed = match[name]
    if typed is None or _THOUSANDS.fullmatch(typed):
        return None
    number = float(typed.replace(",", "."))
    return number / 100 if match[f"{name}_share"] else number


def _wanted(name: str, told: str) -> Direction:
    """What may be at most so much higher should not rise: lower is better. Without a word, the name decides."""
    said = _AT_MOST.sub(" ", told)
    rises, falls = _HIGHER.search(said), _LOWER.search(said)
    if rises or falls:
        return Direction.UP if falls else Direction.DOWN
    return Direction.DOWN if _UNLOVED.search(name) else Direction.UP


def _margin(told: str) -> float | None:
    match = _SHARE.search(told)
    if match is None or _THOUSANDS.fullmatch(match["number"]):
        return None
    share = float(match["number"].replace(",", ".")) / 100
    return share if 0 < share < _LARGEST_SHARE else None


def names_in(typed: str | None) -> tuple[str, ...]:
    """What stands before the colon of each line: the names of metrics, without what is told of them."""
    names = (parted(line)[0] for line in (typed or "").splitlines())
    return tuple(dict.fromkeys(name for name in names if name))
