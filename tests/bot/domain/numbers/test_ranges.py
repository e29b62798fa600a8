"""A range is read where a field takes one, and stays more than one number everywhere else."""

import pytest

from bot.domain.numbers import AskBack, Invalid, Number, Range, read_number, read_range, read_signed

EXAMPLE = "€300k to 500k"


def ends(typed: str, locale: str | None = None) -> tuple[float, float, float, str]:
    read = read_range(typed, locale, example=EXAMPLE)
    assert isinstance(read, Range), read
    return read.low, read.likely, read.high, read.unit


@pytest.mark.parametrize(
    "typed",
    [
        "€300k\N{EN DASH}500k",
        "€300k-500k",
        "€300k \N{EN DASH} €500k",
        "300k to 500k €",
        "from €300k to €500k",
        "between €300k and €500k",
        "€400k ± 100k",
        "€400k +/- 25%",
        "€300k / 400k / 500k",
        "€400k [300k to 500k]",
        "€400k (300k; 500k)",
        "€0.3M to €0.5M",
        "300 000 € bis 500 000 €",
    ],
)
def test_every_way_to_write_a_range_means_the_same(typed: str) -> None:
    locale = "de-DE" if "bis" in typed else None
    assert ends(typed, locale) == pytest.approx((300_000, 400_000, 500_000, "currency:EUR"))


def test_the_likeliest_is_where_it_was_said() -> None:
    assert ends("€300k / 400k / 900k") == (300_000, 400_000, 900_000, "currency:EUR")
    assert ends("0 to 500k") == (0, 250_000, 500_000, "count")
    assert ends("0.1 to 0.3") == (0.1, 0.2, 0.3, "ratio")


@pytest.mark.parametrize(
    ("typed", "locale", "low", "high", "unit"),
    [
        ("80-120k EUR", None, 80_000, 120_000, "currency:EUR"),
        ("€80\N{EN DASH}120k", None, 80_000, 120_000, "currency:EUR"),
        ("1.5-2.5 million", None, 1_500_000, 2_500_000, "count"),
        ("80-120 Tsd. €", "de", 80_000, 120_000, "currency:EUR"),
        ("1,5-2 Millionen €", "de", 1_500_000, 2_000_000, "currency:EUR"),
        ("2-3 lakh", "en-IN", 200_000, 300_000, "count"),
        ("80-120万円", "ja", 800_000, 1_200_000, "currency:JPY"),
    ],
)
def test_a_scale_behind_a_dash_is_that_of_both_ends(
    typed: str, locale: str | None, low: float, high: float, unit: str
) -> None:
    read = read_range(typed, locale, example=EXAMPLE)
    assert isinstance(read, Range), read
    assert (read.low, read.likely, read.high, read.unit) == (low, (low + high) / 2, high, unit)


def test_a_range_that_ends_at_zero_has_no_scale_there() -> None:
    read = read_range("-0.5 to 0", example=EXAMPLE, is_signed=True)
    assert isinstance(read, Range)
    assert (read.low, read.high) == (-0.5, 0)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [("80 bis 120 Tsd. €", "de"), ("1 bis 2 Millionen €", "de"), ("800-2k", None), ("300k-500", None)],
)
def test_a_scale_at_one_end_of_which_the_other_may_be_without_is_asked_back(typed: str, locale: str | None) -> None:
    read = read_range(typed, locale, example=EXAMPLE)
    assert isinstance(read, AskBack)
    assert "some of them only" in read.reason


def test_what_was_understood_is_said_back() -> None:
    read = read_range("€300k\N{EN DASH}500k")
    assert isinstance(read, Range)
    assert read.echo == "EUR 300,000 to EUR 500,000, likeliest EUR 400,000"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("€500k to 300k", "low end lies above"),
        ("€300k / 600k / 500k", "low end lies above"),
        ("€300k to $500k", "different units"),
        ("€400k ± 5pp", "different units"),
        ("€300 to 500k", "some of them only"),
        ("300-€5", "low end lies above"),
        ("$3m-5", "some of them only"),
        ("1 to 2 crore", "some of them only"),
        ("€300 / 400k / 500k", "some of them only"),
        ("€300k to many5", "approximation"),
        ("between 3x and 5", "how large"),
    ],
)
def test_what_is_no_range_that_can_be_kept_is_asked_back(typed: str, reason: str) -> None:
    read = read_range(typed, example=EXAMPLE)
    assert isinstance(read, AskBack | Invalid)
    assert reason in read.reason


@pytest.mark.parametrize("typed", ["400k", "€1.2M", "1/3", "400k per year", "1e-5", "", "x" * 300, "[1]", "5 (maybe)"])
def test_a_single_number_is_no_range(typed: str) -> None:
    assert read_range(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("-0.3pp to -0.1pp", (-0.003, -0.002, -0.001, "percentage_points")),
        ("-0.3 to -0.1pp", (-0.003, -0.002, -0.001, "percentage_points")),
        ("-0.1pp to -0.3pp", (-0.003, -0.002, -0.001, "percentage_points")),
        ("-1 to +3", (-1.0, 1.0, 3.0, "count")),
        ("+2pp ± 1", (0.01, 0.02, 0.03, "percentage_points")),
        ("€-5 to €-1", (-5.0, -3.0, -1.0, "currency:EUR")),
    ],
)
def test_a_signed_range_lies_on_either_side_of_zero(typed: str, read: tuple[float, float, float, str]) -> None:
    found = read_range(typed, is_signed=True)
    assert isinstance(found, Range)
    assert (found.low, found.likely, found.high, found.unit) == pytest.approx(read)


@pytest.mark.parametrize(
    ("typed", "value", "echo"),
    [
        ("-0.3", -0.3, "-0.3"),
        ("+0.3", 0.3, "0.3"),
        ("4", 4.0, "4"),
        ("-5", -5.0, "-5"),
        ("\N{MINUS SIGN}2pp", -0.02, "-2 pp = -0.02"),
    ],
)
def test_a_signed_number_may_lie_below_zero(typed: str, value: float, echo: str) -> None:
    read = read_signed(typed)
    assert isinstance(read, Number)
    assert (read.value, read.echo) == (value, echo)


def test_what_is_no_number_stays_none_with_a_sign() -> None:
    assert isinstance(read_signed("-banana"), Invalid)
    assert isinstance(read_signed("-\x00"), Invalid)


@pytest.mark.parametrize("typed", ["€300k\N{EN DASH}500k", "€400k ± 100k", "10-12%"])
def test_a_range_is_no_number(typed: str) -> None:
    assert isinstance(read_number(typed), AskBack)
