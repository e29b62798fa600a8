"""Sign-off: asking the sponsor, and the version that a signature freezes."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain import living, permissions
from bot.domain import text as texts
from bot.domain.chain import chain_of
from bot.domain.charter import Charter, Judgement
from bot.domain.charter_messages import AcceptedWarning, CharterSheet, SheetAnswer, SheetPart, sheet_key
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.findings import Finding
from bot.domain.lint import lint
from bot.domain.message import Outgoing, ToChannel, ToPerson
from bot.domain.obligations import Obligation, first_look
from bot.domain.owing import owed
from bot.domain.people import Person
from bot.domain.policy import ObligationKind
from bot.domain.questions import Question, QuestionBank
from bot.domain.refusal import Refusal
from bot.domain.rota import rota_of
from bot.domain.signatures import (
    awaits,
    changed_since,
    hurdles,
    is_judged,
    is_signed,
    label_of,
    next_number,
    version_line,
)
from bot.domain.signing_messages import Asked, CharterSigned, SignRequest, request_key
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
    if obligation.kind is ObligationKind.NOT_SIGNED:
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
    return (news, sheet, _request(before, Asked.SIGNED, now))


def sheet_of(dossier: Dossier, version: Version, rules: Rulebook, now: datetime) -> CharterSheet:
    """A signed version as it is pinned, in the language of the channels."""
    return CharterSheet(
        project=living.name_of(dossier.project),
        version=version.number,
        seal=version.seal,
        signed_by=version.signed_by,
        signed_on=version_line(version, rules).signed_on,
        parts=parts_of(dossier.bank.spoken(rules.policy.language), dossier.charter),
        chain=chain_of(dossier.charter, default_currency=rules.policy.currency),
        accepted=tuple(
            AcceptedWarning(rule=each.rule, reason=each.accepted.reason, by=each.accepted.by)
            for each in lint(dossier, rules, now)
            if each.accepted is not None
        ),
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

    The open obligation remembers that somebody was asked; another sponsor is asked anew.
    """
    standing = next((each for each in after.obligations if each.kind is ObligationKind.NOT_SIGNED), None)
    was_asked = standing is not None and standing.is_open
    same_judge = before.project.sponsor == after.project.sponsor
    if awaits(after, rules, now) and sponsor is not None:
        request = _request(after, Asked.WAITING, now)
        if was_asked and same_judge:
            is_news = changed_since(before) != changed_since(after)
            return Followed(messages=(request,) if is_news else ())
        today = rota_of(sponsor, rules.policy).today(now)
        asked = owed(after.project, ObligationKind.NOT_SIGNED, asked=sponsor, after=today, policy=rules.policy, now=now)
        return Followed(obligations=(asked,), messages=(request,))
    if standing is None or not was_asked:
        return Followed()
    state = Asked.SETTLED if is_signed(after) else Asked.WITHDRAWN
    return Followed(obligations=(standing.done(now),), messages=(_request(before, state, now),))


def judged(
    dossier: Dossier, question: str, *, fits: bool, rules: Rulebook, sponsor: Person | None, now: datetime
) -> Decision[Dossier]:
    """What follows from the arithmetic's word on the plan: the card says it, and the sponsor is asked, or no longer."""
    judgement = Judgement(question=question, fits=fits)
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


def _request(dossier: Dossier, state: Asked, now: datetime) -> Outgoing:
    """The request as it is to look; the person is whoever was the sponsor when it was said."""
    project = dossier.project
    number = next_number(dossier)
    judge = project.sponsor or project.owner
    bank = dossier.bank.spoken(dossier.locales.get(judge))
    body = SignRequest(
        project=living.name_of(project),
        number=number,
        owner=project.owner,
        metric=dossier.charter.text("metric_name") or "",
        changed=tuple(label_of(bank, each) for each in changed_since(dossier)),
        state=state,
    )
    key = request_key(project.id, number)
    is_moot = state is not Asked.WAITING
    return living.say(key, ToPerson(user=judge), body, now, withdrawn=is_moot)
