"""Further phrases of who gets the model when, and of what it is held against, read beside those of each design."""

from bot.domain.reading.design_patterns import UNITS
from bot.domain.reading.patterns import DATE, pattern

_STRETCH = r"(?:hour|day|week|fortnight|shift|night|month|morning)"
_FEW = r"(?:two|three|four|six|eight|ten|twelve|[0-9]+)"

LOTS = pattern(
    "ab",
    r"\bhalf\b[^.;]{0,40}?\bhalf (?:\w+ )?(?:do|does|did|will) not\b",
    r"\b(?:computer|centrally)[- ]generated (?:allocation|list|sequence|assignment)\b|\bone in \w+ \w+ (?:is|"
    r"are) (?:held|kept|left) "
    r"(?:out|back)\b|\bsorte(?:amos|aram|ou|aron|ados?|adas?)\b|\b[0-9]+ ?%[^.;,]{0,30}?\bas (?:a |the )?controls?\b",
    r"\bmünz\w+|\bloter(?:ie|ía|ia)s?\b|\bhash (?:of|on|by) (?:the )?\w+ id\b",
    rf"\bdr[ae]w(?:s|n|ing)? lots\b|\bdr[ae]w(?:n|ing)? [0-9][0-9,.]* (?:of|out of|from) (?:the |our )?[0-9]|"
    rf"\b(?:let )?chance (?:decides?|picks?|chooses?|determines?|says)\b|\bdecided by chance\b|\bmulti-?armed\b|"
    rf"\bmulti-?variate test|\baleatóri[oa]s?\b|"
    rf"\bparallel[- ]group trial\b|\ballocation (?:ratio )?[0-9] ?: ?[0-9]|\b{UNITS} (?:are )?hashed\b",
    r"\b[0-9]+ ?%[^.;,]{0,40}?\b(?:keeps?|sees?|hears?|gets?|uses?|stays? on) (?:the )?(?:old|usual|existing|"
    r"current)\b",
    r"\blos(?:en|t)\b[^.;]{0,40}?\baus\b|\bgelost\b|\bentscheidet das los\b|\bechar (?:a )?suertes\b|\btirar à sorte\b|"
    r"\ble sort (?:décide|désigne)\b|抓阄|抽签|くじで|乱数で",
    r"\b(?:two|three|four|2|3|4)-?arm(?:ed)? (?:trial|test|study|experiment)|\b(?:ran|run|hold|held|made|by) (?:a |"
    r"the )?(?:public )?"
    r"(?:draw|raffle|ballot)\b|\b(?P<share>[0-9]+) ?% (?:with|on|get|"
    r"have)\b[^.;]{0,25}?\b(?P=share) ?% (?:with(?:out)|off|do not|"
    r"don't|not)\b|\bhalf (?:\w+ )?(?:with|on)\b[^.;]{0,25}?\bhalf (?:\w+ )?(?:without|off|not)\b",
    r"(?:用户|会员|客户)?id(?:的)?(?:尾号|奇偶|末位|哈希)|尾号分流|分流(?:测试|实验)|(?:会員|ユーザー|"
    r"顧客)?idの(?:偶数|奇数|末尾|ハッシュ)",
)
"""Chance in other words: lots, draws, hashes."""

SLICES = pattern(
    "switchback",
    rf"\b(?:times? of (?:the )?day|{_STRETCH}s|slots) (?:are |is |were |was )?(?:randomi[sz]\w+|drawn|dealt|"
    rf"assigned by)\b",
    rf"\btime[- ](?:slic|slot|block|window)\w*|\brandomi[sz]\w+ (?:of )?(?:the )?{_STRETCH}s\b|"
    r"\bzeit(?:scheiben|fenster|blöcke)\w*|\bfranjas horarias\b|\btranches horaires\b|\bfaixas horárias\b|时间片|"
    r"时段随机|"
    r"時間帯をランダム",
    rf"\b(?:every|each) {_STRETCH} (?:a coin|the coin|a draw|we draw|lots?|chance|a die|the dice|a random)\b|"
    rf"\brandomi[sz]\w+ (?:by|per|"
    rf"over|across) (?:the )?{_STRETCH}s?\b|\b(?:coin|draw|die|dice|lot)\b[^.;]{{0,30}}?\b(?:each|every|per|that|"
    rf"for the) {_STRETCH}\b",
)
"""What is dealt out is time, not those who take part."""

IN_TURN = pattern(
    "switchback",
    rf"\b(?P<mit>{_STRETCH}|nuit|jour|semaine|noche|día|noite|dia|semana|turno) (?:with|avec|mit|con|"
    rf"com)\b[^.;]{{0,15}}?"
    r"\b(?P=mit) (?:without|sans|ohne|sin|sem)\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[^.;]{0,40}?, (?:the )?\w+ (?:on|every) (?:mon|tues|wednes|"
    r"thurs|fri|"
    r"satur|sun)days?\b|\b(?:tage|wochen|stunden|schicht)weise\b[^.;]{0,20}?\b(?:umschalt|wechsel|um)\w*|"
    r"\balternâncias?\b|"
    r"每[天周日班][^。;]{0,4}互换|互换",
    r"\bone (?P<late>night|day|week|shift|hour) [^.;]{1,30}, (?:the )?next (?P=late) (?-i:[a-z])",
    r"\b(?P<tag>tag|woche|schicht|nacht|stunde) mit\b[^.;]{0,15}?\b(?P=tag) ohne\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[^.]{0,80}?\b(?:other|remaining) days?\b",
    rf"\b{_STRETCH}s?\b[^.;]{{0,20}}?\bwith and without\b[^.;]{{0,60}}?\b(?:order|turns?|alternat\w*|same)\b",
    rf"\bfor (?P<many>{_FEW} {_STRETCH}s),? [^.;]{{1,25}}? for (?P=many)\b",
    r"\b(?P<es>semana|día|dia|turno|mes|mês|noite|noche) s[ií]m?,? (?:y |e )?(?P=es) n(?:o|ão)\b|\bun (?P<fr>jour|"
    r"mois) "
    r"oui,? un (?P=fr) non\b",
    r"\b(?:hourly|daily|nightly|weekly|fortnightly|monthly) (?:\w+ )?(?:swaps?|switch(?:es|ing)?|changes?|changeovers?|"
    r"flips?|rotations?|alternations?|turns) (?:between|of|from)\b|\b(?:stündlich|täglich|wöchentlich|"
    r"monatlich)(?:er|e|"
    r"en)? wechsel\b|\bwechsel\w* (?:stündlich|täglich|wöchentlich|monatlich)\b",
    rf"\b(?P<on>{_STRETCH})[- ]on[ ,/&-]+(?:and )?(?P=on)[- ]off\b",
    r"一(?P<zh>天|周|班|晚)用?[^。;]{0,8}一(?P=zh)不用|日替わり|週替わり|交互に|\bjede[nrs]? (?:zweite[nrs]?|"
    r"andere[nrs]?) (?:tag|woche|stunde|schicht|nacht)|\bcada dos (?:días|semanas|"
    r"horas|turnos)\b|\ba cada dois (?:dias|turnos)\b|\btoutes les deux (?:heures|semaines)\b",
    rf"\bone (?P<one>{_STRETCH})\b(?![^.;]*\b(?:more|another|further|until (?:all|"
    rf"every))\b)[^.;]{{0,40}}?\bthe (?:following|next|other) "
    r"(?P=one)\b(?! (?:one|another|the next) )|\ba-b-a-b\b|\bim (?:tages|wochen|stunden|schicht)(?:rhythmus|takt|"
    r"wechsel)\b",
    r"\b(?:jours?|semaines?|heures?) pairs?e?s?\b[^.;]{0,30}?\bimpaire?s?\b|\b(?:días|semanas|horas|"
    r"dias) pares\b[^.;]{0,30}?\b"
    r"ímpares\b|\b(?:días|semanas|horas) pares\b[^.;]{0,30}?\bimpares\b|\bgerade\w* (?:tage|wochen|stunden|"
    r"kalenderwochen)\w*"
    r"[^.;]{0,30}?\bungerade\w*|[单奇]双?[日周天][^。;]{0,10}[双偶]|単双|(?:奇数|偶数)(?:日|週|時)",
)
"""Turns in other words."""

NEXT_STAGES = pattern(
    "staged_rollout",
    r"\b(?P<puis>puis|dann|luego|depois|ensuite|danach)\b[^.;]{1,40}?\b(?P=puis)\b|\badd an? \w+ (?:whenever|once|"
    r"each time)\b",
    r"(?:\b\w+|%) first, (?:and )?(?:the )?(?:remaining|others?|rest)\b|\ben (?:deux|trois|quatre|cinq|"
    r"[0-9]+) (?:vagues|étapes|"
    r"phases|temps)\b|\b(?:empezamos|começamos|commençons|on commence) (?:con|com|par|avec)\b[^.;]{0,40}?\b(?:luego|"
    r"después|"
    r"depois|puis|ensuite)\b|から始め(?:て|、|る)",
    r"\broll\w*\b[^.;]{0,30}?\bone \w+ (?:per|a|each|every) (?:day|week|month)\b|\bfrom [0-9]+ ?% to 100 ?%",
    r"\bprogresiv[oa]\b|から開始し(?:て)?拡大",
    r"\b\w+ first, (?:and )?(?:the )?(?:remaining|other|rest|next)\b[^.;]{0,40}?\b(?:later|after|afterwards|then|by|"
    r"in)\b",
    r"\bthis (?P<span>week|month|quarter)\b[^.;]{0,40}?\bnext (?P=span)\b",
    r"\badd (?:an?|one|two|three|four|five|[0-9]+|another) (?:\w+ ){1,2}(?:each|every|per) "
    r"(?:day|week|month|sprint|(?:mon|tues|wednes|thurs|fri)day)\b",
    r"\b(?:by|in) tranches\b|\b[0-9]+ ?%? to [0-9]+ ?%? to [0-9]+ ?(?:%|percent)|\b(?:bigger|larger|growing|rising|"
    r"increasing|widening) (?:share|part|portion|group|percentage|circle)s?\b",
    r"\b(?:zuerst|erst|zunächst)\b[^.;]{0,40}?, (?:im|ab|in|dann|danach|später|anschließend)\b|"
    r"\bd'abord\b[^.;]{0,40}?, "
    r"(?:puis|ensuite|en)\b",
    rf"\b(?:begin|start)s? (?:with|in|on|at)\b[^.;]{{0,60}}?\b(?:(?:then|and|later) (?:add|extend|expand|widen|"
    rf"include|open)\w*|followed by|"
    rf"the rest|the others|the remaining)\b|\bat first,[^.;]{{0,40}}?\b(?:all|everyone|everybody|the rest|default)\b|"
    rf"\bfirst (?:the |our |"
    rf"only )?(?:\w+ )?{UNITS},? (?:and )?then (?:the |all |our )|\bbeta\b[^.;]{{0,50}}?\b(?:general (?:release|"
    rf"availability)|everyone|"
    rf"full release)\b|\b(?:traffic|share|exposure|coverage)\b[^.;]{{0,20}}?\b(?:doubl|tripl|grow|increas|"
    rf"ris)\w*[^.;]{{0,20}}?\b(?:every|each)\b",
    r"\b[0-9]{1,2}, ?[0-9]{1,2}(?:, ?[0-9]{1,3})+,? ?(?:and )?(?:%|percent)|\b(?:un|una|une|uma|um) \w+ (?:par|cada|"
    r"por|chaque) (?:mois|semaine|"
    r"jour|mes|semana|mês|día|dia|trimestre)\b|\bpar paliers?\b|"
    r"\b[0-9]{1,2}(?: ?[-/>,] ?[0-9]{1,2})+ ?[-/>,] ?100\b|逐(?:个|一|店|城)(?:上线|推广|开放|接入)?|按(?:城市|门店|"
    r"地区)(?:依次|逐)",
)
"""Stages in other words."""

OWN_PAST = pattern(
    "interrupted_time_series",
    r"\bbefore\s?:[^;]{0,40}?\bafter\s?:",
    r"\bthis (?:season|year|quarter|month|winter|summer) (?:with|against|to|vs\.?|versus) (?:the )?(?:last|previous|"
    r"past)\b",
    r"\b(?:previous|last|prior) \w+ as (?:the |a |our )?(?:reference|baseline|comparison)\b",
    r"\b(?:drop|jump|step|break|kink|change|shift) in the (?:weekly|daily|monthly) (?:series|numbers?|figures|"
    r"counts?)\b",
    rf"\bsame {_FEW} (?:months|weeks|days|quarters)\b[^.;]{{0,15}}?(?:last|previous|20[0-9]{{2}}|a year)",
    rf"\b(?:in |of )?{DATE} (?:vs\.?|versus|against|compared (?:to|with)) (?:in )?{DATE}",
    r"\btrend\b[^.;]{0,60}?\b(?:projected|extended|continued|extrapolated|carried) (?:forward|on|into)\b",
    r"\b(?:see|watch|look|check) (?:whether|if|how) the (?:\w+ )?(?:level|trend|line|series|curve|average|number|"
    r"rate)\b"
    r"[^.;]{0,40}?\b(?:mov|chang|break|jump|shift|bend)\w*",
    rf"\b(?:old|manual|without)\b[^.;]{{0,25}}?\b(?:in|until|during) {DATE},? (?:and |then )?(?:the )?(?:new|with|"
    rf"model)\b"
    rf"[^.;]{{0,25}}?\b(?:in|from|since|during) {DATE}",
    r"\bbaseline (?:period|phase|weeks|months)\b[^.;]{0,40}?\bthen\b|\bpre-?(?:launch|go-?live|deployment|roll-?out) "
    r"(?:\w+ )?(?:level|average|mean|period|weeks|months|baseline|figures?)\b",
    r"\b(?:meses|semanas|días|trimestres?) antes\b[^.;]{0,25}?\b(?:después|posteriores)\b|\b(?:meses|semanas|"
    r"dias) antes\b"
    r"[^.;]{0,25}?\bdepois\b|上线前[^。;]{0,8}上线后|導入前[^。;]{0,10}導入後|前后[0-9一二三四六八十]*个?[月周天]",
    r"\bpre-?period\b[^.;]{0,40}?\bpost-?period\b|\b(?:vergl\w+|gegenüber|gegen) [^.;]{0,20}?\b(?:monat|woche|jahr|"
    r"zeit|quartal)\w* (?:vor|"
    r"davor)\b|\b(?:meses|semanas|días|dias|trimestres|años|anos) anteriores\b|\b(?:mois|semaines|"
    r"années) précédente?s\b",
    r"\blook for (?:a|the|any) (?:break|jump|step|shift|bend|kink)\b|"
    r"\bforecast\b[^.;]{0,40}?\bactuals?\b[^.;]{0,30}?\b(?:after|afterwards|difference|gap)\b",
)
"""The own past in other words."""

CHANGES = pattern(
    "difference_in_differences",
    r"\b\w*(?:veränderung|änderung|entwicklung)\b[^.;]{0,40}?\bminus (?:die |der )?\w*(?:veränderung|änderung|"
    r"entwicklung)\b",
    r"\b(?:cambio|variación|mudança|variação|évolution|variation)\b[^.;]{0,40}?\b(?:menos|moins) (?:el |la |a |l')?"
    r"(?:cambio|variación|mudança|variação|évolution|variation)\b",
)
"""Change less change, in other languages."""

BESIDE = pattern(
    "difference_in_differences",
    r"\bcompar\w+ (?:to|with|against)\b[^.;]{0,40}?\bthat (?:have|has|had|get|got|use|used) no\b|\bas (?:a |the |"
    r"our )?controls?\b",
    r"\bis (?:our|the|a) (?:comparison|reference)\b|\bearly \w+ (?:vs\.?|versus|against|with) (?:the )?later?\b",
    r"\b(?P<who>[^\W\d_]{4,}) (?:to|from|vs\.?|versus|with|and|against|mit|à|con|com) (?:the )?non-?(?P=who)\b|"
    r"\bdifferenz der "
    r"(?:differenzen|veränderungen)\b",
    r"\bcomparée?s? (?:à|aux|avec) (?:celles?|celui|ceux) d|\bcomparad[oa]s? (?:con|com) (?:l[ao]s? |[ao]s? )?(?:de|"
    r"d[ao]s)"
    r"\b|\b(?:never|not[- ]yet)[- ]treated\b|\bcomparison (?:towns?|villages?|count(?:y|ies)|lines?|branch(?:es)?|"
    r"teams?|farms?|depots?|wards?|schools?)\b|变化之差|与(?:相似|类似)(?:的)?(?:门店|城市|地区|医院)|非试点|未试点|"
    r"未導入",
    r"\b(?P<unit>[^\W\d_]{4,}?)(?:s|e|en)? (?:\w+ )?(?:with|con|com|avec|mit)\b[^.;]{0,40}?\b(?P=unit)(?:s|e|"
    r"en)? (?:\w+ )?(?:without|sin|sem|"
    r"sans|ohne)\b|\b(?:contra|frente a|gegen|contre|versus|vs\.?|against) (?:\w+ ){0,2}?(?:vizinh|vecin|voisin|"
    r"benachbart|nachbar|neighbou?r)\w*|"
    r"\b(?:serves?|acts?|used|stands?) as (?:a |the |our )?(?:comparison|control|reference|benchmark)\b|"
    r"\brégions? témoins?\b",
)
"""Others in other words, who did not fall to it by chance."""

ARCHIVED = pattern(
    "offline_only",
    r"\b(?:it|model|system|bot|tool) would have \w+|\b\w+s (?:grade|rate|score|judge|rank|mark)s? [0-9]+ of its \w+",
    r"\bagreement (?:with|between)\b[^.;]{0,40}?\bon [0-9]|(?:検証|評価)(?:用)?データ",
    r"\bleave[- ]one[- ]\w+[- ]out\b|\btrain(?:ed|ing)?(?: it)? on\b[^.;]{0,30}?\btest(?:ed|ing)?(?: it)? on\b|"
    r"\bblind(?:ed)? comparison\b[^.;]{0,50}?\b(?:reviewers|raters|graders|judges|prompts|answers|outputs)\b|"
    r"\bdatos de (?:prueba|validación)\b|\bdados de (?:teste|validação)\b|\bdonnées de (?:test|validation)\b|"
    r"\brejeu\b|\brejouer\b|\bvalidation croisée\b|\b\w+s (?:grade|rate|score|judge|rank|mark)s? (?:[0-9][0-9.,]* |"
    r"the |our )?(?:\w+ )?(?:outputs?|answers|summaries|drafts|"
    r"replies|generations|predictions)\b|過去の[^。、]{0,8}(?:データ|ログ|記録)",
)
"""Old data in other words."""

HIDDEN = pattern(
    "offline_only",
    r"\b(?:nobody|no one|no-one) (?:uses|acts on|follows|looks at) (?:it|the (?:output|result|advice|score)s?)\b",
    r"\bshadow(?:[- ](?:mode|run|deployment|traffic|test))\b|\bin the shadow\b|\bschatten(?:betrieb|modus|lauf|"
    r"test)\w*|"
    r"\bmodo sombra\b|\bmode (?:fantôme|ombre)\b|\bsilent (?:mode|run|trial)\b|影子模式|シャドーモード",
)
"""A machine that runs beside the work, and on which nobody acts."""

REPLAYED = pattern(
    "offline_only",
    r"\bbacktest\w*|\bback-test\w*|\breplay\w*|\brejeu\b|\brejou\w+|\bsimula(?:tion|ção|ción)\b|\brückrechnung\b|"
    r"\bnachsimulation\b|回测|バックテスト|リプレイ",
)
"""The past is run again, not compared with the present."""
