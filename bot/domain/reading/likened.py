"""Finds what a machine says held against what those who know say: agreement, hits among its best, tries on old data."""

from typing import Final

from bot.domain.reading.frame import GIVEN, GROUNDS, TRUTHS, Frame

_AGREEMENT: Final = (
    "agree",
    "concord",
    "concur",
    "overlap",
    "match",
    "same",
    "correspond",
    "consisten",
    "correlat",
    "identical",
    "equal",
    "kappa",
    "entspr",
    "igual",
    "égal",
    "übereinstimm",
    "gleiche",
    "dasselbe",
    "acuerdo",
    "coincid",
    "accord",
    "concordân",
    "一致",
    "吻合",
    "同じ",
    "と一致",
)
"""How the words begin that say of two that they say the same."""

JUDGEMENTS: Final = (
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
    "判读",
    "诊断",
    "标签",
    "結論",
    "読影",
    "診断",
    "判定",
)
"""How the words begin for what those who know say of a case."""

_REACH: Final = 6
_BESIDE: Final = 3


def agreed_with_experts(frame: Frame) -> bool | None:
    """Those who know said the same: "agreement with the radiologist's reading", on closed cases or not."""
    likes = [at for at in frame.places("gap", "alike") if frame.parts[at].text.casefold().startswith(_AGREEMENT)]
    for at in likes:
        behind = frame.parts[at + 1 : at + 1 + _REACH]
        before = frame.parts[max(0, at - _REACH) : at]
        knows = any(part.meaning in {"people", *TRUTHS} for part in (*behind, *before))
        judged = any(part.text.casefold().startswith(JUDGEMENTS) for part in (*behind, *before))
        if knows and (frame.having(*GROUNDS) or (judged and _begins(frame, at))):
            return True
    return None


def _begins(frame: Frame, at: int) -> bool:
    """Whether the agreement is what is measured, not said of somebody or something."""
    return not any(part.meaning in {"people", "thing", "machine", "device"} for part in frame.parts[:at])


def among_the_best(frame: Frame) -> bool | None:
    """The right one is among the best that a machine puts out: "first three suggestions contain the right part"."""
    tops = [at for at in frame.places("top") if _is_put_out(frame, at)]
    if not tops:
        return None
    return True if frame.having("right", "alike", "truth", *GROUNDS) else None


def _is_put_out(frame: Frame, at: int) -> bool:
    """Whether the first ones are a machine's: "top 5 proposals", not "top 5 products"."""
    behind = frame.parts[at + 1 : at + 1 + _BESIDE]
    named = any(part.meaning == "output" for part in (frame.parts[at], *behind))
    said = len(frame.parts[at].text.split()) > 1 and frame.parts[at].text.casefold().endswith(_PUT_OUT)
    return named or said or bool(frame.having(*GROUNDS))


_PUT_OUT: Final = ("suggestion", "suggestions", "proposal", "prediction", "guess", "candidate", "candidates")


def told_on_ground(frame: Frame) -> bool | None:
    """It is right, or like the truth, on data for models alone: "fields as in the reference, test scans"."""
    if not frame.having("ground"):
        return _told_on_records(frame)
    return True if frame.having("right", "err", "alike", "gap", "how", "recognise") else None


def _told_on_records(frame: Frame) -> bool | None:
    """On closed records, what is right must be what a machine puts out."""
    if not frame.having("records"):
        return None
    told = frame.having("right", "alike", "gap", "err")
    return True if told and frame.having(*GIVEN, "machine") else None
