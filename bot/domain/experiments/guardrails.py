"""Guardrails as they are typed, one a line: what must not get worse, which way is worse, by how much, and its level."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.charter import Cell, Charter, Choice, Quantity, Row, Rows, Text
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction
from bot.domain.named_lines import COUNTER, TODAY, names_in, parted

_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?:%|percent\b|per cent\b|Prozent\b)", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d+[.,]\d{3}")
_AT_MOST = re.compile(r"\b(?:at most|(?:no|not) more than|höchstens|maximal|nicht mehr als)\b", re.IGNORECASE)
_LOWER = re.compile(
    r"\b(?:lower|less|below|fewer|down|decrease|decline|drop|fall|smaller|worse by falling|"
    r"niedriger|tiefer|geringer|weniger|kleiner|sinken|fallen|abnehmen)\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"\b(?:higher|more|above|up|increase|rise|grow|growth|longer|slower|"
    r"höher|mehr|größer|länger|langsamer|steigen|zunehmen)\b",
    re.IGNORECASE,
)
_UNLOVED = re.compile(
    r"\b(?:churn|complain|refund|return|unsubscri|cancel|escalat|reopen|latenc|error|fail|false |cost|delay|"
    r"response time|load time|wait|defect|crash|fraud|chargeback|tickets?\b|"
    r"beschwerde|retoure|kündigung|stornier|fehl|kosten|verspät|wartezeit|ausfall|betrug)",
    re.IGNORECASE,
)
"""What nobody wants more of: where a guardrail does not say which way is worse, its name does."""
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
        is_counter=COUNTER.search(line) is not None,
    )


def _level(line: str) -> tuple[float | None, float | None]:
    """Where the metric stands and a mean's spread; a number without either a spread or a share's form is no level."""
    match = TODAY.search(line)
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
