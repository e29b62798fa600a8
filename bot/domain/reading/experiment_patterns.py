"""The phrases of how many take part in an experiment."""

from bot.domain.reading.design_patterns import UNITS
from bot.domain.reading.patterns import DATE, FIGURE, PERIOD, QUANTITY, pattern

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
    r"\b(?:todos l[oe]s|todas las|todos os|todas as|tous les|toutes les|alle|sämtliche) (?!jours|días|dias|semaines|"
    r"semanas|"
    r"meses|mois|tage|wochen|monate|anderen|zwei|drei)[a-zà-ÿ]{4,}|所有(?:的)?(?:门店|用户|店|客户|医院)|全店舗|全(?:ての|)(?:店|顧客)|"
    r"\b(?:half|a (?:third|quarter|fifth|tenth)|two thirds|all) (?:of )?(?:the |our )?(?:\w+ )?(?:fleet|network|"
    r"estate|base|portfolio|"
    r"population|workforce|audience|crews?|staff|force)\b|"
    # 1 > 10 > 50 > 100: shares that end with all; 2 x 5000; fifty-fifty
    r"(?<![0-9.,])[0-9]{1,2}\s?%?\s?(?:-*>|/|,|;|then|to)\s?(?:[0-9]{1,2}\s?%?\s?(?:-*>|/|,|;|then|"
    r"to)\s?){0,5}100(?![0-9.,])|"
    r"(?<![0-9.,])[2-9]\s?[x\u00d7]\s?[0-9]{2,}|\bfifty[-/ ]fifty\b|\bhalf[- ](?:and[- ])?half\b|[0-9]\s?(?:pct|"
    r"percent)\s"
    r"(?:holdout|control|canary|holdback|sample)\b",
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
    rf"\b(?<!wave )(?<!step )(?<!phase )(?<!stage )(?<!week )(?<!line )(?!20[0-2][0-9]\b|"
    rf"0[.,])(?<![.,])[0-9]+(?:[.,](?<![0-9])[0-9]++)*\s?k?\s(?!{PERIOD}\b)(?:(?!(?:points?|percent|"
    rf"pp)\b)[a-z-]+\s){{0,2}}?(?!(?:{PERIOD}|"
    rf"points?|steps?|"
    rf"stages?|waves?|phases?|folds?|minutes?|mins?|seconds?|secs?|euros?|dollars?|pounds?|times|ms|us|is|"
    rf"was|has|as|plus|less|pps|bps|kwh|versus|unless|across|always|does|falls|rises|drops|improves|goes|gets|stays|"
    rf"follows|starts|comes|joins|wins|previous|winters|"
    rf"nights|evenings|mornings|afternoons|weekends|cycles|periods|intervals|slots|blocks|windows|summers|seasons|"
    rf"harvests|campaigns|"
    rf"checkpoints?|models?|seeds|epochs|rates|architectures|embeddings)\b)[a-z-]{{2,}}s\b|\b(?:everyone|everybody)\b",
    rf"{FIGURE}\sof (?:them|these|those)\b|\bsample size\b[^.;0-9]{{0,15}}?{FIGURE}",
    rf"\b(?:(?:la )?moitié|la mitad|metade|(?:die )?hälfte) (?:des|de|der|del|dos|das|von)\b|\b(?:ten|twelve|fifteen|"
    rf"twenty|thirty|forty|fifty|sixty|a hundred|a dozen)\s"
    rf"(?!{PERIOD}\b|minutes|points|steps)[a-z]{{2,}}s\b",
    rf"{FIGURE}\s?(?:%|pct|percent)\s(?:of|der|des|du|de|del|dos|das)\s(?:the |all |our |los |las |les )?(?!sales|"
    rf"revenue|"
    rf"savings|cost|costs|baseline|losses|margin|value)[a-z]+|{FIGURE}\s(?:each\b|apiece\b|per (?:arm|group|variant|"
    rf"side|cell))|"
    rf"\bevery (?:second|other|third|fourth|fifth|tenth|nth|new)? ?{UNITS}\b|\bevery (?:third|fourth|fifth|tenth|nth|"
    rf"[0-9]+th) "
    rf"(?!{PERIOD}|shift|night|turn)\w+|\bone \w+ in (?:two|three|four|five|six|eight|ten|twenty|{FIGURE})\b|"
    rf"{FIGURE}\s(?:mil|mill|tsd|tausend)\b",
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
    rf"\b(?:first|starting (?:at|with)|start (?:at|with)|from)\s{FIGURE}\s?%(?! (?:is|are|on|up)\b)|{FIGURE}\s?% "
    rf"(?:first|at first|to start|initially|(?:will )?(?:keeps?|gets?|sees?|stays?|remains?|receives?|hears?|uses?) "
    rf"(?:the|on|it)\b)|\b[0-9]+ ?%\s?(?:,|/|then|-+>|"
    rf">|to)\s?(?<![0-9])[0-9]++(?!\s?(?:{PERIOD}|d|w|wk|mo|[x\u00d7])\b)",
    r"各[0-9一二三四五六七八九十百千万,]+人?|(?<![0-9,])[0-9,]++万?(?:人|名|个用户|家|店舗|ユーザー|件|用户|店)|"
    r"の(?<![0-9])[0-9]++ ?%|(?<![0-9])[0-9]++%[的の]?(?:用户|流量|门店|客户|ユーザー|流量|トラフィック|顧客)|"
    r"一半|半数|の半分|半分の(?:ユーザー|顧客|店|人)",
)
"""How many take part, or what share."""

THRESHOLD = pattern(
    "threshold",
    rf"\b(?:agree|match|right|correct|miss|wrong|fail)\w*\b[^.;]{{0,30}}?{FIGURE}\s?(?:%|percent)\sof\s\w+|"
    rf"\b(?:exceeds?|over|above|below|under|more than|less than|fewer than|at least|at most|beyond|"
    rf"reach(?:es)?)\s{FIGURE}\s?(?:%|"
    rf"percent)\sof\s\w+|"
    rf"\b(?:per|pro)\s{FIGURE}\s\w+|\b(?:at least|at most|by|of|saves?|gains?|with|do|does)\s{FIGURE}\s(?:more|fewer|"
    rf"less|extra|additional)\s\w+"
    rf"|\b(?:detect|pick up|picks up|notice|spot|resolve|save|saves)\s(?:about |roughly )?"
    rf"{FIGURE}\s?(?:%|percent)\sof\s\w+",
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
