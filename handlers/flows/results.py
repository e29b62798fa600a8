"""The results of an experiment: the window that takes them, what the worker is asked, and the readout that is kept."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import permissions
from bot.domain.dossier import Dossier
from bot.domain.experiment_messages import ReadoutCard, ReadoutDetails
from bot.domain.experiment_windows import ReadoutDialog, ResultDialog
from bot.domain.experiments import accepting
from bot.domain.experiments.again import REASON, reason_in, wants_reason
from bot.domain.experiments.counter_metrics import is_measured, suggested, worsened
from bot.domain.experiments.experiment import Experiment, last_readout
from bot.domain.experiments.pasted import ROWS
from bot.domain.experiments.plan import Plan
from bot.domain.experiments.reading import Circumstances, read_out
from bot.domain.experiments.results import arms_question, changed_terms, unmeasured
from bot.domain.experiments.series_results import series_question
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.living import name_of
from bot.domain.message import Outgoing, ToChannel
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.readouts import Readout
from bot.domain.refusal import Refusal
from bot.domain.reply import Reply
from bot.statistics.arms.summary import ArmsReadout
from bot.statistics.longitudinal_summary import SeriesReadout
from bot.statistics.planning.designs import MetricType
from bot.statistics.verdicts.summary import Method
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.experiments import PLAIN, undecided
from handlers.flows.settled import owes, settled
from storage.unit_of_work import Work

READ_ARMS = "bot.statistics.arms.reading:read_arms"
READ_SERIES = "bot.statistics.series_reading:read_series"
_BY_ARM = frozenset({Method.AB.value, Method.CLUSTER.value, Method.SWITCHBACK.value})


def result(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb experiment result`: the window that takes the results of what runs."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_hand_in(asker.person, dossier.project)
    experiment = undecided(dossier)
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
    experiment = undecided(dossier)
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
    experiment = undecided(dossier)
    found = _circumstances(dossier, asker, experiment, typed)
    if isinstance(figures, ArmsReadout):
        found = replace(found, worsened=_worsened(dossier, experiment, figures))
    decision = read_out(experiment, figures, found, earlier=dossier.experiments[:-1], by=asker.user, now=asker.now)
    after = dossiers.weighed(work, replace(dossier, experiments=(*dossier.experiments[:-1], decision.state)))
    readout = last_readout(decision.state)
    asks = readout.calls_for_decision
    # Harm goes on while nobody decides: it is brought up on the next working day.
    within = 1 if readout.early else None
    opened = (owes(work, asker, after, ObligationKind.NO_DECISION, asker.today, within=within),) if asks else ()
    done = () if readout.early else (ObligationKind.NO_READOUT,)
    obligations, messages = settled(work, asker, after, done=done, opened=opened)
    work.keep(
        replace(decision, messages=(*_news(after, decision.state, readout, asker), *messages), obligations=obligations)
    )
    return ReadoutDialog(
        project=name_of(dossier.project),
        number=experiment.number,
        plan=experiment.plan.line,
        unit=experiment.plan.unit or PLAIN,
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
        changed = changed_terms(experiment, now_planned, question, through)
    else:
        through, over_time = series_question(
            experiment, typed, dossier.observations, today=asker.today, locale=asker.person.locale
        )
        missing = unmeasured(experiment.plan, over_time)
        named = (*missing, *(each.name for each in over_time.guardrails))
        changed = changed_terms(experiment, now_planned, over_time, through)
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


def _worsened(dossier: Dossier, experiment: Experiment, figures: ArmsReadout) -> tuple[str, ...]:
    """The measured counter-metrics that got worse, where none was sealed with its margin."""
    counter = suggested(dossier.charter, dossier.project.name) if experiment.plan.counter_metric is None else None
    return () if counter is None else worsened(counter, figures)


def _planned_now(dossier: Dossier, experiment: Experiment) -> Plan | None:
    """The plan that the answers would make today, with the registered size; None where they make none."""
    try:
        return accepting.planned_now(dossier.charter, experiment.plan)
    except Refusal:
        return None


def _news(dossier: Dossier, experiment: Experiment, readout: Readout, asker: Asker) -> tuple[Outgoing, Outgoing]:
    """The card for the channel, and the details for its thread."""
    project, plan, unit = name_of(dossier.project), experiment.plan.line, experiment.plan.unit or PLAIN
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


def _to_hand_in(work: Work, asker: Asker, project: ProjectId) -> Dossier:
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_hand_in(asker.person, dossier.project)
    return dossier
