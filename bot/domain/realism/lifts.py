"""Whether an expected lift is plausible: beside what one's own experiments showed, else beside what is stated."""

from typing import Final, assert_never

from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import primary_level
from bot.domain.metrics import Unit, UnitKind
from bot.domain.priors import Priors
from bot.domain.remarks import Expected, LiftRemark
from bot.statistics.usual_lifts import PriorSource

WIDTHS: Final = 3.0
"""A lift of more than three widths of the prior is implausible.

Tails of lifts are fat (Azevedo et al., 2020), so the 99 % quantile of a normal would object too soon: of a Student's t
with three degrees of freedom and the same width, seven in a thousand lie beyond three widths.
"""
SMALLEST_SHARE: Final = 0.01
SMALLEST_COUNT: Final = 10.0
"""Below these levels a relative lift misleads: from 0.1 % to 0.2 % is +100 %, and may be ten people."""
_NOT_COMPARABLE: Final = frozenset({"cost", "risk"})
"""Categories that public experiments say nothing of: replacing work by hand may well halve a cost."""


def expected_lift(dossier: Dossier) -> tuple[float, Expected] | None:
    """The relative lift that is hoped for: the target's, else the smallest effect worth having; None without either.

    None too where the level of today is so small that a relative lift misleads.
    """
    kpi = dossier.kpi
    if kpi.baseline is not None and _is_tiny(kpi.baseline, kpi.unit):
        return None
    if kpi.baseline is not None and kpi.wanted is not None and kpi.wanted > 0:
        return kpi.wanted / abs(kpi.baseline), Expected.TARGET
    smallest = _smallest_effect(dossier)
    return None if smallest is None else (smallest, Expected.SMALLEST_EFFECT)


def lift_of_plan(dossier: Dossier, priors: Priors) -> LiftRemark | None:
    """The expected lift beside what lifts usually are; None where there is none, or nothing comparable is known."""
    expected, prior = expected_lift(dossier), dossier.prior
    is_own = prior.source is PriorSource.OWN_EXPERIMENTS
    if expected is None or (not is_own and dossier.charter.choice("metric_category") in _NOT_COMPARABLE):
        return None
    return LiftRemark(
        expected=expected[0],
        of=expected[1],
        prior=prior,
        limit=WIDTHS * prior.sd,
        source=None if is_own else priors.lifts.source,
    )


def implausible_lift(dossier: Dossier, priors: Priors) -> LiftRemark | None:
    """The remark where the expected lift is far above what comparable experiments show, else None."""
    remark = lift_of_plan(dossier, priors)
    return remark if remark is not None and remark.is_implausible else None


def _is_tiny(baseline: float, unit: Unit) -> bool:
    match unit.kind:
        case UnitKind.PERCENT:
            return abs(baseline) < SMALLEST_SHARE
        case UnitKind.PLAIN:
            return abs(baseline) < SMALLEST_COUNT
        case UnitKind.MONEY:
            return baseline == 0
        case _:
            assert_never(unit.kind)


def _smallest_effect(dossier: Dossier) -> float | None:
    """As a share of the primary metric's level: of the sealed plan, else as it is answered."""
    if dossier.plan is not None and dossier.plan.size is not None:
        return dossier.plan.size.effect
    mde, level = dossier.charter.quantity("mde"), primary_level(dossier.charter)
    if mde is None or mde.unit == "relative_change":
        return None if mde is None else abs(mde.value)
    return abs(mde.value / level) if level is not None and level >= SMALLEST_SHARE else None
