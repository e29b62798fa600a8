"""What programs read and post: the flows of the API, which stand on those of people."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bot.domain import kpi as rules
from bot.domain import permissions
from bot.domain.api_tokens import ApiToken
from bot.domain.calendar import parse_day
from bot.domain.decision import Decision, Fact
from bot.domain.dossier import Dossier
from bot.domain.experiments.experiment import Experiment
from bot.domain.experiments.pasted import ROWS
from bot.domain.ids import ChannelId, QuestionId
from bot.domain.metrics import Observation
from bot.domain.permissions import no_project
from bot.domain.projects import Project
from bot.domain.refusal import BadFields, NotFound, Refusal
from bot.domain.text import shorten
from handlers.flows import dossiers, experiments, results
from handlers.flows.asker import Asker, MissingProfiles
from handlers.flows.computing import Job
from handlers.flows.given import is_id
from handlers.flows.kpi import REPORTER
from storage.unit_of_work import Work

T = TypeVar("T")
Typed = Mapping[QuestionId, str | None]


class Overtaken(Refusal):
    """Others change the same thing so fast that nothing could be kept."""

    def __init__(self) -> None:
        super().__init__("Somebody else is changing this right now. Nothing was saved; please try again.")


class KeyReused(BadFields):
    """An idempotency key came again with another request."""

    def __init__(self) -> None:
        super().__init__({QuestionId("Idempotency-Key"): "This key came with another request before. Take a new one."})


def projects(work: Work, asker: Asker, after: str, at_most: int) -> tuple[tuple[Dossier, ...], bool]:
    """The readable projects by key, those after a key, at most so many; and whether there are more."""
    found: list[Project] = []
    unseen: set[ChannelId] = set()
    for project in sorted(work.projects.all(), key=lambda each: each.key):
        if project.key <= after or len(found) > at_most:
            continue
        try:
            if dossiers.is_readable(work, asker, project):
                found.append(project)
        except MissingProfiles as missing:
            unseen |= missing.channels
    if unseen:  # all of them at once: whoever reads them comes again only a few times
        raise MissingProfiles(channels=frozenset(unseen))
    return dossiers.load_many(work, found[:at_most]), len(found) > at_most


def project(work: Work, asker: Asker, key: str) -> Dossier:
    """One project; the same refusal for a key that does not exist and for one that the maker may not know of."""
    return dossiers.load(work, _named(work, asker, key).id)


def results_asked(work: Work, asker: Asker, key: str, experiment: str, typed: Typed) -> Job:
    """Results as the worker is asked to read them; BadFields names what cannot be."""
    dossier = dossiers.load(work, _named(work, asker, key).id)
    permissions.may_hand_in(asker.person, dossier.project)
    running = _open(dossier, experiment)
    if results.is_by_arm(running.plan) and not typed.get(ROWS):
        raise BadFields({QuestionId("arms"): "Send one result for each arm, as arms or as rows."})
    return results.asked(work, asker, dossier.project.id, typed)


def results_kept(
    work: Work, asker: Asker, token: ApiToken, key: str, typed: Typed, figures: Any
) -> tuple[Dossier, Experiment]:
    """Keep a readout as by hand: the channel sees its card; the trail says with which token it came."""
    found = _named(work, asker, key)
    readout = results.hand_in(work, asker, found.id, typed, figures).readout
    after = dossiers.load(work, found.id)
    experiment = after.experiments[-1]
    told = {"source": token.source, "readout": readout.number}
    fact = Fact(act="api.results", project=found.id, subject=experiment.id, after=told)
    work.keep(Decision(state=None, facts=(fact,)))
    return after, experiment


def observed(
    work: Work, asker: Asker, token: ApiToken, key: str, values: Sequence[tuple[str, str]]
) -> tuple[Project, tuple[Observation, ...]]:
    """Keep (day, value) pairs of the business metric, all or none; the source is the token's."""
    dossier = dossiers.load(work, _named(work, asker, key).id, to_change=True)
    permissions.may_log(asker.person, dossier.project, dossier.charter.who(REPORTER))
    decision: Decision[tuple[Dossier, Observation]] | None = None
    facts: list[Fact] = []
    kept: dict[Any, Observation] = {}
    errors: dict[QuestionId, str] = {}
    for place, (day, value) in enumerate(values):
        try:
            decision = _one(dossier, asker, token, day, value, f"observations[{place}]")
        except BadFields as wrong:
            errors.update(wrong.errors)
            continue
        dossier, observation = decision.state
        kept[observation.day] = observation
        facts += decision.facts
    if errors:
        raise BadFields(errors)
    messages = decision.messages if decision and facts else ()
    work.keep(Decision(state=(dossier, *kept.values()), facts=tuple(facts), messages=messages))
    return dossier.project, tuple(kept.values())


def _one(
    dossier: Dossier, asker: Asker, token: ApiToken, day: str, value: str, field: str
) -> Decision[tuple[Dossier, Observation]]:
    when = _checked(f"{field}.day", lambda: parse_day(day, asker.today, asker.person.locale, is_past=True))
    level = _checked(f"{field}.value", lambda: rules.read_level(dossier, value, asker.person.locale))
    return _checked(
        f"{field}.day",
        lambda: rules.log(
            dossier,
            level,
            day=when,
            today=asker.today,
            by=asker.user,
            rules=asker.rules,
            now=asker.now,
            source=token.source,
        ),
    )


def _checked(field: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except Refusal as refusal:
        raise BadFields({QuestionId(field): refusal.words}) from None


def _named(work: Work, asker: Asker, key: str) -> Project:
    found = work.projects.by_key(key.casefold()) if is_id(key) else None
    if found is None or not dossiers.is_readable(work, asker, found):
        raise no_project(key)
    return found


def _open(dossier: Dossier, named: str) -> Experiment:
    """The experiment of this number or id, as far as it is the one that takes results."""
    found = next((each for each in dossier.experiments if named in (str(each.number), each.id)), None)
    if found is None:
        raise NotFound(f"There is no experiment “{shorten(named, 40)}” in {dossier.project.name}.")
    if found.decided is not None:  # before the next one starts, each is decided
        raise experiments.NothingRuns(f"Experiment {found.number} is decided; it takes no results any more.")
    return found
