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
    missing = [question for question in NEEDED if charter.value(question) is None]
    if charter.choice("design") == NO_EXPERIMENT:
        missing.insert(0, QuestionId("design"))
    return tuple(missing)


def accept(
    workspace: WorkspaceId, charter: Charter, *, before: Plan | None, by: UserId, now: datetime
) -> Decision[Plan]:
    """Make a sealed plan of the answers; PlanIncomplete names what is missing."""
    missing = missing_for_plan(charter)
    if missing:
        raise PlanIncomplete(missing, words="The plan is not complete yet.")
    mde = charter.quantity("mde")
    longest = charter.quantity("longest_run")
    plan = Plan(
        workspace=workspace,
        project=charter.project,
        design=charter.choice("design") or "",
        randomisation_unit=charter.text("randomisation_unit"),
        primary_metric=charter.text("primary_metric") or "",
        mde=mde.value if mde else None,
        mde_unit=mde.unit if mde else None,
        start=charter.day("start") or now.date(),
        longest_run_weeks=longest.value if longest else None,
        decision_rule=charter.text("decision_rule") or "",
        charter_revision=charter.revision,
        accepted_by=by,
        accepted_at=now,
    )
    sealed = replace(plan, seal=seal_of(plan))
    fact = Fact(act="plan.accepted", project=charter.project, subject="plan", before=before, after=sealed)
    return Decision(state=sealed, facts=(fact,))


def seal_of(plan: Plan) -> str:
    """SHA-256, in hexadecimal, over the plan's terms in canonical JSON."""
    terms = asdict(plan)
    for key in ("seal", "accepted_by", "accepted_at", "workspace"):
        del terms[key]
    return hashlib.sha256(json.dumps(terms, sort_keys=True, default=str).encode()).hexdigest()
