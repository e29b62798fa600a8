"""The question bank: the shipped file, with the questions that an operator adds and the words that they change."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions import AnswerType, BrokenBank, QuestionBank
from handlers.resources.broken import BrokenResource
from handlers.resources.entries import BankEntry, InputEntry, QuestionEntry, Rewording
from handlers.resources.files import SHIPPED, text_of
from handlers.resources.yaml_files import Place, YamlFile

_NAME: Final = "bot/data/questions.yaml"
_EDITION: Final = 12
_PAGE_MOST: Final = 60
"""A window holds 100 blocks; a page's head takes some of them."""
_TYPED_MOST: Final = 45_000
"""Slack refuses windows of more than 250 kB, and a character may take four bytes."""
_ROW_MOST: Final = 300
"""Characters of a row, as a list shows it."""
_TEXTS: Final = frozenset({AnswerType.TEXT, AnswerType.LONG_TEXT, AnswerType.NUMBER})

Where = Mapping[str, tuple[YamlFile, Place]]
"""By question id, the file and the place that it stands in."""


def load_bank() -> QuestionBank:
    """The shipped bank; BrokenResource names what cannot be used."""
    return bank_of(text_of(SHIPPED / "data" / "questions.yaml", _NAME))


def bank_of(
    text: str,
    *,
    added: Sequence[QuestionEntry] = (),
    reworded: Mapping[str, Rewording] | None = None,
    policy: YamlFile | None = None,
) -> QuestionBank:
    """The bank of a file's text with an operator's additions, which stand in `policy`."""
    file = YamlFile.parse(_NAME, text)
    entry = file.validated(BankEntry)
    where: dict[str, tuple[YamlFile, Place]] = {
        question.id: (file, ("questions", index)) for index, question in enumerate(entry.questions)
    }
    if policy is not None:
        where |= {each.id: (policy, ("questions", "add", index)) for index, each in enumerate(added)}
        _refuse_unknown(reworded or {}, where, policy)
    questions = [_reworded(each, (reworded or {}).get(each.id)) for each in (*entry.questions, *added)]
    _check_pages(questions, where)
    try:
        return QuestionBank(
            edition=_edition(text, added, reworded or {}),
            parts=tuple(part.part() for part in entry.parts),
            questions=tuple(each.question() for each in sorted(questions, key=lambda each: each.part)),
        )
    except BrokenBank as broken:
        raise _placed(str(broken), where, file) from None


def _edition(text: str, added: Sequence[QuestionEntry], reworded: Mapping[str, Rewording]) -> str:
    """Names this exact wording: of the file alone, or with what was added and changed."""
    own = [each.model_dump_json() for each in added]
    own += [f"{question}{words.model_dump_json()}" for question, words in sorted(reworded.items())]
    return hashlib.sha256("\n".join([text, *own]).encode()).hexdigest()[:_EDITION]


def _reworded(question: QuestionEntry, words: Rewording | None) -> QuestionEntry:
    return question.model_copy(update=words.model_dump(exclude_none=True)) if words else question


def _refuse_unknown(reworded: Mapping[str, Rewording], where: Where, policy: YamlFile) -> None:
    for question in reworded:
        if question not in where:
            raise policy.broken(("questions", "reword", question), f"there is no question {question} to reword")


def _check_pages(questions: Sequence[QuestionEntry], where: Where) -> None:
    """What Slack would refuse only when somebody opens the page."""
    count: Counter[int] = Counter()
    typed: Counter[int] = Counter()
    for question in questions:
        file, place = where[question.id]
        count[question.part] += 1 + (question.rows_most if question.columns else 0)
        typed[question.part] += question.max_length if question.type in _TEXTS else 0
        typed[question.part] += question.rows_most * _ROW_MOST if question.columns else 0
        if count[question.part] > _PAGE_MOST:
            raise file.broken(
                place, f"part {question.part} has more than {_PAGE_MOST} questions and rows; a page holds no more"
            )
        if typed[question.part] > _TYPED_MOST:
            reason = (
                f"part {question.part} takes more than {_TYPED_MOST:,} characters; lower a max_length or split the part"
            )
            raise file.broken(place, reason)
        _check_options(question, file, place)
        for index, column in enumerate(question.columns):
            _check_options(column, file, (*place, "columns", index))


def _check_options(asked: InputEntry, file: YamlFile, place: Place) -> None:
    doubled = [value for value, times in Counter(each.value for each in asked.options).items() if times > 1]
    if doubled:
        raise file.broken((*place, "options"), f"option {doubled[0]} stands twice")


def _placed(reason: str, where: Where, file: YamlFile) -> BrokenResource:
    """The refusal of what the bank itself found wrong, at the question that it names."""
    named = [each for question, each in where.items() if reason.startswith(f"question {question}")]
    found, place = named[-1] if named else (file, ("parts",))
    return found.broken(place, reason)
