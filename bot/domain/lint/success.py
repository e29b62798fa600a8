"""Rules about success: how it is measured, what it is credited to, and what must not get worse."""

from bot.domain import chain
from bot.domain.experiments.counter_metrics import is_measured, suggested
from bot.domain.experiments.guardrails import Guardrail, guardrails_of
from bot.domain.lint.names import misnamed
from bot.domain.lint.rule import Case, Fired
from bot.domain.lint.signs import wrong_way
from bot.domain.reading import NOTHING_LEARNED, guardrail_of, offline_measures_of, overclaim_of
from bot.domain.reading.words import Span

_STATEMENTS = ("success_statement", "experiment_statement", "why_now")
"""The answers in which somebody may credit the model with a change."""
_LEARNED_FROM = "success_statement"
"""The answer of which labelled ones are known; of the others nothing was learned."""


def is_offline_only(case: Case) -> Fired | None:
    """Every measure of success is a score of the model on past data, or of the system that serves it."""
    statement = case.charter.text("success_statement")
    return _fired(offline_measures_of(statement, case.rules.vocabulary)) if statement else None


def overclaims(case: Case) -> Fired | None:
    """An answer credits the model with a change without an experiment or a valid comparison."""
    spans: list[Span] = []
    for question in _STATEMENTS:
        learned = case.rules.vocabulary.learned if question == _LEARNED_FROM else NOTHING_LEARNED
        spans += overclaim_of(case.charter.text(question) or "", learned)
    return _fired(tuple(spans))


def _fired(spans: tuple[Span, ...]) -> Fired | None:
    return Fired(words=tuple(span.text for span in spans)) if spans else None


def breaks_chain(case: Case) -> Fired | None:
    """No path of links leads from a score of the model to the business metric; the name at which it breaks is told."""
    at = chain.broken(case.charter)
    return None if at is None else Fired(words=at[:1], advice="".join(at[1:]), is_missing=not at)


def misnames(case: Case) -> Fired | None:
    """A link names what is no metric, but nearly one; where the chain breaks there, that is told of the break."""
    found = misnamed(case.charter)
    breaks = breaks_chain(case)
    if found is None or (breaks and breaks.advice and set(found) & {*breaks.words, breaks.advice}):
        return None
    return Fired(words=found[:1], advice=found[1])


def leads_the_wrong_way(case: Case) -> Fired | None:
    """The links, as they are signed, move a metric the way that is worse for it."""
    words = wrong_way(case.charter)
    return Fired(words=words) if words else None


def guarded(case: Case) -> tuple[Guardrail, ...]:
    """What must not get worse, by the answer and by the plan that was accepted."""
    planned = case.dossier.plan.guardrails if case.dossier.plan else ()
    return (*guardrails_of(case.charter), *planned)


def lacks_guardrail(case: Case) -> Fired | None:
    """Nothing protects against a trade-off: no guardrail, and none is named where success is described."""
    if guarded(case):
        return None
    statement = case.charter.text("success_statement")
    named = guardrail_of(statement, case.rules.vocabulary.learned) if statement else ()
    return None if named else Fired(is_missing=True)


def opposes(case: Case) -> Fired | None:
    """A guardrail usually moves with the objective, and nobody said how much of it may be given up."""
    counter = suggested(case.charter, case.dossier.project.name)
    if counter is None:
        return None
    named = tuple(each.name for each in guarded(case) if each.margin is None and is_measured(counter, (each.name,)))
    return Fired(words=named, advice=counter.guardrail) if named else None


def lacks_counter_metric(case: Case) -> Fired | None:
    """The metric that usually pays for this kind of objective is not measured."""
    if case.charter.text("metric_name") is None:
        return None
    counter = suggested(case.charter, case.dossier.project.name)
    if counter is None:
        return None
    guardrails = guarded(case)
    if any(each.is_counter for each in guardrails) or is_measured(counter, (each.name for each in guardrails)):
        return None
    return Fired(words=_labelled(case, counter.words), advice=counter.guardrail)


def _labelled(case: Case, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as people see them: a category by its label."""
    asked = case.dossier.bank.find("metric_category")
    labels = {option.value: option.label for option in asked.options} if asked else {}
    return tuple(labels.get(word, word) for word in words)
