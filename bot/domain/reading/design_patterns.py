"""The phrases that name an experiment's design or refuse one, in English and the languages that people mix in."""

from bot.domain.reading.patterns import pattern

UNITS = (
    r"(?:users?|customers?|visitors?|people|sessions?|traffic|accounts?|stores?|shops?|sites?|regions?|"
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

REFUSAL = pattern(
    "refusal",
    r"\b(?:no|not|never|cannot|can't|can not|don't|do not|won't|will not|isn't|is not|doesn't|does not|"
    r"without|impossible|forbidden|forbids?|refuses?|unethical|illegal|nobody|"
    r"too (?:few|small|little|risky|expensive|slow|late)|rather not|"
    r"skip(?:ping)?|kein(?:e|en)?|nicht|ohne|pas d[e']|aucune?|sans|sin|"
    r"ningún|ninguna|sem|nenhum|nenhuma|n'est pas|não|no hay)\b|不|没有|無し|なし|"
    r"ない|しない|せず|できない",
)
"""Says no to something."""

PLACEHOLDER = pattern(
    "placeholder",
    r"^\W*(?:n\s?/\s?a|na|none|no|nope|nein|non|nothing|nil|not planned|"
    r"not applicable|not needed|keine?r?|ninguno|nenhum|aucun|无|没有|なし|無し|"
    r"不需要|ありません|-+|x)\W*$",
)
"""An empty word where a design was asked for."""

LAUNCH_TO_ALL = pattern(
    "launch_to_all",
    r"\b(?:launch|ship|release|go live|roll(?:ed|ing)? (?:it )?out|switch(?:ed)? (?:it )?on|"
    r"turn(?:ed)? (?:it )?on|deploy|enable|activate|big bang|cut over)\b[^.;]{0,40}?\b(?:everyone|"
    r"everybody|everywhere|all (?:users|customers|stores|at once|of them|sites|regions)|to all|for all|"
    r"at once|100 ?%|overnight|in one go|big bang|whole company|all at the same time|straight away)\b",
    r"\b(?:everyone|everybody|all (?:users|customers|stores|sites))\s(?:gets?|will get|receives?|has|have|"
    r"sees?)\b|\bbig[- ]bang\b|\bjust (?:launch|ship|release|deploy|go live)\b|\bfull launch\b|"
    r"\bstraight to (?:production|prod|100)\b",
    r"\btodos lo(?:s)? reciben|\btodos reciben|"
    r"\btous (?:les clients )?(?:le |la )?reçoivent|\btodos recebem|"
    r"\balle (?:kunden|nutzer) (?:bekommen|erhalten)|\bsofort für alle\b|"
    r"\bpour tous\b|\bpara todos\b|全量上线|全量发布|一括(?:導入|リリース)|全員に",
)
"""Everybody gets it, with nothing to compare with."""

SWITCHBACK = pattern(
    "switchback",
    r"\brandom\w* (?:of )?(?:the )?(?:[\w-]+ ){0,3}?(?:hours?|days?|weeks?|shifts?|blocks?|windows?|"
    r"slots?|time)\b(?! (?:before|after|ago))|\b(?:time|hour|day|half-hour|week)[- ](?:blocks?|slots?|"
    r"windows?)\b",
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
    r"\bchange (?:among|in|at|for|of|across)\b[^.;]{0,50}?\b(?:less|minus|versus|vs\.?|compared (?:to|"
    r"with)|against|net of|than)\b[^.;]{0,15}?\b(?:change|that (?:in|of|at))\b",
    r"\bdiff(?:erence)?s?[- ]in[- ]diff(?:erence)?s?\b|\bdid\b(?= (?:on|"
    r"with|against|design|analysis|estimate|vs|using|between|model|"
    r"approach))|\bDiD\b|\bsynthetic control|\bsynthetic (?:twin|region|"
    r"market|store)|\bdouble difference|\bdoppelte differenz|"
    r"\bdoble diferencia|\bdiferencias en diferencias|"
    r"\bdiferença em diferenças|\bdifférence de différences|"
    r"\bdouble différence|双重差分|差の差|差分の差|合成控制|合成コントロール",
)
COMPARISON = pattern(
    "difference_in_differences",
    r"\b(?:not|non|n't)[- ]?(?:be )?random[^.;]{0,60}?\b(?:compar|control|versus|vs)|\bmatched (?:control|"
    r"comparison|stores?|regions?|sites?|customers?|users?|pairs?|markets?|group)|"
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
    r"(?<!cross )\btime[- ]series\b(?! cross| split)|\bstructural break|\bbreak[- ]?(?:test|point)|"
    r"\bchange[- ]?points?\b|\bintervention analysis|\b(?:expected|predicted|forecast|forecasted|"
    r"projected|extrapolated) (?:curve|path|level|trend|trajectory|line|course)s?\b",
    r"\binterrupted time[- ]series\b|\bITS\b|\bcausal ?impact\b|"
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
    r"month|period|winter|summer)\b|\b(?:last|previous) (?:year|season|"
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
    r"\ba ?/ ?b(?:/[cn])?\b|\bab[- ]?(?:n[- ])?(?:tests?|testing|"
    r"experiments?|split)\b|a/bテスト|a/b测试|ab测试|abテスト|\bsplit[- ]?(?:tests?|"
    r"testing|traffic|run)\b|\btest[- ]and[- ]control\b|\btreatment (?:and|"
    r"vs\.?|versus|/) control\b|\brct\b|\bbandit\b|\binterleav\w+\b",
    rf"(?<!not )(?<!non-)(?<!non )(?<!nor )(?<!n't )(?<!quasi-)\brandom(?:i[sz](?:e|ed|es|ing|"
    rf"ation))?(?:ly)?\b{_NOT_A_TEST}",
    r"\b(?:by|a) (?:lottery|coin(?:[- ](?:flip|toss))?|lot|hash|dice)\b|\bcoin[- ](?:flip|toss)|"
    r"\blottery\b|\bhash(?:ed|ing)? (?:of |by |on )?(?:the )?(?:user|customer|account|id)|\b(?:by|"
    r"on) (?:user|customer|account)[- ]id hash",
    r"\bhold(?:ing)?[- ]?(?:s )?(?:back|out)\b(?!\s(?:set|data|sample of|logs|period of|fold|metric|score|"
    r"auc|f1|months? of))|\bheld[- ]back\b|\bkeep(?:ing|s)? (?:back|out)\b|\bwithh[eo]ld\w*\b|"
    r"\bcontrol (?:group|arm|cell|bucket)s?\b|\b(?:two|three|four|2|3|4) (?:arms|groups|cells|variants)\b|"
    r"\bvariants?\b|\b(?:50|90|80|70|95|99|20|10|30|60|40|5)\s?[/:-]\s?(?:50|10|20|30|5|1|80|90|70|40|60|"
    r"95)\b(?!\s?/)",
    rf"\b(?:half|every (?:second|other)|one in (?:two|three|ten))\s(?:of\s)?(?:the |our |"
    rf"all )?(?:\w+ )?(?:{UNITS})\s(?:gets?|sees?|receives?|uses?|have|has|keeps?|are|is|will)\b",
    rf"\bhalf (?:of )?(?:the |our |all )?(?:{UNITS})\b[^.;]{{0,50}}\b(?:other half|rest|others|old|not|"
    rf"without|control)|\bone half\b[^.;]{{0,40}}\bother half",
    r"\bzufällig|\brandomisiert|\bkontrollgruppe|\btestgruppe|\baléatoire|"
    r"\bgroupe (?:de )?(?:contrôle|témoin)|\baleatori[oa]|\baleatoriz|"
    r"\bgrupo (?:de )?(?:control|controle)\b|随机|对照组|对照实验|ランダム|無作為|対照群|"
    r"コントロール群|分组|分两组",
)
STAGED = pattern(
    "staged_rollout",
    r"\b(\w{4,}) (?:by|after) \1\b|\beach (?:\w+ ){1,3}(?:after|once|when) the (?:previous|last|"
    r"one before)\b|\bone (?:\w+ )?at a time\b|\bone after (?:the other|another)\b",
    r"\bstag(?:ed|es)\b|\bgradual(?:ly)?\b|\bramp(?:s|ed|ing)?(?:[- ]?up)?\b|\bphased?\b(?:[- ]in|"
    r"[- ]roll)?|\bcanary\b|\bcanaries\b|\bprogressive(?:ly)?\b|\bstep(?:s|wise)?[- ]by[- ]step\b|"
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
    r"\bback-?test(?:s|ed|ing)?\b|\boffline\b|\breplay(?:s|ed|ing)?\b|\bshadow(?:ing|[- ](?:mode|run|"
    r"deployment|traffic|test))?\b|\bsimulat(?:e|es|ed|ion|ions|or|ing)\b|\bcross[- ]?validat\w*\b|"
    r"\bk-?fold\b|\b[0-9]+-?fold\b|\b(?:hold-?out|held-?out|test|validation|eval(?:uation)?|"
    r"golden) (?:set|data(?:set)?|split|sample|fold)s?\b|\b(?:historical|historic|archived|logged|stored|"
    r"recorded|last year's|(?:past|old|closed) (?!(?:and|/|vs|version|one|way|system|price|process|year|"
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

IMPOSSIBLE = pattern(
    "impossible",
    r"\b(?:not|never|cannot|can't|isn't|no)\b[^.;,]{0,25}\b(?:possible|"
    r"allowed|permitted|feasible|an option|legal|ethical|needed|necessary|"
    r"planned|wanted)\b|\b(?:we|you|it) (?:cannot|can't|can not|won't|"
    r"will not)\b(?![^.;,]{0,20}(?:say|tell|know|decide))|\bno se puede\b|"
    r"\bnicht (?:möglich|erlaubt|geplant|vorgesehen)\b|\b(?:pas|"
    r"n'est pas) (?:possible|permis|prévu)|\bnão (?:é possível|dá|"
    r"podemos)\b|\bimpossible\b|\bunmöglich\b|\bimposible\b|不(?:可能|允许|需要)|"
    r"(?:できない|不可能|予定なし)",
)
"""Says that it will not or cannot be done, whatever it is."""

LIVE_LATER = pattern(
    "later",
    r"\b(?:then|followed by|afterwards|after that|later|before (?:an?|the) |next|finally|puis|dann|luego|"
    r"depois)\b",
)
"""Puts a live test behind an offline one."""
