"""Charters as people paste them, labelled by reading them: almost every answer is placed, and hardly one wrongly."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bot.domain.pasted.shipped import labels, read

FOLDER = Path(__file__).parents[3] / "data" / "charters"
CHARTERS = sorted(each for each in FOLDER.iterdir() if not each.name.endswith(".expected.yaml"))
PRECISION, RECALL = 0.99, 0.99


def folded(value: object) -> str:
    return " ".join(str(value).split())


@cache
def expected(charter: Path) -> dict[str, Any]:
    """What a person read in it: `answers` by question, `name`, `owner`, `members`, and pieces of what is none."""
    content: dict[str, Any] = yaml.safe_load(charter.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    return content


def wanted(charter: Path) -> set[tuple[str, str]]:
    said = expected(charter)
    people = {key: said[key] for key in ("name", "owner", "members") if said.get(key)}
    return {(key, folded(value)) for key, value in {**said["answers"], **people}.items()}


def placed(charter: Path) -> set[tuple[str, str]]:
    found = read(charter.read_text(encoding="utf-8"))
    pairs = [("name", found.name), *found.typed.items(), *found.people.items()]
    return {(str(key), folded(value)) for key, value in pairs if value}


def test_almost_every_answer_is_placed_and_hardly_one_wrongly() -> None:
    right = sum(len(placed(each) & wanted(each)) for each in CHARTERS)
    precision = right / sum(len(placed(each)) for each in CHARTERS)
    recall = right / sum(len(wanted(each)) for each in CHARTERS)
    assert len(CHARTERS) >= 40
    assert precision >= PRECISION, precision
    assert recall >= RECALL, recall


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda each: each.stem)
def test_what_is_no_answer_is_shown(charter: Path) -> None:
    left = " ".join(folded(each.text) for each in read(charter.read_text(encoding="utf-8")).unplaced)
    pieces = [folded(piece) for piece in expected(charter)["unplaced"]]
    assert [piece for piece in pieces if piece not in left and piece not in SWALLOWED] == []


SWALLOWED = {"We meet again"}
"""What stands right below a long answer goes on with it: the price of lines that an editor broke."""
SLIPS = {"Busines", "Basline", "Dead", "Experment"}
"""Labels with a slip of the finger in them."""


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda each: each.stem)
def test_every_word_is_a_label_an_answer_or_shown(charter: Path) -> None:
    text = charter.read_text(encoding="utf-8")
    kept = " ".join([*(value for _, value in placed(charter)), *(each.text for each in read(text).unplaced)]).casefold()
    names = " ".join([*labels().fields, *labels().sections, *labels().columns, *labels().asides, *labels().nothing])
    words = set(re.findall(r"[^\W_]{3,}", re.sub(r"<[^@]*?>|:[a-z_]+:|h\d\.|&\w+;", " ", text))) - SLIPS
    assert {word for word in words if word.casefold() not in f"{kept} {names} answer"} == set()
