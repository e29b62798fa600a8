"""What a project is worth by everything that is known of it: its charter, its values and its experiments."""

from typing import Final

from bot.domain.dossier import Dossier
from bot.domain.experiments.evidence import evidence_of, stopped_of
from bot.domain.findings import Finding, Severity
from bot.domain.impact import Grade, Impact, Unpriced, impact_of

_SCORE: Final = "business-metric-is-model-metric"


def impact_in(dossier: Dossier, default_currency: str, findings: tuple[Finding, ...] = ()) -> Impact:
    """The project's impact; amounts without a currency are in the default one.

    While one of the `findings` blocks the metric as a model's score, nothing is claimed from it, whatever it moved.
    """
    kpi = dossier.kpi
    impact = impact_of(
        dossier.charter,
        kpi,
        evidence_of(dossier.experiments, kpi.direction, dossier.prior),
        default_currency=default_currency,
        stopped=stopped_of(dossier.experiments, kpi.direction),
    )
    is_score = any(each.rule == _SCORE and each.severity is Severity.BLOCKER for each in findings)
    if not is_score or impact.missing is Unpriced.STOPPED:
        return impact
    return Impact(grade=Grade.CLAIMED, change=None, annual=None, missing=Unpriced.SCORE)
