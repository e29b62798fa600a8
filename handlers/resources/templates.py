"""The message templates: the shipped ones, and the files of an operator's folder that replace some of them."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from bot.views.templates import BrokenTemplate
from bot.views.words import Words
from handlers.resources.broken import BrokenResource

SUFFIX: Final = ".txt"
_SHIPPED: Final = "the shipped templates"


def words(templates_folder: Path | None = None) -> Words:
    """All templates, compiled and checked; BrokenResource names the file, line and reason of one that cannot be used."""
    shipped = _read(files("bot") / "templates", _SHIPPED)
    own = _own(templates_folder) if templates_folder else {}
    try:
        return Words(shipped, own)
    except BrokenTemplate as broken:
        where = templates_folder if templates_folder and broken.template in own else Path("bot", "templates")
        raise BrokenResource(str(where / broken.template), broken.line, broken.reason) from None


def _own(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise BrokenResource(str(folder), None, "the folder of templates does not exist")
    return _read(folder, str(folder))


def _read(folder: Traversable, name: str, above: str = "") -> dict[str, str]:
    """Every template below a folder, by its path from there."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = f"{above}{entry.name}"
        if entry.is_dir():
            found |= _read(entry, name, f"{path}/")
        elif entry.name.endswith(SUFFIX):
            found[path] = _text(entry, f"{name}/{path}")
    return found


def _text(entry: Traversable, name: str) -> str:
    try:
        return entry.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenResource(name, None, f"cannot be read: {error}") from None
