"""Loading everything that is known of a project, and finding the project that somebody means."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.domain.charter import Charter
from bot.domain.dossier import Dossier
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.prior import lift_of, prior_of
from bot.domain.ids import ChannelId, ProjectId, UserId
from bot.domain.living import name_of
from bot.domain.permissions import may_read, no_project
from bot.domain.projects import Project, ProjectName
from bot.domain.refusal import NotFound
from bot.statistics.usual_lifts import STATED, Prior
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.given import is_id
from storage.unit_of_work import Work

_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>", re.IGNORECASE)
"""A channel as Slack writes it into a command's text."""

_GONE = "This project does not exist any more."


class WhichProject(NotFound):
    """More than one project could be meant; the door offers them as buttons."""

    def __init__(self, projects: tuple[ProjectName, ...]) -> None:
        super().__init__("Which project do you mean?")
        self.projects = projects


def load(work: Work, project: ProjectId, *, to_change: bool = False) -> Dossier:
    """One project with all that belongs to it; `to_change` holds its charter until the unit ends."""
    if not is_id(project):
        raise NotFound(_GONE)
    charter = work.charters.for_update(project) if to_change else work.charters.get(project)
    found = work.projects.get(project)
    if found is None or charter is None:
        raise NotFound(_GONE)
    version = work.versions.last(project)
    dossier = Dossier(
        project=found,
        charter=charter,
        bank=work.banks.get(charter.bank_edition),
        plan=work.plans.current(project),
        experiments=work.experiments.of(project),
        observations=work.observations.of(project),
        obligations=work.obligations.of_project(project),
        version=version,
        signed=work.charters.answers_at(project, version.revision) if version else {},
    )
    return weighed(work, heard(work, dossier))


def heard(work: Work, dossier: Dossier, also: Iterable[UserId] = ()) -> Dossier:
    """The same with the locales of its people (and of others), which are read only where the bank is translated."""
    if not dossier.bank.translations:
        return dossier
    people = work.people.many(frozenset((*dossier.project.people, *also)))
    return replace(dossier, locales={user: person.locale for user, person in people.items() if person.locale})


def spoken(dossier: Dossier, asker: Asker) -> Dossier:
    """The same with the questions in the words of whoever asks: to be shown, never to be kept."""
    return replace(dossier, bank=dossier.bank.spoken(asker.person.locale))


def weighed(work: Work, dossier: Dossier) -> Dossier:
    """The same with what is known of other projects, its own experiments as they stand in the dossier.

    What lifts usually are is read only where something is drawn towards it, and how long projects took only where a
    plan is held against it: most projects have neither yet.
    """
    history = work.experiments.timelines() if _is_held(dossier.charter) else dossier.history
    prior = _prior(work, dossier.experiments) if _is_drawn(dossier.experiments) else dossier.prior
    return replace(dossier, history=history, prior=prior)


def compared(work: Work, dossier: Dossier) -> Dossier:
    """The same with all that is known of other projects, whether or not something is held against it yet."""
    return replace(dossier, history=work.experiments.timelines(), prior=_prior(work, dossier.experiments))


def _prior(work: Work, experiments: Iterable[Experiment]) -> Prior:
    latest = dict(work.experiments.latest_readouts())
    latest.update({each.id: each.readout for each in experiments if each.readout is not None})
    return prior_of(latest.values())


def _is_held(charter: Charter) -> bool:
    """Whether the answers plan when something is deployed or pays."""
    return any(charter.value(question) is not None for question in ("days_to_deploy", "value_expected_by"))


def _is_drawn(experiments: Iterable[Experiment]) -> bool:
    return any(each.readout is not None and lift_of(each.readout) is not None for each in experiments)


def load_many(work: Work, projects: Iterable[Project]) -> tuple[Dossier, ...]:
    """Several projects with all that belongs to them, in a number of queries that does not grow with theirs."""
    wanted = {project.id: project for project in projects}
    ids = tuple(wanted)
    charters = work.charters.many(ids)
    banks = work.banks.many({each.bank_edition for each in charters.values()})
    versions = work.versions.last_of(ids)
    plans = work.plans.current_of(ids)
    experiments = work.experiments.of_many(ids)
    observations = work.observations.of_many(ids)
    obligations = work.obligations.of_projects(ids)
    of_all = tuple(each for own in experiments.values() for each in own)
    prior = _prior(work, of_all) if _is_drawn(of_all) else STATED
    history = work.experiments.timelines() if any(_is_held(each) for each in charters.values()) else ()
    return tuple(
        Dossier(
            project=project,
            charter=charters[id_],
            bank=banks[charters[id_].bank_edition],
            plan=plans.get(id_),
            experiments=experiments.get(id_, ()),
            observations=observations.get(id_, ()),
            obligations=obligations.get(id_, ()),
            prior=prior,
            version=versions.get(id_),
            history=history,
        )
        for id_, project in wanted.items()
        if id_ in charters
    )


def readable(work: Work, asker: Asker, project: Project) -> Project:
    """The project of an id, if this person may read it; else the same refusal as for an id that does not exist."""
    if not is_readable(work, asker, project):
        raise NotFound(_GONE)
    return project


def find(work: Work, asker: Asker, key: str | None) -> Project:
    """The project that somebody means: by key, else the one of this channel; WhichProject when there are several."""
    named_channel = _CHANNEL.fullmatch(key) if key else None
    if named_channel:
        elsewhere = work.projects.in_channel(ChannelId(named_channel.group(1)))
        there = tuple(project for project in elsewhere if is_readable(work, asker, project))
        return choose(there, may_start=asker.person.can_write)
    if key:
        named = by_name(work, key)
        if named is None or not is_readable(work, asker, named):
            raise no_project(key)
        return named
    return choose(in_reach(work, asker), may_start=asker.person.can_write)


def by_name(work: Work, name: str) -> Project | None:
    """The project with this key or name (as people type it) or id (as buttons carry it); no right is checked."""
    found = work.projects.by_key(name.casefold()) or (work.projects.get(ProjectId(name)) if is_id(name) else None)
    return found or next((each for each in work.projects.all() if each.name.casefold() == name.casefold()), None)


def is_readable(work: Work, asker: Asker, project: Project) -> bool:
    """Whether this person may know of the project; MissingProfiles when its channel was not looked at for long."""
    home, is_here = work.channels.get(project.channel), asker.here == project.channel
    oldest = asker.now - timedelta(hours=asker.rules.policy.profile_fresh_hours)
    if not is_here and home is not None and not home.is_private and home.seen_at < oldest:
        # Nobody tells us when a channel is made private, and its project is nobody else's business from then on.
        raise MissingProfiles(channels=frozenset({project.channel}))
    try:
        may_read(asker.person, project, home=home, is_here=is_here)
    except NotFound:
        return False
    return True


def choose(candidates: tuple[Project, ...], *, may_start: bool = True) -> Project:
    """The only candidate; WhichProject when there are several, NotFound when there is none.

    Who may not start one is not told how.
    """
    if not candidates:
        how = " Start one with /plumb kickoff." if may_start else ""
        raise NotFound(f"There is no ML project here yet.{how}")
    if len(candidates) > 1:
        raise WhichProject(tuple(name_of(project) for project in candidates))
    return candidates[0]


def in_reach(work: Work, asker: Asker) -> tuple[Project, ...]:
    """The projects of this channel, or where it has none the person's own."""
    here = work.projects.in_channel(asker.here) if asker.here else ()
    return here or work.projects.of_person(asker.user)


def by_id(work: Work, asker: Asker, project: str) -> Project:
    """A project by the id in a button or a form: untrusted, so existence and the right to read are checked again."""
    found = work.projects.get(ProjectId(project)) if is_id(project) else None
    if found is None:
        raise NotFound(_GONE)
    return readable(work, asker, found)
