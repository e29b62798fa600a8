"""Tells exposure that grows in dated steps: other units at each date, or more of them."""

import re
from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import Final

from bot.domain.reading.patterns import DATE
from bot.domain.reading.words import Span

_NEXT: Final = re.compile(
    r"(?<!\s)\s*+(?:[,;>]+|-+>|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bthen\b|[、,])\s*", re.IGNORECASE
)
_STEP: Final = re.compile(
    rf"(?:(?:then|and|first|dann|puis|luego|depois|finally)\s)*(?P<units>[^.:()]{{1,40}}?)\s"
    rf"(?:in|from|on|by|since|ab|im|am|en|em|le|dès|desde|a partir de|à partir de)\s(?:early |late |the )?"
    rf"(?P<date>{DATE}|may\b)",
    re.IGNORECASE,
)
_DATED: Final = re.compile(rf"(?P<date>{DATE}|may\b)\s?:?\s(?P<units>[^.:()]{{1,40}}?)(?=\W*$)", re.IGNORECASE)
_SPELLED: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_COUNT: Final = re.compile(rf"\b(?:[0-9]+|{'|'.join(_SPELLED)})\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NAME: Final = re.compile(r"(?:[A-ZÀ-Þ][\w'-]+)(?:[ -][A-ZÀ-Þ][\w'-]+)?")
_WHOLE: Final = re.compile(r"\b(?:all|rest|everyone|everywhere|others?|alle|tous|toutes|todos|todas)\b", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\b(?:data|baseline|report\w*|analys\w+|training|design|build|decision|review|results?|launch|go-?live|pilot|"
    r"test\w*|budget|workshop|kick-?off|measure\w*|complaints?|errors?|hours|minutes|days|euros?|%)\b",
    re.IGNORECASE,
)
"""What a plan of work does at its dates, and what is counted at them: no units that get the model."""

_WEEKDAY: Final = re.compile(r"(?:mon|tues|wednes|thurs|fri)day", re.IGNORECASE)
"""A day that comes again: its units take turns."""

_NAMES: Final = 3
"""How many names with dates make a rollout; two may be a comparison."""


def growths_in(said: str) -> Iterator[Span]:
    """The words of a list that gives the model to other units, or to more, at each of its dates."""
    run: list[tuple[str, str]] = []
    start = end = 0
    for at, item in _items(said):
        step = _STEP.match(item) or _DATED.match(item)
        if step is None or _WEEKDAY.fullmatch(step["date"]):
            if _grows(run):
                break
            run = []
            continue
        start, end = (start if run else at), at + step.end()
        run.append((step["units"].strip(), step["date"].casefold()))
    if _grows(run):
        yield Span(text=said[start:end], start=start, end=end, meaning="staged_rollout")


def _items(said: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in _NEXT.finditer(said):
        yield start, said[start : found.start()]
        start = found.end()
    yield start, said[start:]


def _grows(run: list[tuple[str, str]]) -> bool:
    """Whether units and dates differ from step to step, and the units are of one kind or more each time."""
    units = [each for each, _ in run]
    if len(run) < 2 or _repeats(units) or len({date for _, date in run}) < len(run):
        return False
    if any(_WORK.search(each) for each in units):
        return False
    return _is_of_one_kind(units) or _rises(units) or (len(run) >= _NAMES and all(map(_NAME.fullmatch, units)))


def _repeats(units: list[str]) -> bool:
    """Whether the same units stand at two dates, whatever leads up to the first: "ward 3 in May, ward 3 in June"."""
    return any(one.casefold().endswith(other.casefold()) for one, other in permutations(units, 2))


def _is_of_one_kind(units: list[str]) -> bool:
    """Whether a noun stands again in each step: "ward 3", "ward 5"."""
    first, *later = ({word.casefold() for word in _WORD.findall(each)} for each in units)
    return bool(first.intersection(*later))


def _rises(units: list[str]) -> bool:
    """Whether each step counts more than the one before, up to all of them."""
    counts = [_SPELLED.get(found[0].casefold()) or int(found[0]) for each in units if (found := _COUNT.search(each))]
    ends = len(counts) == len(units) or (len(counts) == len(units) - 1 and bool(_WHOLE.search(units[-1])))
    return bool(counts) and ends and all(one < two for one, two in pairwise(counts))
