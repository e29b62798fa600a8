"""A plan is accepted when nothing is missing, and its seal changes when, and only when, a term does."""

import hashlib
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.charter import Choice
from bot.domain.experiments import (
    Plan,
    PlanIncomplete,
    accept,
    differs,
    missing_for_plan,
    must_not_have_begun,
    seal_of,
)
from bot.domain.ids import ProjectId, UserId, WorkspaceId
from tests.bot.domain.builders import EPOCH, MEMBER, OWNER, PROOF, WORKSPACE, charter, plan, quantity


def accepted(before: Plan | None = None, **answers: object) -> Plan:
    return accept(WORKSPACE, charter(**{**PROOF, **answers}), before=before, by=OWNER.user, now=EPOCH).state


def test_an_accepted_plan_holds_every_term_of_the_charter() -> None:
    made = accepted()
    assert replace(made, seal="") == plan(
        longest_run_weeks=8, spread=42.5, daily_traffic=1200, alpha=0.05, power=0.8, arms=2
    )
    assert made.seal == seal_of(made)
    assert len(made.seal) == 64


def test_only_four_answers_are_needed() -> None:
    needed = {each: PROOF[each] for each in ("design", "primary_metric", "start", "decision_rule")}
    made = accept(WORKSPACE, charter(**needed), before=None, by=OWNER.user, now=EPOCH).state
    assert (made.mde, made.mde_unit, made.longest_run_weeks, made.alpha, made.randomisation_unit) == (None,) * 5


def test_the_acceptance_is_in_the_trail_with_what_stood_before() -> None:
    before = accepted()
    decision = accept(WORKSPACE, charter(**PROOF, x="y"), before=None, by=OWNER.user, now=EPOCH)
    assert decision.facts[0].before is None
    changed = charter(**{**PROOF, "decision_rule": "Launch anyway"})
    decision = accept(WORKSPACE, changed, before=before, by=MEMBER.user, now=EPOCH)
    (fact,) = decision.facts
    assert (fact.act, fact.before, fact.after) == ("plan.accepted", before, decision.state)
    assert decision.state.accepted_by == MEMBER.user


def test_accepting_the_same_terms_again_changes_nothing() -> None:
    before = accepted()
    later = EPOCH + timedelta(seconds=1)
    decision = accept(WORKSPACE, charter(**PROOF, why_now="so"), before=before, by=MEMBER.user, now=later)
    assert (decision.state, decision.facts) == (before, ())


@pytest.mark.parametrize("gone", ["design", "primary_metric", "start", "decision_rule"])
def test_what_is_missing_is_named(gone: str) -> None:
    lacking = charter(**{**PROOF, gone: None})
    assert missing_for_plan(lacking) == (gone,)
    with pytest.raises(PlanIncomplete) as incomplete:
        accept(WORKSPACE, lacking, before=None, by=OWNER.user, now=EPOCH)
    assert incomplete.value.missing == (gone,)
    assert incomplete.value.who_can


def test_everything_missing_is_named_in_the_order_in_which_it_is_asked() -> None:
    assert missing_for_plan(charter()) == ("design", "primary_metric", "start", "decision_rule")
    assert missing_for_plan(charter(**PROOF)) == ()


def test_no_experiment_is_no_design_of_one() -> None:
    assert missing_for_plan(charter(**{**PROOF, "design": Choice(option="none"), "start": None})) == ("design", "start")
    with pytest.raises(PlanIncomplete) as incomplete:
        accepted(design=Choice(option="none"))
    assert incomplete.value.missing == ("design",)


def test_an_answer_of_another_type_than_the_plan_needs_is_missing() -> None:
    assert missing_for_plan(charter(**{**PROOF, "start": "soon"})) == ("start",)


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
    terms = """{"alpha": null, "arms": null, "daily_traffic": null, "decision_rule": "Launch if churn falls by 5 %",
        "design": "ab", "longest_run_weeks": 8.0, "mde": 0.05, "mde_unit": "relative_change", "power": null,
        "primary_metric": "Churn within 30 days", "project": "P1", "randomisation_unit": "Customer",
        "spread": null, "start": "2027-03-01"}"""
    assert seal_of(plan()) == hashlib.sha256(" ".join(terms.split()).encode()).hexdigest()


def test_a_term_that_is_open_is_not_one_that_is_zero() -> None:
    assert seal_of(plan(mde=None)) != seal_of(plan(mde=0.0))


def test_the_terms_that_the_charter_asks_for_are_in_the_seal() -> None:
    for question in ("mde", "spread", "daily_traffic", "alpha", "power", "arms", "longest_run"):
        assert accepted(None, **{question: quantity(0.3)}).seal != accepted().seal, question


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


@pytest.mark.parametrize(("days", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_a_plan_whose_start_is_over_is_not_sealed(days: int, *, is_refused: bool) -> None:
    made = accepted()
    today = made.start + timedelta(days=days)
    if is_refused:
        with pytest.raises(PlanIncomplete, match=made.start.isoformat()) as late:
            must_not_have_begun(made, today)
        assert late.value.missing == ("start",)
    else:
        must_not_have_begun(made, today)


def test_answers_that_say_something_else_than_the_seal_are_noticed() -> None:
    made = accepted()
    assert not differs(charter(**PROOF, why_now="so"), made)
    assert differs(charter(**{**PROOF, "decision_rule": "Ship it anyway"}), made)
    assert differs(charter(**{name: answer for name, answer in PROOF.items() if name != "start"}), made)
