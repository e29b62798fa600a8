"""When a project goes live, and what it owes of its requirements before that."""

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain import calendar
from bot.domain.dossier import Dossier
from bot.domain.obligations import Obligation, ObligationStatus, first_look
from bot.domain.owing import owed
from bot.domain.policy import ObligationKind, Policy
from bot.domain.projects import Stage
from bot.domain.readiness.items import SILENT_FAILURE, day_of, drill_of, items_of
from bot.domain.readouts import Choice
from bot.domain.rota import rota_of
from bot.domain.watches import Watch

KIND: Final = ObligationKind.READINESS_OPEN
_MOST_DAYS: Final = 3650
"""Who plans further ahead than ten years has not planned a launch."""


def launch_day(dossier: Dossier) -> date | None:
    """The day on which it goes live as far as that is known.

    That is the kickoff's day (UTC) plus the planned days to the first deployment; without these, the day on which the
    sponsor decided to launch; else None.
    """
    planned = dossier.charter.quantity("days_to_deploy")
    if planned is not None and planned.value <= _MOST_DAYS:
        return dossier.charter.started_at.date() + timedelta(days=math.ceil(planned.value))
    decided = dossier.experiment.decided if dossier.experiment else None
    return decided.at.date() if decided is not None and decided.choice is Choice.LAUNCH else None


def readiness_owed(dossier: Dossier, policy: Policy, now: datetime) -> Obligation | None:
    """What changes in what the project owes of its requirements; None where nothing does.

    It is owed while a launch is planned, something is open and the project was not stopped. Due is so many working days
    before the launch as the policy says, at the earliest on the next working day; it moves with the launch.
    """
    standing = next((each for each in dossier.obligations if each.kind is KIND), None)
    planned = _planned(dossier, policy, now)
    if planned is None:
        return standing.done(now) if standing is not None and standing.is_open else None
    if standing is None or not standing.is_open:
        return _due(_fresh(dossier, policy, now), max(planned, _tomorrow(policy, now)))
    if planned > standing.due:  # the launch was put off, so what was said of it starts over
        return _due(replace(_fresh(dossier, policy, now), said=standing.said), planned)
    sooner = max(planned, _tomorrow(policy, now))
    return _due(standing, sooner) if sooner < standing.due else None


def next_look(dossier: Dossier, policy: Policy, now: datetime) -> datetime | None:
    """The next instant (UTC) at which something changes by itself: evidence is over, or the time for a drill is."""
    zone, today = rota_of(None, policy).zone, day_of(policy, now)
    ends = [
        calendar.local_instant(item.until + timedelta(days=1), time(0), zone)
        for item in items_of(dossier.bank, dossier.charter, today)
        if item.is_proved and item.until is not None
    ]
    drill = drill_of(dossier.charter, SILENT_FAILURE)
    if drill is not None and drill.answered_at is None:
        ends.append(drill.asked_at + timedelta(minutes=drill.limit))
    return min((end for end in ends if end > now), default=None)


def watches_of(dossier: Dossier, policy: Policy, now: datetime) -> tuple[Watch, ...]:
    """The watch that the next look at the project's requirements needs, if any."""
    look = next_look(dossier, policy, now)
    return () if look is None else (Watch(project=dossier.project.id, look_at=look),)


def _planned(dossier: Dossier, policy: Policy, now: datetime) -> date | None:
    """The day on which everything is to be in place; None where nothing is owed."""
    launch, today = launch_day(dossier), day_of(policy, now)
    if launch is None or dossier.stage is Stage.STOPPED:
        return None
    if not any(item.is_open for item in items_of(dossier.bank, dossier.charter, today)):
        return None
    rota, before = rota_of(None, policy), policy.readiness.before_launch
    return rota.later(rota.later(launch, -before), policy.ladders[KIND].due_after)


def _tomorrow(policy: Policy, now: datetime) -> date:
    return rota_of(None, policy).later(day_of(policy, now), 1)


def _fresh(dossier: Dossier, policy: Policy, now: datetime) -> Obligation:
    return owed(dossier.project, KIND, asked=None, after=day_of(policy, now), policy=policy, now=now)


def _due(obligation: Obligation, due: date) -> Obligation:
    return replace(obligation, due=due, look_at=first_look(due), status=ObligationStatus.OPEN)
