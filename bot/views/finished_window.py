"""The window after the last page: what stands, what does not hold yet, and whether a plan can be accepted."""

from typing import Any, Final

from bot.domain.lint import blockers
from bot.domain.page_windows import FinishedDialog
from bot.domain.remarks import Realism
from bot.views.alerts import finding_alerts
from bot.views.blocks import actions, button, context, section
from bot.views.degree import Degree
from bot.views.figures import bar
from bot.views.findings import finding_lines
from bot.views.lines import Line
from bot.views.modals import modal
from bot.views.names import one_line, project_name
from bot.views.read_back import read_blocks
from bot.views.realism import realism_lines
from bot.views.rendered import Block
from bot.views.words import Words

_FINISHED: Final = "kickoff/finished"
_LABEL_MOST: Final = 60
_OPEN_MOST: Final = 15
_TITLES_MOST: Final = 1000


def finished_window(reply: FinishedDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; it has nothing to submit."""
    progress = words.line(
        _FINISHED,
        "progress",
        bar=bar(reply.answered, reply.required),
        answered=reply.answered,
        required=reply.required,
    )
    findings = finding_alerts(reply.findings, words, degree)
    read = read_blocks(reply.read, words)
    realism = [_realistic(reply.realism, words)] if reply.realism is not None else []
    sound = [] if reply.findings else [context(words.line(_FINISHED, "no_findings"))]
    blocks = [section(progress), section(_state(reply, words)), *read, *findings, *sound, *realism]
    if reply.can_accept_plan:
        accept = button(words.plain(_FINISHED, "accept_button"), "plan.accept", reply.project.id, style="primary")
        blocks += [section(words.line(_FINISHED, "can_accept")), actions(accept)]
    return modal("kickoff.finished", words.plain(_FINISHED, "title"), blocks, close=words.plain(_FINISHED, "close"))


def _realistic(realism: Realism, words: Words) -> Block:
    return section(Line("\n".join(line.source for line in realism_lines(realism, words))))


def _state(reply: FinishedDialog, words: Words) -> Line:
    name = project_name(reply.project)
    if not reply.open_questions:
        titles = [finding_lines(each, words)[0].plain for each in blockers(reply.findings)]
        if not titles:
            return words.line(_FINISHED, "complete", project=name)
        listed = ", ".join(f"“{title}”" for title in titles)
        return words.line(_FINISHED, "unsound", project=name, count=len(titles), titles=one_line(listed, _TITLES_MOST))
    labels = [f"“{one_line(question.label, _LABEL_MOST)}”" for question in reply.open_questions]
    items = ", ".join(labels[:_OPEN_MOST]) + (", …" if len(labels) > _OPEN_MOST else "")
    later = words.line(_FINISHED, "later")
    return words.line(_FINISHED, "open", project=name, items=items) + Line("\n") + later
