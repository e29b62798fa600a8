"""Tells a day or a time of day from a number: "12:30" and "1 March" say when, not how much."""

import re

_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|mär|apr(?:il)?|may|mai|mayo|maio|june?|juni|"
    r"juin|"
    r"junio|junho|july?|juli|juillet|julio|julho|aug(?:ust)?|août|agosto|sept?(?:ember|embre)?|septiembre|setembro|"
    r"oct(?:ober|obre)?|okt(?:ober)?|octubre|outubro|nov(?:ember|embre)?|noviembre|novembro|dec(?:ember)?|"
    r"dez(?:ember)?|"
    r"décembre|diciembre|dezembro|janeiro|fevereiro|março|enero|febrero|février|abril|avril)\.?"
)
_CLOCK = re.compile(
    r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?\s?(?:am|pm|a\.m\.|p\.m\.|h|hrs|uhr|utc|cet)?", re.IGNORECASE
)
_DAY = re.compile(
    rf"[0-3]?[0-9](?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?{_MONTH}(?:,?\s(?:de\s)?20[0-9]{{2}})?|"
    rf"{_MONTH}\s(?:the\s)?[0-3]?[0-9](?:st|nd|rd|th)?(?:,?\s20[0-9]{{2}})?|20[0-9]{{2}}-[01][0-9]-[0-3][0-9]|"
    r"(?:20[0-9]{2}年)?[01]?[0-9]月[0-3]?[0-9][日号]",
    re.IGNORECASE,
)


def moment_in(text: str) -> str | None:
    """What kind of moment the whole text is, as an answer names it; None where it is none."""
    if _CLOCK.fullmatch(text):
        return "a time of day"
    return "a date" if _DAY.fullmatch(text) else None
