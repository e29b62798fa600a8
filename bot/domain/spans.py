"""From where to where: two levels that stand as one, as in "from 3.1 % to 2.5 %" or "0.61 -> 0.66"."""

import re
from dataclasses import dataclass
from typing import Final

_FIGURE: Final = (
    r"[+\u2212-]?[€$£¥]?\s?\d(?:[.,'\u2019]?\d|\s\d{{3}}(?!\d))*"
    r"(?:\s?(?:%|pp\b|[kKM]\b|bn\b))?(?:\s?(?:[€$£¥]|{word}))?"
)
_WORD: Final = r"(?!(?:to|auf|by|bis|zu)\b)[^\W\d_]{1,12}\b"
_END: Final = _FIGURE.format(word=_WORD)
_ARROW: Final = r"\s*(?:-{1,2}>|=>|[→➔➜⇒])\s*"
_FROM_TO: Final = rf"(?<!\w)(?:from|von)\s+(?P<start>{_END})(?:\s+(?:to|auf|bis)\s+|{_ARROW})(?P<end>{_END})"
_ARROWED: Final = rf"(?<![^\s(:,;=])(?P<start>{_END}){_ARROW}(?P<end>{_END})"
_UNTIL: Final = r"(?:[\s,;(]+(?:by|until|bis zum|bis|zum)\s+(?P<day>[^()\n]{0,30}\b\d{4}[^()\n]{0,6}))?"
_WHOLE: Final = tuple(
    re.compile(rf"(?P<words>.*?){form}{_UNTIL}[\s.;)]*", re.IGNORECASE | re.DOTALL) for form in (_FROM_TO, _ARROWED)
)
_UNIT_START: Final = _FIGURE.format(word=rf"(?P<unit>{_WORD})")
_UNIT_END: Final = _FIGURE.format(word="(?P=unit)")
_WITHIN: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\w)(?:from|von)\s+(?P<start>{_UNIT_START})(?:\s+(?:to|auf|bis)\s+|{_ARROW})(?P<end>{_UNIT_END})",
        rf"(?<![^\s(:,;=])(?P<start>{_UNIT_START}){_ARROW}(?P<end>{_UNIT_END})",
    )
)
"""Within a line, a word behind the second figure is its unit only where it is that of the first."""
_PAIR: Final = re.compile(rf"(?P<words>)(?P<start>{_END})\s*/\s*(?P<end>{_END})(?P<day>)")
_IN_PERCENT: Final = re.compile(r"[^%]*\d\s?%")
_BARE: Final = re.compile(r"[+\u2212-]?\d[\d.,]*")
_LOOSE: Final = " \t\n:,;([=-\u2013—"
_LONGEST: Final = 300
"""Characters of a text that may be a metric with its two levels; a longer one is prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The two ends as they were typed, the words around them, and the day by which, where it was said."""

    words: str
    start: str
    end: str
    day: str = ""
    rest: str = ""


def span_in(text: str, *, has_slash: bool = False) -> Span | None:
    """The span that a text ends with; None where anything else follows, for then it is a sentence.

    A slash divides two ends only where the answer is known to have two.
    """
    said = text.strip()
    forms = (*_WHOLE, _PAIR) if has_slash else _WHOLE
    found = next((found for form in forms if (found := form.fullmatch(said))), None) if len(said) <= _LONGEST else None
    if found is None:
        return None
    start, end = _ends(found)
    return Span(words=found["words"].strip(_LOOSE), start=start, end=end, day=(found["day"] or "").strip(" .;"))


def span_within(text: str) -> Span | None:
    """The first span of a line, with all that stands before and behind it; None without any."""
    found = next((found for form in _WITHIN if (found := form.search(text))), None) if len(text) <= _LONGEST else None
    if found is None:
        return None
    start, end = _ends(found)
    return Span(words=text[: found.start()], start=start, end=end, rest=text[found.end() :])


def _ends(found: re.Match[str]) -> tuple[str, str]:
    """Both ends; a sign of percent that stands once is meant at both."""
    start, end = found["start"].strip(), found["end"].strip()
    return f"{start}%" if _BARE.fullmatch(start) and _IN_PERCENT.fullmatch(end) else start, end
