"""What the fields of a pasted charter are called: the shipped names, and those that an operator adds."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from pydantic import Field, StrictInt, StrictStr, StringConstraints

from bot.domain.pasted import FIELDS, Synonyms
from bot.domain.questions import QuestionBank
from handlers.resources.entries import Entry
from handlers.resources.yaml_files import Place, YamlFile

Label = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=160)]
Language = Annotated[StrictStr, StringConstraints(pattern=r"^[a-z]{2}$")]
ByLanguage = dict[Language, tuple[Label, ...]]
_LISTS: Final = ("columns", "asides", "nothing")


class LabelsEntry(Entry):
    """Names by what they mean and by language; every list may be left out."""

    fields: dict[str, ByLanguage] = Field(default_factory=dict)
    options: dict[str, dict[str, ByLanguage]] = Field(default_factory=dict)
    sections: dict[StrictInt, ByLanguage] = Field(default_factory=dict)
    columns: ByLanguage = Field(default_factory=dict)
    asides: ByLanguage = Field(default_factory=dict)
    nothing: ByLanguage = Field(default_factory=dict)


class ShippedLabels(LabelsEntry):
    """The shipped file."""

    edition: StrictStr


def synonyms_of(shipped: LabelsEntry, added: LabelsEntry, bank: QuestionBank, policy: YamlFile) -> Synonyms:
    """All names together; BrokenResource names what an operator's file says of a field that does not exist."""
    _refuse_unknown(added, bank, policy)
    return Synonyms(
        fields=_joined(shipped.fields, added.fields),
        options={
            question: _joined(shipped.options.get(question, {}), added.options.get(question, {}))
            for question in {**shipped.options, **added.options}
        },
        sections=_joined(shipped.sections, added.sections),
        **{name: (*_all(getattr(shipped, name)), *_all(getattr(added, name))) for name in _LISTS},
    )


def _joined(shipped: Mapping[Any, ByLanguage], added: Mapping[Any, ByLanguage]) -> dict[Any, tuple[str, ...]]:
    return {key: (*_all(shipped.get(key, {})), *_all(added.get(key, {}))) for key in {**shipped, **added}}


def _all(names: ByLanguage) -> Iterable[str]:
    return [name for each in names.values() for name in each]


def _refuse_unknown(added: LabelsEntry, bank: QuestionBank, policy: YamlFile) -> None:
    for field in added.fields:
        if field not in FIELDS and bank.find(field) is None:
            raise _broken(policy, ("fields", field), f"there is no question {field} to name")
    for question, options in added.options.items():
        asked = bank.find(question)
        for option in options:
            if asked is None or asked.option(option) is None:
                raise _broken(policy, ("options", question, option), f"{question} has no option {option} to name")
    for part in added.sections:
        if not 1 <= part <= len(bank.parts):
            raise _broken(policy, ("sections", part), f"there is no part {part} to name")


def _broken(policy: YamlFile, place: Place, reason: str) -> Exception:
    return policy.broken(("labels", *place), reason)
