"""What a project is worth while the lint says something of its metric."""

from dataclasses import replace

import pytest

from bot.domain.findings import Finding, Severity
from bot.domain.ids import QuestionId
from bot.domain.impact import Unpriced
from bot.domain.valuing import impact_in
from tests.bot.domain.builders import dossier, quantity

PRICED = {
    "metric_name": "MAPE",
    "metric_unit": "%",
    "metric_direction": "down",
    "baseline": quantity(0.12, "percent"),
    "target": quantity(0.10, "percent"),
    "value_per_unit": quantity(400_000, "currency:EUR"),
}
SCORE = Finding(
    rule="business-metric-is-model-metric",
    severity=Severity.BLOCKER,
    question=QuestionId("metric_name"),
    words=("MAPE",),
)


def test_a_metric_that_is_blocked_as_a_score_claims_nothing() -> None:
    claimed = impact_in(dossier(PRICED), "EUR")
    assert claimed.annual is not None
    blocked = impact_in(dossier(PRICED), "EUR", (SCORE,))
    assert (blocked.annual, blocked.change, blocked.missing) == (None, None, Unpriced.SCORE)


@pytest.mark.parametrize(
    "other",
    [replace(SCORE, severity=Severity.WARNING), replace(SCORE, rule="no-decision-rule")],
    ids=["warned", "other"],
)
def test_other_findings_take_no_money_away(other: Finding) -> None:
    assert impact_in(dossier(PRICED), "EUR", (other,)) == impact_in(dossier(PRICED), "EUR")
