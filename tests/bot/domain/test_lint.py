"""Each rule of the lint fires on what breaks it, names the words, and is content with what does not."""

from typing import Any

import pytest

from bot.domain.charter import Choice
from bot.domain.experiments.guardrails import Guardrail
from bot.domain.findings import Finding, Severity
from bot.domain.lint import RULES, blockers, lint
from bot.domain.metrics import Direction
from tests.bot.domain.builders import CHURN, dossier, plan, project, quantity, rulebook

RULEBOOK = rulebook()
SOUND = {**CHURN, "design": Choice(option="ab"), "guardrails": "Margin per customer: at most 1 % lower"}


def found(**answers: object) -> dict[str, tuple[str, ...]]:
    return {finding.rule: finding.words for finding in lint(dossier({**SOUND, **answers}), RULEBOOK)}


def test_a_sound_charter_has_no_findings() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("gone", "rule"),
    [
        ("baseline", "no-baseline"),
        ("target", "no-target"),
        ("deadline", "no-deadline"),
        ("design", "no-experiment"),
    ],
)
def test_what_a_charter_lacks_is_found(gone: str, rule: str) -> None:
    assert found(**{gone: None}) == {rule: ()}


@pytest.mark.parametrize(
    ("unit", "answers", "words"),
    [
        ("€", {"baseline": quantity(0.031, "percent", "3.1%"), "target": quantity(2, "currency:EUR")}, ("3.1%",)),
        ("%", {"baseline": quantity(1250, "count", "1,250")}, ("1,250",)),
        ("tickets", {"baseline": quantity(1250, "currency:EUR", "€1,250"), "target": quantity(9)}, ("€1,250",)),
    ],
)
def test_a_baseline_in_another_unit_than_the_metric_has_now_is_none(
    unit: str, answers: dict[str, object], words: tuple[str, ...]
) -> None:
    assert found(metric_unit=unit, **answers) == {"no-baseline": words}


@pytest.mark.parametrize(
    ("unit", "target", "words"),
    [
        ("€", quantity(-0.005, "percentage_points", "-0.5pp"), ("-0.5pp",)),
        ("€", quantity(0.025, "percent", "2.5%"), ("2.5%",)),
        ("€", quantity(-0.1, "relative_change", "-10%"), None),
        ("%", quantity(-0.005, "percentage_points", "-0.5pp"), None),
    ],
)
def test_a_target_in_another_unit_is_none_and_a_relative_one_fits_every_unit(
    unit: str, target: object, words: tuple[str, ...] | None
) -> None:
    baseline = quantity(0.031, "percent") if unit == "%" else quantity(5, "currency:EUR")
    told = found(metric_unit=unit, baseline=baseline, target=target)
    assert told == ({} if words is None else {"no-target": words})


def test_an_empty_charter_lacks_them_all_in_the_order_in_which_they_are_asked() -> None:
    findings = lint(dossier(), RULEBOOK)
    assert [finding.rule for finding in findings] == ["no-baseline", "no-target", "no-deadline", "no-experiment"]
    assert [finding.question for finding in findings] == ["baseline", "target", "deadline", "design"]
    assert all(finding.severity is Severity.BLOCKER for finding in findings)


@pytest.mark.parametrize("name", ["AUC", "accuracy", "F1"])
def test_a_model_metric_is_no_business_metric_and_the_words_are_named(name: str) -> None:
    assert found(metric_name=name) == {"business-metric-is-model-metric": (name,)}


@pytest.mark.parametrize("name", ["Monthly churn of paying customers", "Revenue per visitor", "x", None])
def test_a_business_metric_or_none_raises_no_such_finding(name: str | None) -> None:
    assert "business-metric-is-model-metric" not in found(metric_name=name)


def test_saying_that_there_will_be_no_experiment_is_found_with_the_word() -> None:
    assert found(design=Choice(option="none")) == {"no-experiment": ("none",)}


def test_a_guardrail_that_the_owner_calls_the_counter_metric_ends_the_warning() -> None:
    assert found(guardrails="Trust: at most 1 % lower") == {"counter-metric-missing": ("churn",)}
    assert found(guardrails="Trust: at most 1 % lower, our counter-metric") == {}


@pytest.mark.parametrize("guardrails", [None, "Page speed: at most 5 % slower"])
def test_what_usually_pays_for_the_objective_is_named_as_long_as_nothing_watches_it(guardrails: str | None) -> None:
    assert found(guardrails=guardrails) == {"counter-metric-missing": ("churn",)}
    (finding,) = lint(dossier({**SOUND, "guardrails": guardrails}), RULEBOOK)
    assert (finding.severity, finding.question) == (Severity.WARNING, "guardrails")
    assert finding.advice == "Margin per customer: at most 2% lower"
    assert blockers((finding,)) == ()


def test_an_accepted_guardrail_watches_too() -> None:
    margin = Guardrail(name="Discounts given", wanted=Direction.DOWN, margin=0.02)
    assert lint(dossier({**SOUND, "guardrails": None}, plan=plan(guardrails=(margin,))), RULEBOOK) == ()


@pytest.mark.parametrize("name", ["Patients seen within the hour", None])
def test_an_objective_that_says_too_little_or_nothing_asks_for_no_guardrail(name: str | None) -> None:
    silent = {**SOUND, "metric_name": name, "guardrails": None}
    assert lint(dossier(silent, project=project(name="Triage")), RULEBOOK) == ()


@pytest.mark.parametrize("design", [None, Choice(option="none")])
def test_an_accepted_plan_is_an_experiment_whatever_the_answer_says_now(design: Any) -> None:
    planned = dossier({**SOUND, "design": design}, plan=plan())
    assert lint(planned, RULEBOOK) == ()


def test_only_blockers_stand_in_the_way() -> None:
    findings = tuple(Finding(rule=each, severity=each, question=RULES[0].question) for each in Severity)
    assert [finding.severity for finding in blockers(findings)] == [Severity.BLOCKER]


def test_each_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
