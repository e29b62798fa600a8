"""Days that cannot be kept: what is expected before there can be proof, or sooner than returns usually come."""

from datetime import date, timedelta
from typing import Final

from bot.domain.dossier import Dossier
from bot.domain.experiments.duration import SHORTEST_WEEKS, horizon_days
from bot.domain.ids import QuestionId
from bot.domain.priors import Priors
from bot.domain.realism.timelines import others_of, own_days
from bot.domain.remarks import DayRemark, ReturnsRemark

_WEEK: Final = 7
_YEAR: Final = 365
_FARTHEST: Final = 36_500
"""Days; nobody plans for longer than a century, and a calendar has an end."""
VALUE, DEADLINE = QuestionId("value_expected_by"), QuestionId("deadline")


def too_early(dossier: Dossier) -> tuple[DayRemark, ...]:
    """The days that come before the experiment can be over; none once a result is there, or while no start is known.

    Without an accepted plan the run is taken as the shortest there is, so that what is said holds for any plan.
    """
    latest = dossier.experiment
    if latest is not None and latest.readout is not None and not latest.readout.early:
        return ()
    start = _start(dossier)
    if start is None:
        return ()
    days = _run_days(dossier)
    proof = start + timedelta(days=days)
    named = ((VALUE, dossier.charter.day(VALUE)), (DEADLINE, dossier.kpi.deadline))
    return tuple(
        DayRemark(question=question, day=day, proof=proof, days=days, is_shortest=dossier.plan is None)
        for question, day in named
        if day is not None and day < proof
    )


def returns_of(dossier: Dossier, priors: Priors) -> ReturnsRemark | None:
    """The remark where value is expected sooner than own launches came, or else within a year of the kickoff."""
    expected = dossier.charter.day(VALUE)
    if expected is None:
        return None
    days = (expected - dossier.charter.started_at.date()).days
    launches = [each.days_to_launch for each in others_of(dossier)]
    own = own_days([each for each in launches if each is not None])
    if own is not None:
        return ReturnsRemark(day=expected, days=days, own=own) if days < own.fastest else None
    if days >= _YEAR:
        return None
    stated = priors.returns
    return ReturnsRemark(
        day=expected,
        days=days,
        low_years=stated.low,
        high_years=stated.high,
        within_a_year=stated.within_a_year,
        source=stated.source,
    )


def _start(dossier: Dossier) -> date | None:
    """When the experiment starts at the earliest: once something is deployed, and not before its registered start."""
    if dossier.experiment is not None and dossier.experiment.is_running:
        return dossier.experiment.started_on
    planned = dossier.charter.quantity("days_to_deploy")
    wait = None if planned is None else min(int(planned.value), _FARTHEST)
    deployed = None if wait is None else dossier.charter.started_at.date() + timedelta(days=wait)
    registered = dossier.plan.start if dossier.plan is not None else dossier.charter.day("start")
    return max((each for each in (deployed, registered) if each is not None), default=None)


def _run_days(dossier: Dossier) -> int:
    if dossier.plan is not None:
        return min(dossier.plan.run_days, _FARTHEST)
    return min(_WEEK * SHORTEST_WEEKS + horizon_days(dossier.charter), _FARTHEST)
