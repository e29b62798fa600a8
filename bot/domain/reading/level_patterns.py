"""The phrases that say where a measure stands and where it shall get to."""

from bot.domain.reading.claim_patterns import DOER
from bot.domain.reading.patterns import DATE, FIGURE, NUMBER_WORDS, PERIOD, QUANTITY, pattern

NUMBER_UNIT = (
    r"(?:\s?(?:%|pp\b|percent\b|per cent\b|points?\b|[a-zµ€$£]+\b|个?[百千万亿億天日月年秒分小时時間元円件人次名台])"
    r"(?:間)?(?:\s?(?:per|a|an|/)\s?[a-z0-9]+)?)?"
)
"""What may stand behind a figure as its unit."""

_ARROW = (
    r"\s?(?:-+>|=+>|>|to|down to|up to|auf|à|a|para|降到|降至|降低到|降为|升到|升至|提高到|提升到|增加到|增至|缩短到|"
    r"缩短至|"
    r"减少到|减至|减到|到|至|から|から(?:.{0,8}?)に|へ)\s?"
)
_NOW = (
    r"(?:currently|now(?! on\b)|nowadays|today|at present|presently|at the moment|so far|this (?:spring|summer|autumn|"
    r"winter)|so far this (?:year|month|quarter)|(?:last|the previous|previous|the past) (?:spring|summer|autumn|"
    r"winter|year|month|quarter|week|season|fiscal year|harvest|campaign|term)|right now|as of (?:now|today)|"
    r"status quo|as[- ]is|to date|at baseline|historically|previously|formerly|before the (?:model|launch|pilot|"
    r"tool|change|rollout|project|system|bot|ai)|before launch|pre-launch|aktuell|derzeit|heute|zurzeit|bisher|"
    r"momentan|ist(?=:)|letztes jahr|vorjahr|actuellement|aujourd'hui|l'an dernier|l'année dernière|actualmente|hoy|"
    r"ahora|el año pasado|hoje|atualmente|agora|ano passado|no ano passado)"
)
_REACH = (
    r"(?:targets?|goals?|aim(?:s|ing)?(?: for| at)?|reach(?:es|ing)?|hit(?:s|ting)?|achieve|at least|"
    r"at most|no more than|not more than|no fewer than|no less than|fewer than|ideally|"
    r"less than|more than|above|below|under|over|beyond|exceeds?|exceeding|min(?:\.|imum)?(?: of)?|"
    r"max(?:\.|imum)?(?: of)?|want(?:ed)?|must be|should be|should become|shall be|becomes?|needs? to be|has to be|"
    r"get(?:ting|s)? (?:it |this |that |us )?(?:down |up )?to|go(?:es|ing)? (?:down |up )?to|expect(?:s|ed)?|"
    r"towards?|happy (?:with|at)|satisfied (?:with|at)|content with|to-be|"
    r"bring(?:s|ing)? (?:\w+ ){0,3}(?:down |up )?to|down to|up to|mindestens|höchstens|maximal|unter|über|ziel|"
    r"zielwert|soll|sous(?= [0-9])|en dessous de|au-dessus de|por debajo de|por encima de|abaixo de|acima de|"
    r"au moins|au plus|moins de|plus de|objectif|cible|al menos|como máximo|menos de|más de|objetivo|"
    r"meta|pelo menos|no máximo|mais de|a gain of|gain of|success (?:is|=|at|means)|a success at)"
)
_REACH_SIGNS = r"(?:至少|目标|低于|高于|超过|不超过|達成|目標|≥|≤|>=|<=|<|(?<![-=0-9%a-z])>)"
_MOVE = (
    r"(?:reduc(?:e|es|ed|ing|tion)(?: of| in)?|cut(?:s|ting)?|lower(?:s|ed|ing)?|decreas(?:e|es|ing)|"
    r"drop(?:s|ping)?|fall(?:s|ing)?|shrink(?:s|ing)?|shorten(?:s|ing)?|down(?: by)?|bring(?:s|ing)? down|"
    r"increas(?:e|es|ing)|rais(?:e|es|ing)|lift(?:s|ing)?|grow(?:s|ing|th)?|improv(?:e|es|ing|ement)|boost(?:s|ing)?|"
    r"up(?: by)?|add(?:s|ing)?|bring(?:s|ing)? in|take(?:s)? out|free(?:s|ing)? up|save[sd]?|saving|rises?|gain|"
    r"uplift|extra|additional|another|push(?:es|ing)?|trim(?:s|ming)?|"
    r"slash(?:es|ing)?|avoid(?:s|ing)?|prevent(?:s|ing)?|win(?:s|ning)? back|"
    r"senken|reduzieren|verkürzen|steigern|erhöhen|sinken|steigen|sinkt|steigt|réduire|baisser|diminuer|passer|"
    r"augmenter|baisse|hausse|reducir|bajar|disminuir|aumentar|subir|reduzir|diminuir|baixar|cortar)"
)
_MOVE_UNSPACED = r"(?:减少|降低|提高|提升|增加|下降|缩短|削減|減らす|改善|増加|短縮)"
_OBSERVED = (
    r"(?:\b(?:(?:who|that|which) (?:use|used|opted|chose|asked|tried|adopted|switched|volunteered)\b[^.;]{0,40}?[0-9]|"
    r"(?!(?:expected|wanted|needed|targeted|required|planned|desired|hoped|projected|promised|tried|speed|need|"
    r"feed)\b)[a-z]{3,}ed "
    r"(?:about |around )?[0-9.,]+ ?% (?:more|less|fewer|faster|higher|lower)|rose|fell|dropped|went|grew|saw|spent|"
    r"climbed|jumped|declined|(?:improved|increased|"
    r"decreased|gained|lost|moved|shrank|sank|slid|slipped) (?:by|from|since|after|for|to)|"
    r"(?:is|are) (?:already |now )?(?:down|up) (?:by )?(?:about )?[€$£]?[0-9]|"
    r"have (?:risen|fallen|dropped|improved|grown)|has (?:risen|fallen|"
    r"dropped|improved|grown|been)|is saving|are saving|was|were|had|(?:(?<=[a-z]\s)(?:buy|spend|use|sell|earn|save)|"
    r"buys|spends|uses|sells|earns|saves) "
    r"(?:about |around )?[0-9.,]+ ?% (?:more|less|fewer)|showed|saved (?:us |about )?[€$£]?[0-9]|(?:a/b(?: test)?|"
    r"test|experiment|replay|backtest|"
    r"simulation|pilot|trial|dry run) (?:says?|shows?|gives?|suggests?|"
    r"promises?|yields?)|[0-9] ?% (?:after|since) (?:the )?(?:launch|go-?live|"
    r"roll-?out|introduction)|gesunken|gestiegen|war|waren|a baissé|a augmenté|"
    r"bajó|subió|caiu|subiu)\b(?! (?:must|should|shall|may|cannot|can't)\b)|上升了|下降了|提高了|增加了|ました)"
)

_SHARE_GONE = (
    rf"\b(?:half|a third|a quarter|two thirds|[0-9]+ ?%) of (?:the |our |all |these )?{FIGURE}\s[^.;,]{{1,50}}?"
    rf"\b(?:gone|eliminated|removed|avoided|saved|automated|prevented|disappear|vanish)\b|\bdie hälfte der {FIGURE}\s"
    rf"[^.;,]{{1,50}}?\b(?:weg|entfällt|entfallen|vermieden)\b|\bla moitié des {FIGURE}\s[^.;,]{{1,50}}?\b(?:en moins|"
    rf"évitée?s?|supprimée?s?)\b|\b(?:la mitad de l[oa]s|metade d[oa]s) {FIGURE}\s[^.;,]{{1,50}}?\b(?:menos|"
    r"evitad[oa]s|"
    r"eliminad[oa]s)\b"
)
"""A share of what there is now shall be gone: both where it stands and where it shall get to."""

OBSERVED = pattern("observed", _OBSERVED)
CHANGED = pattern(
    "changed",
    rf"\b(?:rose|fell|dropped|went|grew|climbed|jumped|declined|shrank|sank|slid)\b[^.;]{{0,60}}?{FIGURE}|"
    rf"\b(?:was|were)\b[^.;]{{0,15}}?{FIGURE}[^.;]{{0,50}}?\b(?:then|and)\s{FIGURE}[^.;]{{0,12}}?\b(?:after|since)\b|"
    rf"\b(?:was|were)\b[^.;]{{0,15}}?{FIGURE}[^.;]{{0,25}}?\bbefore\b[^.;]{{0,40}}?{FIGURE}[^.;]{{0,12}}?\bafter\b|"
    rf"{FIGURE}{NUMBER_UNIT}\s(?:[a-z]+\s)?before\b[,;]?\s[^.;]{{0,25}}?{FIGURE}{NUMBER_UNIT}\s"
    r"(?:[a-z]+\s)?after\b(?! (?:the )?[a-z]+ing)",
)
"""Both levels lie in the past: one before and one after."""
FUTURE = pattern(
    "future",
    r"\b(?:will|expect|expects|expected|hope|plan to|must|should|want|wanted|target|goal|aim|to reach|needs? to|"
    r"going to|reduce|(?<!ai )(?<!model )(?<!tool )(?<!bot )(?<!app )(?<!system )cut|halve|"
    r"(?<!% )(?<!percent )lower(?! (?:among|in|for|than|where|with)\b)|raise|ziel|soll|"
    rf"objectif|objetivo|meta|by\s(?:the\s)?{DATE})\b|=>|->",
    r"目标|目標|要|までに",
)
"""Speaks of what is to come, so that figures in the sentence may be a goal."""

_MEASURED = rf"(?:about |around |roughly |approximately |some |currently |ca\.? |circa |~)?{QUANTITY}"

BASELINE = pattern(
    "baseline",
    rf"\b(?:from|starting (?:at|from)|start (?:at|from))\s(?:about |around |currently |today's )?{QUANTITY}",
    rf"\b(?:depuis|desde)\s{FIGURE}",
    rf"\bvo[nm]\s{FIGURE}(?=[^.;]{{0,40}}?\s(?:auf|zu|bis|->|=>|>)\s(?:etwa |rund |ca\.? )?{FIGURE})|"
    rf"\bdel\s{FIGURE}(?=[^.;]{{0,40}}?\sal?\s"
    rf"{FIGURE})",
    r"\b(?:cut|halv|reduc|shorten|bring|slash|lower|get|shrink|clear)\w* (?:down )?(?:the|our|"
    rf"today's) {FIGURE}-(?:minute|hour|day|"
    r"week|month|year|percent|point)s?\b",
    rf"{FIGURE}{NUMBER_UNIT}\s[^.;,0-9]{{0,40}}?\b(?:on|in|at) {DATE}(?=\s?[,;]\s?(?:and |"
    rf"to )?{FIGURE}{NUMBER_UNIT}\s[^.;,0-9]{{0,30}}?"
    rf"\b(?:on|by|in|at) {DATE})",
    rf"\bde\s{FIGURE}[^.;]{{0,15}}\s(?:à|a|para)\s{FIGURE}",
    rf"(?:从|由){FIGURE}|{FIGURE}\s?[^\s0-9a-z]{{0,3}}?\s?から",
    rf"(?<![-.0-9]){FIGURE}{NUMBER_UNIT}\s?(?:\([^()]{{1,20}}\)\s?)?(?:-+>|=+>|>)\s?{FIGURE}",
    rf"\b(?:our|the|today's)\s{FIGURE}{NUMBER_UNIT}\s[^.;,0-9]{{0,40}}?\b(?:down to|up to|to|by)\s{FIGURE}",
    rf"{FIGURE}{NUMBER_UNIT}\s?\([^()]{{1,20}}\)\s(?:down |up )?to\s{FIGURE}",
    rf"{FIGURE}{NUMBER_UNIT}\s(?:[a-z]+\s)?before\b(?=[,;]?\s[^.;]{{0,25}}?{FIGURE}{NUMBER_UNIT}\s(?:[a-z]+\s)?after\b)",
    r"\b(?:historic(?:al)?|past|present|starting|start) (?:level|value|point|figure|"
    rf"rate)s?\b[^.;,0-9]{{0,15}}?{QUANTITY}",
    rf"\b20[0-9]{{2}}\s?[:=]\s?{FIGURE}(?=[^.0-9]{{0,12}}[;,.>][^.0-9]{{0,20}}(?:\b(?:target|goal|aim|ziel|"
    r"objecti\w+|objetivo|"
    r"meta)\b|20[0-9]{2}\s?[:=]))",
    rf"\b{NUMBER_WORDS} (?:in|out of) (?:every )?{NUMBER_WORDS}\b(?! (?:is|would|days?|weeks?|"
    r"months?))[^.;,]{1,30}?\b(?:is|are|"
    r"fails?|comes?|goes?|go|arrives?|misses|leaves?)\b(?! (?:enough|the (?:goal|target|aim)))",
    r"(?:baseline|base line|ausgangswert|référence|línea base|linha de base|基线|"
    rf"基準)(?! model)[^.;,]{{0,25}}?{QUANTITY}",
    rf"\b{_NOW}(?:\b|:)[^.;]{{0,25}}?(?<![-/]){QUANTITY}",
    r"\b(?:today's|current|present|existing|this year's|last (?:year|month|quarter|season|week)'s)\s"
    rf"(?:[a-z-]+\s){{0,3}}?(?:of\s|is\s|=\s?)?{FIGURE}",
    rf"(?:目前|现在|現在|当前|去年|昨年|现状)[^.;。、]{{0,12}}?{FIGURE}",
    rf"{QUANTITY}(?:(?!\b(?:than|versus|vs|against|compared|from|above|below|(?:up|"
    rf"down) on)\b)[^.;,0-9]){{0,30}}?\b{_NOW}\b(?!'s )",
    r"\b(?:stands? at|sits? at|runs? at|hovers? (?:at|around)|is at|are at|(?:'re|'s) at|is still|liegt bei|"
    r"liegen bei|was|were|"
    rf"used to be|averaged|averages?|(?:an |the )?average of|au total|está en|está em|est de|est à)\s{_MEASURED}"
    r"(?!\s?(?:%|percent|per cent|points?) (?:lower|higher|fewer|less|more|better|worse|shorter|longer|cheaper|"
    r"faster)\b)",
    rf"\bat {_MEASURED}[^.;]{{0,40}}?[;,.]\s(?:the |our )?(?:aim|goal|target|wish|hope|idea) is (?:simply |to have |"
    r"to see )?"
    r"(?:fewer|less|lower|more|higher|shorter)\b(?! than)",
    rf"\b(?:is|are|gets?) \w+ed (?:within|in|after) {QUANTITY}\s{PERIOD}[^.;]{{0,25}}?[;.,]\s?(?:the )?(?:aim|target|"
    r"goal)\b",
    _SHARE_GONE,
    r"(?<!target )(?<!goal )(?<!kpi )(?<!success )(?<!aim )\b(?:is|are|ist|sind|est|es|é)\s(?:about |around |"
    rf"roughly )?{FIGURE}(?!\s?(?:%|percent|per cent|points?) (?:lower|higher|fewer|less|more|better|worse|shorter|"
    r"longer|"
    r"cheaper|faster|quicker)\b)",
    r"\b(?:instead of|compared (?:to|with)|against|versus|vs\.?|rather than|statt|au lieu de|en vez de|em vez de)\s"
    rf"(?:the |our |a |today's |last year's )?(?:(?!within\b)[a-z0-9]+ ){{0,3}}?{FIGURE}",
    rf"{FIGURE}{NUMBER_UNIT}\s?\([^()]{{1,20}}\)\s?(?:/|,|;)(?=\s?[€$£]?[0-9])",
    rf"\b(?:is|are|at|needs?|takes?|ist|es|est)\s(?:about |around |roughly )?{NUMBER_WORDS}\s(?:hours?|days?|weeks?|"
    r"minutes?|percent|per cent|points?|in|out of|"
    r"euros?|dollars?|times)\b",
    r"(?<!to )(?<!should )(?<!must )(?<!will )(?<!may )(?<!can )\b(?:takes?|costs?|needs?|lasts?|requires?|"
    r"loses?)\s(?:(?:our|the|us|a|an|each|every)\s)?"
    rf"(?:(?!by\b|under\b|below\b|less\b|over\b|above\b)\w+\s)?(?:about |around |roughly )?{QUANTITY}\s?(?:h\b|"
    r"hours?|days?|weeks?|minutes?|months?|"
    r"seconds?|€|eur|euros?|\$|usd|dollars?)",
    rf"{FIGURE}[^.;,0-9]{{0,30}}(?:\bof {FIGURE}[^.;,0-9]{{0,20}})?(?=[;,.]\s(?:and |but )?with (?:the|our|"
    rf"this) (?:\w+ )?(?:{DOER}|list)\b"
    rf"[^.;,0-9]{{0,20}}{FIGURE})",
    r"\b(?:we|they|i) (?!(?:need|want|aim|plan|hope|will|must|should|can|could|expect|target|would|reach|save|cut|"
    r"gain|win|add)\b)"
    rf"[a-z]+ {FIGURE}{NUMBER_UNIT}(?=\s[^.;,0-9]{{0,50}}[;,.]\s[^.;,0-9]{{0,25}}{FIGURE})",
    rf"{FIGURE}{NUMBER_UNIT}\s(?:in|for) 20[0-9]{{2}}(?=[.;,]\s[^.0-9]{{0,30}}?\b(?:must|should|needs? to|has to|"
    r"have to) (?:come|go|"
    r"get|be|fall|drop|rise|shrink|grow|improve)\b[^0-9]{0,40}$)",
    rf"\bin 20[0-9]{{2}},? (?:we |it |there |they )?(?:had|was|were|lost|spent|saw)\s(?:\w+\s){{0,2}}?{FIGURE}",
    rf"{FIGURE}{NUMBER_UNIT}\s?\(?(?:in|for)?\s?\(?20[0-9]{{2}}\)?\s?(?:,|;|->|=>|>)",
    r"\b(?:we|it|they|this|that) (?:currently |still |now |already )?(?:costs?|takes?|lose|loses|needs?|spends?|"
    r"pay|pays|wastes?|have|has|get|gets|receives?|handles?|throw away|write off)\s(?:us |about |around |roughly )*"
    rf"{QUANTITY}",
)
"""A level of the past or the present."""

TARGET = pattern(
    "target",
    _SHARE_GONE,
    rf"\b{_REACH}(?![a-z])[^.;0-9]{{0,30}}?{QUANTITY}",
    rf"\b{_REACH}(?![a-z])[^.;0-9]{{0,20}}?\b(?:an?|half an?) {PERIOD}\b",
    rf"{_REACH_SIGNS}[^.;。]{{0,12}}?{FIGURE}",
    rf"{FIGURE}{NUMBER_UNIT}\s?(?:\([^()]{{1,20}}\)\s?)?{_ARROW}(?:about |around |roughly )?{FIGURE}",
    rf"\b{_MOVE}\b[^.;0-9]{{0,40}}?{QUANTITY}",
    rf"{_MOVE_UNSPACED}[^.;。]{{0,12}}?(?:{FIGURE}|[一二两三四五六七八九十百半]+[次个件天小成倍人])|{FIGURE}\s?(?:%|"
    r"件|日|分|"
    r"時間|円)?\s?(?:削減|減|増|以上|以下|未満|改善|短縮|にする|まで)",
    rf"{QUANTITY}{NUMBER_UNIT}\s(?:extra|additional|less|fewer|more|lower|higher|reduction|increase|decrease|drop|"
    r"better|faster|shorter|cheaper|quicker|wanted|targeted|aimed|hoped|promised|expected|desired|planned|uplift|"
    r"growth|improvement|savings?|avoidance|saved|avoided|or (?:better|more|less|fewer|higher|lower|above|below|"
    r"under|over)|at (?:most|least)|would (?:be|do)|weniger|mehr|günstiger|de moins|de plus|menos|más|mais)\b",
    rf"\b(?:saved?|saving)\b[^.;]{{0,25}}?{FIGURE}",
    rf"{QUANTITY}{NUMBER_UNIT}\.?\s(?:\w+\s){{0,2}}?(?:instead of|rather than|statt|anstatt|au lieu de|en vez de|"
    rf"em vez de)\s(?:the |today's |now |heute )?{FIGURE}",
    r"\b(?:halv(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)|tripl(?:e|es|ing)|"
    r"quadruple|cut in half|in half|by half|half (?:of )?(?:today's|the current|what)|by a (?:third|quarter|fifth|"
    r"tenth)|(?:twice|half|three times) as (?:many|much)|twice the|"
    r"by two thirds|(?:one|a) (?:third|quarter|fifth|tenth) (?:less|fewer|more|lower|cheaper|faster)|"
    r"halbieren|verdoppeln|diviser par|doubler|reducir a la mitad|duplicar|"
    r"reduzir pela metade|dobrar)\b|减半|翻倍|翻番|半減|倍増",
    r"\b(?:zero|eliminate all|eliminat(?:e|es|ing)|null|cero|zéro)\b(?!-)|清零|ゼロ",
    rf"{QUANTITY}{NUMBER_UNIT}(?:(?!\b(?:and|but|should|must|is|was)\b)[^.;0-9]){{0,25}}?\b(?:by|before|until|within|"
    r"bis|avant|d'ici|antes de|"
    rf"até)\s(?:the\s)?(?:{DATE}|{FIGURE}|[a-z]+)",
    rf"{QUANTITY}{NUMBER_UNIT}\s(?:in|within|after) (?:the next )?{QUANTITY} {PERIOD}\b",
    rf"(?:\b(?:next|coming) [a-z]+|{DATE})\s?[:=]\s?{QUANTITY}(?![^.0-9]{{0,12}}[;,.>][^.0-9]{{0,20}}(?:\b(?:target|"
    r"goal|aim|ziel|"
    r"objecti\w+|objetivo|meta)\b|20[0-9]{2}\s?[:=]))",
    rf"{QUANTITY}{NUMBER_UNIT}\s(?:\w+ ){{0,3}}?(?:is|are|would be|wäre|ist|est|es|é) (?:the|our|das|unser|l'|notre|"
    r"el|nuestro|"
    r"o|nosso)\s?(?:goal|target|aim|objective|ziel|objectif|objetivo)\b",
    rf"{FIGURE}\s?(?:%|percent|per cent|points?) (?:above|below|over|under) (?:last|the (?:previous|past|current)|"
    r"today's|this|our)\b",
    rf"\b(?:make|get|bring|turn|push|take) (?:it|this|that|them|these) (?:(?:down |up |back )?(?:to|into) )?{QUANTITY}",
    rf"\b{_MOVE}\b[^.;0-9]{{0,30}}?\b(?:an?|half an?) (?:hour|day|week|minute|month)\b|\b(?:an?|half an?) (?:hour|"
    r"day|week|minute|"
    r"month) (?:less|shorter|faster|earlier|sooner|quicker|fewer)\b",
    rf"{FIGURE}\s?(?:%|percent|per cent|points?|pp) (?:up|down)\b|^\W*(?:deflect|automate|handle|process|resolve|"
    r"answer|attract|"
    r"recruit|sell|deliver|detect|find|catch|complete|close|serve|book|convert|retain|earn|collect|recover|clear|"
    r"approve|"
    rf"treat|train|plant|ship|sign up|win)\s(?:at least |over |about )?{FIGURE}",
    rf"{QUANTITY}{NUMBER_UNIT}\s(?:in |for )?(?:the )?(?:next|coming)\s[a-z]+",
    rf"\bto {FIGURE}{NUMBER_UNIT}[^.;]{{0,40}}?,? (?:up |down )?from {FIGURE}",
    r"(?:^|[\s(])[-+]\s?[0-9][0-9.,]*\s?(?:%|pp\b|points?\b)",
)
"""A level or change to reach."""

WISH = pattern(
    "wish",
    r"\b(?:would like to|want to|wish to|hope to|should|needs? to|has to|have to|must) (?:\w+ )?(?:cut|"
    r"reduce|lower|shrink|fall|drop|rise|grow|increase|improve|be (?:shrinking|falling|rising|growing|"
    r"lower|higher)|come down|go (?:up|down))\b|\b(?:hope|wish|aim) for (?:less|fewer|more|lower|higher)\b|"
    r"\btoo (?:high|low|many|much|few|long|slow)\b",
)
"""A direction without a level."""

STANDING = pattern(
    "standing",
    r"\b(?:are|is|'re) (?:currently |now |still )?(?:losing|spending|paying|wasting|getting|seeing|throwing away|"
    rf"writing off)\s(?:about |around |roughly )*{QUANTITY}",
    r"\b(?:costs|takes|loses|needs|spends|has|pays|wastes|gets|receives|sees|handles|(?<=[a-z]\s)(?:cost|take|lose|"
    r"need|"
    r"spend|have|pay|waste|get|receive|see|handle)|kostet|dauert|coûte|cuesta|custa)\s(?:us |me |them |about |"
    rf"around |roughly )*{QUANTITY}",
)
"""Says in the present what something costs or takes."""
