"""Learn from the labelled answers: `python -m benchmarks.learn` writes the weights, `--rounds` how they carry over.

Logistic regression with an L2 penalty, by L-BFGS from zero: the same answers give the same weights.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.special import log_softmax

from benchmarks.answers import ANSWERS, items_of
from bot.domain.reading.learned import (
    DESIGN,
    FIRM,
    METRIC,
    QUESTIONS,
    SCALE,
    Features,
    Likeness,
    features_of,
    learned_from,
)

FILE: Final = Path(__file__).parents[1] / "bot" / "data" / "learned.json"
_KEPT: Final = {METRIC: 8000, DESIGN: 6000}
_KEPT_OF_FLAG: Final = 2000
"""How many features of a question are kept, the heaviest."""
_ANSWERS_COUNT: Final = 8.0
"""How much the answers count against the penalty on weights."""
_LIGHTEST: Final = 3
"""Of several labels a feature keeps only those for which it weighs at least so many tenths."""
BLIND: Final = "round_17"
"""The round that is written next: it is learned from only when the one after it is named here.

Until then what it scores is what unseen answers do.
"""
_LEVELS: Final = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9)

Floats = NDArray[np.float64]
Items = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Answers as rows and features as columns, with the truth by label."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    rows: csr_array
    truth: Floats
    rarity: Floats


def rounds() -> dict[str, list[dict[str, Any]]]:
    """The labelled answers by round, without the blind one; the halves of a round are one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in sorted(ANSWERS.glob("*.jsonl")):
        name = each.stem.removesuffix("_seen").removesuffix("_unseen")
        found.setdefault(name, []).extend(items_of(each.name))
    return {name: items for name, items in found.items() if name != BLIND}


def told(question: str, items: Items) -> list[tuple[str, str]]:
    """The texts that people labelled for a question, each with its label; "" where a flag does not hold."""
    task, _, asked = question.partition(".")
    return [(item["text"], _label(asked, item["labels"])) for item in items if item["task"] == task]


def _label(asked: str, labels: Mapping[str, Any]) -> str:
    if asked == "design":
        return str(labels[asked])
    return asked if labels.get(asked) or labels.get("kind") == asked else ""


def learn(items: Items) -> dict[str, Any]:
    """What the answers teach of every question, as it stands in the file."""
    return {question: learn_one(question, items) for question in QUESTIONS}


def learn_one(question: str, items: Items) -> dict[str, Any]:
    """What the answers teach of one question: from all features first, then from the heaviest alone."""
    answers = told(question, items)
    features = [features_of(text) for text, _ in answers]
    labels = [label for _, label in answers]
    every = sorted(set(chain.from_iterable(_names(each) for each in features)))
    weights, _ = _fitted(_examples(features, labels, every))
    heaviest = np.argsort(-np.abs(weights).max(axis=1), kind="stable")[: _KEPT.get(question, _KEPT_OF_FLAG)]
    examples = _examples(features, labels, sorted(every[at] for at in heaviest))
    weights, bias = _fitted(examples)
    tenths, lightest = np.rint(weights * SCALE).astype(int), _LIGHTEST if len(examples.labels) > 1 else 1
    return {
        label: {"bias": round(float(bias[at]) * SCALE), "features": _written(examples.names, tenths[:, at], lightest)}
        for at, label in enumerate(examples.labels)
    }


def _names(features: Features) -> Iterator[str]:
    return chain(features.words, features.pieces)


def _examples(features: Sequence[Features], labels: Sequence[str], names: Sequence[str]) -> Examples:
    columns = {name: at for at, name in enumerate(names)}
    counts = Counter(chain.from_iterable(map(_names, features)))
    rarity = np.array([np.log((1 + len(features)) / (1 + counts[name])) + 1 for name in names])
    cells = [
        (row, columns[name], share)
        for row, each in enumerate(features)
        for share, family in each.families()
        for name in family
        if name in columns
    ]
    at, of, shares = (np.array(column) for column in zip(*cells, strict=True))
    rows = csr_array((shares * rarity[of], (at, of)), shape=(len(features), len(names)))
    known = tuple(sorted(set(labels) - {""}))
    truth = np.array([[float(label == each) for each in known] for label in labels])
    return Examples(names=tuple(names), labels=known, rows=rows, truth=truth, rarity=rarity)


def _fitted(examples: Examples) -> tuple[Floats, Floats]:
    """The weight of each feature for each label, and the bias of each label."""
    shape = (len(examples.names), len(examples.labels))
    size = shape[0] * shape[1]

    def loss(at: Floats) -> tuple[float, Floats]:
        weights, bias = at[:size].reshape(shape), at[size:]
        missed, off = _missed(examples.rows @ weights + bias, examples.truth)
        slope = _ANSWERS_COUNT * (examples.rows.T @ off) + weights
        value = _ANSWERS_COUNT * missed + 0.5 * float((weights**2).sum())
        return value, np.concatenate([slope.ravel(), _ANSWERS_COUNT * off.sum(axis=0)])

    options = {"maxiter": 300, "maxcor": 20, "ftol": 1e-9, "gtol": 1e-4}
    found = minimize(loss, np.zeros(size + shape[1]), jac=True, method="L-BFGS-B", options=options).x
    return found[:size].reshape(shape) * examples.rarity[:, None], found[size:]


def _missed(sums: Floats, truth: Floats) -> tuple[float, Floats]:
    """How unlikely the truth is by these sums, and by how much each is off; a single label has its no beside it."""
    columns = sums.shape[1]
    if columns == 1:
        sums, truth = np.hstack([sums, np.zeros_like(sums)]), np.hstack([truth, 1 - truth])
    logs = log_softmax(sums, axis=1)
    return -float((truth * logs).sum()), (np.exp(logs) - truth)[:, :columns]


def _written(names: Sequence[str], tenths: NDArray[np.int_], lightest: int) -> dict[str, str]:
    """The features of equal weight together, by weight."""
    groups: dict[int, list[str]] = {}
    for name, weight in zip(names, tenths.tolist(), strict=True):
        if abs(weight) >= lightest:
            groups.setdefault(weight, []).append(name)
    return {str(weight): "|".join(groups[weight]) for weight in sorted(groups)}


def as_text(file: Mapping[str, Any]) -> str:
    """The file as it is kept: one line for each weight."""
    return json.dumps(file, ensure_ascii=False, indent=0) + "\n"


def carried_over() -> Iterator[tuple[str, str, Likeness]]:
    """For each answer the question, its true label, and what the other rounds alone make of it."""
    by_round = rounds()
    for name in by_round:
        others = learned_from(learn([item for other, items in by_round.items() if other != name for item in items]))
        for question in QUESTIONS:
            for text, label in told(question, by_round[name]):
                found = others.likeness(question, text)
                if found is not None:
                    yield question, label, found


def _print_rounds() -> None:
    """How often the rounds that were left out are told rightly above each likelihood, and how many are found."""
    found = list(carried_over())
    for question in QUESTIONS:
        asked = [(label, likeness) for each, label, likeness in found if each == question]
        whole = sum(bool(label) for label, _ in asked)
        for level, firm in product(_LEVELS, (False, True)):
            above = [
                (label, each)
                for label, each in asked
                if each.probability > level and each.firmness > (FIRM if firm else -1)
            ]
            right = sum(label == each.label for label, each in above)
            precision = right / max(1, len(above))
            kind = "firm" if firm else "all"
            sys.stdout.write(
                f"{question:38} > {level:.2f} {kind:4} right {precision:.3f} ({right}/{len(above)}) "
                f"found {right / whole:.3f}\n"
            )


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.learn", description=__doc__)
    parser.add_argument("--rounds", action="store_true", help="leave out one round after the other, and write nothing")
    if parser.parse_args().rounds:
        _print_rounds()
    else:
        FILE.write_text(as_text(learn(list(chain.from_iterable(rounds().values())))), encoding="utf-8")


if __name__ == "__main__":
    main()
