"""The window in which the sponsor signs: what is signed, its worth, how it is proven, and how realistic it is."""

from collections.abc import Iterator
from typing import Any, Final

from bot.domain.charter_windows import SignDialog
from bot.domain.findings import Finding
from bot.domain.prospects import Prospect
from bot.views.blocks import actions, context, divider, section
from bot.views.changes import CHANGES, changes_button, changes_said
from bot.views.charter_sheet import SEAL_MOST
from bot.views.charter_window import DIFFERENCES_MOST, edit_line, listed, parts_blocks
from bot.views.findings import accepted_line, finding_lines
from bot.views.impact_figures import impact_lines
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import project_name, who
from bot.views.realism import realism_brief
from bot.views.rendered import Block
from bot.views.signing import SIGNING
from bot.views.verdict import answer_line
from bot.views.words import Words

_FINDINGS_MOST: Final = 15


def sign_window(reply: SignDialog, words: Words) -> dict[str, Any]:
    """The window in which the sponsor signs what it shows, or asks for changes instead."""
    name, owner = project_name(reply.project), who(reply.owner)
    worth = impact_lines(reply.impact, reply.kpi, words)
    proof = (prospect_line(reply.prospect, words),)
    realism = () if reply.realism is None else realism_brief(reply.realism, words)
    blocks = [
        section(words.line(SIGNING, "intro", project=name, number=reply.number, owner=owner)),
        *_changed(reply, words),
        *_findings(reply, words),
        listed(words.line(SIGNING, "worth_heading"), worth),
        listed(words.line(SIGNING, "proof_heading"), proof),
        *([listed(words.line(SIGNING, "realism_heading"), realism)] if realism else []),
        actions(changes_button(reply.project.id, words)),
        divider(),
        *parts_blocks(reply.parts, words),
        context(words.line(SIGNING, "seal", seal=reply.seal[:SEAL_MOST])),
    ]
    return modal(
        "charter.sign",
        words.plain(SIGNING, "title"),
        blocks,
        close=words.plain(SIGNING, "close"),
        submit=words.plain(SIGNING, "submit", number=reply.number),
        metadata=compact({"project": reply.project.id, "seal": reply.seen}),
    )


def _changed(reply: SignDialog, words: Words) -> Iterator[Block]:
    """What was asked before and what was edited since, and what changed since the last signature."""
    if reply.changes is not None:
        yield from changes_said(reply.changes, words)
    if reply.since:
        since = [edit_line(each, words) for each in reply.since[:DIFFERENCES_MOST]]
        yield listed(words.line(CHANGES, "since_heading"), since)
    if reply.changed:
        heading = words.line(SIGNING, "changed_heading", before=reply.number - 1)
        yield listed(heading, [edit_line(each, words) for each in reply.changed[:DIFFERENCES_MOST]])


def _findings(reply: SignDialog, words: Words) -> Iterator[Block]:
    if reply.findings:
        said = [_finding(each, words) for each in reply.findings[:_FINDINGS_MOST]]
        yield listed(words.line(SIGNING, "findings_heading"), said)


def _finding(finding: Finding, words: Words) -> Line:
    if finding.accepted is not None:
        return accepted_line(finding, finding.accepted, words)
    title, why = finding_lines(finding, words)
    return words.line(SIGNING, "finding", title=title.plain, why=why.plain)


def prospect_line(prospect: Prospect, words: Words) -> Line:
    """How it is to be proven, in one line: the verdict, or when a plan is due, or who lives without."""
    if prospect.waived is not None:
        until = words.figures.day(prospect.waived.until) if prospect.waived.until else ""
        return words.line(SIGNING, "prospect_waived", by=who(prospect.waived.by), until=until)
    verdict, due = _verdict(prospect, words), words.figures.day(prospect.due) if prospect.due else ""
    if prospect.sealed is not None:
        planned = words.line(SIGNING, "prospect_planned", seal=prospect.sealed[:SEAL_MOST])
        return verdict + Line(" ") + planned if verdict else planned
    if not verdict:
        return words.line(SIGNING, "prospect_none", due=due)
    return verdict + Line(" ") + words.line(SIGNING, "prospect_due", due=due) if due else verdict


def _verdict(prospect: Prospect, words: Words) -> Line:
    if prospect.gist is not None:
        return answer_line(prospect.gist, words)
    if prospect.fits is None:
        return Line("")
    return words.line(SIGNING, "prospect_yes" if prospect.fits else "prospect_no")
