"""Which way each metric of a chain goes by the signs of the links, held against the way that is better for it."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.chain import Link, Metric, Per, Step, chain_of, key_of
from bot.domain.charter import Charter, Choice, Text
from bot.domain.ids import QuestionId
from bot.domain.metrics import Direction, kpi_of

_NAME, _WAY = QuestionId("name"), QuestionId("better")
_WAYS_SAID: Final = ("guardrails", "proxy_metrics")
_BETTER: Final[Mapping[Direction, int]] = {Direction.UP: 1, Direction.DOWN: -1}


def wrong_way(charter: Charter) -> tuple[str, ...] | None:
    """The metric that the chain moves the worse way, and the effects as they were typed that lead there; None for none.

    It is the business metric where every path moves it that way, else a proxy or a guardrail that a path leads through.
    Where nobody said how much the model's score changes, or which way is better, nothing is known.
    """
    chain = chain_of(charter)
    if chain is None or chain.broken is not None:
        return None
    better = _better(charter)
    signs = [list(_signed(path)) for path in chain.paths]
    business = better.get(key_of(chain.business))
    if business is not None and all(signed[-1][1] == -business for signed in signs):
        return _told(chain.paths[0], len(signs[0]) - 1)
    for path, signed in zip(chain.paths, signs, strict=True):
        for at, (metric, sign) in enumerate(signed[:-1]):
            if sign and better.get(key_of(metric.name)) == -sign:
                return _told(path, at)
    return None


def _better(charter: Charter) -> dict[str, int]:
    """Which way is better for each metric of which somebody said so, by what links call it; the business metric's last.

    Rows say it themselves; what could be read in a guardrail that was given in words would be a guess.
    """
    said = ((row.cells.get(_NAME), row.cells.get(_WAY)) for question in _WAYS_SAID for row in charter.rows(question))
    better = {
        key_of(name.text): _BETTER[Direction(way.option)]
        for name, way in said
        if isinstance(name, Text) and isinstance(way, Choice) and way.option in set(Direction)
    }
    kpi = kpi_of(charter, ())
    if charter.choice("metric_direction") is not None or kpi.wanted:
        better[key_of(kpi.name)] = _BETTER[kpi.direction]
    return better


def _signed(path: tuple[Step, ...]) -> Iterator[tuple[Metric, int]]:
    """Each metric of a path behind the model with the sign of its likely change: 1, -1, or 0 where nobody can tell."""
    model = path[0].metric
    sign = 0 if model.today is None or model.target is None else _sign(model.target - model.today)
    for metric, link in _links(path):
        own = 0 if link.effect is None else _sign(link.effect.value)
        sign = own if link.per is Per.STEP else own * sign
        yield metric, sign


def _links(path: tuple[Step, ...]) -> Iterator[tuple[Metric, Link]]:
    """Each metric of a path behind the model with the link that leads to it."""
    return ((step.metric, step.link) for step in path if step.link is not None)


def _sign(change: float) -> int:
    return (change > 0) - (change < 0)


def _told(path: tuple[Step, ...], end: int) -> tuple[str, ...]:
    """A metric behind the model, and the effects that lead to it, from the last that decides the sign by itself."""
    linked = list(_links(path))[: end + 1]
    effects: list[str] = []
    for _, link in linked:
        typed = link.effect.typed if link.effect else ""
        effects = [typed] if link.per is Per.STEP else [*effects, typed]
    return (linked[-1][0].name, *effects)
