"""Tells a design from its parts: who or what is dealt out and how, what it is held against, and whether it is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bot.domain.reading.assignment_patterns import OLD_RECORDS, RINGS, SHUFFLED, STAND_IN, TURNS
from bot.domain.reading.comparison_patterns import CHOSEN, COMPARISON, DIFFERENCE, INTERRUPTED
from bot.domain.reading.design_patterns import NOT_RANDOM, RANDOMISED, STAGED, SWITCHBACK
from bot.domain.reading.further_patterns import (
    ARCHIVED,
    BESIDE,
    CHANGES,
    HIDDEN,
    IN_TURN,
    LOTS,
    NEXT_STAGES,
    OWN_PAST,
    REPLAYED,
    SLICES,
)
from bot.domain.reading.grounds import grounds_in
from bot.domain.reading.growth import growths_in
from bot.domain.reading.learned import LIKELY, SURE, Likeness
from bot.domain.reading.loosely import loosely
from bot.domain.reading.offline_patterns import OFFLINE, TRAINING
from bot.domain.reading.patterns import Pattern
from bot.domain.reading.plain_designs import BY_TURNS, EARLIER_LATER, IF_WELL, SUBTRACTED
from bot.domain.reading.refusal_patterns import LIVE_LATER
from bot.domain.reading.refusals import Standing, clauses_in, standing_of
from bot.domain.reading.words import Span

_PARTS: Final[dict[str, tuple[Pattern, ...]]] = {
    # how it is dealt out
    "turns": (SWITCHBACK, TURNS, IN_TURN, BY_TURNS),
    "chance": (RANDOMISED, SHUFFLED, LOTS),
    "stages": (STAGED, RINGS, NEXT_STAGES, IF_WELL),
    # what is dealt out, where it is not those who take part
    "slices": (SLICES,),
    # what it is held against
    "two changes": (DIFFERENCE, CHANGES, SUBTRACTED),
    "others": (STAND_IN, COMPARISON, BESIDE),
    "own past": (INTERRUPTED, OWN_PAST, EARLIER_LATER),
    "old data": (OFFLINE, OLD_RECORDS, TRAINING, ARCHIVED),
    # whether anybody acts on it
    "hidden": (HIDDEN,),
    "run again": (REPLAYED,),
    "later": (LIVE_LATER,),
}
"""The parts of a statement, each with the phrases that name it."""

_TOLD: Final[dict[str, Callable[[str], Iterable[Span]]]] = {"stages": growths_in, "old data": grounds_in}
"""Parts that are also told without a phrase of their own: by dates, by the ground of a trial."""

_READ_ASIDE: Final = frozenset({"hidden", "run again", "later", "slices"})
"""They only turn the choice; none of them names a design alone that another part does not name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A design, the parts that lead to it, and those that lead away from it; the words are of the first part."""

    design: str
    of: tuple[str, ...]
    without: tuple[str, ...] = ()


TREE: Final = (
    # Nothing was asked or answered.
    Branch(design="none", of=("empty",)),
    # Nobody acts on it, or the past is run again: it is no live trial, whatever else is said.
    Branch(design="offline_only", of=("hidden",), without=("later",)),
    Branch(design="offline_only", of=("run again", "own past"), without=("turns", "two changes", "chance", "others")),
    # Time is dealt out, in turns or by chance.
    Branch(design="switchback", of=("turns",)),
    Branch(design="switchback", of=("slices", "chance")),
    # Change is held against change, whoever chose.
    Branch(design="difference_in_differences", of=("two changes",)),
    # Those who take part are dealt out by chance.
    Branch(design="ab", of=("chance",)),
    # Nobody is dealt out: others who did not get it, then the own past.
    Branch(design="difference_in_differences", of=("others",)),
    Branch(design="interrupted_time_series", of=("own past",)),
    # More get it at each step, and nothing is compared.
    Branch(design="staged_rollout", of=("stages",)),
    # Old data alone.
    Branch(design="offline_only", of=("old data",)),
    # Nothing of it stands.
    Branch(design="none", of=("refused",)),
    Branch(design="none", of=("launched",)),
    # No phrase names it: families of words may, else it is asked back.
    Branch(design="unclear", of=()),
)
"""The first branch all of whose parts are there, and none that leads away, is the design."""


def design_of(said: str, likeness: Likeness | None = None) -> tuple[str, tuple[Span, ...]]:
    """The design of a plain text, and the words that name it; likeness where no phrase does, or it is sure."""
    parts = parts_of(said)
    branch = branch_of(parts)
    least = LIKELY if branch.design == "unclear" else SURE
    if likeness and likeness.label not in {"unclear", branch.design} and likeness.probability > least:
        return likeness.label, likeness.words
    if branch.design == "unclear":
        return loosely(said) or (branch.design, ())
    return branch.design, parts.words(branch.of[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts that a statement names, each looked for when the tree first asks for it."""

    standing: Standing
    _known: dict[str, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def words(self, name: str) -> tuple[Span, ...]:
        """The words that name a part; none when it is not there."""
        if name not in self._known:
            self._known[name] = tuple(_found(name, self.standing))
        return self._known[name]


def branch_of(parts: Parts) -> Branch:
    """The branch that the parts of a statement lead to."""
    return next(branch for branch in TREE if _leads(branch, parts))


def _leads(branch: Branch, parts: Parts) -> bool:
    return all(map(parts.words, branch.of)) and not any(map(parts.words, branch.without))


def parts_of(said: str) -> Parts:
    """The parts of a plain text, none of which has been looked for yet."""
    return Parts(standing=standing_of(said, _names_design))


def _found(name: str, standing: Standing) -> Iterable[Span]:
    """The words of one part of what stands."""
    kept = standing.kept
    match name:
        case "empty" | "launched":
            words = standing.empty if name == "empty" else standing.launched
            return (words,) if words else ()
        case "refused":
            return standing.refused
        case "chance":
            return () if NOT_RANDOM.find(standing.said) else _by_chance(kept)
        case "others" if NOT_RANDOM.find(standing.said):
            return _first((*_PARTS[name], CHOSEN), kept)
        case _:
            return _first(_PARTS[name], kept) or islice(_TOLD.get(name, _untold)(kept), 1)


def _untold(_kept: str) -> Iterable[Span]:
    return ()


def _first(patterns: tuple[Pattern, ...], kept: str) -> tuple[Span, ...]:
    words = next((words for words in (pattern.find(kept) for pattern in patterns) if words), None)
    return (words,) if words else ()


def _by_chance(kept: str) -> tuple[Span, ...]:
    """The words for chance that do not only deal out data that lie there already."""
    for pattern in _PARTS["chance"]:
        words = pattern.find(kept)
        if words and not (pattern is RANDOMISED and _is_on_old_data(kept, words)):
            return (words,)
    return ()


def _is_on_old_data(kept: str, named: Span) -> bool:
    """Whether what sounds like a live test compares models on data that lies there already."""
    if named.text.casefold().startswith(("hold", "held")) and _only_held_back(kept):
        return True  # "5 seeds, 3 learning rates, same holdout"
    for start, end in clauses_in(kept):
        clause = kept[start:end]
        if start <= named.start < end and OFFLINE.find(clause):
            return not LIVE_LATER.find(clause)
    return False


def _only_held_back(kept: str) -> bool:
    """Whether chance is named by a holdout alone, beside a training or a trial on old data."""
    if TRAINING.find(kept):
        return True
    held = all(found[0].casefold().startswith(("hold", "held")) for found in RANDOMISED.regex.finditer(kept))
    return held and bool(OFFLINE.find(kept)) and not LIVE_LATER.find(kept)


def _names_design(part: str) -> bool:
    """Whether a piece of text names a design at all."""
    return any(_first(patterns, part) for name, patterns in _PARTS.items() if name not in _READ_ASIDE)
