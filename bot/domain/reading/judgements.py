"""What those who know say of a case: a reading, a diagnosis, a verdict, and whose it is."""

from typing import Final

from bot.domain.reading.words import Span

_JUDGEMENTS: Final = (
    "reading",
    "diagnos",
    "finding",
    "verdict",
    "label",
    "annotation",
    "contour",
    "grade",
    "grading",
    "mark",
    "code",
    "coding",
    "decision",
    "ruling",
    "classification",
    "interpretation",
    "assessment",
    "rating",
    "score",
    "outline",
    "polygon",
    "mask",
    "tracing",
    "delineation",
    "befund",
    "urteil",
    "einstufung",
    "kodierung",
    "diagnóstico",
    "dictamen",
    "lectura",
    "veredicto",
    "lecture",
    "diagnostic",
    "avis",
    "laudo",
    "leitura",
    "parecer",
)
"""How the words begin for what those who know say of a case."""


POSSESSIVE: Final = ("'s", "\u2019s", "s'", "s\u2019")
_UNSPACED: Final = ("判读", "诊断", "标签", "結論", "読影", "診断", "判定")
_NEXT: Final = 2
_SIGNS: Final = 4
_NEAR: Final = 3
_OF: Final = frozenset({"of", "des", "der", "du", "de", "del", "do", "da"})


def is_judge(parts: tuple[Span, ...], at: int) -> bool:
    """Whether somebody is named for what they say: "the radiologist's reading", "Befund des Radiologen"."""
    own = parts[at].text.casefold().endswith(POSSESSIVE) or not parts[at].text.isascii()
    if own and is_judged_next(parts, at):
        return True
    before = [part.text.casefold() for part in parts[max(0, at - _NEAR) : at]]
    return any(text.startswith(_JUDGEMENTS) for text in before) and any(text in _OF for text in before)


def is_judged_next(parts: tuple[Span, ...], at: int) -> bool:
    """Whether what somebody says of a case stands right behind a place."""
    signs = "".join(part.text for part in parts[at + 1 : at + 1 + _SIGNS])
    if any(word in signs for word in _UNSPACED):
        return True
    return any(part.text.casefold().startswith(_JUDGEMENTS) for part in parts[at + 1 : at + 1 + _NEXT])
