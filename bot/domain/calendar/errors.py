"""The ways in which a zone, a country, a day or a time that somebody named cannot be used."""

from bot.domain.unreadable import Unreadable


class UnknownZone(Unreadable):
    """No IANA time zone has this name."""


class UnknownCountry(Unreadable):
    """No public holidays are known under this country code."""


class UnreadableDay(Unreadable):
    """This text is not one calendar day."""


class UnreadableTime(Unreadable):
    """This text is not one time of day."""


class UnreadableWeekday(Unreadable):
    """This text is not the name of a weekday."""
