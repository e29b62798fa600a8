"""The phrases of how long an experiment lasts, by its length or its dates, and of other spans of time beside it."""

from bot.domain.reading.patterns import DATE, EVENT, FIGURE, PERIOD, QUANTITY, pattern

_TIME = rf"(?:{DATE}|\bmay\b)"
"""A date; beside another one "may" is a month."""
_TO = r"(?:-|to|until|till|through|thru|and|bis|und|à|au|al|a|y|e|et|到|至)"
_DAY = r"[0-3]?[0-9]"
_LONG = r"(?:day|week|fortnight|month|quarter|season|term|semester|year|winter|summer|harvest)"
_CYCLE = (
    r"(?:cycles?|seasons?|terms?|semesters?|school years?|periods?(?! of history)|rounds of (?:billing|payroll)|runs)"
)
_OF_A_KIND = (
    r"(?:billing|pay|payroll|menu|school|crop|growing|harvest|budget|planning|production|reporting|heating|renewal|"
    r"sales|credit|rota|roster|teaching|planting|breeding|campaign|spring|summer|autumn|winter|holiday|tourist|full|"
    r"whole|entire|complete)"
)
_WHOLE = (
    r"(?:the (?:whole|entire|full)|all(?: of)?(?: the)?|throughout(?: the)?|die ganze|das ganze|den ganzen|toda la|"
    r"todo el|toda a|todo o|toute la|tout le|pendant (?:la|le|l')|während (?:der|des)|durante (?:la|el|a|o)|"
    r"über (?:die|den|das))"
)
_SPAN = (
    r"(?:season|saison|temporada|campaña|safra|jahr|sommer|winter|herbst|frühling|frühjahr|ernte|été|hiver|"
    r"printemps|automne|vendanges|mois|trimestre|semestre|année|mes|mês|año|ano|verano|verão|invierno|inverno|"
    r"primavera|cosecha|colheita|semester|quartal|woche|monat)"
)
_FESTIVE = (
    r"(?:semana santa|páscoa|pascua|pâques|carnaval|carnival|o natal|la navidad|ostern|weihnachten|noël|diwali|eid)"
)
_CONTENT = (
    r"(?:re-?admissions?|readmitted|mortality|survival|contracts?|subscriptions?|returns?|repeat|repurchase|revenue|"
    r"spend|ltv|churn|retention|attrition|defaults?|delinquen\w+|warrant\w+|loans?|guarantees?|averages?|mean|rolling|"
    r"rates?|value|plans?|memberships?|tenure|experience|old\b|of age|olds?\b|complication\w*|relapse\w*|"
    r"deliver(?:y|ies)|promise|weather|ahead|lead)"
)

OLD_YEARS = pattern("history", r"\b20[0-9]{2}\s?(?:-|to|until|till|bis|à|a|e|and|y|et|und)\s?20[0-9]{2}\b")
"""From one year to another: the span of old data, where a trial on such data is told."""

LIMIT = pattern(
    "limit",
    rf"\b(?:smallest|(?<!at )least|minimum|minimal|mde)\b[^.;,]{{0,40}}?{QUANTITY}[- ]{PERIOD}\b|"
    rf"\b(?:exceed(?:s|ed)?|above|below|beyond|(?:gap|difference|change|drop|rise|delay|saving) of|longer by|shorter "
    rf"by|"
    rf"(?:falls?|rises?|drops?|shrinks?|grows?|down|up) by|tell|detect|resolve|pick up|notice|spot|save|saves|gain|"
    rf"gains)\s(?:more than |at least |about )?{QUANTITY}[- ]{PERIOD}\b",
)
"""A time that is measured, not the time in which it is."""

HISTORY = pattern(
    "history",
    # a 90-day readmission is a metric, a 2-year contract a product
    rf"{QUANTITY}[- ]{PERIOD}s?[- ](?:\w+ )?{_CONTENT}|\b(?:older|younger) than {QUANTITY} {PERIOD}\b"
    rf"(?: old)?|{QUANTITY} {PERIOD} (?:of (?:tenure|experience|age|service)|old)\b|\bper {QUANTITY} \w+|"
    rf"{FIGURE} (?!for |over |during |in |within )(?:\w+ )?an? {PERIOD}\b",
    rf"\b(?P<turn>one {PERIOD}) (?:\w+ ){{0,2}}?\w+, (?P=turn)\b",
    rf"\b(?:one|a|this) {PERIOD}\b(?=[^.;]{{0,40}}?\bthe next(?: one)?\s?(?:[,;.]|$|and\b|off\b))",
    rf"\b(?:last|past|previous|prior|preceding|letzten|derniers|últimos)\s{QUANTITY}\s{PERIOD}\b|"
    rf"{QUANTITY}\s{PERIOD}(?:'s?)?(?: worth)? ?(?:of )?(?:\w+ )?(?:history|historical|historic|data|logs?|"
    rf"old|archive|back|before|pre\b|earlier|ago|baseline|run-in|verlauf|histor)|\b(?:history|data|logs?|"
    rf"backtest\w*|replay\w*) (?:of|over|on|from|for) (?:the )?(?:last |past )?{QUANTITY}\s{PERIOD}\b|"
    rf"\bevery\s{QUANTITY}?\s?{PERIOD}\b|\b(?:each|per|alle)\s{PERIOD}\b|"
    rf"{QUANTITY}[- ]?{PERIOD}\s(?:on(?=\s*(?:[,/&;]|and\b|then\b|off\b|$))|off\b|with(?:out)?(?=,? (?:it|the (?:model|"
    rf"tool|system)))|without\b)|\b{QUANTITY}[- ]{PERIOD}\s(?:blocks?|(?<!week )(?<!weeks )(?<!month )(?<!months "
    rf")windows?|slots?|intervals?|"
    rf"cycles?|periods? of history|retention|churn|forecast|horizon|old|"
    rf"washout)|\bpre[- ]period of {QUANTITY} {PERIOD}|"
    rf"过去[0-9一二三四五六七八九十]+{PERIOD}|過去(?<![0-9])[0-9]++{PERIOD}|"
    rf"每[0-9一二两三四五六七八九十]*{PERIOD}|(?<![0-9])[0-9]++{PERIOD}ごと",
)
"""Spans of time that are not the length of the test: old data, the interval of alternation."""

DURATION = pattern(
    "duration",
    # 28d, 4w; 48h only where it lasts so long: an interval is told in hours, too
    r"(?<![a-z0-9.,/])[0-9]{1,3}(?:[.,][0-9])?\s?(?:d|w|wk|mo|mos|y)\b(?![/'])|\b(?:for|over|during|lasting|runs?) "
    r"(?:about |at least |the first )?[0-9]{1,3}\s?(?:h|d|nights|weekends|shifts|mornings|evenings|flights|voyages)\b|"
    rf"\b(?:for|over|during) {QUANTITY} (?:nights|weekends|shifts|mornings|evenings|flights|voyages|races|services)\b|"
    rf"{QUANTITY} (?:nights|weekends|shifts|mornings|evenings) (?:in all|altogether|in total|overall|each|long)\b|"
    rf"\b{_LONG}[- ]long\b|\b(?:a|one) {_LONG}'s? (?:test|trial|experiment|run|pilot|worth)\b|\ba couple of {PERIOD}\b|"
    r"\bhalf a (?:year|month|day|season)\b|\bein halbes jahr\b|\bmedio año\b|\bmeio ano\b|\bsix mois\b|\bquinze "
    r"jours\b|"
    r"半年|半个月|半か月|一(?:周|个月|季度?|年)(?!一)|为期|[一二两三四五六七八九十]+(?:周|个?星期|个月|天|週間)",
    rf"\b(?:runs?|lasts?|goes|on|stays?) (?:to|till|until) the (?:end|close) of (?:the )?(?:\w+ )?(?:{PERIOD}|{_SPAN}|"
    rf"season|term)\b|"
    rf"\b(?:length|duration|course) of (?:the |one |an? )(?:\w+ )?(?:{PERIOD}|season|term|cycle|campaign|harvest)\b",
    # March through May, 3-28 June, weeks 14 to 20, all of Q3
    rf"{_TIME}\s?{_TO}\s?(?:the |end of |early |late |mid[- ])?{_TIME}(?=\W|$)|\b{_DAY}\.?\s?{_TO}\s?{DATE}|"
    rf"\b{_DAY}\.[01]?[0-9]\.(?:20[0-9]{{2}}|[0-9]{{2}})?\s?{_TO}\s?{_DAY}\.[01]?[0-9]\.|"
    rf"\b[0-3][0-9]/[01][0-9]\s?{_TO}\s?[0-3][0-9]/[01][0-9]\b|"
    rf"\b(?:weeks?|wks?|kw|days?|semaines?|semanas?|wochen?)\s?[0-9]{{1,2}}\s?{_TO}\s?(?:kw |week |wk )?[0-9]{{1,2}}\b|"
    rf"(?<![0-9])[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?(?:から|到|至|~|-|、)[0-9]{{1,2}}月|"
    rf"\b(?:all|whole|entire|throughout|during|full)(?: of)? (?:the )?{DATE}|"
    rf"\b(?:through|thru|until|till|to the end of) (?:all of |the )?{_TIME}(?=\W|$)",
    rf"\b{_WHOLE}\s?{_SPAN}\b|\b(?:until|till|hasta|até|bis|jusqu'à(?: la)?|through) (?:the )?{_FESTIVE}\b|"
    rf"\b(?:une?|uma?|eine?n?) (?:ganzes |ganzen |ganze )?(?:quartal|monat|woche|jahr|semester|mois|trimestre|"
    rf"semestre|saison|mes|mês|año|ano|temporada|safra)\b(?! (?:vor|avant|antes))",
    rf"\b(?:one|a|an|the|{QUANTITY}) (?:{_OF_A_KIND} ){{1,3}}{_CYCLE}\b|\b{_OF_A_KIND} (?:term|season|semester)\b|"
    rf"{QUANTITY} {_CYCLE}\b(?! of (?:old |past )?(?:data|history))",
    rf"{QUANTITY}[- ]?(?:full |whole |business |calendar |school |academic |financial |fiscal |budget |"
    rf"growing |trading |working |crop |tax |harvest |hospital )?{PERIOD}(?![a-z])",
    rf"\b(?:the|first|full|in) {PERIOD} (?:after|following|since|from) (?:the |our "
    rf")?{EVENT}\b(?=[^.;]{{0,40}}?\b(?:before|"
    rf"previous|earlier)\b)|\b(?:before|previous|earlier)\b[^.;]{{0,40}}?\bthe {PERIOD} (?:after|following|since) "
    rf"(?:the |"
    rf"our )?{EVENT}\b|\bmonat nach\b[^.;]{{0,40}}?\bdavor\b|\b(?:mois|trimestre|semaine) (?:après|"
    rf"suivant)\b[^.;]{{0,40}}?"
    rf"\bavant\b|\b(?:mes|trimestre|semana|mês) (?:posterior|después|depois|seguinte)\b[^.;]{{0,40}}?\b(?:antes|"
    rf"anterior)\b",
    rf"\b(?:one|a|an|full|whole|entire)\s(?:full\s|whole\s|entire\s)?(?:\w+\s)?(?:season|semester|"
    rf"term|harvest|winter|summer|spring|autumn|sprint|billing cycle|pay cycle)\b|\b(?:in|"
    rf"by) {DATE}[^.;]{{0,40}}\b(?:in|by) {DATE}|\bin (?:daily|weekly|monthly|two-week|biweekly) (?:steps|"
    rf"waves|stages|phases|tranches)\b",
    rf"(?:(?<![0-9])[0-9]++|[一二两三四五六七八九十]+)\s?{PERIOD}",
    rf"\b(?:for|over|during|lasting|runs?|running|takes?|über|pendant|durante|während)\s(?:a|one|une?|una|uma?|"
    rf"eine[nr]?|the whole|"
    rf"an entire)\s{PERIOD}\b|\ba (?:whole |full )?(?:week|month|quarter|year|season|"
    rf"fortnight)\b(?! (?:before|ago|later|apart|earlier|of (?:data|history|logs)))|\bfortnight\b",
    rf"(?:\b(?:everyone|everybody|all|rest|others|complete|done|finished|100 ?%)\b[^.;]{{0,20}}?\bby\s(?:the "
    rf")?(?:(?:end|middle|start|beginning) of |mid[- ]|"
    rf"early |late )?(?:the )?|"
    rf"\b(?:during|throughout|over|for)\s(?:the )?(?:whole|entire|full|all)(?: of)?\s(?:the )?|"
    rf"\b(?:until|till|from|through|bis|jusqu'au?|hasta|até|ends?(?: on| in)?|between)\s(?:the\s)?){DATE}|"
    r"\b(?:during|over|throughout|for) (?:the |a |one )(?:\w+ )?(?:season|harvest|winter|summer|spring|autumn|term|"
    r"semester|campaign)\b",
    rf"{DATE}\s?(?:-|to|until|bis|à|a)\s?{DATE}",
    rf"{QUANTITY}\s(?:full |whole |school |billing |pay |[a-z]+ing )?(?:cycles|seasons|harvests|terms|semesters|"
    rf"fortnights|school years)"
    r"\b(?! of (?:old |past )?(?:data|history|logs|records))",
    r"\b(?:whole|full|entire)\s(?:\w+\s)?(?:year|month|quarter|week)\b",
    rf"\b(?:during|throughout|all through)\s(?:the month of |all of |the whole of )?{DATE}",
    rf"\b(?:until|till|through|bis|jusqu'à(?: la)?|hasta|até)\s(?:the |le |el |o )?(?:end|middle|mid|start|beginning|"
    rf"ende|anfang|"
    rf"mitte|fin|final|finales|início|inicio|fim)\s(?:of |de |von |do )?(?:the )?{DATE}",
    rf"\b(?:run|runs|running|ran|test|tests|testing|trial|pilot)\s(?:it |them )?(?:in |during |over )?{DATE}\s?(?:and|"
    rf",|\+|&)\s?{DATE}",
)
"""The length or the dates of the test."""
