"""A guardrail is read from one line: its name, which way is worse, and by how much at most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.experiments.guardrails import Guardrail, guardrails_in
from bot.domain.metrics import Direction
from bot.domain.named_lines import names_in

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("line", "name", "wanted", "margin"),
    [
        ("Margin per customer: at most 1 % lower", "Margin per customer", UP, 0.01),
        ("Margin per customer = at most 1 percent lower", "Margin per customer", UP, 0.01),
        ("  - Time on site: may fall by 2,5%", "Time on site", UP, 0.025),
        ("• Latency p95: at most 10 % slower", "Latency p95", DOWN, 0.1),
        ("* Visits: at most 0.5 per cent higher", "Visits", DOWN, 0.005),
        ("Visits: No more than 5 % higher", "Visits", DOWN, 0.05),
        ("Visits: at most 5 % lower, but they may rise", "Visits", UP, 0.05),
        ("Visits: No more than 5 %", "Visits", UP, 0.05),
        ("Visits: not more than 5 Percent", "Visits", UP, 0.05),
        ("Visits: at most 5 %", "Visits", UP, 0.05),
        ("Complaints: at most 5 %", "Complaints", DOWN, 0.05),
        ("Refund rate: at most 5 %", "Refund rate", DOWN, 0.05),
        ("Response time: at most 5 %", "Response time", DOWN, 0.05),
        ("Complaints resolved: at most 5 % lower", "Complaints resolved", UP, 0.05),
        ("Marge je Kunde: höchstens 1 % niedriger", "Marge je Kunde", UP, 0.01),
        ("Prüfdauer: maximal 10 Prozent länger", "Prüfdauer", DOWN, 0.1),
        ("Besuche: nicht mehr als 5 % weniger", "Besuche", UP, 0.05),
        ("Beschwerden: höchstens 5 %", "Beschwerden", DOWN, 0.05),
        ("Besuche: höchstens 5 %", "Besuche", UP, 0.05),
        ("Complaints must not rise", "Complaints must not rise", DOWN, None),
        ("Trust:", "Trust", UP, None),
        ("Trust", "Trust", UP, None),
        ("Revenue: at most 100 % lower", "Revenue", UP, None),
        ("Revenue: at most 0 % lower", "Revenue", UP, None),
        ("Revenue: at most 1,000 % lower", "Revenue", UP, None),
        ("Revenue: at most €5 lower", "Revenue", UP, None),
        ("Revenue: at most 0.5pp lower", "Revenue", UP, None),
        ("x" * 200 + ": at most 2 % lower", "x" * 119 + "…", UP, 0.02),
        ("x" * 200, "x" * 119 + "…", UP, None),
    ],
)
def test_a_line_says_what_must_not_get_worse(line: str, name: str, wanted: Direction, margin: float | None) -> None:
    assert guardrails_in(line) == (Guardrail(name=name, wanted=wanted, margin=margin),)


@pytest.mark.parametrize(
    ("line", "name", "margin", "level", "sd"),
    [
        ("Refund rate, not worse than 2 %, today 4 %", "Refund rate", 0.02, 0.04, None),
        ("Refund rate: at most 2 % higher, today 4 %", "Refund rate", 0.02, 0.04, None),
        ("Refund rate: today 4 %, at most 2 % higher", "Refund rate", 0.02, 0.04, None),
        ("Refund rate: at most 2 % higher (today 4 percent)", "Refund rate", 0.02, 0.04, None),
        ("Refund rate: at most 2 % higher, today: 0.04", "Refund rate", 0.02, 0.04, None),
        ("Refund rate: at most 2 % higher; currently 3,5 %", "Refund rate", 0.02, 0.035, None),
        ("Margin per customer: at most 1 % lower, today 12.40 ± 3.10", "Margin per customer", 0.01, 12.4, 3.1),
        ("Margin per customer: at most 1 % lower, today €12.40 +/- €3.10", "Margin per customer", 0.01, 12.4, 3.1),
        ("Margin per customer: at most 1 % lower, today 12.40 sd 3.10", "Margin per customer", 0.01, 12.4, 3.1),
        ("Share of repeats: at most 5 % lower, today 40 % ± 10 %", "Share of repeats", 0.05, 0.4, 0.1),
        ("Margin per customer: at most 1 % lower, today 12.40", "Margin per customer", 0.01, None, None),
        ("Margin per customer: at most 1 % lower, today 12.40 ± 0", "Margin per customer", 0.01, None, None),
        ("Revenue: at most 1 % lower, today 1,250 ± 310", "Revenue", 0.01, None, None),
        ("Revenue: at most 1 % lower, today 12k ± 3k", "Revenue", 0.01, None, None),
        ("Refund rate: at most 2 % higher, today 400 %", "Refund rate", 0.02, None, None),
        ("Refund rate: at most 2 % higher, today unknown", "Refund rate", 0.02, None, None),
        ("Orders, web and app: at most 2 % lower", "Orders, web and app", 0.02, None, None),
        ("Orders, web and app", "Orders, web and app", None, None, None),
        ("Wait, at most 2 % longer", "Wait", 0.02, None, None),
    ],
)
def test_a_line_may_say_where_the_metric_stands(
    line: str, name: str, margin: float | None, level: float | None, sd: float | None
) -> None:
    (found,) = guardrails_in(line)
    assert (found.name, found.margin, found.is_counter) == (name, margin, False)
    assert (found.level, found.sd) == (
        None if level is None else pytest.approx(level),
        None if sd is None else pytest.approx(sd),
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Approved payments: at most 0.2 % fewer, counter-metric", "Approved payments"),
        ("Approved payments: at most 0.2 % fewer (counter metric)", "Approved payments"),
        ("Approved payments (our counter-metric): at most 0.2 % fewer", "Approved payments"),
        ("Counter-metric: Approved payments, at most 0.2 % fewer", "Approved payments"),
        ("Approved payments: at most 0.2 % fewer; this is our Counter-Metric", "Approved payments"),
        ("Approved payments: at most 0.2 % fewer, today 97 %, counter-metric", "Approved payments"),
    ],
)
def test_a_line_may_say_that_it_is_the_counter_metric(line: str, name: str) -> None:
    (found,) = guardrails_in(line)
    assert (found.name, found.margin, found.wanted, found.is_counter) == (name, 0.002, UP, True)


def test_lines_are_read_in_order_and_the_first_of_equal_names_counts() -> None:
    typed = "Margin: at most 1 % lower\n\n : nothing\nTickets: at most 5 % higher\nMARGIN: at most 9 % lower"
    assert [(each.name, each.margin) for each in guardrails_in(typed)] == [("Margin", 0.01), ("Tickets", 0.05)]


def test_no_answer_holds_no_guardrail() -> None:
    assert guardrails_in(None) == guardrails_in("") == guardrails_in(" \n\t") == ()
    assert names_in(None) == ()


def test_names_stand_before_the_colon_each_once() -> None:
    assert names_in("- Offers accepted: saves 0.1\nVisits\n: x\nVisits: again") == ("Offers accepted", "Visits")


@given(typed=st.text(max_size=400))
def test_no_line_is_lost_and_every_margin_is_a_share(typed: str) -> None:
    found = guardrails_in(typed)
    assert all(each.margin is None or 0 < each.margin < 1 for each in found)
    assert {each.name.casefold() for each in found} == {name.casefold() for name in names_in(typed)}


def test_a_spread_that_could_be_thousands_leaves_the_level_unsaid() -> None:
    (found,) = guardrails_in("Margin: at most 1 % lower, today 12 ± 1,234")
    assert (found.level, found.sd) == (None, None)
