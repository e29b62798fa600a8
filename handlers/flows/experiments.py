"""The life of an experiment: starting it, seeing where it stands, deciding on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain import permissions
from bot.domain.calendar import parse_day
from bot.domain.dossier import Dossier
from bot.domain.experiment_messages import DecisionTold, ExperimentStarted
from bot.domain.experiment_windows import DecideDialog
from bot.domain.experiments import deciding, running
from bot.domain.experiments.experiment import Experiment, last_decision
from bot.domain.ids import ExperimentId, ProjectId, QuestionId
from bot.domain.living import name_of, run_of
from bot.domain.message import Outgoing, ToChannel
from bot.domain.metrics import Unit, UnitKind
from bot.domain.notes import RunNote
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.readouts import Choice
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.settled import owes, settled
from storage.unit_of_work import Work

PLAIN = Unit(kind=UnitKind.PLAIN, label="")
"""The unit of a metric that was given none."""


class NothingRuns(Refusal):
    """The project has no experiment that takes this."""


def start(work: Work, asker: Asker, project: Project, day: str | None, new_id: Callable[[], ExperimentId]) -> Reply:
    """`/plumb experiment start [day]`: what was accepted is frozen, the channel is told, the readout is owed."""
    dossier = dossiers.load(work, project.id, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_run(asker.person, dossier.project)
    on = parse_day(day, asker.today, asker.person.locale) if day else None
    decision = running.start(
        dossier.plan,
        dossier.experiment,
        new_id=new_id(),
        number=len(dossier.experiments) + 1,
        on=on,
        today=asker.today,
        by=asker.user,
        now=asker.now,
    )
    experiment = decision.state
    after = replace(dossier, experiments=(*dossier.experiments, experiment))
    readout = owes(work, asker, after, ObligationKind.NO_READOUT, experiment.ends_on - timedelta(days=1))
    done = (ObligationKind.LATE_START, ObligationKind.NO_EXPERIMENT)
    obligations, messages = settled(work, asker, after, done=done, opened=(readout,))
    news = Outgoing(
        key=f"experiment:{experiment.id}:started",
        to=ToChannel(channel=dossier.project.channel),
        body=ExperimentStarted(
            project=name_of(dossier.project),
            number=experiment.number,
            plan=experiment.plan.line,
            started_on=experiment.started_on,
            ends_on=experiment.ends_on,
            by=asker.user,
        ),
        not_before=asker.now,
    )
    work.keep(replace(decision, messages=(news, *messages), obligations=obligations))
    return _note(after, asker, just_started=True)


def show(work: Work, asker: Asker, project: Project) -> Reply:
    """The experiment as it stands."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    latest(dossier)
    return _note(dossier, asker)


def under_way(work: Work, asker: Asker, project: Project) -> Reply | None:
    """The experiment as it stands, None where none has begun or the work went back to the plan."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    found = dossier.experiment
    back = found is not None and found.decided is not None and found.decided.choice is Choice.ITERATE
    return None if found is None or back else _note(dossier, asker)


def to_decide(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb experiment decide`: the window that records a decision."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_decide(asker.person, dossier.project, launch=False)
    experiment = undecided(dossier)
    return DecideDialog(
        project=name_of(dossier.project),
        number=experiment.number,
        plan=experiment.plan.line,
        readout=experiment.readout,
        unit=experiment.plan.unit or PLAIN,
        may_launch=Role.SPONSOR in dossier.project.roles(asker.user) and experiment.readout is not None,
        sponsor=dossier.project.sponsor,
    )


def decide(work: Work, asker: Asker, project: ProjectId, choice: str | None, reason: str | None) -> Reply:
    """A decision was submitted: kept, told to the channel, and what was owed is done."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    if choice not in set(Choice):
        raise BadFields({QuestionId("choice"): "Choose one: launch, iterate or stop."})
    chosen = Choice(choice)
    permissions.may_decide(asker.person, dossier.project, launch=chosen is Choice.LAUNCH)
    decision = deciding.decide(undecided(dossier), chosen, reason=reason or "", by=asker.user, now=asker.now)
    experiment = decision.state
    after = replace(dossier, experiments=(*dossier.experiments[:-1], experiment))
    again = chosen is Choice.ITERATE
    opened = (owes(work, asker, after, ObligationKind.NO_EXPERIMENT, asker.today),) if again else ()
    done = (ObligationKind.NO_DECISION, ObligationKind.NO_READOUT, ObligationKind.LATE_START)
    obligations, messages = settled(work, asker, after, done=done, opened=opened)
    news = Outgoing(
        key=f"experiment:{experiment.id}:decided",
        to=ToChannel(channel=dossier.project.channel),
        body=DecisionTold(
            project=name_of(dossier.project),
            number=experiment.number,
            plan=experiment.plan.line,
            unit=experiment.plan.unit or PLAIN,
            decided=last_decision(experiment),
            readout=experiment.readout,
        ),
        not_before=asker.now,
    )
    work.keep(replace(decision, messages=(news, *messages), obligations=obligations))
    return _note(after, asker)


def _note(dossier: Dossier, asker: Asker, *, just_started: bool = False) -> RunNote:
    experiment = latest(dossier)
    return RunNote(
        project=name_of(dossier.project),
        plan=experiment.plan.line,
        unit=experiment.plan.unit or PLAIN,
        run=run_of(experiment, asker.today),
        just_started=just_started,
        may_write=asker.person.can_write,
    )


def latest(dossier: Dossier) -> Experiment:
    """The latest experiment; NothingRuns where there is none."""
    if dossier.experiment is None:
        raise NothingRuns(f"{dossier.project.name} has no experiment yet. Plan one: /plumb experiment plan")
    return dossier.experiment


def undecided(dossier: Dossier) -> Experiment:
    """The experiment that nobody has decided on yet; NothingRuns where there is none."""
    experiment = latest(dossier)
    if experiment.decided is not None:
        raise NothingRuns(
            f"Experiment {experiment.number} of {dossier.project.name} is decided already: "
            f"{experiment.decided.choice}. What comes next is another plan: /plumb experiment plan"
        )
    return experiment
