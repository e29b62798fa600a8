"""The silent-failure drill: asking for one, answering it under the clock."""

from collections.abc import Mapping

from bot.domain import drills, permissions
from bot.domain.drills import SCENARIO, WHO, Scenario
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.living import name_of
from bot.domain.notes import DrillNote
from bot.domain.projects import Project
from bot.domain.readiness.items import SILENT_FAILURE, drill_of
from bot.domain.readiness_windows import DrillAnswerDialog, DrillDialog
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import Nothing, Reply
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.given import is_id
from handlers.flows.readiness import typed_by
from handlers.flows.settled import judge_of, keep
from handlers.flows.typed_pages import known
from storage.unit_of_work import Work


def begin(work: Work, asker: Asker, project: Project) -> Reply:
    """`/plumb drill`: for whoever has one to answer the window that takes it, else the owner's to ask for one."""
    dossier = dossiers.load(work, project.id)
    dossiers.readable(work, asker, dossier.project)
    drill = drill_of(dossier.charter, SILENT_FAILURE)
    if drill is not None and drill.answered_at is None and drill.of == asker.user:
        return to_answer(work, asker, project.id, None)
    return to_ask(work, asker, project.id)


def to_ask(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """The window that puts a drill to somebody."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_drill(asker.person, found)
    if dossiers.load(work, project).bank.find(SILENT_FAILURE) is None:
        raise Refusal("The questions of this project do not ask how a silent failure would be noticed.")
    rule = asker.rules.policy.readiness
    return DrillDialog(project=name_of(found), asked=asker.user, limit=rule.drill_minutes, within=rule.notice_hours)


def ask(work: Work, asker: Asker, project: ProjectId, typed: Mapping[QuestionId, str | None]) -> Reply:
    """A drill was asked for: it goes to one of the project's people as a direct message."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_drill(asker.person, dossier.project)
    user, scenario = _whom(work, dossier.project, typed.get(WHO)), typed.get(SCENARIO)
    if scenario not in set(Scenario):
        raise BadFields({SCENARIO: "Choose what goes wrong."})
    judge = judge_of(work, asker, dossier.project.sponsor)
    decision = drills.ask(
        dossier, Scenario(scenario), user, by=asker.user, rules=asker.rules, now=asker.now, judge=judge
    )
    keep(work, decision, asker.now)
    return DrillNote(project=name_of(dossier.project), of=user)


def to_answer(work: Work, asker: Asker, project: ProjectId, asked_at: str | None) -> Reply:
    """The window in which a drill is answered."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer_drill(asker.person, found)
    dossier = dossiers.load(work, project)
    drill = drills.under_way(dossier, asker.user, asked_at)
    return DrillAnswerDialog(project=name_of(found), drill=drill)


def answer(
    work: Work, asker: Asker, project: ProjectId, asked_at: str, typed: Mapping[QuestionId, str | None]
) -> Reply:
    """A drill was answered: timed from its message by Slack's own stamp, kept, and shown in that message."""
    dossier = dossiers.load(work, project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_answer_drill(asker.person, dossier.project)
    drill = drills.under_way(dossier, asker.user, asked_at)
    given = drills.read_drill(typed, typed_by(asker))
    said_at = work.deliveries.posted_at(drills.drill_key(project, drill))
    judge = judge_of(work, asker, dossier.project.sponsor)
    decision = drills.answer(dossier, drill, given, said_at=said_at, rules=asker.rules, now=asker.now, judge=judge)
    keep(work, decision, asker.now)
    return Nothing()


def _whom(work: Work, project: Project, typed: str | None) -> UserId:
    """One of the project's people who can write; nobody else is put on the spot."""
    user = UserId(typed) if typed and is_id(typed) else None
    if user is None or user not in project.people:
        raise BadFields({WHO: f"Choose one of the people of {project.name}: its owner, its sponsor or a member."})
    if not known(work, {user})[user].can_write:
        raise BadFields({WHO: "Choose a full, active member of this workspace: no app, guest or deactivated account."})
    return user
