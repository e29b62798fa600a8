"""Rules about the proof: that there is an experiment, that it can show the effect, and what follows from it."""

from bot.domain.experiments.asking import is_about_business, question_key, wanted_of
from bot.domain.experiments.plan import NO_EXPERIMENT
from bot.domain.lint.rule import MISSING, Case, Fired
from bot.domain.reading import decision_rule_of
from bot.domain.refusal import BadFields


def lacks_experiment(case: Case) -> Fired | None:
    """Neither an experiment nor a longitudinal design is chosen, and no plan was accepted."""
    if case.dossier.plan is not None:
        return None
    design = case.charter.choice("design")
    if design is None:
        return MISSING
    return Fired(words=(design,)) if design == NO_EXPERIMENT else None


def lacks_decision_rule(case: Case) -> Fired | None:
    """Nobody said which result leads to which decision."""
    rule = case.charter.text("decision_rule")
    if rule is None:
        return MISSING
    return None if decision_rule_of(rule) else Fired(words=(rule,))


def is_underpowered(case: Case) -> Fired | None:
    """The plan cannot detect its own smallest effect within the longest run, by the verdict on these answers."""
    judgement, mde = case.charter.judgement, case.charter.quantity("mde")
    if judgement is None or judgement.fits or case.dossier.plan is not None:
        return None
    if mde is None or judgement.question != question_key(case.charter, case.dossier.observations):
        return None
    return Fired(words=(mde.typed,))


def looks_the_wrong_way(case: Case) -> Fired | None:
    """The smallest effect worth having goes the way that is worse for the metric."""
    mde = case.charter.quantity("mde")
    if mde is None or case.dossier.plan is not None:
        return None
    try:
        wanted_of(case.charter)
    except BadFields:
        return Fired(words=(mde.typed,))
    return None


def exceeds_target(case: Case) -> Fired | None:
    """The smallest effect that the experiment looks for is larger than the lift that the target needs."""
    mde, target, kpi = case.charter.quantity("mde"), case.charter.quantity("target"), case.dossier.kpi
    if mde is None or target is None or kpi.wanted is None or not kpi.baseline or not is_about_business(case.charter):
        return None
    looked_for = abs(mde.value) * (abs(kpi.baseline) if mde.unit == "relative_change" else 1)
    # Typed figures are rounded: a target of 2.8 % and an effect of 10 % of 3.1 % mean the same.
    return Fired(words=(mde.typed, target.typed)) if looked_for > abs(kpi.wanted) * 1.05 else None
