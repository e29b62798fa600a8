"""Holds every line that delivery logs against the page that operators filter by."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final

from bot.views.degree import Degree

_PAGE: Final = (Path(__file__).parents[3] / "docs" / "reference" / "logs.md").read_text(encoding="utf-8")
_ROWS: Final = re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (\w+) \| [^|]+ \| ([^|]*) \|", _PAGE, re.MULTILINE)
_DOCUMENTED: Final = {
    event: (level, set(re.findall(r"(?<!\()`(\w+)`", fields)), set(re.findall(r"\(`(\w+)`\)", fields)))
    for event, level, fields in _ROWS
}


_SLIPS: Final = (TypeError, AttributeError, NameError, UnicodeError)
"""What no test makes happen: delivery outlives such a fault of ours too, and would hide it."""


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_HOLDS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "channel": _matches(r"[CGD]\w+"),
    "count": _counts,
    "degree": lambda value: value in set(Degree),
    "deleted": _counts,
    "delivery": lambda value: _counts(value) and value > 0,
    "destination": _matches(r"[UWCGD]\w+"),
    "doubles": lambda value: _counts(value) and value > 0,
    "errors": lambda value: _counts(value) and value > 0,
    "exception": lambda value: isinstance(value, BaseException) and not isinstance(value, _SLIPS),
    "kind": _matches(r"[a-z_]+"),
    "living": _matches(r"\S+"),
    "method": _matches(r"[a-z]+(\.[a-zA-Z]+)+"),
    "next": lambda value: value in {degree.value for degree in Degree},
    "payload": lambda value: value is None or _matches(r"[0-9a-f]{64}")(value),
    "queue": _matches(r"T\w+ \w+ \w+"),
    "reason": _matches(r".+"),
    "seconds": lambda value: isinstance(value, int | float) and value >= 0,
    "token": _matches(r"[A-Z0-9]{6,}"),
    "workspace": _matches(r"T\w+"),
}
"""What a field holds, by its name."""


def undocumented(line: MutableMapping[str, Any]) -> list[str]:
    """What of a captured line is not as the page says."""
    fields = {"exception" if name == "exc_info" else name: value for name, value in line.items()}
    event, level = fields.pop("event"), fields.pop("log_level")
    if event not in _DOCUMENTED:
        return [f"{event} is not on the page"]
    wanted, always, sometimes = _DOCUMENTED[event]
    wrong = [] if level == wanted else [f"{event} has level {level} instead of {wanted}"]
    wrong += [f"{event} lacks {name}" for name in sorted(always - fields.keys())]
    wrong += [f"{event} has {name}" for name in sorted(fields.keys() - always - sometimes)]
    wrong += [f"{event}: {name} is {value!r}" for name, value in fields.items() if not _HOLDS[name](value)]
    return wrong
