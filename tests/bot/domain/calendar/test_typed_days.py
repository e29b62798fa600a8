"""Days are read as people type them, or refused with the reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import UnreadableDay, parse_day, written_day

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        (" 2027-3-5 ", date(2027, 3, 5)),
        ("2027/03/31", date(2027, 3, 31)),
        ("2027年3月31日", date(2027, 3, 31)),
        ("31.03.2027", date(2027, 3, 31)),
        ("3.4.27", date(2027, 4, 3)),
        ("31/3/2027", date(2027, 3, 31)),
        ("3/31/2027", date(2027, 3, 31)),
        ("4/4/2027", date(2027, 4, 4)),
        ("31 March 2027", date(2027, 3, 31)),
        ("31st of March, 2027", date(2027, 3, 31)),
        ("March 31, 2027", date(2027, 3, 31)),
        ("2027 Mar 31", date(2027, 3, 31)),
        ("Mar 31", date(2027, 3, 31)),
        ("24 Dec", date(2026, 12, 24)),
        ("Nov 23", TODAY),
        ("Feb 29", date(2028, 2, 29)),
        ("sept 1", date(2027, 9, 1)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("two weeks from now", date(2026, 12, 7)),
        ("in 3 months", date(2027, 2, 23)),
        ("in 1 year", date(2027, 11, 23)),
        ("next week", date(2026, 11, 30)),
        ("Friday", date(2026, 11, 27)),
        ("next mon", date(2026, 11, 30)),
        ("end of March", date(2027, 3, 31)),
        ("end of December", date(2026, 12, 31)),
        ("end of Feb 2028", date(2028, 2, 29)),
        ("end of Q2 2027", date(2027, 6, 30)),
        ("by the end of q1", date(2027, 3, 31)),
        ("end of this month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("EOQ", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("end of the year", date(2026, 12, 31)),
        ("end of next year", date(2027, 12, 31)),
        ("end of 2028", date(2028, 12, 31)),
        ("\uff12\uff10\uff12\uff17-03-31", date(2027, 3, 31)),
    ],
)
def test_a_day_is_read(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027-02-29", "no 2027-02-29"),
        ("2027-13-01", "no 2027-13-01"),
        ("31.02.2027", "no 2027-02-31"),
        ("Feb 30", "no 2026-02-30"),
        ("0001-01-01", "out of reach"),
        ("9999-12-31", "out of reach"),
        ("in 9999 years", "out of reach"),
        ("in 9999 months", "out of reach"),
        ("end of Q1 9999", "out of reach"),
        ("3/4/2027", "the month"),
        ("3/4/127", "four digits"),
        ("March 2027", "Which day"),
        ("March", "not a day"),
        ("end of", "not a day"),
        ("end of the", "not a day"),
        ("end of everything", "not a day"),
        ("end of March next year", "not a day"),
        ("end of March soon", "not a day"),
        ("in many days", "not a day"),
        ("3 days", "not a day"),
        ("in 3 days from now", "not a day"),
        ("March x 2027", "not a day"),
        ("Q1 2027", "not a day"),
        ("soon", "not a day"),
        ("", "not a day"),
        ("x" * 5000, "not a day"),
        ("٢٠٢٧-٠٣-٣١", "not a day"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDay) as refused:
        parse_day(text, TODAY)
    assert reason in refused.value.reason
    assert "2027-03-31" in refused.value.hint


@pytest.mark.parametrize(
    ("locale", "day"), [("en_US", date(2027, 3, 4)), ("en-GB", date(2027, 4, 3)), ("de", date(2027, 4, 3))]
)
def test_the_locale_decides_which_number_is_the_month(locale: str, day: date) -> None:
    assert parse_day("3/4/2027", TODAY, locale) == day


def test_a_locale_without_an_order_of_its_own_is_asked_back() -> None:
    for locale in (None, "en", "zz_ZZ", "nonsense"):
        with pytest.raises(UnreadableDay, match="month"):
            parse_day("3/4/2027", TODAY, locale)


def test_months_and_weekdays_are_read_in_the_language_of_the_person() -> None:
    assert parse_day("31. März 2027", TODAY, "de_DE") == date(2027, 3, 31)
    assert parse_day("31 de marzo de 2027", TODAY, "es") == date(2027, 3, 31)
    assert parse_day("Freitag", TODAY, "de") == date(2026, 11, 27)


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_what_is_written_as_a_day_is_read_back(day: date) -> None:
    for written in (day.isoformat(), day.strftime("%d.%m.%Y"), day.strftime("%d %B %Y"), day.strftime("%B %d, %Y")):
        assert parse_day(written, TODAY) == day


@given(st.text(max_size=40), st.sampled_from([None, "en", "de", "ja", "x"]))
def test_no_text_breaks_the_reading_of_days(text: str, locale: str | None) -> None:
    try:
        found = parse_day(text, TODAY, locale)
    except UnreadableDay as refused:
        assert refused.reason  # noqa: PT017 - either outcome is right, an unnamed failure is not
    else:
        assert 1970 <= found.year <= 2199


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nov 22", date(2026, 11, 22)),
        ("23 November", TODAY),
        ("Nov 24", date(2025, 11, 24)),
        ("Feb 29", date(2024, 2, 29)),
        ("Friday", date(2026, 11, 20)),
        ("last friday", date(2026, 11, 20)),
        ("Monday", TODAY),
        ("last Monday", date(2026, 11, 16)),
        ("next Friday", date(2026, 11, 27)),
        ("end of October", date(2026, 10, 31)),
        ("end of November", date(2025, 11, 30)),
        ("2027-03-31", date(2027, 3, 31)),
        ("31 March 2027", date(2027, 3, 31)),
        ("end of March 2027", date(2027, 3, 31)),
        ("tomorrow", date(2026, 11, 24)),
    ],
)
def test_of_the_past_a_day_without_a_year_is_the_latest_that_is_not_in_the_future(text: str, day: date) -> None:
    assert parse_day(text, TODAY, is_past=True) == day


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_as_we_write_it_is_read_back(day: date) -> None:
    assert parse_day(written_day(day), TODAY) == day


def test_a_day_is_written_with_its_month_in_letters() -> None:
    assert written_day(date(2027, 2, 1)) == "1 Feb 2027"
