"""The tokens of the API as their admins handle them: making one, listing them, revoking one."""

from bot.domain import api_tokens, permissions
from bot.domain.api_tokens import ApiToken, Right
from bot.domain.ids import TokenId
from bot.domain.notes import TokenLine, TokenNote, TokensNote
from bot.domain.reply import Reply
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def make(work: Work, asker: Asker, right: Right, name: str | None, token: TokenId, digest: str) -> Reply:
    """`/plumb settings token`: keep a token's hash; the secret stays with the door, which shows it once."""
    permissions.may_manage_tokens(asker.person)
    fresh = ApiToken(
        workspace=asker.workspace,
        id=token,
        name="",
        digest=digest,
        right=right,
        made_by=asker.user,
        made_at=asker.now,
    )
    decision = api_tokens.make(work.api_tokens.all(), fresh, name=name)
    work.keep(decision)
    return TokenNote(token=decision.state.id, name=decision.state.name, right=decision.state.right)


def show(work: Work, asker: Asker) -> Reply:
    """`/plumb settings tokens`: those that are live."""
    permissions.may_manage_tokens(asker.person)
    return _note(work, asker)


def revoke(work: Work, asker: Asker, name: str) -> Reply:
    """`/plumb settings revoke` and the button beside a token: it opens nothing any more."""
    permissions.may_manage_tokens(asker.person)
    decision = api_tokens.revoke(work.api_tokens.all(), name, by=asker.user, now=asker.now)
    work.keep(decision)
    return _note(work, asker, revoked=decision.state.name)


def _note(work: Work, asker: Asker, *, revoked: str | None = None) -> TokensNote:
    live = (each for each in work.api_tokens.all() if each.is_live)
    lines = tuple(
        TokenLine(name=each.name, right=each.right, made_by=each.made_by, made_on=asker.rota.today(each.made_at))
        for each in live
    )
    return TokensNote(tokens=lines, revoked=revoked)
