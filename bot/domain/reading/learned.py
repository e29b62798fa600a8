"""Likeness to answers that people labelled: how likely an answer is what they were, and which of its words say so."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from bot.domain.reading.words import Span, same_width

LIKENESS: Final = "likeness"
"""The meaning of words that speak for something only because they stand in answers that were it."""

METRIC: Final = "metric_name.model"
DESIGN: Final = "experiment_statement.design"
OFFLINE_ONLY: Final = "success_statement.offline_only"
OVERCLAIM: Final = "success_statement.causal_overclaim"
GUARDED: Final = "success_statement.names_guardrail"
DECISION_RULE: Final = "experiment_statement.has_decision_rule"
SMALLEST_EFFECT: Final = "experiment_statement.has_mde"
QUESTIONS: Final = (METRIC, DESIGN, OFFLINE_ONLY, OVERCLAIM, GUARDED, DECISION_RULE, SMALLEST_EFFECT)
"""What is asked of an answer, by the task and the label that people gave."""

LIKELY: Final = 0.5
"""Above it something is likelier than not; of flags of rounds that were left out, at least 97 of 100 were right."""
SURE: Final = 0.8
"""Above it 97 of 100 scores that were left out were scores, 1 of 614 outcomes was among them, and 98 of 100 designs
right."""

FIRM: Final = 0.25
"""How likely something must stay without its strongest word: a word that stands alone is often another trade's."""

SCALE: Final = 10
"""Weights are kept in tenths: finer ones make the file larger and no answer clearer."""

_TOKEN: Final = re.compile(r"[^\W_]+|%")
_DIGITS: Final = re.compile(r"\d+")
_PIECES: Final = (3, 4, 5)
_MOST_WORDS: Final = 3
_LITTLE: Final = re.compile(
    r"s|t|a|an|the|of|in|on|at|to|by|for|from|with|and|or|as|is|are|be|it|its|we|our|if|per|vs|than|that"
    r"|der|die|das|den|dem|des|ein|eine|im|am|zu|zum|zur|bei|auf|mit|und|oder|für|von|vom|wenn"
    r"|le|la|les|un|une|du|de|d|l|et|ou|en|au|aux|sur|avec|par|si|el|los|las|y|o|del|al|con|por|para"
    r"|os|e|do|da|dos|das|no|na|nos|nas|em|um|uma|se"
)


class BrokenWeights(ValueError):  # noqa: N818  named by what is wrong, as the vocabulary's is
    """What was learned cannot be used; the words name the place and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What an answer is compared by: words and pairs of them, and pieces of words; each with the words it is of."""

    tokens: tuple[Span, ...]
    words: Mapping[str, tuple[int, ...]]
    pieces: Mapping[str, tuple[int, ...]]

    def families(self) -> Iterator[tuple[float, Mapping[str, tuple[int, ...]]]]:
        """The two kinds, each with what one of its features counts: a long answer is not more like a score."""
        for family in (self.words, self.pieces):
            if family:
                yield 1 / math.sqrt(len(family)), family


def features_of(text: str) -> Features:
    """The features of a text, each once; figures are alike whatever they are."""
    found = tuple(_TOKEN.finditer(same_width(text)))
    said = [_DIGITS.sub("0", each[0].casefold()) for each in found]
    words: dict[str, tuple[int, ...]] = {}
    pieces: dict[str, tuple[int, ...]] = {}
    for at, word in enumerate(said):
        words.setdefault(f"={word}", (at,))
        for piece in _pieces_of(f" {word} "):
            pieces.setdefault(piece, (at,))
    for at, (one, other) in enumerate(pairwise(said)):
        words.setdefault(f"={one} {other}", (at, at + 1))
    tokens = tuple(
        Span(text=text[each.start() : each.end()], start=each.start(), end=each.end(), meaning=LIKENESS)
        for each in found
    )
    return Features(tokens=tokens, words=words, pieces=pieces)


def _pieces_of(word: str) -> Iterator[str]:
    """The pieces of a word with a blank on both sides, which tells its beginning and its end; a short word is one."""
    for size in _PIECES:
        if len(word) <= size:
            yield word
            return
        yield from (word[at : at + size] for at in range(len(word) - size + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The label that an answer is most like, how likely it is, and the words that say so: at most three, in order.

    `firmness` is how likely it stays without its strongest word: a word alone may mean something else here.
    """

    label: str
    probability: float
    words: tuple[Span, ...]
    firmness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """For each label what speaks for it from the start, and by how much each feature does; one label is yes or no."""

    bias: Mapping[str, float]
    features: Mapping[str, Mapping[str, float]]

    def likeness(self, text: str) -> Likeness:
        """What the text is most like."""
        features = features_of(text)
        sums = {label: bias + self._sum(features, label) for label, bias in self.bias.items()}
        label = max(sums, key=lambda each: sums[each])
        others = [0.0] if len(sums) == 1 else [value for each, value in sums.items() if each != label]
        gains = self._gains(features, label)
        words = _telling(features.tokens, gains)
        without = _share(sums[label] - max(gains, default=0.0), others) if len(words) > 1 else 0.0
        return Likeness(label=label, probability=_share(sums[label], others), words=words, firmness=without)

    def _sum(self, features: Features, label: str) -> float:
        known = self.features[label]
        return sum(share * sum(known.get(each, 0.0) for each in family) for share, family in features.families())

    def _gains(self, features: Features, label: str) -> list[float]:
        """By how much each word speaks for a label; what a feature weighs is shared by the words it is of."""
        known, gains = self.features[label], [0.0] * len(features.tokens)
        for share, family in features.families():
            for each, places in family.items():
                for at in places:
                    gains[at] += share * known.get(each, 0.0) / len(places)
        return gains


def _share(value: float, others: list[float]) -> float:
    """The likelihood of one label beside others."""
    return 1 / math.fsum((1.0, *(math.exp(other - value) for other in others)))


def _telling(tokens: tuple[Span, ...], gains: list[float]) -> tuple[Span, ...]:
    """The words that speak most; little ones, which say nothing to people, only where no other does."""
    speaking = [at for at, gain in enumerate(gains) if gain > 0]
    telling = [at for at in speaking if not _LITTLE.fullmatch(tokens[at].text.casefold())] or speaking
    strongest = sorted(telling, key=lambda at: (-gains[at], at))[:_MOST_WORDS]
    return tuple(tokens[at] for at in sorted(strongest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The weights of each question, grown from the file when the question is first asked: most answers ask but one."""

    file: Mapping[str, Any]
    _grown: dict[str, Weights] = field(default_factory=dict, init=False, repr=False, compare=False)

    def likeness(self, question: str, text: str) -> Likeness | None:
        """What the text is most like; None where nothing was learned, or no word of it says anything."""
        if question not in self.file:
            return None
        if question not in self._grown:
            self._grown[question] = _weights(self.file[question])
        found = self._grown[question].likeness(text)
        return found if found.words else None

    def words(self, question: str, text: str, firm: float = FIRM) -> tuple[Span, ...]:
        """The words that say yes to a question, where that is likely and firmer than `firm`; else none."""
        found = self.likeness(question, text)
        return found.words if found and found.firmness > firm and found.probability > LIKELY else ()


NOTHING_LEARNED: Final = Learned(file={})
"""The rules alone."""


def learned_from(file: object) -> Learned:
    """What was learned, of a parsed file; raises `BrokenWeights` at the first mistake."""
    if not isinstance(file, Mapping) or sorted(file) != sorted(QUESTIONS):
        raise BrokenWeights(f"the file must answer {', '.join(QUESTIONS)}")
    for question, labels in file.items():
        for label, told in labels.items() if isinstance(labels, Mapping) else [("", None)]:
            if not isinstance(told, Mapping) or not isinstance(told.get("bias"), float | int):
                raise BrokenWeights(f"{question}.{label}: the bias is missing")
            if not isinstance(told.get("features"), Mapping):
                raise BrokenWeights(f"{question}.{label}: the features are missing")
    return Learned(file=file)


def _weights(labels: Mapping[str, Mapping[str, Any]]) -> Weights:
    """The weights of one question: in the file the features of equal weight stand together, to keep it small."""
    return Weights(
        bias={label: told["bias"] / SCALE for label, told in labels.items()},
        features={
            label: {
                feature: int(tenths) / SCALE
                for tenths, features in told["features"].items()
                for feature in features.split("|")
            }
            for label, told in labels.items()
        },
    )
