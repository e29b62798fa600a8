"""Whoever looks for a page finds it: the index lists every page, links lead somewhere, and every picture is shown."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
_LINK = re.compile(r"\]\(([^()#:]+?)(?:#[^()]*)?\)")


def _linked(page: Path) -> set[Path]:
    """The files that a page links to, or shows."""
    return {(page.parent / target).resolve() for target in _LINK.findall(page.read_text(encoding="utf-8"))}


def test_the_index_lists_every_page() -> None:
    pages = {page for folder in ("how-to", "reference") for page in (DOCS / folder).glob("*.md")}
    assert sorted(pages - _linked(DOCS / "README.md")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_something(page: Path) -> None:
    assert [str(target) for target in _linked(page) if not target.exists()] == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = set[Path]().union(*map(_linked, PAGES))
    assert sorted({file for file in (DOCS / "images").rglob("*") if file.is_file()} - shown) == []
