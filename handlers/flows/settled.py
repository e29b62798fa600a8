"""What follows when something exists that was owed: obligations done or opened, old nags edited, cards renewed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from bot.domain import living, nags
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.ids import UserId
from bot.domain.launching import readiness_owed
from bot.domain.message import Outgoing
from bot.domain.obligations import Obligation
from bot.domain.owing import closed, owed, with_changed
from bot.domain.people import Person, unknown
from bot.domain.policy import ObligationKind
from handlers.flows.asker import Asker
from storage.unit_of_work import Kept, Work


def settled(
    work: Work, asker: Asker, after: Dossier, *, done: Collection[ObligationKind], opened: tuple[Obligation, ...] = ()
) -> tuple[tuple[Obligation, ...], tuple[Outgoing, ...]]:
    """The obligations to keep and the messages to say beside the news itself; `after` has the new state already."""
    rules, now = asker.rules, asker.now
    changed = with_changed(closed(after.obligations, done, now), opened)
    whole = replace(after, obligations=with_changed(after.obligations, changed))
    ready = readiness_owed(whole, rules.policy, now)
    changed = with_changed(changed, (ready,)) if ready else changed
    whole = replace(after, obligations=with_changed(after.obligations, changed))
    return changed, (*edited(work, changed, now), *living.refreshed(whole, rules, now))


def keep(work: Work, decision: Decision[Kept | tuple[Kept, ...] | None], now: datetime) -> None:
    """Keep a decision, and say in the old nags what is not owed any more."""
    work.keep(decision)
    for edit in edited(work, decision.obligations, now):
        work.say(edit)


def edited(work: Work, obligations: tuple[Obligation, ...], now: datetime) -> tuple[Outgoing, ...]:
    """The old nags that mention what is done by now, saying so."""
    return tuple(
        edit
        for each in obligations
        if not each.is_open
        for edit in nags.edited(work.deliveries.bodies(each.said), each, now)
    )


def judge_of(work: Work, asker: Asker, sponsor: UserId | None) -> Person | None:
    """The sponsor as far as they are known, by whose days a signature is due; None while there is none."""
    return person_of(work, asker, sponsor) if sponsor else None


def person_of(work: Work, asker: Asker, user: UserId) -> Person:
    """Somebody as far as they are known, by whose days something is due."""
    return work.people.get(user) or unknown(work.workspace, user, asker.now)


def owes(
    work: Work, asker: Asker, dossier: Dossier, kind: ObligationKind, after: date, *, within: int | None = None
) -> Obligation:
    """An obligation of this kind, counted from a day by the calendar of whoever is asked first.

    `within` so many working days where that is other than the policy has it.
    """
    return owed(
        dossier.project,
        kind,
        asked=_asked(work, asker, dossier, kind),
        after=after,
        policy=asker.rules.policy,
        now=asker.now,
        within=within,
    )


def _asked(work: Work, asker: Asker, dossier: Dossier, kind: ObligationKind) -> Person:
    is_sponsors = (
        kind in (ObligationKind.NO_DECISION, ObligationKind.NOT_SIGNED) and dossier.project.sponsor is not None
    )
    user = dossier.project.sponsor if is_sponsors and dossier.project.sponsor else dossier.project.owner
    return work.people.get(user) or unknown(work.workspace, user, asker.now)
