"""Notes about the tokens of the API: a new one, shown once, and the list of those that are live."""

from typing import Final

from bot.domain.api_tokens import Right
from bot.domain.notes import TokenLine, TokenNote, TokensNote
from bot.views.blocks import button, context, plain_section, section
from bot.views.lines import Line
from bot.views.names import who
from bot.views.rendered import Block, Rendered
from bot.views.room import fitting
from bot.views.short_notes import TEXT_MOST
from bot.views.typed_text import cut
from bot.views.words import Words

_TOKENS: Final = "notes/tokens"


def token_note(reply: TokenNote, words: Words) -> Rendered:
    """A new token; in a repeated answer, without its secret, that it was shown already."""
    small = words.line(_TOKENS, "small", name=reply.name)
    if reply.secret is None:
        said = words.line(_TOKENS, "shown_already", name=reply.name)
        return Rendered(text=_text(said, small), blocks=[section(said), context(small)])
    said = words.line(_TOKENS, "made", name=reply.name, writes=reply.right is Right.WRITE)
    blocks = [section(said), plain_section(reply.secret), context(small)]
    return Rendered(text=_text(said, Line(reply.secret), small), blocks=blocks)


def tokens_note(reply: TokensNote, words: Words) -> Rendered:
    """The live tokens, each with a button that revokes it."""
    ended = [words.line(_TOKENS, "revoked", name=reply.revoked)] if reply.revoked else []
    if not reply.tokens:
        none = words.line(_TOKENS, "none")
        return Rendered(text=_text(*ended, none), blocks=[section(each) for each in (*ended, none)])
    above = [*ended, words.line(_TOKENS, "headline", count=len(reply.tokens))]
    head = [section(each) for each in above]
    lines = [_line(each, words) for each in reply.tokens]
    groups = [[_row(line, each, words)] for line, each in zip(lines, reply.tokens, strict=True)]
    blocks, left = fitting(groups, beside=head)
    more = [context(words.line(_TOKENS, "left", count=left))] if left else []
    text = _text(*above, *(Line("• ") + line for line in lines))
    return Rendered(text=text, blocks=[*head, *blocks, *more])


def _line(each: TokenLine, words: Words) -> Line:
    day = words.figures.day(each.made_on)
    return words.line(_TOKENS, "item", name=each.name, writes=each.right is Right.WRITE, who=who(each.made_by), day=day)


def _row(line: Line, each: TokenLine, words: Words) -> Block:
    revoking = button(words.plain(_TOKENS, "revoke_button"), "settings.revoke", each.name, style="danger")
    return section(line, revoking)


def _text(*lines: Line) -> str:
    return cut("\n".join(line.mrkdwn for line in lines), TEXT_MOST)
