"""The kickoff's pages: show one, save one."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import kickoff, permissions
from bot.domain.answering import Reader, read_answer, read_page
from bot.domain.asked import is_asked
from bot.domain.charter import Answer, Value, Who
from bot.domain.dossier import Dossier
from bot.domain.drafts import Drafts
from bot.domain.folding import unfolded
from bot.domain.ids import ProjectId, QuestionId
from bot.domain.kickoff import SPONSOR, Clash
from bot.domain.lint import lint, unsettled
from bot.domain.living import answered, name_of, waits_for_acceptance
from bot.domain.metrics import is_answered
from bot.domain.number_forms import BadAnswer
from bot.domain.page_windows import FinishedDialog, PageDialog, ReadBack, SavedDialog
from bot.domain.people import Person
from bot.domain.questions import AnswerType, Question
from bot.domain.refusal import BadFields
from bot.domain.renaming import links_that_followed
from bot.domain.reply import Nothing, Reply
from handlers.flows import asked, dossiers, heads, verdicts
from handlers.flows.asker import Asker
from handlers.flows.pages import findings_on, page, single, values_of
from handlers.flows.settled import judge_of, keep
from handlers.flows.typed_pages import PageForm, asked_in, opened_with, reader_of, shown_clashes
from storage.unit_of_work import Work

_TELLING = frozenset({"metric_unit", "baseline"})
"""What the level hangs on that a change of the metric leads to."""


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
    questions = asked_in(dossier, form)
    base = opened_with(work, dossier, form)
    values = _read(work, asker, dossier, questions, form, base)
    if names_another_sponsor(dossier, values, base):
        permissions.may_name_sponsor(asker.person, dossier.project)
    named = asked.people(questions, form.typed)
    dossier = dossiers.heard(work, dossier, named) if named else dossier
    try:
        after = kept(work, asker, dossier, values, base, seen=shown_clashes(work, dossier, form))
    except kickoff.Clashing as clashing:
        return _again(dossiers.spoken(dossier, asker), asker, form, values, clashing.clashes)
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
        judge=judge_after(work, asker, dossier, values),
        seen=seen,
    )
    keep(work, decision, asker.now)
    return decision.state


def judge_after(work: Work, asker: Asker, dossier: Dossier, values: Mapping[QuestionId, Value | None]) -> Person | None:
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
    reader = reader_of(work, asker, dossier, form, {})
    values = {
        question.id: _readable(question, form.words(question.id), reader)
        for question in questions
        if question.id in form.typed and question.type is not AnswerType.ROWS
    }
    fresh = {
        question: Answer(question=question, value=value, by=asker.user, at=asker.now, revision=form.revision)
        for question, value in values.items()
    }
    charter = verdicts.with_answers(dossier.charter, fresh)
    typed = replace(dossier, charter=charter)
    # What is shown fits what is chosen by now, saved or not. A field that the window has stays in it, emptied or not:
    # without its field nothing would say at saving that its answer was cleared. One that the chosen option does not
    # ask for goes, unless it says something else than what is saved.
    touched = {
        question
        for question, value in values.items()
        if not kickoff.agree(value, dossier.charter.value(question)) or (value is None and form.typed[question])
    }
    all_ = tuple(each for each in questions if each.id in touched or is_asked(charter, each))
    shown = all_ if form.is_whole else unfolded(charter, all_, there=form.typed)
    open_one = replace(
        page(dossier, asker, part, is_whole=form.is_whole, drafts=form.drafts),
        questions=shown,
        folded=len(all_) - len(shown),
        findings=findings_on(typed, asker, part),
        revision=form.revision,
        seen=form.seen,
        is_detailed=form.is_detailed,
    )
    return open_one, heads.of_part(work, asker, typed, part)


def _readable(question: Question, typed: str | None, reader: Reader) -> Value | None:
    try:
        return read_answer(question, typed, reader)
    except BadAnswer:
        return None


def names_another_sponsor(
    dossier: Dossier, values: Mapping[QuestionId, Value | None], base: Mapping[QuestionId, Answer]
) -> bool:
    """Whether these answers change who the sponsor is, from what stands and from what their page showed."""
    return SPONSOR in values and values[SPONSOR] not in (dossier.charter.value(SPONSOR), _value(base, SPONSOR))


def _value(base: Mapping[QuestionId, Answer], question: QuestionId) -> Value | None:
    answer = base.get(question)
    return answer.value if answer else None


def _read(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    questions: tuple[Question, ...],
    form: PageForm,
    base: Mapping[QuestionId, Answer],
) -> dict[QuestionId, Value | None]:
    reader = reader_of(work, asker, dossier, form, base, asked.people(questions, form.typed))
    values, errors = read_page(questions, form.typed, reader)
    if errors:
        raise BadFields(errors)
    return values


def _next(dossier: Dossier, asker: Asker, form: PageForm, followed: int) -> Reply:
    dossier = dossiers.spoken(dossier, asker)
    read = _read_back(dossier, form, followed)
    if form.question is not None:
        return _saved_one(dossier, asker, form.question, read)
    if form.part is None:
        return Nothing()
    following = dossier.bank.page_from(form.part + 1)
    if following is not None:
        return replace(page(dossier, asker, following, saved=form.part, drafts=form.drafts), read=read)
    unsaved = _first_of(dossier, form.drafts)
    if unsaved is not None:
        return replace(page(dossier, asker, unsaved, saved=form.part, drafts=form.drafts), read=read)
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


def _first_of(dossier: Dossier, drafts: Drafts) -> int | None:
    """The first page of which something could not be saved yet."""
    return min((question.part for question in dossier.bank.questions if question.id in drafts), default=None)


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
        for question in asked_in(dossier, form)
        if question.type is AnswerType.NUMBER and form.typed.get(question.id) and dossier.charter.value(question.id)
    )
    beside = tuple(question for question in dossier.bank.questions if question.id in _TELLING)
    return ReadBack(questions=numbers, values=values_of(dossier, (*numbers, *beside)), links=followed)


def _again(
    dossier: Dossier,
    asker: Asker,
    form: PageForm,
    values: Mapping[QuestionId, Value | None],
    clashes: tuple[Clash, ...],
) -> PageDialog:
    """The same page with everything that was typed, and what the others saved beside it; submitting again decides."""
    # Rows are no fields: they are saved one by one, and listed on the page again as they stand.
    questions = tuple(
        question
        for question in asked_in(dossier, form)
        if question.id in form.typed or (question.type is AnswerType.ROWS and form.part is not None)
    )
    shown = {question: value for question, value in values.items() if value is not None}
    stands = values_of(dossier, tuple(each for each in questions if each.id not in form.typed))
    return replace(
        _same(dossier, asker, form, questions[0]),
        questions=questions,
        values={**stands, **shown},
        revision=form.revision,
        seen=dossier.charter.revision,
        findings=(),
        clashes=clashes,
    )


def _same(dossier: Dossier, asker: Asker, form: PageForm, first: Question) -> PageDialog:
    """The window that a form came from, as it stands."""
    if form.question is not None:
        return single(dossier, asker, first)
    shown = page(dossier, asker, first.part, is_whole=form.is_whole, there=form.typed, drafts=form.drafts)
    return replace(shown, is_detailed=form.is_detailed)
