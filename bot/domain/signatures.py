"""How it stands with a charter's signature: what is in the way, whether it says what was signed, who is asked."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.changes import changes_of, is_met
from bot.domain.charter import ChangesAsked
from bot.domain.dossier import Dossier, Rulebook
from bot.domain.experiments.asking import question_key
from bot.domain.findings import Finding
from bot.domain.ids import QuestionId
from bot.domain.lint import blockers, lint
from bot.domain.metrics import is_answered
from bot.domain.questions import Question, QuestionBank
from bot.domain.rota import rota_of
from bot.domain.signing_messages import SigningLine, VersionLine
from bot.domain.versions import Version, differences, has_seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdles:
    """What stands between a charter and a signature; what is `missing` has no finding of its own."""

    findings: tuple[Finding, ...]
    missing: tuple[Question, ...]

    def __bool__(self) -> bool:
        return bool(self.findings or self.missing)


def hurdles(dossier: Dossier, rules: Rulebook, now: datetime) -> Hurdles:
    """The blockers, and the required questions that are open without one.

    Where the sponsor waived the experiment, nothing that is asked beside its design stands in the way.
    """
    every = lint(dossier, rules, now)
    excused = {
        question.id
        for each in every
        if each.is_waivable and each.accepted is not None and (waived := dossier.bank.find(each.question)) is not None
        for question in dossier.bank.of_part(waived.part)
    }
    found = tuple(each for each in blockers(every) if each.question not in excused)
    missing = tuple(
        question
        for question in dossier.bank.required
        if not is_answered(dossier.charter, question.id)
        and question.id not in excused | {finding.question for finding in found}
    )
    return Hurdles(findings=found, missing=missing)


def is_judged(dossier: Dossier) -> bool:
    """Whether the arithmetic has judged the plan as it is answered; nothing is to be judged once a plan was accepted,
    or while the answers do not make a question.
    """
    if dossier.plan is not None:
        return True
    asked = question_key(dossier.charter, dossier.observations)
    judgement = dossier.charter.judgement
    return asked is None or (judgement is not None and judgement.question == asked)


def is_signed(dossier: Dossier) -> bool:
    """Whether the charter says exactly what was signed last."""
    return dossier.version is not None and has_seal(dossier.version, dossier.charter.answers)


def awaits(dossier: Dossier, rules: Rulebook, now: datetime) -> bool:
    """Whether the sponsor is asked to sign: somebody else than the owner is there to, and nothing is in the way.

    Nobody is asked before the arithmetic has judged the plan: it may take the question back a moment later. Nor is
    whoever asked for changes, before they are made.
    """
    project = dossier.project
    has_judge = project.sponsor is not None and (project.sponsor != project.owner or rules.policy.signs_own)
    is_open = has_judge and not is_signed(dossier) and is_judged(dossier)
    return is_open and open_changes(dossier) is None and not hurdles(dossier, rules, now)


def open_changes(dossier: Dossier) -> ChangesAsked | None:
    """What the sponsor asked to be changed before they sign, as long as they are the sponsor and it is not done."""
    asked = changes_of(dossier, next_number(dossier))
    if asked is None or asked.by != dossier.project.sponsor or is_met(asked, dossier.charter, dossier.bank):
        return None
    return None if is_signed(dossier) else asked


def next_number(dossier: Dossier) -> int:
    """The number of the version that is signed next."""
    return dossier.version.number + 1 if dossier.version else 1


def changed_since(dossier: Dossier) -> tuple[QuestionId, ...]:
    """The questions whose answers differ from what was signed last; none before the first signature."""
    if dossier.version is None:
        return ()
    return tuple(each.question for each in differences(dossier.signed, dossier.charter.answers))


def label_of(bank: QuestionBank, question: QuestionId) -> str:
    """What people call a question; one that the bank asks no more, or never did, by its id."""
    asked = bank.find(question)
    return asked.label if asked else str(question)


def line_of(dossier: Dossier, rules: Rulebook, now: datetime) -> SigningLine:
    """How it stands with the signature, as cards show it."""
    version, asked = dossier.version, open_changes(dossier)
    return SigningLine(
        version=version_line(version, rules) if version else None,
        is_signed=is_signed(dossier),
        waits_for=dossier.project.sponsor if awaits(dossier, rules, now) else None,
        changes_by=asked.by if asked else None,
        changes_on=rota_of(None, rules.policy).today(asked.at) if asked else None,
    )


def version_line(version: Version, rules: Rulebook) -> VersionLine:
    """A version in a few words; its day is the organisation's."""
    return VersionLine(
        number=version.number,
        signed_by=version.signed_by,
        signed_on=rota_of(None, rules.policy).today(version.signed_at),
        seal=version.seal,
    )
