"""English numbers written in words: "twenty-five", "two thirds", "one in five"."""

from decimal import Decimal

from bot.domain.numbers.tokens import Token

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL = {word: n for n, word in enumerate(f"{_ONES} seventeen eighteen nineteen".split())}
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * n for n, word in enumerate(_TEN_NAMES.split(), 2)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "hundredth": 100}


def with_figures(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with each number in words replaced by a figure or a fraction; scales such as million stay words."""
    replaced: list[Token] = []
    at = 0
    while at < len(tokens):
        length, kind, figure = _spelled(tokens[at:])
        replaced.append(Token(kind=kind, text=figure, glued=tokens[at].glued) if length else tokens[at])
        at += length or 1
    return tuple(replaced)


def _spelled(tokens: tuple[Token, ...]) -> tuple[int, str, str]:
    """How many tokens spell a number here (0 when none), and the number as a token's kind and text."""
    words = [token.text.casefold() for token in tokens[:5]] + [""] * 5
    whole, length = _hundreds(words)
    if words[0].partition("-")[2].removesuffix("s") in _PARTS and words[0].partition("-")[0] in _SMALL:
        above, _, part = words[0].partition("-")
        return 1, "fraction", f"{_SMALL[above]}\u2044{_PARTS[part.removesuffix('s')]}"
    if length and words[length].removesuffix("s") in _PARTS:
        return length + 1, "fraction", f"{whole}\u2044{_PARTS[words[length].removesuffix('s')]}"
    if length:
        return length, "figure", str(Decimal(whole))
    if words[0] == "half":
        return (2 if words[1] in {"a", "an"} else 1), "fraction", "1\u20442"
    if words[0] in {"a", "an"} and words[1] in _PARTS:
        return 2, "fraction", f"1\u2044{_PARTS[words[1]]}"
    return 0, "", ""


def _hundreds(words: list[str]) -> tuple[int, int]:
    """The number below ten thousand at the start of the words, and how many words it takes."""
    value, length = _below_hundred(words)
    if not length or words[length] != "hundred" or value > 99:
        return value, length
    rest = length + (2 if words[length + 1] == "and" else 1)
    more, taken = _below_hundred([*words[rest:], "", ""])
    return value * 100 + more, (rest + taken if taken else length + 1)


def _below_hundred(words: list[str]) -> tuple[int, int]:
    ten, _, one = words[0].partition("-")
    if ten in _TENS and 0 < _SMALL.get(one, 0) < 10:
        return _TENS[ten] + _SMALL[one], 1
    if words[0] in _SMALL:
        return _SMALL[words[0]], 1
    if words[0] not in _TENS:
        return 0, 0
    unit = _SMALL.get(words[1], 0)
    return (_TENS[words[0]] + unit, 2) if 0 < unit < 10 else (_TENS[words[0]], 1)
