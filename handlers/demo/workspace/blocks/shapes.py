"""The small language in which Block Kit's rules are written: checks that report what is wrong and where."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Report:
    """Everything found wrong so far on one surface, in the order in which it was found."""

    surface: str
    known_file: Callable[[Json], bool] = lambda _: True
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the payload, addressed by its JSON pointer."""

    report: Report
    pointer: str

    def at(self, key: str | int) -> "Spot":
        """The place one step further in."""
        return Spot(self.report, f"{self.pointer}/{key}")

    def say(self, problem: str) -> None:
        """Note a problem at this place, in Slack's words."""
        self.report.problems.append(f"{problem} [json-pointer:{self.pointer}]")


Check = Callable[[Any, Spot], None]


def anything(_value: Any, _spot: Spot) -> None:
    """Accepts every value."""


def string(most: int, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, str):
            spot.say("must be a string")
        elif len(value) < least:
            spot.say(f"must be more than {least - 1} characters")
        elif len(value) > most:
            spot.say(f"must be less than {most + 1} characters")

    return check


def boolean(value: Any, spot: Spot) -> None:
    """True or false."""
    if not isinstance(value, bool):
        spot.say("must be a boolean")


def number(least: float = -math.inf, most: float = math.inf, *, whole: bool = False, above: float = -math.inf) -> Check:
    """A finite number within bounds."""

    def check(value: Any, spot: Spot) -> None:
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
            spot.say("must be an integer" if whole else "must be a finite number")
        elif value < least or value <= above:
            spot.say(f"must be more than {above if above > least else least - 1:g}")
        elif value > most:
            spot.say(f"must be less than {most + 1:g}")

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, spot: Spot) -> None:
        if value not in allowed:
            spot.say(f"must be one of: {', '.join(allowed)}")

    return check


def array(of: Check, least: int = 1, most: int = 10_000) -> Check:
    """A list of so many things of one kind."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, list):
            spot.say("must be an array")
            return
        if len(value) < least:
            spot.say(f"no less than {least} items allowed")
        if len(value) > most:
            spot.say(f"no more than {most} items allowed")
        for index, item in enumerate(value):
            of(item, spot.at(index))

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *rules: Check) -> Check:
    """An object with these fields and no others; the rules look at the whole once its fields are right."""
    known = {"type": anything, **required, **optional}

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, dict):
            spot.say("must provide an object")
            return
        before = len(spot.report.problems)
        for name in required:
            if value.get(name) is None:
                spot.say(f"missing required field: {name}")
        for name, content in value.items():
            if name not in known:
                spot.say(f"invalid additional property: {name}")
            elif content is not None:
                known[name](content, spot.at(name))
        if len(spot.report.problems) == before:
            for rule in rules:
                rule(value, spot)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of these it is."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, dict):
            spot.say("must provide an object")
        elif "type" not in value:
            spot.say("missing required field: type")
        elif value["type"] not in kinds:
            spot.say(f"unsupported type: {value['type']}")
        else:
            kinds[value["type"]](value, spot)

    return check
