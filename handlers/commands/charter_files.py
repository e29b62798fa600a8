"""The projects of a charter file: YAML, JSON, or a text with labels, with what the command line says beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.answering import Given, GivenRow
from bot.domain.dossier import Rulebook
from bot.domain.ids import QuestionId
from bot.domain.numbers.conventions import spoken_locale
from bot.domain.pasted import OWNER, VALUES, Labels, Pasted, Why, id_in, labels_of, read_charter
from bot.domain.refusal import BadFields
from handlers.charters import BrokenCharter, Place, Structured, lines_of, structured
from handlers.commands.console import WrongInput, read_input
from handlers.flows.pasted_text import TEXT, looks_structured, read

_MOST: Final = 1_000_000
_CHANNEL_ID = r"^[CG][A-Z0-9]+$"
_KEYS: Final = frozenset({"name", "channel", "owner", "sponsor", "members", "answers", "values", "projects"})


Typed = bool | str | float | date | None
"""A cell as YAML reads it; what is neither quoted nor text comes as a number, a date, or yes and no."""


def _text(value: Typed) -> str | None:
    """What was written, as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _row(item: Mapping[str, Typed] | str) -> GivenRow:
    return item if isinstance(item, str) else {column: _text(value) for column, value in item.items()}


class CharterFile(BaseModel):
    """One project of a charter file; `answers` and `values` are typed as people type them in Slack."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    name: str = Field(min_length=1)
    channel: str = Field(pattern=_CHANNEL_ID)
    owner: str = Field(min_length=1)
    sponsor: str | None = Field(default=None, min_length=1)
    members: tuple[str, ...] = ()
    answers: dict[str, Typed | list[dict[str, Typed] | str]] = Field(default_factory=dict)
    values: dict[str | date, str | float] = Field(default_factory=dict)

    @property
    def typed(self) -> dict[QuestionId, Given]:
        """The answers as text, or as rows of texts; dates as YAML reads them are written back."""
        return {
            QuestionId(question): [_row(item) for item in value] if isinstance(value, list) else _text(value)
            for question, value in self.answers.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says of the project, before anything that the file says.

    `locale` is how the file writes numbers, days and labels; without it as its owner does, whom a check does not know.
    """

    name: str | None = None
    channel: str | None = None
    owner: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProject:
    """One project of a file: who (by id or by name) and where, and its charter."""

    name: str
    channel: str
    owner: str
    pasted: Pasted


def projects_in(file: str, options: Options, rules: Rulebook, *, check: bool) -> list[FileProject]:
    """The projects of a file; WrongInput says in a line why there are none. A check needs no owner and no channel."""
    if options.locale and spoken_locale(options.locale) is None:
        raise WrongInput(f"--locale: {options.locale!r} is no locale that is known; write one like de-DE or en-IN")
    text = read_input(file)
    if len(text) > _MOST:
        raise WrongInput(f"{file} is too long to be a charter: at most {_MOST:,} characters")
    labels = labels_of(rules.bank, rules.synonyms, options.locale)
    found = _structure(file, text)
    items = _items(found.content, labels) if found else None
    if items is None:
        return [_of_text(file, text, options, rules, check=check)]
    if found and found.doubled:
        raise WrongInput(f"{file}: {found.doubled}")
    if not items:
        raise WrongInput(f"{file} holds no project; write name, channel, owner and answers")
    projects = [_of_item(file, item, options, labels) for item in items]
    lines = lines_of(text) if any(each.pasted.history for each in projects) else {}
    return [_with_lines(each, lines, _place_of(found, number)) for number, each in enumerate(projects)]


def _place_of(found: Structured | None, number: int) -> Place:
    """Where a project stands in the file."""
    content = found.content if found else None
    if isinstance(content, Mapping):
        return ("projects", number) if "projects" in content else ()
    return (number,)


def _with_lines(project: FileProject, lines: Mapping[Place, int], place: Place) -> FileProject:
    history = tuple(replace(each, line=lines.get((*place, VALUES, each.day), 0)) for each in project.pasted.history)
    return replace(project, pasted=replace(project.pasted, history=history))


def _structure(file: str, text: str) -> Structured | None:
    try:
        return structured(text)
    except BrokenCharter as broken:
        if looks_structured(text):
            raise WrongInput(f"{file} is neither YAML nor JSON: {broken}") from None
        return None


def _items(content: Any, labels: Labels) -> list[Any] | None:
    """The projects of YAML or JSON; None where the text only happens to be some, like a list of labelled lines."""
    if isinstance(content, Mapping):
        if "projects" in content:
            return list(content["projects"]) if isinstance(content["projects"], list) else []
        others = [key for key in content if key not in _KEYS]
        is_text = "answers" not in content and any(labels.find(str(key)) for key in others)
        return None if is_text or not _KEYS & content.keys() else [content]
    if isinstance(content, list):
        return content if all(isinstance(item, Mapping) for item in content) else None
    return None


def _of_item(file: str, item: Any, options: Options, labels: Labels) -> FileProject:
    said = {key: value for key, value in _as_dict(options).items() if value}
    whole = {**item, **said} if isinstance(item, Mapping) else item
    try:
        project = CharterFile.model_validate(whole)
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongInput(f"{file}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from None
    pasted = read_charter(whole, labels)
    strange = [each for each in pasted.unplaced if each.why is Why.UNKNOWN]
    if strange:
        near = f"; near to it: {', '.join(strange[0].names)}" if strange[0].names else ""
        raise WrongInput(f"{file}: there is no question {strange[0].text.partition(':')[0]!r} in the bank{near}")
    owner = id_in(project.owner) or project.owner
    return FileProject(name=project.name, channel=project.channel, owner=owner, pasted=pasted)


def _as_dict(options: Options) -> dict[str, str | None]:
    return {"name": options.name, "channel": options.channel, "owner": options.owner}


def _of_text(file: str, text: str, options: Options, rules: Rulebook, *, check: bool) -> FileProject:
    try:
        pasted = read(text, rules.bank, rules, options.locale)
    except BadFields as bad:
        raise WrongInput(f"{file}: {bad.errors[TEXT]}") from None
    if not pasted.typed:
        raise WrongInput(f"{file} holds no project; write name, channel, owner and answers")
    # What a project is called for good is said, and not guessed from a title.
    name = options.name or (pasted.name or (pasted.title if check else None) or "").strip()
    channel = options.channel or _bare_channel(pasted.channel or "")
    owner = options.owner or pasted.people.get(OWNER, "").strip()
    if not check:
        for said, option in ((name, "--name"), (channel, "--channel"), (owner, "--owner")):
            if not said:
                raise WrongInput(f"{file} does not say it: give {option}, where a channel is its id, C…")
    people = {**pasted.people, **({OWNER: owner} if owner else {})}
    unplaced = tuple(each for each in pasted.unplaced if each.text.strip().casefold() != name.casefold())
    return FileProject(
        name=name or file,
        channel=channel,
        owner=id_in(owner) or owner,
        pasted=replace(pasted, people=people, unplaced=unplaced),
    )


def _bare_channel(said: str) -> str:
    """The id of a channel as Slack writes it into a text."""
    inner = said.strip().removeprefix("<#").rstrip(">").partition("|")[0]
    return inner if inner[:1] in {"C", "G"} and inner.isalnum() and inner.isupper() else ""
