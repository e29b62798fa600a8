"""The risks that a text lists: those that name a metric with a limit are guardrails, the others answer no question."""

import re
from typing import Final

from bot.domain.experiments.guardrails import guardrails_in
from bot.domain.ids import QuestionId
from bot.domain.named_lines import parted

GUARDRAILS: Final = QuestionId("guardrails")
_LIMITS: Final = re.compile(
    r"\b(?:at most|up to|(?:no|not) more than|max(?:imum)?|may (?:fall|rise)|"
    r"höchstens|maximal|bis zu|nicht mehr als)\b|≤|<=",
    re.IGNORECASE,
)


def divided(risks: str, guardrails: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """All guardrails a line each, the risks that are none, and those whose metric has a limit already."""
    lines = [line for line in guardrails.splitlines() if line.strip()]
    known = {each.name.casefold() for each in guardrails_in(guardrails)}
    others, doubled = [], []
    for risk in (line for line in risks.splitlines() if line.strip()):
        if not _has_limit(risk):
            others.append(risk)
        elif parted(risk)[0].casefold() in known:
            doubled.append(risk)
        else:
            lines.append(risk)
            known.add(parted(risk)[0].casefold())
    return "\n".join(lines), tuple(others), tuple(doubled)


def _has_limit(risk: str) -> bool:
    """Whether a metric is named and what is told of it says how much worse it may get."""
    name, told = parted(risk)
    read = guardrails_in(risk)
    return told != name and bool(_LIMITS.search(told)) and bool(read) and read[0].margin is not None
