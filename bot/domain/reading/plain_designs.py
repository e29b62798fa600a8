"""Designs told by what is done, without a name of theirs: what is subtracted, what came before, who follows when."""

from bot.domain.reading.patterns import PERIOD, QUANTITY, pattern

_COURSE = (
    r"(?:trends?|changes?|growth|drops?|falls?|rises?|declines?|movements?|improvements?|developments?|deltas?|gains?|"
    r"increases?|decreases?|swings?|savings?|drift|\w*veränderung(?:en)?|\w*änderung(?:en)?|\w*entwicklung(?:en)?|"
    r"cambios?|variación|evolución|mudanças?|variação|evolução|évolutions?|variations?|tendances?|tendencias?|"
    r"tendências?)"
)
_OWN = r"(?:before|earlier|previous|prior|last|past|old|avant|antes|vorher|davor)"
_EARLIER = (
    r"(?:earlier|before|prior|pre|previously|formerly|beforehand|the old days|davor|vorher|früher|avant|antes|"
    r"auparavant)"
)
_LATER = (
    r"(?:later|after(?:wards)?|since(?: then)?|now(?:adays)?|post|today|thereafter|danach|nachher|seither|jetzt|après|"
    r"depuis|después|ahora|depois|agora)"
)
_AGAINST = r"(?:vs\.?|versus|against|compared (?:to|with)|to|with|and|or|/|&|gegen|und|contre|et|contra|frente a|y|e)"
_GROUP = (
    r"(?:wards?|sites?|stores?|shops?|regions?|branch(?:es)?|plants?|depots?|schools?|clinics?|hospitals?|farms?|"
    r"lines?|"
    r"cit(?:y|ies)|towns?|teams?|offices?|warehouses?|districts?|states?|countr(?:y|ies)|mills?|users?|customers?|"
    r"drivers?|households?|volunteers?|adopters?|brokers?|agents?|partners?|villages?|classes|routes?|pilots?)"
)
_REST = r"(?:others?|rest|remaining(?: \w+)?|untreated|non-\w+|neighbou?rs?|seven|[0-9]+ (?:others?|without|untreated))"
_MORE = (
    r"(?:widen|expand|extend|scale|roll (?:it )?(?:out|on)|grow|add|increase|ramp|open (?:up|it)|move on|go (?:on|"
    r"wider|"
    r"further)|continue|then|the next|next|others?|the rest|rest|more)"
)

SUBTRACTED = pattern(
    "difference_in_differences",
    # their trend minus the southern depots' trend
    rf"\b{_COURSE}\b[^.;]{{0,40}}?\b(?:minus|less|net of|subtract\w*|deduct\w*|corrected (?:by|for)|menos|moins|"
    rf"abzüglich)\b"
    rf"[^.;]{{0,40}}?\b{_COURSE}\b|\b{_COURSE} (?:vs\.?|versus|against|gegen|contre|contra|frente a) (?:the |der |die "
    rf"|el |la |"
    rf"le )?(?:\w+ )?{_COURSE}\b(?![^.;]{{0,20}}\b{_OWN}\b)|\bsubtract\w*\b[^.;]{{0,30}}?\b{_COURSE}\b",
    rf"\b{_COURSE}\b[^.;]{{0,30}}?\b(?:relative to|compared (?:to|with)|versus|vs\.?|against|than|"
    rf"and)\b(?![^.;]{{0,25}}"
    rf"\b{_OWN}\b)[^.;]{{0,15}}?\b(?:that|those|it) (?:in|of|at|among|for)\b",
    rf"\b(?:compar\w+|vergleich\w*|confront\w*|set)\b[^.;]{{0,20}}?\b{_COURSE}\b[^.;]{{0,40}}?\b(?:with|to|against|"
    rf"con|com|mit|avec|"
    rf"à|and|y|e|und|et)\b[^.;]{{0,10}}?\b{_COURSE}\b(?![^.;]{{0,20}}\b{_OWN}\b)|\b(?:deduct|subtract|take away|take "
    rf"off|net "
    rf"out)\w*\b[^.;]{{0,15}}?\b(?:what|how much|that of|those of|the same)\b",
    # the changes of both groups, in Chinese and Japanese
    r"变化(?:量|幅度|值|率)?(?:之|的)?差|变化差|前后差(?:值|异)?(?:之|的)差|(?:变化|増減|変化)(?:量|幅)?の差|(?:对比|比较)(?:两组|两地|"
    r"两者)?的?(?:变化|涨幅|降幅)",
    # pilots against those without, before and after
    rf"\b{_GROUP}\b[^.;]{{0,20}}?\b(?:vs\.?|versus|against|and|compared (?:to|with))\s(?:the )?(?:\w+ "
    rf")?{_REST}\b[^;]{{0,40}}?"
    r"\b(?:before (?:and|/|&) (?:\w+ )?after|pre(?:/| and )post)\b",
    r"\b(?:with|mit|con|com|avec) (?:it )?(?:and|und|y|e|et)\s(?:[0-9]+ |\w+ )?(?:without|ohne|sin|sem|"
    r"sans)\b[^.;]{0,20}?"
    r"\b(?:before|vorher|antes|avant)\b",
    r"\bwith (?:it|the \w+)\b[^.;]{0,25}?\bwithout\b[^.;]{0,30}?\bbefore\b",
    r"\b(?:pilot|modell|test)\w* gegen (?:die |den )?(?:übrigen?|anderen?|restlichen?)\b",
)
"""Change less change, or those with it beside those without, before and after."""

EARLIER_LATER = pattern(
    "interrupted_time_series",
    rf"\b{_EARLIER}\s?{_AGAINST}\s?(?:the )?{_LATER}\b|\b{_LATER}\s?(?:vs\.?|versus|against|compared (?:to|with)|than|"
    rf"gegen)\s?"
    rf"(?:the )?{_EARLIER}\b|\b(?:old|previous) (?:period|months|weeks|level|regime|figures) {_AGAINST} (?:the )?new\b|"
    rf"\bthen (?:and|vs\.?|versus|against) now\b|\bthis \w+(?:'s)?\b[^.;]{{0,40}}?\b(?:against|vs\.?|versus|compared "
    rf"(?:to|with)|with)"
    rf"\b[^.;]{{0,12}}?\b(?:last|past|previous|prior)\b|{QUANTITY} {PERIOD} (?:of |with |on )?(?:the )?(?:old|current|"
    rf"manual)\b"
    rf"[^.;]{{0,20}}?, (?:and |then )?{QUANTITY} {PERIOD} (?:of |with |on )?(?:the )?new\b(?![^.;]{{0,20}}\b(?:again|"
    rf"repeat|turns))",
    r"\b(?:one|single|common|same) (?:\w+ ){0,2}?(?:date|day|night|weekend)\b[^.;]{0,60}?\b(?:break|kink|jump|step|"
    r"bend|"
    r"shift|change|before|earlier|previous)\b",
)
"""The time before against the time after, in other words."""

IF_WELL = pattern(
    "staged_rollout",
    rf"\bfirst,? (?:and |then |we |only )*{_MORE}\b(?:[^.;]{{0,15}}?\b(?:only|if|when|once|after|unless|provided|as "
    rf"long as)\b)|"
    rf"\b(?:next|further|more|another) {_GROUP} (?:only|not before|not until|once|after|if|when)\b|"
    rf"\b(?:add|open|include|onboard|switch on) (?:the )?(?:next|another|more|further|other|remaining) {_GROUP}\b|"
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly) (?:waves?|steps?|stages?|batches|tranches)\b|"
    r"\bsmall (?:first|start),? (?:and |then )?(?:bigger|larger|wider)\b|\bbeginn\w* (?:mit|in)\b[^.;]{0,40}?\b(?:dann|"
    r"ausweit\w*|erweiter\w*)|\b(?:zuerst|zunächst|erst)\b[^.;]{0,30}?, (?:dann|danach|später)\b",
)
"""Some have it first, and more follow where it does well."""

BY_TURNS = pattern(
    "switchback",
    r"\b(?:hourly|daily|nightly|weekly|fortnightly|monthly|bi-?weekly|shift-?wise) (?:alternation|switching|rotation|"
    r"swapping|turns|flipping|toggling|on[-/ ]off)\b|\balternations?\b(?! of generations)|\bflips? (?:\w+ "
    r"){0,2}?(?:hourly|"
    r"daily|nightly|weekly|fortnightly|monthly|per (?:shift|day|hour|week|night))\b|"
    r"\b(?:per|each|every|by) (?:shift|day|hour|week|night|block)\b[^.;]{0,25}?\b(?:old|off|"
    r"current)\b[^.;]{0,10}?\b(?:or|and|"
    r"then|/) (?:the )?(?:new|on|model)\b|\b(?:tag|woche|stunde|schicht|nacht)e?n?weise (?:an|ein) und (?:aus|ab)\b|"
    r"\bim (?:täglichen|wöchentlichen|stündlichen) wechsel\b",
)
"""Turns by the name of their rhythm."""
