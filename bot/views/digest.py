"""The digest of a channel: money first, a picture, the projects, what changed, what is stuck."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from bot.domain.message import Change, Digest, DigestRow
from bot.views import mentions
from bot.views.blocks import bullets, context, header, rich_section, rich_text, section
from bot.views.degree import Degree
from bot.views.lines import Line
from bot.views.names import project_name, who
from bot.views.owed import overdue_line
from bot.views.pictures import picture
from bot.views.portfolio import PORTFOLIO, ShownRow, project_list, project_table, summary_text
from bot.views.rendered import Block, Rendered
from bot.views.room import light
from bot.views.sums import money_line
from bot.views.words import Words

_DIGEST: Final = "portfolio/digest"
_LIST_MOST: Final = 2500
"""How much of a message its changes may take, and likewise what is stuck."""


def digest(message: Digest, words: Words, degree: Degree) -> Rendered:
    """The digest as a post, or as one person's preview of it."""
    day = words.figures.day(message.day)
    headline = words.line(_DIGEST, "headline", day=day)
    labels = _labels(message, words)
    if not message.rows:
        return _short(
            headline, [*labels, words.line(PORTFOLIO, "no_projects", may_start=True), *_hidden(message.hidden, words)]
        )
    money = money_line(message.sums, words)
    stuck = _listed(words.line(_DIGEST, "stuck"), _stuck(message.rows, words), words)
    if not message.changes and not message.preview:
        quiet = [*labels, money, words.line(_DIGEST, "nothing_new", is_first=message.is_first)]
        return _short(headline, [*quiet, *_hidden(message.hidden, words)], stuck)
    shown = [ShownRow.of(row, words) for row in message.rows]
    lines = [row.line(words) for row in shown]
    changed = _listed(
        words.line(_DIGEST, "changed", is_first=message.is_first), _changes(message.changes, words), words
    )
    blocks = [header(headline.plain), *(context(line) for line in labels), section(money)]
    if degree is Degree.FULL:
        blocks += [*picture(message.rows, words), *project_table(shown, day, words)]
    else:
        blocks += project_list(lines, words)
    small = _hidden(message.hidden, words)
    blocks += [*_list_block(changed), *_list_block(stuck), *(context(line) for line in small)]
    text = summary_text([headline, *labels, money], lines, [*_as_text(changed), *_as_text(stuck), *small], words)
    return Rendered(text=text, blocks=blocks)


def _labels(message: Digest, words: Words) -> list[Line]:
    """What must be known before reading: that it is a preview, or late, or that others were left out."""
    found = [words.line(_DIGEST, "preview")] if message.preview else []
    if message.late_for is not None:
        figures = words.figures
        fallback = f"{figures.day(message.late_for.date())} {figures.clock(message.late_for)} UTC"
        found.append(words.line(_DIGEST, "late", due=mentions.instant(message.late_for, fallback)))
    if message.skipped:
        found.append(words.line(_DIGEST, "skipped", count=message.skipped))
    return found


def _hidden(count: int, words: Words) -> list[Line]:
    return [words.line(PORTFOLIO, "hidden_projects", count=count)] if count else []


def _short(headline: Line, lines: Sequence[Line], rest: Sequence[Line] = ()) -> Rendered:
    """A digest that has little to say."""
    blocks = [header(headline.plain), *(section(line) for line in lines), *_list_block(rest)]
    return Rendered(text="\n".join(line.mrkdwn for line in [headline, *lines, *_as_text(rest)]), blocks=blocks)


def _changes(changes: Sequence[Change], words: Words) -> list[Line]:
    """What happened, the same things of one project as one line."""
    counts = Counter((change.project.id, change.act) for change in changes)
    latest = {(change.project.id, change.act): change for change in changes}
    return [
        words.line(
            _DIGEST,
            "change",
            project=project_name(change.project),
            count=counts[key],
            act=words.label("act", change.act),
            by=who(change.by),
        )
        for key, change in latest.items()
    ]


def _stuck(rows: Sequence[DigestRow], words: Words) -> list[Line]:
    """The projects that owe something overdue, a line each, with the blockers that hold them up."""
    found = []
    for row in rows:
        reasons = [overdue_line(each, words) for each in row.owed if each.overdue]
        if not reasons:
            continue
        if row.blockers:
            reasons.append(words.line(_DIGEST, "stuck_blockers", count=row.blockers))
        name = words.line(_DIGEST, "stuck_project", project=project_name(row.project), owner=who(row.owner))
        found.append(name + Line(" ") + Line("; ".join(reason.source for reason in reasons)))
    return found


def _listed(title: Line, lines: Sequence[Line], words: Words) -> list[Line]:
    """A title with its lines, those beyond a screenful as a count; nothing without lines."""
    if not lines:
        return []
    kept, left = light(lines, most=_LIST_MOST)
    more = [words.line(_DIGEST, "more", count=left)] if left else []
    return [title, *kept, *more]


def _list_block(listed: Sequence[Line]) -> list[Block]:
    return [rich_text(rich_section(listed[0].inline), bullets(listed[1:]))] if listed else []


def _as_text(listed: Sequence[Line]) -> list[Line]:
    return [line if not index else Line("• ") + line for index, line in enumerate(listed)]
