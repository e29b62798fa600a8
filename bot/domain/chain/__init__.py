"""The metric chain: from what the model is scored by over proxies to the business metric, and where it breaks."""

from bot.domain.chain.chain import Chain, Step, broken, chain_of
from bot.domain.chain.metrics import Link, Metric, Per, Role, key_of, links_in, metric_names
from bot.domain.chain.moves import Moved
from bot.domain.chain.paths import Break, Why, meant

__all__ = [
    "Break",
    "Chain",
    "Link",
    "Metric",
    "Moved",
    "Per",
    "Role",
    "Step",
    "Why",
    "broken",
    "chain_of",
    "key_of",
    "links_in",
    "meant",
    "metric_names",
]
