"""What a project is worth by everything that is known of it: its charter, its values and its experiments."""

from bot.domain.dossier import Dossier
from bot.domain.experiments.evidence import evidence_of, stopped_of
from bot.domain.impact import Impact, impact_of


def impact_in(dossier: Dossier, default_currency: str) -> Impact:
    """The project's impact; amounts without a currency are in the default one."""
    kpi = dossier.kpi
    return impact_of(
        dossier.charter,
        kpi,
        evidence_of(dossier.experiments, kpi.direction, dossier.prior),
        default_currency=default_currency,
        stopped=stopped_of(dossier.experiments, kpi.direction),
    )
