"""The labelled answers, read by the bot and marked by the scorer that came with them."""

import json
import subprocess
import sys
import tempfile
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bot.domain.explain import explain
from bot.domain.reading import Vocabulary

ANSWERS: Final = Path(__file__).parents[1] / "tests" / "data" / "answers"
_SCORER: Final = ANSWERS / "score.py.txt"
_KEY: Final = 48  # how wide the scorer prints the name of a score


def items_of(name: str) -> list[dict[str, Any]]:
    """The labelled answers of a file, in its order."""
    return [json.loads(line) for line in (ANSWERS / name).read_text(encoding="utf-8").splitlines()]


def locale_of(item: dict[str, Any]) -> str | None:
    """The language or locale that is handed to the bot with an answer."""
    locale: str | None = item["labels"].get("lang") or item["labels"].get("locale")
    return locale


def scores_of(name: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Every score of a file of labelled answers by its name, as the scorer prints it."""
    with tempfile.TemporaryDirectory(prefix="plumbline-answers-") as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("\n".join(_predicted(name, vocabulary)), encoding="utf-8")
        command = [sys.executable, str(_SCORER), str(ANSWERS / name), str(predictions)]
        printed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return {line[:_KEY].strip(): _value(line[_KEY:].strip()) for line in printed.splitlines()}


def _predicted(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    for item in items_of(name):
        labels = explain(item["task"], item["text"], locale_of(item), vocabulary).labels
        yield json.dumps({"id": item["id"], "labels": labels})


def _value(written: str) -> Any:
    """A share as its two counts, anything else as the literal it is."""
    counts = written.partition(" ")[0].split("/")
    return literal_eval(written) if len(counts) == 1 else (int(counts[0]), int(counts[1]))
