"""Rules that hold answers against each other: what one of them says, another must not deny."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.calendar import written_day
from bot.domain.charter import Cell, Quantity
from bot.domain.ids import QuestionId
from bot.domain.lint.rule import Case, Fired
from bot.domain.metrics import UnitKind, in_another_unit
from bot.domain.reading import Promise, PromisedLevel, last_digit, promise_of
from bot.domain.realism.days import planned_run

_CURRENCY: Final = "currency:"
_IN_ROWS: Final = ("model_metrics", "proxy_metrics", "guardrails", "metric_links")
_CLOSE: Final = 1 + 1e-9


def baseline_disagrees(case: Case) -> Fired | None:
    """The success statement names another level of today than the baseline."""
    return _unlike(_promise(case).baseline, case.charter.quantity("baseline"), case.dossier.kpi.baseline)


def target_disagrees(case: Case) -> Fired | None:
    """The success statement names another level to reach than the target."""
    return _unlike(_promise(case).target, case.charter.quantity("target"), case.dossier.kpi.target)


def deadline_disagrees(case: Case) -> Fired | None:
    """The success statement names another day than the deadline."""
    said, deadline = _promise(case).deadline, case.dossier.kpi.deadline
    if said is None or deadline is None or said.allows(deadline):
        return None
    return Fired(words=(said.typed, written_day(deadline)))


def _promise(case: Case) -> Promise:
    statement, kpi = case.charter.text("success_statement"), case.dossier.kpi
    return promise_of(statement, kpi.name, kpi.unit) if statement else Promise()


def _unlike(said: PromisedLevel | None, answer: Quantity | None, level: float | None) -> Fired | None:
    """Both as they were typed, unless they are one and the same when rounded to the last digit of either."""
    if said is None or answer is None or level is None:
        return None
    typed_as_level = answer.value == level
    steps = (last_digit(said.value, said.typed), last_digit(level, answer.typed) if typed_as_level else 0.0)
    if abs(said.value - level) <= max(steps) / 2 * _CLOSE:
        return None
    return Fired(words=(said.typed, answer.typed))


def mixes_currencies(case: Case) -> Fired | None:
    """Amounts stand in several currencies: the first that is not in the usual one is named, beside one that is."""
    amounts = tuple(_amounts(case))
    used = Counter(each.currency for each in amounts)
    chosen = case.charter.choice("currency")
    usual = max(used, key=lambda each: (used[each], each == chosen), default="")
    odd = next((each for each in amounts if each.currency != usual), None)
    if odd is None:
        return None
    other = next(each for each in amounts if each.currency == usual)
    return Fired(words=(odd.typed, other.typed), question=QuestionId(odd.question))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """An answer, or a cell of one, that is in a currency."""

    question: str
    currency: str
    typed: str


def _amounts(case: Case) -> Iterator[_Amount]:
    """What is in a currency, in the order of the questions; a level that is none of the metric's is found as such."""
    charter, unit = case.charter, case.dossier.kpi.unit
    if unit.kind is UnitKind.MONEY:
        yield _Amount(question="metric_unit", currency=unit.label, typed=charter.text("metric_unit") or unit.label)
    for question in ("baseline", "target", "value_per_unit"):
        if in_another_unit(charter, question) is None:
            yield from _amount(question, charter.quantity(question))
    chosen = charter.choice("currency")
    if chosen is not None:
        yield _Amount(question="currency", currency=chosen, typed=chosen)
    for question in _IN_ROWS:
        for row in charter.rows(question):
            for cell in row.cells.values():
                yield from _amount(question, cell)
    yield from _amount("annual_budget", charter.quantity("annual_budget"))


def _amount(question: str, cell: Cell | None) -> Iterator[_Amount]:
    if isinstance(cell, Quantity) and cell.unit.startswith(_CURRENCY):
        yield _Amount(question=question, currency=cell.unit.removeprefix(_CURRENCY), typed=cell.typed)


def proves_too_late(case: Case) -> Fired | None:
    """The experiment starts after the deadline, or lasts until after it at its longest.

    What was accepted as the plan stays as it is: then it is the deadline that can be another.
    """
    deadline, run = case.dossier.kpi.deadline, planned_run(case.dossier)
    if deadline is None or run is None or run.over <= deadline:
        return None
    over = "" if run.start > deadline else written_day(run.over)
    mend = None if case.dossier.plan is None else QuestionId("deadline")
    return Fired(words=(written_day(run.start), written_day(deadline)), advice=over, question=mend)
