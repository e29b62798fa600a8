"""The ways from the model metrics to the business metric, and where there is none, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from bot.domain.chain.metrics import Ends, Link, Metric, key_of

PATHS_MOST: Final = 12
_LIKE: Final = 0.75
_WAYS_MOST: Final = 500
"""Twelve links make no more ways than this that anybody meant."""


class Why(StrEnum):
    """Why no path leads from the model to the business metric."""

    NO_LINKS = "no_links"
    NOT_BEGUN = "not_begun"
    LEADS_NOWHERE = "leads_nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where a chain ends before the business metric: why, at which metric, and which name was perhaps meant."""

    why: Why
    at: str
    meant: str = ""


def paths_to(path: tuple[str, ...], ends: Ends, goal: str) -> list[tuple[str, ...]]:
    """The ways on from a path that reach the goal, shortest first; none passes a metric twice."""
    found: list[tuple[str, ...]] = []
    ways = [path]
    while ways and len(found) < PATHS_MOST:
        way = ways.pop(0)
        for key in ends.get(way[-1], {}):
            if key == goal:
                found.append((*way, key))
            elif key not in way and len(ways) < _WAYS_MOST:
                ways.append((*way, key))
    return found


def break_of(
    starts: list[str], ends: Ends, metrics: dict[str, Metric], links: tuple[Link, ...], business: Metric
) -> tuple[Break, tuple[str, ...]]:
    """Why no way leads to the business metric, and the farthest way there is."""
    if not links:
        return Break(why=Why.NO_LINKS, at=metrics[starts[0]].name), (starts[0],)
    farthest = max((way for start in starts for way in _ways((start,), ends)), key=len)
    last = metrics[farthest[-1]].name
    if len(farthest) == 1:
        begun = [link.start for link in links]
        return Break(why=Why.NOT_BEGUN, at=last, meant=meant(last, begun)), farthest
    going = [business.name, *(link.start for link in links if key_of(link.start) not in farthest)]
    return Break(why=Why.LEADS_NOWHERE, at=last, meant=meant(last, going)), farthest


def _ways(path: tuple[str, ...], ends: Ends) -> list[tuple[str, ...]]:
    """All ways on from a path, the path itself first."""
    found, ways = [path], [path]
    while ways and len(found) < _WAYS_MOST:
        way = ways.pop(0)
        fresh = [(*way, key) for key in ends.get(way[-1], {}) if key not in way]
        found += fresh
        ways += fresh
    return found


def meant(name: str, known: Iterable[str]) -> str:
    """The known name that looks most like this one; empty where none does."""
    keys = {key_of(each): each for each in known}
    near = get_close_matches(key_of(name), list(keys), n=1, cutoff=_LIKE)
    return keys[near[0]] if near else ""
