"""Sharing with the channel what one person was shown."""

from bot.domain import permissions
from bot.domain.living import card_of
from bot.domain.message import Message, Outgoing, ToChannel
from bot.domain.notes import SharedNote
from bot.domain.people import Channel
from bot.domain.projects import Project
from bot.domain.refusal import NotFound, Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers, impact
from handlers.flows.asker import Asker
from handlers.flows.computing import Job
from storage.unit_of_work import Work

_IMPACT = "impact"


def has_sums(what: str) -> bool:
    """Whether what is shared has sums, which are drawn first."""
    return what.partition("|")[0] == _IMPACT


def asked(work: Work, asker: Asker, what: str) -> Job:
    """The draws of what is to be shared."""
    found = _shared(work, asker, what.partition("|")[2], _place(asker))
    return impact.job_of(work, asker, found)


def share(work: Work, asker: Asker, what: str, key: str, drawn: impact.Drawings | None = None) -> Reply:
    """Post what a private answer showed, as it stands now; `key` makes a repeated press one post.

    Nothing of a private channel's project is shared outside it: the readers there are not its readers.
    """
    channel = _place(asker)
    kind, _, project = what.partition("|")
    body = _body(work, asker, kind, project, channel, drawn)
    work.say(Outgoing(key=f"share:{key}", to=ToChannel(channel=channel.channel), body=body, not_before=asker.now))
    return SharedNote()


def _place(asker: Asker) -> Channel:
    permissions.may_share(asker.person)
    if asker.channel is None or asker.channel.is_direct:
        raise Refusal("There is no channel to share this with.")
    return asker.channel


def _body(
    work: Work, asker: Asker, kind: str, project: str, channel: Channel, drawn: impact.Drawings | None
) -> Message:
    if kind not in ("card", _IMPACT):
        raise NotFound("There is nothing to share here.")
    found = _shared(work, asker, project, channel)
    if kind == "card":
        return card_of(dossiers.load(work, found.id), asker.rules, asker.now)
    return impact.of_project(work, asker, found, drawn).summary


def _shared(work: Work, asker: Asker, project: str, channel: Channel) -> Project:
    if project == impact.ALL:
        raise Refusal("A summary of all projects is shared by a digest, which shows each channel what it may see.")
    found = dossiers.by_id(work, asker, project)
    home = work.channels.get(found.channel)
    if found.channel != channel.channel and (home is None or home.is_private):
        raise Refusal("This project lives in a private channel; it can be shared only there.")
    return found
