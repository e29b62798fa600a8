"""Two levels that stand as one are told apart, and only where nothing but a day follows them."""

import pytest

from bot.domain.spans import Span, span_in, span_within


def said(words: str, start: str, end: str, day: str = "") -> Span:
    return Span(words=words, start=start, end=end, day=day)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("0.61 -> 0.66", said("", "0.61", "0.66")),
        ("from 0.61 to 0.66", said("", "0.61", "0.66")),
        ("Churn: 3.1% → 2.5%", said("Churn", "3.1%", "2.5%")),
        ("Churn (3.1% --> 2.5%)", said("Churn", "3.1%", "2.5%")),
        ("Churn from 3.1 % => 2.5 %", said("Churn", "3.1 %", "2.5 %")),
        ("Churn from 3.1 to 2.5 %", said("Churn", "3.1%", "2.5 %")),
        ("Quote von 0,61 % auf 0,5 % bis 30.06.2027", said("Quote", "0,61 %", "0,5 %", "30.06.2027")),
        ("Late parcels, from 9 % to 7 % by 31 March 2028.", said("Late parcels", "9 %", "7 %", "31 March 2028")),
        ("Revenue 80 000 € → 90 000 €", said("Revenue", "80 000 €", "90 000 €")),
        ("6.2 min -> 5.5 min", said("", "6.2 min", "5.5 min")),
        ("-5 -> -3", said("", "-5", "-3")),
        ("Recall@5 0.2 -> 0.3", said("Recall@5", "0.2", "0.3")),
    ],
)
def test_two_levels_are_told_from_the_words_around_them(text: str, span: Span) -> None:
    assert span_in(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "Share of orders from 5 to 10 items that return",
        "From 1 May",
        "NPS -> 40",
        "top-5 -> 3",
        "3.1 %",
        "18 % / 12 %",
        "from 3.1 % to 2.5 % by June",
        f"{'x' * 300} 1 -> 2",
        "",
    ],
)
def test_a_sentence_is_no_span(text: str) -> None:
    assert span_in(text) is None


def test_a_slash_divides_two_levels_only_where_two_are_asked_for() -> None:
    assert span_in("18 % / 12 %", has_slash=True) == said("", "18 %", "12 %")
    assert span_in("0.61 -> 0.66", has_slash=True) == said("", "0.61", "0.66")


def test_what_stands_around_a_span_within_a_line_is_kept() -> None:
    assert span_within("AUC 0.61 -> 0.66 on the holdout") == Span(
        words="AUC ", start="0.61", end="0.66", rest=" on the holdout"
    )
    assert span_within("p95: from 900 ms to 400 ms, warm") == Span(
        words="p95: ", start="900 ms", end="400 ms", rest=", warm"
    )
    assert span_within("AUC 0.61 today") is None
    assert span_within(f"{'x' * 300} 1 -> 2") is None
