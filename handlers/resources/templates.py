"""The message templates: the shipped ones, and the files of an operator's folder that replace some of them."""

from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from bot.views.templates import BrokenTemplate
from bot.views.words import Words
from handlers.resources.broken import BrokenResource
from handlers.resources.files import SHIPPED, text_of

_SUFFIX: Final = ".txt"
_NAME: Final = "bot/templates"


def words(templates_folder: Path | None = None) -> Words:
    """All templates, compiled and checked; BrokenResource names the one that cannot be used."""
    shipped = _below(SHIPPED / "templates", _NAME)
    own = _own(templates_folder) if templates_folder else {}
    try:
        return _compiled(tuple(shipped.items()), tuple(own.items()))
    except BrokenTemplate as broken:
        where = templates_folder if broken.template in own else _NAME
        raise BrokenResource(f"{where}/{broken.template}", broken.line, broken.reason) from None


@lru_cache(maxsize=8)
def _compiled(shipped: tuple[tuple[str, str], ...], own: tuple[tuple[str, str], ...]) -> Words:
    """Compiled once for the same texts: it takes a third of a second, and a filled template changes nothing in them."""
    return Words(dict(shipped), dict(own))


def _own(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise BrokenResource(str(folder), None, "there is no such folder of templates")
    return _below(folder, str(folder))


def _below(folder: Traversable, name: str, above: str = "") -> dict[str, str]:
    """Every template below a folder, by its path from there."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = f"{above}{entry.name}"
        if entry.is_dir():
            found |= _below(entry, name, f"{path}/")
        elif entry.name.endswith(_SUFFIX):
            found[path] = text_of(entry, f"{name}/{path}")
    return found
