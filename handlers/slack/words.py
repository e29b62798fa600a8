"""What stands behind /plumb, as words: the command's own words, quotes and blanks made plain."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import text as texts
from bot.domain.refusal import Refusal

_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The first word, folded to lower case, and the others as they were typed."""

    first: str
    rest: tuple[str, ...]

    @property
    def second(self) -> str:
        """The second word, folded, or nothing."""
        return self.rest[0].casefold() if self.rest else ""

    @property
    def tail(self) -> str:
        """Everything behind the first word, to be read again: words that hold blanks stand in quotes."""
        return " ".join(f'"{word}"' if " " in word else word for word in self.rest)


def unescaped(text: str) -> str:
    """What was typed behind a command: Slack writes `&`, `<` and `>` as entities, and its own mentions in brackets."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_words(text: str) -> Words:
    """Split what was typed; Refusal for what is too long, unreadable or has an open quote."""
    if len(text) > _LONGEST:
        raise Refusal(
            f"That is {len(text):,} characters long; a command takes at most {_LONGEST}. Windows take long answers."
        )
    words = texts.split_words(texts.normalise_command(texts.clean(text)))
    if not words:
        return Words(first="", rest=())
    return Words(first=words[0].casefold(), rest=words[1:])


def nearest(word: str, known: Sequence[str], *, likeness: float = 0.5) -> tuple[str, ...]:
    """The known words that somebody most likely meant, best first; `likeness` 1 is the word itself."""
    starts = [each for each in known if word and each.startswith(word[:3])]
    close = difflib.get_close_matches(word, known, n=3, cutoff=likeness)
    return tuple(dict.fromkeys([*close, *starts]))[:3]
