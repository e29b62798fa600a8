"""The score of the requirements, in the manner of the ML Test Score: the weakest heading, never the average.

Breck et al. (2017) sum the points of each of four sections of seven tests, and the smallest sum is the score. Our
headings differ in length, and what does not apply leaves them shorter still, so headings are compared by their share of
what they can reach: a short one would otherwise be the smallest for asking less.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.readiness.items import Item, ItemState


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingScore:
    """The points of one heading, and how many of its requirements apply (each worth one point at most)."""

    heading: str
    points: float
    applicable: int

    @property
    def share(self) -> float:
        """The points as a fraction of what can be reached."""
        return self.points / self.applicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The requirements of a project in figures: its headings, and how many items are answered, open or only claimed."""

    headings: tuple[HeadingScore, ...]
    answered: int
    open: int
    claimed: int

    @property
    def weakest(self) -> HeadingScore | None:
        """The heading whose points are the score, the first of several; None where nothing applies."""
        return min((each for each in self.headings if each.applicable), key=lambda each: each.share, default=None)


def readiness_of(items: Iterable[Item]) -> Readiness | None:
    """The score of these requirements; None where the bank asks for none."""
    every = tuple(items)
    if not every:
        return None
    names = dict.fromkeys(item.heading for item in every)
    return Readiness(
        headings=tuple(_heading(name, [item for item in every if item.heading == name]) for name in names),
        answered=sum(item.claim is not None for item in every),
        open=sum(item.is_open for item in every),
        claimed=sum(item.lacks_evidence for item in every),
    )


def _heading(name: str, items: list[Item]) -> HeadingScore:
    applicable = [item for item in items if item.state is not ItemState.NOT_APPLICABLE]
    return HeadingScore(heading=name, points=sum(item.points for item in applicable), applicable=len(applicable))
