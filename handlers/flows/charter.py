"""The flows around a charter: reading it, accepting what the lint says, signing, reviewing, bringing a version back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.domain import acceptance, kickoff, permissions, signing
from bot.domain.changes import changes_of
from bot.domain.charter import Answer, Day, Judgement, Value
from bot.domain.charter_windows import EDITS_PAGE, AcceptDialog, CharterDialog, Edit, SignDialog
from bot.domain.decision import Decision
from bot.domain.dossier import Dossier
from bot.domain.experiments.asking import question_key
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.lint import lint
from bot.domain.living import name_of
from bot.domain.projects import Project
from bot.domain.prospects import prospect_of
from bot.domain.questions import QuestionBank
from bot.domain.refusal import NotFound, Refusal
from bot.domain.reply import Nothing, Reply
from bot.domain.sign_requests import changes_line
from bot.domain.signatures import hurdles, is_judged, is_signed, line_of, next_number, open_changes, version_line
from bot.domain.valuing import impact_in
from bot.domain.versions import REVIEWED, differences, restoring, seal_of, seal_with_accepted, told
from bot.statistics.verdicts.summary import Verdict
from handlers.flows import dossiers, realism, verdicts
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from handlers.flows.settled import judge_of, keep
from storage.unit_of_work import Work


def read(work: Work, asker: Asker, project: Project, compared: str | None = None, *, upto: int | None = None) -> Reply:
    """`/plumb charter`: the charter as it stands, compared with a version where one is named.

    Of the edits the latest page, or the one that goes up to so many, counted from the oldest: later edits move none.
    """
    dossiers.readable(work, asker, project)
    return _window(work, asker, dossiers.load(work, project.id), compared, upto=upto)


def _window(
    work: Work, asker: Asker, dossier: Dossier, compared: str | None = None, *, upto: int | None = None
) -> CharterDialog:
    dossier = dossiers.spoken(dossier, asker)
    versions = work.versions.of(dossier.project.id)
    chosen = next((each for each in versions if str(each.number) == compared), None)
    older = work.charters.answers_at(dossier.project.id, chosen.revision) if chosen else {}
    standing = hurdles(dossier, asker.rules, asker.now)
    roles = dossier.project.roles(asker.user)
    signing_line = line_of(dossier, asker.rules, asker.now)
    leads = asker.person.can_write and dossier.project.owner == asker.user
    edits = _edits(dossier, work.charters.history(dossier.project.id))
    last = len(edits) if upto is None else min(max(upto, 1), len(edits))
    return CharterDialog(
        project=name_of(dossier.project),
        signing=signing_line,
        in_the_way=len(standing.findings) + len(standing.missing),
        parts=signing.parts_of(dossier.bank, dossier.charter),
        versions=tuple(version_line(each, asker.rules) for each in reversed(versions)),
        edits=edits[max(0, last - EDITS_PAGE) : last][::-1],
        edits_upto=last,
        edits_total=len(edits),
        compared=chosen.number if chosen else None,
        differences=_differences(dossier, older, dossier.charter.answers) if chosen else (),
        may_answer=asker.person.can_write and bool(roles),
        may_restore=leads,
        may_adopt=leads and dossier.charter.bank_edition != asker.rules.bank.edition,
        may_sign=signing_line.waits_for == asker.user,
        accepted=signing.accepted_in(dossier, dossier.version, lint(dossier, asker.rules, asker.now)),
        changes=changes_line(dossier, asker.user) if open_changes(dossier) else None,
        may_ready=leads and open_changes(dossier) is not None,
    )


def _differences(
    dossier: Dossier, before: Mapping[QuestionId, Answer], after: Mapping[QuestionId, Answer]
) -> tuple[Edit, ...]:
    return tuple(
        Edit(
            question=each.question,
            asked=dossier.bank.find(each.question),
            before=each.before.value if each.before else None,
            after=each.after.value if each.after else None,
            by=each.after.by if each.after else None,
            at=each.after.at if each.after else None,
        )
        for each in differences(before, after)
    )


def _edits(dossier: Dossier, history: Iterable[Answer]) -> tuple[Edit, ...]:
    """All edits, oldest first, each with what stood there before."""
    standing: dict[QuestionId, Answer] = {}
    found = []
    for answer in history:
        before = standing.get(answer.question)
        standing[answer.question] = answer
        if not told(answer.question) or (answer.value is None and (before is None or before.value is None)):
            continue
        found.append(
            Edit(
                question=answer.question,
                asked=dossier.bank.find(answer.question),
                before=before.value if before else None,
                after=answer.value,
                by=answer.by,
                at=answer.at,
            )
        )
    return tuple(found)


def to_accept(work: Work, asker: Asker, project: ProjectId, rule: str) -> Reply:
    """A button beside a finding opens the window in which it is accepted."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id)
    finding = acceptance.to_accept(dossier, rule, by=asker.person, rules=asker.rules, now=asker.now)
    return AcceptDialog(project=name_of(dossier.project), finding=finding, most_days=acceptance.LONGEST)


def accept(work: Work, asker: Asker, project: ProjectId, rule: str, *, reason: str | None, until: date | None) -> Reply:
    """A finding was accepted: kept with its reason, and shown on the card from now on."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    decision = acceptance.accept(
        dossier,
        rule,
        reason=reason,
        until=until,
        by=asker.person,
        rules=asker.rules,
        now=asker.now,
        judge=judge_of(work, asker, dossier.project.sponsor),
    )
    keep(work, decision, asker.now)
    return Nothing()


def unjudged(work: Work, asker: Asker, project: ProjectId) -> Job | None:
    """What the arithmetic must be asked before anybody signs; None where it has answered, or nothing can be asked."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id)
    return None if is_judged(dossier) else verdicts.judged(dossier.charter, dossier)


def asked_to_sign(work: Work, asker: Asker, project: Project) -> Job | Reply:
    """`/plumb sign`: what the arithmetic must be asked first, or the window that shows what is signed."""
    dossiers.readable(work, asker, project)
    permissions.may_sign(asker.person, project, signs_own=asker.rules.policy.signs_own)
    return unjudged(work, asker, project.id) or to_sign(work, asker, project)


def to_sign(work: Work, asker: Asker, project: Project, verdict: Verdict | None = None) -> Reply:
    """The window that shows what is signed; `verdict` is the arithmetic's word on the plan as it is answered."""
    dossier = dossiers.spoken(dossiers.load(work, project.id), asker)
    if verdict is not None:
        dossier = judged_as(dossier, verdict)
    _signable(dossier, asker)
    findings, answers = lint(dossier, asker.rules, asker.now), dossier.charter.answers
    asked = changes_of(dossier, next_number(dossier))
    then = {} if asked is None else work.charters.answers_at(project.id, asked.revision)
    return SignDialog(
        project=name_of(project),
        number=next_number(dossier),
        owner=project.owner,
        parts=signing.parts_of(dossier.bank, dossier.charter),
        changed=_differences(dossier, dossier.signed, answers) if dossier.version else (),
        findings=findings,
        kpi=dossier.kpi,
        impact=impact_in(dossier, asker.rules.policy.currency, findings),
        seal=seal_of(answers),
        seen=seal_with_accepted(answers),
        prospect=prospect_of(dossier, findings),
        realism=realism.at_a_glance(work, asker, dossier),
        changes=changes_line(dossier, asker.user),
        since=() if asked is None else _differences(dossier, then, answers),
    )


def judged_as(dossier: Dossier, verdict: Verdict) -> Dossier:
    """The same with the arithmetic's word on the plan as it is answered: to be shown, never to be kept."""
    question = question_key(dossier.charter, dossier.observations) or ""
    return replace(dossier, charter=replace(dossier.charter, judgement=_judgement(question, verdict)))


def _judgement(question: str, verdict: Verdict) -> Judgement:
    return Judgement(question=question, fits=verdict.fits, gist=verdict.gist)


def _signable(dossier: Dossier, asker: Asker) -> None:
    if is_signed(dossier):
        number = dossier.version.number if dossier.version else 0
        raise Refusal(f"Version {number} is signed, and nothing has changed since.")
    standing = hurdles(dossier, asker.rules, asker.now)
    if standing:
        raise signing.NotSignable(standing.findings, standing.missing)


def sign(work: Work, asker: Asker, project: ProjectId, seal: str) -> Reply:
    """The sponsor signed what the window showed; what was changed meanwhile is shown first."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    decision = signing.sign(dossier, by=asker.person, rules=asker.rules, now=asker.now)
    if decision.state is None:
        return Nothing()
    if seal_with_accepted(dossier.charter.answers) != seal:
        return to_sign(work, asker, dossier.project)
    keep(work, decision, asker.now)
    return Nothing()


def review(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """Somebody of the project says that the charter still holds."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    permissions.may_answer(asker.person, dossier.project)
    decision = kickoff.save(
        dossier,
        {REVIEWED: Day(day=asker.today)},
        base=dossier.charter.answers,
        by=asker.user,
        rules=asker.rules,
        now=asker.now,
        judge=judge_of(work, asker, dossier.project.sponsor),
    )
    keep(work, decision, asker.now)
    return _window(work, asker, decision.state)


def adopt(work: Work, asker: Asker, project: ProjectId) -> Reply:
    """The owner moves the kickoff to the questions that new ones get."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    permissions.may_adopt(asker.person, dossier.project)
    decision = kickoff.adopt(
        dossier,
        asker.rules,
        by=asker.user,
        now=asker.now,
        judge=judge_of(work, asker, dossier.project.sponsor),
    )
    keep(work, decision, asker.now)
    return _window(work, asker, decision.state)


def restore(work: Work, asker: Asker, project: ProjectId, number: str) -> Reply:
    """Every answer becomes what it was in a signed version, as a new revision."""
    dossier = dossiers.load(work, dossiers.by_id(work, asker, project).id, to_change=True)
    permissions.may_restore(asker.person, dossier.project)
    version = next((each for each in work.versions.of(dossier.project.id) if str(each.number) == number), None)
    if version is None:
        raise NotFound("There is no such version.")
    earlier = work.charters.answers_at(dossier.project.id, version.revision)
    decision = kickoff.save(
        dossier,
        _asked_still(restoring(dossier.charter.answers, earlier), work.banks.get(version.bank_edition), dossier),
        base=dossier.charter.answers,
        by=asker.user,
        rules=asker.rules,
        now=asker.now,
        judge=judge_of(work, asker, dossier.project.sponsor),
    )
    keep(work, decision, asker.now)
    return _window(work, asker, decision.state, number)


def _asked_still(
    values: Mapping[QuestionId, Value | None], then: QuestionBank, dossier: Dossier
) -> dict[QuestionId, Value | None]:
    """Those that answer what the kickoff asks today: it may have adopted another bank since."""
    return {
        question: value
        for question, value in values.items()
        if kickoff.still_answers(question, value, then=then, now=dossier.bank)
    }


def judge(work: Work, asker: Asker, project: ProjectId, *, asked: Job, verdict: Verdict) -> None:
    """Keep what the arithmetic said, if it is still about these answers; the card says what follows from it."""
    dossier = dossiers.load(work, project, to_change=True)
    key = question_key(dossier.charter, dossier.observations)
    if key is None or verdicts.judged(dossier.charter, dossier) != asked:
        return
    decision = signing.judged(
        dossier,
        _judgement(key, verdict),
        rules=asker.rules,
        sponsor=judge_of(work, asker, dossier.project.sponsor),
        now=asker.now,
    )
    judgement = decision.state.charter.judgement
    if judgement is None or judgement == dossier.charter.judgement:
        return
    work.charters.judge(project, judgement)
    keep(work, Decision(state=None, messages=decision.messages, obligations=decision.obligations), asker.now)
