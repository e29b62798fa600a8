"""The flows around changes that a sponsor asks for instead of signing."""

from bot.domain import asking_changes, permissions
from bot.domain.asked import asked_now
from bot.domain.charter_windows import ChangesDialog, Offered
from bot.domain.dossier import Dossier
from bot.domain.ids import ProjectId
from bot.domain.living import name_of
from bot.domain.projects import Project
from bot.domain.reply import Nothing, Reply
from bot.domain.signatures import next_number, open_changes
from bot.statistics.verdicts.summary import Verdict
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.charter import judged_as, unjudged
from handlers.flows.computing import Job
from handlers.flows.settled import judge_of, keep, person_of
from storage.unit_of_work import Work


def asked_to_open(work: Work, asker: Asker, project: Project) -> Job | Reply:
    """What the arithmetic must be asked first, or the window in which the sponsor asks for changes."""
    permissions.may_ask_changes(asker.person, project, signs_own=asker.rules.policy.signs_own)
    return unjudged(work, asker, project.id) or to_ask(work, asker, project)


def to_ask(work: Work, asker: Asker, project: Project, verdict: Verdict | None = None) -> Reply:
    """The window; what was asked before and is not done yet stands in it."""
    dossier = dossiers.spoken(dossiers.load(work, project.id), asker)
    if verdict is not None:
        dossier = judged_as(dossier, verdict)
    asking_changes.check(dossier, by=asker.person, rules=asker.rules, now=asker.now)
    before = open_changes(dossier)
    return ChangesDialog(
        project=name_of(project),
        number=next_number(dossier),
        owner=project.owner,
        offered=_offered(dossier),
        reason=before.reason if before else "",
        chosen=before.questions if before else (),
    )


def _offered(dossier: Dossier) -> tuple[Offered, ...]:
    """The questions that are asked of this project, part by part."""
    asked = asked_now(dossier.charter, dossier.bank.questions)
    parts = (
        Offered(part=part, questions=tuple(each for each in asked if each.part == part.number))
        for part in dossier.bank.parts
    )
    return tuple(part for part in parts if part.questions)


def ask(work: Work, asker: Asker, project: ProjectId, *, reason: str | None, questions: tuple[str, ...]) -> Reply:
    """The sponsor asked for changes: kept, and the owner is told."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    decision = asking_changes.ask(
        dossier,
        reason=reason,
        questions=questions,
        by=asker.person,
        owner=person_of(work, asker, dossier.project.owner),
        rules=asker.rules,
        now=asker.now,
    )
    keep(work, decision, asker.now)
    return Nothing()


def ready(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """The owner answered that it may be signed as it is: kept, and the sponsor is asked again."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    decision = asking_changes.ready(
        dossier,
        by=asker.person,
        judge=judge_of(work, asker, dossier.project.sponsor),
        rules=asker.rules,
        now=asker.now,
    )
    keep(work, decision, asker.now)
    return Nothing()
