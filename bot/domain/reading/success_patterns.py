"""The phrases of success statements, in English and the languages that people mix in."""

from bot.domain.reading.patterns import DATE, EVENT, FIGURE, PERIOD, QUANTITY, pattern

_NUMBER_UNIT = r"(?:\s?(?:%|pp\b|percent\b|points?\b|[a-zµ€$£]+\b)(?:\s(?:per|a|an|/)\s?[a-z]+)?)?"
_ARROW = r"\s?(?:-+>|=>|>|to|down to|up to|auf|à|a|降到|降至|升到|升至|提高到|到|から)\s?"
_NOW = (
    r"(?:currently|now|today|at present|presently|at the moment|so far|this (?:spring|summer|autumn|"
    r"winter)|so far this (?:year|month|quarter)|"
    r"last (?:spring|summer|autumn|winter|year|month|quarter|week|season)|right now|as of now|status quo|"
    r"to date|at baseline|before the (?:model|launch)|"
    r"aktuell|derzeit|heute|zurzeit|actuellement|aujourd'hui|actualmente|"
    r"hoy|ahora|hoje|atualmente|目前|现在|現在|当前|去年|昨年)"
)
_REACH = (
    r"(?:targets?|goals?|aim(?:ing)?(?: for| at)?|reach(?:es|ing)?|hit(?:s|ting)?|achieve|at least|"
    r"at most|no more than|no fewer than|fewer than|"
    r"less than|more than|above|below|under|over|beyond|exceeds?|exceeding|minimum(?: of)?|"
    r"maximum(?: of)?|want(?:ed)?|must be|should be|shall be|needs? to be|has to be|"
    r"get(?:ting)? (?:it |this |that )?(?:down |up )?to|expect(?:s|ed)?|"
    r"bring(?:ing)? (?:\w+ ){0,3}(?:down |up )?to|down to|up to|mindestens|höchstens|unter|über|ziel|soll|"
    r"au moins|moins de|plus de|"
    r"objectif|cible|al menos|menos de|más de|objetivo|meta|pelo menos|"
    r"mais de|至少|目标|低于|高于|超过|達成|目標|以上|以下|未満|≥|≤|>=|<=|(?<![-=0-9%])>|<)"
)
_MOVE = (
    r"(?:reduc(?:e|es|ed|ing|tion)(?: of| in)?|cut(?:s|ting)?|lower(?:s|ed|ing)?|decreas(?:e|es|ing)|"
    r"drop(?:s|ping)?|fall(?:s|ing)?|shrink|down(?: by)?|"
    r"increas(?:e|es|ing)|rais(?:e|es|ing)|lift(?:s|ing)?|grow(?:s|ing|th)?|improv(?:e|es|ing)|boost|"
    r"up(?: by)?|save[sd]?|saving|rises?|gain|uplift|"
    r"senken|reduzieren|steigern|erhöhen|sinkt|steigt|réduire|baisser|"
    r"augmenter|baisse|hausse|reducir|bajar|aumentar|subir|reduzir|diminuir|"
    r"减少|降低|提高|提升|增加|下降|削減|減らす|改善|増加)"
)
_OBSERVED = (
    r"(?:\b(?:rose|fell|dropped|went|grew|saw|spent|climbed|jumped|declined|(?:improved|increased|"
    r"decreased|gained|lost|moved) (?:by|from|since|after|for|to)|"
    r"have (?:risen|fallen|dropped|improved|grown)|has (?:risen|fallen|"
    r"dropped|improved|grown|been)|was|were|had)\b|上升了|下降了|提高了|增加了|ました)"
)

OBSERVED = pattern("observed", _OBSERVED)
FUTURE = pattern(
    "future",
    rf"\b(?:will|expect|expects|expected|hope|plan to|must|should|want|target|goal|aim|to reach|needs? to|"
    rf"by\s(?:the\s)?{DATE})\b",
    r"目标|目標|要|までに",
)

BASELINE = pattern(
    "baseline",
    rf"\bfrom\s(?:about |around |currently |today's )?{QUANTITY}",
    rf"\b(?:von|vom|depuis|desde)\s{FIGURE}",
    rf"\bde\s{FIGURE}[^.;]{{0,15}}\s(?:à|a|para)\s{FIGURE}",
    rf"(?:从|由){FIGURE}|{FIGURE}\s?(?:%|件|日|分|時間|円)?\s?から",
    rf"(?<![-.0-9]){FIGURE}{_NUMBER_UNIT}\s?(?:-+>|=>|>)\s?{FIGURE}",
    rf"(?:baseline|base line|ausgangswert|référence|línea base|linha de base|基线|基準)[^.;,]{{0,25}}?{QUANTITY}",
    rf"\b{_NOW}\b[^.;]{{0,25}}?(?<![-/]){QUANTITY}",
    rf"(?:目前|现在|現在|当前|去年|昨年)[^.;。、]{{0,12}}?{FIGURE}",
    rf"{QUANTITY}[^.;,0-9]{{0,30}}?\b{_NOW}\b",
    rf"\b(?:stands? at|sits? at|runs? at|hovers? at|is at|are at|liegt bei|was|were|used to be|averaged|"
    rf"averages)\s(?:about |around |roughly )?{QUANTITY}",
    rf"(?<!target )(?<!goal )(?<!kpi )(?<!success )\b(?:is|are|ist|sind|est|es|é)\s(?:about |around |"
    rf"roughly )?{FIGURE}",
    rf"\b(?:instead of|compared (?:to|with)|against|versus|vs\.?|rather than|statt)\s(?:the |our |a |"
    rf"today's |last year's )?(?:[a-z]+ ){{0,2}}?{FIGURE}",
)
"""A level of the past or the present."""

TARGET = pattern(
    "target",
    rf"\b{_REACH}[^.;0-9]{{0,30}}?{QUANTITY}",
    rf"(?:至少|目标|低于|高于|超过|目標|≥|≤|>=|<=|<|(?<![-=0-9%a-z])>)[^.;。]{{0,12}}?{FIGURE}",
    rf"{FIGURE}{_NUMBER_UNIT}{_ARROW}{FIGURE}",
    rf"\b{_MOVE}\b[^.;0-9]{{0,40}}?{QUANTITY}",
    rf"(?:减少|降低|提高|提升|增加|下降|削減)[^.;。]{{0,12}}?{FIGURE}|{FIGURE}\s?(?:%|件|日|分|"
    rf"時間|円)?\s?(?:削減|減|増|以上|以下|未満|改善|にする|まで)",
    rf"{QUANTITY}{_NUMBER_UNIT}\s(?:less|fewer|more|lower|higher|reduction|increase|decrease|drop|better|"
    rf"faster|shorter|cheaper|wanted|targeted|aimed|hoped|promised|expected|uplift|growth|improvement|"
    rf"weniger|mehr|de moins|de plus|menos|más|mais)\b",
    rf"\b(?:saved?|saving)\b[^.;]{{0,25}}?{FIGURE}",
    r"\b(?:halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ing)|"
    r"quadruple|cut in half|by half|by a (?:third|quarter|fifth|tenth)|"
    r"by two thirds|one (?:third|quarter|fifth|tenth) (?:less|fewer|more)|"
    r"halbieren|verdoppeln|diviser par|doubler|reducir a la mitad|duplicar|"
    r"reduzir pela metade|dobrar)\b|减半|翻倍|半減|倍増",
    r"\b(?:zero|eliminate all|eliminat(?:e|es|ing)|null|cero|zéro)\b(?!-)|清零|ゼロ",
    rf"{QUANTITY}{_NUMBER_UNIT}[^.;0-9]{{0,25}}?\b(?:by|before|until|within|bis|avant|antes de|"
    rf"até)\s(?:the\s)?(?:{DATE}|{FIGURE}|[a-z]+)",
    r"(?:^|[\s(])[-+]\s?[0-9][0-9.,]*\s?(?:%|pp\b)",
)
"""A level or change to reach."""

WISH = pattern(
    "wish",
    r"\b(?:would like to|want to|wish to|hope to|should|needs? to|has to|have to|must) (?:\w+ )?(?:cut|"
    r"reduce|lower|shrink|fall|drop|rise|grow|increase|improve|be (?:shrinking|falling|rising|growing|"
    r"lower|higher)|come down|go (?:up|down))\b|\btoo (?:high|low|many|much|few|long|slow)\b",
)
"""A direction without a level."""

STANDING = pattern(
    "standing",
    r"\b(?:costs?|takes?|loses?|lose|needs?|spends?|spend|have|has|pay|pays|wastes?|gets?|receives?|see|"
    r"sees|handles?|kostet|dauert|coûte|cuesta|custa)\b",
)
"""Says in the present what something costs or takes."""

DEADLINE = pattern(
    "deadline",
    rf"\b(?:by|before|until|till|til|no later than|not later than|latest|in time for|ahead of|come|on|"
    rf"judged (?:on|at|in)|measured (?:on|in|at)|due|deadline:?|for|in|at|bis(?: zum| zu| ende)?|vor|avant|"
    rf"d'ici|d'ici à|fin|antes de|antes del|para|hasta|até|a finales de|no fim de)\s(?:the\s|our\s|le\s|"
    rf"la\s|el\s|o\s|als?\s)*(?:{DATE}|may\b)",
    rf"\b(?:end|ende|fin|finales|fim)\s(?:of|de|du|des|del)?\s?{DATE}",
    r"\b(?:by|before|until|bis)\s(?:the\s)?(?:next|end|close|time)\b",
    rf"\b(?:within|in|after|innerhalb von|nach|dans|sous|après|en|dentro de|após|em)\s(?:the first\s|the\s|"
    rf"a\s|an\s)?{QUANTITY}?\s?(?:\w+\s)?{PERIOD}\s(?:of|after|from|since|nach|après|después de|após|"
    rf"depois d[eo])\s(?:the\s|a\s)?{EVENT}",
    rf"{QUANTITY}\s{PERIOD}\s(?:after|post|from|into|nach|après|después|após)[- ](?:the\s|a\s)?{EVENT}",
    rf"\b(?:one|a|{QUANTITY})\s{PERIOD}\safter\s(?:{EVENT}|we (?:start|launch|go))",
    rf"(?:{DATE})(?:前|之前|までに|末まで|以内|底前)|(?:截至|到){DATE}|"
    rf"{EVENT}后?[0-9一二三四五六七八九十]+{PERIOD}(?:内|以内)?",
    rf":\s?{DATE}\b|\bdeadline\b[^.;]{{0,20}}?{DATE}|[,(]\s?(?:{DATE})\s?[).]?$",
)
"""When it is judged: a date, or a bounded time after a named event."""

WITHIN = pattern(
    "deadline",
    r"\b(?:this|next) (?:year|quarter|season|half|month)\b",
    r"\b(?:within|in)\s(?:the next\s|a\s|"
    rf"an\s)?{QUANTITY}?\s?{PERIOD}\b(?!\s(?:of|are|is|before)\b)",
)
"""A time from now on; only where a target stands before it, because "readmission within 30 days" is a metric."""

UNIT = pattern(
    "unit",
    r"(?:^|[\s(])%(?=\s(?:of|der|de|du)\b|\))|\b(?:percentage|percent|share) of\b|\bin (?:%|percent|€|\$|"
    r"£|eur|usd|hours|days|minutes)(?![a-z])",
    rf"{QUANTITY}\s?(?:%|percent|per cent|pct|pp\b|ppt\b|"
    rf"percentage points?|‰|bps\b|prozent|pour cent|por ciento|por cento)",
    r"[€$£¥₹]\s?[0-9]|[0-9](?:\.(?<![0-9])[0-9]++)?\s?(?:k|m|bn|mio|mrd)?\s?(?:€|\$|£|"
    r"eur\b|keur\b|usd\b|gbp\b|chf\b|euros?\b|dollars?\b|pounds?\b|元|円|万元)",
    rf"{QUANTITY}\s?(?:k\s)?(?:working\s|business\s|analyst\s|staff\s|"
    rf"man[- ]?|labou?r\s)?(?:ms|s|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|h|"
    rf"d|days?|wks?|weeks?|months?|years?|stunden?|minuten|tagen?|wochen|"
    rf"heures?|jours?|horas?|días|dias|天|小时|分钟|日|時間|分)(?![a-z])(?![- ](?:old|"
    rf"window|retention))",
    rf"{QUANTITY}\s(?:a|per|an|each|every|/)\s?(?:hour|shift|day|week|month|quarter|year|line|run|night)\b",
    r"(?:\bof|out of|in|von|sur|de cada)\s(?:ten|a hundred|10|100|1,?000)\b",
    rf"{QUANTITY}\s(?!(?:to|by|and|or|in|on|at|before|after|within|until|now|today|per|from|of|the|is|for|"
    rf"as|a|less|more|fewer|times?|vs|versus|than|with|without|this|last|next|bis|auf|und|à|y|e|us|points?|"
    rf"news|basis|always|was|has|does|unless|across|plus|sales?\sin)\b)(?:[a-z-]+\s){{0,2}}?(?!(?:this|was|"
    rf"is|has|as|us|plus|always|less|basis|unless|across|towards?)\b)[a-z-]{{2,}}s\b",
    rf"{QUANTITY}\s(?:[a-z-]+\s){{0,2}}?[a-z-]+\s?(?:per|/|a|an|each)\s?(?:day|week|month|year|hour|order|"
    rf"shift|customer|user|patient|stay|ride|mile|km|100|1,?000|store|line|parcel)\b",
    rf"{QUANTITY}\s?(?:件|人|个|台|次|回|单|kg|km|kwh|mwh|gwh|tonnes?|tons?|t\b|l\b|"
    rf"litres?|liters?|g/km|people|staff|fte|customers|users)",
)
"""A quantity with its unit."""

CAUSE = pattern(
    "cause",
    r"\b(?:because of|due to|thanks to|owing to|caused by|driven by|credited to|attribut(?:e|ed|able) to|"
    r"down to|as a result of|explained by|the result of|result(?:s|ed)? from|comes? from|wegen|dank|"
    r"aufgrund|grâce à|à cause de|gracias a|debido a|graças a|devido a)\s(?:\w+\s){0,3}?(?:model|ai|ml|"
    r"algorithm|system|bot|assistant|tool|recommender|recommendations?|controller|classifier|forecast|"
    r"engine|programme|program|project|feature|software|launch|chatbot|copilot|we|us|our|ki|modell|modèle|"
    r"ia|modelo|it)\b",
    r"\b(?:proves?|proved|proof that|proof of|shows? that|showed that|demonstrates?|demonstrated|"
    r"confirms?|confirmed|means that|evidence that|beweist|zeigt,? dass|prouve|montre que|demuestra|"
    r"prova que|mostra que)\b(?:[^.;]{0,60}?)\b(?:model|ai|ml|algorithm|system|bot|assistant|tool|"
    r"recommender|controller|works?|working|worked|caused|causes|effect|impact|success|value|it|we|modell|"
    r"wirkt|marche|funciona|programme|engine)\b",
    r"\b(?:so|therefore|thus|hence|consequently|which means|also|donc|por lo tanto|"
    r"portanto)\b[,:]?\s(?:the\s|our\s)?(?:\w+\s){0,3}?(?:makes?|raises?|increases?|drives?|causes?|"
    r"reduces?|lowers?|improves?|boosts?|works?|worked|saved?|did|made|caused|helps?|pays?|is responsible|"
    r"is working)\b",
    r"\b(?:model|ai|algorithm|bot|assistant|tool|recommender|recommendations|controller|system|chatbot|"
    r"engine|programme|copilot)\b\s(?:alone\s)?(?:has\s|have\s|already\s|clearly\s|obviously\s)*(?:caused|"
    r"drove|increased|raised|reduced|saved|lifted|cut|boosted|delivered|made|brought|generated|lowered|"
    r"did)\b",
    r"\b(?:all|any|every|whatever|the whole|entire)\b[^.;]{0,40}?\b(?:is|are|can be|will be|counts? as|"
    r"count)\s(?:\w+\s)?(?:ours|due|thanks|because|credited|attributed|down to|the model's|the ai's)\b",
    r"\b(?:our|the model's|the ai's|its) (?:doing|merit|credit|achievement|contribution)\b|(?:€|\$|£|"
    r"[0-9]|\b(?:savings?|growth|revenue|gains?|uplift|value|profit|improvements?)\b)[^.;]{0,20}\b(?:from|"
    r"by) (?:the |our )?(?:model|ai|ml|algorithm|bot|assistant|recommender|chatbot|copilot)\b|"
    r"\btake credit\b|\bcredit goes to\b|\bno need (?:for|of) a (?:test|control|experiment)\b",
    r"因为模型|由于模型|多亏|归功于|证明了?模型|说明模型|モデルのおかげ|モデルによって|モデルの効果だ|モデルの成果",
)
"""Says that the model did it."""

TRIAL = pattern(
    "trial",
    r"\ba/b\b|\bab[- ]test|\brandomi[sz]|\brandom(?:ly)? assign|"
    r"\bcontrol (?:group|arm|region|stores?|sites?|market)|"
    r"\bholdout (?:group|customers|users)|\bhold-?out\b|\bexperiment|"
    r"\btest (?:group|arm)|\bversus control\b|\bvs\.? control\b|"
    r"\btreatment\b|\bdifference[- ]in[- ]difference|\bsynthetic control|"
    r"\bcontrol(?:s|led)? (?:trial|for)|\bkontrollgruppe|"
    r"\bgroupe (?:de )?contrôle|\bgrupo (?:de )?control|\bmatched\b|随机|对照|"
    r"ランダム|対照群|switchback",
)
"""A valid comparison."""

DENIED = pattern(
    "denied",
    r"\b(?:would|does|do|did|will|can|could)\s?(?:not|n't)\s(?:alone\s|by itself\s|yet\s)?(?:show|prove|"
    r"mean|tell|say|claim|be credited|count|credit)|\bnot (?:proof|evidence|enough|claim|credit)|"
    r"\bno proof\b|\bcannot (?:be )?(?:claim|say|show|prove|credit|credited|attribute)|\bwe (?:do not|"
    r"don't|make no|won't) claim|\bwithout claiming\b|\bnot because of\b",
)
"""Refuses the claim."""

GUARDRAIL = pattern(
    "guardrail",
    r"\bguard[- ]?rails?\b|\bdo[- ]no[t]?[- ]harm\b|\bsafety (?:metric|net|"
    r"check)\b|\btrip-?wire\b|\b(?:capped|limited|bounded) (?:at|to|by)\b|"
    r"\ba (?:cap|ceiling|floor) (?:on|of|for)\b|\bcounter[- ]?metrics?\b|"
    r"\bleitplanke\b|\bgarde[- ]fou|护栏|ガードレール|守り指標",
    r"\b(?:while|whilst|as long as|provided(?: that)?|with|and|but|;|,)\s[^.;]{0,50}?\b(?:holds?|held|"
    r"stays?|staying|remains?|remaining|is kept|are kept|(?:stays? |remains? |kept )?(?:flat|stable|"
    r"constant|steady|unchanged|level)|not (?:affected|hurt|harmed|worse)|where (?:it|they) (?:is|are)|"
    r"as (?:it|they) (?:is|are)|at today's level|at current level)\b",
    r"\b(?:keep(?:ing)?|hold(?:ing)?|maintain(?:ing)?|protect(?:ing)?|preserv(?:e|"
    r"ing))\s[^.;]{0,40}?\b(?:flat|stable|constant|steady|unchanged|level|where (?:it|they) (?:is|are)|"
    r"as (?:it|they) (?:is|are)|above|below|under|over|at|intact)\b",
    r"\b(?:without|not)\s(?:hurting|harming|losing|increasing|raising|lowering|reducing|sacrificing|"
    r"damaging|worsening|more|additional|extra|any (?:more|increase|rise|loss|drop|extra)|(?:a )?(?:rise|"
    r"drop|loss|increase|decline|decrease|fall|dip) in)\b",
    r"\b(?:must|may|should|shall|can|do|does|will|is|are|to|darf|dürfen)\s?(?:not|n't|never|nicht|"
    r"no)\s(?:be\s|get\s)?(?:\w+\s)?(?:fall|falls|drop|drops|rise|rises|suffer|suffers|worsen|deteriorate|"
    r"decline|increase|decrease|exceed|go (?:up|down|above|below|over|under)|slip|dip|get worse|be worse|"
    r"grow|climb|shrink|be (?:lower|higher|allowed)|sinken|steigen|leiden)\b",
    r"\bno (?:worse|increase|rise|drop|decline|decrease|loss|fall|deterioration|degradation|higher|lower|"
    r"more|additional|extra|harm|change) (?:than|in|of|to|from|by)?\b",
    r"\bnot\s(?:to\s)?(?:be\s)?(?:exceed(?:ed|ing)?|below|above|over|under|at the (?:expense|cost) of|"
    r"higher|lower|worse|more|less|fall|drop|rise)\b",
    r"\bat no (?:expense|cost|loss)\b|\bdo no harm\b|\bnever (?:above|below|over|under|more|less)\b",
    r"[,;]\s[a-z][^.;,]{0,40}?\b(?:max(?:imum)?\.?|min(?:imum)?\.?|at most|capped at|flat|held|"
    r"unchanged|stable|constant|steady)\b",
    r"\b(?:bei|avec|con|com)\s[^.;]{0,30}?\b(?:stabil|gleichbleibend|konstant|constante?s?|stables?|"
    r"estables?|estável|constante)\b|\bsans (?:dégrader|augmenter|réduire|perdre)|\bsin (?:empeorar|"
    r"aumentar|reducir|perder|afectar)|\bsem (?:piorar|aumentar|reduzir|perder|afetar)|\bohne (?:dass|"
    r"mehr|höhere|steigende)",
    r"不(?:能|得|可|应)?(?:下降|上升|降低|增加|变差|恶化|超过|低于|高于)|保持不变|不变|維持|悪化させず|悪化しない|"
    r"落とさず|下げずに|増やさず",
)
"""Something that must not get worse."""

NOTHING = pattern(
    "nothing",
    r"\b(?:nothing|everything|anything|all else|the rest|no other (?:metric|kpi|number)s?|nichts|rien|"
    r"nada)\b[^.;]{0,30}?\b(?:worse|suffer|break|change|changes|flat|stable|same|fall|drop|deteriorate|"
    r"empeor|pire|schlechter)",
)
"""A bare "nothing may get worse", which names no thing."""
