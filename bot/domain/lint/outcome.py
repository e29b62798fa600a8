"""Rules about the outcome: the business metric, its levels, its worth and its people."""

import statistics
from typing import Final

from bot.domain.lint.rule import MISSING, Case, Check, Fired
from bot.domain.metrics import in_another_unit, is_answered
from bot.domain.reading import LIKENESS, MetricKind

_LEAST_VALUES: Final = 8
"""Fewer values say too little about how much a metric usually varies."""
_LIKENESS: Final = "known answers"
"""What a name reads like that is a score by no word of its own."""
_USUAL: Final = 1.96
"""Standard deviations within which 95 of 100 values of a steady metric lie."""


def is_model_metric(case: Case) -> Fired | None:
    """The business metric names only a score of the model."""
    return _of_kind(case, MetricKind.MODEL)


def may_be_model_metric(case: Case) -> Fired | None:
    """The business metric reads like a description of how well the machine does, which may be an outcome after all."""
    doubt = case.named.doubt if case.named else ()
    return Fired(words=tuple(span.text for span in doubt)) if doubt else None


def is_unmeasurable(case: Case) -> Fired | None:
    """No metric is named at all, or what is named cannot be measured."""
    return _of_kind(case, MetricKind.UNCLEAR) if case.named else MISSING


def _of_kind(case: Case, kind: MetricKind) -> Fired | None:
    if case.named is None or case.named.kind is not kind:
        return None
    words = case.named.words
    likeness = _LIKENESS if any(span.meaning == LIKENESS for span in words) else ""
    name = case.charter.text("metric_name") or ""
    return Fired(words=tuple(span.text for span in words) or (name,), advice=likeness)


def lacks(question: str) -> Check:
    """There is no answer."""

    def check(case: Case) -> Fired | None:
        return MISSING if case.charter.value(question) is None else None

    return check


def lacks_level(question: str) -> Check:
    """No answer, or one in another unit than the metric has now, whose words are named."""

    def check(case: Case) -> Fired | None:
        if is_answered(case.charter, question):
            return None
        stale = in_another_unit(case.charter, question)
        return Fired(words=(stale.typed,)) if stale else MISSING

    return check


def is_wrong_way(case: Case) -> Fired | None:
    """The target lies on the wrong side of the baseline: reaching it would make the metric worse, or change nothing."""
    kpi, target = case.dossier.kpi, case.charter.quantity("target")
    if case.charter.choice("metric_direction") is None or kpi.wanted is None or kpi.wanted > 0:
        return None
    return Fired(words=(target.typed,) if target else ())


def lacks_money(case: Case) -> Fired | None:
    """What one unit is worth is not known."""
    return MISSING if case.charter.quantity("value_per_unit") is None else None


def lacks_sponsor(case: Case) -> Fired | None:
    """Nobody is named as the business owner of the metric."""
    return MISSING if case.dossier.project.sponsor is None else None


def is_own_sponsor(case: Case) -> Fired | None:
    """One person leads the work and judges it."""
    project = case.dossier.project
    return Fired() if project.sponsor == project.owner else None


def is_below_noise(case: Case) -> Fired | None:
    """The target lies inside what the metric's own values usually vary by.

    The values are those that were logged, at least eight of them; the usual variation is 1.96 times their standard
    deviation, as for a metric that is steady.
    """
    kpi = case.dossier.kpi
    levels = [each.value for each in kpi.observations]
    if kpi.wanted is None or len(levels) < _LEAST_VALUES:
        return None
    usual = _USUAL * statistics.stdev(levels)
    target = case.charter.quantity("target")
    return Fired(words=(target.typed,) if target else ()) if abs(kpi.wanted) < usual else None
