"""Where data is read from: the shipped files of the package, and an operator's own."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from handlers.resources.broken import BrokenResource

SHIPPED: Final = files("bot")


def text_of(entry: Traversable, name: str) -> str:
    """A file's text; BrokenResource where there is none or it is not UTF-8."""
    try:
        return entry.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BrokenResource(name, None, "there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenResource(name, None, f"cannot be read: {error}") from None
