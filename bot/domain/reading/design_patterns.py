"""The phrases that name an experiment's design, in English and the languages that people mix in."""

from bot.domain.reading.patterns import pattern

UNITS = (
    r"(?:pairs?|callers?|recipients?|workers?|branch|animals|cows|herds?|villages?|towns?|neighbou?rhoods?|citizens?|"
    r"branches|readers?|viewers?|guests?|passengers?|shoppers?|drivers|nurses?|doctors?|officers?|users?|customers?|visitors?|people|sessions?|traffic|accounts?|stores?|shops?|sites?|regions?|"
    r"cit(?:y|ies)|countries|country|markets?|branches|"
    r"drivers?|patients?|wards?|hospitals?|clinics?|schools?|classes|students?|pupils?|agents?|teams?|"
    r"households?|members?|subscribers?|orders?|tickets?|calls?|"
    r"claims?|loans?|applications?|applicants?|invoices?|transactions?|requests?|queries|searches|emails?|"
    r"leads?|merchants?|sellers?|restaurants?|couriers?|"
    r"warehouses?|depots?|plants?|lines?|machines?|turbines?|farms?|fields?|plots?|vehicles?|trucks?|"
    r"buses|flights?|routes?|rooms?|hotels?|listings?|products?|"
    r"items?|skus?|pages?|views?|impressions?|clicks?|clusters?|zip codes|postcodes|districts?|states?|"
    r"offices?|employees?|staff|cases?|units?|subjects?|"
    r"participants?|players?|drivers|riders?|trips?|rides?|devices?|cells?|arms?|groups?|per arm|"
    r"per group|kunden|nutzer|filialen|clients?|utilisateurs?|"
    r"magasins?|clientes?|usuarios?|usuários?|tiendas?|lojas?)"
)
"""What takes part in an experiment."""

_NOT_A_TEST = (
    r"(?!\s(?:forest|search|seed|state|walk|noise|split of the (?:data|log)|"
    r"sample of (?:the )?(?:\w+ )?(?:logs?|data|history)))"
)

NOT_RANDOM = pattern(
    "not_random",
    r"\b(?:no|non|nicht|não|pas) (?:aleatori\w*|aléatoire\w*|zufällig\w*|randomisiert\w*|aleatóri\w*)|没有随机|非随机|未随机|ランダムで(?:は)?ない",
    r"\b(?:not|never|isn't|wasn't|weren't|aren't|non|nor|without)[- ](?:\w+[- ]){0,3}?random\w*",
)
"""Says that chance does not decide."""

_N = r"(?:[0-9]+|a|an|one|two|three|four|each|every|zwei|drei)"
_TAKES = (
    r"(?:use|uses|used|using|have|has|get|gets|got|receive\w*|sign(?:ed|s)? up|enrol\w*|join(?:ed|s)?|adopt(?:ed|s)?|take part|took part|"
    r"participat\w*|opt(?:ed|s)? in|with it|try it|work with)"
)
_STRETCH = r"(?:hours?|days?|weeks?|months?|shifts?|nights?|fortnights?|mornings?|slots?)"

SWITCHBACK = pattern(
    "switchback",
    r"\bevery (?:second|other|third) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    rf"\b(?:one|a|this) {_STRETCH} (?:the )?(?:old|new|current|model|rule|manual)\b[^.;]{{0,40}}?\b(?:next|following|other) (?:{_STRETCH}|one)\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[^.;]{0,80}?\b(?:other|remaining|rest of the) days?\b|\balternar\b|\balterner\b|\balternieren\w*|"
    r"\b(?:abwechseln|wechseln)d?\b",
    r"\b(?:chang\w+ over|switch\w*|swap\w*|rotat\w*|alternat\w*|flip\w*)\b[^.;]{0,20}?\b(?:hour|dai|week|fortnight|month)ly\b|\b(?:swap|switch|flip|rotat|"
    r"alternat|chang)\w*\b[^.;]{0,40}?\b(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day|\babab\w*|\babba\b|\b(?:ein|eine|einen|zwei|drei) (?:tage?|"
    r"wochen?|stunden?|schicht(?:en)?) (?:mit|an)\b[^.;]{0,25}?\b(?:ohne|aus)\b|\bun[ea]? (?:jour|semaine|heure) (?:avec|sur)\b[^.;]{0,25}?\bsans\b",
    rf"\b(?:on and off|back and forth|(?:switch|flip|toggl|swap|chang|alternat|rotat)\w*)\b[^.;]{{0,40}}?\b(?:every|each)\s"
    rf"(?:{_N}\s|few\s|other\s)?{_STRETCH}\b|\b(?:every|each)\s(?:{_N}\s|few\s)?{_STRETCH}\b[^.;]{{0,30}}?\b(?:switch\w*|swap\w*|flip\w*|"
    rf"toggl\w*|change over|turn\w* (?:on|off))\b|\b(?:one|a|this) {_STRETCH} (?:with|on|using)\b[^.;]{{0,40}}?\b(?:the )?(?:next|other|one)"
    rf"(?: one| {_STRETCH})? (?:off|without|not)\b",
    r"\brandom\w* (?:of )?(?:the )?(?:[\w-]+ ){0,3}?(?:hours?|days?|weeks?|shifts?|blocks?|windows?|"
    r"slots?|time)\b(?! (?:before|after|ago))|\b(?:time|hour|day|half-hour|week)[- ](?:blocks?|slots?|"
    r"windows?)\b",
    rf"\b(?:{_N}\s)?{_STRETCH} (?:on|with(?: (?:it|the \w+))?)\s?(?:,|/|and|&|then)?\s?(?:{_N}\s)?{_STRETCH} (?:off|without)\b|"
    rf"\bon for (?:{_N})\s?{_STRETCH}\b[^.;]{{0,15}}\boff\b|\b(?:mornings?|days?|weeks?|mondays) (?:by|with) [^.;]{{0,30}}?"
    rf"\b(?:evenings?|afternoons?|nights?|tuesdays) (?:by|with)\b|\bswap(?:s|ped|ping)? (?:every|each|daily|weekly|back)\b|"
    rf"\brotat(?:e|es|ed|ing)\b[^.;]{{0,40}}\b(?:dai|week|month|hour)ly\b|\brotat(?:e|es|ed|ing)\b[^.;]{{0,40}}\bevery\b|"
    rf"\b(?:tage|wochen|stunden|schicht)weise (?:an|ein|abwechselnd|im wechsel)|\bim wechsel\b|"
    rf"\bun[e]? (?:jour|semaine|heure|mois) sur deux\b|\bun[a]? (?:día|semana|hora|mes|dia) (?:con|com)\b[^.;]{{0,30}}\b(?:sin|sem)\b",
    r"\bswitch-?backs?\b|\balternat(?:e|es|ed|ing|ely)\b|\bevery (?:other|"
    r"second) (?:day|week|hour|shift|month|night)\b|\bon[-/ ]?off\b|"
    r"\b(?:odd|even)(?:[- ](?:numbered )?(?:days?|weeks?|hours?|and even|"
    r"dates?))|\bcross-?over\b|\btoggl(?:e|es|ed|ing)\b|\b(?:day|week|hour|"
    r"shift)s? on,? (?:a |one )?(?:day|week|hour|shift)s? off\b|"
    r"\bflip(?:ped|ping|s)? (?:it )?(?:every|each|between)\b|"
    r"\bon (?:mondays|some days)[^.;]{0,30}off\b|\bwechsel(?:n|t|"
    r"nd) (?:sich )?|\babwechselnd|\balterne|\balternan|\balternando|"
    r"\balternado|\ben alternance|\bun jour sur deux|轮换|交替|交互|切り替え|隔日|隔周|"
    r"スイッチバック",
)

DIFFERENCE = pattern(
    "difference_in_differences",
    r"\bdifference of (?:the )?(?:changes|differences|trends)|\b(?:minus|less|net of|subtract\w*|deduct\w*) (?:the |their |its )?"
    r"(?:change|trend|drop|rise|growth|improvement)s? (?:in|of|at|among|from)\b",
    r"\bchange (?:among|in|at|for|of|across)\b[^.;]{0,50}?\b(?:less|minus|versus|vs\.?|compared (?:to|"
    r"with)|against|net of|than|with|and)\b[^.;]{0,15}?\b(?:change|that (?:in|of|at))\b",
    r"\bdiff(?:erence)?s?[- ]in[- ]diff(?:erence)?s?\b|\bdid\b(?= (?:on|"
    r"with|against|design|analysis|estimate|vs|using|between|model|"
    r"approach)\b(?! not))|(?-i:\bDiD\b)|\bsynthetic control|\bsynthetic (?:twin|region|"
    r"market|store)|\bdouble difference|\bdoppelte differenz|"
    r"\bdoble diferencia|\bdiferencias en diferencias|"
    r"\bdiferença em diferenças|\bdifférence de différences|"
    r"\bdouble différence|双重差分|差の差|差分の差|合成控制|合成コントロール",
)

COMPARISON = pattern(
    "difference_in_differences",
    r"\b(?:vs\.?|versus|against|with|to|from) (?:the )?(?:\w+ )?\w+ (?:that|which|who) (?:don't|doesn't|didn't|haven't|hasn't|aren't|weren't|won't|lack)\b|\b(?:our|pilot) \w+ "
    r"(?:vs\.?|versus|against) (?:\w+ ){1,2}?of (?:a |the |our )?(?:sister|other|another|similar|neighbou?r\w*)\b",
    r"\b(?:against|versus|vs\.?|with|to) (?:the )?(?:ones?|those|others?|\w+) (?:that|which|who) (?:start|get|come|join|follow)s?\b[^.;]{0,20}?\b(?:later|next|last)\b|"
    r"未導入(?:の)?(?:店|拠点|地域|群)|\b(?:with|vs\.?|versus|against|to|minus) (?:the )?other (?:[a-z]+s)\b",
    r"\b(?:carry|carries|carried|continue\w*|work\w*) on as (?:before|usual)|\b(?:carry|carries|goes|go|continue|continues) (?:on )?as (?:before|usual)\b|\bof (?:the )?"
    r"(?:same|similar|comparable) (?:size|type|kind|profile|mix)\b|\b(?:later|not yet)\s?[:;,]\s?(?:we )?compar|\b(?:gegen|mit|zu|gegenüber) (?:den |die |der )?(?:übrigen?|"
    r"anderen?|restlichen?) \w+",
    r"\b(?:compared (?:to|with)|versus|vs\.?|against|minus|than)\b[^.;]{0,40}?\b(?:without (?:it|the|a|any)|that (?:have|has|had) no|non-?users?|"
    r"non-?(?:adopters?|participants?|members?|customers?|enrolled)|untreated|not treated|the rest\b|(?:all )?(?:the )?others?\b)|\btreated\b[^.;]{0,40}?"
    r"\b(?:untreated|not treated|control)\b|\bnon-?users?\b|\b(?:zwillings|schwester|nachbar)\w+ als\b|\bgrupo de compara\w+|\bgroupe de comparaison|"
    r"对照(?:店|门店|城市|地区|区域|医院|工厂)|対照(?:店舗|地域|拠点|病棟)",
    rf"\b{_TAKES}\b(?:[^.;]|vs\.){{0,60}}?\b(?:don't|didn't|doesn't|do not|did not|does not|have not|haven't|hasn't|has not)(?=[.,;)]|$|"
    rf"\s(?:yet|get|use|have|sign|join|it|take|enrol|participate|want)\b)|\b(?:with|using) (?:it|the \w+) (?:and|vs\.?|versus|against|to|"
    rf"with) (?:\w+ ){{0,2}}?without\b|\b(?P<who>\w{{4,}})s? (?:vs\.?|versus|against|and|with) non-?(?P=who)s?\b|\bmatched[- ](?:\w+[- ])?(?:control|"
    rf"pair|cohort|comparison|sample|case|twin|patient|farm|customer)\w*|\bcase[- ]control\b|\bcounterparts?\b|\bpeer (?:group|sites?|stores?|"
    rf"branch\w*|hospitals?|regions?|plants?)\b",
    r"\b(?:not|non|n't)[- ]?(?:be )?random[^.;]{0,60}?\b(?:compar|control|versus|vs)|\bmatched (?:control|"
    r"comparison|stores?|regions?|sites?|customers?|users?|pairs?|markets?|group)|"
    r"\b(?:pilots?|treated|participating|trained) (?:\w+ )?(?:vs\.?|versus|against|and|with) (?:the )?(?:non|un)-?\w+|"
    r"\bcontrol (?:regions?|sites?|stores?|markets?|countr\w+|cit\w+|towns?|plants?|wards?|hospitals?|schools?|"
    r"branch\w*|teams?|lines?|brands?)\b|\b(?:twin|sister|neighbou?r\w*) (?:\w+ )?as (?:a |the )?(?:control|comparison)|"
    r"\b(?:that|which|who|where they) (?:still )?(?:keeps?|stays?|remains?|works?|use[sd]?|continue\w*)\s(?:with |on |to use )?"
    r"(?:the )?(?:old|paper|manual|current|previous|usual)\b|\bstay(?:s|ed)? on (?:paper|the old)|"
    r"\b(?:vs\.?|versus|against|gegen|mit|avec|con|frente a|com|to|with|and)\s(?:the |[0-9]+ |zwei |drei |des |otr[oa]s |"
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

INTERRUPTED = pattern(
    "interrupted_time_series",
    r"\b(?:trend|level|series|curve)\b[^.;]{0,40}?\b(?:chang|break|broke|bend|shift|jump|drop)\w*\b[^.;]{0,30}?\b(?:after|at|since|when|with)\b",
    r"\bthan (?:in |it was )?(?:last|the previous|the prior) \w+|\b(?:old|previous|past|historical) trend\b|\bwould have (?:given|been|looked|happened|gone)\b",
    r"\b(?:weeks?|months?|years?|quarters?) before\b[^.;]{0,40}?\b(?:compared|with|vs|versus|first|of use)\b|\b(?:jahr|monat|quartal|zeit|woche) (?:davor|zuvor)\b|"
    r"\bseit (?:der )?einführung\b|\bdummy\b|\bregress\w* on time\b|\btime trend\b|\b(?:last|past) (?:\w+ )?years\b[^.;]{0,60}?\bthis year\b",
    r"\b(?:rolling|moving) (?:average|mean)|\b(?:bend|kink|jump|step|break)s?\b[^.;]{0,20}?\b(?:at|on|after|since|around)\b[^.;]{0,15}?\b(?:launch|go-?live|"
    r"date|start|switch)|\b(?:against|versus|vs\.?|compared (?:to|with)) (?:the |our )?(?:\w+ )?(?:forecast|budget|plan|projection|expectation|trend)\b|"
    r"\b(?:levels?|averages?|mean|numbers|figures|values|kpis?) (?:of|in|from|over) (?:the )?(?:last|previous|past|prior)\b|\b(?:in the (?:old days|past)|back "
    r"then|used to)\b[^.;]{0,60}?\bnow\b|\bavant\b[^.;]{0,20}?\baprès|\b(?:con|contra|frente a|respecto a|com|avec|à|mit|gegenüber|zu) (?:el |la |los |las |o |"
    r"a |le |l'|dem |den |der )?\w+ (?:pasad[oa]s?|anterior(?:es)?|passad[oa]s?|dernier|dernière|précédente?|passée?)\b|\b(?:mit|gegenüber|zu) (?:dem |den |der )?"
    r"(?:letzten|vorigen|vergangenen) \w+",
    r"\b(?:a|one|two) (?:year|season|month|quarter)s? (?:earlier|ago|before|prior)\b|\b(?:breaks?|departs?|deviates?|departure|bend|kink|"
    r"jump|step|shift) (?:from|in|of) (?:its |the |our )?(?:\w+ ){0,2}?(?:trend|level|series|curve|line|forecast)\b|\b(?:how|whether|if) "
    r"(?:the |our )?[^.;]{0,40}\b(?:changes?|moves?|drops?|falls?|rises?|develops?)\b[^.;]{0,20}\b(?:after|since|once|following) (?:the )?(?:go-?live|"
    r"launch|roll-?out|introduction|start|switch)|\bsince (?:the )?(?:go-?live|launch|introduction)[^.;]{0,30}\b(?:compared|versus|vs)",
    r"(?<!cross )\btime[- ]series\b(?! cross| split)|\bstructural break|\bbreak[- ]?(?:test|point)|"
    r"\bchange[- ]?points?\b|\bintervention analysis|\b(?:expected|predicted|forecast|forecasted|"
    r"projected|extrapolated) (?:curve|path|level|trend|trajectory|line|course)s?\b",
    r"\bsame (?:period|months?|weeks?|quarter|season|time|days?|dates?)\b[^.;]{0,20}?(?:20[0-9]{2}|last|previous|prior|a year|"
    r"earlier|before|ago)|\b(?:mism[oa]|même|gleiche[nrm]?|mesm[oa]) (?:periodo|trimestre|mes|mois|période|monat|quartal|"
    r"zeitraum|período|semana|semaine)|\b(?:año|mes|trimestre|ano|mês) (?:anterior|pasado|passado)|\bannée précédente|"
    r"\bl'an(?:née)? derni|\bvorjahr|\byear[- ]on[- ]year\b|\b(?:the )?(?:year|season|month|quarter|winter|summer) before\b|"
    r"\b(?:own|our) (?:past|history)\b|\bwould have happened without\b|\bextrapolat\w+|"
    r"\b(?:compar\w+[^.;]{0,30}?\s(?:to|with|against)|versus|vs\.?|against|relative to)\s(?:the |our |those of )?(?:[\w']+ )?"
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
    r"month|period|winter|summer)\b(?!'s (?:data|demand|orders|logs|traffic|requests|cases|tickets|claims|calls))|\b(?:last|previous) (?:year|season|"
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

RANDOMISED = pattern(
    "ab",
    r"\b(?:split|assign\w*|bucket\w*|allocat\w*|divid\w*) (?:by|on|at) (?:the )?(?:household|user|customer|account|id|patient|device|cookie|session|visitor|store|"
    r"member|driver|policy|caller|student|class|household)s?\b|\bcontrol (?:and|vs\.?|versus|/|or) (?:treatment|test|variant)\b",
    r"\b(?:experiment\w*|treatment|test|control|usual|intervention|exposed|active) arms?\b|\b\w+-level (?:experiment|test|trial)|\bdraws?\b[^.;]{0,15}?\b(?:envelope|"
    r"card|lot|straw|number)s?\b|\bsealed envelopes?\b|\b(?:ending|ends?) (?:in|with|on) (?:an? )?(?:[0-9]|even|odd)",
    r"\b(?:even|odd)[- ](?:numbered )?(?:ids?|customers?|accounts?|users?|members?|numbers?|digits?|phones?|policy|policies|patients?)\b|"
    r"\b(?:even|odd) (?:and|or|vs\.?|/) (?:even|odd) (?:ids?|numbers?|customers?)|\blast digit\b|\bby (?:a )?draw\b|(?-i:\bAB\b)(?! ?CD)|"
    r"\b[0-9]+ ?% of (?:the |our )?\w+ (?:stays?|remains?|keeps?|never|do not|don't|will not)\b|\b[0-9]+:[0-9]+ (?:allocation|randomi)",
    r"\b(?:out of|from) a hat\b|\bdrawn? (?:by|from|out|at)\b|\bby chance\b|\bal azar\b|\bao acaso\b|\bau hasard\b|\b(?:flip|toss|throw|roll)\w* "
    r"(?:a |the )?(?:coin|dice|die)\b|\bsplit (?:the )?(?:\w+ )?(?:in|into|in to) (?:two|half|halves|2)\b|\bcontrol and (?:test|treatment)\b",
    r"\ba ?/ ?b(?:/[cn])?\b|\bab[- ]?(?:n[- ])?(?:tests?|testing|"
    r"experiments?|split)\b|a/bテスト|a/b测试|ab测试|abテスト|\bsplit[- ]?(?:tests?|"
    r"testing|traffic|run)\b|\btest[- ]and[- ]control\b|\btreatment (?:and|"
    r"vs\.?|versus|/) control\b|\brct\b|\bbandit\b|\binterleav\w+\b",
    rf"(?<!not )(?<!non-)(?<!non )(?<!nor )(?<!n't )(?<!quasi-)\brandom(?:i[sz](?:e|ed|es|ing|"
    rf"ation))?(?:ly)?\b{_NOT_A_TEST}",
    r"\b(?:by|a) (?:lottery|coin(?:[- ](?:flip|toss))?|lot|hash|dice)\b|\bcoin[- ](?:flip|toss)|"
    r"\blottery\b|\bhash(?:ed|ing)? (?:of |by |on )?(?:the )?(?:user|customer|account|id)|\b(?:by|"
    r"on) (?:user|customer|account)[- ]id hash",
    r"\bhold(?:ing)?[- ]?(?:s )?(?:back|out)\b(?!\s(?:set|data|months?\b|weeks?\b|years?\b|period|quarters?\b|sample of|logs|period of|fold|metric|score|"
    r"auc|f1|months? of))|\bheld[- ]back\b|\bkeep(?:ing|s)? (?:back|out)\b|\bwithh[eo]ld\w*\b|"
    r"\bcontrol (?:group|arm|cell|bucket)s?\b|\b(?:two|three|four|2|3|4) (?:arms|groups|cells|variants)\b|"
    r"\bvariants?\b|\b(?:50|90|80|70|95|99|20|10|30|60|40|5)\s?[/:-]\s?(?:50|10|20|30|5|1|80|90|70|40|60|"
    r"95)\b(?!\s?/)",
    rf"\b(?:half|every (?:second|other)|one in (?:two|three|ten))\s(?:of\s)?(?:the |our |"
    rf"all )?(?:\w+ )?(?:{UNITS})\s(?:gets?|sees?|receives?|uses?|have|has|keeps?|are|is|will)\b",
    rf"\bhalf (?:of )?(?:the |our |all )?(?:{UNITS})\b[^.;]{{0,50}}\b(?:other half|rest|others|old|not|"
    rf"without|control)|\bone half\b[^.;]{{0,40}}\bother half",
    r"\b[0-9]+ ?%? (?:control|hold-?out|hold-?back)\b|\b(?:test|treatment|treated) (?:and|vs\.?|versus|/|or) control\b|"
    r"\bdrawn (?:at random|by lot)|\brandomis[ée]|\btir(?:é|és|ée|ées|age) au sort|\bsortei?(?:o|ad[oa]s?|iam?)\b|\bzufalls\w+|"
    r"\b(?:aus|ver)gelost|\bper los\b|\bpor sorteo\b|抽签|随机|抽選",
    r"\bzufällig|\brandomisiert|\bkontrollgruppe|\btestgruppe|\baléatoire|"
    r"\bgroupe (?:de )?(?:contrôle|témoin)|\baleatori[oa]|\baleatoriz|"
    r"\bgrupo (?:de )?(?:control|controle)\b|随机|对照组|对照实验|ランダム|無作為|対照群|"
    r"コントロール群|分组|分两组",
)

CHOSEN = pattern("difference_in_differences", r"\b(?:control|comparison) (?:group|arm|cell)s?\b")
"""A group to compare with, where it is said that chance does not decide who is in it."""

STAGED = pattern(
    "staged_rollout",
    r"\bthen\b[^.;]{1,30}?\bthen\b|\bnow,\s[^.;]{1,40}?\b(?:in|by|from|later)\b[^.;]{0,40}?\b(?:whole|all|everyone|rest|entire)\b|\b(?:doubl|tripl|increas|rais)\w*\b"
    r"[^.;]{0,25}?\b(?:each|every) (?:day|week|month|sprint)\b|\b(?P<werk>\w{4,}) (?:für|par|por|a) (?P=werk)\b|\bnach und nach\b|\bpeu à peu\b|\bpoco a poco\b|\baos poucos\b|"
    r"\bpouco a pouco\b|\b(?:une? par une?|una? por una?|uma? por uma?|einer? nach de[rm] anderen)\b",
    r"\b(?P<when>week|month|phase|wave|step|day|stage) ?[0-9]+\b[^;]{0,40}?\b(?P=when) ?[0-9]+\b|\b(?:one|two|three|[0-9]+) \w+ (?:per|a|each|every) (?:day|week|month|quarter|"
    r"sprint)\b[^.;]{0,20}?\b(?:until|till|then)\b|\bnext (?:one|region|site|store|shop|branch|plant|team|country|city|group|wave|unit|ward) (?:goes|gets|"
    r"follows|starts|comes|joins|is)\b|\w ?-?> ?[\w %]{2,30}? ?-?> ?\w|\b(?:bit by bit|little by little|one by one|step after step)\b|\b(?:soft|limited) launch\b|"
    r"\bearly access\b|\bthen (?:\w+ )?(?:worldwide|everywhere|nationwide|globally|company-?wide|to all|all|everyone|everybody|the rest|the others?)\b|"
    r"\b\w+ first, [^.;]{1,25}?\b(?:later|after|afterwards|next|then)\b|分[一二三四五六七八九十两0-9]*(?:批|步|阶段|期)|順番に|順に|ごとに導入",
    rf"\b(?:every|each|per)\s(?:{_N}\s|few\s)?(?:weeks?|months?|days?|sprints?|quarters?),? (?:we (?:add|open|switch on|onboard) )?(?:one|two|"
    rf"three|another|[0-9]+|a)\s?(?:more|further|additional|other|new)?\s?(?!times)\w+|\b(?:one|two|another|[0-9]+) (?:more|further) \w+ (?:every|each|"
    rf"per)\b|\bfriends (?:&|and|\+) family\b|[0-9]+ ?%,? ?(?:,|then|/|>|-+>)\s?[0-9]+ ?%[^.;]{{0,12}}\b(?:everyone|everybody|all|rest)\b|"
    rf"\bstart(?:s|ing|ed)? (?:small|on|with|in|at)\b[^.;]{{0,30}}?\b[0-9]+ (?:of|out of) [0-9]+\b|\bstart(?:s|ing)? small\b|"
    rf"\b(?:add|open|onboard|connect|migrate|include)\w* (?:more|further|one|another) \w+ (?:every|each|as|if|when|unless|until)\b",
    r"\b(?P<unit>\w{4,}) (?:by|after) (?P=unit)\b|\beach (?:\w+ ){1,3}(?:after|once|when) the (?:previous|last|"
    r"one before)\b|\bone (?:\w+ )?at a time\b|\bone (?:\w+ )?after (?:the other|another)\b",
    r"(?-i:\b[Ff]irst (?:in |at |the |only )?[A-Z]\w+[^.;]{0,30}?\b(?:then|later|next|finally|afterwards)\b)|\b\w+ first,? "
    r"(?:and )?(?:then |later )?(?:the )?(?:others?|rest|everyone|all)\b|"
    r"\b(?:increas|rais|grow|expand|widen|extend)\w* (?:the )?(?:exposure|share|traffic|percentage|coverage|roll-?out)\b|"
    r"\b(?:primero|primeiro|d'abord|zuerst|erst|zunächst)\b[^.;]{0,50}\b(?:luego|después|depois|puis|ensuite|dann|danach|"
    r"später|finalmente|em seguida)\b|先[^。]{1,20}再|まず[^。]{1,20}(?:その後|次に|から)|试点[^。]{0,10}推广",
    r"\bstag(?:ed|es)\b|\bgradual(?:ly)?\b|\bramp(?:s|ed|ing)?(?:[- ]?up)?\b|\bphased\b|\bphase[- ]in\b|\bphases\b|"
    r"\bcanary\b|\bcanaries\b|\bprogressive(?:ly)?\b|\bstep(?:s|wise)?[- ]by[- ]step\b|"
    r"\bstepwise\b|\bin (?:weekly |daily |monthly |two |three |four |five |small )?(?:steps|waves|stages|"
    r"phases|tranches|batches)\b|\bwave \w+\b|\b(?:wave|region|store|site|country|city|team|branch|plant|"
    r"depot) (?:by|after) (?:wave|region|store|site|country|city|team|branch|plant|depot)\b|"
    r"\brolling (?:deployment|launch|release)\b|\bincremental(?:ly)? roll|\bpilot (?:first|then)|"
    r"\b(?:first|start(?:ing)?)\b[^.;]{0,40}\b(?:then|after that|afterwards|next)\b[^.;]{0,30}\b(?:all|"
    r"everybody|everyone|rest|more|(?<![0-9])[0-9]++ ?%|100)|\b[0-9]+\s?%?\s?(?:,|/|then|-+>|>|"
    r"to)\s?(?<![0-9])[0-9]++\s?%?\s?(?:,|/|then|-+>|>|to)\s?(?:and )?(?<![0-9])[0-9]++\s?%|"
    r"\b[0-9]+ ?%[^.;]{0,25}\bthen\b[^.;]{0,15}(?<![0-9])[0-9]++ ?%|\bfeature flag\b[^.;]{0,30}(?<![0-9])[0-9]++ ?%",
    r"\bschrittweise|\bstufenweise|\bgestaffelt|\bphasenweise|\bprogressif|"
    r"\bprogressive?ment|\bpar étapes|\bpar vagues|\bgradual(?:mente)?\b|"
    r"\bpor (?:etapas|fases|olas|ondas)|\bescalonad[oa]|\bpaulatin|灰度|逐步|分批|"
    r"分阶段|段階的|段階リリース|順次|カナリア",
)

OFFLINE = pattern(
    "offline_only",
    r"\b(?:labelled|labeled|annotated) \w+|\b(?:simulat|replay|backtest)\w*\b",
    r"\bcompar\w+ (?:its|the model's|their|model|predicted) (?:picks|choices|predictions|recommendations|suggestions|answers|outputs?|decisions|forecasts?)\b",
    r"\bconfusion matrix\b|\bon the same data\b|\b(?:k|five|ten|[0-9]+)[- ]?fold\b|\b(?:recalculat|recomput|backcast|hindcast|reanaly[sz])\w*",
    r"\bgold (?:set|standard|labels?)\b|\bpaper[- ]trading\b|\b(?:test|hold-?out|validation|evaluation|out[- ]of[- ]time) (?:month|week|year|period|quarter|sample)\b|"
    r"\bretrospective(?:ly)?\b|\bhors[- ]ligne\b|\bfuera de línea\b|\bwould have (?:decided|predicted|said|flagged|recommended|chosen|scored|caught|routed|priced)|"
    r"\bhätte\b[^.;]{0,40}?\b(?:vorhergesagt|entschieden|erkannt|empfohlen)|(?:去年|过去|以前)的?(?:数据|订单|记录|案例)|\b(?:macro |micro |weighted )?f1\b|\bauc\b|\brmse\b|"
    r"\bmape\b|\bndcg\b",
    r"\b(?:re-?)?(?:score|run|rerun|apply|try|test|check|evaluate|predict)\w*\b[^.;]{0,25}?\b(?:on |for |through |over )?(?:the |all )?(?:20[0-2][0-9]|"
    r"last (?:year|month|quarter|season)'s|yesterday's) (?!and\b|to\b)\w+|\b(?:runs?|running|run) (?:along|alongside|in parallel|next to|beside)\b|"
    r"\bwithout (?:any(?:one|body)|people|users|staff|customers|nurses|agents|any) (?:\w+ )?(?:acting|seeing|using|noticing|knowing)|"
    r"\b(?:human|manual|expert|blind|blinded|side-by-side) (?:eval\w*|reviews?|ratings?|grading|assessment|annotation|judg\w+|scoring)\b|"
    r"\b(?:labelled|labeled|annotated|tagged) (?:sample|data|cases|set|examples|images|records)\b|\b(?:compare|look at|check|report|see) (?:the )?"
    r"(?:auc|gini|rmse|mape|f1|accuracy|precision|recall)\b",
    r"\bback-?test(?:s|ed|ing)?\b|\boffline\b|\breplay(?:s|ed|ing)?\b|\bshadow(?:ing|[- ](?:mode|run|"
    r"deployment|traffic|test))?\b|\bsimulat(?:e|es|ed|ion|ions|or|ing)\b|\bcross[- ]?validat\w*\b|"
    r"\bsilent(?:ly)?\b|\bin the background\b|\b(?:nobody|no one|no user|not) (?:sees?|shown|acts?|visible)\b|\bheld[- ]out\b|"
    r"\btrain(?:ing)?[ /-](?:and[ -])?test\b|\bpredict\w+ (?:with|to|against|vs\.?|versus|and) (?:the )?(?:actual|real|true)|"
    r"\b(?:experts?|reviewers?|raters?|annotators?|labell?ers?|doctors|analysts|colleagues) (?:\w+ ){0,2}?(?:grade|rate|score|"
    r"judge|label|re-?read|re-?label|compare)s? (?:[0-9.,]+|the|a|old|outputs?|answers?)|\balt(?:e|en|er) (?:daten|fälle\w*)|"
    r"\baltdaten|\bin der vergangenheit|历史(?:订单|样本|记录|工单|案例)|"
    r"\bk-?fold\b|\b[0-9]+-?fold\b|\b(?:hold-?out|held-?out|test|validation|eval(?:uation)?|"
    r"golden) (?:set|data(?:set)?|split|sample|fold)s?\b|\b(?:historical|historic|archived|logged|stored|"
    r"recorded|last year's|(?:past|old|closed) (?!(?:and|/|vs|version|one|way|system|price|process|plan|planner|days|ranking|letter|model|method|tool|flow|page|design|routing|layout|schedule|software|prices|pages|rules|app|year|"
    r"month|week|quarter|season|rule|trend)s?\b)(?=\w))\s?\w+\b|\b(?:validation|test|training|"
    r"eval) data\b|\bmlflow\b|\bweights (?:&|and) biases\b|\bwandb\b|\bexperiment(?:s)? (?:track|log|"
    r"runs?)\w*|\bhyper-?param\w*|\bablation|\bnotebook|\bbenchmark(?:s|ing)?\b|\bleaderboard|"
    r"\bgrid search|\bkaggle|\bdigital twin|\bmonte carlo|\bsandbox\b|\boff-?policy|"
    r"\bcounterfactual evaluation|\bdry[- ]run",
    r"\bhistorische[nr]? daten|\brückvergleich|\bsimulation|"
    r"\bdonnées (?:historiques|passées)|\bdatos (?:históricos|pasados)|"
    r"\bdados (?:históricos|passados)|\bsimulación|\bsimulação|"
    r"\bvalidación cruzada|\bvalidação cruzada|回测|离线|历史数据|影子|仿真|模拟|バックテスト|"
    r"オフライン|過去データ|過去の(?:データ|ログ)|シミュレーション|シャドー?ウ?",
)
