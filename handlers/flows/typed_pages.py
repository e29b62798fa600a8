"""What was typed into a page, read against the answers that the page was opened with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.domain.answering import Given, Reader
from bot.domain.charter import Answer
from bot.domain.dossier import Dossier
from bot.domain.drafts import Drafts
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.metrics import unit_of
from bot.domain.people import Person
from bot.domain.questions import Question
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.given import is_id
from storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """What was typed into a page: the charter's revision when it was made, and the fields as typed.

    `seen` is the revision of which clashes were shown in it; a page that `is_whole` has nothing folded away,
    one that `is_detailed` tells all of its realism; `drafts`
    are what could not be saved of other pages. With neither a part nor a question it holds answers to any questions, as
    a charter file does.
    """

    project: ProjectId
    part: int | None
    question: QuestionId | None
    revision: int
    typed: Mapping[QuestionId, Given]
    seen: int | None = None
    is_whole: bool = False
    is_detailed: bool = False
    drafts: Drafts = field(default_factory=dict)

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


def asked_in(dossier: Dossier, form: PageForm) -> tuple[Question, ...]:
    """The questions that a form is about."""
    if form.question is not None:
        found = dossier.bank.find(form.question)
        return (found,) if found else ()
    return dossier.bank.of_part(form.part) if form.part is not None else dossier.bank.questions


def opened_with(work: Work, dossier: Dossier, form: PageForm) -> Mapping[QuestionId, Answer]:
    """The answers as they stood when the page was opened.

    The revision comes from the form: one that was never reached says no more than today's.
    """
    return work.charters.answers_at(form.project, min(max(form.revision, 0), dossier.charter.revision))


def shown_clashes(work: Work, dossier: Dossier, form: PageForm) -> Mapping[QuestionId, Answer] | None:
    """The answers of which clashes were shown in the page; None where none were."""
    if form.seen is None:
        return None
    return work.charters.answers_at(form.project, min(max(form.seen, 0), dossier.charter.revision))


def reader_of(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    form: PageForm,
    base: Mapping[QuestionId, Answer],
    named: Collection[UserId] = (),
) -> Reader:
    """How the fields of a form are read: by the unit that it names, and beside what they showed."""
    return Reader(
        locale=asker.person.locale,
        today=asker.today,
        unit=unit_of(form.words("metric_unit") or dossier.charter.text("metric_unit") or ""),
        people=known(work, set(named)),
        shown={question: answer.value for question, answer in base.items() if answer.value is not None},
    )
