"""The realism of a plan: what is kept beside what is known, and the draws of its break-even."""

from dataclasses import dataclass, replace

from bot.domain.dossier import Dossier
from bot.domain.realism.assessing import assess
from bot.domain.realism.budgets import budget_of, middle_of, question_of
from bot.domain.remarks import MoneyRemark, Realism
from bot.statistics.break_even_summary import BreakEven
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from storage.unit_of_work import Work

REALISM = 5
"""The part of the kickoff that asks whether the plan is realistic."""
BREAK_EVEN = "bot.statistics.break_even:break_even"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undrawn:
    """What can be said at once, and what the worker is asked for the rest."""

    job: Job
    realism: Realism
    dossier: Dossier
    currency: str

    def drawn(self, result: BreakEven | None) -> Realism:
        """The whole, with the draws of its break-even; without them where the worker refused."""
        return replace(self.realism, money=budget_of(self.dossier, self.currency, result))


def assessed(work: Work, asker: Asker, dossier: Dossier) -> Undrawn | Realism:
    """What is said of this plan, or what must be drawn for it; two queries more, however many projects there are."""
    compared = dossiers.compared(work, dossier)
    realism = assess(compared, asker.rules)
    currency = asker.rules.policy.currency
    question = question_of(compared, currency)
    if question is None or question.is_certain:
        return realism
    job = Job(name=BREAK_EVEN, arguments=(question,), is_optional=True)
    return Undrawn(job=job, realism=realism, dossier=compared, currency=currency)


def at_a_glance(work: Work, asker: Asker, dossier: Dossier) -> Realism:
    """What is said of this plan where nothing may be drawn: the break-even is that of the middle of what was typed."""
    compared = dossiers.compared(work, dossier)
    return assess(compared, asker.rules, middle_of(compared, asker.rules.policy.currency))


def budgeted(dossier: Dossier, asker: Asker, drawn: BreakEven | None = None) -> MoneyRemark | None:
    """The budget beside the value, once a budget is known."""
    if dossier.charter.quantity("annual_budget") is None:
        return None
    return budget_of(dossier, asker.rules.policy.currency, drawn)
