"""Accepting a plan: what it still needs, what it says by the answers, and the seal that it gets."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.calendar import written_day
from bot.domain.charter import Charter
from bot.domain.decision import Decision, Fact
from bot.domain.experiments.asking import (
    counted_otherwise,
    is_about_business,
    method_of,
    metric_type,
    needed_for_verdict,
    primary_level,
    primary_unit,
    wanted_of,
)
from bot.domain.experiments.counter_metrics import watching
from bot.domain.experiments.duration import horizon_days, longest_weeks, pool_of
from bot.domain.experiments.guardrails import guardrails_of, names_of
from bot.domain.experiments.own_answers import number_of
from bot.domain.experiments.plan import Plan, PlanIncomplete, Size, seal_of
from bot.domain.ids import QuestionId, UserId, WorkspaceId
from bot.domain.refusal import Refusal
from bot.statistics.verdicts.summary import Method, Verdict


class Underpowered(Refusal):
    """The plan cannot show the effect that matters within its longest run."""

    def __init__(self) -> None:
        super().__init__(
            "This experiment cannot show the smallest effect worth having within the longest run, so accepting it "
            "would prove nothing. The plan's page names the ways out.",
            who_can="the owner and the members can change the plan",
        )


def missing_for_plan(charter: Charter) -> tuple[QuestionId, ...]:
    """The questions that stand between the answers and a plan; `design` is among them when it says no experiment."""
    missing = list(needed_for_verdict(charter))
    words = {"primary_metric": charter.text("primary_metric"), "decision_rule": charter.text("decision_rule")}
    missing += [QuestionId(question) for question, answer in words.items() if answer is None]
    if charter.day("start") is None:
        missing.append(QuestionId("start"))
    return tuple(missing)


def accept(
    workspace: WorkspaceId, charter: Charter, verdict: Verdict, *, before: Plan | None, by: UserId, now: datetime
) -> Decision[Plan]:
    """Make a sealed plan of the answers and the verdict on them; the same terms again change nothing.

    PlanIncomplete names what is missing; Underpowered refuses what cannot show its own effect.
    """
    plan = _drafted(workspace, charter, by=by, now=now)
    if not verdict.fits:
        raise Underpowered
    plan = replace(plan, size=size_of(verdict))
    sealed = replace(plan, seal=seal_of(plan))
    if before is not None and before.seal == sealed.seal:
        return Decision(state=before)
    fact = Fact(act="plan.accepted", project=charter.project, subject="plan", before=before, after=sealed)
    return Decision(state=sealed, facts=(fact,))


def size_of(verdict: Verdict) -> Size:
    """What a verdict promises, as the seal keeps it."""
    length = verdict.length
    planned = length.planned_per_arm if length else None
    arms = round(length.n_total / length.n_per_arm) if length else 0
    return Size(
        n_per_arm=planned,
        n_total=planned * arms if planned is not None else None,
        weeks=verdict.weeks,
        effect=verdict.effect,
        detects=verdict.detects,
    )


def must_not_have_begun(plan: Plan, today: date) -> None:
    """A seal that comes after the start proves nothing: PlanIncomplete asks for another start."""
    if plan.start < today:
        raise PlanIncomplete(
            (QuestionId("start"),),
            words=f"The start, {written_day(plan.start)}, is over already, and a plan is accepted before it begins. "
            "Choose another start.",
        )


def drafted(charter: Charter, workspace: WorkspaceId, verdict: Verdict, *, by: UserId, now: datetime) -> Plan:
    """The plan that these answers would make, unsealed."""
    return replace(_drafted(workspace, charter, by=by, now=now), size=size_of(verdict))


def differs(charter: Charter, plan: Plan) -> bool:
    """Whether the answers say something else by now than the plan that was sealed."""
    try:
        fresh = planned_now(charter, plan)
    except Refusal:
        return True
    return seal_of(fresh) != plan.seal


def planned_now(charter: Charter, registered: Plan) -> Plan:
    """The plan that the answers would make by now, with the size and the rule that were registered."""
    fresh = _drafted(registered.workspace, charter, by=registered.accepted_by, now=registered.accepted_at)
    if fresh.design == registered.design == Method.AB and registered.cluster_size is not None:
        # Plans of clusters were sealed as A/B tests once; the same answers are no change of the design.
        size, likeness = charter.quantity("cluster_size"), charter.quantity("cluster_correlation")
        fresh = replace(
            fresh,
            cluster_size=size.value if size else None,
            cluster_correlation=likeness.value if likeness else None,
        )
    return replace(fresh, size=registered.size, rule=registered.rule)


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
        design=method_of(charter).value,
        randomisation_unit=charter.text("randomisation_unit"),
        primary_metric=metric,
        mde=mde.value if mde else None,
        mde_unit=mde.unit if mde else None,
        start=start,
        longest_run_weeks=float(longest_weeks(charter)),
        decision_rule=rule,
        spread=number_of(charter, "spread"),
        daily_traffic=number_of(charter, "daily_traffic"),
        alpha=number_of(charter, "alpha"),
        power=number_of(charter, "power"),
        arms=number_of(charter, "arms"),
        metric=metric_type(charter),
        unit=primary_unit(charter),
        baseline=primary_level(charter),
        about_business=is_about_business(charter),
        wanted=wanted_of(charter),
        pre_period_correlation=number_of(charter, "pre_period_correlation"),
        guardrails=guardrails_of(charter),
        secondaries=names_of(charter, "proxy_metrics"),
        horizon_days=horizon_days(charter) or None,
        pool=pool_of(charter),
        counted_per=charter.text("counted_per") if counted_otherwise(charter) else None,
        counter_metric=watching(charter),
        cluster_size=number_of(charter, "cluster_size"),
        cluster_correlation=number_of(charter, "cluster_correlation"),
        periods_per_day=number_of(charter, "periods_per_day"),
        donors=number_of(charter, "donors"),
        charter_revision=charter.revision,
        accepted_by=by,
        accepted_at=now,
    )
