"""Chinese and Japanese numbers, in numerals, in digits with scales among them, and with their rates before them."""

import pytest

from bot.domain.numbers import Number, read_number

FORMS = (
    ("百分之五", "zh", 0.05, "percent"),
    ("百分之三点五", "zh", 0.035, "percent"),
    ("百分之3.5", "zh", 0.035, "percent"),
    ("下降百分之二十", "zh", -0.2, "relative_change"),
    ("三分之一", "zh", 1 / 3, "ratio"),
    ("二分の一", "ja", 0.5, "ratio"),
    ("百二十", "ja", 120, "count"),
    ("十二", "ja", 12, "count"),
    ("二十万円", "ja", 200_000, "currency:JPY"),
    ("一亿三千万元", "zh", 130_000_000, "currency:CNY"),
    ("一千零五", "zh", 1_005, "count"),
    ("三万零五", "zh", 30_005, "count"),
    ("零", "zh", 0, "count"),
    ("一百零二", "zh", 102, "count"),
    ("3万5千円", "ja", 35_000, "currency:JPY"),
    ("1億2000万円", "ja", 120_000_000, "currency:JPY"),
    ("3千5百人", "ja", 3_500, "count"),
    ("1億2千万円", "ja", 120_000_000, "currency:JPY"),
    ("3千5百万円", "ja", 35_000_000, "currency:JPY"),
    ("12万3456", "ja", 123_456, "count"),
    ("1日あたり20件", "ja", 20, "per_day"),
    ("1日20件", "ja", 20, "per_day"),
    ("一日あたり15台", "ja", 15, "per_day"),
    ("1週間に12件", "ja", 12, "per_week"),
    ("週に5回", "ja", 5, "per_week"),
    ("日均20单", "zh", 20, "per_day"),
    ("10人に1人", "ja", 0.1, "ratio"),
    ("每天三十单", "zh", 30, "per_day"),
)


@pytest.mark.parametrize(("text", "locale", "value", "unit"), FORMS)
def test_an_east_asian_number_is_read(text: str, locale: str, value: float, unit: str) -> None:
    found = read_number(text, locale)
    assert isinstance(found, Number), found
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "一百二",  # 120 in China, 102 in Japan
        "三万五",
        "2万5",
        "5千3万",
        "3百5千",
        "1億2万3",
        "万万五",
        "二三分之一",
        "百分之万",
        "两三百",
        "大约五十",
        "一些",
        "1人に5",
        "100多",
        "十几个",
        "〇",  # noqa: RUF001 - the numeral alone is what is promised
        "百万",
        "三成",
        "3ポイント",
    ],
)
def test_what_may_be_two_numbers_or_none_is_never_guessed(text: str) -> None:
    assert not isinstance(read_number(text, "zh"), Number)


def test_a_day_alone_is_no_rate() -> None:
    assert read_number("1日", "ja") == Number(value=1, unit="count", echo="1", noun="日")
