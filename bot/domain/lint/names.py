"""Names in links that are no metric's but nearly one's: which was meant."""

import re
from typing import Final

from bot.domain.chain import key_of, links_in, meant, metric_names
from bot.domain.charter import Charter
from bot.domain.experiments.guardrails import names_of

_DIGITS: Final = re.compile("[0-9]+")


def misnamed(charter: Charter) -> tuple[str, str] | None:
    """The first name in a link that is no metric's but nearly one's, and that one; None for none.

    A metric may stand in links alone: one where a link ends and another begins is taken for that. Names with other
    numbers in them are those of other metrics, however alike.
    """
    links = list(links_in(charter))
    known = _known(charter)
    keys = {key_of(each) for each in known}
    starts, ends = {key_of(each.start) for each in links}, {key_of(each.end) for each in links}
    for link in links:
        for name, other in ((link.start, link.end), (link.end, link.start)):
            if key_of(name) in keys | (starts & ends):
                continue
            like = [each for each in known if _numbers(each) == _numbers(name) and key_of(each) != key_of(other)]
            near = meant(name, like)
            if near:
                return name, near
    return None


def _known(charter: Charter) -> tuple[str, ...]:
    primary = charter.text("primary_metric")
    return (*metric_names(charter), *names_of(charter, "guardrails"), *((primary,) if primary else ()))


def _numbers(name: str) -> list[str]:
    return _DIGITS.findall(name)
