"""The phrases of what an experiment statement says besides its design: length, size, smallest effect."""

from bot.domain.reading.design_patterns import UNITS
from bot.domain.reading.patterns import DATE, EVENT, FIGURE, PERIOD, QUANTITY, pattern

OLD_YEARS = pattern("history", r"\b20[0-9]{2}\s?(?:-|to|until|till|bis|à|a|e|and|y|et|und)\s?20[0-9]{2}\b")
"""From one year to another: the span of old data, where a trial on such data is told."""

HISTORY = pattern(
    "history",
    rf"\b(?:one|a|this) {PERIOD}\b(?=[^.;]{{0,40}}?\bthe next(?: one)?\s?(?:[,;.]|$|and\b|off\b))",
    rf"\b(?:last|past|previous|prior|preceding|letzten|derniers|últimos)\s{QUANTITY}\s{PERIOD}\b|"
    rf"{QUANTITY}\s{PERIOD}(?:'s?)?(?: worth)? ?(?:of )?(?:\w+ )?(?:history|historical|historic|data|logs?|"
    rf"old|archive|back|before|pre\b|earlier|ago|baseline|run-in|verlauf|histor)|\b(?:history|data|logs?|"
    rf"backtest\w*|replay\w*) (?:of|over|on|from|for) (?:the )?(?:last |past )?{QUANTITY}\s{PERIOD}\b|"
    rf"\bevery\s{QUANTITY}?\s?{PERIOD}\b|\b(?:each|per|alle)\s{PERIOD}\b|"
    rf"{QUANTITY}[- ]?{PERIOD}\s(?:on(?=\s*(?:[,/&;]|and\b|then\b|off\b|$))|off\b|with(?:out)?(?=,? (?:it|the (?:model|"
    rf"tool|system)))|without\b)|\b{QUANTITY}[- ]{PERIOD}\s(?:blocks?|windows?|slots?|intervals?|"
    rf"cycles?|periods? of history|retention|churn|forecast|horizon|old|"
    rf"washout)|\bpre[- ]period of {QUANTITY} {PERIOD}|"
    rf"过去[0-9一二三四五六七八九十]+{PERIOD}|過去(?<![0-9])[0-9]++{PERIOD}|"
    rf"每[0-9一二两三四五六七八九十]*{PERIOD}|(?<![0-9])[0-9]++{PERIOD}ごと",
)
"""Spans of time that are not the length of the test: old data, the interval of alternation."""

DURATION = pattern(
    "duration",
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
    rf"fortnight)\b(?! (?:before|ago|of (?:data|history|logs)))|\bfortnight\b",
    rf"(?:\b(?:everyone|everybody|all|rest|others|complete|done|finished|100 ?%)\b[^.;]{{0,20}}?\bby\s(?:the )?|"
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

_FEW = r"(?:two|three|four|five|six|seven|eight|nine)"
_NO_UNITS = (
    rf"(?!(?:{PERIOD}|points?|steps?|stages?|waves?|phases?|minutes?|seconds?|variants?|versions?|groups|arms|cells|"
    r"halves|parts|batches|tranches|ways|rounds|directions|times|euros|dollars|pounds|percent|folds|seeds)\b)"
)

_FOREIGN_TIMES = (
    rf"(?:{PERIOD}|minut|stund|heure|hora|sekund|segund|second|euro|prozent|punkt|point|punto|ponto|pour|fois|veces|"
    r"vezes|stufe|welle|phase|schritt|gruppe|arme|variante|version|modell|fase|etapa|ola|onda|oleada|étape|vague|lot|"
    r"grupo|groupe|grup|modelo|modèle|läuf|runde|epoche|tonne|liter|farbe|kilometer|franken|teile|schicht|saison)"
)
"""What stands behind a figure and is nobody who takes part."""

SAMPLE = pattern(
    "sample",
    r"(?:^|[,;:(]\s?|\b(?:and|other|first|top|while|next|und|et|y|e) )(?!20[0-2][0-9]\b)[0-9][0-9.,]* (?:get|receive|"
    r"see|"
    r"keep|stay|join|wait|use|take|read|hear|go (?:on|into|to)|are (?:on|in|given|left|assigned)|bekommen|erhalten|"
    r"warten|reçoivent|attendent|reciben|esperan|recebem|esperam)\b",
    rf"\b(?:en|em|con|com|dans|avec|sur|sobre|à|pour|para|por) (?:las |los |les |as |os "
    rf")?{FIGURE}\s(?!{_FOREIGN_TIMES})"
    r"[a-zà-ÿ]{3,}s\b",
    rf"(?<![.,])\b(?!20[0-2][0-9]\b)[0-9]+(?:[.,][0-9]+)*\s(?:(?:alte|archivierte|zufällige|neue|ähnliche|"
    rf"vergleichbare|"
    rf"abgeschlossene|geschlossene)[nr]? )?(?!{_FOREIGN_TIMES}|{DATE})(?-i:[A-ZÄÖÜ][a-zäöüß]{{2,}}(?:e|en|n|er)\b)",
    r"\b(?:une?|uma?|eine?n?) (?:tercio|tiers|terço|drittel|viertel|quart|cuarto|quarto|fünftel|zehntel|quinto|"
    r"décimo) (?:de|"
    r"des|der|du|del|dos|das|von)\b|[二三四五六七八九十百]分之[一二三四五六七八九]|[0-9]分の[0-9]",
    r"样本(?:量|数)?(?:为|是|约|:)?\s?[0-9]+|サンプル(?:サイズ|数)?(?:は|:)?\s?[0-9]+|各群[0-9]+",
    rf"\b(?:sample|stichproben?(?:größe|umfang)?|tamaño de (?:la )?muestra|muestra|échantillon|"
    rf"amostra)\s?(?:size )?(?:of |"
    rf"von |de |:\s?|=\s?)?{FIGURE}",
    rf"\b(?:at|in|across|among|from) (?:the |our |all )?{_FEW}\s(?:[a-z-]+ed\s)?{_NO_UNITS}[a-z]{{3,}}s\b|\b{_FEW}\s"
    rf"(?:[a-z-]+ed\s)?{_NO_UNITS}[a-z]{{3,}}s\b(?=\s(?:are |is )?(?:drawn|chosen|picked|selected|at random|randomly|"
    r"randomi[sz]ed|with (?:it|the)\b))",
    rf"\b(?!20[0-2][0-9]\b|"
    rf"0[.,])(?<![.,])[0-9]+(?:[.,](?<![0-9])[0-9]++)*\s?k?\s(?!{PERIOD}\b)(?:[a-z-]+\s){{0,2}}?(?!(?:{PERIOD}|"
    rf"points?|steps?|"
    rf"stages?|waves?|phases?|folds?|minutes?|mins?|seconds?|secs?|euros?|dollars?|pounds?|times|ms|us|is|"
    rf"was|has|as|plus|less|pps|bps|kwh|versus|unless|across|always|does|falls|rises|drops|improves|goes|gets|stays|"
    rf"follows|starts|comes|joins|wins|previous|winters|"
    rf"summers|seasons|harvests|campaigns|"
    rf"checkpoints?|models?|seeds|epochs|rates|architectures|embeddings)\b)[a-z-]{{2,}}s\b|\b(?:everyone|everybody)\b",
    rf"{FIGURE}\sof (?:them|these|those)\b|\bsample size\b[^.;0-9]{{0,15}}?{FIGURE}",
    rf"\b(?:(?:la )?moitié|la mitad|metade|(?:die )?hälfte) (?:des|de|der|del|dos|das|von)\b|\b(?:ten|twelve|fifteen|"
    rf"twenty|thirty|forty|fifty|sixty|a hundred|a dozen)\s"
    rf"(?!{PERIOD}\b|minutes|points|steps)[a-z]{{2,}}s\b",
    rf"{FIGURE}\s?(?:%|pct|percent)\s(?:of|der|des|du|de|del|dos|das)\s(?:the |all |our |los |las |les )?(?!sales|"
    rf"revenue|"
    rf"savings|cost|costs|baseline|losses|margin|value)[a-z]+|{FIGURE}\s(?:each\b|apiece\b|per (?:arm|group|variant|"
    rf"side|cell))|"
    rf"\bevery (?:second|other|third|fourth|fifth|tenth|nth|new)? ?{UNITS}\b|{FIGURE}\s(?:mil|mill|tsd|tausend)\b",
    rf"(?!one\b|half\b|20[0-2][0-9]\b)(?!(?:two|three|four|2|3|4)\s(?:arms|groups|cells|variants|"
    rf"clusters)){QUANTITY}\s?(?:k\s|%\s)?(?:of\s)?(?:the\s|our\s|all\s|new\s|active\s|delivery\s|"
    rf"random\s|matched\s|of\s(?<![0-9])[0-9]++\s|pilot\s|similar\s|test\s|paired\s)*(?:[a-z-]+\s){{0,2}}?{UNITS}\b",
    rf"\b(?:half|all|a (?:random )?(?:tenth|fifth|third|quarter|half)|(?:one |two )?(?:tenths?|fifths?|"
    rf"thirds?|quarters?)|a (?:few )?(?:hundred|thousand))\s(?:of\s)?(?:the\s|our\s|all\s|new\s|"
    rf"(?<![0-9])[0-9]++\s)*(?:[a-z-]+\s)?{UNITS}\b",
    r"\b(?:[0-9]{1,2})\s?[/:-]\s?(?:[0-9]{1,2})\b(?!\s?[/.-]?\s?[0-9]{2,4}\b)(?=\s|$|[,.;)]|"
    r"\s?split)|\b[0-9]+(?:/(?<![0-9])[0-9]++)+\s?%|\bn\s?=\s?(?<![0-9])[0-9]++",
    rf"{FIGURE}\s?%\s(?:of\s)?(?:traffic|users|customers|the traffic|the users|all|stores|holdout|control|"
    rf"holdback|exposure|step|canary|sample|treatment|each|per)\b|\b(?:holdout|hold-out|control|canary|"
    rf"exposure|traffic|sample|holdback|arm)s?\s(?:group\s)?(?:of|at|on|with|:|=)\s(?:about\s)?{FIGURE}|\b(?:holdout|"
    rf"hold-out|holdback|canary)\s{FIGURE}\s?%|"
    rf"\b(?:flag|ramp|ramped|exposure|rollout|open it|enabled?)\s(?:up\s)?(?:to|at|on|for)\s{FIGURE}\s?%|"
    rf"{FIGURE}\s?%\s(?:this|next|the first)\s"
    rf"{PERIOD}|"
    rf"\b(?:keep|hold|withhold)(?:ing)? (?:back|out)?\s?{FIGURE}\s?%",
    rf"\b(?:first|starting (?:at|with)|start (?:at|with)|from)\s{FIGURE}\s?%|\b[0-9]+ ?%\s?(?:,|/|then|-+>|"
    rf">|to)\s?(?<![0-9])[0-9]++",
    r"各[0-9一二三四五六七八九十百千万,]+人?|[0-9,]+(?:万)?(?:人|名|个用户|家|店舗|ユーザー|件|用户|店)|"
    r"の(?<![0-9])[0-9]++ ?%|(?<![0-9])[0-9]++%の?(?:用户|ユーザー|流量|トラフィック|顧客)|一半|半数|"
    r"の半分|半分の(?:ユーザー|顧客|店|人)",
)
"""How many take part, or what share."""

THRESHOLD = pattern(
    "threshold",
    rf"\b(?:exceeds?|over|above|below|under|more than|less than|beyond|reach(?:es)?)\s{FIGURE}\s?(?:%|"
    rf"percent)\sof\s\w+|"
    rf"\b(?:per|pro)\s{FIGURE}\s\w+",
)
"""Shares in a condition, which say nothing of how many take part."""

VARIANTS = pattern(
    "variants",
    r"\b(?:two|three|four|five|six|[2-9])\s(?:different |competing |alternative |new )?(?:subject lines?|variants?|"
    r"versions?|"
    r"covers?|headlines?|prompts?|designs?|menus|prices|price points|layouts|scripts|wordings|slogans|banners|titles|"
    r"creatives|templates|texts)\b",
)
"""What is tried on those who take part, which says nothing of how many they are."""

MDE = pattern(
    "mde",
    rf"\bmde\b[^.;]{{0,20}}?{QUANTITY}|{QUANTITY}\s?(?:%|pp)?\s?(?:\w+\s)?mde\b|\b(?:minimum|min\.?|"
    rf"smallest|least) (?:detectable|effect|difference|lift|change|uplift)\w*[^.;]{{0,50}}?{QUANTITY}",
    rf"\b(?:detect(?:s|able|ing|ed|ion)?|sensitive to|sensitivity (?:of|to)|resolv(?:e|es|able)|"
    rf"pick(?:s)? up|notice|(?:to|can|could|would|will|may|might|able to) (?:see|spot|find|catch|measure)|"
    rf"lets us see|shows? effects|visible|spot|distinguish\w*|find an effect|power(?:ed)? (?:for|to)|"
    rf"80 ?% power (?:for|to|at)|90 ?% power (?:for|to|at))\b[^.;]{{0,50}}?{QUANTITY}",
    rf"\benough (?:for|to (?:see|show|find|prove|notice))\s[^.;,]{{0,20}}?{FIGURE}\s?(?:%|pp|points?)|\b(?:detectan?|"
    rf"detectamos|"
    rf"détecte\w*|erkennbar|erkennen)\b[^.;]{{0,30}}?{FIGURE}|{FIGURE}\s?%?[^.;]{{0,15}}?\berkennbar",
    rf"\btell\b[^.;]{{0,30}}?{QUANTITY}[^.;]{{0,30}}?\b(?:from (?:noise|zero|nothing|chance)|apart)\b|\b(?:below|under|"
    rf"less than|smaller "
    rf"than)\s{QUANTITY}[^.;]{{0,30}}?\b(?:noise|(?:not|n't|cannot|can't) (?:see|notice|detect|tell)|invisible|"
    rf"be missed|undetected)\b",
    rf"\bpower (?:calc\w*|analysis)\b[^;]{{0,40}}?{QUANTITY}\s?(?:%|pp|points?)",
    rf"{QUANTITY}\s?(?:%|pp\b|p\.p\.|points?|[a-z€$]+)?[^.;0-9]{{0,40}}?\b(?:is |be |are )?(?:detectable|"
    rf"the (?:least|smallest)[^.;]{{0,25}}(?:see|detect|effect|care)|can be (?:seen|detected|spotted|found)|visible|"
    rf"show up|stand out|noticeable|discernible|measurable|smallest we|"
    rf"the smallest|enough to see)\b",
    rf"\bnachweisbar\w*[^.;]{{0,30}}?{FIGURE}|"
    rf"{FIGURE}[^.;]{{0,30}}?nachweisbar|\bdétectable[^.;]{{0,30}}?{FIGURE}|"
    rf"\bdétecter[^.;]{{0,30}}?{FIGURE}|\bdetectar[^.;]{{0,30}}?{FIGURE}|"
    rf"\bdetect[aá]vel[^.;]{{0,30}}?{FIGURE}|検出したい[^。]{{0,12}}?{FIGURE}|"
    rf"\bdetectable[^.;]{{0,30}}?{FIGURE}|最小可(?:检测|检出)|"
    rf"能检测[^。]{{0,12}}?{FIGURE}|検出(?:可能|できる)",
)
"""The smallest effect that the test can or should detect."""
