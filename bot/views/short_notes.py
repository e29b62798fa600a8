"""Notes of a line or two: help, a word that is none, a refusal, a second try."""

from typing import Final

from bot.domain.notes import NoteText, TryAgain, UnknownWord
from bot.views.blocks import actions, button, context, plain_section, section
from bot.views.lines import Line
from bot.views.names import one_line, who
from bot.views.rendered import Rendered
from bot.views.typed_text import NOTHING, cut, visible
from bot.views.words import Words

NOTES: Final = "notes/notes"
TEXT_MOST: Final = 2900
"""An answer to somebody stays below 3,000 characters, whatever was typed."""
_HELP: Final = "notes/help"
_WORD_MOST: Final = 40
_WORDS_MOST: Final = 2000


def help_note(words: Words) -> Rendered:
    """The short help."""
    title, commands, small = (words.line(_HELP, part) for part in ("title", "commands", "small"))
    return Rendered(text=_text(title, commands, small), blocks=[section(title), section(commands), context(small)])


def unknown_word(reply: UnknownWord, words: Words) -> Rendered:
    """A word that is no command, with the nearest ones."""
    near = ", ".join(one_line(word, _WORD_MOST) for word in reply.near[:3])
    said = words.line(NOTES, "unknown", word=one_line(reply.word, _WORD_MOST), near=near)
    small = words.line(NOTES, "unknown_help")
    return Rendered(text=_text(said, small), blocks=[plain_section(said.plain), context(small)])


def shared_note(words: Words) -> Rendered:
    """A private answer was shared."""
    said = words.line(NOTES, "shared")
    return Rendered(text=_text(said), blocks=[section(said)])


def try_again(reply: TryAgain, words: Words) -> Rendered:
    """A button that opens the window which could not be opened in time."""
    said = words.line(NOTES, "try_again")
    again = button(words.plain(NOTES, "try_again_button"), reply.action, reply.value, style="primary")
    return Rendered(text=_text(said), blocks=[section(said), actions(again)])


def note_text(reply: NoteText, words: Words) -> Rendered:
    """A refusal or a short word, and who could do it instead."""
    said = words.line(NOTES, "said", words=visible(reply.words).strip()[:_WORDS_MOST] or NOTHING)
    small = _who_can(reply, words)
    blocks = [plain_section(said.plain), *([context(small)] if small else [])]
    return Rendered(text=_text(said, small), blocks=blocks)


def _who_can(reply: NoteText, words: Words) -> Line:
    if reply.who_can:
        clause = one_line(reply.who_can, 300)
        sentence = clause if reply.ask else clause[:1].upper() + clause[1:]
        return words.line(NOTES, "who_can", who_can=sentence, ask=who(reply.ask))
    return words.line(NOTES, "ask", ask=who(reply.ask)) if reply.ask else Line("")


def _text(*lines: Line) -> str:
    return cut("\n".join(line.mrkdwn for line in lines if line), TEXT_MOST)
