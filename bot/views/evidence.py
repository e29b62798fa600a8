"""The window that takes the evidence of one requirement, or why it does not apply."""

from dataclasses import asdict
from typing import Any, Final

from bot.domain.charter import Day, NotApplicable, Proof
from bot.domain.kickoff import Clash
from bot.domain.readiness.items import ItemState
from bot.domain.readiness_windows import EvidenceDialog
from bot.domain.requirement_evidence import LINK, LINK_MOST, NOTE, NOTE_MOST, UNTIL, WHY
from bot.views.alerts import notice
from bot.views.answers import answer_text
from bot.views.blocks import context, section
from bot.views.degree import Degree
from bot.views.inputs import day_picker, field, text_input
from bot.views.lines import Line
from bot.views.modals import compact, modal
from bot.views.names import one_line, who
from bot.views.rendered import Block
from bot.views.words import Words

_EVIDENCE: Final = "readiness/evidence"
_LABEL_MOST: Final = 200
_THEIRS_MOST: Final = 60


def evidence_window(reply: EvidenceDialog, words: Words, degree: Degree) -> dict[str, Any]:
    """The window; its block ids are `link`, `note` and `until`, or `why`."""
    is_why = reply.item.claim == ItemState.NOT_APPLICABLE
    fields = [_why(reply, words)] if is_why else _fields(reply, words)
    about: dict[str, object] = {
        "project": reply.project.id,
        "question": reply.item.question,
        "revision": reply.revision,
    }
    if reply.page is not None:
        about["page"] = asdict(reply.page)
    return modal(
        "readiness.evidence",
        words.plain(_EVIDENCE, "title_why" if is_why else "title"),
        [*_head(reply, words, degree), *fields],
        close=words.plain(_EVIDENCE, "close"),
        submit=words.plain(_EVIDENCE, "submit"),
        metadata=compact(about),
    )


def _head(reply: EvidenceDialog, words: Words, degree: Degree) -> list[Block]:
    item = reply.item
    blocks = [notice(_clash(reply.clash, words), "warning", degree)] if reply.clash else []
    blocks.append(section(words.line(_EVIDENCE, "item", label=one_line(item.label, _LABEL_MOST))))
    if item.state is ItemState.REOPENED and item.until is not None:
        return [*blocks, context(words.line(_EVIDENCE, "over", until=words.figures.day(item.until)))]
    return [*blocks, context(words.line(_EVIDENCE, item.claim or ItemState.MANUAL.value))]


def _clash(clash: Clash, words: Words) -> Line:
    """What somebody else saved, to be seen before it is replaced."""
    by, theirs = who(clash.theirs.by), clash.theirs.value
    if theirs is None:
        return words.line(_EVIDENCE, "clash_cleared", by=by)
    return words.line(_EVIDENCE, "clash", by=by, theirs=answer_text(None, theirs, words, most=_THEIRS_MOST))


def _why(reply: EvidenceDialog, words: Words) -> Block:
    reason = reply.evidence.reason if isinstance(reply.evidence, NotApplicable) else ""
    element = text_input(reason, most=NOTE_MOST, multiline=True)
    return field(WHY, words.plain(_EVIDENCE, "why"), element, hint=words.plain(_EVIDENCE, "why_hint"), optional=False)


def _fields(reply: EvidenceDialog, words: Words) -> list[Block]:
    proof = reply.evidence if isinstance(reply.evidence, Proof) else Proof(link="", note="")
    # What is over is to be shown anew: the day that is offered is one to come.
    until = reply.until if proof.until is None or reply.item.state is ItemState.REOPENED else proof.until
    picker = day_picker(words.plain(_EVIDENCE, "day_placeholder"), Day(day=until))
    elements = {
        LINK: text_input(proof.link, most=LINK_MOST),
        NOTE: text_input(proof.note, most=NOTE_MOST, multiline=True),
        UNTIL: picker,
    }
    return [
        field(name, words.plain(_EVIDENCE, name), element, hint=words.plain(_EVIDENCE, f"{name}_hint"))
        for name, element in elements.items()
    ]
