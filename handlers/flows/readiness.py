"""What the system must withstand: showing evidence for a requirement, and looking again when evidence is over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import drills, kickoff, living, permissions
from bot.domain.answering import Reader
from bot.domain.charter import NotApplicable, Proof
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.launching import readiness_owed, watches_of
from bot.domain.living import name_of
from bot.domain.message import DrillAsked, Outgoing
from bot.domain.metrics import Unit, UnitKind
from bot.domain.owing import with_changed
from bot.domain.page_windows import PageDialog
from bot.domain.readiness.items import PART, SILENT_FAILURE, Item, ItemState, day_of, drill_of, item_of, proof_id
from bot.domain.readiness_windows import Below, EvidenceDialog
from bot.domain.refusal import NotFound
from bot.domain.reply import Nothing, Reply
from bot.domain.requirement_evidence import default_until, must_take_evidence, read_evidence
from bot.domain.watches import Watch
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from handlers.flows.pages import page
from handlers.flows.settled import judge_of, keep
from storage.unit_of_work import Work

_NO_UNIT = Unit(kind=UnitKind.PLAIN, label="")


_PATIENCE: Final = timedelta(days=1)
"""How long a drill that could not be said is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceForm:
    """What was typed into the window of one requirement's evidence; `revision` is the charter's when it was opened.

    `page` is the one below it, None where there is none.
    """

    project: ProjectId
    question: QuestionId
    revision: int
    page: Below | None
    typed: Mapping[QuestionId, str | None]


def evidence(work: Work, asker: Asker, project: ProjectId, question: str) -> Reply:
    """The window that takes the evidence of one requirement."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.load(work, project)
    item = _item(dossier, asker, question)
    must_take_evidence(item)
    return _dialog(dossier, asker, item)


def save_evidence(work: Work, asker: Asker, form: EvidenceForm) -> Reply:
    """Evidence was submitted: kept as an answer; what somebody else saved meanwhile is shown before it is replaced."""
    dossier = dossiers.load(work, form.project, to_change=True)
    dossiers.readable(work, asker, dossier.project)
    permissions.may_answer(asker.person, dossier.project)
    item = _item(dossier, asker, form.question)
    must_take_evidence(item)
    base = work.charters.answers_at(form.project, min(max(form.revision, 0), dossier.charter.revision))
    value = read_evidence(item, form.typed, typed_by(asker), asker.rules.policy)
    values = {proof_id(form.question): value}
    try:
        decision = kickoff.save(
            dossier,
            values,
            base=base,
            by=asker.user,
            rules=asker.rules,
            now=asker.now,
            judge=judge_of(work, asker, dossier.project.sponsor),
        )
    except kickoff.Clashing as clashing:
        (clash,) = clashing.clashes
        mine = value if isinstance(value, Proof | NotApplicable) else None
        return replace(_dialog(dossier, asker, item), evidence=mine, clash=clash, page=form.page)
    keep(work, decision, asker.now)
    return Nothing()


def typed_by(asker: Asker) -> Reader:
    """How this person's typing is read, where no metric is about."""
    return Reader(locale=asker.person.locale, today=asker.today, unit=_NO_UNIT, people={})


def page_below(work: Work, asker: Asker, project: ProjectId, below: Below) -> PageDialog:
    """The page of the requirements as it is to look now, from the revision that its reader started from."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    return replace(page(dossiers.load(work, project), asker, PART, drafts=below.drafts), revision=below.revision)


def look(work: Work, rules: Rulebook, project: ProjectId, *, now: datetime) -> bool:
    """Time passed: evidence may be over, or the time for a drill; what follows is kept and said, and the next look set.

    False when another process looked already.
    """
    if not work.watches.end(project):
        return False
    dossier = dossiers.load(work, project, to_change=True)
    owed = readiness_owed(dossier, rules.policy, now)
    changed = (owed,) if owed else ()
    after = replace(dossier, obligations=with_changed(dossier.obligations, changed))
    drill, again = _drill(work, dossier, now)
    watches = (*watches_of(after, rules.policy, now), *again)
    is_over = any(item.state is ItemState.REOPENED for item in living.requirements_of(after, rules, now))
    messages = (*drill, *(living.refreshed(after, rules, now) if is_over else ()))
    work.keep(Decision(state=None, obligations=changed, messages=messages, watches=watches))
    return True


def _drill(work: Work, dossier: Dossier, now: datetime) -> tuple[tuple[Outgoing, ...], tuple[Watch, ...]]:
    """What is said of a drill whose time is over, or when to look at it again: its clock starts when it is said."""
    drill = drill_of(dossier.charter, SILENT_FAILURE)
    if drill is None or drill.answered_at is not None:
        return (), ()
    key = drills.drill_key(dossier.project.id, drill)
    said_at = work.deliveries.posted_at(key)
    if said_at is None and now > drill.asked_at + _PATIENCE:
        return (), ()  # it reaches nobody
    over = drills.ends_at(drill, said_at, now)
    if over > now:
        return (), (Watch(project=dossier.project.id, look_at=over),)
    told = work.deliveries.bodies([key]).get(key)
    is_told = isinstance(told, DrillAsked) and told.is_over
    return (() if is_told else drills.unanswered(dossier, drill, now)), ()


def _item(dossier: Dossier, asker: Asker, question: str) -> Item:
    bank = dossier.bank.spoken(asker.person.locale)
    item = item_of(bank, dossier.charter, question, day_of(asker.rules.policy, asker.now))
    if item is None:
        raise NotFound("This requirement is not asked for any more.")
    return item


def _dialog(dossier: Dossier, asker: Asker, item: Item) -> EvidenceDialog:
    return EvidenceDialog(
        project=name_of(dossier.project),
        item=item,
        evidence=item.evidence,
        until=default_until(asker.rules.policy, asker.today),
        revision=dossier.charter.revision,
    )
