"""The input for one question or one column of a row: by its type, with its help, an example and what was read."""

from typing import Final, assert_never

from bot.domain.charter import NotApplicable, Value, Who
from bot.domain.questions import AnswerType, Input
from bot.views.inputs import choice_select, day_picker, people_select, text_input, typed
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

_PAGE: Final = "kickoff/page"
_REASON_MOST: Final = 120


def input_hint(asked: Input, words: Words, *, echo: str, excused: str = "", unsaved: str = "") -> str:
    """The help, an example, and how the number that stands was read.

    First of all, why what is typed could not be saved, or why the answer was said not to apply.
    """
    return words.plain(
        _PAGE,
        "hint",
        help=asked.help.strip(),
        example=asked.example.strip(),
        echo=echo,
        excused=excused,
        unsaved=unsaved,
    )


def excused(value: Value | None) -> str:
    """Why an answer was said not to apply; empty where it was not."""
    return one_line(value.reason, _REASON_MOST) if isinstance(value, NotApplicable) else ""


def answer_input(asked: Input, value: Value | None, words: Words) -> Block:
    """The input, filled with what stands; rows are no input, and what asks for them as one takes lines of text."""
    match asked.type:
        case AnswerType.TEXT | AnswerType.NUMBER:
            return text_input(typed(value), most=asked.max_length)
        case AnswerType.LONG_TEXT | AnswerType.ROWS:
            return text_input(typed(value), most=asked.max_length, multiline=True)
        case AnswerType.CHOICE:
            return choice_select(words.plain(_PAGE, "placeholder_choice"), asked.options, value)
        case AnswerType.DATE:
            return day_picker(words.plain(_PAGE, "placeholder_date"), value)
        case AnswerType.PERSON:
            named = value.user if isinstance(value, Who) else None
            return people_select(words.plain(_PAGE, "placeholder_person"), named)
        case _:
            assert_never(asked.type)
