"""What the lint has to say, in words that teach, with the button that opens the right question."""

from collections.abc import Sequence
from typing import Final

from bot.domain.findings import Acceptance, Finding, Severity
from bot.views.blocks import actions, button, section
from bot.views.lines import Line
from bot.views.names import one_line, who
from bot.views.rendered import Block
from bot.views.words import Words

_OTHER: Final = "lint/other"
_ACCEPT: Final = "finding/accept"
_REASON_MOST: Final = 200
_WORD_MOST: Final = 60
_WORDS_MOST: Final = 3
_ADVICE_MOST: Final = 120


def finding_lines(finding: Finding, words: Words) -> tuple[Line, Line]:
    """A finding's title and the sentence that teaches."""
    values = _values(finding)
    template = _template(finding, words)
    return words.line(template, "title", **values), words.line(template, "why", **values)


def finding_blocks(finding: Finding, project: str | None, words: Words) -> list[Block]:
    """A finding with its mend, and where that is possible the other way out: to accept it, or to waive it.

    Without a project, for somebody who may change nothing, the finding alone.
    """
    title, why = finding_lines(finding, words)
    severity = words.label("severity", finding.severity)
    line = title.strong + Line(f" · {severity}\n") + why
    if project is None:
        return [section(line)]
    label = words.plain(_template(finding, words), "mend", **_values(finding))
    mend = button(label, "kickoff.answer", f"{project}|{finding.question}")
    if finding.severity is Severity.BLOCKER and not finding.is_waivable:
        return [section(line, mend)]
    other = words.plain(_ACCEPT, "waive_button" if finding.is_waivable else "accept_button")
    return [section(line), actions(mend, button(other, "finding.accept", f"{project}|{finding.rule}"))]


def missing_line(findings: Sequence[Finding], words: Words) -> Line:
    """What is only not answered yet, in one line."""
    items = ", ".join(words.plain(_template(each, words), "missing", **_values(each)) for each in findings)
    return words.line(_ACCEPT, "missing", items=items)


def accepted_line(finding: Finding, acceptance: Acceptance, words: Words) -> Line:
    """A finding that somebody accepted, with who and why."""
    until = words.figures.day(acceptance.until) if acceptance.until else ""
    return words.line(
        _ACCEPT,
        "accepted",
        title=finding_lines(finding, words)[0].plain,
        by=who(acceptance.by),
        reason=one_line(acceptance.reason, _REASON_MOST),
        until=until,
    )


def _template(finding: Finding, words: Words) -> str:
    own = f"lint/{finding.rule}"
    return own if words.has(own) else _OTHER


def _values(finding: Finding) -> dict[str, str]:
    quoted = [f"“{one_line(word, _WORD_MOST)}”" for word in finding.words[:_WORDS_MOST]]
    return {
        "rule": finding.rule,
        "advice": one_line(finding.advice, _ADVICE_MOST),
        "named": ", ".join(quoted),
        "first": quoted[0] if quoted else "",
        "others": ", ".join(quoted[1:]),
    }
