"""Text that people typed: made safe to keep and to show next to our own, and split into words as a shell would."""

import re
from unicodedata import category, normalize

from bot.domain.unreadable import Unreadable

_ELLIPSIS = "…"
_LAYOUT = "\n\t"
# Controls, and formats such as the bidirectional ones, which could make our words beside them read differently.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# Signs of Arabic, Syriac and Kaithi that are formats by category and seen all the same.
_SEEN_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Zero-width joiners hold emoji families and Indic and Persian spellings together: kept between visible characters.
_JOINERS = "\u200c\u200d"
# Shown as nothing at all, although Unicode counts some of them as letters: fillers, and variation selectors alone.
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_DOUBLE_QUOTES = "“”„‟«»\uff02"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\uff07"
_PAIRS = str.maketrans(_DOUBLE_QUOTES + _SINGLE_QUOTES, '"' * len(_DOUBLE_QUOTES) + "'" * len(_SINGLE_QUOTES))
_WORD = re.compile(r"""'([^']*)'(?!\S)|((?:[^\s"]|"[^"]*")+)|(")""")


class UnusableText(Unreadable):
    """The text holds a character that cannot be kept."""


class UnterminatedQuote(Unreadable):
    """A quotation mark was opened and never closed."""


def clean(text: str) -> str:
    """The text as it is kept: composed, without invisible, control and bidirectional characters; NUL is refused."""
    if "\x00" in text:
        raise UnusableText("The text contains a NUL character.", "Type it again instead of pasting it.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    lines = lines.replace("\u2028", "\n").replace("\u2029", "\n")
    visible = "".join(sign for sign in lines if sign in _LAYOUT + _JOINERS or _is_kept(sign))
    return _without_loose_ends(normalize("NFC", visible)).strip()


def _is_kept(sign: str) -> bool:
    """Whether a character may stay: no controls, no invisible formats, no lone surrogates."""
    return category(sign) not in _UNSEEN or sign in _SEEN_FORMATS or _is_tag(sign)


def _is_tag(sign: str) -> bool:
    """Whether a character is one of the tags that spell the flags of England, Scotland and Wales."""
    return 0xE0020 <= ord(sign) <= 0xE007F


def _without_loose_ends(text: str) -> str:
    """The text with tags only behind the black flag that they belong to, and joiners only where they join."""
    flags = re.sub(r"(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]+", "", text)
    return re.sub(rf"(?<![^\s{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]+(?![^\s{_JOINERS}])", "", flags)


def is_empty(text: str) -> bool:
    """Whether nothing would be seen: only blanks, zero-width characters, controls or blank letters."""
    return not any(_is_visible(sign) for sign in text)


def _is_visible(sign: str) -> bool:
    kind = category(sign)
    return kind not in _UNSEEN and kind[0] != "Z" and kind != "Mn" and sign not in _BLANK_LETTERS


def shorten(text: str, limit: int) -> str:
    """The text within `limit` characters, its end replaced by an ellipsis where it was longer."""
    if limit < 1:
        raise ValueError("a limit below one character leaves no room for the ellipsis")
    if len(text) <= limit:
        return text
    kept = text[: limit - 1].rstrip()
    while kept and category(text[len(kept)]) in {"Mn", "Mc", "Me"}:  # do not cut an accent off its letter
        kept = kept[:-1]
    return kept + _ELLIPSIS


def normalise_command(text: str) -> str:
    """What was typed after a slash command, with straight quotes, plain single blanks and no control characters."""
    straight = "".join(sign if sign.isspace() or _is_kept(sign) else "" for sign in text.translate(_PAIRS))
    return " ".join(normalize("NFC", straight).split())


def split_words(text: str) -> tuple[str, ...]:
    """The words of a command, quoted ones in one piece; raises `UnterminatedQuote` when a quote stays open."""
    words = []
    for single, plain, unpaired in _WORD.findall(normalise_command(text)):
        if unpaired:
            raise UnterminatedQuote("A quotation mark is missing.", 'Write it like "my project".')
        words.append(plain.replace('"', "") or single)
    return tuple(words)
