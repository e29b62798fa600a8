"""What the lint has to say, in words that teach, with the button that opens the right question."""

from typing import Final

from bot.domain.findings import Finding
from bot.views.blocks import button, section
from bot.views.lines import Line
from bot.views.names import one_line
from bot.views.rendered import Block
from bot.views.words import Words

_OTHER: Final = "lint/other"
_WORD_MOST: Final = 60
_WORDS_MOST: Final = 3
_ADVICE_MOST: Final = 120


def finding_lines(finding: Finding, words: Words) -> tuple[Line, Line]:
    """A finding's title and the sentence that teaches."""
    values = _values(finding)
    template = _template(finding, words)
    return words.line(template, "title", **values), words.line(template, "why", **values)


def finding_section(finding: Finding, project: str | None, words: Words) -> Block:
    """A finding with its mend; without a project, for somebody who may mend nothing, the finding alone."""
    title, why = finding_lines(finding, words)
    severity = words.label("severity", finding.severity)
    line = title.strong + Line(f" · {severity}\n") + why
    if project is None:
        return section(line)
    mend = words.plain(_template(finding, words), "mend", **_values(finding))
    return section(line, button(mend, "kickoff.answer", f"{project}|{finding.question}"))


def _template(finding: Finding, words: Words) -> str:
    own = f"lint/{finding.rule}"
    return own if words.has(own) else _OTHER


def _values(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "advice": one_line(finding.advice, _ADVICE_MOST),
        "named": ", ".join(f"“{one_line(word, _WORD_MOST)}”" for word in finding.words[:_WORDS_MOST]),
    }
