"""Starting a kickoff: the first window, and the project that comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain import kickoff, permissions
from bot.domain import text as texts
from bot.domain.dossier import Dossier
from bot.domain.ids import ChannelId, ProjectId, QuestionId, UserId
from bot.domain.kickoff import SPONSOR
from bot.domain.living import name_of
from bot.domain.notes import Pick
from bot.domain.page_windows import StartDialog, StartedDialog
from bot.domain.people import Channel, Person
from bot.domain.projects import Project, key_for
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers
from handlers.flows import kickoff as kickoff_pages
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.pages import page
from handlers.flows.typed_pages import known
from storage.unit_of_work import Work

NAME_LENGTH = 80
ELSEWHERE = "A kickoff starts in the project's home channel. Type /plumb kickoff there."
NAME, OWNER, MEMBERS = QuestionId("name"), QuestionId("owner"), QuestionId("members")


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """What was typed into the first window of a kickoff."""

    channel: ChannelId
    name: str
    owner: UserId | None
    sponsor: UserId | None
    members: tuple[UserId, ...]


def begin(work: Work, asker: Asker, name: str) -> Reply:
    """`/plumb kickoff [name]`: continue this channel's kickoff, or open the window that starts one."""
    channel = asker.channel
    if channel is None or channel.is_direct:
        raise Refusal(ELSEWHERE)
    here = work.projects.in_channel(channel.channel)
    standing = named(here, name)
    if standing is not None:
        return kickoff_pages.open_page(work, asker, standing.id, None)
    if not name and len(here) == 1:
        return kickoff_pages.open_page(work, asker, here[0].id, None)
    if not name and here:
        return Pick(word="kickoff", projects=tuple(name_of(project) for project in here))
    permissions.may_start(asker.person)
    can_speak_in(channel)
    return StartDialog(channel=channel.channel, name=texts.shorten(texts.clean(name), NAME_LENGTH), owner=asker.user)


def named(here: tuple[Project, ...], name: str) -> Project | None:
    """The project of these that somebody means by this name, key or id, however it is spaced and capitalised."""
    wanted = " ".join(texts.clean(name).split())
    folded = wanted.casefold()
    return next((each for each in here if folded in (each.key, each.name.casefold()) or wanted == each.id), None)


def can_speak_in(channel: Channel) -> None:
    """Refuses a channel that cannot be a project's home."""
    if channel.is_direct:
        raise Refusal(ELSEWHERE)
    if channel.is_archived:
        raise Refusal("This channel is archived. Start the kickoff in a channel that is in use.")
    if not channel.has_bot:
        raise Refusal("I am not in this channel yet. Type /invite @Plumbline here, then start the kickoff again.")


def start(work: Work, asker: Asker, form: StartForm, new_id: Callable[[], ProjectId]) -> Reply:
    """The first window was submitted: the project exists, everybody gets a checklist, the first page opens."""
    permissions.may_start(asker.person)
    channel = work.channels.get(form.channel)
    if channel is None:
        raise MissingProfiles(channels=frozenset({form.channel}))
    can_speak_in(channel)
    people = known(work, {form.owner, form.sponsor, *form.members} - {None})
    name = _checked(form, people)
    standing = named(work.projects.in_channel(form.channel), name)
    if standing is not None:
        return _repeated(work, asker, form, standing)
    taken = work.projects.keys()
    project = Project(
        workspace=asker.workspace,
        id=new_id(),
        key=key_for(name, taken),
        name=name,
        channel=form.channel,
        owner=form.owner or asker.user,
        sponsor=form.sponsor,
        members=_others(form),
        created_at=asker.now,
    )
    owner = people.get(project.owner, asker.person)
    locales = {user: person.locale for user, person in people.items() if person.locale}
    decision = kickoff.start(project, by=asker.person, owner=owner, rules=asker.rules, now=asker.now, locales=locales)
    work.keep(decision)
    return _begun(decision.state, work, asker)


def _begun(dossier: Dossier, work: Work, asker: Asker) -> Reply:
    """The first page for somebody with a role; whoever started it for others learns who has the checklist now."""
    project = dossier.project
    if project.roles(asker.user):
        return page(dossier, asker, 1)
    home = work.channels.get(project.channel)
    is_private = home is None or home.is_private
    return StartedDialog(project=name_of(project), owner=project.owner, is_private=is_private, people=project.people)


def _others(form: StartForm) -> tuple[UserId, ...]:
    return tuple(dict.fromkeys(user for user in form.members if user not in (form.owner, form.sponsor)))


def _repeated(work: Work, asker: Asker, form: StartForm, standing: Project) -> Reply:
    """A second click on “Start” has the first one's answer; a channel does not have two projects of one name."""
    people = (standing.owner, standing.sponsor, standing.members)
    if people != (form.owner, form.sponsor, _others(form)):
        words = "This channel has a project of that name already. Continue it with /plumb kickoff"
        raise BadFields({NAME: f"{words} {standing.key}, or choose another name."})
    return _begun(dossiers.load(work, standing.id), work, asker)


def _checked(form: StartForm, people: Mapping[UserId, Person]) -> str:
    errors: dict[QuestionId, str] = {}
    name = ""
    try:
        name = " ".join(texts.clean(form.name).split())
    except texts.UnusableText as unusable:
        errors[NAME] = unusable.words
    if NAME not in errors and texts.is_empty(name):
        errors[NAME] = "Give the project a name. Example: Churn model"
    if len(name) > NAME_LENGTH:
        errors[NAME] = f"This is {len(name)} characters long; at most {NAME_LENGTH} fit."
    if form.owner is None:
        errors[OWNER] = "A project needs an owner."
    roles = {OWNER: (form.owner,), SPONSOR: (form.sponsor,), MEMBERS: form.members}
    for field, users in roles.items():
        if any(user and not (user in people and people[user].can_write) for user in users):
            errors[field] = "Choose full, active members of this workspace: no app, guest or deactivated account."
    if errors:
        raise BadFields(errors)
    return name
