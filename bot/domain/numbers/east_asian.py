"""Chinese and Japanese numbers put into digits (百分之五, 三分之一, 3万5千), and rates before them (1日あたり20件)."""

import re
from typing import Final

_DIGITS: Final = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1_000}
_LARGE: Final = {"万": 10_000, "萬": 10_000, "億": 100_000_000, "亿": 100_000_000}
_HAN: Final = "".join([*_DIGITS, *_TENS, *_LARGE])
_RUN: Final = re.compile(rf"[{_HAN}]+")
_SECTION: Final = re.compile(
    r"(?:([一二三四五六七八九两兩])千)?零?(?:([一二三四五六七八九两兩])?百)?零?(?:([一二三四五六七八九])?十)?零?([一二三四五六七八九两兩])?"
)
_PER_CENT: Final = re.compile(
    rf"百分之(?P<whole>[{_HAN}]+|[0-9]+(?:[.,][0-9]+)?)(?:点(?P<rest>[〇零一二三四五六七八九]+))?"
)
_FRACTION: Final = re.compile(rf"(?P<below>[{_HAN}]+|[0-9]+)分(?:之|の)(?P<above>[{_HAN}]+|[0-9]+)")
_MIXED: Final = re.compile(r"(?<![0-9.,])[0-9]+(?:[万萬億亿千百]+[0-9]+)+[万萬億亿千百]*(?![0-9.,万萬億亿千百])")
_SMALL: Final = re.compile(r"(?:(?P<千>[0-9])千)?(?:(?P<百>[0-9])百)?(?P<rest>[0-9]*)")
_ONE_IN: Final = re.compile(
    r"(?<![0-9.,])(?P<below>[0-9]+)(?P<one>人|件|回|個|台|社|个|次|家)(?:に|中|のうち|中有|里有)(?P<above>[0-9]+)(?P=one)?(?![^\s])"
)
_RATES: Final = {"日": "毎日", "天": "毎日", "週": "毎週", "周": "毎週", "星期": "毎週"}
_RATE: Final = re.compile(
    r"(?<![0-9.,])1\s?(?P<period>日|天|週|周|星期)間?(?:あたり|当たり|につき|に|平均)?(?=\s?[0-9])"
)


def with_digits(text: str) -> str:
    """The text with its Chinese and Japanese numbers in digits; what may be an estimate (两三) or a word stays."""
    said = _PER_CENT.sub(_per_cent, text)
    said = _FRACTION.sub(_fraction, said)
    if not re.search(r"[0-9]", said):
        said = _RUN.sub(_run, said)
    said = _ONE_IN.sub(_one_in, said)
    said = _MIXED.sub(_mixed, said)
    return _RATE.sub(lambda found: _RATES[found["period"]], said)


def _per_cent(found: re.Match[str]) -> str:
    whole = _digits_of(found["whole"])
    if whole is None:
        return found[0]
    rest = "".join(str(_DIGITS[sign]) for sign in found["rest"] or "")
    return f"{whole}.{rest}%" if rest else f"{whole}%"


def _fraction(found: re.Match[str]) -> str:
    above, below = _digits_of(found["above"]), _digits_of(found["below"])
    return found[0] if above is None or below is None else f"{above}\N{FRACTION SLASH}{below}"


def _one_in(found: re.Match[str]) -> str:
    """10人に1人 as a fraction; 1人に5 is no part of a whole."""
    part, whole = found["above"], found["below"]
    return f"{part}\N{FRACTION SLASH}{whole}" if 0 < int(part) <= int(whole) else found[0]


def _run(found: re.Match[str]) -> str:
    """A run of numerals; a single 一 is more often part of a word (一些, 一定)."""
    value = None if found[0] == "一" else _value_of(found[0])
    return found[0] if value is None else str(value)


def _digits_of(written: str) -> str | None:
    if written[0].isascii():
        return written
    value = _value_of(written)
    return None if value is None else str(value)


def _value_of(han: str) -> int | None:
    """The value of numerals such as 二十万五千; None where there is no digit in them or their order is no number's."""
    if not any(sign in _DIGITS for sign in han) and han != "十":
        return None
    total, rest = 0, han
    for large in ("億亿", "万萬"):
        section, sign, behind = _parted(rest, large)
        if sign:
            size = _section(section)
            if not size:
                return None
            total, rest = total + size * _LARGE[sign], behind
    last = _section(rest)
    return None if last is None or (total and len(rest) == 1) else total + last  # 三万五 is 35,000 or 30,005


def _parted(han: str, signs: str) -> tuple[str, str, str]:
    """What stands before the first of the signs, the sign, and what stands behind it."""
    found = re.search(f"[{signs}]", han)
    return (han[: found.start()], found[0], han[found.end() :]) if found else ("", "", han)


def _section(han: str) -> int | None:
    """A number below ten thousand; 0 for nothing."""
    if han == "零":
        return 0
    found = _SECTION.fullmatch(han)
    if found is None:
        return None
    if found[4] and han[-2:-1] not in {"", "十", "零"}:
        return None  # 一百二 is 120 in China and 102 in Japan
    value = 0
    for (name, size), digit in zip(reversed(_TENS.items()), found.groups()[:3], strict=True):
        value += size * _DIGITS[digit] if digit else size if name in han else 0
    return value + (_DIGITS[found[4]] if found[4] else 0)


def _mixed(found: re.Match[str]) -> str:
    """Digits with scales among them, each smaller than the one before: 1億2千万, 3万5千; else what was typed."""
    total, rest = 0, found[0]
    for large in ("億亿", "万萬"):
        section, sign, behind = _parted(rest, large)
        if sign:
            size = _small(section, is_first=total == 0)
            if not size:
                return found[0]
            total, rest = total + size * _LARGE[sign], behind
    last = _small(rest, is_first=total == 0)
    return found[0] if last is None else str(total + last)


def _small(section: str, *, is_first: bool) -> int | None:
    """A number below ten thousand such as 3千5百 or 2000; digits behind a scale fill all places below it."""
    found = _SMALL.fullmatch(section)
    if found is None:
        return None
    places = 2 if found["百"] else 3 if found["千"] else 4
    loose = is_first and places == 4
    if found["rest"] and not loose and len(found["rest"]) != places:
        return None
    return 1_000 * int(found["千"] or 0) + 100 * int(found["百"] or 0) + int(found["rest"] or 0)
