"""The flows of an experiment's plan: show it, accept it."""

from dataclasses import replace

from bot.domain import experiments, living, nags, permissions
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.experiments import PlanIncomplete, missing_for_plan
from bot.domain.ids import ProjectId
from bot.domain.living import name_of
from bot.domain.message import Outgoing, PlanAccepted, PlanLine, ToChannel
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.reply import PlanNote, Reply
from handlers.flows import dossiers
from handlers.flows import kickoff as kickoff_flows
from handlers.flows.asker import Asker
from storage.unit_of_work import Work

PROOF = 3
"""The part of the bank that asks for the plan."""


def show(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb experiment plan`: the plan as it stands, what it lacks, and the button that accepts it."""
    dossier = dossiers.load(work, project.id)
    missing = set(missing_for_plan(dossier.charter))
    has_changed = dossier.plan is not None and experiments.differs(dossier.charter, dossier.plan)
    return PlanNote(
        project=name_of(project),
        plan=_line(dossier, asker, has_changed=has_changed),
        missing=tuple(question for question in asker.rules.bank.questions if question.id in missing),
        is_accepted=dossier.plan is not None and not has_changed,
        may_accept=asker.user == project.owner,
        has_changed=has_changed,
    )


def _line(dossier: Dossier, asker: Asker, *, has_changed: bool) -> PlanLine | None:
    if dossier.plan is not None and not has_changed:
        return dossier.plan.line
    try:
        drafted = experiments.accept(asker.workspace, dossier.charter, before=None, by=asker.user, now=asker.now)
    except PlanIncomplete:
        return None
    return drafted.state.line


def open_page(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """The page of the kickoff that plans the experiment; ready plans are shown to be accepted."""
    found = dossiers.by_id(work, asker, project)
    dossier = dossiers.load(work, project)
    if dossier.plan is not None or not missing_for_plan(dossier.charter):
        return show(work, asker, found)
    return kickoff_flows.open_page(work, asker, project, PROOF)


def accept(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """The owner accepts the plan: it is sealed, the channel is told, and the nagging about it ends at once."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_plan(asker.person, dossier.project)
    decision = experiments.accept(asker.workspace, dossier.charter, before=dossier.plan, by=asker.user, now=asker.now)
    if decision.facts:
        experiments.must_not_have_begun(decision.state, asker.today)
        work.keep(_completed(work, asker, dossier, decision))
    return PlanNote(project=name_of(dossier.project), plan=decision.state.line, missing=(), is_accepted=True)


def _completed(
    work: Work, asker: Asker, dossier: Dossier, decision: Decision[experiments.Plan]
) -> Decision[experiments.Plan]:
    """The acceptance with all that follows from it: the channel's news, obligations done, old nags edited."""
    closed = tuple(
        each.done(asker.now)
        for each in dossier.obligations
        if each.is_open and each.kind is ObligationKind.NO_EXPERIMENT
    )
    kinds = {each.kind for each in closed}
    others = tuple(each for each in dossier.obligations if each.kind not in kinds)
    after = replace(dossier, plan=decision.state, obligations=(*others, *closed))
    news = Outgoing(
        key=f"plan:{dossier.project.id}:{decision.state.seal}",
        to=ToChannel(channel=dossier.project.channel),
        body=PlanAccepted(project=name_of(dossier.project), plan=decision.state.line),
        not_before=asker.now,
    )
    edits = tuple(edit for each in closed for edit in nags.edited(work.deliveries.bodies(each.said), each, asker.now))
    messages = (news, *edits, *living.refreshed(after, asker.rules, asker.now))
    return replace(decision, messages=messages, obligations=closed)
