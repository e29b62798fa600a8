"""A plan that can show its effect is accepted, and its seal changes when, and only when, a term does."""

import hashlib
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.calendar import written_day
from bot.domain.charter import Choice
from bot.domain.decision import Decision
from bot.domain.experiments.accepting import (
    Underpowered,
    accept,
    differs,
    drafted,
    missing_for_plan,
    must_not_have_begun,
    size_of,
)
from bot.domain.experiments.guardrails import Guardrail
from bot.domain.experiments.plan import Plan, PlanIncomplete, Size, seal_of
from bot.domain.ids import ProjectId, UserId, WorkspaceId
from bot.domain.metrics import Direction, Unit, UnitKind
from bot.statistics.planning.designs import Length, MetricType
from bot.statistics.verdicts.summary import History, Method, Verdict
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, PROOF, WORKSPACE, charter, plan, quantity

WHOLE: dict[str, object] = {
    **PROOF,
    "metric_direction": Choice(option="up"),
    "metric_unit": "€",
    "baseline": quantity(40.0, "currency:EUR"),
    "guardrails": "Tickets: at most 10 % higher",
    "proxy_metrics": "Offers accepted: saves churn",
    "pre_period_correlation": quantity(0.5, "ratio"),
}
"""Everything that a plan is made of."""
VERDICT = Verdict(
    method=Method.AB,
    fits=True,
    longest_weeks=8,
    effect=0.05,
    detects=0.04,
    length=Length(n_per_arm=13_000, n_total=26_000, days=22, weeks=4, fits=True),
    detectable=None,
    by_week=(),
    ways=(),
    ladder=(),
    history=History(spread=0.03, autocorrelation=0.4, days=90, assumed=True),
)
SIZE = Size(n_per_arm=13_000, n_total=26_000, weeks=4, effect=0.05, detects=0.04)


def decision_on(before: Plan | None = None, verdict: Verdict = VERDICT, **answers: object) -> Decision[Plan]:
    return accept(WORKSPACE, charter(**{**WHOLE, **answers}), verdict, before=before, by=OWNER.user, now=EPOCH)


def accepted(**answers: object) -> Plan:
    return decision_on(**answers).state  # type: ignore[arg-type]  # answers have other names


def test_an_accepted_plan_holds_every_term_of_the_charter_and_what_the_verdict_promised() -> None:
    made = accepted()
    assert replace(made, seal="") == plan(
        longest_run_weeks=8,
        spread=42.5,
        daily_traffic=1200,
        alpha=0.05,
        power=0.8,
        arms=2,
        metric=MetricType.MEAN,
        unit=Unit(kind=UnitKind.MONEY, label="EUR"),
        baseline=40.0,
        about_business=True,
        wanted=Direction.UP,
        pre_period_correlation=0.5,
        guardrails=(Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1),),
        secondaries=("Offers accepted",),
        size=SIZE,
    )
    assert made.seal == seal_of(made)
    assert len(made.seal) == 64


def test_a_plan_of_another_metric_than_the_business_one_says_so() -> None:
    made = accepted(primary_baseline=quantity(7.0))
    assert (made.about_business, made.baseline, made.unit) == (False, 7.0, Unit(kind=UnitKind.PLAIN, label=""))


def test_what_cannot_show_its_effect_is_not_accepted() -> None:
    with pytest.raises(Underpowered) as refused:
        decision_on(verdict=replace(VERDICT, fits=False))
    assert refused.value.who_can


def test_a_design_over_time_promises_weeks_and_no_units() -> None:
    over_time = replace(VERDICT, method=Method.INTERRUPTED_TIME_SERIES, length=None)
    assert size_of(over_time) == Size(n_per_arm=None, n_total=None, weeks=8, effect=0.05, detects=0.04)


def test_a_draft_is_the_same_plan_without_its_seal() -> None:
    made = drafted(charter(**WHOLE), WORKSPACE, VERDICT, by=OWNER.user, now=EPOCH)
    assert made.seal == ""
    assert replace(made, seal=seal_of(made)) == accepted()


def test_the_acceptance_is_in_the_trail_with_what_stood_before() -> None:
    before = accepted()
    assert decision_on().facts[0].before is None
    changed = charter(**{**WHOLE, "decision_rule": "Launch anyway"})
    decision = accept(WORKSPACE, changed, VERDICT, before=before, by=MEMBER.user, now=EPOCH)
    (fact,) = decision.facts
    assert (fact.act, fact.before, fact.after) == ("plan.accepted", before, decision.state)
    assert decision.state.accepted_by == MEMBER.user


def test_accepting_the_same_terms_again_changes_nothing() -> None:
    before = accepted()
    later = EPOCH + timedelta(seconds=1)
    again = accept(WORKSPACE, charter(**WHOLE, why_now="so"), VERDICT, before=before, by=MEMBER.user, now=later)
    assert (again.state, again.facts) == (before, ())


@pytest.mark.parametrize("gone", ["design", "primary_metric", "start", "decision_rule", "mde", "daily_traffic"])
def test_what_is_missing_is_named(gone: str) -> None:
    lacking = charter(**{**WHOLE, gone: None})
    assert missing_for_plan(lacking) == (gone,)
    with pytest.raises(PlanIncomplete) as incomplete:
        accept(WORKSPACE, lacking, VERDICT, before=None, by=OWNER.user, now=EPOCH)
    assert incomplete.value.missing == (gone,)
    assert incomplete.value.who_can


def test_everything_missing_is_named_in_the_order_in_which_it_is_asked() -> None:
    assert missing_for_plan(charter()) == (
        "design",
        "daily_traffic",
        "mde",
        "primary_baseline",
        "primary_metric",
        "decision_rule",
        "start",
    )
    assert missing_for_plan(charter(**WHOLE)) == ()


def test_no_experiment_is_no_design_of_one() -> None:
    assert missing_for_plan(charter(**{**WHOLE, "design": Choice(option="none"), "start": None})) == ("design", "start")
    with pytest.raises(PlanIncomplete) as incomplete:
        accepted(design=Choice(option="none"))
    assert incomplete.value.missing == ("design",)


def test_an_answer_of_another_type_than_the_plan_needs_is_missing() -> None:
    assert missing_for_plan(charter(**{**WHOLE, "start": "soon"})) == ("start",)


# --- the seal ----------------------------------------------------------------------------------

OTHER: dict[str, Any] = {
    "project": ProjectId("P2"),
    "design": "switchback",
    "randomisation_unit": "Store",
    "primary_metric": "Revenue",
    "mde": 0.06,
    "mde_unit": "percentage_points",
    "start": date(2027, 3, 2),
    "longest_run_weeks": 9.0,
    "decision_rule": "Launch if it pays",
    "spread": 40.0,
    "daily_traffic": 900.0,
    "alpha": 0.1,
    "power": 0.9,
    "arms": 3.0,
    "metric": MetricType.MEAN,
    "unit": Unit(kind=UnitKind.PLAIN, label="tickets"),
    "baseline": 3.0,
    "about_business": False,
    "wanted": Direction.DOWN,
    "pre_period_correlation": 0.3,
    "guardrails": (Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1),),
    "secondaries": ("Visits",),
    "size": SIZE,
    "horizon_days": 30,
    "pool": 2000,
    "counted_per": "Payment",
    "counter_metric": "Tickets",
    "cluster_size": 25.0,
    "cluster_correlation": 0.02,
    "periods_per_day": 2.0,
    "donors": 24.0,
    "rule": "superiority-2",
}
NOT_TERMS: dict[str, Any] = {
    "workspace": WorkspaceId("T2"),
    "charter_revision": 9,
    "accepted_by": UserId("UX"),
    "accepted_at": EPOCH + timedelta(days=1),
    "seal": "x" * 64,
}


def test_every_part_of_a_plan_is_a_term_or_is_known_not_to_be() -> None:
    assert {field.name for field in fields(Plan)} == {*OTHER, *NOT_TERMS}


@pytest.mark.parametrize("term", list(OTHER))
def test_a_changed_term_changes_the_seal(term: str) -> None:
    assert seal_of(replace(plan(), **{term: OTHER[term]})) != seal_of(plan())


@pytest.mark.parametrize("other", list(NOT_TERMS))
def test_what_is_no_term_leaves_the_seal_alone(other: str) -> None:
    assert seal_of(replace(plan(), **{other: NOT_TERMS[other]})) == seal_of(plan())


def test_a_seal_can_be_checked_by_hand_from_the_terms_in_sorted_json() -> None:
    terms = """{"about_business": true, "alpha": null, "arms": null, "baseline": null, "daily_traffic": null,
        "decision_rule": "Launch if churn falls by 5 %", "design": "ab", "guardrails": [], "longest_run_weeks": 8.0,
        "mde": 0.05, "mde_unit": "relative_change", "metric": null, "power": null, "pre_period_correlation": null,
        "primary_metric": "Churn within 30 days", "project": "P1", "randomisation_unit": "Customer",
        "rule": "superiority-1", "secondaries": [], "size": null, "spread": null, "start": "2027-03-01",
        "unit": null, "wanted": null}"""
    assert seal_of(plan()) == hashlib.sha256(" ".join(terms.split()).encode()).hexdigest()


def test_a_plan_that_was_sealed_before_later_terms_joined_still_has_its_seal() -> None:
    """The canonical JSON as it was before a plan could wait for outcomes and a guardrail had a level."""
    terms = """{"about_business": true, "alpha": null, "arms": null, "baseline": null, "daily_traffic": null,
        "decision_rule": "Launch if churn falls by 5 %", "design": "ab",
        "guardrails": [{"margin": 0.1, "name": "Tickets", "wanted": "down"},
        {"margin": null, "name": "Trust", "wanted": "up"}], "longest_run_weeks": 8.0,
        "mde": 0.05, "mde_unit": "relative_change", "metric": null, "power": null, "pre_period_correlation": null,
        "primary_metric": "Churn within 30 days", "project": "P1", "randomisation_unit": "Customer",
        "rule": "superiority-1", "secondaries": ["Visits"],
        "size": {"detects": 0.04, "effect": 0.05, "n_per_arm": 13000, "n_total": 26000, "weeks": 4}, "spread": null,
        "start": "2027-03-01", "unit": {"kind": "plain", "label": ""}, "wanted": "up"}"""
    old = plan(
        guardrails=(
            Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1),
            Guardrail(name="Trust", wanted=Direction.UP, margin=None),
        ),
        secondaries=("Visits",),
        size=SIZE,
        unit=Unit(kind=UnitKind.PLAIN, label=""),
        wanted=Direction.UP,
    )
    assert seal_of(old) == hashlib.sha256(" ".join(terms.split()).encode()).hexdigest()


@pytest.mark.parametrize("later", [{"level": 0.04}, {"sd": 3.1}, {"is_counter": True}])
def test_what_is_told_of_a_guardrail_is_in_the_seal(later: dict[str, Any]) -> None:
    plain = Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1)
    assert seal_of(plan(guardrails=(plain,))) != seal_of(plan(guardrails=(replace(plain, **later),)))


def test_a_seal_holds_a_guardrail_to_its_margin() -> None:
    strict = Guardrail(name="Tickets", wanted=Direction.DOWN, margin=0.1)
    lax = replace(strict, margin=0.2)
    assert seal_of(plan(guardrails=(strict,))) != seal_of(plan(guardrails=(lax,)))


def test_a_term_that_is_open_is_not_one_that_is_zero() -> None:
    assert seal_of(plan(mde=None)) != seal_of(plan(mde=0.0))


def test_the_terms_that_the_charter_asks_for_are_in_the_seal() -> None:
    changes = {"mde": 0.3, "spread": 3, "daily_traffic": 3, "alpha": 0.1, "power": 0.9, "arms": 3, "longest_run": 3}
    changes["outcome_horizon"] = 30
    for question, changed in changes.items():
        assert accepted(**{question: quantity(changed)}).seal != accepted().seal, question


def test_a_plan_has_a_short_form_for_cards() -> None:
    made = accepted()
    line = made.line
    assert (line.design, line.primary_metric, line.start, line.decision_rule, line.accepted_by, line.seal) == (
        "ab",
        "Churn within 30 days",
        date(2027, 3, 1),
        "Launch if churn falls by 5 %",
        OWNER.user,
        made.seal,
    )
    assert (line.weeks, line.n_total, line.effect, line.wanted) == (4, 26_000, 0.05, Direction.UP)
    assert line.guardrails == ("Tickets",)
    assert (plan().line.weeks, plan().line.n_total, plan().line.effect) == (None, None, None)


def test_a_plan_ends_after_the_weeks_that_it_promised_or_else_after_the_longest_run() -> None:
    assert plan(size=SIZE).planned_end == date(2027, 3, 29)
    assert plan().planned_end == date(2027, 4, 26)
    assert plan(longest_run_weeks=None).planned_end == date(2027, 3, 8)


def test_a_plan_ends_when_the_last_outcome_is_known() -> None:
    waiting = plan(size=SIZE, horizon_days=30)
    assert (waiting.run_days, waiting.planned_end) == (58, date(2027, 4, 28))  # 29 March and thirty days
    assert waiting.waits
    assert not plan(size=SIZE).waits


def test_a_fixed_pool_is_watched_for_its_weeks_which_hold_the_wait_already() -> None:
    pool = plan(size=SIZE, horizon_days=25, pool=40)
    assert (pool.run_days, pool.waits) == (28, True)


def test_the_size_is_what_the_whole_weeks_bring_and_not_what_is_needed() -> None:
    brings = replace(VERDICT, length=Length(n_per_arm=39, n_total=117, days=39, weeks=6, fits=True, brought_per_arm=42))
    assert (size_of(brings).n_per_arm, size_of(brings).n_total) == (42, 126)
    assert size_of(VERDICT) == SIZE
    over_time = size_of(replace(VERDICT, length=None))
    assert (over_time.n_per_arm, over_time.n_total) == (None, None)


def test_a_plan_holds_how_long_it_waits_its_pool_what_it_is_counted_per_and_who_watches_the_price() -> None:
    traffic: dict[str, object] = {"daily_traffic": None, "pool": quantity(2000)}
    made = accepted(
        **traffic,
        outcome_horizon=quantity(30),
        randomisation_unit="Customer",
        counted_per="Payment",
        guardrails="Tickets: at most 10 % higher\nTrust: at most 2 % lower, counter-metric",
    )
    assert (made.pool, made.horizon_days, made.counted_per, made.counter_metric) == (2000, 30, "Payment", "Trust")
    assert made.metric is MetricType.RATIO
    line = made.line
    assert (line.pool, line.horizon_days, line.counted_per, line.counter_metric) == (2000, 30, "Payment", "Trust")
    same = accepted(outcome_horizon=quantity(0), counted_per="customers")
    assert (same.pool, same.horizon_days, same.counted_per, same.counter_metric) == (None, None, None, None)
    assert same.metric is MetricType.MEAN
    assert same.seal == accepted().seal


@pytest.mark.parametrize(("days", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_a_plan_whose_start_is_over_is_not_sealed(days: int, *, is_refused: bool) -> None:
    made = accepted()
    today = made.start + timedelta(days=days)
    if is_refused:
        with pytest.raises(PlanIncomplete, match=written_day(made.start)) as late:
            must_not_have_begun(made, today)
        assert late.value.missing == ("start",)
    else:
        must_not_have_begun(made, today)


def test_a_plan_of_clusters_that_was_sealed_as_an_ab_test_once_is_not_changed_by_the_same_answers() -> None:
    clustered = {"cluster_size": quantity(20), "cluster_correlation": quantity(0.05, "ratio")}
    made = accepted(**clustered, design=Choice(option="cluster"))
    assert made.design == "cluster"
    assert differs(charter(**{**WHOLE, **clustered}), made), "an A/B test by now"
    without = accepted(**clustered)
    assert (without.design, without.cluster_size, without.cluster_correlation) == ("ab", None, None)
    assert not differs(charter(**{**WHOLE, **clustered}), without)
    # Sealed before designs of clusters had a name of their own: the same answers are no change.
    before = replace(made, design="ab", seal="")
    before = replace(before, seal=seal_of(before))
    assert not differs(charter(**{**WHOLE, **clustered}), before)
    assert differs(charter(**{**WHOLE, **clustered, "design": Choice(option="cluster")}), before)
    assert differs(charter(**WHOLE), before), "the members are gone"


def test_answers_that_say_something_else_than_the_seal_are_noticed() -> None:
    made = accepted()
    assert not differs(charter(**WHOLE, why_now="so"), made)
    assert differs(charter(**{**WHOLE, "decision_rule": "Ship it anyway"}), made)
    assert differs(charter(**{**WHOLE, "guardrails": "Tickets: at most 20 % higher"}), made)
    assert differs(charter(**{name: answer for name, answer in WHOLE.items() if name != "start"}), made)


@pytest.mark.parametrize(
    ("design", "own"),
    [
        ("cluster", (25.0, 0.02, None, None)),
        ("switchback", (None, None, 2.0, None)),
        ("synthetic_control", (None, None, None, 24.0)),
        ("interrupted_time_series", (None, None, None, None)),
    ],
)
def test_the_numbers_of_the_chosen_design_are_sealed_and_those_of_others_are_not(
    design: str, own: tuple[float | None, ...]
) -> None:
    numbers = {"cluster_size": 25, "cluster_correlation": 0.02, "periods_per_day": 2, "donors": 24}
    answers: dict[str, object] = {question: quantity(value) for question, value in numbers.items()}
    made = accepted(design=Choice(option=design), **answers)
    assert (made.cluster_size, made.cluster_correlation, made.periods_per_day, made.donors) == own
