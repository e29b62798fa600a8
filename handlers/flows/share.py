"""Sharing with the channel what one person was shown."""

from bot.domain import permissions
from bot.domain.living import card_of
from bot.domain.message import Message, Outgoing, ToChannel
from bot.domain.people import Channel
from bot.domain.refusal import NotFound, Refusal
from bot.domain.reply import Reply, SharedNote
from handlers.flows import dossiers, impact
from handlers.flows.asker import Asker
from storage.unit_of_work import Work


def share(work: Work, asker: Asker, what: str, key: str) -> Reply:
    """Post what a private answer showed, as it stands now; `key` makes a repeated press one post.

    Nothing of a private channel's project is shared outside it: the readers there are not its readers.
    """
    permissions.may_share(asker.person)
    channel = asker.channel
    if channel is None or channel.is_direct:
        raise Refusal("There is no channel to share this with.")
    kind, _, project = what.partition("|")
    body = _body(work, asker, kind, project, channel)
    work.say(Outgoing(key=f"share:{key}", to=ToChannel(channel=channel.channel), body=body, not_before=asker.now))
    return SharedNote()


def _body(work: Work, asker: Asker, kind: str, project: str, channel: Channel) -> Message:
    if kind == "impact" and project == impact.ALL:
        raise Refusal("A summary of all projects is shared by a digest, which shows each channel what it may see.")
    if kind not in ("card", "impact"):
        raise NotFound("There is nothing to share here.")
    found = dossiers.by_id(work, asker, project)
    home = work.channels.get(found.channel)
    if found.channel != channel.channel and (home is None or home.is_private):
        raise Refusal("This project lives in a private channel; it can be shared only there.")
    if kind == "card":
        return card_of(dossiers.load(work, found.id), asker.rules, asker.now)
    return impact.of_project(work, asker, found).summary
