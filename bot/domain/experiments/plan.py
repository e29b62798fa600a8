"""The plan of an experiment as its owner accepted it, and its seal."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from bot.domain.experiment_messages import PlanLine
from bot.domain.experiments.guardrails import Guardrail
from bot.domain.ids import ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.metrics import Direction, Unit
from bot.domain.refusal import Refusal
from bot.statistics.planning.designs import MetricType

NO_EXPERIMENT = "none"
"""The option of the question `design` that says there will be none."""

RULE = "superiority-1"
"""Names the rule by which the readout recommends, so that the seal holds it too: launch when the interval excludes zero
on the wanted side and every guardrail is proven not worse than its margin; stop when the primary metric or a guardrail
is proven worse, or when the interval excludes the smallest effect worth having; else iterate."""

NOT_TERMS = ("seal", "accepted_by", "accepted_at", "workspace", "charter_revision")
"""What a plan knows besides its terms: who accepted it when, and which charter it was read from."""

LATER_TERMS = frozenset(
    {
        *("horizon_days", "pool", "counted_per", "counter_metric", "level", "sd", "is_counter"),
        *("cluster_size", "cluster_correlation", "periods_per_day", "donors"),
    }
)
"""Terms that joined after the first plans were sealed, of a plan or of its guardrails. While one is unset it is left
out of the seal, so that a plan that was sealed without it still has its seal."""


_DAYS = 7


class PlanIncomplete(Refusal):
    """A plan lacks answers; they are named so that the door can open the right page."""

    def __init__(self, missing: tuple[QuestionId, ...], *, words: str) -> None:
        super().__init__(words, who_can="the owner and the members can add what is missing")
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What the verdict promised at acceptance: units and weeks, and the effect that is detected then.

    The counts are those that the whole weeks of the run bring, so that the sequential interval is narrowest where the
    run ends. `effect` and `detects` are shares of the baseline without their sign; the counts are None for designs over
    time.
    """

    n_per_arm: int | None
    n_total: int | None
    weeks: int
    effect: float
    detects: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An experiment as its owner accepted it; `seal` is a SHA-256 over everything that must not change quietly.

    `baseline` and the mean's `spread` are in the primary metric's unit; `about_business` says that the primary metric
    is the business metric itself; `wanted` is the way in which the smallest effect worth having goes. `horizon_days` is
    how long after a unit enters its outcome is known; `pool` counts the units where all of them are there from the
    first day; `counted_per` is what the metric is counted per where that is not the unit of randomisation;
    `counter_metric` names the guardrail that watches what the objective usually costs. The numbers of a design are
    unset for all others: members and likeness of clusters, periods a day of a switchback, donors of a mixture.
    """

    workspace: WorkspaceId
    project: ProjectId
    design: str
    randomisation_unit: str | None
    primary_metric: str
    mde: float | None
    mde_unit: str | None
    start: date
    longest_run_weeks: float | None
    decision_rule: str
    spread: float | None = None
    daily_traffic: float | None = None
    alpha: float | None = None
    power: float | None = None
    arms: float | None = None
    metric: MetricType | None = None
    unit: Unit | None = None
    baseline: float | None = None
    about_business: bool = True
    wanted: Direction | None = None
    pre_period_correlation: float | None = None
    guardrails: tuple[Guardrail, ...] = ()
    secondaries: tuple[str, ...] = ()
    size: Size | None = None
    horizon_days: int | None = None
    pool: int | None = None
    counted_per: str | None = None
    counter_metric: str | None = None
    cluster_size: float | None = None
    cluster_correlation: float | None = None
    periods_per_day: float | None = None
    donors: float | None = None
    rule: str = RULE
    charter_revision: int
    accepted_by: UserId
    accepted_at: datetime
    seal: str = ""

    @property
    def line(self) -> PlanLine:
        """The plan in a few words, for cards."""
        return PlanLine(
            design=self.design,
            primary_metric=self.primary_metric,
            start=self.start,
            decision_rule=self.decision_rule,
            accepted_by=self.accepted_by,
            seal=self.seal,
            randomisation_unit=self.randomisation_unit,
            weeks=self.size.weeks if self.size else None,
            n_total=self.size.n_total if self.size else None,
            effect=self.size.effect if self.size else None,
            wanted=self.wanted,
            guardrails=tuple(each.name for each in self.guardrails),
            horizon_days=self.horizon_days or 0,
            pool=self.pool,
            counted_per=self.counted_per,
            counter_metric=self.counter_metric,
        )

    @property
    def waits(self) -> bool:
        """Whether outcomes are waited for after the last unit entered."""
        return self.pool is not None or bool(self.horizon_days)

    @property
    def weeks(self) -> int:
        """Whole weeks in which units enter; of a fixed pool, those in which it is watched."""
        return self.size.weeks if self.size else int(self.longest_run_weeks or 1)

    @property
    def run_days(self) -> int:
        """Days from the start to the planned end: the last units enter, and their outcomes are waited for."""
        waited = 0 if self.pool is not None else self.horizon_days or 0
        return _DAYS * self.weeks + waited

    @property
    def planned_end(self) -> date:
        """The day after the last one, by the plan's own start."""
        return self.start + timedelta(days=self.run_days)


def seal_of(plan: Plan) -> str:
    """SHA-256, in hexadecimal, over the plan's terms in canonical JSON; the same terms have the same seal."""
    terms = {term: value for term, value in asdict(plan).items() if term not in NOT_TERMS}
    return hashlib.sha256(json.dumps(_sealed(terms), sort_keys=True, default=str).encode()).hexdigest()


def _sealed(value: object) -> object:
    """A term as the seal sees it: without what was not there when the first plans were sealed, while it is unset."""
    match value:
        case dict():
            kept = {term: each for term, each in value.items() if each or term not in LATER_TERMS}
            return {term: _sealed(each) for term, each in kept.items()}
        case list() | tuple():
            return [_sealed(each) for each in value]
        case _:
            return value
