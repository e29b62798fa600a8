"""Everything that can be said of a plan's realism, from one dossier."""

from bot.domain.dossier import Dossier, Rulebook
from bot.domain.realism.budgets import budget_of
from bot.domain.realism.days import returns_of, too_early
from bot.domain.realism.lifts import lift_of_plan
from bot.domain.realism.timelines import timeline_of
from bot.domain.remarks import Realism
from bot.statistics.break_even_summary import BreakEven


def assess(dossier: Dossier, rules: Rulebook, drawn: BreakEven | None = None) -> Realism:
    """The remarks on one plan; `drawn` are the draws of its break-even."""
    return Realism(
        timeline=timeline_of(dossier, rules.priors),
        lift=lift_of_plan(dossier, rules.priors),
        days=too_early(dossier),
        returns=returns_of(dossier, rules.priors),
        money=budget_of(dossier, rules.policy.currency, drawn),
    )
