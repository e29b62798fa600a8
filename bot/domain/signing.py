"""Sign-off: asking the sponsor, and the version that a signature freezes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain import living, permissions
from bot.domain import text as texts
from bot.domain.chain import chain_of
from bot.domain.changes import changes_of
from bot.domain.charter import ChangesAsked, Charter, Judgement
from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart, sheet_key
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Finding, Severity
from bot.domain.lint import lint, unsettled
from bot.domain.lint.linting import acceptance_id
from bot.domain.message import Outgoing, ToChannel
from bot.domain.obligations import Obligation, first_look
from bot.domain.owing import closed, owed
from bot.domain.people import Person
from bot.domain.policy import ObligationKind
from bot.domain.questions import Question, QuestionBank
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.domain.sign_requests import changes_request, request_of
from bot.domain.signatures import (
    awaits,
    changed_since,
    hurdles,
    is_judged,
    is_signed,
    next_number,
    open_changes,
    version_line,
)
from bot.domain.signing_messages import Asked, ChangesState, CharterSigned
from bot.domain.versions import Version, seal_of

PLAN_AFTER_SIGNING: Final = 5
"""Working days after the first signature by which an experiment is planned."""


class NotSignable(Refusal):
    """Something stands in the way of a signature: blockers, or required answers that are missing."""

    def __init__(self, findings: tuple[Finding, ...], missing: tuple[Question, ...]) -> None:
        count = len(findings) + len(missing)
        things = "one thing stands" if count == 1 else f"{count} things stand"
        named = ", ".join(
            dict.fromkeys(each.question for each in findings) | dict.fromkeys(each.id for each in missing)
        )
        super().__init__(
            f"This charter cannot be signed yet: {things} in the way ({texts.shorten(named, 200)}). "
            "The card lists what, with a button for each.",
            who_can="the owner and the members can mend it",
        )
        self.findings = findings
        self.missing = missing


def sign(dossier: Dossier, *, by: Person, rules: Rulebook, now: datetime) -> Decision[tuple[Dossier, Version] | None]:
    """Freeze the charter as the sponsor's next version; to sign twice what stands is to sign it once.

    NotSignable names what is in the way.
    """
    permissions.may_sign(by, dossier.project, signs_own=rules.policy.signs_own)
    if is_signed(dossier):
        return Decision(state=None)
    standing = hurdles(dossier, rules, now)
    if standing:
        raise NotSignable(standing.findings, standing.missing)
    if not is_judged(dossier):
        raise Refusal("Whether the experiment can show its effect is still being computed. Try again in a moment.")
    version = Version(
        workspace=dossier.project.workspace,
        project=dossier.project.id,
        number=next_number(dossier),
        revision=dossier.charter.revision,
        bank_edition=dossier.charter.bank_edition,
        seal=seal_of(dossier.charter.answers),
        signed_by=by.user,
        signed_at=now,
    )
    signed = replace(dossier, version=version, signed=dossier.charter.answers)
    kept = tuple(_after_signing(each, by, rules, now) for each in dossier.obligations)
    after = replace(signed, obligations=kept)
    fact = Fact(
        act="charter.signed",
        project=dossier.project.id,
        subject=f"version {version.number}",
        after={"revision": version.revision, "seal": version.seal},
    )
    return Decision(
        state=(after, version),
        facts=(fact,),
        messages=(*_news(dossier, after, version, rules, now), *living.refreshed(after, rules, now)),
        obligations=tuple(new for new, old in zip(kept, dossier.obligations, strict=True) if new != old),
    )


def _after_signing(obligation: Obligation, by: Person, rules: Rulebook, now: datetime) -> Obligation:
    """The signature was owed and is there; a plan is due five working days after it, where that is sooner."""
    if not obligation.is_open:
        return obligation
    if obligation.kind in {ObligationKind.NOT_SIGNED, ObligationKind.CHANGES_ASKED}:
        return obligation.done(now)
    rota = rota_of(by, rules.policy)
    sooner = rota.later(rota.today(now), PLAN_AFTER_SIGNING)
    if obligation.kind is ObligationKind.NO_EXPERIMENT and sooner < obligation.due:
        return replace(obligation, due=sooner, look_at=min(obligation.look_at, first_look(sooner)))
    return obligation


def _news(before: Dossier, after: Dossier, version: Version, rules: Rulebook, now: datetime) -> tuple[Outgoing, ...]:
    """The channel is told, the sheet is renewed, and the request says that it was signed."""
    project = before.project
    told = CharterSigned(
        project=living.name_of(project),
        number=version.number,
        by=version.signed_by,
        seal=version.seal,
        metric=before.charter.text("metric_name") or "",
        changed=len(changed_since(before)),
        accepted=sum(each.accepted is not None for each in lint(before, rules, now)),
    )
    to = ToChannel(channel=project.channel)
    news = Outgoing(key=f"charter:{project.id}:signed:{version.number}", to=to, body=told, not_before=now)
    sheet = living.say(sheet_key(project.id), to, sheet_of(after, version, rules, now), now)
    asked = open_changes(before)
    changes = () if asked is None else (changes_request(before, asked, ChangesState.SIGNED, now),)
    return (news, sheet, request_of(before, Asked.SIGNED, now), *changes)


def sheet_of(dossier: Dossier, version: Version, rules: Rulebook, now: datetime) -> CharterSheet:
    """A signed version as it is pinned, in the language of the channels, with what the lint says of it now."""
    findings = lint(dossier, rules, now)
    return CharterSheet(
        project=living.name_of(dossier.project),
        version=version.number,
        seal=version.seal,
        signed_by=version.signed_by,
        signed_on=version_line(version, rules).signed_on,
        parts=parts_of(dossier.bank.spoken(rules.policy.language), dossier.charter),
        chain=chain_of(dossier.charter, default_currency=rules.policy.currency),
        accepted=accepted_in(dossier, version, findings),
        open=tuple(each for each in unsettled(findings) if each.severity is Severity.WARNING),
    )


def accepted_in(
    dossier: Dossier, version: Version | None, findings: tuple[Finding, ...]
) -> tuple[AcceptedWarning, ...]:
    """Which of the findings somebody accepted, and whether that was after this version was signed."""
    answers = dossier.charter.answers
    return tuple(
        AcceptedWarning(
            rule=each.rule,
            reason=each.accepted.reason,
            by=each.accepted.by,
            later=version is not None and answers[acceptance_id(each.rule)].revision > version.revision,
        )
        for each in findings
        if each.accepted is not None
    )


def parts_of(bank: QuestionBank, charter: Charter) -> tuple[SheetPart, ...]:
    """The answers that stand, part by part; parts without any are left out."""
    parts = (
        SheetPart(
            part=part,
            answers=tuple(
                SheetAnswer(question=question, value=value)
                for question in bank.of_part(part.number)
                if (value := charter.value(question.id)) is not None
            ),
        )
        for part in bank.parts
    )
    return tuple(part for part in parts if part.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What an edit means for the sign-off: the obligations that changed, and the request as it is to look."""

    obligations: tuple[Obligation, ...] = ()
    messages: tuple[Outgoing, ...] = ()


def followed(before: Dossier, after: Dossier, *, sponsor: Person | None, rules: Rulebook, now: datetime) -> Followed:
    """Ask the sponsor once the charter can be signed, tell what changed since, and take the question back otherwise.

    The open obligation remembers that somebody was asked; another sponsor is asked anew, and whoever asked for changes
    once they are made. The sheet of a signed version says what was accepted since.
    """
    made, asked = _changes_followed(before, after, now), _asked(before, after, sponsor, rules, now)
    return Followed(
        obligations=(*made.obligations, *asked.obligations),
        messages=(*made.messages, *asked.messages, *_renewed(before, after, rules, now)),
    )


def _asked(before: Dossier, after: Dossier, sponsor: Person | None, rules: Rulebook, now: datetime) -> Followed:
    standing = next((each for each in after.obligations if each.kind is ObligationKind.NOT_SIGNED), None)
    was_asked = standing is not None and standing.is_open
    same_judge = before.project.sponsor == after.project.sponsor
    if awaits(after, rules, now) and sponsor is not None:
        request = request_of(after, Asked.WAITING, now)
        if was_asked and same_judge:
            is_news = request.body != request_of(before, Asked.WAITING, now).body
            return Followed(messages=(request,) if is_news else ())
        today = rota_of(sponsor, rules.policy).today(now)
        asked = owed(after.project, ObligationKind.NOT_SIGNED, asked=sponsor, after=today, policy=rules.policy, now=now)
        return Followed(obligations=(asked,), messages=(request,))
    if standing is None or not was_asked:
        return Followed()
    state = Asked.SETTLED if is_signed(after) else Asked.WITHDRAWN
    return Followed(obligations=(standing.done(now),), messages=(request_of(before, state, now),))


def _changes_followed(before: Dossier, after: Dossier, now: datetime) -> Followed:
    """What an edit means for changes that were asked for: some of them are made, all of them are, or none is wanted."""
    asked = open_changes(before)
    if asked is None:
        return Followed()
    if open_changes(after) is not None:
        request = changes_request(after, asked, ChangesState.WAITING, now)
        is_news = request.body != changes_request(before, asked, ChangesState.WAITING, now).body
        return Followed(messages=(request,) if is_news else ())
    told = [changes_request(after, asked, _became(asked, after), now)]
    if is_signed(after):
        told.append(request_of(before, Asked.SETTLED, now))
    return Followed(obligations=closed(after.obligations, {ObligationKind.CHANGES_ASKED}, now), messages=tuple(told))


def _became(asked: ChangesAsked, after: Dossier) -> ChangesState:
    present = changes_of(after, asked.number)
    if present is None or present.by != after.project.sponsor or is_signed(after):
        return ChangesState.LAPSED
    return ChangesState.READY if present.is_ready else ChangesState.MADE


def _renewed(before: Dossier, after: Dossier, rules: Rulebook, now: datetime) -> tuple[Outgoing, ...]:
    """The sheet of a signed version where something was accepted, or found, beside its answers."""
    if after.version is None or not is_signed(after):
        return ()
    was, sheet = (sheet_of(each, after.version, rules, now) for each in (before, after))
    to = ToChannel(channel=after.project.channel)
    is_same = (was.accepted, was.open) == (sheet.accepted, sheet.open)
    return () if is_same else (living.say(sheet_key(after.project.id), to, sheet, now),)


def judged(
    dossier: Dossier, judgement: Judgement, *, rules: Rulebook, sponsor: Person | None, now: datetime
) -> Decision[Dossier]:
    """What follows from the arithmetic's word on the plan: the card says it, and the sponsor is asked, or no longer."""
    known = replace(dossier, charter=replace(dossier.charter, judgement=judgement))
    follow = followed(dossier, known, sponsor=sponsor, rules=rules, now=now)
    kinds = {each.kind for each in follow.obligations}
    others = tuple(each for each in dossier.obligations if each.kind not in kinds)
    after = replace(known, obligations=(*others, *follow.obligations))
    return Decision(
        state=after,
        messages=(*follow.messages, *living.refreshed(after, rules, now)),
        obligations=follow.obligations,
    )
