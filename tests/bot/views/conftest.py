"""The shipped words, read once."""

from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest

from bot.views.words import Words


def templates(folder: Traversable | None = None, above: str = "") -> dict[str, str]:
    """Every shipped template by its name."""
    found: dict[str, str] = {}
    for entry in (folder or files("bot") / "templates").iterdir():
        if entry.is_dir():
            found |= templates(entry, f"{above}{entry.name}/")
        else:
            found[f"{above}{entry.name}"] = entry.read_text(encoding="utf-8")
    return found


@pytest.fixture(scope="session")
def shipped() -> dict[str, str]:
    return templates()


@pytest.fixture(scope="session")
def words(shipped: dict[str, str]) -> Words:
    return Words(shipped)
