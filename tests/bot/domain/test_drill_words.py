"""An answer that says nothing is told from one that does, in few words and in many scripts."""

import pytest

from bot.domain.drill_words import names_a_way, names_somebody, says_nobody


@pytest.mark.parametrize(
    "what",
    [
        "The alert on the age of the feature table",
        "Grafana alert",
        "PSI drift monitor",
        "freshness test in dbt",
        "Überwachung der Merkmalstabelle",
        "監視アラート",
    ],
)
def test_a_way_is_named(what: str) -> None:
    assert names_a_way(what, words=2)


@pytest.mark.parametrize(
    "what", ["", "an alert", "something would tell us", "yes", "alert, alert!", "idk", "12 34", "警報"]
)
def test_a_way_is_not_named(what: str) -> None:
    assert not names_a_way(what, words=2)


@pytest.mark.parametrize("paged", ["Team Retention", "Mei", "the on-call rota", "me: Ana", "@mei", "当番の人"])
def test_somebody_is_named(paged: str) -> None:
    assert names_somebody(paged)
    assert not says_nobody(paged)


@pytest.mark.parametrize("paged", ["somebody", "the team", "us", "?", "everyone"])
def test_nobody_in_particular_is_named(paged: str) -> None:
    assert not names_somebody(paged)


@pytest.mark.parametrize("paged", ["", "Nobody", " no one. ", "none", "—"])
def test_that_nobody_is_called_is_said_outright(paged: str) -> None:
    assert says_nobody(paged)
    assert not names_somebody(paged)
