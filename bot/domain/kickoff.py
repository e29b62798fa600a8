"""The kickoff: starting it, saving a page of answers, and what a save is shown when something changed under it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import living, signing
from bot.domain.asked import asked_now
from bot.domain.charter import Answer, Charter, Quantity, Rows, Value, Who
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import QuestionId, UserId
from bot.domain.metrics import is_answered
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.owing import owed
from bot.domain.people import Person
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.domain.rows import same_number, same_rows

SPONSOR = QuestionId("sponsor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One field that somebody else changed while it was being edited."""

    question: QuestionId
    theirs: Answer
    mine: Value | None


class Clashing(Refusal):
    """A save would overwrite what changed under it; nothing is kept until the person has seen both."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__("Somebody changed this while you were editing.")
        self.clashes = clashes


def start(project: Project, *, by: Person, owner: Person, rules: Rulebook, now: datetime) -> Decision[Dossier]:
    """A new project with an empty charter: its card, a checklist for everybody, and the experiment it owes."""
    answers: dict[QuestionId, Answer] = {}
    if project.sponsor is not None:
        value = Who(user=project.sponsor)
        answers[SPONSOR] = Answer(question=SPONSOR, value=value, by=by.user, at=now, revision=1)
    charter = Charter(
        project=project.id,
        bank_edition=rules.bank.edition,
        revision=1 if answers else 0,
        started_at=now,
        answers=answers,
    )
    today = rota_of(owner, rules.policy).today(now)
    experiment = owed(project, ObligationKind.NO_EXPERIMENT, asked=owner, after=today, policy=rules.policy, now=now)
    dossier = Dossier(project=project, charter=charter, bank=rules.bank, obligations=(experiment,))
    return Decision(
        state=dossier,
        facts=(Fact(act="kickoff.started", project=project.id, subject=project.key, after=project),),
        messages=living.refreshed(dossier, rules, now),
        obligations=dossier.obligations,
    )


def save(
    dossier: Dossier,
    values: Mapping[QuestionId, Value | None],
    *,
    base: Mapping[QuestionId, Answer],
    by: UserId,
    rules: Rulebook,
    now: datetime,
    judge: Person | None = None,
) -> Decision[Dossier]:
    """Keep the answers of one page.

    `base` is how the answers stood when the page was opened: a field that still says what it said then was not
    touched and keeps what others have saved since; a field that both changed raises Clashing, unless both agree.
    `judge` is who the sponsor is after this save, by whose days the signature is due.
    """
    changed = _changed(dossier.charter, values, base)
    if not changed:
        return Decision(state=dossier)
    revision = dossier.charter.revision + 1
    fresh = {
        question: Answer(question=question, value=value, by=by, at=now, revision=revision)
        for question, value in changed.items()
    }
    charter = replace(dossier.charter, revision=revision, answers={**dossier.charter.answers, **fresh})
    project = _with_sponsor(dossier.project, changed)
    woken = _woken(dossier, project, now)
    answered = replace(dossier, charter=charter, project=project, obligations=_with_changed(dossier.obligations, woken))
    follow = signing.followed(dossier, answered, sponsor=judge, rules=rules, now=now)
    owed_now = _with_changed(woken, follow.obligations)
    after = replace(answered, obligations=_with_changed(dossier.obligations, owed_now))
    facts = tuple(
        Fact(
            act="charter.answered",
            project=dossier.project.id,
            subject=question,
            before=dossier.charter.value(question),
            after=value,
        )
        for question, value in changed.items()
    )
    return Decision(
        state=after,
        facts=facts,
        messages=(*follow.messages, *living.refreshed(after, rules, now)),
        obligations=owed_now,
    )


def _with_changed(standing: tuple[Obligation, ...], changed: tuple[Obligation, ...]) -> tuple[Obligation, ...]:
    """The obligations after some of them changed or joined; a project owes one of a kind."""
    kinds = {each.kind for each in changed}
    return (*(each for each in standing if each.kind not in kinds), *changed)


def _changed(
    charter: Charter, values: Mapping[QuestionId, Value | None], base: Mapping[QuestionId, Answer]
) -> dict[QuestionId, Value | None]:
    changed: dict[QuestionId, Value | None] = {}
    clashes = []
    for question, mine in values.items():
        standing = charter.value(question)
        opened_with = base[question].value if question in base else None
        if _agree(mine, opened_with) or _agree(mine, standing):
            continue
        if not _agree(standing, opened_with):
            clashes.append(Clash(question=question, theirs=charter.answers[question], mine=mine))
        changed[question] = mine
    if clashes:
        raise Clashing(tuple(clashes))
    return changed


def _agree(one: Value | None, other: Value | None) -> bool:
    """Whether two answers mean the same; a number is the same however it was typed."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_number(one, other)
    if isinstance(one, Rows) and isinstance(other, Rows):
        return same_rows(one.rows, other.rows)
    return one == other


def _with_sponsor(project: Project, changed: Mapping[QuestionId, Value | None]) -> Project:
    if SPONSOR not in changed:
        return project
    named = changed[SPONSOR]
    return replace(project, sponsor=named.user if isinstance(named, Who) else None)


def _woken(dossier: Dossier, project: Project, now: datetime) -> tuple[Obligation, ...]:
    """What fell silent for want of somebody to tell is open again once a sponsor is named."""
    if project.sponsor in (None, dossier.project.sponsor):
        return ()
    return tuple(
        replace(each, status=ObligationStatus.OPEN, look_at=now)
        for each in dossier.obligations
        if each.status is ObligationStatus.SILENT
    )


def next_part(dossier: Dossier) -> int:
    """The part to continue with: the first with an open required question, else the first with any open one, else 1."""
    for questions in (dossier.bank.required, dossier.bank.questions):
        asked = asked_now(dossier.charter, questions)
        unanswered = [question.part for question in asked if not is_answered(dossier.charter, question.id)]
        if unanswered:
            return min(unanswered)
    return 1
