"""The kickoff's pages: show one, save one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.domain import kickoff, permissions
from bot.domain.answering import Given, Reader, read_answer, read_page
from bot.domain.asked import is_asked
from bot.domain.charter import Answer, Value, Who
from bot.domain.dossier import Dossier
from bot.domain.folding import unfolded
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.kickoff import SPONSOR, Clash
from bot.domain.lint import lint, unsettled
from bot.domain.living import answered, name_of, waits_for_acceptance
from bot.domain.metrics import is_answered, unit_of
from bot.domain.number_forms import BadAnswer
from bot.domain.people import Person
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import BadFields
from bot.domain.renaming import links_that_followed
from bot.domain.reply import Nothing, Reply
from bot.domain.windows import FinishedDialog, PageDialog, ReadBack, SavedDialog
from handlers.flows import asked, dossiers, heads, verdicts
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.given import is_id
from handlers.flows.pages import page, single, values_of
from handlers.flows.settled import judge_of, keep
from storage.unit_of_work import Work

_TELLING = frozenset({"metric_unit", "baseline"})
"""What the level hangs on that a change of the metric leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """What was typed into a page: the charter's revision when it was made, and the fields as typed.

    `seen` is the revision of which clashes were shown in it; a page that `is_whole` has nothing folded away.

    With neither a part nor a question it holds answers to any questions, as a charter file does.
    """

    project: ProjectId
    part: int | None
    question: QuestionId | None
    revision: int
    typed: Mapping[QuestionId, Given]
    seen: int | None = None
    is_whole: bool = False

    def words(self, question: str) -> str | None:
        """What was typed into a field; None for one that is not there, is empty, or was given in rows."""
        typed = self.typed.get(QuestionId(question))
        return typed if isinstance(typed, str) else None


def known(work: Work, users: set[UserId | None]) -> dict[UserId, Person]:
    """These people as they are known; MissingProfiles asks for those who are not."""
    wanted = frozenset(user for user in users if user and is_id(user))
    people = work.people.many(wanted)
    missing = wanted - people.keys()
    if missing:
        raise MissingProfiles(users=missing)
    return dict(people)


def open_page(work: Work, asker: Asker, project: ProjectId, part: int | None) -> Reply:
    """One page of the wizard; without a part, the one to continue with."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.load(work, project)
    number = dossier.bank.page_from(part) if part and part > 0 else None
    return page(dossier, asker, number or kickoff.next_part(dossier))


def open_question(work: Work, asker: Asker, project: ProjectId, question: str) -> Reply:
    """A window with one question, which a button names by its id and a person by its label as well."""
    found = dossiers.by_id(work, asker, project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.load(work, project)
    return single(dossier, asker, asked.named(dossier, asker, question))


def save(work: Work, asker: Asker, form: PageForm) -> Reply:
    """A page was submitted: kept whole, or sent back whole with words at its fields; then the next page."""
    dossier = asked.to_answer(work, asker, form.project, form.typed)
    questions = _asked(dossier, form)
    # The revision comes from the form: one that was never reached says no more than today's.
    base = work.charters.answers_at(form.project, min(max(form.revision, 0), dossier.charter.revision))
    values = _read(work, asker, dossier, questions, form, base)
    if SPONSOR in values and values[SPONSOR] not in (dossier.charter.value(SPONSOR), _value(base, SPONSOR)):
        permissions.may_name_sponsor(asker.person, dossier.project)
    named = asked.people(questions, form.typed)
    dossier = dossiers.heard(work, dossier, named) if named else dossier
    try:
        after = kept(work, asker, dossier, values, base, seen=_seen(work, dossier, form))
    except kickoff.Clashing as clashing:
        return _again(dossiers.spoken(dossier, asker), form, values, clashing.clashes)
    return _next(after, asker, form, links_that_followed(dossier.charter, after.charter))


def kept(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    values: Mapping[QuestionId, Value | None],
    base: Mapping[QuestionId, Answer],
    *,
    seen: Mapping[QuestionId, Answer] | None = None,
) -> Dossier:
    """The project after these answers were kept; Clashing where they would overwrite what was never shown."""
    decision = kickoff.save(
        dossier,
        values,
        base=base,
        by=asker.user,
        rules=asker.rules,
        now=asker.now,
        judge=_judge(work, asker, dossier, values),
        seen=seen,
    )
    keep(work, decision, asker.now)
    return decision.state


def _seen(work: Work, dossier: Dossier, form: PageForm) -> Mapping[QuestionId, Answer] | None:
    """The answers of which clashes were shown in the page."""
    if form.seen is None:
        return None
    return work.charters.answers_at(form.project, min(max(form.seen, 0), dossier.charter.revision))


def _judge(work: Work, asker: Asker, dossier: Dossier, values: Mapping[QuestionId, Value | None]) -> Person | None:
    """Who the sponsor is after this save."""
    named = values.get(SPONSOR, dossier.charter.value(SPONSOR))
    return judge_of(work, asker, named.user) if isinstance(named, Who) else None


def preview(work: Work, asker: Asker, form: PageForm) -> tuple[PageDialog, heads.Head]:
    """The page as it is open, and its head by what is typed in it, saved or not.

    What cannot be read counts as not answered: the words for it come when the page is submitted.
    """
    found = dossiers.by_id(work, asker, form.project)
    permissions.may_answer(asker.person, found)
    dossier = dossiers.spoken(dossiers.load(work, form.project), asker)
    part = form.part or verdicts.PROOF
    questions = dossier.bank.of_part(part)
    reader = _reader(dossier, asker, form, {}, work)
    values = {
        question.id: _readable(question, form.words(question.id), reader)
        for question in questions
        if question.type is not AnswerType.ROWS
    }
    fresh = {
        question: Answer(question=question, value=value, by=asker.user, at=asker.now, revision=form.revision)
        for question, value in values.items()
    }
    charter = verdicts.with_answers(dossier.charter, fresh)
    # What is shown fits what is chosen by now, saved or not; a field that holds something is never taken away.
    there = {question for question, typed in form.typed.items() if typed}
    all_ = tuple(each for each in questions if each.id in there or is_asked(charter, each))
    shown = all_ if form.is_whole else unfolded(charter, all_, there=there)
    open_one = replace(
        page(dossier, asker, part, is_whole=form.is_whole),
        questions=shown,
        folded=len(all_) - len(shown),
        revision=form.revision,
        seen=form.seen,
    )
    return open_one, heads.of_part(work, asker, replace(dossier, charter=charter), part)


def _readable(question: Question, typed: str | None, reader: Reader) -> Value | None:
    try:
        return read_answer(question, typed, reader)
    except BadAnswer:
        return None


def _value(base: Mapping[QuestionId, Answer], question: QuestionId) -> Value | None:
    answer = base.get(question)
    return answer.value if answer else None


def _asked(dossier: Dossier, form: PageForm) -> tuple[Question, ...]:
    if form.question is not None:
        found = dossier.bank.find(form.question)
        return (found,) if found else ()
    return dossier.bank.of_part(form.part) if form.part is not None else dossier.bank.questions


def _read(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    questions: tuple[Question, ...],
    form: PageForm,
    base: Mapping[QuestionId, Answer],
) -> dict[QuestionId, Value | None]:
    reader = _reader(dossier, asker, form, base, work, asked.people(questions, form.typed))
    values, errors = read_page(questions, form.typed, reader)
    if errors:
        raise BadFields(errors)
    return values


def _reader(
    dossier: Dossier,
    asker: Asker,
    form: PageForm,
    base: Mapping[QuestionId, Answer],
    work: Work,
    named: Collection[UserId] = (),
) -> Reader:
    return Reader(
        locale=asker.person.locale,
        today=asker.today,
        unit=unit_of(form.words("metric_unit") or dossier.charter.text("metric_unit") or ""),
        people=known(work, set(named)),
        shown={question: answer.value for question, answer in base.items() if answer.value is not None},
    )


def _next(dossier: Dossier, asker: Asker, form: PageForm, followed: int) -> Reply:
    dossier = dossiers.spoken(dossier, asker)
    read = _read_back(dossier, form, followed)
    if form.question is not None:
        return _saved_one(dossier, asker, form.question, read)
    if form.part is None:
        return Nothing()
    following = dossier.bank.page_from(form.part + 1)
    if following is not None:
        return replace(page(dossier, asker, following, saved=form.part), read=read)
    findings = lint(dossier, asker.rules, asker.now)
    done, required = answered(dossier)
    return FinishedDialog(
        project=name_of(dossier.project),
        answered=done,
        required=required,
        findings=unsettled(findings),
        open_questions=tuple(
            question for question in dossier.bank.required if not is_answered(dossier.charter, question.id)
        ),
        can_accept_plan=waits_for_acceptance(dossier, findings),
        read=read,
    )


def _saved_one(dossier: Dossier, asker: Asker, question: QuestionId, read: ReadBack) -> Reply:
    """What a single answer brought: how its number was read, and what the lint says of it; else nothing."""
    said = unsettled(lint(dossier, asker.rules, asker.now))
    findings = tuple(each for each in said if each.question == question and not each.is_missing)
    if not (read.questions or read.links or findings):
        return Nothing()
    return SavedDialog(project=name_of(dossier.project), read=read, findings=findings)


def _read_back(dossier: Dossier, form: PageForm, followed: int) -> ReadBack:
    """The numbers of the form as they stand now, beside what their meaning hangs on, and the links that followed."""
    numbers = tuple(
        question
        for question in _asked(dossier, form)
        if question.type is AnswerType.NUMBER and form.typed.get(question.id) and dossier.charter.value(question.id)
    )
    beside = tuple(question for question in dossier.bank.questions if question.id in _TELLING)
    return ReadBack(questions=numbers, values=values_of(dossier, (*numbers, *beside)), links=followed)


def _again(
    dossier: Dossier,
    form: PageForm,
    values: Mapping[QuestionId, Value | None],
    clashes: tuple[Clash, ...],
) -> PageDialog:
    """The same page with everything that was typed, and what the others saved beside it; submitting again decides."""
    # Rows are no fields: they are saved one by one, and listed on the page again as they stand.
    questions = tuple(
        question
        for question in _asked(dossier, form)
        if question.id in form.typed or (question.type is AnswerType.ROWS and form.part is not None)
    )
    shown = {question: value for question, value in values.items() if value is not None}
    done, required = answered(dossier)
    return PageDialog(
        project=name_of(dossier.project),
        part=dossier.bank.part(questions[0].part),
        parts=dossier.bank.pages[-1],
        questions=questions,
        values={**values_of(dossier, tuple(each for each in questions if each.id not in form.typed)), **shown},
        revision=form.revision,
        seen=dossier.charter.revision,
        answered=done,
        required=required,
        listed_at=dossier.charter.revision,
        clashes=clashes,
        is_single=form.question is not None,
    )
