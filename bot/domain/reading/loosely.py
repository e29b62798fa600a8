"""Reads a part of a design from families of words, where no phrase names one."""

import re
from typing import Final

from bot.domain.reading.design_patterns import UNITS
from bot.domain.reading.words import Span

_STRETCH: Final = (
    r"(?:hours?|days?|weeks?|fortnights?|shifts?|nights?|mornings?|afternoons?|evenings?|weekends?|mondays?|"
    r"tuesdays?|saturdays?|sundays?|vormittags?|nachmittags?|nachts|"
    r"wednesdays?|thursdays?|fridays?|tage?|wochen?|nacht|nächte|schicht(?:en)?|stunden?|jours?|semaines?|nuits?|"
    r"semanas?|"
    r"días?|dias?|noches?|noites?|turnos?)"
)
_ON: Final = (
    r"(?:with|on|using|model|ai|robot|optimi[sz]er|algorithm|tool|new|mit|an|avec|con|com|modell|modèle|modelo)"
)
_OFF: Final = (
    r"(?:without|off|planners?|operators?|fixed|current|rules?|manual(?:ly)?|old|crew|humans?|people|staff|none|not|"
    r"usual|by hand|ohne|aus|sans|sin|"
    r"sem|alte[nrs]?)"
)
_FIRST: Final = (
    r"(?:first|initially|to begin with|at the start|start(?:s|ing)?|begin(?:s|ning)?|open(?:s|ing)?|now|early|zuerst|"
    r"zunächst|"
    r"erst|anfangs|beginn\w*|d'abord|commenç\w+|commence|primero|empez\w+|empieza|primeiro|começ\w+)"
)
_LATER: Final = (
    r"(?:then|next|later|afterwards|finally|follow(?:s|ed|ing)?|eventually|by (?:summer|autumn|winter|spring|"
    r"christmas)|dann|"
    r"danach|später|anschließend|puis|ensuite|luego|después|depois|em seguida)"
)
_WHOLE: Final = (
    r"(?:rest|remaining|others?|all|everyone|everybody|everywhere|entire|whole|fleet|nationwide|worldwide|100 ?%|"
    r"more|further|"
    r"übrigen|alle[nr]?|restlichen|tous|toutes|todos|todas|demás|resto|reste|autres|outr[oa]s)"
)
_UNDECIDED: Final = re.compile(
    r"\b(?:if|decide|decision|see|discuss|measure|evaluate|learn|report|think|wenn|si|se)\b", re.IGNORECASE
)
_EARLIER: Final = (
    r"(?:before|previous|prior|earlier|last (?:year|season|winter|summer|quarter|month)|the year before|past|history|"
    r"historical(?:ly)?|pre|vor(?:her)?|vorjahr\w*|bisher\w*|avant|précédente?s?|antes|anterior(?:es)?|pasad[oa]s?|"
    r"passad[oa]s?)"
)
_SINCE: Final = (
    r"(?:after(?:wards)?|since|this (?:year|season|winter|summer|quarter|month)|post|launch|go-?live|switch-?over|"
    r"change-?over|"
    r"introduction|nach(?:her)?|seit|einführung|après|depuis|después|desde|depois|lançamento|lanzamiento|déploiement)"
)
_HELD: Final = (
    r"(?:compar\w*|versus|vs\.?|against|relative to|difference|change[sd]?|trend|level|series|curve|than|vergl\w+|"
    r"gegenüber|"
    r"gegen|comparé\w*|par rapport|frente a|respecto|em relação|contra)"
)
_OTHERS: Final = (
    r"(?:others?|another|similar|comparable|neighbou?r\w*|untreated|untouched|elsewhere|next door|sister|twin|"
    r"(?:do|does|did|have|has|had)(?:n't| not)|not yet|without|non-\w+|ander\w+|ähnlich\w*|vergleichbar\w*|autres?|"
    r"similaires?|"
    r"similares|vecin\w+|vizinh\w+|otr[oa]s|outr[oa]s|sin|sem|sans|ohne)"
)
_HALF: Final = r"(?:half|50 ?%|every second|every other|one in \w+|hälfte|moitié|mitad|metade)"
_CONTRAST: Final = (
    r"(?:others?|other half|rest|without|not|old|control|as before|as usual|andere[nr]?|ohne|autre|sans|otr[oa]|sin|"
    r"outr[oa]|sem)"
)


def _both(*families: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-]){family}(?![\w-])", re.IGNORECASE) for family in families)


_TURNS: Final = _both(rf"{_STRETCH}[^.]{{1,60}}?(?<![\w-]){_STRETCH}", _ON, _OFF)
_STAGES: Final = _both(_FIRST, _LATER, _WHOLE)
_PAST: Final = _both(_EARLIER, _SINCE, _HELD)
_BESIDE: Final = _both(_HELD, _OTHERS, UNITS)
_CHANCE: Final = _both(_HALF, _CONTRAST, UNITS)
_LOOSE: Final = {
    "turns": (_TURNS, "switchback"),
    "chance": (_CHANCE, "ab"),
    "others": (_BESIDE, "difference_in_differences"),
    "own past": (_PAST, "interrupted_time_series"),
    "stages": (_STAGES, "staged_rollout"),
}
"""For each part the families of which each must have a word, and the design that it speaks for."""


def loosely(said: str) -> tuple[str, tuple[Span, ...]] | None:
    """The design of the first part all of whose families have a word in the text, with these words."""
    for name, (families, design) in _LOOSE.items():
        found = [family.search(said) for family in families]
        if not all(found) or (name == "stages" and _UNDECIDED.search(said)):
            continue
        words = tuple(Span(text=each[0], start=each.start(), end=each.end(), meaning=design) for each in found if each)
        return design, words
    return None
