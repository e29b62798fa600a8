"""The chain in words and as a picture: how far each metric moves, and where it breaks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.chain import MetricChain
from bot.charts.palette import Grade
from bot.domain.chain import Break, Chain, Link, Metric, Moved, Per, Role, Step, Why, chain_of
from bot.domain.charter import Quantity
from bot.domain.metrics import Unit, UnitKind
from bot.views.chain import chain_line, chain_picture
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.domain.builders import quantity
from tests.bot.domain.test_chain import CHURN_NAME, SAVES, STEP, of, rows, whole
from tests.bot.views.nasty import typed
from tests.bot.views.samples import CHURN, FRESH_CARD
from tests.bot.views.seen import assert_message

WORTH = {"value_per_unit": quantity(400_000, "currency:EUR")}
HOLDS = whole(of(STEP, {**SAVES, "evidence": "Offers test of last spring"}, **WORTH))


def plot(chain: Chain, words: Words) -> MetricChain:
    (picture,) = chain_picture(chain, CHURN, words)
    assert isinstance(picture.data, MetricChain)
    return picture.data


def test_the_line_goes_from_the_model_to_money(words: Words) -> None:
    assert chain_line(HOLDS, words).plain == (
        "Claimed chain: AUC 0.74 → 0.8 → Offers accepted +2.0 pp [+1.0 to +3.0 pp] → Monthly churn of paying customers "
        "\N{MINUS SIGN}0.20 pp [\N{MINUS SIGN}0.45 to \N{MINUS SIGN}0.05 pp] → €80 k/yr [€20 k to €180 k]"
    )


def test_what_nobody_said_is_left_out(words: Words) -> None:
    bare = whole(of({"from": "AUC", "to": CHURN_NAME}, models=rows({"name": "AUC"})))
    assert chain_line(bare, words).plain == "Claimed chain: AUC → Monthly churn of paying customers"
    only = whole(of({"from": "AUC", "to": CHURN_NAME}, models=rows({"name": "AUC", "today": quantity(0.7, "ratio")})))
    assert chain_line(only, words).plain.startswith("Claimed chain: AUC 0.7 → Monthly")
    exact = whole(of({**STEP, "effect": quantity(0.02, "percentage_points")}, SAVES))
    assert "Offers accepted +2 pp → Monthly" in chain_line(exact, words).plain


def test_money_without_a_range_has_no_ends(words: Words) -> None:
    effect = quantity(-0.002, "percentage_points")
    exact = whole(of({"from": "AUC", "to": CHURN_NAME, "effect": effect, "per": "step"}, **WORTH))
    assert chain_line(exact, words).plain.endswith("→ €80 k/yr")


def test_further_paths_are_counted(words: Words) -> None:
    two = whole(of(STEP, SAVES, {"from": "AUC", "to": CHURN_NAME}))
    assert chain_line(two, words).plain.endswith("· 1 more path leads there")


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ((), "Broken chain: AUC 0.74 → 0.8 ⇢ Monthly churn of paying customers. No link says what the model moves."),
        ((SAVES,), "No link begins at “AUC”."),
        ((STEP,), "[+1.0 to +3.0 pp] ⇢ Monthly churn of paying customers. No link leads on from “Offers accepted”."),
        (
            (STEP, {**SAVES, "to": "Monthly churm of paying customers"}),
            "from “Monthly churm of paying customers”; is “Monthly churn of paying customers” the same.",
        ),
    ],
)
def test_a_broken_chain_says_where_and_why(words: Words, links: tuple[dict[str, object], ...], told: str) -> None:
    assert told in chain_line(whole(of(*links)), words).plain


def test_the_picture_has_a_box_for_each_metric_and_for_the_money(words: Words) -> None:
    drawn = plot(HOLDS, words)
    assert [(link.role, link.name, link.value) for link in drawn.links] == [
        ("Model metric", "AUC", "0.74 → 0.8"),
        ("Proxy metric", "Offers accepted", "+2.0 pp [+1.0 to +3.0 pp]"),
        (
            "Business metric",
            CHURN_NAME,
            "\N{MINUS SIGN}0.20 pp [\N{MINUS SIGN}0.45 to \N{MINUS SIGN}0.05 pp]",
        ),
        ("Money", "Worth a year", "€80 k/yr [€20 k to €180 k]"),
    ]
    assert [link.grade for link in drawn.links] == [Grade.CLAIMED, Grade.CLAIMED, Grade.CLAIMED, None]
    assert drawn.links[1].evidence.endswith("for each unit · Offers test of last spring")
    (picture,) = chain_picture(HOLDS, CHURN, words)
    assert picture.alt_text == chain_line(HOLDS, words).plain


def test_a_broken_place_is_a_gap_before_the_business_metric(words: Words) -> None:
    drawn = plot(whole(of({**STEP, "effect": quantity(0.02, "percentage_points")})), words)
    assert [link.name for link in drawn.links] == ["AUC", "Offers accepted", CHURN_NAME]
    assert (drawn.links[1].grade, drawn.links[1].evidence) == (None, "The chain breaks here: no link leads on")
    assert drawn.links[0].grade is Grade.CLAIMED


def test_a_link_without_a_word_says_so(words: Words) -> None:
    drawn = plot(whole(of({"from": "AUC", "to": CHURN_NAME})), words)
    assert drawn.links[0].evidence == "Effect not said"
    assert len(drawn.links) == 2, "nothing is worth anything yet"


def test_the_card_shows_a_chain_that_somebody_began(words: Words) -> None:
    assert "Claimed chain: AUC" in render(replace(FRESH_CARD, chain=HOLDS), words).text
    begun = chain_of(of(STEP))
    assert "Broken chain: AUC" in render(replace(FRESH_CARD, chain=begun), words).text
    nothing = chain_of(of())
    assert "hain" not in render(replace(FRESH_CARD, chain=nothing), words).text


units = st.sampled_from(
    [
        Unit(kind=UnitKind.PERCENT, label="%"),
        Unit(kind=UnitKind.MONEY, label="EUR"),
        Unit(kind=UnitKind.PLAIN, label="t"),
    ]
)
levels = st.none() | st.floats(-1e300, 1e300)
moves = st.none() | st.tuples(*[st.floats(-1e300, 1e300)] * 3).map(sorted).map(
    lambda ends: Moved(low=ends[0], likely=ends[1], high=ends[2])
)
effects = st.none() | st.builds(
    Quantity,
    value=st.floats(-1e9, 1e9),
    unit=st.sampled_from(["count", "percentage_points", "relative_change"]),
    typed=typed,
    echo=typed,
)
steps = st.builds(
    Step,
    metric=st.builds(Metric, name=typed, role=st.sampled_from(Role), unit=units, today=levels, target=levels),
    link=st.none() | st.builds(Link, start=typed, end=typed, effect=effects, per=st.sampled_from(Per), evidence=typed),
    moved=moves,
)
chains = st.builds(
    Chain,
    business=typed,
    paths=st.lists(st.lists(steps, min_size=1, max_size=14).map(tuple), min_size=1, max_size=3).map(tuple),
    broken=st.none() | st.builds(Break, why=st.sampled_from(Why), at=typed, meant=typed),
    worth=moves,
    currency=st.just("EUR"),
)


@given(chain=chains)
@settings(max_examples=60, deadline=None)
def test_slack_takes_every_chain(words: Words, chain: Chain) -> None:
    assert_message(render(replace(FRESH_CARD, chain=chain), words))
    (picture,) = chain_picture(chain, CHURN, words)
    assert len(picture.alt_text) <= 2000
    assert len(picture.data.links) <= 8
