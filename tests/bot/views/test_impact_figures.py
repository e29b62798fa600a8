"""A figure in money says how it came about: what was seen, what money counts of it and why, and the formula."""

from dataclasses import replace

import pytest

from bot.domain.impact import Grade, Impact, Money, Span, Unpriced
from bot.domain.metrics import Direction
from bot.domain.prices import Price
from bot.statistics.usual_lifts import Prior, PriorSource
from bot.views.impact_figures import how_line, impact_lines, seen_text
from bot.views.messages import render
from bot.views.words import Words
from tests.bot.views import samples
from tests.bot.views.samples import CHURN_KPI, DRAWN, FRAUD_KPI, STOPPED, SUPPORT_KPI


def said(impact: Impact, words: Words) -> str:
    return "\n".join(line.mrkdwn for line in impact_lines(impact, CHURN_KPI, words))


def test_a_proven_figure_says_what_was_seen_what_counts_and_the_formula(words: Words) -> None:
    """By hand: 0.32 points at 400,000 euros a point are 128,000 euros; the metric fell, so its changes are negative."""
    line = how_line(DRAWN, CHURN_KPI, words)
    assert line is not None
    assert line.mrkdwn == (
        "Seen \u22120.40 pp [\u22120.60 to \u22120.20 pp]. Money counts \u22120.32 pp, because winners exaggerate "
        "and lifts usually lie within ±4 % (stated default). 0.32 pp \u00d7 €400,000 a point = €128 k/yr"
    )


def test_the_prior_of_own_experiments_is_named_with_their_number(words: Words) -> None:
    own = replace(DRAWN, prior=Prior(sd=0.021, source=PriorSource.OWN_EXPERIMENTS, experiments=7))
    assert "lifts usually lie within ±2.1 % (from your own 7 finished experiments)" in said(own, words)


def test_a_score_has_no_figure_in_money_and_says_why(words: Words) -> None:
    score = Impact(grade=Grade.CLAIMED, change=None, annual=None, missing=Unpriced.SCORE)
    assert said(score, words).startswith("No figure in money: the metric is a score of the model")
    row = replace(samples.CHURN_ROW, impact=score)
    shown = render(samples.digest_of(row), words)
    assert "no figure in money: the metric is a model's score" in shown.text


def test_a_default_after_five_experiments_says_why_it_still_counts(words: Words) -> None:
    alike = replace(DRAWN, prior=Prior(sd=0.04, source=PriorSource.DEFAULT, experiments=6))
    assert "(stated default: your own 6 finished experiments differ by no more than chance)" in said(alike, words)


def test_what_was_not_drawn_has_only_the_formula(words: Words) -> None:
    logged = replace(samples.MEASURED, worth=40_000_000)
    line = how_line(logged, CHURN_KPI, words)
    assert line is not None
    assert line.mrkdwn == "0.2 pp \u00d7 €40 M a point = €80 k/yr"


def test_a_figure_from_before_it_was_told_has_no_formula(words: Words) -> None:
    assert how_line(samples.MEASURED, CHURN_KPI, words) is None
    assert how_line(samples.UNPRICED, SUPPORT_KPI, words) is None
    assert len(impact_lines(samples.MEASURED, CHURN_KPI, words)) == 2


def test_a_loss_keeps_its_sign_in_the_formula(words: Words) -> None:
    loss = replace(DRAWN, change=-0.0032, annual=Money(amount=-128_000, currency="EUR", low=-198_125, high=-57_875),
                   seen=Span(value=-0.004, low=-0.006, high=-0.002))  # fmt: skip
    text = said(loss, words)
    assert "Seen +0.40 pp [+0.20 to +0.60 pp]. Money counts +0.32 pp" in text
    assert "\u22120.32 pp \u00d7 €400,000 a point = \u2212€128 k/yr" in text
    assert "Proven by a randomised experiment to do harm." in text
    again = said(replace(loss, grade=Grade.REPLICATED), words)
    assert "Proven by randomised experiments, more than once, to do harm." in again


@pytest.mark.parametrize(
    ("amount", "words_of_it"),
    [(90_000, "its interval reaches below zero"), (-90_000, "its interval reaches above zero")],
)
def test_an_open_amount_is_said_plainly(words: Words, amount: float, words_of_it: str) -> None:
    uncertain = replace(DRAWN, annual=Money(amount=amount, currency="EUR", low=amount - 1e5, high=amount + 1e5))
    assert f"The direction is proven, the amount is not: {words_of_it}." in said(uncertain, words)
    assert "amount is not" not in said(DRAWN, words)


def test_a_stopped_project_says_what_was_found_and_that_it_counts_nowhere(words: Words) -> None:
    assert said(STOPPED, words) == (
        "Stopped: it claims nothing and counts in no sum. The experiment had found +0.40 pp [+0.20 to +0.60 pp], "
        "the wrong way: proven (randomised)."
    )
    won = replace(STOPPED, grade=Grade.OBSERVED, seen=Span(value=0.004))
    assert said(won, words).endswith("The experiment had found \u22120.40 pp: measured (observed).")
    unread = Impact(grade=Grade.CLAIMED, change=None, annual=None, missing=Unpriced.STOPPED)
    assert said(unread, words) == "Stopped: it claims nothing and counts in no sum."


def test_a_stopped_project_has_a_row_that_says_so(words: Words) -> None:
    body = samples.digest_of(replace(samples.CHURN_ROW, impact=STOPPED), samples.FRAUD_ROW)
    rendered = render(body, words)
    assert "· stopped; had found +0.40 pp [+0.20 to +0.60 pp], proven (randomised)" in rendered.text
    (table,) = [block for block in rendered.blocks or [] if block["type"] == "data_table"]
    assert table["rows"][1][4]["text"] == "stopped; had found +0.40 pp [+0.20 to +0.60 pp]"
    unread = Impact(grade=Grade.CLAIMED, change=None, annual=None, missing=Unpriced.STOPPED)
    quiet = render(samples.digest_of(replace(samples.CHURN_ROW, impact=unread)), words).text
    assert "· stopped · no experiment planned" in quiet


def test_a_change_is_shown_with_the_sign_of_its_metric(words: Words) -> None:
    seen = Span(value=10.0, low=2.0, high=18.0)
    assert seen_text(seen, SUPPORT_KPI, words) == "\u221210 tickets per week [\u221218 to \u22122 tickets per week]"
    up = replace(SUPPORT_KPI, direction=Direction.UP)
    assert seen_text(seen, up, words) == "+10 tickets per week [+2 to +18 tickets per week]"
    assert seen_text(Span(value=10.0, low=2.0), up, words) == "+10 tickets per week [+2 to +∞ tickets per week]"
    assert seen_text(Span(value=10.0, high=18.0), SUPPORT_KPI, words).endswith("[\u221218 to +∞ tickets per week]")


@pytest.mark.parametrize(
    ("change", "factor"), [(0.0022519, "0.22519"), (0.0, "±0"), (12.5, "1,250"), (1e-9, "0.0000001")]
)
def test_the_formula_has_enough_digits_to_be_checked(words: Words, change: float, factor: str) -> None:
    line = how_line(replace(DRAWN, change=change, seen=None, prior=None), CHURN_KPI, words)
    assert line is not None
    assert line.mrkdwn.startswith(f"{factor} pp \u00d7 €400,000 a point")


def test_money_and_counts_are_written_in_their_own_unit(words: Words) -> None:
    claimed = replace(samples.CLAIMED, worth=1.0)
    line = how_line(claimed, FRAUD_KPI, words)
    assert line is not None
    assert line.mrkdwn == "€354,000 \u00d7 €1 = €354 k/yr"


# --- the thread of a digest, and the sums ----------------------------------------------------------


def test_the_thread_tells_each_figure_in_one_line(words: Words) -> None:
    lines = render(samples.DETAILS, words).text.splitlines()
    assert lines[0] == "*How these figures came about*"
    assert lines[1].startswith("• *Churn model:* *€128 k/yr [€57.9 k to €198 k]* proven · Proven by a randomised")
    assert lines[1].endswith("0.32 pp \u00d7 €400,000 a point = €128 k/yr")
    assert lines[2].startswith("• *Fraud scoring:* Stopped: it claims nothing")
    assert len(lines) == 1 + len(samples.DETAILS.rows)


def test_many_projects_in_a_thread_are_counted_and_never_refused(words: Words) -> None:
    rows = tuple(replace(samples.row(number), impact=DRAWN) for number in range(300))
    rendered = render(replace(samples.DETAILS, rows=rows, sums=samples.IMPACT_ALL.sums), words)
    assert "not shown here" in str(rendered.blocks)
    assert len(rendered.text) <= 4000
    assert "Sum proven €1.2 M/yr" in rendered.text


def test_a_sum_of_several_says_what_it_is_apart_and_together_and_its_seed(words: Words) -> None:
    text = render(samples.IMPACT_ALL, words).text
    assert (
        "Sum proven €1.2 M/yr: €800 k to €1.7 M with a correlation of 0.3 between projects that share a metric or an "
        "owner, €850 k to €1.6 M if each moved alone, €600 k to €1.9 M if all moved together."
    ) in text
    assert "100,000 draws, seed 7;" in text
    assert "$300 k/yr: " not in text


def test_without_an_interval_there_is_nothing_drawn_to_tell(words: Words) -> None:
    assert "draws" not in render(samples.IMPACT_ONE, words).text


def test_sums_that_could_not_be_computed_are_missing_and_said_to_be(words: Words) -> None:
    for message in (replace(samples.DIGEST, sums=None), replace(samples.IMPACT_ALL, sums=None)):
        text = render(message, words).text
        assert "*The sums could not be computed this time.*" in text
        assert "roven €" not in text
        assert "Churn model" in text


def test_a_price_that_is_a_range_is_named_in_the_formula(words: Words) -> None:
    lopsided = Price(low=300_000, likely=400_000, high=900_000)
    for price, told in (
        (Price(low=300_000, likely=400_000, high=500_000), "€400,000 a point (the middle of €300,000 to €500,000) ="),
        (lopsided, "€533,333 a point (the mean of €300,000, €400,000 and €900,000) ="),
    ):
        line = how_line(replace(DRAWN, worth=price.mean, price=price), CHURN_KPI, words)
        assert line is not None
        assert told in line.plain
    claimed = replace(DRAWN, grade=Grade.CLAIMED, seen=None, prior=None, worth=lopsided.mean, price=lopsided)
    assert "The interval is that of the price alone." in said(claimed, words)
    assert "price alone" not in said(replace(claimed, price=None), words)
