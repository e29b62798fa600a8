"""The policy file: an organisation's rules, and what it adds to the question bank and the vocabulary."""

from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt, StrictStr, StringConstraints

from bot.domain import calendar
from bot.domain.calendar import Weekday, WorkingHours
from bot.domain.findings import Severity
from bot.domain.lint import RULES
from bot.domain.policy import ObligationKind, Policy, ReadinessRule, Rung
from bot.domain.wordings import translation_for
from handlers.resources.entries import Entry, QuestionsEntry
from handlers.resources.labels import LabelsEntry
from handlers.resources.priors import OwnPriorsEntry
from handlers.resources.yaml_files import YamlFile

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_ANY_YEAR: Final = 2027


def _wall_time(value: object) -> object:
    """A time of day; YAML itself reads an unquoted 17:30 as the number 1,050, so that is understood too."""
    if isinstance(value, int) and not isinstance(value, bool) and _HOUR <= value < _DAY:
        return time(value // _HOUR, value % _HOUR)
    if not isinstance(value, str):
        raise ValueError('write a time of day like "09:00"')  # noqa: TRY004  pydantic places ValueErrors
    return calendar.parse_time(value)


def _unquoted_off(value: object) -> object:
    """YAML itself reads an unquoted off as false, so that is understood too."""
    return "off" if value is False else value


def _known_zone(name: str) -> str:
    return calendar.zone(name).key


def _known_country(code: str) -> str:
    calendar.holidays_of(code, (_ANY_YEAR,))
    return code


WallTime = Annotated[time, BeforeValidator(_wall_time)]
Weight = Annotated[Severity | Literal["off"], BeforeValidator(_unquoted_off)]
Zone = Annotated[StrictStr, AfterValidator(_known_zone)]
Country = Annotated[StrictStr, AfterValidator(_known_country)]
Currency = Annotated[StrictStr, StringConstraints(pattern=r"^[A-Z]{3}$")]
Days = Annotated[StrictInt, Field(ge=0, le=365)]
SomeDays = Annotated[StrictInt, Field(ge=1, le=365)]


class HoursEntry(Entry):
    """Working hours."""

    start: WallTime = Policy().hours.start
    end: WallTime = Policy().hours.end
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(Policy().hours.days)

    def hours(self) -> WorkingHours:
        """The hours as a value."""
        return WorkingHours(start=self.start, end=self.end, days=frozenset(self.days))


class LadderEntry(Entry):
    """What changes in the ladder of one obligation."""

    due_after: Days | None = None
    rungs: Annotated[tuple[Rung, ...], Field(min_length=1)] | None = None
    gaps: tuple[SomeDays, ...] | None = None
    escalate_after: SomeDays | None = None
    importance: StrictInt | None = None


class SnoozeEntry(Entry):
    """How often an item may be put off."""

    at_most: Annotated[StrictInt, Field(ge=0, le=50)]


class ReadinessEntry(Entry):
    """How long evidence counts, when requirements are due before a launch, and what a drill asks."""

    evidence_days: Annotated[StrictInt, Field(ge=1, le=3650)] = Policy().readiness.evidence_days
    before_launch: Days = Policy().readiness.before_launch
    drill_minutes: Annotated[StrictInt, Field(ge=1, le=_DAY)] = Policy().readiness.drill_minutes
    notice_hours: Annotated[StrictInt, Field(ge=1, le=8760)] = Policy().readiness.notice_hours


class DigestEntry(Entry):
    """When a digest comes if nobody says otherwise."""

    weekday: Weekday = Policy().digest_weekday
    at: WallTime = Policy().digest_at
    late_after_minutes: Annotated[StrictInt, Field(ge=1, le=_DAY)] = Policy().digest_late_after_minutes


class PolicyEntry(Entry):
    """The whole file; what it leaves out stays as shipped."""

    hours: HoursEntry = HoursEntry()
    zone: Zone = Policy().zone
    country: Country | None = Policy().country
    currency: Currency = Policy().currency
    language: StrictStr | None = Policy().language
    ladders: dict[ObligationKind, LadderEntry] = Field(default_factory=dict)
    snooze: SnoozeEntry = SnoozeEntry(at_most=Policy().snooze.at_most)
    readiness: ReadinessEntry = ReadinessEntry()
    digest: DigestEntry = DigestEntry()
    profile_fresh_hours: Annotated[StrictInt, Field(ge=1, le=8760)] = Policy().profile_fresh_hours
    lint: dict[str, Weight] = Field(default_factory=dict)
    signs_own: StrictBool = Policy().signs_own
    questions: QuestionsEntry = QuestionsEntry()
    realism: OwnPriorsEntry = OwnPriorsEntry()
    labels: LabelsEntry = LabelsEntry()
    vocabulary: dict[str, Any] | None = None


def policy_of(file: YamlFile, entry: PolicyEntry) -> Policy:
    """The policy as a value; BrokenResource where its parts contradict each other."""
    shipped = Policy()
    try:
        hours = entry.hours.hours()
    except ValueError as wrong:
        raise file.broken(("hours", "start"), f"hours: {wrong}") from None
    _check_language(file, entry)
    _check_rules(file, entry)
    changed = {
        kind: replace(shipped.ladders[kind], **ladder.model_dump(exclude_none=True))
        for kind, ladder in entry.ladders.items()
    }
    return Policy(
        hours=hours,
        zone=entry.zone,
        country=entry.country,
        currency=entry.currency,
        language=entry.language,
        ladders={**shipped.ladders, **changed},
        snooze=replace(shipped.snooze, at_most=entry.snooze.at_most),
        readiness=ReadinessRule(**entry.readiness.model_dump()),
        digest_weekday=entry.digest.weekday,
        digest_at=entry.digest.at,
        digest_late_after_minutes=entry.digest.late_after_minutes,
        profile_fresh_hours=entry.profile_fresh_hours,
        severities={rule: None if severity == "off" else severity for rule, severity in entry.lint.items()},
        signs_own=entry.signs_own,
    )


def _check_rules(file: YamlFile, entry: PolicyEntry) -> None:
    known = [rule.id for rule in RULES]
    for rule in entry.lint:
        if rule not in known:
            near = get_close_matches(rule, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise file.broken(("lint", rule), f"lint: there is no rule {rule}{hint}")


def _check_language(file: YamlFile, entry: PolicyEntry) -> None:
    translations = {tag.replace("_", "-"): each.translation() for tag, each in entry.questions.translate.items()}
    if entry.language is not None and translation_for(translations, entry.language) is None:
        reason = f"language: questions.translate has no {entry.language}; leave it out to speak as the bank does"
        raise file.broken(("language",), reason)
