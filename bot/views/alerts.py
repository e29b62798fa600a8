"""Coloured strips in windows: what was saved, what clashed, what does not hold."""

from collections.abc import Sequence
from typing import Final, Literal

from bot.domain.findings import Finding, Severity
from bot.views.blocks import context, mrkdwn
from bot.views.degree import Degree
from bot.views.findings import finding_lines
from bot.views.lines import Line
from bot.views.rendered import Block
from bot.views.words import Words

Level = Literal["info", "warning", "error", "success"]
ALERT_MOST: Final = 200
_FINDINGS_MOST: Final = 5
_LEVELS: Final[dict[Severity, Level]] = {
    Severity.BLOCKER: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "info",
}


def notice(line: Line, level: Level, degree: Degree) -> Block:
    """A strip with a line of words; small print for clients that have no strips."""
    if degree is not Degree.FULL:
        return context(line)
    return {"type": "alert", "text": mrkdwn(line, ALERT_MOST), "level": level}


def finding_alerts(findings: Sequence[Finding], words: Words, degree: Degree) -> list[Block]:
    """What the answers lack, each with the sentence that teaches; beyond a handful only their number.

    Warnings that one answer mends come one at a time: the first of them is the one to read.
    """
    blocks = []
    shown = _first_of_each(findings)[:_FINDINGS_MOST]
    for finding in shown:
        title, why = finding_lines(finding, words)
        whole = title.strong + Line(": ") + why
        level = _LEVELS[finding.severity]
        if len(whole.mrkdwn) <= ALERT_MOST:
            blocks.append(notice(whole, level, degree))
        else:  # a strip holds little: the sentence stands below it, whole
            blocks += [notice(title.strong, level, degree), context(why)]
    left = len(findings) - len(shown)
    if left > 0:
        blocks.append(context(words.line("kickoff/page", "more_findings", count=left)))
    return blocks


def _first_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """Every blocker, and of what is less than that the first to each question."""
    asked = set()
    kept = []
    for finding in findings:
        if finding.severity is Severity.BLOCKER or finding.question not in asked:
            kept.append(finding)
        asked.add(finding.question)
    return kept
