"""The sponsor asks for changes instead of signing, and the owner answers that the charter is ready again."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.domain import living, permissions
from bot.domain import text as texts
from bot.domain.asked import asked_now
from bot.domain.charter import Answer, ChangesAsked
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.ids import QuestionId, UserId
from bot.domain.message import Outgoing
from bot.domain.obligations import Obligation
from bot.domain.owing import closed, owed, with_changed
from bot.domain.people import Person
from bot.domain.policy import ObligationKind
from bot.domain.refusal import BadFields, Refusal
from bot.domain.rota import rota_of
from bot.domain.sign_requests import changes_request, request_of, said_under
from bot.domain.signatures import awaits, is_signed, next_number, open_changes
from bot.domain.signing import followed
from bot.domain.signing_messages import Asked, ChangesState
from bot.domain.versions import CHANGES

REASON: Final = QuestionId("reason")
REASON_MOST: Final = 1000


def check(dossier: Dossier, *, by: Person, rules: Rulebook, now: datetime) -> None:
    """Whether this person may ask for changes now: the signature is asked of them, or they did so already."""
    permissions.may_ask_changes(by, dossier.project, signs_own=rules.policy.signs_own)
    if is_signed(dossier):
        raise Refusal("This charter is signed, and nothing has changed since: there is nothing to sign or to ask.")
    if open_changes(dossier) is None and not awaits(dossier, rules, now):
        raise Refusal(
            "This charter is being changed already and cannot be signed just now. You are asked again once it can.",
            who_can="the owner and the members can mend what stands in the way",
        )


def ask(
    dossier: Dossier,
    *,
    reason: str | None,
    questions: Collection[str],
    by: Person,
    owner: Person,
    rules: Rulebook,
    now: datetime,
) -> Decision[Dossier | None]:
    """Keep what is to change before the sponsor signs; to ask the same twice is to ask it once.

    BadFields has the words for the reason. The signature is not owed any more; the owner owes the changes, by their
    own working days.
    """
    check(dossier, by=by, rules=rules, now=now)
    why = _reason(reason)
    named = tuple(each.id for each in asked_now(dossier.charter, dossier.bank.questions) if each.id in questions)
    before = open_changes(dossier)
    if before is not None and (before.reason, before.questions) == (why, named):
        return Decision(state=None)
    asked = ChangesAsked(
        reason=why,
        questions=named,
        number=next_number(dossier),
        by=by.user,
        at=now,
        revision=dossier.charter.revision + 1,
        under=said_under(dossier),
    )
    obligations = _owed(dossier, owner, rules, now)
    after = replace(_kept(dossier, asked, by.user, now), obligations=with_changed(dossier.obligations, obligations))
    fact = Fact(
        act="charter.changes_asked",
        project=dossier.project.id,
        subject=f"version {asked.number}",
        before=before,
        after={"reason": why, "questions": list(named)},
    )
    return Decision(
        state=after,
        facts=(fact,),
        messages=(*_news(dossier, after, before, asked, now), *living.refreshed(after, rules, now)),
        obligations=obligations,
    )


def _reason(typed: str | None) -> str:
    try:
        reason = texts.clean(typed or "")
    except texts.UnusableText as unsafe:
        raise BadFields({REASON: str(unsafe)}) from None
    if not reason:
        raise BadFields({REASON: "Write what is to change. Example: The target is what we reach without the model."})
    if len(reason) > REASON_MOST:
        raise BadFields({REASON: f"This is {len(reason):,} characters long; at most {REASON_MOST:,} fit."})
    return reason


def _owed(dossier: Dossier, owner: Person, rules: Rulebook, now: datetime) -> tuple[Obligation, ...]:
    """The signature is not owed any more; the changes are, from the day on which the first of them was asked for."""
    kind = ObligationKind.CHANGES_ASKED
    settled = closed(dossier.obligations, {ObligationKind.NOT_SIGNED}, now)
    if any(each.is_open and each.kind is kind for each in dossier.obligations):
        return settled
    today = rota_of(owner, rules.policy).today(now)
    return (*settled, owed(dossier.project, kind, asked=owner, after=today, policy=rules.policy, now=now))


def _news(
    dossier: Dossier, after: Dossier, before: ChangesAsked | None, asked: ChangesAsked, now: datetime
) -> tuple[Outgoing, ...]:
    """The owner hears of it, and the request says what was asked; what it takes the place of says that it does."""
    replaced = () if before is None else (changes_request(dossier, before, ChangesState.REPLACED, now),)
    wanted = changes_request(after, asked, ChangesState.WAITING, now)
    return (*replaced, wanted, request_of(after, Asked.CHANGES, now))


def ready(
    dossier: Dossier, *, by: Person, judge: Person | None, rules: Rulebook, now: datetime
) -> Decision[Dossier | None]:
    """The owner answers that it may be signed as it is: the sponsor is asked again; with nothing asked, nothing is.

    `judge` is the sponsor.
    """
    permissions.may_say_ready(by, dossier.project)
    asked = open_changes(dossier)
    if asked is None:
        return Decision(state=None)
    answered = _kept(dossier, replace(asked, is_ready=True), by.user, now)
    follow = followed(dossier, answered, sponsor=judge, rules=rules, now=now)
    after = replace(answered, obligations=with_changed(dossier.obligations, follow.obligations))
    fact = Fact(act="charter.ready_again", project=dossier.project.id, subject=f"version {asked.number}")
    return Decision(
        state=after,
        facts=(fact,),
        messages=(*follow.messages, *living.refreshed(after, rules, now)),
        obligations=follow.obligations,
    )


def _kept(dossier: Dossier, asked: ChangesAsked, by: UserId, now: datetime) -> Dossier:
    """The project with this beside its answers, as a revision of its own."""
    charter = dossier.charter
    revision = charter.revision + 1
    answer = Answer(question=CHANGES, value=asked, by=by, at=now, revision=revision)
    return replace(dossier, charter=replace(charter, revision=revision, answers={**charter.answers, CHANGES: answer}))
