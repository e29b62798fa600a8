"""The phrases that say when success is judged and in which unit it is counted."""

from bot.domain.reading.patterns import DATE, EVENT, FIGURE, NUMBER_WORDS, PERIOD, QUANTITY, pattern

_SEASON = (
    r"(?:year|quarter|season|half|month|spring|summer|autumn|fall|winter|harvest|semester|term|fiscal year|"
    r"financial year|budget year|school year|campaign|peak|audit)"
)
_DAY_AND_MONTH = r"[0-3]?[0-9](?:\.\s?[01]?[0-9]\.|/[01]?[0-9]\b)"

DEADLINE = pattern(
    "deadline",
    r"(?:\b(?:by|before|until|till|til|no later than|not later than|latest|in time for|ahead of|come|on|"
    r"judged (?:on|at|in)|from|as of|starting|when|ab|à partir de|a partir de|measured (?:on|in|at)|due|deadline:?|"
    r"for|in|at|bis(?: zum| zu| ende)?|vor|ab|im|avant|"
    r"d'ici|d'ici à|fin|en|em|antes de|antes del|para|hasta|até|a finales de|no fim de)\s(?:the\s|our\s|le\s|"
    r"la\s|el\s|o\s|als?\s)*|\b(?:end|ende|fin|finales|fim|anfang|mitte|start|beginning|close)\s(?:of|de|du|des|"
    r"del)?\s?|"
    rf":\s?|\bdeadline\b[^.;]{{0,20}}?|截至|到)(?:{DATE}|may\b)",
    rf"\b(?:by|before|until|till|on|bis(?: zum)?|zum|avant(?: le)?|antes d[eo]l?|até|deadline:?|due)\s{_DAY_AND_MONTH}",
    r"\b(?:by|before|until|bis)\s(?:the\s)?(?:next|end|close|time)\b|\be[o0][yqm]\b|\b(?:fy|year|quarter|"
    r"season)[- ]end\b|"
    r"\bende (?:des|dieses|nächsten|vom) (?:jahr|quartal|monat)(?:e?s)?\b|\b(?:primer|segundo|tercer|cuarto|primeiro|"
    r"terceiro|quarto|premier|deuxième|troisième|"
    r"quatrième|ersten|zweiten|dritten|vierten) (?:trimestre|semestre|quartal|halbjahr)\b|(?:年底|年末|月底|月末|"
    r"季度末)(?=[降升达減减增提])|"
    r"\bseason [0-9]+\b|"
    r"\bend of (?:the )?(?:fy|year|financial year|fiscal year)\b",
    r"\b(?:within|in|after|innerhalb von|nach|dans|sous|après|en|dentro de|após|em)\s(?:the first\s|the\s|"
    rf"a\s|an\s)?{QUANTITY}?\s?(?:\w+\s)?{PERIOD}\s(?:of|after|from|since|nach|après|después de|após|"
    rf"depois d[eo])\s(?:the\s|a\s)?{EVENT}",
    rf"{QUANTITY}\s{PERIOD}\s(?:after|post|from|into|nach|après|después|após)[- ](?:the\s|a\s)?{EVENT}",
    rf"\b(?:one|a|{QUANTITY})\s{PERIOD}\safter\s(?:{EVENT}|we (?:start|launch|go))",
    r"\bavant (?:la )?fin (?:de )?(?:l'année|d'année|du mois|du trimestre)\b|\bantes del? (?:fin|final|"
    r"término) de(?:l)? "
    r"(?:año|mes|trimestre)\b",
    rf"{DATE}(?:[底末初]?(?:评估|考核|检查|复盘|为止|之前)|前|之前|までに|末まで|末までに|内|以内|底前|底|\s?:(?=\s?{FIGURE}))|今年内|年内|(?:来|今|"
    r"本)?年度末?(?:まで|前|内)|"
    rf"{EVENT}后?[0-9一二三四五六七八九十]+{PERIOD}(?:内|以内)?",
    rf"[,(]\s?{DATE}\s?[).]?$",
    r"\b(?:by|before|until|till|when|once)\s(?:the\s|our\s)?(?:[a-z0-9-]+\s){1,4}?(?:starts|begins|ends|opens|closes|"
    r"kicks off|"
    r"comes up|meets|(?:is|are) (?:up|due|over|complete|signed)(?! [0-9]))\b",
    r"\b(?:judged|measured|checked|assessed|reviewed|evaluated|decided|counted|compared) (?:on|at|"
    r"after) (?:the )?(?:first )?(?:a|an|"
    rf"one|{QUANTITY}) {PERIOD}\b|\bafter (?:a|an|one|{QUANTITY}) {PERIOD} (?:live|of (?:use|operation|running)|"
    r"in (?:use|operation|"
    rf"production))\b|\b(?:a|an|one|{QUANTITY}) {PERIOD} (?:from (?:now|today)\b|in(?=\s?[.,;)]|$))|^\W*(?:in|within|"
    r"after) (?:a|an|one|"
    rf"{QUANTITY}) {PERIOD}(?= we\b| our\b|\s?[:,])",
    r"(?:(?<![0-9])[0-9]++|[一二两三四五六七八九十半])(?:个月|年|个?季度)(?:之?内|以内|之?后|後)|(?:(?<![0-9])[0-9]++|[一二三四五六七八九十半])"
    r"(?:ヶ月|か月|カ月|ヵ月|年|週間)(?:後|以内)(?:まで)?に?",
    r"\b(?:in|by|during|over|nach|im) (?:the )?(?:(?:first|second|third) (?:year|quarter|month)|(?:year|month|quarter) "
    r"(?:one|two|three|[1-9]))\b|\bim (?:ersten|zweiten|dritten) (?:jahr|quartal)\b",
)
"""When it is judged: a date, or a bounded time after a named event."""

TRIED_ON_DATE = pattern(
    "tried_on",
    r"\b(?:back-?test\w*|replay\w*|history|data|logs?|archive|simulat\w+|evaluated|tested|trained|hold-?out|test set|"
    rf"validation)\s(?:on|of|from|for|in|over|with)\s(?:the\s|year\s|all\s)*{DATE}",
    r"\bon (?:the |all |our |its )?20[0-9]{2}\b(?![-./])",
)
"""Old data by its date, which is no time to judge at."""

_DONE = "".join(
    rf"(?<!{each} )"
    for each in (
        *(
            "delivered",
            "answered",
            "completed",
            "resolved",
            "paid",
            "closed",
            "solved",
            "shipped",
            "handled",
            "processed",
        ),
        *(
            "fixed",
            "repaired",
            "returned",
            "settled",
            "seen",
            "treated",
            "replied",
            "readmitted",
            "picked up",
            "served",
        ),
    )
)
"""What is done to each thing in a time of its own stands before that time: "delivered within 2 days"."""

WITHIN = pattern(
    "deadline",
    rf"\b(?:this|next|coming) {_SEASON}\b|\b(?:dieses|nächstes) jahr\b|\bcette année\b|\beste año\b|\beste ano\b|今年|"
    r"本年度",
    rf"{_DONE}\b(?:within|in|innerhalb von|binnen|dans les?|en|em|dentro de)\s(?:the next\s|the coming\s|a\s|an\s|"
    r"einem\s|"
    r"einer\s|une?\s|uma?\s)?"
    rf"(?:half an?\s|{QUANTITY})?\s?{PERIOD}\b(?!\s(?:of|are|is|before)\b)",
    r"\b(?:over|during|throughout|in|within) (?:the |its |our )(?:next|first|"
    rf"coming) (?:{QUANTITY} )?{PERIOD}\b(?! (?:of (?!use|"
    r"operation|launch)|after (?!launch|go|roll|start)))",
    r"\b(?:season|saison|heizperiode|winter|summer|sommer|schuljahr|school year|geschäftsjahr)\s20[2-9][0-9]\b|"
    r"(?<=\s)20[2-9][0-9]\s?[.!]?$",
)
"""A time from now on; only where a target stands before it, because "readmission within 30 days" is a metric."""

_TIMES = (
    r"(?:ms|s|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|h|d|days?|wks?|weeks?|months?|years?|stunden?|minuten|tagen?|"
    r"wochen|"
    r"heures?|jours?|horas?|minutos?|días|dias|天|小时|分钟|日|時間|分)"
)
_MONEY = (
    r"(?:€|\$|£|eur|keur|usd|gbp|chf|sek|nok|dkk|pln|czk|inr|jpy|cny|rmb|aud|cad|brl|mxn|zar|euros?|dollars?|pounds?|"
    r"francs?|franken|kronor|kroner|rupees?|pesos?|reais|yen|yuan)"
)

UNIT = pattern(
    "unit",
    r"(?:^|[\s(])%(?=\s(?:of|der|de|du)\b|\))|\b(?:percentage|percent|share) of\b|\bin (?:%|percent|€|\$|"
    r"£|eur|usd|gbp|chf|sek|nok|dkk|inr|jpy|euros|dollars|pounds|hours|days|minutes)(?![a-z])",
    rf"(?:^|[\s(])(?:{_MONEY}|hours?|minutes?|seconds?|days|[kmg]wh|kg|tonnes?|litres?|liters?|km)\s?(?:per|"
    r"/)\s?[a-z]+|"
    r"\b(?:days|hours|minutes|hrs|mins|\w*(?:tage|stunden|minuten|kosten)|jours|heures|días|horas|dias)\b(?:\s(?:pro|"
    rf"je|par|por|per) \w+)?\s?(?:\([^()]*\)\s?)?(?:from |of |is |are |was |were |[:=]\s?)?{FIGURE}",
    rf"{QUANTITY}\s?(?:%|percent|per cent|pct|pp\b|ppt\b|points?\b|pts\b|basis points|"
    r"(?:half )?a points?\b|percentage points?|‰|per mille|promille|stars?\b|sterne\b|étoiles?\b|estrellas?\b|"
    r"estrelas?\b|bps?\b|prozent|punkte\b|pour cent|por ciento|por cento|puntos?\b|"
    r"pontos?\b)",
    rf"[€$£¥₹]\s?[0-9]|\b{_MONEY}\s?[0-9]|[一二两三四五六七八九十百]+[次个件天人]|"
    rf"[0-9](?:\.(?<![0-9])[0-9]++)?\s?(?:k|m|bn|mio|mrd)?\s?(?:{_MONEY}(?![a-z])|元|円|万元)|[0-9]\s?(?:公里|千米|公斤|千克|吨|"
    r"公顷|升|度电?|千瓦时|平方米|立方米|辆|台|箱|件|位|名|小時|キロ|トン|リットル)",
    rf"{QUANTITY}\s?(?:k\s)?(?:working\s|business\s|analyst\s|staff\s|"
    rf"man[- ]?|labou?r\s)?{_TIMES}(?![a-z])(?![- ](?:old|window|retention))",
    rf"\b(?:the|our|today's) {FIGURE}-(?:minute|hour|day|week|month|year|percent|point|euro|dollar)s?\b",
    rf"{FIGURE}\+\s?[a-z]+s\b",
    rf"{QUANTITY}\s(?:a|per|an|each|every|/)\s?(?:hour|shift|day|week|month|quarter|year|line|run|night)\b",
    r"(?:\bof|out of|in|von|sur|de cada)\s(?:every\s|each\s)?(?:ten|a hundred|10|100|1,?000)\b",
    rf"\b{NUMBER_WORDS} (?:in|out of) (?:every )?{NUMBER_WORDS}\b(?! (?:week|month|day|year|hour|quarter))",
    rf"{FIGURE} (?:per|pro|par|por) [a-zà-ÿ]{{3,}}|^\W*(?:euros?|dollars|pounds|hours|days|"
    r"minutes) (?:[a-z]+ ){1,3}per [a-z]+",
    r"^\W*(?:hours|days|weeks|minutes|seconds|euros?|dollars) (?:from|to|until|between|per|of|for|in|spent|lost|"
    r"saved)\b|"
    r"\b[a-z]+s (?:per|/) ?(?:hour|day|week|month|year|shift|minute|customer|employee|order|user|km|mile|kg|tonne|"
    r"[0-9]+ ?k?\b)|\bper [0-9][0-9.,]* ?k?\b|"
    r"\b\w+ (?:pro|par|por) (?:monat|tag|woche|jahr|stunde|mois|jour|semaine|heure|mes|día|dia|semana|mês|hora)\b",
    rf"\b(?:number|count|nombre|anzahl|número|quantidade|cantidad) (?:of|de|der|an|d')\s?[a-z]+[^.;]{{0,40}}?{FIGURE}|"
    rf"{QUANTITY}\s(?:[a-z-]+\s){{1,3}}?(?:per|each|every)\s[a-z]+",
    rf"(?:{QUANTITY}|\bzero)\s(?:more\s|fewer\s|less\s|extra\s|additional\s)?(?!(?:to|by|and|or|in|on|at|before|after|"
    r"within|until|now|today|per|from|of|the|is|for|"
    r"as|a|less|more|fewer|times?|vs|versus|than|with|without|this|last|next|bis|auf|und|à|y|e|us|"
    r"news|basis|always|was|has|does|unless|across|plus|sales?\sin)\b)(?:[a-z-]+\s){0,2}?(?!(?:this|was|"
    r"is|has|as|us|plus|always|less|basis|unless|across|towards?)\b)(?:[a-z]+-)*[a-z]{2,}s\b",
    rf"{QUANTITY}\s(?:[a-z-]+\s){{0,2}}?[a-z-]+\s?(?:per|/|a|an|each)\s?(?:day|week|month|year|hour|order|"
    r"shift|customer|user|patient|stay|ride|mile|km|100|1,?000|store|line|parcel)\b",
    rf"{QUANTITY}\s?(?:件|人|个|台|次|回|单|[mk]?g\b|[mc]?l\b|[cmk]?m\b|kg|km|kwh|mwh|gwh|[kmg]w\b|kva|bar\b|psi|°\s?[cf]?|"
    r"degrees?\b|db\b|[km]?hz\b|pp[mb]\b|mg\b|ft\b|feet|miles?\b|inch(?:es)?|acres?|"
    r"gallons?|lbs?\b|barrels|bushels|teu\b|[gtm]b\b|tonnes?|tons?|t\b|l\b|"
    r"litres?|liters?|g/km|m3|m²|m2|ha\b|people|staff|fte|customers|users)",
)
"""A quantity with its unit."""
