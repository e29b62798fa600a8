"""The plan of an experiment as its owner accepted it, and its seal."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from bot.domain.experiments.guardrails import Guardrail
from bot.domain.ids import ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.message import PlanLine
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


class PlanIncomplete(Refusal):
    """A plan lacks answers; they are named so that the door can open the right page."""

    def __init__(self, missing: tuple[QuestionId, ...], *, words: str) -> None:
        super().__init__(words, who_can="the owner and the members can add what is missing")
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What the verdict promised at acceptance: units and weeks, and the effect that is detected then.

    `effect` and `detects` are shares of the baseline without their sign; the counts are None for designs over time.
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
    is the business metric itself; `wanted` is the way in which the smallest effect worth having goes.
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
        )

    @property
    def planned_end(self) -> date:
        """The day after the last one, by the plan's own start."""
        return self.start + timedelta(weeks=self.size.weeks if self.size else int(self.longest_run_weeks or 1))


def seal_of(plan: Plan) -> str:
    """SHA-256, in hexadecimal, over the plan's terms in canonical JSON; the same terms have the same seal."""
    terms = {term: value for term, value in asdict(plan).items() if term not in NOT_TERMS}
    return hashlib.sha256(json.dumps(terms, sort_keys=True, default=str).encode()).hexdigest()
