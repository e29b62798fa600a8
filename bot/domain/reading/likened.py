"""Finds what a machine says held against what those who know say: agreement, and the right one among its best."""

from typing import Final

from bot.domain.reading.frame import GROUNDS, TRUTHS, Frame
from bot.domain.reading.judgements import is_judge, is_judged_next

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

_PUT_OUT: Final = ("suggestion", "suggestions", "proposal", "prediction", "guess", "candidate", "candidates")
_NAMED_LAST: Final = ("一致", "吻合", "と一致")
_REACH: Final = 6
_BESIDE: Final = 3


def agreed_with_experts(frame: Frame) -> bool | None:
    """Those who know said the same: "agreement with the radiologist's reading", on closed cases or not."""
    likes = [at for at in frame.places("gap", "alike") if frame.parts[at].text.casefold().startswith(_AGREEMENT)]
    for at in likes:
        behind = frame.parts[at + 1 : at + 1 + _REACH]
        before = frame.parts[max(0, at - _REACH) : at]
        knows = any(part.meaning in {"people", *TRUTHS} for part in (*behind, *before))
        if knows and (frame.having(*GROUNDS) or (_is_judged(frame) and _begins(frame, at))):
            return True
    return None


def _is_judged(frame: Frame) -> bool:
    """Whether it is what somebody says of a case, or what was told by hand: "the hand-drawn contours"."""
    said = any(is_judge(frame.parts, at) for at in frame.places("people"))
    return said or any(is_judged_next(frame.parts, at) for at in frame.places(*TRUTHS))


def _begins(frame: Frame, at: int) -> bool:
    """Whether the agreement is what is measured, not said of somebody; languages without blanks name it last."""
    if frame.parts[at].text.startswith(_NAMED_LAST):
        return True
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
