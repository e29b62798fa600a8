"""Links are held against what the metrics are called, and against which way is better for them."""

from collections.abc import Mapping

import pytest

from bot.domain.charter import Choice
from bot.domain.findings import Severity
from tests.bot.domain.builders import quantity
from tests.bot.domain.lint.sound import findings, found
from tests.bot.domain.test_chain import AUC, CHURN_NAME, OFFERS, SAVES, STEP, points, rows

UNIT = {"from": "AUC", "to": "Offers accepted", "effect": points(2)}


def told(*links: Mapping[str, object], **also: object) -> dict[str, tuple[str, ...]]:
    answers = {"model_metrics": rows(AUC), "proxy_metrics": rows(OFFERS), "metric_links": rows(*links), **also}
    return {rule: words for rule, words in found(answers).items() if rule.startswith(("chain-", "link-"))}


# --- names -------------------------------------------------------------------------------------


def test_a_chain_of_known_names_is_sound() -> None:
    assert told(STEP, SAVES) == {}


def test_a_link_to_nearly_a_metric_is_found_with_the_one_that_was_meant() -> None:
    aside = {"from": "Offers acepted", "to": CHURN_NAME, "effect": points(-0.1)}
    answers = {"model_metrics": rows(AUC), "proxy_metrics": rows(OFFERS), "metric_links": rows(STEP, SAVES, aside)}
    (finding,) = findings(answers)
    assert (finding.rule, finding.severity, finding.question) == ("link-misnamed", Severity.WARNING, "metric_links")
    assert (finding.words, finding.advice) == (("Offers acepted",), "Offers accepted")


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("Retention of partners", {}),
        ("Margin per costumer", {}),
        ("Churn within 60 days", {"primary_metric": "Churn within 30 days"}),
        ("offers  ACCEPTED", {}),
        ("Churn within 30 day", {"primary_metric": "Churn within 30 days"}),
    ],
)
def test_only_a_name_that_is_nearly_another_with_the_same_numbers_is_a_slip(name: str, also: dict[str, object]) -> None:
    expected = {"Margin per costumer": True, "Churn within 30 day": True}.get(name, False)
    aside = {"from": "AUC", "to": name, "effect": points(-0.1)}
    assert ("link-misnamed" in told(STEP, SAVES, aside, **also)) is expected


def test_a_metric_that_links_lead_to_and_from_is_one_of_its_own() -> None:
    into = {"from": "AUC", "to": "Offers acceptable", "effect": points(1)}
    on = {"from": "Offers acceptable", "to": CHURN_NAME, "effect": points(-1)}
    assert told(into, on, STEP, SAVES) == {}
    assert "link-misnamed" in told(into, STEP, SAVES)


def test_a_name_is_not_taken_for_the_other_end_of_its_link() -> None:
    assert told(STEP, SAVES, {"from": "Offers accepted", "to": "Offers accepted late"}) == {}


def test_where_the_chain_breaks_at_a_slip_that_is_told_once() -> None:
    slip = {"from": "Offers acepted", "to": CHURN_NAME, "effect": points(-0.1)}
    answers = {"model_metrics": rows(AUC), "proxy_metrics": rows(OFFERS), "metric_links": rows(STEP, slip)}
    (finding,) = findings(answers)
    assert (finding.rule, finding.words, finding.advice) == ("chain-broken", ("Offers accepted",), "Offers acepted")
    other = {"from": "Margin per costumer", "to": "Trust"}
    assert told(STEP, slip, other).keys() == {"chain-broken"}
    assert told(STEP, other) == {"chain-broken": ("Offers accepted",), "link-misnamed": ("Margin per costumer",)}


# --- signs -------------------------------------------------------------------------------------


def test_effects_that_make_the_business_metric_worse_are_found_with_what_was_typed() -> None:
    wrong = {**SAVES, "effect": points(0.1)}
    typed = wrong["effect"].typed  # type: ignore[attr-defined]  # an effect
    assert told(STEP, wrong) == {"chain-wrong-way": (CHURN_NAME, STEP["effect"].typed, typed)}  # type: ignore[attr-defined]
    (finding,) = findings(
        {"model_metrics": rows(AUC), "proxy_metrics": rows(OFFERS), "metric_links": rows(STEP, wrong)}
    )
    assert (finding.severity, finding.question) == (Severity.WARNING, "metric_links")


def test_signs_multiply_along_the_links() -> None:
    fewer, more = {**UNIT, "effect": points(-2)}, {**SAVES, "effect": points(0.1)}
    assert told(UNIT, SAVES) == {}
    assert told(fewer, more) == {}
    assert "chain-wrong-way" in told(fewer, SAVES)
    assert "chain-wrong-way" in told(UNIT, more)


def test_a_score_that_is_to_fall_turns_the_signs() -> None:
    error = {"name": "AUC", "today": quantity(0.8, "ratio"), "target": quantity(0.6, "ratio")}
    assert "chain-wrong-way" in told(UNIT, SAVES, model_metrics=rows(error))
    assert told({**UNIT, "effect": points(-2)}, SAVES, model_metrics=rows(error)) == {}


def test_where_nobody_said_how_the_score_changes_nothing_is_known_but_behind_a_whole_step() -> None:
    bare = {"name": "AUC"}
    wrong = {**SAVES, "effect": points(0.1)}
    assert told(UNIT, wrong, model_metrics=rows(bare)) == {}
    assert told({"from": "AUC", "to": "Offers accepted"}, wrong) == {}
    nothing_said = {"from": "AUC", "to": "Offers accepted"}
    whole = {**wrong, "per": "step"}
    assert told(nothing_said, whole)["chain-wrong-way"] == (CHURN_NAME, whole["effect"].typed)  # type: ignore[attr-defined]


def test_one_way_that_leads_right_is_enough() -> None:
    wrong = {"from": "AUC", "to": CHURN_NAME, "effect": points(0.3)}
    assert told(STEP, SAVES, wrong) == {}


@pytest.mark.parametrize(
    ("direction", "target", "is_found"),
    [("up", None, True), (None, None, False), (None, 0.028, False), (None, 0.04, True)],
)
def test_which_way_is_better_is_as_answered_else_as_the_target_lies(
    direction: str | None, target: float | None, *, is_found: bool
) -> None:
    answers = {
        "metric_direction": direction and Choice(option=direction),
        "target": target and quantity(target, "percent"),
        "success_statement": None,
    }
    assert ("chain-wrong-way" in told(STEP, SAVES, **answers)) is is_found


@pytest.mark.parametrize("question", ["proxy_metrics", "guardrails"])
@pytest.mark.parametrize(("better", "is_found"), [("down", True), ("up", False), (None, False)])
def test_a_proxy_or_guardrail_on_the_way_must_not_get_worse(
    question: str, better: str | None, *, is_found: bool
) -> None:
    row = rows({"name": "Offers accepted", **({"better": Choice(option=better)} if better else {})})
    raised = told(STEP, SAVES, **{question: row})
    expected = {"chain-wrong-way": ("Offers accepted", STEP["effect"].typed)}  # type: ignore[attr-defined]
    assert raised == (expected if is_found else {})


def test_a_way_that_is_none_says_nothing() -> None:
    row = rows({"name": "Offers accepted", "better": Choice(option="sideways")})
    assert told(STEP, SAVES, proxy_metrics=row) == {}


def test_a_broken_chain_has_no_signs() -> None:
    assert told({**STEP, "effect": points(-2)}) == {"chain-broken": ("Offers accepted",)}
