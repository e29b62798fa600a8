"""How long deployments took here, how long they usually take, and whether a plan is far below that."""

from collections.abc import Sequence
from statistics import quantiles
from typing import Final

from bot.domain.dossier import Dossier
from bot.domain.priors import Priors
from bot.domain.remarks import TimelineRemark, UsualDays
from bot.domain.timelines import Timeline

FEWEST_PROJECTS: Final = 5
"""From so many finished projects on, one's own history counts and public figures do not."""
TOO_FAST: Final = 0.5
"""Less than this share of the lower end of a stated range is too fast; of own projects it is the fastest tenth."""


def own_days(days: Sequence[int]) -> UsualDays | None:
    """The middle half of one's own days, and their fastest tenth; None for fewer than five projects."""
    if len(days) < FEWEST_PROJECTS:
        return None
    low, _, high = quantiles(days, n=4, method="inclusive")
    fastest = quantiles(days, n=10, method="inclusive")[0]
    return UsualDays(low=round(low), high=round(high), fastest=fastest, projects=len(days))


def usual_days(history: Sequence[Timeline], priors: Priors, years: float | None) -> UsualDays:
    """The days to the first deployment that are usual: one's own, else those that are stated for the years of ML.

    Where nobody has said how many years it are, nothing is held against the plan that would be usual for anybody.
    """
    own = own_days([each.days for each in history])
    if own is not None:
        return own
    stated = priors.deployment[-1] if years is None else priors.deployment_at(years)
    return UsualDays(
        low=stated.low,
        high=stated.high,
        fastest=TOO_FAST * stated.low,
        source=stated.source,
        from_years=stated.from_years,
        until_years=priors.until(stated),
    )


def others_of(dossier: Dossier) -> tuple[Timeline, ...]:
    """The finished projects of the workspace, without this one."""
    return tuple(each for each in dossier.history if each.project != dossier.project.id)


def timeline_of(dossier: Dossier, priors: Priors) -> TimelineRemark | None:
    """The planned days beside the usual ones; None while there is neither a plan nor an experience to compare."""
    planned, years = dossier.charter.quantity("days_to_deploy"), dossier.charter.quantity("ml_years")
    others = others_of(dossier)
    if planned is None and years is None and len(others) < FEWEST_PROJECTS:
        return None
    usual = usual_days(others, priors, None if years is None else years.value)
    return TimelineRemark(planned=None if planned is None else int(planned.value), usual=usual)


def unrealistic_timeline(dossier: Dossier, priors: Priors) -> TimelineRemark | None:
    """The remark where the first deployment is planned far faster than is usual, else None."""
    remark = timeline_of(dossier, priors)
    return remark if remark is not None and remark.is_unrealistic else None
