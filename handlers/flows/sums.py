"""The sums of impacts, which the worker draws between two looks at what is kept."""

from bot.domain import digests
from bot.domain.message import Digest, ImpactSummary
from bot.domain.sums import needs_draws
from handlers.flows.computing import Job

DRAW = "bot.statistics.money:sums_by_currency"


class Undrawn(Exception):  # noqa: N818  not an error: the caller has the job done and comes again
    """A digest needs draws for its sums first; nothing was kept."""

    def __init__(self, job: Job) -> None:
        super().__init__("the sums are not drawn yet")
        self.job = job


def job_of(body: Digest | ImpactSummary) -> Job:
    """What the worker is asked for: the draws of all sums. What it cannot answer is said without sums."""
    return Job(name=DRAW, arguments=(digests.portfolios(body.rows),), is_optional=True)


def undrawn(body: Digest | ImpactSummary) -> Job | None:
    """What must be drawn before this can be said; None where there is nothing to draw."""
    is_waiting = body.sums is None and needs_draws(digests.portfolios(body.rows))
    return job_of(body) if is_waiting else None
