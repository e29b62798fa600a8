"""An experiment statement is told its design, and what it says of rule, length, size and smallest effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import read_experiment_statement

DESIGNS = (
    ("We'll A/B test it on 20% of sessions for 3 weeks", "ab"),
    ("Random half of stores get the new prices; compare profit", "ab"),
    ("RCT with 2,000 patients", "ab"),
    ("Users are hashed into treatment and control, 10% holdout", "ab"),
    ("geo experiment, 40 DMAs randomised", "ab"),
    ("control group of 5% stays on the old rules", "ab"),
    ("Zufällige Aufteilung der Filialen in zwei Gruppen", "ab"),
    ("test aléatoire sur 10 % des clients pendant un mois", "ab"),
    ("multi-armed bandit across 3 variants", "ab"),
    ("shadow mode for a week, then A/B with 50k users", "ab"),
    ("on/off by day for six weeks", "switchback"),
    ("every other week the old planner runs again", "switchback"),
    ("odd days new model, even days old model", "switchback"),
    (
        "compare the pilot region with a similar region that does not get it, before and after",
        "difference_in_differences",
    ),
    ("matched stores, DiD", "difference_in_differences"),
    ("synthetic control for the pilot country", "difference_in_differences"),
    ("Berlin gets it, Hamburg does not; compare the change in both", "difference_in_differences"),
    ("before/after comparison of monthly complaints", "interrupted_time_series"),
    ("we look at last year vs this year", "interrupted_time_series"),
    ("Vorher-Nachher-Vergleich über 12 Monate", "interrupted_time_series"),
    ("Measure scrap 3 months before and 3 months after launch", "interrupted_time_series"),
    ("start with 1% then 10% then 50%", "staged_rollout"),
    ("canary release, stop if errors rise", "staged_rollout"),
    ("we roll it out region by region", "staged_rollout"),
    ("phased rollout over Q2", "staged_rollout"),
    ("we compare models on last year's data", "offline_only"),
    ("replay of logged traffic", "offline_only"),
    ("the experiment is tracked in MLflow with 5 folds", "offline_only"),
    ("held-out test set", "offline_only"),
    ("simulate the warehouse", "offline_only"),
    ("No.", "none"),
    ("we will launch to all customers at once", "none"),
    ("no experiment planned", "none"),
    ("we cannot randomise", "none"),
    ("not needed, the benefit is obvious", "none"),
    ("Wir machen keinen Test", "none"),
    ("legal forbids any test", "none"),
    ("kein Experiment, sofort für alle Kunden", "none"),
    ("tbd", "unclear"),
    ("yes", "unclear"),
    ("we will measure the impact carefully", "unclear"),
    ("a pilot in two branches", "unclear"),
    ("not decided yet", "unclear"),
    ("maybe next quarter", "unclear"),
    ("data science will know", "unclear"),
    ("A/B of two checkpoints on historical data", "offline_only"),
    ("offline replay, then A/B", "ab"),
    ("the test set first and then a random half of users", "ab"),
    ("no A/B possible; we alternate weeks", "switchback"),
    ("we compare to stores without it because we cannot randomise", "difference_in_differences"),
    ("A/Bテストは実施しない", "none"),
    ("", "unclear"),
)


@pytest.mark.parametrize(("text", "design"), DESIGNS)
def test_the_design_is_read_off(text: str, design: str) -> None:
    reading = read_experiment_statement(text)
    assert reading.design == design
    assert bool(reading.words) == (design != "unclear")


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("A/B test", ""),
        ("A/B for 3 weeks", "duration"),
        ("A/B with 20k users", "sample"),
        ("A/B, MDE 2%", "mde"),
        ("A/B; ship if revenue rises by 1%", "rule"),
        ("A/B; if it goes well we ship", ""),
        ("A/B; we ship if the pilot goes well and numbers look better", ""),
        ("A/B on 10% of traffic for 14 days, detects 0.5 pp, stop if complaints exceed 3%", "duration sample mde rule"),
        ("switchback, alternating every 2 hours", ""),
        ("switchback every 2 hours for 4 weeks", "duration"),
        ("backtest over the last 24 months", ""),
        ("interrupted time series, 24 months before", "duration"),
        ("no experiment, 30 days, 500 users, ship if p < 0.05", ""),
    ],
)
def test_each_flag_needs_its_own_words(text: str, flags: str) -> None:
    reading = read_experiment_statement(text)
    found = {
        "rule": reading.has_decision_rule,
        "duration": reading.has_duration,
        "sample": reading.has_sample_or_traffic,
        "mde": reading.has_mde,
    }
    assert {flag for flag, words in found.items() if words} == set(flags.split())
    assert all(word.text in text for words in found.values() for word in words)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    reading = read_experiment_statement(text)
    assert reading.design != "none" or not (reading.has_mde or reading.has_duration)
