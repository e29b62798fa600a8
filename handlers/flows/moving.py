"""Going from one page of the wizard to another: what can be saved on the way is, and the rest goes along."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import kickoff, permissions
from bot.domain.answering import read_page
from bot.domain.charter import Answer, Value
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier
from bot.domain.drafts import Draft, Drafts, fit, overtaken
from bot.domain.ids import QuestionId
from bot.domain.kickoff import SPONSOR
from bot.domain.page_windows import PageDialog
from bot.domain.questions import Question
from bot.domain.refusal import Denied
from bot.domain.reply import Reply
from handlers.flows import asked, dossiers
from handlers.flows.asker import Asker
from handlers.flows.kickoff import kept, names_another_sponsor
from handlers.flows.pages import page
from handlers.flows.typed_pages import PageForm, asked_in, opened_with, reader_of
from storage.unit_of_work import Work


def move(work: Work, asker: Asker, form: PageForm, to: int) -> Reply:
    """The page of this part, after what was typed into the present one was saved as far as it can be.

    What cannot be saved is carried to the other page, told there, and back in its field once its own page is; the
    present page stays where that is too much to carry.
    """
    before = asked.to_answer(work, asker, form.project, form.typed)
    questions = asked_in(before, form)
    base = opened_with(work, before, form)
    reader = reader_of(work, asker, before, form, base, asked.people(questions, form.typed))
    values, errors = read_page(questions, form.typed, reader)
    errors |= _denied(work, asker, before, values, base)
    values = {question: value for question, value in values.items() if question not in errors}
    after, clashing = _kept_as_far(work, asker, before, form, values, base, {each.id: each for each in questions})
    left = {question: Draft(typed=form.words(question) or "", why=why) for question, why in (errors | clashing).items()}
    drafts = {**form.drafts, **left}
    has_saved = after.charter.revision > before.charter.revision
    if not fit(drafts):
        return _stays(after, asker, form, drafts, has_saved=has_saved)
    number = after.bank.page_from(max(to, 1)) or after.bank.pages[-1]
    return replace(page(after, asker, number, drafts=drafts), told=form.part if has_saved else None)


def _denied(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    values: Mapping[QuestionId, Value | None],
    base: Mapping[QuestionId, Answer],
) -> dict[QuestionId, str]:
    """The words for the sponsor's field where this person may not name another; the attempt itself is kept."""
    if not names_another_sponsor(dossier, values, base):
        return {}
    try:
        permissions.may_name_sponsor(asker.person, dossier.project)
    except Denied as denied:
        work.keep(Decision(state=None, facts=(Fact(act="denied", project=None, subject=denied.act),)))
        return {SPONSOR: denied.words}
    return {}


def _kept_as_far(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    form: PageForm,
    values: Mapping[QuestionId, Value | None],
    base: Mapping[QuestionId, Answer],
    questions: Mapping[QuestionId, Question],
) -> tuple[Dossier, dict[QuestionId, str]]:
    """The project with every value that replaces nobody else's, and the words for those that would.

    Only submitting a page replaces what somebody else saved, never leaving it.
    """
    people = asked.people(questions.values(), form.typed)
    heard = dossiers.heard(work, dossier, people) if people else dossier
    try:
        return kept(work, asker, heard, values, base), {}
    except kickoff.Clashing as clashing:
        words = {each.question: overtaken(questions[each.question], each) for each in clashing.clashes}
    free = {question: value for question, value in values.items() if question not in words}
    return kept(work, asker, heard, free, base), words


def _stays(dossier: Dossier, asker: Asker, form: PageForm, drafts: Drafts, *, has_saved: bool) -> PageDialog:
    """The page that was to be left, with what is typed in it: a window cannot carry all that could not be saved."""
    part = form.part or dossier.bank.pages[0]
    stays = page(dossier, asker, part, is_whole=form.is_whole, there=form.typed, drafts=drafts)
    return replace(
        stays,
        revision=form.revision,
        seen=form.seen,
        told=form.part if has_saved else None,
        is_held=True,
        is_detailed=form.is_detailed,
    )
