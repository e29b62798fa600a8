"""Days that cannot be kept: what is expected before there can be proof, or sooner than returns usually come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.dossier import Dossier
from bot.domain.experiments.duration import SHORTEST_WEEKS, horizon_days, longest_weeks
from bot.domain.experiments.plan import NO_EXPERIMENT
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
    if _is_read(dossier):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """When the experiment starts as it was answered or registered, and when it is over at its longest."""

    start: date
    over: date


def planned_run(dossier: Dossier) -> PlannedRun | None:
    """The run as planned; None without a start, without an experiment, or once a result is there.

    Its end is that of the accepted plan, else of the longest run; where nobody said how long, of the shortest.
    """
    latest, plan = dossier.experiment, dossier.plan
    if _is_read(dossier) or (plan is None and dossier.charter.choice("design") == NO_EXPERIMENT):
        return None
    start = plan.start if plan is not None else dossier.charter.day("start")
    if latest is not None:
        start = latest.started_on
    if start is None:
        return None
    said_how_long = plan is None and dossier.charter.quantity("longest_run") is not None
    days = min(_WEEK * longest_weeks(dossier.charter), _FARTHEST) if said_how_long else _run_days(dossier)
    return PlannedRun(start=start, over=start + timedelta(days=days))


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


def _is_read(dossier: Dossier) -> bool:
    """Whether the latest experiment is over: its result is there, not just a look at it, or somebody decided."""
    return dossier.experiment is not None and not dossier.experiment.is_running


def _start(dossier: Dossier) -> date | None:
    """When the experiment starts at the earliest: once something is deployed, and not before its registered start."""
    if dossier.experiment is not None:
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
