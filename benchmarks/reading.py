"""Reading answers: every score of the labelled answers against its goal, and what one answer costs."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any, Final

import yaml

from benchmarks.answers import items_of, locale_of, scores_of
from benchmarks.figures import Figure, best_ms
from bot.domain.explain import explain
from bot.domain.reading import Vocabulary, vocabulary_from
from handlers.resources.files import SHIPPED, text_of
from handlers.resources.rulebook import load_learned

TITLE: Final = "Reading answers (development set, and seventeen rounds of answers written later)"
SETS: Final = {
    "development": "answers.jsonl",
    "round 1, seen half": "round_1_seen.jsonl",
    "round 1, other half": "round_1_unseen.jsonl",
    "round 2": "round_2.jsonl",
    "round 3": "round_3.jsonl",
    "round 4": "round_4.jsonl",
    "round 5": "round_5.jsonl",
    "round 6": "round_6.jsonl",
    "round 7, seen half": "round_7_seen.jsonl",
    "round 7, other half": "round_7_unseen.jsonl",
    "round 8": "round_8.jsonl",
    "round 9": "round_9.jsonl",
    "round 10": "round_10.jsonl",
    "round 11, seen half": "round_11_seen.jsonl",
    "round 11, other half": "round_11_unseen.jsonl",
    "round 12, seen half": "round_12_seen.jsonl",
    "round 12, other half": "round_12_unseen.jsonl",
    "round 13": "round_13.jsonl",
    "round 14": "round_14.jsonl",
    "round 15": "round_15.jsonl",
    "round 16": "round_16.jsonl",
    "round 17": "round_17.jsonl",
}
FIRST: Final[dict[str, tuple[float, ...]]] = {
    "round 1, seen half": (1.0, 0.9, 0.922, 0.987, 0.844),
    "round 1, other half": (0.947, 0.857, 0.758, 0.916, 0.848),
    "round 2": (1.0, 0.75, 0.901, 0.675, 0.562),
    "round 3": (1.0, 0.85, 0.893, 0.922, 0.775),
    "round 4": (1.0, 0.722, 0.827, 0.653, 0.825),
    "round 5": (0.941, 0.889, 0.907, 0.916, 0.925),
    "round 6": (0.95, 0.864, 0.993, 0.95, 0.921),
    "round 7, seen half": (0.947, 0.857, 0.924, 0.631, 1.0),
    "round 7, other half": (1.0, 0.85, 0.857, 0.887, 1.0),
    "round 8": (1.0, 0.824),
    "round 9": (0.952, 0.87),
    "round 10": (1.0, 0.75),
    "round 11, seen half": (1.0, 0.929, 1.0, 0.867, 0.938),
    "round 11, other half": (1.0, 0.955, 0.947, 0.947, 0.917),
    "round 12, seen half": (1.0, 0.852, 0.869, 0.97, 0.933),
    "round 12, other half": (0.938, 0.833, 0.969, 0.907, 0.833),
    "round 13": (0.978, 0.88, 0.924, 0.966, 0.843),
    "round 14": (0.971, 0.85, 0.894, 0.94, 0.909),
    "round 15": (1.0, 0.956, 0.93, 0.864, 0.923),
    "round 16": (1.0, 0.973, 0.881, 0.967, 0.925),
    "round 17": (0.929, 0.963, 0.943, 0.972, 0.957),
}
"""What each round scored before anything was mended by it, in the order of the goals: see tests/data/answers."""

_GOALS: Final[tuple[tuple[str, str, str, float], ...]] = (
    ("blocker precision", "A.blocker(model)", "P", 0.97),
    ("blocker recall", "A.blocker(model)", "R", 0.95),
    ("success flags, macro-F1", "B.flags macro-F1", "", 0.92),
    ("experiment flags, macro-F1", "C.flags macro-F1", "", 0.92),
    ("design accuracy", "C.design accuracy", "", 0.92),
)
_SOME: Final = 40


def figures(*, quick: bool = False) -> list[Figure]:
    """The scores of each set, then the time of each task and of the vocabulary."""
    text = text_of(SHIPPED / "data" / "vocabulary.yaml", "bot/data/vocabulary.yaml")
    vocabulary = vocabulary_from(yaml.safe_load(text), learned=load_learned())
    sets = dict(list(SETS.items())[:1]) if quick else SETS
    scored = [figure for title, name in sets.items() for figure in _scores(title, scores_of(name, vocabulary))]
    rounds = 1 if quick else 7
    parsed = yaml.load(text, Loader=yaml.CSafeLoader)
    return [
        *scored,
        *_speeds(vocabulary, rounds),
        Figure(name="the vocabulary checked", value=best_ms(lambda: vocabulary_from(parsed), rounds), unit="ms"),
        Figure(
            name="its lexicon of all languages, when first asked for",
            value=best_ms(lambda: vocabulary_from(parsed).lexicon("metric"), rounds),
            unit="ms",
        ),
    ]


def _scores(title: str, scores: dict[str, Any]) -> list[Figure]:
    """The scores that have a goal; counts are shown as shares of their whole."""
    found = []
    for at, (name, key, part, goal) in enumerate(_GOALS):
        if key not in scores:
            continue
        value = float(scores[key][part] if part else scores[key])
        first = f"first {FIRST[title][at]:.3f}" if title in FIRST else None
        found.append(_against(f"{title}: {name}", value, f">= {goal}", reached=value >= goal, first=first))
    blocked, business = scores["A.business wrongly blocked"]
    share = blocked / business
    found.append(_against(f"{title}: business metrics blocked", share, "<= 0.01", reached=share <= 0.01))
    if "D.exact match" in scores:
        exact, numbers = scores["D.exact match"]
        found.append(_against(f"{title}: numbers exact", exact / numbers, ">= 0.97", reached=exact / numbers >= 0.97))
        taken = float(scores["D.accepted but should be asked back or rejected"][0])
        found.append(_against(f"{title}: numbers guessed", taken, "0", reached=taken == 0))
    return found


def _against(name: str, value: float, goal: str, *, reached: bool, first: str | None = None) -> Figure:
    return Figure(name=name, value=value, unit="", against=first, goal=goal, reached=reached)


def _speeds(vocabulary: Vocabulary, rounds: int) -> list[Figure]:
    """Microseconds for one answer of each task, over the first answers of the development set."""
    items = sorted(items_of("answers.jsonl"), key=lambda item: item["task"])
    return [
        Figure(
            name=f"one {task}",
            value=best_ms(_reading(list(some)[:_SOME], vocabulary), rounds) * 1000 / _SOME,
            unit="µs",
        )
        for task, some in groupby(items, key=lambda item: item["task"])
    ]


def _reading(some: list[dict[str, Any]], vocabulary: Vocabulary) -> Callable[[], None]:
    return partial(_read_all, some, vocabulary)


def _read_all(some: list[dict[str, Any]], vocabulary: Vocabulary) -> None:
    for item in some:
        explain(item["task"], item["text"], locale_of(item), vocabulary)
