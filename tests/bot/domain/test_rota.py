"""A person's hours, days and holidays are their own; where nothing is known, the organisation's."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.policy import Policy
from bot.domain.rota import rota_of
from tests.bot.domain.builders import BERLIN, NEW_YORK, TOKYO, at, person


@pytest.mark.parametrize(
    ("who", "key"),
    [
        (person("U1", TOKYO), "Asia/Tokyo"),
        (person("U1", None), "Europe/Berlin"),
        (person("U1", ""), "Europe/Berlin"),
        (person("U1", "Mars/Phobos"), "Europe/Berlin"),
        (None, "Europe/Berlin"),
    ],
)
def test_the_zone_is_the_persons_else_the_organisations(who: None, key: str) -> None:
    assert rota_of(who, Policy(zone="Europe/Berlin")).zone.key == key


@pytest.mark.parametrize(
    ("clock", "works"), [("08:59", False), ("09:00", True), ("17:29", True), ("17:30", False), ("23:00", False)]
)
def test_people_are_written_to_in_their_own_hours(clock: str, *, works: bool) -> None:
    rota = rota_of(person("U1", NEW_YORK), Policy())
    assert rota.is_at_work(at(NEW_YORK, "2027-02-15", clock)) is works
    assert not rota.is_at_work(at(NEW_YORK, "2027-02-14", clock))


def test_the_same_instant_is_another_day_elsewhere() -> None:
    now = at(TOKYO, "2027-02-16", "08:00")
    assert rota_of(person("U1", TOKYO), Policy()).today(now) == date(2027, 2, 16)
    assert rota_of(person("U1", NEW_YORK), Policy()).today(now) == date(2027, 2, 15)


@pytest.mark.parametrize(
    ("now", "opening", "tomorrow"),
    [
        ("2027-02-15T07:00", "2027-02-15T09:00", "2027-02-16T09:00"),
        ("2027-02-15T12:00", "2027-02-15T12:00", "2027-02-16T09:00"),
        ("2027-02-19T18:00", "2027-02-22T09:00", "2027-02-22T09:00"),
        ("2027-03-26T12:00", "2027-03-26T12:00", "2027-03-29T09:00"),
    ],
)
def test_the_next_opening_is_now_or_the_next_working_morning(now: str, opening: str, tomorrow: str) -> None:
    rota = rota_of(person("U1", BERLIN), Policy())
    assert rota.opening(at(BERLIN, *now.split("T"))) == at(BERLIN, *opening.split("T"))
    assert rota.tomorrow(at(BERLIN, *now.split("T"))) == at(BERLIN, *tomorrow.split("T"))


def test_holidays_are_those_of_the_organisations_country_in_any_year() -> None:
    german = rota_of(person("U1", BERLIN), Policy(country="DE"))
    nobodys = rota_of(person("U1", BERLIN), Policy())
    for year in (2026, 2027, 2031):
        assert date(year, 12, 25) in german.holidays
        assert date(year, 12, 25) not in nobodys.holidays
    assert german.opening_on(date(2027, 3, 26)) == at(BERLIN, "2027-03-30")
    assert german.later(date(2027, 3, 25), 1) == date(2027, 3, 30)
    assert nobodys.later(date(2027, 3, 25), 1) == date(2027, 3, 26)
    assert "2027-12-25" not in german.holidays


def test_a_week_lies_between_mondays_whatever_the_clocks_do() -> None:
    rota = rota_of(person("U1", BERLIN), Policy())
    mornings: list[datetime] = [rota.opening_on(date(2027, 3, 22) + timedelta(days=7 * week)) for week in range(2)]
    assert mornings[1] - mornings[0] == timedelta(days=7, hours=-1)
