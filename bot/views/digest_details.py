"""How the figures of a digest came about, in its thread: a line for each project, then what the sums rest on."""

from typing import Final

from bot.domain.message import DigestDetails, DigestRow
from bot.views.blocks import bullets, context, rich_text, section
from bot.views.impact_figures import impact_lines
from bot.views.lines import Line
from bot.views.names import project_name
from bot.views.portfolio import left_out
from bot.views.rendered import Rendered
from bot.views.room import TEXT_MOST, folded, light
from bot.views.sums import sum_lines
from bot.views.words import Words

_DIGEST: Final = "portfolio/digest"
_LIST_MOST: Final = 6000


def digest_details(message: DigestDetails, words: Words) -> Rendered:
    """The details; projects that do not fit are counted."""
    head = words.line(_DIGEST, "details")
    lines = [_how(row, words) for row in message.rows]
    small = sum_lines(message.sums, words)
    kept, left = light(lines, most=_LIST_MOST)
    blocks = [section(head), *([rich_text(bullets(kept))] if kept else []), *left_out(left, words)]
    blocks += [context(line) for line in small]
    return Rendered(text=_text(head, lines, small), blocks=blocks)


def _how(row: DigestRow, words: Words) -> Line:
    """The project's name, then all that is said of its figure, in one line."""
    name = words.line(_DIGEST, "details_project", project=project_name(row.project))
    first, *others = impact_lines(row.impact, row.kpi, words)
    rest = Line(" · " + " ".join(line.source for line in others)) if others else Line("")
    return name + Line(" ") + first + rest


def _text(head: Line, lines: list[Line], small: list[Line]) -> str:
    after = [line.mrkdwn for line in small]
    room = TEXT_MOST - len(head.mrkdwn) - sum(len(line) + 1 for line in after) - 1
    kept, _ = folded([f"• {line.mrkdwn}" for line in lines], most=room)
    return "\n".join([head.mrkdwn, *kept, *after])
