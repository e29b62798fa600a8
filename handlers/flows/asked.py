"""Which question of a kickoff somebody means, and what they are told of one that it does not have."""

from collections.abc import Iterable, Mapping

from bot.domain import permissions
from bot.domain.answering import Given
from bot.domain.dossier import Dossier
from bot.domain.ids import ProjectId, QuestionId, UserId
from bot.domain.questions import AnswerType, Question, QuestionBank
from bot.domain.refusal import BadFields, NotFound
from handlers.flows import dossiers
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def named(dossier: Dossier, asker: Asker, words: str) -> Question:
    """The question of this kickoff with this id or label, in the words of whoever asks; NotFound without one."""
    found = _named(asker, dossier.bank, words)
    if found is None:
        raise NotFound(_not_asked(asker, words))
    return found


def to_answer(work: Work, asker: Asker, project: ProjectId, typed: Mapping[QuestionId, Given]) -> Dossier:
    """The project to be changed, where this person may answer, and what they answered is asked."""
    dossier = dossiers.load(work, project, to_change=True)
    if asker.person.can_write:  # who may change nothing at all is told so, not that there is nothing to change
        dossiers.readable(work, asker, dossier.project)
    permissions.may_answer(asker.person, dossier.project)
    must_be_asked(dossier, asker, typed)
    return dossier


def people(questions: Iterable[Question], typed: Mapping[QuestionId, Given]) -> set[UserId]:
    """The people whom the answers name."""
    fields = (typed.get(question.id) for question in questions if question.type is AnswerType.PERSON)
    return {UserId(user) for user in fields if isinstance(user, str) and user}


def must_be_asked(dossier: Dossier, asker: Asker, typed: Mapping[QuestionId, Given]) -> None:
    """What was typed for a question that the kickoff does not have is said at its field, and not lost in silence."""
    strange = [question for question, words in typed.items() if words and dossier.bank.find(question) is None]
    if strange:
        raise BadFields({question: _not_asked(asker, question) for question in strange})


def _named(asker: Asker, bank: QuestionBank, words: str) -> Question | None:
    found = bank.named(words)
    return bank.spoken(asker.person.locale).find(found.id) if found else None


def _not_asked(asker: Asker, question: str) -> str:
    known = _named(asker, asker.rules.bank, question)
    what = f"“{known.label}”" if known else "This question"
    return f"{what} is not asked in this kickoff, which has the questions that it started with."
