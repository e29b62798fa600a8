"""All rules of the lint, in the order of the questions that mend them."""

from typing import Final

from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.lint import agreement, honesty, outcome, proof, realism, success
from bot.domain.lint.rule import Check, Rule


def _rule(id_: str, severity: Severity, question: str, check: Check, *, waivable: bool = False) -> Rule:
    return Rule(id=id_, severity=severity, question=QuestionId(question), check=check, waivable=waivable)


_BLOCKER, _WARNING, _NOTE = Severity.BLOCKER, Severity.WARNING, Severity.NOTE

RULES: Final[tuple[Rule, ...]] = (
    _rule("business-metric-is-model-metric", _BLOCKER, "metric_name", outcome.is_model_metric),
    _rule("may-be-model-metric", _WARNING, "metric_name", outcome.may_be_model_metric),
    _rule("no-measurable-metric", _BLOCKER, "metric_name", outcome.is_unmeasurable),
    _rule("no-unit", _BLOCKER, "metric_unit", outcome.lacks("metric_unit")),
    _rule("no-baseline", _BLOCKER, "baseline", outcome.lacks_level("baseline")),
    _rule("no-target", _BLOCKER, "target", outcome.lacks_level("target")),
    _rule("target-wrong-way", _BLOCKER, "target", outcome.is_wrong_way),
    _rule("target-below-noise", _WARNING, "target", outcome.is_below_noise),
    _rule("implausible-lift", _WARNING, "target", realism.is_implausible),
    _rule("no-deadline", _BLOCKER, "deadline", outcome.lacks("deadline")),
    _rule("no-source", _BLOCKER, "metric_source", outcome.lacks("metric_source")),
    _rule("no-money", _WARNING, "value_per_unit", outcome.lacks_money),
    _rule("currencies-mixed", _WARNING, "currency", agreement.mixes_currencies),
    _rule("no-sponsor", _BLOCKER, "sponsor", outcome.lacks_sponsor),
    _rule("owner-is-sponsor", _WARNING, "sponsor", outcome.is_own_sponsor),
    _rule("success-is-offline-only", _BLOCKER, "success_statement", success.is_offline_only),
    _rule("causal-overclaim", _WARNING, "success_statement", success.overclaims),
    _rule("baseline-disagrees", _WARNING, "success_statement", agreement.baseline_disagrees),
    _rule("target-disagrees", _WARNING, "success_statement", agreement.target_disagrees),
    _rule("deadline-disagrees", _WARNING, "success_statement", agreement.deadline_disagrees),
    _rule("chain-broken", _BLOCKER, "metric_links", success.breaks_chain),
    _rule("link-misnamed", _WARNING, "metric_links", success.misnames),
    _rule("chain-wrong-way", _WARNING, "metric_links", success.leads_the_wrong_way),
    _rule("no-guardrail", _WARNING, "guardrails", success.lacks_guardrail),
    _rule("guardrail-opposes", _WARNING, "guardrails", success.opposes),
    _rule("counter-metric-missing", _WARNING, "guardrails", success.lacks_counter_metric),
    _rule("no-experiment", _BLOCKER, "design", proof.lacks_experiment, waivable=True),
    _rule("effect-wrong-way", _BLOCKER, "mde", proof.looks_the_wrong_way),
    _rule("underpowered", _BLOCKER, "mde", proof.is_underpowered),
    _rule("mde-exceeds-target", _WARNING, "mde", proof.exceeds_target),
    _rule("proof-after-deadline", _WARNING, "start", agreement.proves_too_late),
    _rule("no-decision-rule", _BLOCKER, "decision_rule", proof.lacks_decision_rule),
    _rule("silent-failure-unwatched", _WARNING, "readiness.reliability.silent_failure", honesty.is_unwatched),
    _rule("unrealistic-timeline", _WARNING, "days_to_deploy", realism.is_too_soon),
    _rule("stale-charter", _NOTE, "metric_name", honesty.is_stale),
)
