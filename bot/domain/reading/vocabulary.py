"""The vocabulary: the words, by language, from which answers are read; data that an operator can add to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.reading.learned import NOTHING_LEARNED, Learned
from bot.domain.reading.lexicon import Lexicon, keys_of, lexicon_from

METRIC_MEANINGS = (
    "harmless",
    "model",
    "ranking",
    "twofold",
    "actual",
    "doubtful",
    "service",
    "context",
    "business",
    "trait",
    "pointer",
    "build",
    "negation",
    "join",
    "relation",
    "marker",
    "vague",
    "neutral",
)
"""What a term can mean in the name of a metric, as the shipped file explains; of two meanings, a term has the first."""

DESCRIPTION_MEANINGS = (
    "act",
    "share",
    "often",
    "count",
    "must",
    "how",
    "fast",
    "gap",
    "machine",
    "device",
    "server",
    "top",
    "output",
    "both",
    "reply",
    "recognise",
    "err",
    "assign",
    "right",
    "alike",
    "truth",
    "data",
    "thing",
    "people",
    "than",
    "small",
)
"""What a term can be in a sentence that describes a score, as the shipped file explains."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "metric": METRIC_MEANINGS,
    "description": DESCRIPTION_MEANINGS,
}
_MISSPELLABLE = frozenset({"model", "ranking", "doubtful"})
_LONGEST_TERM = 80
_OWN = "own"

Terms = Mapping[str, Mapping[str, tuple[str, ...]]]


class BrokenVocabulary(ValueError):  # noqa: N818  named by what is wrong, as the question bank's is
    """The vocabulary cannot be used; the words name the place and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Terms by section, meaning and language, with a lexicon for each section and language.

    A lexicon is grown when it is first asked for: few of the languages are, and all of them would slow each start.
    `learned` is what labelled answers teach beside the words, `own` are the terms that an operator added.
    """

    edition: str
    terms: Mapping[str, Terms]
    learned: Learned = NOTHING_LEARNED
    own: tuple[tuple[str, str], ...] = ()
    _grown: dict[tuple[str, str], Lexicon] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lexicon(self, section: str, lang: str | None = None) -> Lexicon:
        """The lexicon of a section for a language with English, or for all languages when it is not known."""
        spoken = (lang or "").casefold().replace("_", "-").partition("-")[0]
        if (section, spoken) not in self._grown:
            languages = sorted({lang for by_language in self.terms[section].values() for lang in by_language})
            if spoken and spoken not in languages:
                return self.lexicon(section)
            chosen = tuple(dict.fromkeys((spoken, "en") if spoken else ("en", *languages)))
            self._grown[section, spoken] = lexicon_from(_pairs(self.terms[section], chosen), _MISSPELLABLE)
        return self._grown[section, spoken]

    def is_taught(self, text: str) -> bool:
        """Whether a term that an operator added stands in the text."""
        if not self.own:
            return False
        if (_OWN, "") not in self._grown:
            self._grown[_OWN, ""] = lexicon_from(self.own)
        return any(span.meaning == _OWN for span in self._grown[_OWN, ""].spans(text))


def vocabulary_from(mapping: object, *additions: object, learned: Learned = NOTHING_LEARNED) -> Vocabulary:
    """The vocabulary of a parsed file with an operator's additions; raises `BrokenVocabulary` at the first mistake."""
    files = [_checked(each) for each in (mapping, *additions)]
    if "edition" not in files[0]:
        raise BrokenVocabulary("edition: a name is missing")
    edition = "+".join(str(file.get("edition", "own")) for file in files)
    terms = {section: _merged(section, files) for section in SECTIONS}
    for section, meanings in SECTIONS.items():
        for meaning in meanings:
            if "en" not in terms[section][meaning]:
                raise BrokenVocabulary(f"{section}.{meaning}: there are no English terms")
    own = tuple((term, _OWN) for file in files[1:] for term in _all_terms(file))
    return Vocabulary(edition=edition, terms=terms, learned=learned, own=own)


def _checked(file: object) -> Mapping[str, Any]:
    if not isinstance(file, Mapping):
        raise BrokenVocabulary("the file must be a mapping")
    for section, meanings in file.items():
        if section == "edition":
            continue
        if section not in SECTIONS:
            raise BrokenVocabulary(f"{section}: no such section; there are {', '.join(SECTIONS)}")
        if not isinstance(meanings, Mapping):
            raise BrokenVocabulary(f"{section}: meanings are missing")
        for meaning, by_language in meanings.items():
            _check_meaning(section, meaning, by_language)
    return file


def _check_meaning(section: str, meaning: object, by_language: object) -> None:
    if meaning not in SECTIONS[section]:
        raise BrokenVocabulary(f"{section}.{meaning}: no such meaning; there are {', '.join(SECTIONS[section])}")
    if not isinstance(by_language, Mapping):
        raise BrokenVocabulary(f"{section}.{meaning}: languages are missing")
    for lang, terms in by_language.items():
        place = f"{section}.{meaning}.{lang}"
        if not isinstance(lang, str) or not (lang.isalpha() and lang.islower() and len(lang) in {2, 3}):
            raise BrokenVocabulary(f"{place}: a language is two or three small letters (write no: in quotes)")
        if not isinstance(terms, str):
            raise BrokenVocabulary(f"{place}: terms are missing; write them with commas between them")
        for term in _terms(terms):
            if not keys_of(term.strip("=*")) or len(term) > _LONGEST_TERM:
                raise BrokenVocabulary(f"{place}: “{term[:_LONGEST_TERM]}” is no term")


def _all_terms(file: Mapping[str, Any]) -> Iterator[str]:
    for section in SECTIONS:
        for by_language in file.get(section, {}).values():
            for terms in by_language.values():
                yield from _terms(terms)


def _terms(listed: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in listed.split(","))


def _merged(section: str, files: list[Mapping[str, Any]]) -> Terms:
    """The terms of all files; a term of a later file has no other meaning of an earlier one."""
    merged: dict[str, dict[str, tuple[str, ...]]] = {meaning: {} for meaning in SECTIONS[section]}
    for file in files:
        listed = [
            (meaning, lang, _terms(terms))
            for meaning, by_language in file.get(section, {}).items()
            for lang, terms in by_language.items()
        ]
        if file is not files[0]:
            _forget(merged, {keys_of(term) for _, _, terms in listed for term in terms})
        for meaning, lang, terms in listed:
            merged[meaning][lang] = terms + merged[meaning].get(lang, ())
    return merged


def _forget(merged: dict[str, dict[str, tuple[str, ...]]], told_anew: set[tuple[str, ...]]) -> None:
    for by_language in merged.values():
        for lang, terms in by_language.items():
            by_language[lang] = tuple(term for term in terms if keys_of(term) not in told_anew)


def _pairs(listed: Terms, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for lang in languages:
        for meaning, by_language in listed.items():
            for term in by_language.get(lang, ()):
                yield term, meaning
