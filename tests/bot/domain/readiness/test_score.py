"""The score is the weakest heading by its share, never the average."""

from dataclasses import replace

import pytest

from bot.domain.ids import QuestionId
from bot.domain.readiness.items import Item, ItemState
from bot.domain.readiness.score import Readiness, readiness_of


def items(heading: str, states: str) -> list[Item]:
    """So many items: `a` automated, `m` by hand, `n` no, `x` not applicable, `r` reopened, `-` open."""
    names = {"a": "automated", "m": "manual", "n": "no", "x": "not_applicable", "r": "reopened", "-": "open"}
    return [
        Item(
            question=QuestionId(f"readiness.{heading}.{number}"),
            heading=heading,
            label="",
            state=ItemState(names[each]),
            claim=None if each == "-" else names[each],
        )
        for number, each in enumerate(states)
    ]


def score(**headings: str) -> Readiness:
    found = readiness_of(item for name, states in headings.items() for item in items(name, states))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headings", "weakest"),
    [
        ({"long": "aaaa", "short": "aaa"}, ("long", 4, 4)),
        ({"long": "aaan", "short": "aaa"}, ("long", 3, 4)),  # by sums both have 3, though all of one is met
        ({"long": "aaam", "short": "aaa"}, ("long", 3.5, 4)),
        ({"long": "mmmm", "short": "ann"}, ("short", 1, 3)),
        ({"long": "xxxx", "short": "nnm"}, ("short", 0.5, 3)),
        ({"long": "xxxa", "short": "aaa"}, ("long", 1, 1)),
        ({"long": "arrr", "short": "a--"}, ("long", 1, 4)),
    ],
)
def test_the_score_is_the_heading_with_the_smallest_share(
    headings: dict[str, str], weakest: tuple[str, float, int]
) -> None:
    found = score(**headings).weakest
    assert found is not None
    assert (found.heading, found.points, found.applicable) == weakest


def test_what_is_open_answered_and_only_claimed_is_counted() -> None:
    found = score(one="am-n", two="rx")
    assert (found.answered, found.open, found.claimed) == (5, 3, 2)
    proved = [replace(each, is_proved=True) for each in items("one", "am")]
    assert readiness_of(proved) == replace(score(one="am"), claimed=0)


def test_where_nothing_applies_or_nothing_is_asked_there_is_no_score() -> None:
    assert score(one="xx", two="x").weakest is None
    assert readiness_of([]) is None
