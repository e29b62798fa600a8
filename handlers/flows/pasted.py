"""A whole charter that was pasted: the window for it, and the project that is started or brought up to date by it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain import keeping, permissions
from bot.domain import text as texts
from bot.domain.answering import Reader
from bot.domain.charter import Value, Who
from bot.domain.dossier import Dossier
from bot.domain.ids import ChannelId, ProjectId, QuestionId
from bot.domain.kickoff import SPONSOR
from bot.domain.lint import lint, unsettled
from bot.domain.living import answered, name_of
from bot.domain.metrics import unit_of
from bot.domain.pasted import MEMBERS, OWNER, Member, Pasted, Read, Unplaced, Unread, Why, labels_of, read_values
from bot.domain.pasted_windows import ImportDialog, ImportedDialog
from bot.domain.people import Channel, Role
from bot.domain.projects import Project
from bot.domain.refusal import BadFields, Refusal
from bot.domain.reply import Reply
from handlers.flows import dossiers, kickoff, past, start
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.given import is_id
from handlers.flows.pasted_people import People, members_in, owner_in, people_in, says_names
from handlers.flows.pasted_text import EMPTY, TEXT, read
from storage.unit_of_work import Work

NAME = start.NAME
PROJECT = QuestionId("project")
_PIECES_MOST: Final = 40
_SHOWN_MOST: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForm:
    """What was handed in: the channel, the project or None for a new one, its name, the text, what it may change.

    `members` are all members where the text names some; none where they need not, or cannot, be read.
    """

    channel: ChannelId
    project: ProjectId | None
    name: str
    text: str
    replaces: bool
    members: tuple[Member, ...] = ()


def names_people(_work: Work, asker: Asker, text: str) -> bool:
    """Whether a text names people other than by mention, so that the members have to be read."""
    try:
        return says_names(read(text, asker.rules.bank, asker.rules, asker.person.locale), asker.rules.bank)
    except BadFields:
        return False


def begin(work: Work, asker: Asker, channel: Channel | None, name: str) -> Reply:
    """`/plumb kickoff import [name]`: the window, for the channel's only project, the named one, or a new one."""
    permissions.may_start(asker.person)
    if channel is None:
        raise Refusal(start.ELSEWHERE)
    start.can_speak_in(channel)
    here = tuple(each for each in work.projects.in_channel(channel.channel) if dossiers.is_readable(work, asker, each))
    named = start.named(here, name) if name else None
    chosen = named or (here[0] if len(here) == 1 and not name else None)
    return ImportDialog(
        channel=channel.channel,
        projects=tuple(name_of(each) for each in here),
        chosen=chosen.id if chosen else None,
        name="" if named else texts.shorten(texts.clean(name), start.NAME_LENGTH),
    )


def open_here(work: Work, asker: Asker, channel: str, project: str, name: str) -> Reply:
    """A button opens the window for a channel, or for one project, which goes first."""
    if project:
        found = dossiers.by_id(work, asker, project)
        permissions.may_answer(asker.person, found)
        return ImportDialog(channel=found.channel, projects=(name_of(found),), chosen=found.id, name="")
    return begin(work, asker, _home(work, channel), name)


def _home(work: Work, channel: str) -> Channel:
    found = work.channels.get(ChannelId(channel)) if is_id(channel) else None
    if found is None:
        raise MissingProfiles(channels=frozenset({ChannelId(channel)})) if is_id(channel) else Refusal(start.ELSEWHERE)
    return found


def take(work: Work, asker: Asker, form: ImportForm, new_id: Callable[[], ProjectId]) -> Reply:
    """The text was handed in: everything that can be read is kept at once, or nothing, with words at the field."""
    if not asker.person.can_write:
        permissions.may_start(asker.person)
    standing = _standing(work, asker, form)
    bank = standing.bank if standing else asker.rules.bank
    pasted = read(form.text, bank, asker.rules, asker.person.locale)
    if standing is None and not form.name.strip() and pasted.name:
        form = replace(form, name=texts.shorten(pasted.name.split("\n")[0].strip(), start.NAME_LENGTH))
        standing = _standing(work, asker, form)
    if standing is not None and pasted.name and start.named((standing.project,), pasted.name) is None:
        other, chosen = texts.shorten(pasted.name.split("\n")[0].strip(), 60), standing.project.name
        raise BadFields(
            {PROJECT: f"The text is about “{other}”, and this would change {chosen}. Choose its project, or a new one."}
        )
    people, values = _read(work, asker, pasted, standing, form.members)
    if not values.values and not pasted.history:
        raise BadFields({TEXT: _nothing(pasted, values)})
    if standing is None:
        return _started(work, asker, form, pasted, values, people, new_id)
    return _updated(work, asker, form, pasted, values, standing, people)


def keep(work: Work, asker: Asker, form: ImportForm, pasted: Pasted, new_id: Callable[[], ProjectId]) -> ImportedDialog:
    """A charter file: as `take`, but it may be without answers, and one that cannot be read is refused."""
    standing = _standing(work, asker, form)
    people, values = _read(work, asker, pasted, standing, form.members)
    if values.unread:
        raise BadFields({each.question.id: each.why for each in values.unread})
    if standing is None:
        return _started(work, asker, form, pasted, values, people, new_id)
    return _updated(work, asker, form, pasted, values, standing, people)


def _read(
    work: Work, asker: Asker, pasted: Pasted, standing: Dossier | None, members: tuple[Member, ...]
) -> tuple[People, Read]:
    bank = standing.bank if standing else asker.rules.bank
    people = people_in(work, pasted, bank, members)
    labels = labels_of(bank, asker.rules.synonyms, asker.person.locale)
    return people, read_values(pasted, labels, _reader(asker, standing, people), people.members)


def _standing(work: Work, asker: Asker, form: ImportForm) -> Dossier | None:
    """The project that the text is for: the chosen one, or the one of this name in the channel."""
    if form.project is not None:
        dossier = dossiers.load(work, form.project, to_change=True)
        dossiers.readable(work, asker, dossier.project)
        permissions.may_answer(asker.person, dossier.project)
        return dossier
    name = form.name.strip()
    named = start.named(work.projects.in_channel(form.channel), name) if name else None
    if named is None:
        return None
    permissions.may_answer(asker.person, named)
    return dossiers.load(work, named.id, to_change=True)


def _reader(asker: Asker, standing: Dossier | None, people: People) -> Reader:
    charter = standing.charter if standing else None
    return Reader(
        locale=asker.person.locale,
        today=asker.today,
        unit=unit_of((charter.text("metric_unit") if charter else None) or ""),
        people={**{each.person.user: each.person for each in people.members}, **people.by_id},
        shown={each.question: each.value for each in charter.answers.values() if each.value} if charter else {},
    )


def _nothing(pasted: Pasted, read_: Read) -> str:
    if read_.unread:
        first = read_.unread[0]
        return f"Nothing was saved. {first.question.label}: {first.why}"
    if pasted.unplaced:
        shown = texts.shorten(" ".join(pasted.unplaced[0].text.split()), 60)
        return f"Nothing was saved: “{shown}” belongs to no question. Write the name in front: Baseline: 3.1%"
    return f"Nothing was saved: no answer stands in this text. {EMPTY}"


def _started(
    work: Work,
    asker: Asker,
    form: ImportForm,
    pasted: Pasted,
    values: Read,
    people: People,
    new_id: Callable[[], ProjectId],
) -> ImportedDialog:
    """A new project by the rules of the first window, then all its answers as one revision."""
    if not form.name.strip():
        raise BadFields({NAME: "Give the project a name. Example: Churn model"})
    sponsor = values.values.get(SPONSOR)
    owner, strangers = owner_in(asker, pasted, people)
    members, others = members_in(pasted, people)
    first = start.StartForm(
        channel=form.channel,
        name=form.name,
        owner=owner,
        sponsor=sponsor.user if isinstance(sponsor, Who) else None,
        members=members,
    )
    made: list[ProjectId] = []

    def one_id() -> ProjectId:
        made.append(new_id())
        return made[-1]

    start.start(work, asker, first, one_id)
    dossier = dossiers.load(work, made[0], to_change=True)
    pasted = replace(pasted, unplaced=(*pasted.unplaced, *strangers, *others))
    return _saved(work, asker, dossier, pasted, values, dict(values.values), (), is_new=True)


def _updated(
    work: Work,
    asker: Asker,
    form: ImportForm,
    pasted: Pasted,
    values: Read,
    dossier: Dossier,
    people: People,
) -> ImportedDialog:
    """The answers that nobody else stands against; the people and the name of a project are not changed by a text."""
    fixed = _fixed(pasted, dossier.project, people)
    wanted, denied = _allowed(asker, dossier, dict(values.values))
    saved, kept = keeping.divided(
        dossier.charter, wanted, by=asker.user, bank=dossiers.spoken(dossier, asker).bank, replaces=form.replaces
    )
    pasted = replace(pasted, unplaced=(*pasted.unplaced, *fixed))
    read_ = replace(values, unread=(*values.unread, *denied))
    return _saved(work, asker, dossier, pasted, read_, saved, kept, is_new=False)


def _allowed(
    asker: Asker, dossier: Dossier, values: dict[QuestionId, Value | None]
) -> tuple[dict[QuestionId, Value | None], tuple[Unread, ...]]:
    """The values without another sponsor from somebody who may not name one."""
    asked = dossiers.spoken(dossier, asker).bank.find(SPONSOR)
    changes = SPONSOR in values and values[SPONSOR] != dossier.charter.value(SPONSOR)
    if not changes or asked is None or Role.OWNER in dossier.project.roles(asker.user):
        return values, ()
    named = values.pop(SPONSOR)
    typed = f"<@{named.user}>" if isinstance(named, Who) else ""
    return values, (Unread(question=asked, typed=typed, why="Only the owner names another sponsor."),)


def _fixed(pasted: Pasted, project: Project, people: People) -> tuple[Unplaced, ...]:
    """What a text says of the project itself and differs from what stands."""
    said = []
    if pasted.name and start.named((project,), pasted.name) is None:
        said.append(f"Project: {pasted.name}")
    standing = {OWNER: {project.owner}, MEMBERS: set(project.people)}
    for role, text in pasted.people.items():
        named = [people.meant(each) for each in people.listed(text)]
        if not all(person and person.user in standing[role] for person in named):
            said.append(f"{role.capitalize()}: {text}")
    return tuple(Unplaced(text=each, why=Why.FIXED) for each in said)


def _saved(
    work: Work,
    asker: Asker,
    dossier: Dossier,
    pasted: Pasted,
    values: Read,
    saved: dict[QuestionId, Value | None],
    kept: tuple[keeping.Kept, ...],
    *,
    is_new: bool,
) -> ImportedDialog:
    named = {value.user for value in saved.values() if isinstance(value, Who)}
    heard = dossiers.heard(work, dossier, named) if named else dossier
    saved_one = kickoff.kept(work, asker, heard, saved, dossier.charter.answers)
    after, logged, refused = past.log(work, asker, saved_one, pasted.history)
    unplaced = tuple(
        replace(each, text=texts.shorten(each.text, _SHOWN_MOST))
        for each in (*pasted.unplaced, *values.beside, *refused)
        if texts.clean(each.text).casefold() != dossier.project.name.casefold()
    )
    done, required = answered(after)
    return ImportedDialog(
        project=name_of(after.project),
        is_new=is_new,
        saved=len(saved),
        logged=logged,
        answered=done,
        required=required,
        unread=tuple(replace(each, typed=texts.shorten(each.typed, _SHOWN_MOST)) for each in values.unread),
        kept=kept,
        unplaced=unplaced[:_PIECES_MOST],
        left=max(0, len(unplaced) - _PIECES_MOST),
        proposed=tuple(found for each in pasted.proposed if (found := dossiers.spoken(after, asker).bank.find(each))),
        findings=unsettled(lint(after, asker.rules, asker.now)),
    )
