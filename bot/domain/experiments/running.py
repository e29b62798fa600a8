"""Starting an experiment: its plan is frozen as it was sealed, and from then on only the readout may speak of it."""

from datetime import date, datetime, timedelta

from bot.domain.calendar import written_day
from bot.domain.decision import Decision, Fact
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.plan import Plan, seal_of
from bot.domain.ids import ExperimentId, UserId
from bot.domain.refusal import Refusal


class CannotStart(Refusal):
    """There is nothing that could be started now; the words say what comes first."""


def start(
    plan: Plan | None,
    running: Experiment | None,
    *,
    new_id: ExperimentId,
    number: int,
    on: date | None,
    today: date,
    by: UserId,
    now: datetime,
) -> Decision[Experiment]:
    """Start what was planned, on a day from the plan's acceptance to today; today where none is named.

    A start cannot be taken back, so before the registered one its day has to be named.

    The fact in the audit trail holds the primary metric, the effect, the planned units and the rule under one seal.
    """
    if running is not None and running.decided is None:
        raise CannotStart(
            f"Experiment {running.number} is not decided yet. One experiment at a time: decide it first, "
            "with /plumb experiment decide."
        )
    if plan is None:
        raise CannotStart("There is no accepted plan to start. Plan it first, with /plumb experiment plan.")
    if seal_of(plan) != plan.seal:
        raise CannotStart("The plan does not match its seal. Accept it again before you start.")
    if on is None and plan.start > today:
        days = (plan.start - today).days
        raise CannotStart(
            f"The plan starts on {written_day(plan.start)}, in {days} {'day' if days == 1 else 'days'}, and a start is "
            f"not taken back. If it runs already: /plumb experiment start {today.isoformat()}"
        )
    on = on or today
    if on > today:
        raise CannotStart(f"{written_day(on)} is still to come. Start it on the day on which it starts.")
    if on < plan.accepted_at.date():
        raise CannotStart(
            "An experiment that began before its plan was accepted proves nothing by it. "
            f"The plan was accepted on {written_day(plan.accepted_at.date())}."
        )
    experiment = Experiment(
        workspace=plan.workspace,
        id=new_id,
        project=plan.project,
        number=number,
        plan=plan,
        started_on=on,
        ends_on=on + timedelta(days=plan.run_days),
        started_by=by,
        started_at=now,
    )
    registered = {
        "seal": plan.seal,
        "primary_metric": plan.primary_metric,
        "effect": plan.size.effect if plan.size else None,
        "n_total": plan.size.n_total if plan.size else None,
        "decision_rule": plan.decision_rule,
        "rule": plan.rule,
    }
    fact = Fact(act="experiment.started", project=plan.project, subject=new_id, after=registered)
    return Decision(state=experiment, facts=(fact,))


def ended(experiment: Experiment, through: date) -> bool:
    """Whether data up to and with this day cover the planned run, the wait for the last outcome included."""
    return through >= experiment.ends_on - timedelta(days=1)
