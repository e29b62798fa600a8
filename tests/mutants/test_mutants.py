"""What is told of mutants is what was found, and a sample is fair and can be drawn again."""

import re
import tomllib
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.gates import FLOORS
from tests.mutants.drawn import sample
from tests.mutants.found import Fate, Found, equivalents, table, wilson

ROOT = Path(__file__).parents[2]
MUTANTS = {Path(name): [f"{name}_{i}" for i in range(many)] for name, many in (("few", 3), ("some", 30), ("many", 300))}


@pytest.mark.parametrize(
    ("caught", "of", "interval"),
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718))],
)
def test_the_interval_is_wilsons(caught: int, of: int, interval: tuple[float, float]) -> None:
    """The examples of Newcombe 1998, Statist. Med. 17:857, table I, method 3."""
    assert wilson(caught, of) == pytest.approx(interval, abs=5e-5)


def test_a_sample_is_drawn_from_every_file_in_proportion() -> None:
    drawn = sample(MUTANTS, 111, seed=5)
    assert {file.name: len(set(names)) for file, names in drawn.items()} == {"few": 1, "some": 10, "many": 100}
    assert all(set(names) <= set(MUTANTS[file]) for file, names in drawn.items())


@pytest.mark.parametrize("size", [1, 7, 100, 332, 333])
def test_a_sample_has_the_size_that_was_asked_for(size: int) -> None:
    assert sum(map(len, sample(MUTANTS, size, seed=5).values())) == size


def test_a_seed_draws_the_same_again_and_another_seed_does_not() -> None:
    assert sample(MUTANTS, 50, seed=5) == sample(MUTANTS, 50, seed=5)
    assert sample(MUTANTS, 50, seed=5) != sample(MUTANTS, 50, seed=6)


def test_what_is_no_change_does_not_count_and_a_hang_is_caught() -> None:
    fates = [Fate.KILLED] * 6 + [Fate.TIMEOUT] + [Fate.SURVIVED] + [Fate.EQUIVALENT] * 2
    told = table(Found(file=Path("a.py"), name=f"mutant {i}", fate=fate) for i, fate in enumerate(fates))
    assert "| a.py | 10 | 6 | 1 | 1 | 2 | 0 |" in told
    assert "\nmutant 7\n" in told
    assert "score 7 of 8: 87.5%" in told


def test_where_nothing_was_tried_there_is_no_score() -> None:
    assert table([Found(file=Path("a.py"), name="a", fate=Fate.UNTRIED)]).endswith("\nno score: nothing was tried")


def test_a_change_that_is_called_none_is_listed_once_and_still_to_be_made() -> None:
    listed = equivalents()
    assert [each for each, times in Counter(listed).items() if times > 1] == []
    for function, before, _ in listed:
        module, name = re.fullmatch(r"([a-z_.]+)\.x(?:_|ǁ\w+ǁ)(\w+)", function).groups()  # type: ignore[union-attr]  # it is of that form, or the test fails
        source = " ".join(line.strip() for line in (ROOT / f"{module.replace('.', '/')}.py").read_text().splitlines())
        assert f"def {name}(" in source
        assert before in source


def test_what_is_mutated_is_held_to_full_coverage() -> None:
    """Where a line is not even run, a mutant of it says nothing new."""
    mutated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]["only_mutate"]
    covered = [part for part, floor in FLOORS.items() if floor == 100]
    bare = [file for file in mutated if not any(fnmatch(file, part) for part in covered)]
    assert bare == ["handlers/slack/repeats.py", "storage/standing.py"]
