"""Figures as people read them: levels, changes, money, days, and small pictures made of letters."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final, Self, assert_never

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, get_currency_symbol

from bot.domain.impact import Money
from bot.domain.metrics import Unit, UnitKind
from bot.views.typed_text import NOTHING

_TICKS: Final = "▁▂▃▅▇"
_FULL, _EMPTY = "▰", "▱"
_BAR: Final = 10
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_UNSCALED: Final = 1e15
_WRITTEN_OUT: Final = 1e7
_NOISE: Final = 1e-9
_FIXED_SPACE: Final = "\N{NO-BREAK SPACE}"
_SMALLEST_CHANCE: Final = 1e-4
_GROUPS_OF_THREE: Final = (3, 3)
_MINUS: Final = "\u2212"
"""The sign itself, where a locale writes the hyphen of keyboards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How one language writes figures; `words` are its unit signs and date patterns, from the templates."""

    locale: Locale
    words: Mapping[str, str]
    decimal: str
    group: str
    minus: str
    groups_of_three: bool
    is_plain: bool
    sign_first: bool

    @classmethod
    def of(cls, locale: str, words: Mapping[str, str]) -> Self:
        """The conventions of a locale such as `en` or `de_DE`, read once."""
        known = Locale.parse(locale, sep="-" if "-" in locale else "_")
        symbols = known.number_symbols["latn"]
        return cls(
            locale=known,
            words=words,
            decimal=symbols["decimal"],
            group=symbols["group"],
            minus=_MINUS if symbols["minusSign"] == "-" else symbols["minusSign"],
            is_plain=(symbols["decimal"], symbols["group"]) == (".", ","),
            groups_of_three=known.decimal_formats[None].grouping == _GROUPS_OF_THREE,
            sign_first=known.currency_formats["standard"].pattern.startswith("¤"),
        )

    def number(self, value: float) -> str:
        """A plain number with as many digits as help: 1,250 · 42.5 · 0.031 · 12.5 M."""
        size = abs(value)
        if size < _WRITTEN_OUT:
            return self._written(value, _decimals(size))
        if size < _UNSCALED:
            return self._scaled(value, 3)
        return f"{value:.2e}".replace("-", self.minus) if math.isfinite(value) else NOTHING

    def level(self, value: float, unit: Unit) -> str:
        """A level of a metric in its unit: 3.1 % · €98,500 · 1,250 tickets per week."""
        match unit.kind:
            case UnitKind.PERCENT:
                return f"{self.number(value * 100)} {self.words['percent']}"
            case UnitKind.MONEY:
                return self._priced(value, unit.label, self._price(abs(value)))
            case UnitKind.PLAIN:
                return f"{self.number(value)} {unit.label}".strip()
            case _:
                assert_never(unit.kind)

    def change(self, value: float, unit: Unit) -> str:
        """A change of a level with its sign: +0.2 pp · +€1,200 · +12 tickets per week."""
        if unit.kind is UnitKind.PERCENT:
            return f"{self._sign(value)}{self.number(abs(value) * 100)} {self.words['points']}"
        return f"{self._sign(value)}{self.level(abs(value), unit)}"

    def fixed(self, value: float, decimals: int) -> str:
        """A number with exactly so many decimals, so that what stands side by side can be compared: 3.10."""
        return self._written(value, decimals, keep=True) if abs(value) < _WRITTEN_OUT else self.number(value)

    def priced(self, size: float, currency: str, decimals: int) -> str:
        """An amount with exactly so many decimals: €12.40."""
        return self._priced(size, currency, self.fixed(size, decimals))

    def sign(self, value: float) -> str:
        """The sign of a change, `±` where there is none."""
        return self._sign(value)

    def percent(self, value: float) -> str:
        """A fraction in percent with as many digits as help: 0.117 is 11.7 %."""
        return f"{self.number(value * 100)} {self.words['percent']}"

    def enough(self, value: float) -> str:
        """A fraction in percent, rounded up so that what is promised holds: 0.1163 is 11.7 %."""
        size = value * 100
        if not 0 < size < _WRITTEN_OUT:
            return self.percent(value)
        decimals = 1 if size >= 1 else _decimals(size) - 1
        return f"{self.number(rounded_up(size, decimals))} {self.words['percent']}"

    def chance(self, p_value: float) -> str:
        """A p-value with its sign of comparison, never on two lines: = 0.012, or < 0.0001."""
        if p_value < _SMALLEST_CHANCE:
            return f"<{_FIXED_SPACE}{self._written(_SMALLEST_CHANCE, 4)}"
        decimals = next(count for count, least in ((2, 0.1), (3, 0.001), (4, 0.0)) if p_value >= least)
        return f"={_FIXED_SPACE}{self._written(p_value, decimals, keep=True)}"

    def share(self, value: float) -> str:
        """A fraction in whole percent: 0.334 is 33 %."""
        if not math.isfinite(value):
            return NOTHING
        return f"{self._written(value * 100, 0)} {self.words['percent']}"

    def money(self, amount: float, currency: str) -> str:
        """An amount in few digits: €1.2 M · $300 k · CHF 950."""
        size = abs(amount)
        if not size < _UNSCALED:
            return self._priced(amount, currency, self.number(size))
        return self._priced(amount, currency, self._scaled(size, 1) if size >= 1e4 else self._written(size, 0))

    def annual(self, money: Money) -> str:
        """An amount a year, with its interval where there is one: €1.2 M/yr [€800 k to €1.7 M]."""
        annual = f"{self.money(money.amount, money.currency)}{self.words['per_year']}"
        if money.low is None or money.high is None:
            return annual
        return f"{annual} [{self.money(money.low, money.currency)} to {self.money(money.high, money.currency)}]"

    def sums(self, amounts: Sequence[Money]) -> str | None:
        """Amounts a year, currencies side by side and never added; None when there is nothing."""
        return " + ".join(self.annual(money) for money in amounts) or None

    def day(self, day: date) -> str:
        """A day with its year: 30 Jun 2027."""
        return _day(day, self.words["day"], self.locale)

    def weekday(self, day: date) -> str:
        """A day near enough to need no year: Monday 7 December."""
        return _day(day, self.words["weekday"], self.locale)

    def short_day(self, day: date) -> str:
        """A day in six letters or so, for the axis of a chart: 7 Dec."""
        return _day(day, self.words["short_day"], self.locale)

    def clock(self, at: time | datetime) -> str:
        """A time of day: 09:00."""
        return format_time(at, self.words["clock"], locale=self.locale)

    def _price(self, size: float) -> str:
        """A price with its cents where it has any: 42.50 and 0.60, but 42, 1,250, and 0.004 for one prediction."""
        in_cents = abs(size - round(size, 2)) < _NOISE or size >= 1
        has_cents = _NOISE < size % 1 < 1 - _NOISE
        return self._written(size, 2, keep=True) if in_cents and has_cents and size < 1000 else self.number(size)

    def _scaled(self, value: float, decimals: int) -> str:
        """In thousands, millions and so on; from a hundred of them on without decimals where one would be shown."""
        at_top = 0 if decimals == 1 else decimals
        # 999,960 would round to 1,000 k: it is written as 1 M.
        reach = 1 - 0.5 * 10**-at_top / 1000
        scale, name = next((each for each in _SCALES if abs(value) >= each[0] * reach), _SCALES[-1])
        mantissa = value / scale
        return f"{self._written(mantissa, at_top if abs(mantissa) >= 100 else decimals)} {self.words[name]}"

    def _written(self, value: float, decimals: int, *, keep: bool = False) -> str:
        if not self.groups_of_three:
            rounded = round(value, decimals)
            written = format_decimal(rounded, decimal_quantization=False, locale=self.locale)
            return written.replace("-", self.minus)
        text = f"{value:,.{decimals}f}"
        if decimals and not keep:
            text = text.rstrip("0").rstrip(".")
        if text == "-0":
            return "0"
        if self.is_plain:
            return text.replace("-", self.minus) if value < 0 else text
        return text.translate({44: self.group, 46: self.decimal, 45: self.minus})

    def _priced(self, value: float, currency: str, number: str) -> str:
        sign = self.minus if value < 0 else ""
        symbol = _symbol(currency, self.locale)
        if not self.sign_first:
            return f"{sign}{number} {symbol}"
        blank = " " if symbol[-1:].isalpha() else ""
        return f"{sign}{symbol}{blank}{number}"

    def _sign(self, value: float) -> str:
        if abs(value) < _NOISE:
            return "±"
        return "+" if value > 0 else self.minus


def _decimals(size: float) -> int:
    """How many decimals tell something: none from a thousand on, three digits below one."""
    if size >= 1:
        return 2 if size < 100 else 1 if size < 1000 else 0
    return 0 if size < _NOISE else min(12, 2 - math.floor(math.log10(size)))


def rounded_up(value: float, decimals: int) -> float:
    """The next number with so many decimals that is no smaller, but for the noise of reckoning."""
    if not abs(value) < _UNSCALED:
        return value
    scale = 10.0**decimals
    return math.ceil(value * scale - _NOISE) / scale


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=256)
def _symbol(currency: str, locale: Locale) -> str:
    return get_currency_symbol(currency, locale=locale) if len(currency) == 3 else currency


def sparkline(values: Sequence[float], most: int = 12) -> str:
    """The latest values as a row of ticks, lowest to highest; empty below two values."""
    latest = [value for value in values[-most:] if math.isfinite(value)]
    if len(latest) < 2:
        return ""
    low = min(latest)
    span = max(latest) - low
    if not 0 < span < math.inf:
        return _TICKS[len(_TICKS) // 2] * len(latest)
    top = len(_TICKS) - 1
    return "".join([_TICKS[round((value - low) / span * top)] for value in latest])


def bar(done: int, total: int) -> str:
    """Progress as ten signs: full only when all is done, empty only when nothing is."""
    if total <= 0:
        return _FULL * _BAR
    full = round(done / total * _BAR)
    if 0 < done < total:
        full = min(_BAR - 1, max(1, full))
    return _FULL * full + _EMPTY * (_BAR - full)
