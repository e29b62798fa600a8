"""The metrics and links that the answers name; links find metrics by their names, without case and blanks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from bot.domain.charter import Cell, Charter, Choice, Quantity, Row, Text
from bot.domain.ids import QuestionId
from bot.domain.metrics import Unit, UnitKind, kpi_of, unit_of
from bot.domain.named_lines import names_in

PLAIN: Final = Unit(kind=UnitKind.PLAIN, label="")
"""The unit of a metric of which nobody said any."""


class Role(StrEnum):
    """What part a metric plays; `other` is one that only a link names."""

    MODEL = "model"
    PROXY = "proxy"
    BUSINESS = "business"
    OTHER = "other"


class Per(StrEnum):
    """What an effect is for: each unit of the first metric, each percent more of it, or all that it is to move."""

    UNIT = "unit"
    SHARE = "share"
    STEP = "step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of the chain; `today` and `target` are levels, fractions where the unit is percent."""

    name: str
    role: Role
    unit: Unit = PLAIN
    today: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That one metric moves the next: by how much for what, and the evidence for it; names as they were typed."""

    start: str
    end: str
    effect: Quantity | None = None
    per: Per = Per.UNIT
    evidence: str = ""


Ends: TypeAlias = "dict[str, dict[str, Link]]"
"""From each metric, by its key, the links to others by theirs."""


def key_of(name: str) -> str:
    """A name without case and blanks, by which links find their metrics."""
    return "".join(name.casefold().split())


def models_in(charter: Charter) -> tuple[Metric, ...]:
    """The model metrics, from rows or from words."""
    rows = charter.rows("model_metrics")
    if not rows:
        return tuple(Metric(name=name, role=Role.MODEL) for name in names_in(charter.text("model_metrics")))
    return tuple(_metric(row, Role.MODEL) for row in rows)


def proxies_in(charter: Charter) -> tuple[Metric, ...]:
    """The proxy metrics, from rows or from words."""
    rows = charter.rows("proxy_metrics")
    if not rows:
        return tuple(Metric(name=name, role=Role.PROXY) for name in names_in(charter.text("proxy_metrics")))
    return tuple(_metric(row, Role.PROXY) for row in rows)


def _metric(row: Row, role: Role) -> Metric:
    today, target = _number(row, "today"), _number(row, "target")
    typed = _words(row, "unit")
    unit = unit_of(typed) if typed else _unit_of_level(today or target)
    return Metric(
        name=_words(row, "name"),
        role=role,
        unit=unit,
        today=today.value if today else None,
        target=target.value if target else None,
    )


def _unit_of_level(level: Quantity | None) -> Unit:
    if level is None:
        return PLAIN
    if level.unit == "percent":
        return Unit(kind=UnitKind.PERCENT, label="%")
    currency = level.unit.partition(":")[2]
    return Unit(kind=UnitKind.MONEY, label=currency) if currency else PLAIN


def business_in(charter: Charter) -> Metric | None:
    """The business metric, or None while it has no name."""
    kpi = kpi_of(charter, ())
    if not kpi.name:
        return None
    return Metric(name=kpi.name, role=Role.BUSINESS, unit=kpi.unit, today=kpi.baseline, target=kpi.target)


def metric_names(charter: Charter) -> tuple[str, ...]:
    """The names of the metrics of the chain that answers name, the business metric last."""
    business = business_in(charter)
    named = (*models_in(charter), *proxies_in(charter), *((business,) if business else ()))
    return tuple(each.name for each in named)


def links_in(charter: Charter) -> Iterator[Link]:
    """The links, in their order."""
    for row in charter.rows("metric_links"):
        per = row.cells.get(QuestionId("per"))
        yield Link(
            start=_words(row, "from"),
            end=_words(row, "to"),
            effect=_number(row, "effect"),
            per=Per(per.option) if isinstance(per, Choice) and per.option in set(Per) else Per.UNIT,
            evidence=_words(row, "evidence"),
        )


def others_in(links: Iterable[Link]) -> Iterator[Metric]:
    """The metrics that links name, of which no other answer may tell."""
    for link in links:
        yield Metric(name=link.start, role=Role.OTHER)
        yield Metric(name=link.end, role=Role.OTHER)


def by_key(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """The metrics by what links call them; the first of equal names counts, the business metric before proxies."""
    found: dict[str, Metric] = {}
    for metric in metrics:
        known = found.get(key_of(metric.name))
        if known is None or (metric.role is Role.BUSINESS and known.role is Role.PROXY):
            found[key_of(metric.name)] = metric
    return found


def by_end(links: Iterable[Link]) -> Ends:
    """The links by where they start and where they end; the first of several between two metrics counts."""
    found: dict[str, dict[str, Link]] = {}
    for link in links:
        found.setdefault(key_of(link.start), {}).setdefault(key_of(link.end), link)
    return found


def _words(row: Row, column: str) -> str:
    cell: Cell | None = row.cells.get(QuestionId(column))
    return cell.text if isinstance(cell, Text) else ""


def _number(row: Row, column: str) -> Quantity | None:
    cell: Cell | None = row.cells.get(QuestionId(column))
    return cell if isinstance(cell, Quantity) else None
