"""Pieces of patterns that statements share: quantities, dates, and how a phrase is looked for."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.domain.reading.words import Span, same_width

NUMBER_WORDS = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|"
    r"a hundred|hundred|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|deux|trois|quatre|cinq|(?<!ão )(?<!ões )(?<!ade "
    r")(?<!ência )(?<!mento )(?<!agem )dos|tres|cuatro|"
    r"cinco|seis|dois|duas|três|quatro|"
    r"a quarter|a third|a half|half|two thirds)"
)
"""A number in words."""
_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|abril|avril|june?|juni|"
    r"juin|junio|july?|juli|"
    r"juillet|julio|aug(?:ust)?|agosto|junho|julho|août|sept?(?:ember|embre)?|septiembre|setembro|oct(?:ober|obre)?|"
    r"oktober|octubre|outubro|"
    r"nov(?:ember|embre)?|noviembre|novembro|dec(?:ember)?|dezember|décembre|diciembre|dezembro|janeiro|"
    r"fevereiro|março|maio|"
    r"enero|febrero|mayo|février|mai)"
)
FIGURE = (
    r"(?:(?<![a-z0-9.,])[-+\u2212]?[€$£¥₹]?\s?\.?[0-9]++"
    r"(?>(?:[.,'][0-9]++| [0-9]{3}(?![0-9]))*)(?:\s?(?:k|m|bn|mio|mrd|million|thousand)\b)?(?![0-9]))"
)
"""A number in digits, with money in front of it and k or million behind it.

Its groups of digits are atomic, not possessive: before 3.11.5 Python gives up on a possessive group that has a choice
within it (gh-106052), and Debian 12 ships 3.11.2.
"""

QUANTITY = rf"(?:{FIGURE}|\b{NUMBER_WORDS}\b)"
"""A number in digits or in words."""

PERIOD = (
    r"(?:hours?|hrs?|days?|weeks?|wks?|months?|mths?|quarters?|qtrs?|years?|yrs?|sprints?|fortnights?|wochen?|"
    r"tage?n?|monate?n?|quartale?n?|jahre?n?|semanas?|meses|mês|mes|mois|"
    r"semaines?|jours?|trimestres?|días|dias|天|周|週間?|个月|個月|ヶ月|か月|ヵ月|カ月|年|季度)"
)
"""A span of time."""

DATE = (
    rf"(?:\b[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?{_MONTH}\b|\b{_MONTH}\.?\s[0-9]{{1,2}}\b(?!\s?%|[.,][0-9])|"
    rf"\b{_MONTH}\b|\bmay\s(?:[0-9]{{4}}|[0-9]{{1,2}}\b)|"
    r"\b[0-9]{1,2}(?:st|nd|rd|th)?\s(?:of\s)?may\b|\b20[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?\b|"
    r"\b[0-9]{1,2}[./][0-9]{1,2}[./](?:20)?[0-9]{2}\b|\b[0-3]?[0-9]-[01]?[0-9]-20[0-9]{2}\b|"
    r"\bq[1-4]\b|\bh[12]\b|\bfy\s?[0-9]{2,4}\b|\b20[2-9][0-9]\b|\b(?:calendar )?(?:week|wk|kw|semaine|"
    r"semana) [0-9]{1,2}\b|\bw[0-9]{1,2}\b|"
    r"\byear[- ]?end\b|\byear'?s end\b|\bjahresende\b|\bfin(?:al)? de(?:l)? año\b|\bfin d'année\b|\b(?:fim|"
    r"final) do ano\b|\bend of (?:the |this |next )?(?:[a-z]+ )?(?:year|"
    r"quarter|month|season|half|pilot|trial|term|summer|spring|autumn|winter|week)\b|"
    r"\b(?:mid|half)[- ]year\b|\bmid[- ](?:[a-z]+)\b|\b(?:next|this|coming) (?:[a-z]+ )?(?:year|quarter|"
    r"month|season|summer|spring|autumn|fall|winter|budget|review|board|harvest|semester)\b|"
    r"\b(?:the |next )?(?:christmas|xmas|easter|black friday|thanksgiving|ramadan|summer|autumn|winter|"
    r"spring|harvest|budget round|peak season|holidays?|weihnachten|ostern|noël|navidad|sommer|herbst|frühling|"
    r"frühjahr|verano|otoño|invierno|primavera|verão|outono|inverno|"
    r"natal)\b(?: sales?)?|"
    r"\b(?:l'|le )?(?:été|hiver|automne|printemps)(?: prochain)?\b|\b(?:monday|tuesday|wednesday|thursday|friday)\b|"
    r"年底|年末|月底|月末|季度末|"
    r"[0-9]{4}年|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?![々间間])|第[一二三四]季度|来年|明年|今年|上半年|下半年)"
)
"""A calendar date or a named time of the year."""

EVENT = (
    r"(?:launch|go[- ]?live|going live|roll-?out|release|start|kick-?off|"
    r"deployment|deploy|day one|introduction|switch-?on|pilot|cut-?over|"
    r"einführung|start|lancement|lanzamiento|lançamento|上线|导入|導入|開始)"
)
"""Something after which time is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A phrase to look for and the flag that it speaks for."""

    name: str
    source: str

    @property
    def regex(self) -> re.Pattern[str]:
        """The phrase, compiled when it is first looked for: all of them together take more than a second."""
        return _compiled(self.source)

    def find(self, text: str) -> Span | None:
        """The first place where the phrase stands."""
        found = self.regex.search(text)
        if found is None:
            return None
        return Span(text=found[0].strip(), start=found.start(), end=found.end(), meaning=self.name)


_made: Final[list[Pattern]] = []


def pattern(name: str, *alternatives: str) -> Pattern:
    """A pattern of alternatives, in any case."""
    made = Pattern(name=name, source="|".join(f"(?:{each})" for each in alternatives))
    _made.append(made)
    return made


def compile_patterns() -> int:
    """Compile all patterns that there are, for who has time before the first answer is read; how many those are."""
    return len({made.regex for made in _made})


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def plain(text: str) -> str:
    """The text as patterns read it: full-width signs plain, arrows and quotes of one kind, no place moved."""
    return same_width(text).translate(
        str.maketrans("→⇒➔➡\u2192\u2019\u2018\u2013\u2014\u2212\u00a0\u202f", ">>>>>''---  ")
    )
