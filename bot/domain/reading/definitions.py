"""Finds what a name is said to mean, which wins over the name: "lifetime value, i.e. the RMSE of our regression"."""

import re
from typing import Final

_SAID: Final = (
    r"(?:\bi\.?\s?e\b\.?|\bin other words\b|\bby (?:this|which|it|that) we mean\b|\bmeasured (?:as|via|through)\b|"
    r"\bexpressed as\b|\bproxied by\b|\bapproximated by\b|\boperationali[sz]ed as\b|\b(?:defined|understood|reported|"
    r"counted) as\b|\bin the (?:form|sense) of\b|\bread as\b|\bd\.\s?h\.|\bdas heißt\b|\bgemessen als\b|"
    r"\bes decir\b|\bo sea\b|\bmedid[oa]s? como\b|\bc['\u2019]est-à-dire\b|\bmesurée?s? comme\b|\bou seja\b|"
    r"\bisto é\b|\bdefinid[oa]s? como\b|\bdéfinie?s? comme\b|\bdefiniert als\b|即(?!使|时|将)|也就是|就是|指的是|"
    r"つまり|すなわち)"
)
_SET_OFF: Final = (
    r"[,(\u2013\u2014-]\s*(?:that is(?: to say)?|meaning|namely|viz\.?|which (?:is|means)|to us|sprich|also|nämlich|"
    r"soit|à savoir|a saber|here)\b"
)
_DEFINING: Final = re.compile(rf"{_SAID}|{_SET_OFF}", re.IGNORECASE)
_JOINED: Final = re.compile(r"[;.+&]\s|\b(?:and|plus|but|und|sowie|y|et|e|as well as)\b|[和与と]", re.IGNORECASE)
_LABEL: Final = re.compile(r"\s*(?<![0-9])[:=\uff1a](?![0-9/])\s*")
_NAME: Final = re.compile(
    r"^\W*[\"'\u201c]?(?P<name>[A-Z]\w+)[\"'\u201d]?(?:, | \(|: )(?:our|the name of|a|the|unser\w*|notre|nuestr[oa]|"
    r"noss[oa])"
    r" (?:[\w-]+ )?(?:sub-?brand|brand|supplier|magazine|app|newsletter|shop|café|band|boat|horse|hotel|label|marke|"
    r"marque|marca)\b",
    re.IGNORECASE,
)


def meant_by(text: str) -> str | None:
    """The text with blanks for a name behind which stands what it means; None when nothing is defined."""
    found = _DEFINING.search(text)
    if found is None or not text[found.end() :].strip(" .,:)"):
        return None
    return _without_name(text, found.start(), found.end())


def labelled_by(text: str) -> str | None:
    """The text with blanks for the one label before a colon or an equals sign; None when there is none, or several."""
    signs = tuple(_LABEL.finditer(text))
    if len(signs) != 1 or ";" in text or _JOINED.search(text[: signs[0].start()]):
        return None
    return " " * signs[0].end() + text[signs[0].end() :]


def without_brand(text: str) -> str:
    """The text with blanks for a first word that is said to be the name of something: "Precision, our brand"."""
    found = _NAME.match(text)
    if found is None:
        return text
    return text[: found.start("name")] + " " * len(found["name"]) + text[found.end("name") :]


def _without_name(text: str, start: int, end: int) -> str:
    """The text without the name that ends at `start`, and without the words that say what it means."""
    joins = [found.end() for found in _JOINED.finditer(text, 0, start)]
    begin = joins[-1] if joins else 0
    return text[:begin] + " " * (end - begin) + text[end:]
