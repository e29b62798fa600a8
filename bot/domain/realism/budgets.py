"""A budget held against what the project is worth: the question to the draws, and what came out of them."""

from dataclasses import replace
from typing import Final

from bot.domain.charter import Charter, Quantity
from bot.domain.dossier import Dossier
from bot.domain.experiments.evidence import evidence_of
from bot.domain.impact import Grade, Impact, Money, Unpriced
from bot.domain.remarks import BudgetRemark, MoneyRemark, NoBudgetRemark, Unbudgeted
from bot.domain.valuing import impact_in
from bot.statistics.break_even_summary import BreakEven, BreakEvenQuestion, certain
from bot.statistics.distributions import Constant, Distribution, Normal
from bot.statistics.money_summary import link_effect

BUDGET, WORTH = "annual_budget", "value_per_unit"
_HALF: Final = 1.959963984540054
"""Standard deviations from the middle of a normal distribution to the ends of its 95 % interval."""
_NOTHING: Final = Quantity(value=0.0, unit="count", typed="", echo="")
_WHY: Final = {
    Unpriced.NO_VALUE: Unbudgeted.NO_VALUE,
    Unpriced.NO_CHANGE: Unbudgeted.NO_CHANGE,
    Unpriced.STOPPED: Unbudgeted.STOPPED,
    Unpriced.SCORE: Unbudgeted.NO_VALUE,
}


def question_of(dossier: Dossier, default_currency: str) -> BreakEvenQuestion | None:
    """What the draws are asked; None where there is no budget, no value, or they are in two currencies."""
    return None if _why_not(dossier, default_currency) else _question(dossier, default_currency)


def middle_of(dossier: Dossier, default_currency: str) -> BreakEven | None:
    """The answer at the middle of everything uncertain, by formula; None where there is no question."""
    question = question_of(dossier, default_currency)
    if question is None:
        return None
    change, worth, budget = (Constant(mean=each.mean) for each in (question.change, question.worth, question.budget))
    payback = certain(replace(question, change=change, worth=worth, budget=budget)).payback
    return BreakEven(question=question, payback=payback)


def budget_of(dossier: Dossier, default_currency: str, drawn: BreakEven | None = None) -> MoneyRemark:
    """The budget beside the value, or what is missing.

    `drawn` is what the draws said; without them, or with those of another question, only what needs none is told.
    """
    impact = impact_in(dossier, default_currency)
    why = _why_not(dossier, default_currency)
    typed = dossier.charter.quantity(BUDGET)
    budget = None if typed is None else _money(dossier.charter, typed, default_currency)
    if why is not None or budget is None or impact.annual is None:
        currency = impact.annual.currency if impact.annual else ""
        return NoBudgetRemark(why=why or Unbudgeted.NO_BUDGET, budget=budget, currency=currency)
    question = _question(dossier, default_currency)
    found = certain(question) if question.is_certain else drawn
    payback = found.payback if found is not None and found.question == question else None
    return BudgetRemark(
        budget=budget,
        value=impact.annual,
        standing=impact.standing,
        needed=_needed(dossier, impact, budget),
        wait=question.wait_days,
        payback=payback,
    )


def _why_not(dossier: Dossier, default_currency: str) -> Unbudgeted | None:
    impact = impact_in(dossier, default_currency)
    typed = dossier.charter.quantity(BUDGET)
    if impact.missing is Unpriced.STOPPED:
        return Unbudgeted.STOPPED
    if typed is None:
        return Unbudgeted.NO_BUDGET
    if impact.annual is None:
        return _WHY[impact.missing or Unpriced.NO_CHANGE]
    is_same = _money(dossier.charter, typed, default_currency).currency == impact.annual.currency
    return None if is_same else Unbudgeted.OTHER_CURRENCY


def _question(dossier: Dossier, default_currency: str) -> BreakEvenQuestion:
    """A change that was logged is uncertain in a way that nobody knows: half of that would be no odds, so none is."""
    charter, impact = dossier.charter, impact_in(dossier, default_currency)
    is_logged = impact.grade is Grade.OBSERVED and not impact.by_experiment
    change, worth, budget = (
        Constant(mean=each.mean) if is_logged else each
        for each in (
            _change(dossier, impact),
            _spread(charter.quantity(WORTH) or _NOTHING),
            _spread(charter.quantity(BUDGET) or _NOTHING),
        )
    )
    return BreakEvenQuestion(change=change, worth=worth, budget=budget, wait_days=_wait(dossier))


def _change(dossier: Dossier, impact: Impact) -> Distribution:
    """The change in units: an experiment's with its error, else one without."""
    kpi = dossier.kpi
    evidence = evidence_of(dossier.experiments, kpi.direction, dossier.prior)
    if evidence is None:
        return Constant(mean=kpi.unit.in_units(impact.change or 0.0))
    half = abs(kpi.unit.in_units(evidence.high - evidence.low)) / 2
    return Normal(mean=kpi.unit.in_units(evidence.change), sd=half / _HALF)


def _spread(amount: Quantity) -> Distribution:
    """An amount of money, triangular where a range was written."""
    low, high = amount.low, amount.high
    return link_effect(amount.value if low is None else low, amount.value, amount.value if high is None else high)


def _wait(dossier: Dossier) -> int | None:
    """Days from the kickoff until value begins: at the first deployment, or on the later day that is expected."""
    charter = dossier.charter
    planned, expected = charter.quantity("days_to_deploy"), charter.day("value_expected_by")
    days = [] if planned is None else [int(planned.value)]
    days += [] if expected is None else [max(0, (expected - charter.started_at.date()).days)]
    return max(days, default=None)


def _needed(dossier: Dossier, impact: Impact, budget: Money) -> float | None:
    """The share of the target that is worth the budget."""
    kpi = dossier.kpi
    whole = kpi.unit.in_units(kpi.wanted or 0.0) * (impact.worth or 0.0)
    return budget.amount / whole if whole > 0 else None


def _money(charter: Charter, typed: Quantity, default_currency: str) -> Money:
    currency = typed.unit.partition(":")[2] or charter.choice("currency") or default_currency
    return Money(amount=_spread(typed).mean, currency=currency, low=typed.low, high=typed.high)
