"""The whole truth table of evidence: what a readout proves follows from facts alone."""

from itertools import product

import pytest

from bot.domain.experiments.grades import Facts, grade_of
from bot.domain.impact import Grade

NAMES = (
    "randomised",
    "final",
    "sealed",
    "as_registered",
    "sample_ratio_ok",
    "significant",
    "guardrails_ok",
    "replicated",
    "has_control",
    "harmful",
)
ALWAYS = {"final", "sealed", "as_registered", "significant", "guardrails_ok"}
PROVEN = ALWAYS | {"randomised", "sample_ratio_ok"}
TABLE = [dict(zip(NAMES, row, strict=True)) for row in product((True, False), repeat=len(NAMES))]


def expected(holds: set[str]) -> Grade:
    """The table by hand: randomised evidence needs all seven, longitudinal the five and a control series; harm needs no
    guardrails in either."""
    if "harmful" in holds:
        holds = holds | {"guardrails_ok"}
    if holds >= PROVEN:
        return Grade.REPLICATED if "replicated" in holds else Grade.RANDOMISED
    if "randomised" not in holds and holds >= ALWAYS | {"has_control"}:
        return Grade.LONGITUDINAL
    return Grade.OBSERVED


def test_every_combination_of_facts_has_its_grade() -> None:
    wrong = [
        row for row in TABLE if grade_of(Facts(**row)) is not expected({name for name, holds in row.items() if holds})
    ]
    assert (len(TABLE), wrong) == (1024, [])


def test_how_many_combinations_prove_anything_is_known() -> None:
    grades = [grade_of(Facts(**row)) for row in TABLE]
    counted = {grade: grades.count(grade) for grade in Grade}
    assert counted == {
        Grade.CLAIMED: 0,
        Grade.OFFLINE: 0,
        Grade.OBSERVED: 1024 - 12 - 6 - 6,
        Grade.LONGITUDINAL: 12,
        Grade.RANDOMISED: 6,
        Grade.REPLICATED: 6,
    }


def test_harm_stays_proven_without_guardrails_and_falls_with_everything_else() -> None:
    harm = {name: name in PROVEN - {"guardrails_ok"} or name == "harmful" for name in NAMES}
    assert grade_of(Facts(**harm)) is Grade.RANDOMISED
    assert grade_of(Facts(**{**harm, "replicated": True})) is Grade.REPLICATED
    for lacking in PROVEN - {"randomised", "guardrails_ok"}:
        assert grade_of(Facts(**{**harm, lacking: False})) is Grade.OBSERVED


@pytest.mark.parametrize("lacking", sorted(PROVEN - {"randomised"}))
def test_randomised_evidence_falls_with_any_single_fact(lacking: str) -> None:
    whole = {name: name in PROVEN for name in NAMES}
    assert grade_of(Facts(**whole)) is Grade.RANDOMISED
    assert grade_of(Facts(**{**whole, lacking: False})) is Grade.OBSERVED
