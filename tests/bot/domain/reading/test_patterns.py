"""The pieces that patterns share: figures in digits, read alike by every Python that the program runs on."""

import re
from pathlib import Path

import pytest

from bot.domain.reading.patterns import FIGURE

ROOT = Path(__file__).parents[4]
_POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")


@pytest.mark.parametrize(
    "figure", ["24", "2.5", "1,200", "1 200", "12 300 400", "1,200.50", "1'000", "3 k", "$4.5 million", "-7", ".5"]
)
def test_a_figure_is_found_whole(figure: str) -> None:
    found = re.search(rf"for {FIGURE} months", f"for {figure} months")
    assert found is not None
    assert found[0] == f"for {figure} months"


@pytest.mark.parametrize("figure", ["v2", "1.2.", "24h", "1 2345"])
def test_what_only_holds_digits_is_no_figure(figure: str) -> None:
    assert re.search(rf"for {FIGURE} months", f"for {figure} months") is None


@pytest.mark.parametrize("floor", ["bot", "handlers", "storage"])
def test_no_pattern_has_a_possessive_group(floor: str) -> None:
    """Python before 3.11.5 matches one that has a choice within it wrongly; an atomic group says the same."""
    found = {
        source.name
        for source in (ROOT / floor).rglob("*.py")
        if _POSSESSIVE_GROUP.search(source.read_text(encoding="utf-8"))
    }
    assert found == set()
