"""What a sponsor is told of the proof before they sign: the verdict that is kept, or when a plan is due."""

from dataclasses import dataclass
from datetime import date

from bot.domain.charter import Judgement
from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import question_key
from bot.domain.findings import Acceptance, Finding
from bot.domain.policy import ObligationKind
from bot.statistics.verdicts.summary import Gist


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What is known of the proof: the verdict on the plan as it is answered, the accepted plan, or why there is none.

    `fits` is None where nothing was computed, and `gist` where an older program kept no more than that. `sealed` is the
    seal of the accepted plan, `due` the day by which one is owed, `waived` who lives without an experiment and why.
    """

    fits: bool | None = None
    gist: Gist | None = None
    sealed: str | None = None
    due: date | None = None
    waived: Acceptance | None = None


def prospect_of(dossier: Dossier, findings: tuple[Finding, ...]) -> Prospect:
    """The proof of a project as far as it is kept; nothing is computed. `findings` are what the lint says of it."""
    judgement = _standing(dossier)
    owed = (each.due for each in dossier.obligations if each.is_open and each.kind is ObligationKind.NO_EXPERIMENT)
    return Prospect(
        fits=judgement.fits if judgement else None,
        gist=judgement.gist if judgement else None,
        sealed=dossier.plan.seal if dossier.plan else None,
        due=next(owed, None),
        waived=next((each.accepted for each in findings if each.is_waivable and each.accepted is not None), None),
    )


def _standing(dossier: Dossier) -> Judgement | None:
    """The kept judgement, unless it is about other answers than those that stand."""
    judgement = dossier.charter.judgement
    if judgement is None or judgement.question != question_key(dossier.charter, dossier.observations):
        return None
    return judgement
