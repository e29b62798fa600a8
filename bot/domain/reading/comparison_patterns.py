"""The phrases of designs without chance: a group beside, the own past; in English and languages people mix in."""

from bot.domain.reading.patterns import pattern

_TAKES = (
    r"(?:use|uses|used|using|have|has|get|gets|got|receive\w*|sign(?:ed|s)? up|enrol\w*|join(?:ed|s)?|adopt(?:ed|s)?|"
    r"take part|took part|"
    r"participat\w*|opt(?:ed|s)? in|with it|try it|work with)"
)

DIFFERENCE = pattern(
    "difference_in_differences",
    r"\bdifference of (?:the )?(?:changes|differences|trends)|\b(?:minus|less|net of|subtract\w*|deduct\w*) (?:the |"
    r"their |its )?"
    r"(?:change|trend|drop|rise|growth|improvement)s? (?:in|of|at|among|from)\b",
    r"\bchange (?:among|in|at|for|of|across)\b[^.;]{0,50}?\b(?:less|minus|versus|vs\.?|compared (?:to|"
    r"with)|against|net of|than|with|and)\b[^.;]{0,15}?\b(?:change|that (?:in|of|at))\b",
    r"\bdiff(?:erence)?s?[- ]in[- ]diff(?:erence)?s?\b|\bdid\b(?= (?:on|"
    r"with|against|design|analysis|estimate|vs|using|between|model|"
    r"approach)\b(?! not))|(?-i:\bDiD\b)|\bsynthetic control|\bsynthetic (?:twin|region|"
    r"market|store)|\bdouble difference|\bdoppelte differenz|"
    r"\bdoble diferencia|\bdiferencias? en (?:las )?diferencias|"
    r"\bdiferenças? (?:em|nas|das) diferenças|\bdifférences? (?:de|des|dans les|en) différences|"
    r"\bdoubles? différences?|\bwith (?:it|the \w+)\b[^.;]{0,25}?\bwithout\b[^.;]{0,15}?\bbefore (?:and|/|&) after\b|"
    r"双重差分|差の差|差分の差|合成控制|合成コントロール",
)

COMPARISON = pattern(
    "difference_in_differences",
    r"\b(?:aux|avec des|à des|con|com|mit|gegen) (?:las |los |as |os |den )?\w+ (?:similares )?(?:sans|sin|sem|"
    r"ohne) (?:l'|le |"
    r"la |el |o |a |das |den |die )?\w+",
    r"\b(?:vs\.?|versus|against|with|to|from) (?:the )?(?:\w+ )?\w+ (?:that|which|who) (?:don't|doesn't|didn't|"
    r"haven't|hasn't|aren't|weren't|won't|lack)\b|\b(?:our|pilot) \w+ "
    r"(?:vs\.?|versus|against) (?:\w+ ){1,2}?of (?:a |the |our )?(?:sister|other|another|similar|neighbou?r\w*)\b",
    r"\b(?:against|versus|vs\.?|with|to) (?:the )?(?:ones?|those|others?|\w+) (?:that|which|who) (?:start|get|come|"
    r"join|follow)s?\b[^.;]{0,20}?\b(?:later|next|last)\b|"
    r"未導入(?:の)?(?:店|拠点|地域|群)|\b(?:with|vs\.?|versus|against|to|minus) (?:the )?other (?:[a-z]+s)\b",
    r"\b(?:carry|carries|carried|continue\w*|work\w*) on as (?:before|usual)|\b(?:carry|carries|goes|go|continue|"
    r"continues) (?:on )?as (?:before|usual)\b|\bof (?:the )?"
    r"(?:same|similar|comparable) (?:size|type|kind|profile|mix)\b|\b(?:later|not yet)\s?[:;,]\s?(?:we )?compar|"
    r"\b(?:gegen|mit|zu|gegenüber) (?:den |die |der )?(?:übrigen?|"
    r"anderen?|restlichen?) \w+",
    r"\b(?:compared (?:to|with)|versus|vs\.?|against|minus|than)\b[^.;]{0,40}?\b(?:without (?:it|the|a|any)|"
    r"that (?:have|has|had) no|non-?users?|"
    r"non-?(?:adopters?|participants?|members?|customers?|enrolled)|untreated|not treated|the rest\b|"
    r"(?:all )?(?:the )?others?\b)|\btreated\b[^.;]{0,40}?"
    r"\b(?:untreated|not treated|control)\b|\bnon-?users?\b|\b(?:zwillings|schwester|nachbar)\w+ als\b|"
    r"\bgrupo de compara\w+|\bgroupe de comparaison|"
    r"对照(?:店|门店|城市|地区|区域|医院|工厂)|対照(?:店舗|地域|拠点|病棟)",
    rf"\b{_TAKES}\b(?:[^.;]|vs\.){{0,60}}?\b(?:don't|didn't|doesn't|do not|did not|does not|have not|haven't|hasn't|"
    rf"has not)(?=[.,;)]|$|"
    rf"\s(?:yet|get|use|have|sign|join|it|take|enrol|participate|want)\b)|\b(?:with|using) (?:it|the \w+) (?:and|"
    rf"vs\.?|versus|against|to|"
    rf"with) (?:\w+ ){{0,2}}?without\b|\b(?P<who>\w{{4,}})s? (?:vs\.?|versus|against|and|with) non-?(?P=who)s?\b|"
    rf"\bmatched[- ](?:\w+[- ])?(?:control|"
    rf"pair|cohort|comparison|sample|case|twin|patient|farm|customer)\w*|\bcase[- ]control\b|\bcounterparts?\b|"
    rf"\bpeer (?:group|sites?|stores?|"
    rf"branch\w*|hospitals?|regions?|plants?)\b",
    r"\b(?:not|non|n't)[- ]?(?:be )?random[^.;]{0,60}?\b(?:compar|control|versus|vs)|\bmatched (?:control|"
    r"comparison|stores?|regions?|sites?|customers?|users?|pairs?|markets?|group)|"
    r"\b(?:pilots?|treated|participating|trained) (?:\w+ )?(?:vs\.?|versus|against|and|with) (?:the )?(?:non|un)-?\w+|"
    r"\bcontrol (?:regions?|sites?|stores?|markets?|countr\w+|cit\w+|towns?|plants?|wards?|hospitals?|schools?|"
    r"branch\w*|teams?|lines?|brands?)\b|\b(?:twin|sister|neighbou?r\w*) (?:\w+ )?as (?:a |the )?(?:control|"
    r"comparison)|"
    r"\b(?:that|which|who|where they) (?:still )?(?:keeps?|stays?|remains?|works?|use[sd]?|continue\w*)\s(?:with |on |"
    r"to use )?"
    r"(?:the )?(?:old|paper|manual|current|previous|usual)\b|\bstay(?:s|ed)? on (?:paper|the old)|"
    r"\b(?:vs\.?|versus|against|gegen|mit|avec|con|frente a|com|to|with|and)\s(?:the |[0-9]+ |zwei |drei |des |"
    r"otr[oa]s |"
    r"[a-z]+ )*?(?:similar|comparable|ähnlich\w*|vergleichbar\w*|[a-zé]+s? (?:similaires?|comparables?|similares?|"
    r"parecid[oa]s?|semelhantes?|comparáveis))\b|\bvergleichs(?:gruppe|filiale|region|werk|standort)\w*|"
    r"对比(?:未|没有?)|与未(?:使用|上线|导入)|未導入(?:の)?(?:店舗|拠点|地域)|"
    r"\bpropensity[- ](?:score )?match|\bcomparison (?:group|region|site|store|market|city|country|plant|"
    r"ward|hospital|school|team)s?\b|\b(?:compar\w+|versus|vs\.?|against|relative to|"
    r"benchmark\w*)\s(?:\w+\s){0,4}?(?:sister|similar|neighbou?r\w*|other|another|untouched|untreated|"
    r"unaffected|remaining|twin|that (?:did|do|does|have|has) not|without it|not yet|where (?:nothing|"
    r"it))\b|\b(?:similar|neighbou?ring|twin|sister|untreated|untouched) (?:store|region|site|plant|cit|"
    r"market|ward|hospital|school|branch|country|brand)\w*\b|\bearly adopters\b[^.;]{0,40}\b(?:vs|versus|"
    r"compared|against)\b|\bparallel trends?\b|\bcompare the (?:change|difference)s? (?:in|of|"
    r"between) (?:both|the two|them)\b|\b(?:gets?|has|receives?|uses?) it\b[^.;]{0,20}\b(?:does|do|did|"
    r"has|have) not\b|\bplacebo (?:region|range|check|test)s?\b",
)

CHOSEN = pattern("difference_in_differences", r"\b(?:control|comparison) (?:group|arm|cell)s?\b")
"""A group to compare with, where it is said that chance does not decide who is in it."""

INTERRUPTED = pattern(
    "interrupted_time_series",
    r"\b(?P<span>halbjahr|quartal|monat|jahr) vor\b[^.;]{0,30}?\b(?P=span) nach\b|\b(?:step|jump|kink|bend) in the "
    r"(?:month|week|quarter) (?:we|of|when)\b",
    r"\b(?:trend|level|series|curve)\b[^.;]{0,40}?\b(?:chang|break|broke|bend|shift|jump|"
    r"drop)\w*\b[^.;]{0,30}?\b(?:after|at|since|when|with)\b",
    r"\bthan (?:in |it was )?(?:last|the previous|the prior) \w+|\b(?:old|previous|past|historical) trend\b|"
    r"\bwould have (?:given|been|looked|happened|gone)\b",
    r"\b(?:weeks?|months?|years?|quarters?) before\b[^.;]{0,40}?\b(?:compared|with|vs|versus|first|of use)\b|"
    r"\b(?:jahr|monat|quartal|zeit|woche) (?:davor|zuvor)\b|"
    r"\bseit (?:der )?einführung\b|\bdummy\b|\bregress\w* on time\b|\btime trend\b|\b(?:last|"
    r"past) (?:\w+ )?years\b[^.;]{0,60}?\bthis year\b",
    r"\b(?:rolling|moving) (?:average|mean)|\b(?:bend|kink|jump|step|break)s?\b[^.;]{0,20}?\b(?:at|on|after|since|"
    r"around)\b[^.;]{0,15}?\b(?:launch|go-?live|"
    r"date|start|switch)|\b(?:against|versus|vs\.?|compared (?:to|with)) (?:the |our )?(?:\w+ )?(?:forecast|budget|"
    r"plan|projection|expectation|trend)\b|"
    r"\b(?:levels?|averages?|mean|numbers|figures|values|kpis?) (?:of|in|from|over) (?:the )?(?:last|previous|past|"
    r"prior)\b|\b(?:in the (?:old days|past)|back "
    r"then|used to)\b[^.;]{0,60}?\bnow\b|\bavant\b[^.;]{0,20}?\baprès|\b(?:con|contra|frente a|respecto a|com|avec|à|"
    r"mit|gegenüber|zu) (?:el |la |los |las |o |"
    r"a |le |l'|dem |den |der )?\w+ (?:pasad[oa]s?|anterior(?:es)?|passad[oa]s?|dernier|dernière|précédente?|"
    r"passée?)\b|\b(?:mit|gegenüber|zu) (?:dem |den |der )?"
    r"(?:letzten|vorigen|vergangenen) \w+",
    r"\b(?:a|one|two) (?:year|season|month|quarter)s? (?:earlier|ago|before|prior)\b|\b(?:breaks?|departs?|deviates?|"
    r"departure|bend|kink|"
    r"jump|step|shift) (?:from|in|of) (?:its |the |our )?(?:\w+ ){0,2}?(?:trend|level|series|curve|line|forecast)\b|"
    r"\b(?:how|whether|if) "
    r"(?:the |our )?[^.;]{0,40}\b(?:changes?|moves?|drops?|falls?|rises?|develops?)\b[^.;]{0,20}\b(?:after|since|once|"
    r"following) (?:the )?(?:go-?live|"
    r"launch|roll-?out|introduction|start|switch)|\bsince (?:the )?(?:go-?live|launch|"
    r"introduction)[^.;]{0,30}\b(?:compared|versus|vs)",
    r"(?<!cross )\btime[- ]series\b(?! cross| split)|\bstructural break|\bbreak[- ]?(?:test|point)|"
    r"\bchange[- ]?points?\b|\bintervention analysis|\b(?:expected|predicted|forecast|forecasted|"
    r"projected|extrapolated) (?:curve|path|level|trend|trajectory|line|course)s?\b",
    r"\bsame (?:period|months?|weeks?|quarter|season|time|days?|dates?)\b[^.;]{0,20}?(?:20[0-9]{2}|last|previous|"
    r"prior|a year|"
    r"earlier|before|ago)|\b(?:mism[oa]|même|gleiche[nrm]?|mesm[oa]) (?:periodo|trimestre|mes|mois|période|monat|"
    r"quartal|"
    r"zeitraum|período|semana|semaine)|\b(?:año|mes|trimestre|ano|mês) (?:anterior|pasado|passado)|\bannée précédente|"
    r"\bl'an(?:née)? derni|\bvorjahr|\byear[- ]on[- ]year\b|\b(?:the )?(?:year|season|month|quarter|winter|"
    r"summer) before\b|"
    r"\b(?:own|our) (?:past|history)\b|\bwould have happened without\b|\bextrapolat\w+|"
    r"\b(?:compar\w+[^.;]{0,30}?\s(?:to|with|against)|versus|vs\.?|against|relative to)\s(?:the |our |"
    r"those of )?(?:[\w']+ )?"
    r"(?:last|previous|prior|past|earlier)\s(?:\w+ )?(?:years?|"
    r"seasons?|quarters?|months?|winters?|summers?|harvests?|weeks?|campaigns?|periods?)\b|"
    r"去年同期|同比|环比|前年(?:同期|同月|比)|導入前と(?:導入)?後|前と後|\bantes ?/ ?(?:después|depois)|\bcusum\b",
    r"\binterrupted time[- ]series\b|(?-i:\bITS\b)|\bcausal ?impact\b|"
    r"\bsegmented regression\b|\bunterbrochene zeitreihe|"
    r"\bsérie temporelle interrompue|\bseries? temporal(?:es)? interrumpid|"
    r"\bséries? temporais? interrompid|中断时间序列|分割時系列|中断時系列",
    r"\bpre[-/ ]?(?:and|vs\.?|versus|&)?[-/ ]?post\b|\bbefore[-/ ]?(?:and|"
    r"vs\.?|versus|&|with|to)?[-/ ]?after\b|\b(?:the )?(?:weeks?|months?|"
    r"year|quarter|period) before\b[^.;]{0,40}\bafter\b|"
    r"\bafter\b[^.;]{0,30}\b(?:with|to|against|vs|versus|"
    r"than)\b[^.;]{0,25}\bbefore\b|\b(?:year|month|week)[- ]over[- ](?:year|"
    r"month|week)\b|\byoy\b|\b(?:compar\w+|versus|vs\.?|against|with|to|"
    r"than)\s(?:the\s|our\s)?(?:same (?:period|month|quarter|"
    r"weeks?) (?:of )?)?(?:last|previous|prior) (?:year|season|quarter|"
    r"month|period|winter|summer)\b(?!'s (?:data|demand|orders|logs|traffic|requests|cases|tickets|claims|calls))|"
    r"\b(?:last|previous) (?:year|season|"
    r"month|quarter)\b[^.;]{0,12}\b(?:vs|versus|against|compared|"
    r"and) this\b|\b(?:level|trend) (?:shift|change|break)\b|\b(?:forecast|"
    r"trend|projection|expectation)s? (?:made|fitted|computed|drawn|"
    r"from) (?:before|prior)|\b(?:extrapolat|project)\w* (?:the )?(?:old |"
    r"previous )?trend|\bcounterfactual (?:forecast|trend|"
    r"from (?:the )?past)|\bcontrol chart|\bvorher[-/ ]?(?:und |"
    r"und )?nachher|\bvor und nach\b|\bavant[-/ ]?(?:et |/ ?)?après|"
    r"\bantes (?:y|e|/) ?(?:después|depois)|\bprima e dopo\b|前后对比|前后比较|上线前后|"
    r"前後比較|導入前後|施策前後|事前事後",
)
