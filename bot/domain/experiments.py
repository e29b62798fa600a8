"""The plan of an experiment: what it needs to be accepted, and its seal."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from bot.domain.charter import Charter
from bot.domain.decision import Decision, Fact
from bot.domain.ids import ProjectId, QuestionId, UserId, WorkspaceId
from bot.domain.message import PlanLine
from bot.domain.refusal import Refusal

NO_EXPERIMENT = "none"
"""The option of the question `design` that says there will be none."""

NEEDED = (QuestionId("design"), QuestionId("primary_metric"), QuestionId("start"), QuestionId("decision_rule"))
"""The answers without which a plan cannot be accepted."""

_NOT_TERMS = ("seal", "accepted_by", "accepted_at", "workspace", "charter_revision")
"""What a plan knows besides its terms: who accepted it when, and which charter it was read from."""


class PlanIncomplete(Refusal):
    """A plan lacks answers; they are named so that the door can open the right page."""

    def __init__(self, missing: tuple[QuestionId, ...], *, words: str) -> None:
        super().__init__(words, who_can="the owner and the members can add what is missing")
        self.missing = missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An experiment as its owner accepted it; `seal` is a SHA-256 over everything that must not change quietly."""

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
        )


def missing_for_plan(charter: Charter) -> tuple[QuestionId, ...]:
    """The questions that stand between the answers and a plan; `design` is among them when it says no experiment."""
    answers = (
        charter.choice("design"),
        charter.text("primary_metric"),
        charter.day("start"),
        charter.text("decision_rule"),
    )
    missing = [question for question, answer in zip(NEEDED, answers, strict=True) if answer is None]
    if charter.choice("design") == NO_EXPERIMENT:
        missing.insert(0, QuestionId("design"))
    return tuple(missing)


def accept(
    workspace: WorkspaceId, charter: Charter, *, before: Plan | None, by: UserId, now: datetime
) -> Decision[Plan]:
    """Make a sealed plan of the answers; PlanIncomplete names what is missing. The same terms again change nothing."""
    plan = _drafted(workspace, charter, by=by, now=now)
    sealed = replace(plan, seal=seal_of(plan))
    if before is not None and before.seal == sealed.seal:
        return Decision(state=before)
    fact = Fact(act="plan.accepted", project=charter.project, subject="plan", before=before, after=sealed)
    return Decision(state=sealed, facts=(fact,))


def must_not_have_begun(plan: Plan, today: date) -> None:
    """A seal that comes after the start proves nothing: PlanIncomplete asks for another start."""
    if plan.start < today:
        raise PlanIncomplete(
            (QuestionId("start"),),
            words=f"The start, {plan.start.isoformat()}, is over already, and a plan is accepted before it begins. "
            "Choose another start.",
        )


def differs(charter: Charter, plan: Plan) -> bool:
    """Whether the answers say something else by now than the plan that was sealed."""
    try:
        drafted = _drafted(plan.workspace, charter, by=plan.accepted_by, now=plan.accepted_at)
    except PlanIncomplete:
        return True
    return seal_of(drafted) != plan.seal


def _drafted(workspace: WorkspaceId, charter: Charter, *, by: UserId, now: datetime) -> Plan:
    design, metric = charter.choice("design"), charter.text("primary_metric")
    start, rule = charter.day("start"), charter.text("decision_rule")
    missing = missing_for_plan(charter)
    if missing or design is None or metric is None or start is None or rule is None:
        raise PlanIncomplete(missing, words="The plan is not complete yet.")
    mde = charter.quantity("mde")
    return Plan(
        workspace=workspace,
        project=charter.project,
        design=design,
        randomisation_unit=charter.text("randomisation_unit"),
        primary_metric=metric,
        mde=mde.value if mde else None,
        mde_unit=mde.unit if mde else None,
        start=start,
        longest_run_weeks=_number(charter, "longest_run"),
        decision_rule=rule,
        spread=_number(charter, "spread"),
        daily_traffic=_number(charter, "daily_traffic"),
        alpha=_number(charter, "alpha"),
        power=_number(charter, "power"),
        arms=_number(charter, "arms"),
        charter_revision=charter.revision,
        accepted_by=by,
        accepted_at=now,
    )


def _number(charter: Charter, question: str) -> float | None:
    answer = charter.quantity(question)
    return answer.value if answer else None


def seal_of(plan: Plan) -> str:
    """SHA-256, in hexadecimal, over the plan's terms in canonical JSON; the same terms have the same seal."""
    terms = {term: value for term, value in asdict(plan).items() if term not in _NOT_TERMS}
    return hashlib.sha256(json.dumps(terms, sort_keys=True, default=str).encode()).hexdigest()
