"""Sign-off as people see it: the request to the sponsor, the news for the channel, the line on the card."""

from typing import Final

from bot.domain.signing_messages import Asked, CharterSigned, SigningLine, SignRequest
from bot.views.blocks import actions, button, context, rich
from bot.views.charter_sheet import SEAL_MOST
from bot.views.lines import Line
from bot.views.names import one_line, project_name, who
from bot.views.rendered import Block, Rendered
from bot.views.room import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

SIGNING: Final = "charter/signing"
_NAME_MOST: Final = 120
_LABEL_MOST: Final = 60
_LABELS_MOST: Final = 8


def sign_request(message: SignRequest, words: Words) -> Rendered:
    """The sponsor is asked, as a direct message that says later how it ended."""
    name = project_name(message.project)
    if message.state is not Asked.WAITING:
        ended = words.line(SIGNING, f"request_{message.state}", project=name, number=message.number)
        return Rendered(text=ended.mrkdwn, blocks=[rich(ended)])
    asked = words.line(
        SIGNING,
        "request",
        project=name,
        number=message.number,
        owner=who(message.owner),
        changed=_labels(message.changed),
    )
    why = words.line(SIGNING, "request_why", project=name, metric=one_line(message.metric, _NAME_MOST))
    blocks = [rich(asked), context(why), actions(sign_button(message.project.id, words))]
    return Rendered(text=_text([asked, why]), blocks=blocks)


def _labels(changed: tuple[str, ...]) -> str:
    shown = ", ".join(one_line(label, _LABEL_MOST) for label in changed[:_LABELS_MOST])
    return f"{shown}, …" if len(changed) > _LABELS_MOST else shown


def sign_button(project: str, words: Words) -> Block:
    """The button that opens what is to be signed."""
    return button(words.plain(SIGNING, "sign_button"), "charter.sign", project, style="primary")


def charter_signed(message: CharterSigned, words: Words) -> Rendered:
    """The news for the home channel."""
    said = words.line(
        SIGNING,
        "signed",
        project=project_name(message.project),
        number=message.number,
        by=who(message.by),
        metric=one_line(message.metric, _NAME_MOST),
    )
    small = words.line(
        SIGNING,
        "signed_small",
        number=message.number,
        before=message.number - 1,
        changed=message.changed,
        accepted=message.accepted,
        seal=message.seal[:SEAL_MOST],
    )
    return Rendered(text=_text([said, small]), blocks=[rich(said), context(small)])


def signing_line(line: SigningLine, words: Words) -> Line:
    """How it stands with the signature, in one line."""
    version = line.version
    if line.waits_for is not None:
        number = version.number if version else 0
        by, day = (who(version.signed_by), words.figures.day(version.signed_on)) if version else ("", "")
        judge = who(line.waits_for)
        return words.line(SIGNING, "line_waits", judge=judge, number=number, next=number + 1, by=by, day=day)
    if version is None:
        return words.line(SIGNING, "line_draft")
    part = "line_signed" if line.is_signed else "line_changed"
    return words.line(
        SIGNING,
        part,
        number=version.number,
        by=who(version.signed_by),
        day=words.figures.day(version.signed_on),
        seal=version.seal[:SEAL_MOST],
    )


def _text(lines: list[Line]) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
