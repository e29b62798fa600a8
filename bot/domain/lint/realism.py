"""Rules about realism: expectations far beyond what is usual."""

from bot.domain.lint.rule import Case, Fired
from bot.domain.realism.lifts import implausible_lift
from bot.domain.realism.timelines import unrealistic_timeline


def is_implausible(case: Case) -> Fired | None:
    """The expected lift is far above what comparable experiments show."""
    remark = implausible_lift(case.dossier, case.rules.priors)
    if remark is None:
        return None
    typed = case.charter.quantity("target") or case.charter.quantity("mde")
    return Fired(words=(typed.typed,) if typed else (), advice=f"{remark.limit:.0%}")


def is_too_soon(case: Case) -> Fired | None:
    """The first deployment is planned far sooner than teams of this maturity manage."""
    remark = unrealistic_timeline(case.dossier, case.rules.priors)
    if remark is None or remark.planned is None:
        return None
    usual = remark.usual
    return Fired(words=(f"{remark.planned} days",), advice=f"{usual.low} to {usual.high} days")
