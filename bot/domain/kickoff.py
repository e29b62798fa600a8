"""The kickoff: starting it, saving a page of answers, and what a save is shown when something changed under it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import living, renaming, signing
from bot.domain.asked import asked_now
from bot.domain.charter import Answer, Charter, Choice, Quantity, Rows, Text, Value, Who
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import QuestionId, UserId
from bot.domain.launching import readiness_owed, watches_of
from bot.domain.metrics import is_answered
from bot.domain.obligations import Obligation, ObligationStatus
from bot.domain.owing import owed, with_changed
from bot.domain.people import Person
from bot.domain.policy import ObligationKind
from bot.domain.projects import Project
from bot.domain.questions import AnswerType, QuestionBank
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.domain.rows import same_number, same_rows

SPONSOR = QuestionId("sponsor")
_TAKES_WORDS = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.ROWS})


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


def start(
    project: Project,
    *,
    by: Person,
    owner: Person,
    rules: Rulebook,
    now: datetime,
    locales: Mapping[UserId, str] | None = None,
) -> Decision[Dossier]:
    """A new project with an empty charter: its card, a checklist for everybody, and the experiment it owes.

    `locales` are those of its people, as far as they are known.
    """
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
    dossier = Dossier(
        project=project, charter=charter, bank=rules.bank, obligations=(experiment,), locales=locales or {}
    )
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
    seen: Mapping[QuestionId, Answer] | None = None,
) -> Decision[Dossier]:
    """Keep the answers of one page.

    `base` is how the answers stood when the page was opened: a field that still says what it said then was not
    touched and keeps what others have saved since; a field that both changed raises Clashing, unless both agree, or
    the person was shown what others saved (`seen`) and submitted again.
    `judge` is who the sponsor is after this save, by whose days the signature is due. Links follow a metric that is
    renamed, unless they are given themselves.
    """
    changed = _changed(dossier.charter, values, base, seen)
    if not changed:
        return Decision(state=dossier)
    if renaming.LINKS not in values:
        changed = renaming.with_links(dossier.bank, dossier.charter, changed)
    revision = dossier.charter.revision + 1
    fresh = {
        question: Answer(question=question, value=value, by=by, at=now, revision=revision)
        for question, value in changed.items()
    }
    charter = replace(dossier.charter, revision=revision, answers={**dossier.charter.answers, **fresh})
    project = _with_people(dossier.project, changed)
    woken = _woken(dossier, project, now)
    answered = replace(dossier, charter=charter, project=project, obligations=with_changed(dossier.obligations, woken))
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
    return _followed(dossier, answered, facts, woken=woken, judge=judge, rules=rules, now=now)


def _followed(
    before: Dossier,
    answered: Dossier,
    facts: tuple[Fact, ...],
    *,
    woken: tuple[Obligation, ...] = (),
    judge: Person | None,
    rules: Rulebook,
    now: datetime,
) -> Decision[Dossier]:
    """What an edit means for the sign-off and for the requirements, and the messages that show it."""
    follow = signing.followed(before, answered, sponsor=judge, rules=rules, now=now)
    ready = readiness_owed(answered, rules.policy, now)
    owed_now = with_changed(woken, (*follow.obligations, *((ready,) if ready else ())))
    after = replace(answered, obligations=with_changed(before.obligations, owed_now))
    messages = (*follow.messages, *living.refreshed(after, rules, now))
    watches = watches_of(after, rules.policy, now)
    return Decision(state=after, facts=facts, messages=messages, obligations=owed_now, watches=watches)


def _changed(
    charter: Charter,
    values: Mapping[QuestionId, Value | None],
    base: Mapping[QuestionId, Answer],
    seen: Mapping[QuestionId, Answer] | None,
) -> dict[QuestionId, Value | None]:
    changed: dict[QuestionId, Value | None] = {}
    clashes = []
    for question, mine in values.items():
        standing = charter.value(question)
        opened_with = _value_in(base, question)
        if agree(mine, opened_with) or agree(mine, standing):
            continue
        was_shown = seen is not None and agree(standing, _value_in(seen, question))
        if not (agree(standing, opened_with) or was_shown):
            clashes.append(Clash(question=question, theirs=charter.answers[question], mine=mine))
        changed[question] = mine
    if clashes:
        raise Clashing(tuple(clashes))
    return changed


def _value_in(answers: Mapping[QuestionId, Answer], question: QuestionId) -> Value | None:
    return answers[question].value if question in answers else None


def agree(one: Value | None, other: Value | None) -> bool:
    """Whether two answers mean the same; a number is the same however it was typed."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_number(one, other)
    if isinstance(one, Rows) and isinstance(other, Rows):
        return same_rows(one.rows, other.rows)
    return one == other


def assigned(question: QuestionId) -> QuestionId:
    """Under which name a charter keeps who was given a question."""
    return QuestionId(f"assigned.{question}")


def _with_people(project: Project, changed: Mapping[QuestionId, Value | None]) -> Project:
    """The project with the sponsor that was named, and with those who were given an item among its members."""
    named = changed.get(SPONSOR)
    sponsor = (named.user if isinstance(named, Who) else None) if SPONSOR in changed else project.sponsor
    renamed = replace(project, sponsor=sponsor)
    given = [
        value.user for question, value in changed.items() if question.startswith("assigned.") and isinstance(value, Who)
    ]
    fresh = tuple(dict.fromkeys(user for user in given if user not in renamed.people))
    return replace(renamed, members=(*renamed.members, *fresh))


def _woken(dossier: Dossier, project: Project, now: datetime) -> tuple[Obligation, ...]:
    """What fell silent for want of somebody to tell is open again once a sponsor is named."""
    if project.sponsor in (None, dossier.project.sponsor):
        return ()
    return tuple(
        replace(each, status=ObligationStatus.OPEN, look_at=now)
        for each in dossier.obligations
        if each.status is ObligationStatus.SILENT
    )


def adopt(
    dossier: Dossier, rules: Rulebook, *, by: UserId, now: datetime, judge: Person | None = None
) -> Decision[Dossier]:
    """Move a running kickoff to the bank that new ones get; with that bank already, nothing changes.

    Answers to what is not asked any more, or asked as another type or without the chosen option, are taken back:
    their history keeps them, and no rule reads what nobody can see. `judge` is who the sponsor is.
    """
    before, bank = dossier.charter, rules.bank
    if before.bank_edition == bank.edition:
        return Decision(state=dossier)
    revision = before.revision + 1
    lost = [
        question
        for question, answer in before.answers.items()
        if not still_answers(question, answer.value, then=dossier.bank, now=bank)
    ]
    open_again = {each: Answer(question=each, value=None, by=by, at=now, revision=revision) for each in lost}
    charter = replace(before, bank_edition=bank.edition, revision=revision, answers={**before.answers, **open_again})
    after = replace(dossier, charter=charter, bank=bank)
    project = dossier.project.id
    moved = Fact(
        act="charter.bank_adopted", project=project, subject="bank", before=before.bank_edition, after=bank.edition
    )
    taken = tuple(
        Fact(act="charter.answered", project=project, subject=question, before=before.value(question))
        for question in lost
    )
    return _followed(dossier, after, (moved, *taken), judge=judge, rules=rules, now=now)


def still_answers(question: QuestionId, value: Value | None, *, then: QuestionBank, now: QuestionBank) -> bool:
    """Whether an answer from one bank answers something in another; what none asks, as an accepted finding, stays."""
    asked, anew = then.find(question), now.find(question)
    if value is None or asked is None:
        return True
    if anew is None:
        return False
    if anew.type is not asked.type:  # words are read wherever words or rows are asked for
        return isinstance(value, Text) and anew.type in _TAKES_WORDS
    if not isinstance(value, Choice) or asked.option(value.option) is None:
        return True
    return anew.option(value.option) is not None


def next_part(dossier: Dossier) -> int:
    """The part to continue with: the first with an open required question, else the first with any open one, else 1."""
    for questions in (dossier.bank.required, dossier.bank.questions):
        asked = asked_now(dossier.charter, questions)
        unanswered = [question.part for question in asked if not is_answered(dossier.charter, question.id)]
        if unanswered:
            return min(unanswered)
    return 1
