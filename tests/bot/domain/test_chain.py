"""The metric chain: names find each other, a way leads to money or it is said where it breaks."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.domain import chain
from bot.domain.chain import Chain, Moved, Role, Why
from bot.domain.charter import Cell, Charter, Choice, Quantity, Row, Rows, Text
from bot.domain.ids import QuestionId
from tests.bot.domain.builders import CHURN, charter, quantity

CHURN_NAME = "Monthly churn of paying customers"
AUC = {"name": "AUC", "today": quantity(0.74, "ratio"), "target": quantity(0.80, "ratio")}
OFFERS = {"name": "Offers accepted", "today": quantity(0.12, "percent", "12%")}


def rows(*each: Mapping[str, object]) -> Rows:
    """Rows from plain cells: words as text, `per` as a choice."""
    return Rows(
        rows=tuple(
            Row(id=f"r{number}", cells={QuestionId(column): _cell(column, cell) for column, cell in row.items()})
            for number, row in enumerate(each)
        )
    )


def _cell(column: str, cell: object) -> Cell:
    if isinstance(cell, Quantity):
        return cell
    return cell if isinstance(cell, Choice) else Choice(option=str(cell)) if column == "per" else Text(text=str(cell))


def points(likely: float, low: float | None = None, high: float | None = None) -> Quantity:
    """An effect in percentage points."""
    shown = quantity(likely / 100, "percentage_points")
    return replace(shown, low=None if low is None else low / 100, high=None if high is None else high / 100)


STEP = {"from": "AUC", "to": "Offers accepted", "effect": points(2, 1, 3), "per": "step"}
SAVES = {"from": "Offers accepted", "to": CHURN_NAME, "effect": points(-0.1, -0.15, -0.05)}


def of(*links: Mapping[str, object], models: object = None, proxies: object = None, **also: object) -> Charter:
    return charter(
        **{
            **CHURN,
            "model_metrics": rows(AUC) if models is None else models,
            "proxy_metrics": rows(OFFERS) if proxies is None else proxies,
            **({"metric_links": rows(*links)} if links else {}),
            **also,
        }
    )


def whole(written: Charter) -> Chain:
    found = chain.chain_of(written)
    assert found is not None
    return found


def moved(low: float, likely: float, high: float) -> Moved:
    close = pytest.approx
    return Moved(low=close(low), likely=close(likely), high=close(high))  # type: ignore[arg-type]  # give or take rounding


def test_a_way_from_model_to_money_says_how_far_each_metric_moves() -> None:
    """By hand: 2 points of offers at a tenth of a point of churn each save 0.2; at 400,000 a point 80,000 are saved."""
    found = whole(of(STEP, SAVES, value_per_unit=quantity(400_000, "currency:EUR")))
    (path,) = found.paths
    assert [(step.metric.name, step.metric.role) for step in path] == [
        ("AUC", Role.MODEL),
        ("Offers accepted", Role.PROXY),
        (CHURN_NAME, Role.BUSINESS),
    ]
    assert path[0].moved == moved(0.06, 0.06, 0.06)
    assert path[1].moved == moved(1, 2, 3)
    assert path[2].moved == moved(-0.45, -0.2, -0.05)
    assert found.worth == moved(20_000, 80_000, 180_000)
    assert found.currency == "EUR"
    assert found.broken is None
    assert chain.broken(of(STEP, SAVES)) is None


def test_names_find_each_other_whatever_their_case_and_blanks() -> None:
    loose = {**SAVES, "from": " offers  ACCEPTED", "to": "monthly churn of paying  customers "}
    assert whole(of(STEP, loose)).broken is None


def test_a_model_metric_may_lead_to_the_business_metric_at_once() -> None:
    found = whole(of({"from": "AUC", "to": CHURN_NAME, "effect": points(-0.3), "per": "step"}))
    assert [step.metric.name for step in found.paths[0]] == ["AUC", CHURN_NAME]
    assert found.paths[0][-1].moved == moved(-0.3, -0.3, -0.3)


@pytest.mark.parametrize(
    ("effect", "per", "expected"),
    [
        (points(-0.1), None, moved(-0.3, -0.2, -0.1)),
        (points(-0.1), "unit", moved(-0.3, -0.2, -0.1)),
        (points(-0.1), "step", moved(-0.1, -0.1, -0.1)),
        (points(-0.12), "share", moved(-3, -2, -1)),
        (quantity(-0.1, "relative_change"), "step", moved(-0.31, -0.31, -0.31)),
        (quantity(-0.1), "unit", moved(-0.3, -0.2, -0.1)),
        (quantity(5, "currency:EUR"), "step", None),
        (None, "step", None),
    ],
)
def test_an_effect_is_for_each_unit_each_percent_or_all_of_it(
    effect: Quantity | None, per: str | None, expected: Moved | None
) -> None:
    """12 % of offers today: 1 to 3 points more are 8.3 to 25 % more, at 0.12 points for each percent 1 to 3 points."""
    said = {"effect": effect, "per": per}
    link = {"from": "Offers accepted", "to": CHURN_NAME, **{name: cell for name, cell in said.items() if cell}}
    assert whole(of(STEP, link)).paths[0][-1].moved == expected


def test_what_nobody_said_leaves_the_way_without_a_figure() -> None:
    bare = rows({"name": "AUC"})
    per_unit = {**STEP, "per": "unit"}
    assert whole(of(per_unit, SAVES, models=bare)).paths[0][-1].moved is None
    assert (
        whole(of(STEP, {**SAVES, "per": "share"}, proxies=rows({"name": "Offers accepted"}))).paths[0][-1].moved is None
    )
    unknown = {**SAVES, "effect": quantity(-0.1, "relative_change")}
    assert whole(of(STEP, unknown, baseline=None)).paths[0][-1].moved is None
    assert whole(of(STEP, SAVES)).worth is None, "nobody said what a unit is worth"


def test_points_and_money_move_only_what_is_counted_in_them() -> None:
    tickets = {"metric_unit": "tickets", "baseline": quantity(200), "target": quantity(150)}
    assert whole(of(STEP, SAVES, **tickets)).paths[0][-1].moved is None
    euros = {"metric_unit": "€", "baseline": quantity(1e6, "currency:EUR"), "target": None}
    saved = {**SAVES, "effect": quantity(-500, "currency:EUR")}
    assert whole(of(STEP, saved, **euros)).paths[0][-1].moved == moved(-1500, -1000, -500)
    unsaid = rows({"name": "Offers accepted"})
    assert whole(of(STEP, SAVES, proxies=unsaid)).paths[0][1].moved == moved(1, 2, 3), "points tell the unit"


def test_units_of_metrics_are_those_that_were_said_or_those_of_their_levels() -> None:
    proxies = rows(
        {"name": "Baskets", "unit": "€"}, {"name": "Spend", "today": quantity(5, "currency:USD")}, {"name": "Visits"}
    )
    links = [
        {"from": start, "to": end} for start, end in (("AUC", "Baskets"), ("Baskets", "Spend"), ("Spend", "Visits"))
    ]
    found = whole(of(*links, {"from": "Visits", "to": CHURN_NAME}, proxies=proxies))
    assert [step.metric.unit.label for step in found.paths[0]] == ["", "EUR", "USD", "", "%"]


def test_a_price_that_is_a_range_widens_the_worth() -> None:
    price = replace(quantity(400_000), low=300_000.0, high=500_000.0)
    found = whole(of(STEP, SAVES, value_per_unit=price, currency=Choice(option="USD")))
    assert found.worth == moved(0.05 * 300_000, 80_000, 0.45 * 500_000)
    assert found.currency == "USD"
    rising = whole(of(STEP, SAVES, value_per_unit=price, metric_direction=Choice(option="up")))
    assert rising.worth == moved(-0.45 * 500_000, -80_000, -0.05 * 300_000)
    assert rising.currency == "EUR"


# --- where it breaks ------------------------------------------------------------------------------------


def test_a_chain_without_links_is_broken_at_once() -> None:
    found = whole(of())
    assert found.broken is not None
    assert (found.broken.why, found.broken.at) == (Why.NO_LINKS, "AUC")
    assert chain.broken(of()) == ()


def test_a_chain_breaks_where_no_link_leads_on() -> None:
    written = of(STEP)
    found = whole(written)
    assert found.broken is not None
    assert (found.broken.why, found.broken.at, found.broken.meant) == (Why.LEADS_NOWHERE, "Offers accepted", "")
    assert [step.metric.name for step in found.paths[0]] == ["AUC", "Offers accepted"]
    assert chain.broken(written) == ("Offers accepted",)


def test_a_name_that_is_almost_right_is_proposed() -> None:
    typo = {**SAVES, "to": "Monthly churm of paying customers"}
    found = whole(of(STEP, typo))
    assert found.broken is not None
    assert (found.broken.at, found.broken.meant) == ("Monthly churm of paying customers", CHURN_NAME)
    assert found.paths[0][-1].metric.role is Role.OTHER
    gap = whole(of({**STEP, "to": "Offers acepted"}, SAVES))
    assert gap.broken is not None
    assert gap.broken.meant == "Offers accepted"


def test_a_chain_that_nothing_begins_says_so() -> None:
    found = whole(of(SAVES, {"from": "AUCC", "to": "Offers accepted"}))
    assert found.broken is not None
    assert (found.broken.why, found.broken.at) == (Why.NOT_BEGUN, "AUC")


def test_the_farthest_way_is_shown() -> None:
    models = rows({"name": "F1"}, AUC)
    found = whole(of(STEP, models=models))
    assert [step.metric.name for step in found.paths[0]] == ["AUC", "Offers accepted"]


def test_circles_end() -> None:
    back = {"from": "Offers accepted", "to": "AUC"}
    assert whole(of(STEP, back)).broken is not None
    assert len(whole(of(STEP, back, SAVES)).paths) == 1


def test_the_way_whose_effects_are_all_said_comes_first() -> None:
    direct = {"from": "AUC", "to": CHURN_NAME}
    found = whole(of(direct, STEP, SAVES))
    assert [len(path) for path in found.paths] == [3, 2]


def test_a_web_of_links_is_not_followed_for_ever() -> None:
    names = [f"M{number}" for number in range(12)]
    links = [{"from": start, "to": end} for start in ("AUC", *names) for end in names if start != end]
    assert whole(of(*links)).broken is not None
    ends = [{"from": name, "to": CHURN_NAME} for name in names]
    assert len(whole(of(*links, *ends)).paths) == 12


@pytest.mark.parametrize("missing", ["metric_name", "model_metrics"])
def test_there_is_no_chain_before_both_ends_are_named(missing: str) -> None:
    written = charter(**{**CHURN, "model_metrics": rows(AUC), missing: None})
    assert chain.chain_of(written) is None
    assert chain.broken(written) is None


def test_metrics_that_were_answered_in_words_are_linked_by_their_names() -> None:
    found = whole(of(STEP, SAVES, models="AUC: 0.74 today", proxies="Offers accepted: saves churn"))
    assert [step.metric.role for step in found.paths[0]] == [Role.MODEL, Role.PROXY, Role.BUSINESS]


def test_a_proxy_that_is_called_as_the_business_metric_does_not_hide_it() -> None:
    found = whole(of({"from": "AUC", "to": CHURN_NAME}, proxies=rows({"name": CHURN_NAME})))
    assert found.paths[0][-1].metric.role is Role.BUSINESS
