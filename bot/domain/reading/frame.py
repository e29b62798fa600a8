"""One stretch of an answer as the parts of a sentence that may describe how well a model does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.reading.judgements import POSSESSIVE, is_judge
from bot.domain.reading.metric_grammar import BETWEEN, PREDICTIONS
from bot.domain.reading.words import Span

AGENTS: Final = frozenset({"machine", "device", "server"})
EXTENTS: Final = frozenset({"share", "often", "count", "how", "fast", "gap", "must"})
GIVEN: Final = ("output", "top")
"""What a machine puts out, all of it or the best."""
TRUTHS: Final = ("truth", "ground", "records")
"""What it is held against, or where."""
GROUNDS: Final = ("ground", "records")
BROAD: Final = EXTENTS | {"top", *GROUNDS}
"""Without one of these nothing is described."""
TOLD: Final = frozenset({"right", "alike", "err", *TRUTHS})
_COUNTS: Final = frozenset({"share", "count"})
_SILENT: Final = frozenset({"small", "number", "sign"})
_NATURES: Final = {"both": "recognise", "reply": "assign"}
_NEAR: Final = 3
_BESIDE: Final = 5
_AROUND: Final = 7
_RELATIVE: Final = frozenset({"that", "which", "who", "whose"})
_BY: Final = frozenset({"by", "von", "por", "par"})
_OF: Final = frozenset({"of", "von", "de", "do", "des"})
_PARTING: Final = (EXTENTS - {"must"}) | {"people", *GIVEN}
_AND: Final = frozenset({"and", "und", "y", "et", "e", "と", "和", "与", "跟"})
_WHAT: Final = frozenset({"what", "the one", "would have"})
_PARTICIPLES: Final = ("ed", "te", "ten")
_FEELING: Final = (
    "buyer",
    "caller",
    "citizen",
    "client",
    "customer",
    "guest",
    "passenger",
    "patient",
    "player",
    "reader",
    "shopper",
    "student",
    "subscriber",
    "tenant",
    "user",
    "viewer",
    "visitor",
)
"""Those whose judgement is an outcome, not a test."""
_LIKE: Final = frozenset({"like", "as", "wie", "como", "comme"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Consecutive words with what each may be in a description of a score."""

    parts: tuple[Span, ...]

    def having(self, *meanings: str) -> tuple[Span, ...]:
        """The parts with one of these meanings."""
        return tuple(part for part in self.parts if part.meaning in meanings)

    def places(self, *meanings: str) -> tuple[int, ...]:
        """Where the parts with one of these meanings stand."""
        return tuple(at for at, part in enumerate(self.parts) if part.meaning in meanings)

    def before(self, at: int, many: int = _NEAR) -> tuple[Span, ...]:
        """The nearest parts before a place."""
        return self.parts[max(0, at - many) : at]

    def next_of(self, at: int) -> Span | None:
        """The next part that says something."""
        return next((part for part in self.parts[at + 1 :] if part.meaning not in _SILENT), None)

    def last_of(self, at: int) -> Span | None:
        """The last part before a place that says something."""
        return next((part for part in reversed(self.parts[:at]) if part.meaning not in _SILENT), None)


def frame_of(parts: tuple[Span, ...]) -> Frame:
    """The frame of consecutive parts, each word of two natures read by its place: "the label", "the model labels"."""
    return Frame(parts=tuple(_settled(parts)))


def _settled(parts: tuple[Span, ...]) -> Iterator[Span]:
    last: Span | None = None
    for part in parts:
        settled = part
        if last is not None and last.meaning == "people" and part.text.casefold().startswith(PREDICTIONS):
            settled = replace(part, meaning="output")  # "what we forecast"
        elif part.meaning in _NATURES:
            does = _acts(last) or (last is not None and last.meaning == "output" and part.text.endswith("s"))
            settled = replace(part, meaning=_NATURES[part.meaning] if does else "output")
        yield settled
        last = settled


def _acts(part: Span | None) -> bool:
    """Whether what follows this is what it does, not what it has."""
    if part is None or part.meaning not in AGENTS | {"people"}:
        return False
    return not part.text.endswith(POSSESSIVE) and part.text.casefold() != "its"


def asks_quality(frame: Frame) -> bool:
    """Whether it is asked how well, not only how much."""
    return any(" " in part.text for part in frame.having("how"))


def asks_exactly(frame: Frame) -> bool:
    """Whether it is asked how exactly a machine does something: "how precisely it finds the edge"."""
    exactly = any(part.text.casefold().endswith("ly") for part in frame.having("how"))
    return exactly and asks_about(frame, "machine", "device")


def asks_about(frame: Frame, *meanings: str) -> bool:
    """Whether it is asked how well a thing of these meanings does: "how reliable the prediction is"."""
    asked = (frame.next_of(at) for at in frame.places("how") if " " in frame.parts[at].text)
    return any(part is not None and part.meaning in meanings for part in asked)


def is_between(frame: Frame) -> bool:
    """Whether something lies between what a machine puts out and the truth: "angle between guess and truth"."""
    at = next((at for at, part in enumerate(frame.parts) if part.text.casefold() in BETWEEN), None)
    if at is None:
        return False
    behind = [part.meaning for part in frame.parts[at + 1 : at + 1 + _AROUND]]
    return any(each in GIVEN for each in behind) and any(each in TRUTHS for each in behind)


def owns(frame: Frame) -> bool:
    """Whether something of a machine's is named: "the model's choice"."""
    return any(part.text.endswith(POSSESSIVE) for part in frame.having("machine", "device"))


def agents_of(frame: Frame) -> tuple[int, ...]:
    """Where what infers stands: a machine that is not only counted, or what it puts out before what that does."""
    return tuple(
        at
        for at, part in enumerate(frame.parts)
        if (part.meaning in AGENTS and not _is_counted(frame, at) and _acts(part))
        or (part.meaning in GIVEN and _does_something(frame, at))
    )


def _is_counted(frame: Frame, at: int) -> bool:
    """Whether a machine is what is counted: "share of cameras that see rain"."""
    last = frame.last_of(at)
    return last is not None and last.meaning in _COUNTS


def _does_something(frame: Frame, at: int) -> bool:
    """Whether what a machine puts out is said to make something out: "the score separates good from bad"."""
    following = frame.parts[at + 1 : at + 2]
    return bool(following) and following[0].meaning in {"recognise", "assign", "err"} and not _is_counted(frame, at)


def has_agent_for(frame: Frame, verb: int, agents: tuple[int, ...]) -> bool:
    """Whether a machine does what the verb says: it stands before it with nobody between, or behind "by"."""
    for agent in agents:
        if verb == 1 and agent > verb and frame.parts[0].meaning in {"how", "often"}:
            return True  # "wie gut erkennt das System"
        between = frame.parts[min(agent, verb) + 1 : max(agent, verb)]
        if agent < verb and not any(part.meaning in _PARTING for part in between):
            return True
        by = _BY | _OF if frame.parts[verb].meaning == "err" else _BY  # "misses of the detector"
        if agent > verb and any(part.text.casefold() in by for part in frame.before(agent)):
            return True
    return False


def costs(frame: Frame) -> bool:
    """Whether somebody does, pays or suffers something, rather than that being what is foretold or likened to."""
    return any(not _is_topic(frame, at) for at in frame.places("act"))


def _is_topic(frame: Frame, at: int) -> bool:
    """Whether a deed is only what is foretold, "the predicted sales", or what would have been done."""
    if any(part.text.casefold() in _WHAT for part in frame.before(at, _BESIDE)):
        return True
    last = frame.parts[at - 1] if at else None
    return last is not None and last.meaning == "output" and last.text.casefold().endswith(_PARTICIPLES)


def feels(frame: Frame) -> bool:
    """Whether somebody is said to do or to suffer something, rather than to be what the machine is likened to."""
    likened = -_BESIDE
    for at in frame.places("people"):
        if at - likened >= _BESIDE and not _is_likened(frame, at):
            return True
        likened = at  # "a panel of three loan officers" is one
    return False


def _is_likened(frame: Frame, at: int) -> bool:
    """Whether somebody is what a machine is likened to, or only judges it."""
    return _is_told_of_machine(frame, at) or _is_held_against(frame, at)


def _is_told_of_machine(frame: Frame, at: int) -> bool:
    """Whether somebody stands where a machine is told of, on old cases or among what it puts out."""
    following = frame.next_of(at)
    if following is not None and (following.meaning in AGENTS or following.text.casefold().startswith("would")):
        return True  # "share of drivers the model scores", "what the agent would have picked"
    if any(part.meaning == "alike" and part.text.startswith("と") for part in frame.parts[at + 1 : at + 1 + _BESIDE]):
        return True  # 医師の診断と一致
    if frame.having(*GROUNDS) and frame.having("alike", "gap"):
        return True  # "the category the editor chose, archived articles"
    named = frame.parts[at].text.casefold()
    if frame.having("gap", "alike") and is_judge(frame.parts, at) and not named.startswith(_FEELING):
        return True  # "Übereinstimmung mit dem Befund des Radiologen"
    return named.endswith(POSSESSIVE) and bool(frame.having("top"))  # "the auditor's choice is in the first five hits"


def _is_held_against(frame: Frame, at: int) -> bool:
    """Whether somebody is what is likened: "agrees with two graders"."""
    following = frame.next_of(at)
    before = frame.before(at)
    as_much = frame.having("alike") and any(part.text.casefold() == "wie" for part in before)
    if as_much or (frame.having("alike", "gap") and _is_joined(frame, at)):
        return True  # "sagt dasselbe wie der Gutachter"
    relative = following is not None and following.text.casefold() in _RELATIVE
    if before and before[-1].meaning in {*GIVEN, *TRUTHS} and not relative:
        return True  # "predicted visitors"
    if any(part.meaning in {"alike", "than", "gap"} for part in before):
        judges = any(part.text.casefold().endswith(" by") for part in before)
        return not relative and not (judges and frame.parts[at].text.casefold().startswith(_FEELING))
    does_it = any(part.text.casefold() in _BY for part in before)
    if does_it and frame.having("right") and not frame.parts[at].text.casefold().startswith(_FEELING):
        return True  # "jugées correctes par les experts"
    return bool(frame.having("how")) and not does_it and any(part.meaning == "recognise" for part in before)


def is_like_people(frame: Frame) -> bool:
    """Whether a machine is said to do something as people do it: "marks essays like our teachers do"."""
    return any(any(part.text.casefold() in _LIKE for part in frame.before(at)) for at in frame.places("people"))


def _is_joined(frame: Frame, at: int) -> bool:
    """Whether somebody is named together with a machine: "the model and the inspector reach the same verdict"."""
    around = frame.parts[max(0, at - _AROUND) : at + _AROUND]
    joined = any(part.text.casefold() in _AND for part in around)
    return joined and any(part.meaning in {"machine", "device", *GIVEN} for part in around)
