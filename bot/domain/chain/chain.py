"""The chain of a charter: its paths, how far each metric moves on them, and where it breaks."""

from dataclasses import dataclass

from bot.domain.chain.metrics import (
    Ends,
    Link,
    Metric,
    business_in,
    by_end,
    by_key,
    key_of,
    links_in,
    models_in,
    others_in,
    proxies_in,
)
from bot.domain.chain.moves import Moved, moved_by, own_move, worth_of
from bot.domain.chain.paths import PATHS_MOST, Break, Why, break_of, paths_to
from bot.domain.charter import Charter


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A metric on a path, the link that leads to it, and how far it moves, where that can be told."""

    metric: Metric
    link: Link | None
    moved: Moved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Every path from a model metric to the business metric; where there is none, the farthest one and its break.

    `worth` is what the first path's end is worth a year in `currency`, the wanted way counted positive.
    """

    business: str
    paths: tuple[tuple[Step, ...], ...]
    broken: Break | None = None
    worth: Moved | None = None
    currency: str = ""


def chain_of(charter: Charter, *, default_currency: str = "EUR") -> Chain | None:
    """The chain of a charter; None while there is no model metric or no business metric to link."""
    models = models_in(charter)
    business = business_in(charter)
    if not models or business is None:
        return None
    links = tuple(links_in(charter))
    metrics = by_key((*models, *proxies_in(charter), business, *others_in(links)))
    ends = by_end(links)
    starts = [key_of(model.name) for model in models]
    found = [path for start in starts for path in paths_to((start,), ends, key_of(business.name))][:PATHS_MOST]
    if not found:
        broken, reached = break_of(starts, ends, metrics, links, business)
        return Chain(business=business.name, paths=(_stepped(reached, ends, metrics),), broken=broken)
    # Where several ways lead there, the first is one whose every link says how much it moves.
    paths = tuple(sorted((_stepped(path, ends, metrics) for path in found), key=lambda path: path[-1].moved is None))
    worth, currency = worth_of(paths[0][-1].moved, charter, default_currency)
    return Chain(business=business.name, paths=paths, worth=worth, currency=currency)


def broken(charter: Charter) -> tuple[str, ...] | None:
    """The name at which the chain breaks, and the one that was perhaps meant behind it; nothing where none was linked.

    None while it holds, or is not due.
    """
    chain = chain_of(charter)
    if chain is None or chain.broken is None:
        return None
    at, meant = chain.broken.at, chain.broken.meant
    return () if chain.broken.why is Why.NO_LINKS else (at, *((meant,) if meant else ()))


def _stepped(path: tuple[str, ...], ends: Ends, metrics: dict[str, Metric]) -> tuple[Step, ...]:
    first = metrics[path[0]]
    steps = [Step(metric=first, link=None, moved=own_move(first))]
    for key in path[1:]:
        before, metric = steps[-1], metrics[key]
        link = ends[key_of(before.metric.name)][key]
        steps.append(Step(metric=metric, link=link, moved=moved_by(before.moved, before.metric, link, metric)))
    return tuple(steps)
