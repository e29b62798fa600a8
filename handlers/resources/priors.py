"""The public priors of the realism check: the shipped file, and what an operator states instead."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from bot.domain.priors import BrokenPriors, Deployment, Lifts, Priors, Returns, Source
from handlers.resources.entries import Entry
from handlers.resources.yaml_files import YamlFile

PRIORS: Final = "bot/data/priors.yaml"

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Found = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Days = Annotated[StrictInt, Field(ge=1, le=3650)]
Years = Annotated[float, Field(ge=0, le=100)]


class SourceEntry(Entry):
    """Where a figure comes from."""

    name: Name
    year: Annotated[StrictInt, Field(ge=1900, le=2200)]
    stated_on: date
    sample: Annotated[StrictInt, Field(ge=1)] | None = None
    found: Found = ""
    is_own: StrictBool = False

    def source(self) -> Source:
        """The source as a value."""
        return Source(**{name: getattr(self, name) for name in type(self).model_fields})


class DeploymentEntry(Entry):
    """Days to deploy, from so many years of ML in production on."""

    from_years: Years
    days: tuple[Days, Days]
    source: SourceEntry


class ReturnsEntry(Entry):
    """Years until a return."""

    years: tuple[Years, Years]
    within_a_year: Annotated[float, Field(ge=0, le=1)]
    source: SourceEntry


class LiftsEntry(Entry):
    """The width of lifts."""

    width: Annotated[float, Field(gt=0, le=10)]
    source: SourceEntry


class OwnPriorsEntry(Entry):
    """What an operator states instead; what is left out stays as shipped."""

    deployment: Annotated[tuple[DeploymentEntry, ...], Field(min_length=1, max_length=20)] | None = None
    returns: ReturnsEntry | None = None


class PriorsEntry(Entry):
    """The whole file."""

    deployment: Annotated[tuple[DeploymentEntry, ...], Field(min_length=1, max_length=20)]
    returns: ReturnsEntry
    lifts: LiftsEntry


def priors_of(file: YamlFile, own: OwnPriorsEntry, policy: YamlFile) -> Priors:
    """The priors of a file, with an operator's own ones, which stand in `policy`; BrokenResource names the mistake."""
    shipped = file.validated(PriorsEntry)
    try:
        stated = _priors(shipped)
    except BrokenPriors as broken:
        raise file.broken((str(broken).partition(":")[0],), str(broken)) from None
    changed = {name: entry for name, entry in (("deployment", own.deployment), ("returns", own.returns)) if entry}
    if not changed:
        return stated
    try:
        return _priors(shipped.model_copy(update=changed))
    except BrokenPriors as broken:
        raise policy.broken(("realism", str(broken).partition(":")[0]), f"realism.{broken}") from None


def _priors(entry: PriorsEntry) -> Priors:
    years, lifts = entry.returns, entry.lifts
    return Priors(
        deployment=tuple(
            Deployment(from_years=each.from_years, low=each.days[0], high=each.days[1], source=each.source.source())
            for each in entry.deployment
        ),
        returns=Returns(
            low=years.years[0],
            high=years.years[1],
            within_a_year=years.within_a_year,
            source=years.source.source(),
        ),
        lifts=Lifts(width=lifts.width, source=lifts.source.source()),
    )
