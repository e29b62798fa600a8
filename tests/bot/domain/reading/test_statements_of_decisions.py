"""Go and no-go lines, levels left behind in words, dates of old data, and promises of a new routing."""

import pytest

from bot.domain.reading import Vocabulary, read_experiment_statement, read_success_statement


@pytest.mark.parametrize(
    "text",
    [
        "50/50 by user. Go: conversion up 2%. No-go: otherwise.",
        "Ship: churn below 4 %",
        "A/B for 2 weeks, no-go: complaints rise",
        "Stop = refunds above 3 %",
    ],
)
def test_a_line_that_begins_with_the_decision_is_a_rule(text: str) -> None:
    assert read_experiment_statement(text).has_decision_rule


def test_a_go_line_without_anything_observable_is_no_rule() -> None:
    assert not read_experiment_statement("A/B by user. Go: when everybody likes it").has_decision_rule


def test_half_of_the_users_is_a_sample() -> None:
    assert read_experiment_statement("ユーザーの半分をランダムに割り当て").has_sample_or_traffic


def test_what_is_reached_stands_before_what_is_left_behind(vocabulary: Vocabulary) -> None:
    read = read_success_statement("18 Min. statt 25 Min. Wartezeit", vocabulary)
    assert read.has_target
    assert read.has_baseline


@pytest.mark.parametrize("text", ["backtest on 2025: WAPE down to 18 %", "WAPE 18 % on data from 2024"])
def test_the_date_of_old_data_is_no_deadline(text: str, vocabulary: Vocabulary) -> None:
    assert not read_success_statement(text, vocabulary).has_deadline


def test_a_date_beside_old_data_is_still_a_deadline(vocabulary: Vocabulary) -> None:
    assert read_success_statement("WAPE 18 % on data from 2024, by 30 June", vocabulary).has_deadline


def test_a_promise_of_what_the_new_routing_will_do_is_a_claim(vocabulary: Vocabulary) -> None:
    read = read_success_statement("The new routing will cut fuel by 9%", vocabulary)
    assert read.causal_overclaim
