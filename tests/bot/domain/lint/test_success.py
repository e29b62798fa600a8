"""Rules about success: measures on past data, credit without a comparison, and what must not get worse."""

import pytest

from bot.domain.charter import Choice, Row, Rows, Text
from bot.domain.experiments.guardrails import Guardrail
from bot.domain.findings import Severity
from bot.domain.ids import QuestionId
from bot.domain.lint import blockers, lint
from bot.domain.metrics import Direction
from bot.domain.questions import AnswerType, Option
from tests.bot.domain.builders import EPOCH, bank, dossier, plan, project, question
from tests.bot.domain.lint.asked import BANK
from tests.bot.domain.lint.sound import RULES, SOUND, findings, found


def test_success_on_held_out_data_only_is_found_with_the_words() -> None:
    told = found({"success_statement": "AUC on the held-out month rises from 0.74 to 0.80 by 30 June."})
    assert "AUC" in " ".join(told["success-is-offline-only"])


def test_credit_without_a_comparison_is_found_wherever_it_is_given() -> None:
    claim = "Churn fell by 10 % because of the model."
    assert found({"success_statement": claim}).keys() == {"causal-overclaim"}
    assert found({"why_now": claim})["causal-overclaim"]
    assert found({"experiment_statement": claim})["causal-overclaim"]
    assert found({"success_statement": None}) == {}


def _rows(**columns: str) -> Rows:
    return Rows(rows=(Row(id="1", cells={QuestionId(name): Text(text=each) for name, each in columns.items()}),))


SCORE = {"model_metrics": _rows(name="AUC")}


def test_a_chain_that_does_not_reach_the_business_metric_is_found_where_it_breaks() -> None:
    (missing,) = findings(SCORE)
    assert (missing.rule, missing.question, missing.is_missing) == ("chain-broken", "metric_links", True)
    assert found({**SCORE, "metric_links": _rows(**{"from": "AUC", "to": "Offers accepted"})}) == {
        "chain-broken": ("Offers accepted",)
    }
    whole = _rows(**{"from": "AUC", "to": "Monthly churn of paying customers"})
    assert found({**SCORE, "metric_links": whole}) == {}


def test_no_guardrail_anywhere_is_found() -> None:
    (warned, *_) = findings({"guardrails": None})
    assert (warned.rule, warned.severity, warned.is_missing) == ("no-guardrail", Severity.WARNING, True)
    assert "no-guardrail" in found({"guardrails": None, "success_statement": None})


def test_a_guardrail_in_the_success_statement_or_in_the_plan_is_one() -> None:
    named = "Monthly churn falls from 3.1 % to 2.5 % by 30 June against the holdout, and complaints do not rise."
    assert "no-guardrail" not in found({"guardrails": None, "success_statement": named})
    margin = Guardrail(name="Discounts given", wanted=Direction.DOWN, margin=0.02)
    assert found({"guardrails": None}, plan=plan(guardrails=(margin,))) == {}


def test_a_guardrail_that_pays_for_the_objective_needs_a_margin() -> None:
    recommended = {"metric_name": "Orders from recommendations", "guardrails": "Time on site"}
    told = findings(recommended)
    (finding,) = [each for each in told if each.rule == "guardrail-opposes"]
    assert finding.words == ("Time on site",)
    assert finding.advice == "Time spent on the platform: at most 3% lower"
    assert "guardrail-opposes" not in found({**recommended, "guardrails": "Time on site: at most 5 % lower"})


def test_a_guardrail_the_owner_calls_the_counter_metric_ends_the_warning() -> None:
    assert found({"guardrails": "Trust: at most 1 % lower"}) == {"counter-metric-missing": ("churn",)}
    assert found({"guardrails": "Trust: at most 1 % lower, our counter-metric"}) == {}


def test_what_usually_pays_for_the_objective_is_named_as_long_as_nothing_watches_it() -> None:
    (finding,) = findings({"guardrails": "Page speed: at most 5 % slower"})
    assert (finding.rule, finding.words) == ("counter-metric-missing", ("churn",))
    assert (finding.severity, finding.question) == (Severity.WARNING, "guardrails")
    assert finding.advice == "Margin per customer: at most 2% lower"
    assert blockers((finding,)) == ()


def test_a_category_that_led_to_the_finding_is_called_by_its_label() -> None:
    options = (Option(value="cost", label="Kosten"),)
    asked = question("metric_category", AnswerType.CHOICE, options=options)
    silent = {"metric_name": "Widgets", "metric_category": Choice(option="cost"), "guardrails": "Page weight"}
    told = lint(
        dossier({**SOUND, **silent}, bank=bank(*BANK.questions, asked), project=project(name="Widgets")), RULES, EPOCH
    )
    assert {each.rule: each.words for each in told}["counter-metric-missing"] == ("Kosten",)


@pytest.mark.parametrize("name", ["Patients seen within the hour", None])
def test_an_objective_that_says_too_little_or_nothing_asks_for_no_counter_metric(name: str | None) -> None:
    told = found({"metric_name": name, "guardrails": "Waiting time"}, project=project(name="Triage"))
    assert not told.keys() & {"counter-metric-missing", "guardrail-opposes"}
