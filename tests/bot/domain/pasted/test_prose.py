"""Prose without labels is taken only as whole statements, and only where one paragraph is certainly one."""

from tests.bot.domain.pasted.shipped import left, read, typed

SUCCESS = "Monthly churn falls from 3.1 % to 2.5 % by 30 June 2027 against a random holdout."
PROOF = "We randomise customers at risk into two arms for six weeks and launch if churn falls by at least 5 %."


def test_whole_statements_are_proposed() -> None:
    text = f"Hello!\n\n{SUCCESS}\n\n{PROOF}"
    assert typed(text) == {"success_statement": SUCCESS, "experiment_statement": PROOF}
    assert read(text).proposed == ("success_statement", "experiment_statement")
    assert [each for each, _, _ in left(text)] == ["Hello!"]


def test_beside_labels_prose_is_only_shown() -> None:
    text = f"KPI: churn\n\n{SUCCESS}"
    assert typed(text) == {"metric_name": "churn"}
    assert [each for each, _, _ in left(text)] == [SUCCESS]


def test_two_candidates_are_none() -> None:
    other = "Refunds fall from 5 % to 4 % by 31 May 2027 against the control group."
    assert typed(f"{SUCCESS}\n\n{other}") == {}


def test_a_hope_without_a_level_and_a_day_is_no_statement() -> None:
    assert typed("We hope that customers will be happier.") == {}
    assert typed("AUC rises from 0.7 to 0.8 by June 2027.") == {}


def test_lists_and_essays_are_no_prose() -> None:
    assert typed(f"one: {SUCCESS} two: again") == {}
    assert typed(f"{SUCCESS} {'And more. ' * 200}") == {}
    assert typed(f"{SUCCESS} | {PROOF}") == {}
