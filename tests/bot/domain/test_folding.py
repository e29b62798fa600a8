"""A page shows at once what a signature needs and what the answers ask for; the rest can wait."""

from bot.domain.charter import Choice
from bot.domain.folding import unfolded
from bot.domain.ids import QuestionId
from bot.domain.questions import Condition
from tests.bot.domain.builders import CHURN, charter, question

NAME = question("metric_name", required=True)
WORTH = question("value_per_unit", at_once=True)
WINDOW = question("baseline_window")
SPREAD = question("spread")
DONORS = question("donors", when=Condition(question=QuestionId("design"), options=("synthetic_control",)))
ARMS = question("arms", when=Condition(question=QuestionId("design"), options=("ab",)))
PAGE = (NAME, WORTH, WINDOW, SPREAD, DONORS, ARMS)


def shown(*there: str, **answers: object) -> list[str]:
    return [each.id for each in unfolded(charter(**answers), PAGE, there=there)]


def test_what_is_needed_or_marked_is_shown_at_once_and_the_rest_is_folded() -> None:
    assert shown() == ["metric_name", "value_per_unit"]


def test_what_is_answered_or_typed_is_never_folded() -> None:
    assert "baseline_window" in shown(baseline_window="Last 12 weeks")
    assert "baseline_window" in shown("baseline_window")


def test_what_the_verdict_still_lacks_is_shown_once_a_design_is_chosen() -> None:
    counted = {**CHURN, "metric_unit": "tickets"}
    assert "spread" not in shown(**{**counted, "baseline": 12.0})
    assert "spread" in shown(**{**counted, "baseline": 12.0, "design": Choice(option="ab")})


def test_what_a_design_asks_for_unfolds_only_where_its_verdict_needs_it() -> None:
    assert "donors" in shown(design=Choice(option="synthetic_control"))
    assert "arms" not in shown(design=Choice(option="ab"))
    assert "arms" in shown("arms", design=Choice(option="ab"))


def test_a_page_that_needs_nothing_is_shown_whole() -> None:
    optional = (WORTH, WINDOW)
    assert unfolded(charter(), optional) == optional
