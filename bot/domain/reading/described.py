"""Finds scores that are described without their names: "how reliably the system tells ripe from unripe".

Such a description says how far (how often, how well, what share), names a machine or what it puts out, what the machine
makes out, and whether that is right or like the truth. Where people act or pay in it, it is no mere score.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.reading.annotated import annotated
from bot.domain.reading.frame import (
    BROAD,
    EXTENTS,
    GIVEN,
    GROUNDS,
    TOLD,
    TRUTHS,
    Frame,
    agents_of,
    asks_about,
    asks_exactly,
    asks_quality,
    costs,
    feels,
    frame_of,
    has_agent_for,
    is_between,
    is_like_people,
    owns,
)
from bot.domain.reading.likened import agreed_with_experts, among_the_best
from bot.domain.reading.metric_grammar import BETWEEN, INSTANTS, MODELS, PREDICTIONS
from bot.domain.reading.score_words import PLANNED
from bot.domain.reading.vocabulary import Vocabulary
from bot.domain.reading.words import Span

FEWEST_PARTS: Final = 4
"""Fewer words or signs describe nothing."""

_ENDING: Final = frozenset(".;!?:")
_JOINING: Final = frozenset([",", "and", "plus", "but", "+", "&", "und", "y", "et", "e"])
_AHEAD: Final = 3
_TWICE: Final = 2
_BEGINNING: Final = frozenset({"act", *EXTENTS}) - {"must", "gap"}
_PASSIVE: Final = (
    "ed",
    "read",
    "understood",
    "heard",
    "annt",
    "annte",
    "annten",
    "ido",
    "ida",
    "idos",
    "idas",
    "us",
    "ues",
)
_ERRORS: Final = ("error", "mistake", "fehler", "erreur", "erro")
_SURE: Final = (*PREDICTIONS, "alert", "flagged", "extract", "recogni", "transcri", "generat")
"""How what a machine puts out begins that is right or wrong, not taken or left as a suggestion is."""
_TELLING: Final = (*BROAD, *TOLD, "machine", "device", "server", "output", "recognise", "assign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Where a score is described, with the words that tell it; not `certain` where it may be a matter of people."""

    words: tuple[Span, ...]
    start: int
    end: int
    certain: bool


def descriptions(text: str, vocabulary: Vocabulary, lang: str | None = None) -> tuple[Description, ...]:
    """The scores that are described in the text."""
    parts = annotated(text, vocabulary.lexicon("description", lang))
    if not any(part.meaning in BROAD or part.text.casefold() in BETWEEN for part in parts):
        return ()
    return tuple(found for stretch in _stretches(parts) for found in _described(frame_of(stretch)))


def tells_of_people(text: str, vocabulary: Vocabulary, lang: str | None = None) -> bool:
    """Whether somebody is told to do, to pay or to suffer something, or a thing is moved: no mere score does."""
    frames = map(frame_of, _stretches(annotated(text, vocabulary.lexicon("description", lang))))
    return any(costs(frame) or feels(frame) or frame.having("thing") for frame in frames)


def _stretches(parts: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """The parts by what they are about: a new extent or a thing people do after a comma or an "and" begins anew."""
    begin = 0
    for at, part in enumerate(parts):
        ends = part.meaning == "sign" and part.text in _ENDING
        ahead = parts[at + 1 : at + 1 + _AHEAD]
        joins = part.text.casefold() in _JOINING and any(other.meaning in _BEGINNING for other in ahead)
        if ends or (joins and not _is_in_pair(part, parts[begin:at])):
            yield parts[begin:at]
            begin = at + 1
    yield parts[begin:]


def _is_in_pair(part: Span, before: tuple[Span, ...]) -> bool:
    """Whether it joins the two of a "between"."""
    return part.text != "," and any(other.text.casefold() in BETWEEN for other in before)


def _described(frame: Frame) -> Iterator[Description]:
    if not _says_how_far(frame) or costs(frame) or feels(frame):
        return
    certain = [found for found in (rule(frame) for rule in _RULES) if found is not None]
    if certain:
        yield Description(
            words=frame.having(*_TELLING), start=frame.parts[0].start, end=frame.parts[-1].end, certain=any(certain)
        )


def _says_how_far(frame: Frame) -> bool:
    if frame.having("top", *GROUNDS) or is_between(frame):
        return True
    extents = frame.having(*EXTENTS)
    figures = any(part.meaning == "number" or part.text.startswith("within") for part in frame.parts)
    return any(part.meaning != "must" or figures for part in extents)


def _known(frame: Frame) -> bool | None:
    """A machine makes something out: "how reliably the system tells ripe from unripe"."""
    agents = agents_of(frame)
    if asks_about(frame, "recognise"):
        return True  # "qué tan bien predice el abandono" says no more of who does
    told, machine = bool(frame.having(*TOLD)) or is_like_people(frame), bool(frame.having("machine"))
    how, share, often = (bool(frame.having(*each)) for each in (("how", "gap"), ("share",), ("often",)))
    if any(has_agent_for(frame, at, agents) for at in frame.places("recognise", "err")):
        return told or how or share or (machine and often)
    if not any(has_agent_for(frame, at, agents) for at in frame.places("assign")):
        return None
    if not told and asks_exactly(frame):
        return True
    if not told:
        shown = share and bool(frame.having("data"))
        return machine if how or shown else None
    return not frame.having("thing")


def _compared(frame: Frame) -> bool | None:
    """What a machine puts out is held against something: "how close the predicted arrival comes to the actual one"."""
    planned = any(part.text.casefold() in PLANNED for part in frame.parts)
    if planned or (not frame.having(*GIVEN) and not owns(frame)):
        return None
    if frame.having("gap") or asks_about(frame, *GIVEN) or is_between(frame):
        return True
    signs = [bool(frame.having(*meanings)) for meanings in (("alike",), TRUTHS, ("right",), ("people",))]
    if not any(signs):
        return False if frame.having("how") else None
    if _is_foretold(frame, _SURE) and frame.having("right", *TRUTHS):
        return True
    signs += [bool(frame.having("machine", "device")) and bool(frame.having("right"))]
    return sum(signs) + bool(frame.having("how")) >= _TWICE


def _is_foretold(frame: Frame, begin: tuple[str, ...] = PREDICTIONS) -> bool:
    """Whether what is put out is one of the things that begin so."""
    return any(part.text.casefold().startswith(begin) for part in frame.having(*GIVEN))


def _agreed(frame: Frame) -> bool | None:
    """A machine and those who know agree: "agreement between the bot and two graders"."""
    alike = frame.having("gap", "alike")
    if frame.having("machine", "device") and alike and frame.having("people", *TRUTHS):
        return True
    would = any(part.text.casefold().startswith("would") for part in alike)
    return True if would and agents_of(frame) else None


def _read_right(frame: Frame) -> bool | None:
    """Something is made out without a word of who does: "share of images labelled correctly"."""
    right = bool(frame.having("right"))
    if frame.having("data") and any(_is_passive(part) for part in frame.having("err")):
        return True
    if (right or asks_quality(frame)) and any(_is_passive(part) for part in frame.having("recognise")):
        return bool(frame.having("data"))
    return False if right and frame.having("assign") and frame.having("data") else None


def _is_passive(verb: Span) -> bool:
    """Whether it is left open who makes it out: "labelled", not "label"."""
    return verb.text.casefold().endswith(_PASSIVE)


def _served(frame: Frame) -> bool | None:
    """A running system answers fast: "how quickly the endpoint answers"."""
    if any(INSTANTS.fullmatch(part.text.casefold()) for part in frame.parts) and frame.having("machine", "server"):
        return True  # "share of requests answered by the model in under 100 ms"
    if not frame.having("fast"):
        return None
    if frame.having("server") or _is_foretold(frame) or any(part.text.casefold() in MODELS for part in frame.parts):
        return True
    return False if frame.having("machine", "device") else None


def _right(frame: Frame) -> bool | None:
    """A machine is right, or is asked how well it does: "how confident the model is when it is wrong"."""
    how, right = frame.having("how"), frame.having("right", "err")
    machine, device = frame.having("machine"), frame.having("device")
    if asks_about(frame, "machine"):
        return True
    if machine and frame.having("count") and any(part.text.casefold().startswith(_ERRORS) for part in right):
        return True
    if right and (how or frame.having("often", "share")):
        return True if machine else False if device else None
    return False if machine and how else None


_RULES: Final[tuple[Callable[[Frame], bool | None], ...]] = (
    _known,
    _compared,
    _agreed,
    _read_right,
    _served,
    _right,
    agreed_with_experts,
    among_the_best,
)
