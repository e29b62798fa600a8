"""What an operator's file may make of the question bank, checked against what the bank asks."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from babel import Locale, UnknownLocaleError

from bot.domain.ids import QuestionId
from bot.domain.indispensable import indispensable
from handlers.resources.entries import BankEntry, InputEntry, QuestionEntry, QuestionsEntry, Rewording
from handlers.resources.yaml_files import Place, YamlFile

_SLACKS_OWN: Final = frozenset({"es-la"})
"""Locales of Slack that are nobody else's."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}")
_SPOKEN: Final = "de, or de-AT"

Questions = Mapping[str, QuestionEntry]


def check(own: QuestionsEntry, shipped: BankEntry, policy: YamlFile) -> None:
    """BrokenResource with the line and the reason of the first thing that cannot be done to this bank."""
    questions = {each.id: each for each in (*shipped.questions, *own.add)}
    parts = {part.number for part in shipped.parts}
    _check_disabled(own, questions, policy)
    _check_words(own.reword, questions, policy, ("questions", "reword"), "reword")
    _check_parts(own.reword_parts, parts, policy, ("questions", "reword_parts"), "reword")
    for locale, translation in own.translate.items():
        place = ("questions", "translate", locale)
        _check_locale(locale, own, policy)
        _check_words(translation.questions, questions, policy, (*place, "questions"), "translate")
        _check_parts(translation.parts, parts, policy, (*place, "parts"), "translate")


def is_locale(tag: str) -> bool:
    """Whether somebody can speak it: a language, or a language of a country, as Slack and Babel name them."""
    if tag.replace("_", "-").casefold() in _SLACKS_OWN:
        return True
    try:
        return _TAG.fullmatch(tag) is not None and bool(Locale.parse(tag.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return False


def _check_disabled(own: QuestionsEntry, questions: Questions, policy: YamlFile) -> None:
    added, needed = {each.id for each in own.add}, indispensable()
    waiting = {each.when.question: each.id for each in questions.values() if each.when and each.id not in own.disable}
    for index, question in enumerate(own.disable):
        reason = None
        if question not in questions:
            reason = f"there is no question {question} to disable"
        elif question in added:
            reason = f"question {question} is added here; leave it out instead"
        elif question in needed:
            reason = f"question {question} cannot be disabled: {needed[QuestionId(question)]}"
        elif question in waiting:
            reason = f"question {question} cannot be disabled: question {waiting[question]} waits for its answer"
        if reason is not None:
            raise policy.broken(("questions", "disable", index), reason)


def _check_words(
    words: Mapping[str, Rewording], questions: Questions, policy: YamlFile, place: Place, verb: str
) -> None:
    for question, wording in words.items():
        asked = questions.get(question)
        if asked is None:
            raise policy.broken((*place, question), f"there is no question {question} to {verb}")
        _check_options(wording, asked, f"question {question}", policy, (*place, question))
        columns = {column.id: column for column in asked.columns}
        for column, words_of in wording.columns.items():
            if column not in columns:
                raise policy.broken(
                    (*place, question, "columns", column), f"question {question} has no column {column}"
                )
            named = f"column {column} of question {question}"
            _check_options(words_of, columns[column], named, policy, (*place, question, "columns", column))


def _check_options(wording: Rewording, asked: InputEntry, named: str, policy: YamlFile, place: Place) -> None:
    offered = {option.value for option in asked.options}
    strange = [option for option in wording.options if option not in offered]
    if strange:
        there = f"it has {', '.join(sorted(offered))}" if offered else "it has none"
        raise policy.broken((*place, "options", strange[0]), f"{named} has no option {strange[0]}; {there}")


def _check_parts(words: Iterable[int], parts: set[int], policy: YamlFile, place: Place, verb: str) -> None:
    for number in words:
        if number not in parts:
            raise policy.broken((*place, number), f"there is no part {number} to {verb}")


def _check_locale(locale: str, own: QuestionsEntry, policy: YamlFile) -> None:
    place = ("questions", "translate", locale)
    if not is_locale(locale):
        raise policy.broken(place, f"“{locale}” is no language and no locale; write {_SPOKEN}")
    same = [each for each in own.translate if each.replace("_", "-").casefold() == locale.replace("_", "-").casefold()]
    if len(same) > 1:
        raise policy.broken(("questions", "translate", same[1]), f"{same[0]} and {same[1]} are the same locale")
