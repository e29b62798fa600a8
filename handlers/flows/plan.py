"""The plan of an experiment: showing it with its verdict, and accepting it, which seals it and ends the nagging."""

from dataclasses import replace

from bot.domain import permissions
from bot.domain.dossier import Dossier
from bot.domain.experiment_messages import PlanAccepted
from bot.domain.experiments import accepting
from bot.domain.experiments.plan import NO_EXPERIMENT, PlanIncomplete
from bot.domain.ids import ProjectId
from bot.domain.living import name_of
from bot.domain.message import Outgoing, ToChannel
from bot.domain.notes import PlanNote
from bot.domain.people import Role
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import Reply
from bot.statistics.verdicts.summary import Verdict
from handlers.flows import dossiers, verdicts
from handlers.flows import kickoff as kickoff_flows
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.settled import owes, settled
from storage.unit_of_work import Work


def question(work: Work, asker: Asker, project: Project) -> Job | Reply:
    """What the worker is asked for a project's plan, or the note that says what is still missing."""
    dossier = _readable(work, asker, project)
    missing = accepting.missing_for_plan(dossier.charter)
    if missing:
        lacking = verdicts.named(dossiers.spoken(dossier, asker).bank, missing)
        return PlanNote(
            project=name_of(dossier.project),
            plan=None,
            missing=lacking,
            is_accepted=False,
            refuses=dossier.charter.choice("design") == NO_EXPERIMENT,
            may_write=asker.person.can_write,
        )
    return _judged(dossier, asker)


def _judged(dossier: Dossier, asker: Asker) -> Job | PlanNote:
    """What the worker is asked; or the note about answers that allow no verdict, which opens their part."""
    try:
        return verdicts.judged(dossier.charter, dossier)
    except BadFields as wrong:
        return PlanNote(
            project=name_of(dossier.project),
            plan=None,
            missing=(),
            is_accepted=False,
            wrong=verdicts.wrongly(dossiers.spoken(dossier, asker), wrong),
            may_write=asker.person.can_write,
        )


def show(work: Work, asker: Asker, project: Project, verdict: Verdict) -> PlanNote:
    """The plan as it stands, with its verdict."""
    dossier = _readable(work, asker, project)
    has_changed = dossier.plan is not None and accepting.differs(dossier.charter, dossier.plan)
    standing = dossier.plan
    if standing is None or has_changed:
        standing = accepting.drafted(dossier.charter, asker.workspace, verdict, by=asker.user, now=asker.now)
    is_owner = Role.OWNER in dossier.project.roles(asker.user)
    return PlanNote(
        project=name_of(dossier.project),
        plan=standing.line,
        missing=(),
        is_accepted=dossier.plan is not None and not has_changed,
        may_accept=is_owner and verdict.fits,
        has_changed=has_changed,
        verdict=verdict,
        unit=standing.unit,
        may_write=asker.person.can_write,
    )


def opened(work: Work, asker: Asker, project: ProjectId) -> Job | Reply:
    """A button that plans the experiment: the page while answers are missing, else the question of its verdict."""
    found = dossiers.by_id(work, asker, project)
    dossier = dossiers.load(work, project)
    if dossier.plan is None and accepting.missing_for_plan(dossier.charter):
        return kickoff_flows.open_page(work, asker, project, verdicts.PROOF)
    return question(work, asker, found)


def to_accept(work: Work, asker: Asker, project: ProjectId) -> Job | Reply:
    """What the worker is asked before the owner's acceptance; nobody else's is even computed."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_plan(asker.person, found)
    dossier = dossiers.load(work, project)
    missing = accepting.missing_for_plan(dossier.charter)
    if missing:
        raise PlanIncomplete(missing, words="The plan is not complete yet.")
    return _judged(dossier, asker)


def accept(work: Work, asker: Asker, project: ProjectId, verdict: Verdict) -> Reply:
    """The owner accepts the plan: it is sealed, the channel is told, and the nagging about it ends at once."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_plan(asker.person, dossier.project)
    if dossier.experiment is not None and dossier.experiment.is_running:
        raise Refusal(
            "The experiment runs already, by the plan that was sealed before its start. What changes now is shown in "
            "the readout. Decide the experiment first: /plumb experiment decide"
        )
    decision = accepting.accept(
        asker.workspace, dossier.charter, verdict, before=dossier.plan, by=asker.user, now=asker.now
    )
    plan = decision.state
    if decision.facts:
        accepting.must_not_have_begun(plan, asker.today)
        late = owes(work, asker, dossier, ObligationKind.LATE_START, plan.start)
        obligations, messages = settled(
            work, asker, replace(dossier, plan=plan), done=(ObligationKind.NO_EXPERIMENT,), opened=(late,)
        )
        news = Outgoing(
            key=f"plan:{dossier.project.id}:{plan.seal}",
            to=ToChannel(channel=dossier.project.channel),
            body=PlanAccepted(
                project=name_of(dossier.project),
                plan=plan.line,
                replaces=dossier.plan.seal if dossier.plan else None,
                verdict=verdict,
            ),
            not_before=asker.now,
        )
        work.keep(replace(decision, messages=(news, *messages), obligations=obligations))
    return PlanNote(
        project=name_of(dossier.project),
        plan=plan.line,
        missing=(),
        is_accepted=True,
        verdict=verdict,
        unit=plan.unit,
    )


def _readable(work: Work, asker: Asker, project: Project) -> Dossier:
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    return dossier
