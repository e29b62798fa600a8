"""The life of an experiment: starting it, handing in its results, deciding on it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain import permissions
from bot.domain import text as texts
from bot.domain.calendar import parse_day
from bot.domain.dossier import Dossier
from bot.domain.experiments import accepting, deciding, running
from bot.domain.experiments.again import REASON, reason_in, wants_reason
from bot.domain.experiments.counter_metrics import is_measured, suggested
from bot.domain.experiments.experiment import Experiment, last_decision, last_readout
from bot.domain.experiments.pasted import ROWS
from bot.domain.experiments.plan import Plan
from bot.domain.experiments.reading import Circumstances, read_out
from bot.domain.experiments.results import arms_question, changed_terms, unmeasured
from bot.domain.experiments.series_results import series_question
from bot.domain.ids import ExperimentId, ProjectId, QuestionId
from bot.domain.living import name_of, run_of
from bot.domain.message import (
    DecisionTold,
    ExperimentStarted,
    Outgoing,
    ReadoutCard,
    ReadoutDetails,
    ToChannel,
)
from bot.domain.metrics import Unit, UnitKind
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.readouts import Choice, Readout
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import DecideDialog, ReadoutDialog, Reply, ResultDialog, RunNote
from bot.statistics.arms.summary import ArmsReadout
from bot.statistics.longitudinal_summary import SeriesReadout
from bot.statistics.planning.designs import MetricType
from bot.statistics.verdicts.summary import Method
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.settled import owes, settled
from storage.unit_of_work import Work

READ_ARMS = "bot.statistics.arms.reading:read_arms"
READ_SERIES = "bot.statistics.series_reading:read_series"
_BY_ARM = frozenset({Method.AB.value, Method.CLUSTER.value, Method.SWITCHBACK.value})
_PLAIN = Unit(kind=UnitKind.PLAIN, label="")


class NothingRuns(Refusal):
    """The project has no experiment that takes this."""


def start(work: Work, asker: Asker, project: Project, day: str | None, new_id: Callable[[], ExperimentId]) -> Reply:
    """`/plumb experiment start [day]`: what was accepted is frozen, the channel is told, the readout is owed."""
    dossier = dossiers.load(work, project.id, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_run(asker.person, dossier.project)
    on = parse_day(day, asker.today, asker.person.locale) if day else asker.today
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
    _latest(dossier)
    return _note(dossier, asker)


def under_way(work: Work, asker: Asker, project: Project) -> Reply | None:
    """The experiment as it stands, None where none has begun or the work went back to the plan."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    found = dossier.experiment
    back = found is not None and found.decided is not None and found.decided.choice is Choice.ITERATE
    return None if found is None or back else _note(dossier, asker)


def result(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb experiment result`: the window that takes the results of what runs."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_hand_in(asker.person, dossier.project)
    experiment = _open(dossier)
    plan = experiment.plan
    return ResultDialog(
        project=name_of(dossier.project),
        number=experiment.number,
        plan=plan.line,
        by_arm=is_by_arm(plan),
        is_mean=plan.metric is not MetricType.PROPORTION,
        two_arms=int(plan.arms or 2) == 2,
        guardrails=tuple(each.name for each in plan.guardrails),
        secondaries=plan.secondaries,
        started_on=experiment.started_on,
        ends_on=experiment.ends_on,
        today=asker.today,
        is_ratio=plan.metric is MetricType.RATIO,
        logged=len(dossier.kpi.observations) if plan.about_business else 0,
        with_before=plan.pre_period_correlation is not None,
        again=last_readout(experiment).recommendation.because if wants_reason(experiment) else None,
    )


def is_by_arm(plan: Plan) -> bool:
    """Whether results come by arm, or as a series over time."""
    return plan.design in _BY_ARM


def asked(work: Work, asker: Asker, project: ProjectId, typed: Mapping[QuestionId, str | None]) -> Job:
    """The results as the worker is asked to read them; BadFields names what cannot be."""
    dossier = _to_hand_in(work, asker, project)
    experiment = _open(dossier)
    if is_by_arm(experiment.plan):
        _, question = arms_question(experiment, typed, today=asker.today, locale=asker.person.locale)
        return Job(name=READ_ARMS, arguments=(question,))
    _, asked = series_question(experiment, typed, dossier.observations, today=asker.today, locale=asker.person.locale)
    return Job(name=READ_SERIES, arguments=(asked,), fields={"rows": ROWS})


def hand_in(
    work: Work,
    asker: Asker,
    project: ProjectId,
    typed: Mapping[QuestionId, str | None],
    figures: ArmsReadout | SeriesReadout,
) -> ReadoutDialog:
    """Keep a readout: the channel sees its card, the thread its details; a final one asks for a decision."""
    dossier = _to_hand_in(work, asker, project)
    experiment = _open(dossier)
    found = _circumstances(dossier, asker, experiment, typed)
    decision = read_out(experiment, figures, found, earlier=dossier.experiments[:-1], by=asker.user, now=asker.now)
    after = dossiers.weighed(work, replace(dossier, experiments=(*dossier.experiments[:-1], decision.state)))
    readout = last_readout(decision.state)
    asks = readout.calls_for_decision
    opened = (owes(work, asker, after, ObligationKind.NO_DECISION, asker.today),) if asks else ()
    done = () if readout.early else (ObligationKind.NO_READOUT,)
    obligations, messages = settled(work, asker, after, done=done, opened=opened)
    work.keep(
        replace(decision, messages=(*_news(after, decision.state, readout, asker), *messages), obligations=obligations)
    )
    return ReadoutDialog(
        project=name_of(dossier.project),
        number=experiment.number,
        plan=experiment.plan.line,
        unit=experiment.plan.unit or _PLAIN,
        readout=readout,
    )


def _circumstances(
    dossier: Dossier, asker: Asker, experiment: Experiment, typed: Mapping[QuestionId, str | None]
) -> Circumstances:
    """What stands beside the figures of an experiment that is open."""
    now_planned, reason = _planned_now(dossier, experiment), reason_in(typed.get(REASON) or "", experiment, {})
    if is_by_arm(experiment.plan):
        through, question = arms_question(experiment, typed, today=asker.today, locale=asker.person.locale)
        missing, named = unmeasured(experiment.plan, question), tuple(each.name for each in question.metrics)
        changed = changed_terms(experiment, now_planned, question)
    else:
        through, over_time = series_question(
            experiment, typed, dossier.observations, today=asker.today, locale=asker.person.locale
        )
        missing = unmeasured(experiment.plan, over_time)
        named = (*missing, *(each.name for each in over_time.guardrails))
        changed = changed_terms(experiment, now_planned, over_time)
    return Circumstances(
        through=through, changed=changed, unmeasured=(*missing, *_price(dossier, experiment, named)), reason=reason
    )


def _price(dossier: Dossier, experiment: Experiment, named: tuple[str, ...]) -> tuple[str, ...]:
    """The metric that usually pays for such an objective, where nothing that was measured or named watches it.

    A sealed counter-metric is a guardrail, which is missed as such: what the answers say by now does not count then.
    """
    if experiment.plan.counter_metric is not None:
        return ()
    counter = suggested(dossier.charter, dossier.project.name)
    return () if counter is None or is_measured(counter, named) else (counter.name,)


def _planned_now(dossier: Dossier, experiment: Experiment) -> Plan | None:
    """The plan that the answers would make today, with the registered size; None where they make none."""
    try:
        return accepting.planned_now(dossier.charter, experiment.plan)
    except Refusal:
        return None


def _news(dossier: Dossier, experiment: Experiment, readout: Readout, asker: Asker) -> tuple[Outgoing, Outgoing]:
    """The card for the channel, and the details for its thread."""
    project, plan, unit = name_of(dossier.project), experiment.plan.line, experiment.plan.unit or _PLAIN
    key = f"experiment:{experiment.id}:readout:{readout.number}"
    to = ToChannel(channel=dossier.project.channel)
    card = ReadoutCard(
        project=project,
        number=experiment.number,
        plan=plan,
        unit=unit,
        readout=readout,
        sponsor=dossier.project.sponsor,
    )
    details = ReadoutDetails(project=project, number=experiment.number, plan=plan, unit=unit, readout=readout)
    return (
        Outgoing(key=key, to=to, body=card, not_before=asker.now),
        Outgoing(key=f"{key}:details", to=to, body=details, not_before=asker.now, under=key),
    )


def to_decide(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb experiment decide`: the window that records a decision."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_decide(asker.person, dossier.project, launch=False)
    experiment = _undecided(dossier)
    return DecideDialog(
        project=name_of(dossier.project),
        number=experiment.number,
        plan=experiment.plan.line,
        readout=experiment.readout,
        unit=experiment.plan.unit or _PLAIN,
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
    decision = deciding.decide(
        _undecided(dossier), chosen, reason=texts.clean(reason or ""), by=asker.user, now=asker.now
    )
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
            unit=experiment.plan.unit or _PLAIN,
            decided=last_decision(experiment),
            readout=experiment.readout,
        ),
        not_before=asker.now,
    )
    work.keep(replace(decision, messages=(news, *messages), obligations=obligations))
    return _note(after, asker)


def _note(dossier: Dossier, asker: Asker, *, just_started: bool = False) -> RunNote:
    experiment = _latest(dossier)
    return RunNote(
        project=name_of(dossier.project),
        plan=experiment.plan.line,
        unit=experiment.plan.unit or _PLAIN,
        run=run_of(experiment, asker.today),
        just_started=just_started,
        may_write=asker.person.can_write,
    )


def _to_hand_in(work: Work, asker: Asker, project: ProjectId) -> Dossier:
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_hand_in(asker.person, dossier.project)
    return dossier


def _latest(dossier: Dossier) -> Experiment:
    if dossier.experiment is None:
        raise NothingRuns(f"{dossier.project.name} has no experiment yet. Plan one: /plumb experiment plan")
    return dossier.experiment


def _undecided(dossier: Dossier) -> Experiment:
    experiment = _latest(dossier)
    if experiment.decided is not None:
        raise NothingRuns(
            f"Experiment {experiment.number} of {dossier.project.name} is decided already: "
            f"{experiment.decided.choice}. What comes next is another plan: /plumb experiment plan"
        )
    return experiment


def _open(dossier: Dossier) -> Experiment:
    """The experiment that still takes results: a final readout may be handed in anew until somebody decides."""
    return _undecided(dossier)
