"""For each rule of the lint an answer that raises it and one that does not: shown on its page, and tried by a test."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Answers as they are typed (None: none); what else must be so stands in `given`."""

    raises: dict[str, str | None] = field(default_factory=dict)
    mended: dict[str, str | None] = field(default_factory=dict)
    given: str = ""


SOUND: dict[str, str | None] = {
    "metric_name": "Monthly churn of paying customers",
    "metric_unit": "%",
    "metric_direction": "down",
    "baseline": "3.1%",
    "target": "2.8%",
    "deadline": "2027-06-30",
    "metric_source": "Finance dashboard “Retention”",
    "value_per_unit": "€400k",
    "success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout.",
    "model_metrics": "AUC on the last full month: 0.74 today, 0.80 wanted",
    "metric_links": "AUC on the last full month → Monthly churn of paying customers: -0.1pp",
    "guardrails": "Margin per customer: at most 1 % lower",
    "design": "ab",
    "primary_metric": "Churn within 30 days",
    "mde": "10%",
    "start": "2027-03-01",
    "decision_rule": "Launch if churn falls by at least 5 %; stop if it does not within eight weeks.",
    "readiness.reliability.silent_failure": "automated",
}
"""A charter that raises nothing; the examples change a few of its answers."""

EXAMPLES: dict[str, Example] = {
    "business-metric-is-model-metric": Example(
        raises={"metric_name": "AUC on the validation set"}, mended={"metric_name": "Monthly churn of paying customers"}
    ),
    "may-be-model-metric": Example(
        raises={"metric_name": "How often the system spots a fake"},
        mended={"metric_name": "Fakes that reach a buyer, per month"},
    ),
    "no-measurable-metric": Example(
        raises={"metric_name": "Make users happy"}, mended={"metric_name": "Share of users who come back within a week"}
    ),
    "no-unit": Example(raises={"metric_unit": None}, mended={"metric_unit": "%"}),
    "no-baseline": Example(raises={"baseline": None}, mended={"baseline": "3.1%"}),
    "no-target": Example(raises={"target": None}, mended={"target": "2.5%"}),
    "target-wrong-way": Example(raises={"target": "3.5%"}, mended={"target": "2.8%"}),
    "target-below-noise": Example(
        raises={"target": "3.0%"},
        mended={"target": "2.5%"},
        given="The last eight values that were logged are 2.9 %, 3.3 %, 2.9 %, 3.3 %, 2.9 %, 3.3 %, 2.9 % and 3.3 %: "
        "1.96 standard deviations of them are 0.42 points.",
    ),
    "implausible-lift": Example(raises={"target": "1.5%"}, mended={"target": "2.8%"}),
    "no-deadline": Example(raises={"deadline": None}, mended={"deadline": "2027-06-30"}),
    "no-source": Example(raises={"metric_source": None}, mended={"metric_source": "Finance dashboard “Retention”"}),
    "no-money": Example(raises={"value_per_unit": None}, mended={"value_per_unit": "€400k"}),
    "currencies-mixed": Example(raises={"annual_budget": "$60k"}, mended={"annual_budget": "€60k"}),
    "no-sponsor": Example(given="Nobody is named as the sponsor; naming one mends it."),
    "owner-is-sponsor": Example(given="The owner is named as the sponsor too; naming somebody else mends it."),
    "success-is-offline-only": Example(
        raises={"success_statement": "AUC on the held-out month rises from 0.74 to 0.80 by 30 June."},
        mended={"success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout."},
    ),
    "causal-overclaim": Example(
        raises={"success_statement": "Churn fell from 3.4 % to 3.1 % because of the model."},
        mended={"success_statement": "Churn falls from 3.1 % to 2.8 % in the treated half, against the other half."},
    ),
    "baseline-disagrees": Example(
        raises={"success_statement": "Monthly churn falls from 3.5 % to 2.8 % by 30 June against the holdout."},
        mended={"success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout."},
    ),
    "target-disagrees": Example(
        raises={"success_statement": "Monthly churn falls from 3.1 % to 2.5 % by 30 June against the holdout."},
        mended={"success_statement": "Monthly churn falls from 3.1 % to 2.8 % by 30 June against the holdout."},
    ),
    "deadline-disagrees": Example(
        raises={"success_statement": "Monthly churn falls from 3.1 % to 2.8 % by the end of March."},
        mended={"success_statement": "Monthly churn falls from 3.1 % to 2.8 % by the end of June."},
    ),
    "chain-broken": Example(
        raises={"metric_links": "AUC on the last full month → Offers accepted: +2pp"},
        mended={
            "metric_links": "AUC on the last full month → Offers accepted: +2pp\n"
            "Offers accepted → Monthly churn of paying customers: -0.1pp"
        },
    ),
    "link-misnamed": Example(
        raises={
            "metric_links": "AUC on the last full month → Monthly churn of paying customers: -0.1pp\n"
            "AUC on the last full month → Margin per costumer: +1%"
        },
        mended={
            "metric_links": "AUC on the last full month → Monthly churn of paying customers: -0.1pp\n"
            "AUC on the last full month → Margin per customer: +1%"
        },
    ),
    "chain-wrong-way": Example(
        raises={"metric_links": "AUC on the last full month → Monthly churn of paying customers: +0.1pp"},
        mended={"metric_links": "AUC on the last full month → Monthly churn of paying customers: -0.1pp"},
    ),
    "no-guardrail": Example(
        raises={"guardrails": None}, mended={"guardrails": "Margin per customer: at most 1 % lower"}
    ),
    "guardrail-opposes": Example(
        raises={"metric_name": "Orders from recommendations", "guardrails": "Time on site"},
        mended={"metric_name": "Orders from recommendations", "guardrails": "Time on site: at most 5 % lower"},
    ),
    "counter-metric-missing": Example(
        raises={"guardrails": "Page speed: at most 5 % slower"},
        mended={"guardrails": "Margin per customer: at most 1 % lower"},
    ),
    "no-experiment": Example(raises={"design": "none"}, mended={"design": "ab"}),
    "effect-wrong-way": Example(raises={"mde": "+10%"}, mended={"mde": "-10%"}),
    "underpowered": Example(
        raises={"daily_traffic": "100", "mde": "5%", "longest_run": "4"},
        mended={"daily_traffic": "100,000", "mde": "5%", "longest_run": "4"},
    ),
    "mde-exceeds-target": Example(raises={"mde": "25%"}, mended={"mde": "10%"}),
    "proof-after-deadline": Example(
        raises={"start": "2027-05-03", "longest_run": "12"}, mended={"start": "2027-03-01", "longest_run": "12"}
    ),
    "no-decision-rule": Example(
        raises={"decision_rule": "We look at the numbers together."},
        mended={"decision_rule": "Launch if churn falls by at least 5 %; stop if it does not within eight weeks."},
    ),
    "silent-failure-unwatched": Example(
        raises={"readiness.reliability.silent_failure": "no"},
        mended={"readiness.reliability.silent_failure": "automated"},
    ),
    "unrealistic-timeline": Example(
        raises={"ml_years": "1", "days_to_deploy": "10"}, mended={"ml_years": "1", "days_to_deploy": "60"}
    ),
    "stale-charter": Example(given="Nobody answered, signed or reviewed anything for 91 days."),
}
