"""The phrases that name a live experiment: by chance, in turns, in steps; in English and languages people mix in."""

from bot.domain.reading.patterns import pattern

UNITS = (
    r"(?:pairs?|callers?|recipients?|workers?|branch|animals|cows|herds?|villages?|towns?|neighbou?rhoods?|citizens?|"
    r"branches|readers?|viewers?|guests?|passengers?|shoppers?|drivers|nurses?|doctors?|officers?|users?|customers?|"
    r"visitors?|people|sessions?|traffic|accounts?|stores?|shops?|sites?|regions?|"
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
    r"\b(?:no|non|nicht|não|pas) (?:aleatori\w*|aléatoire\w*|zufällig\w*|randomisiert\w*|aleatóri\w*)|没有随机|"
    r"不是(?:被)?随机|并非随机|不随机|非随机|"
    r"未随机|\bnon tirée?s? au sort\b|ランダムで(?:は)?ない",
    r"\b(?:not|never|isn't|wasn't|weren't|aren't|non|nor|without)[- ](?:\w+[- ]){0,3}?random\w*",
)
"""Says that chance does not decide."""

_N = r"(?:[0-9]+|a|an|one|two|three|four|each|every|zwei|drei)"

_STRETCH = r"(?:hours?|days?|weeks?|months?|shifts?|nights?|fortnights?|mornings?|slots?)"

_SO_ON = r"(?:and so (?:on|forth)|round again|and repeat|repeat(?:ed)?|over and over|in turns?|by turns|and back)"

SWITCHBACK = pattern(
    "switchback",
    rf"\b(?:one|this) {_STRETCH}\b(?![^.;]*\b(?:more|another|further|until (?:all|every))\b)[^.;]{{0,40}}?\bnext\b"
    rf"[^.;]{{0,40}}?\b{_SO_ON}\b|\bon one {_STRETCH},? (?:and )?off the next\b",
    r"\beine?n? (?:tag|woche|schicht|stunde|nacht)\b[^.;]{0,30}?\bd(?:ie|er|en|as) (?:nächste|andere|folgende)\w*\b"
    r"[^.;]{0,30}?\b(?:so weiter|usw|wechsel)|\buma (?:semana|hora|noite|jornada) com\b[^.;]{0,30}?\bsem\b|\bum "
    r"(?:dia|mês|turno) com\b[^.;]{0,30}?\bsem\b|\bu?n[ae]? (?:semaine|jour|jornada|semana|día|turno|"
    r"nuit)\b[^.;]{0,30}?"
    r"\b(?:l[ae] suivante?|la siguiente|el siguiente|a seguinte)\b",
    r"\b(?:días|semanas|turnos) altern[oa]s\b|\b(?:dias|semanas|turnos) alternad[oa]s\b|\bjours alternés\b|隔[天日周]",
    r"一(?:周|天|日|班|晚)[^。;]{1,12}(?:下|次|第二|另)一?(?:周|天|日|班|晚)|轮流|(?:週間?|日)は[^。]{1,12}(?:翌|"
    r"次の)(?:週|"
    r"日)は",
    r"\bevery (?:second|other|third) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    rf"\b(?:one|a|this) {_STRETCH} (?:the )?(?:old|new|current|model|rule|manual)\b[^.;]{{0,40}}?\b(?:next|following|"
    rf"other) (?:{_STRETCH}|one)\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b[^.;]{0,80}?\b(?:other|remaining|rest of the) days?\b|"
    r"\balternar\b|\balterner\b|\balternieren\w*|"
    r"\b(?:abwechseln|wechseln)d?\b",
    r"\b(?:chang\w+ over|switch\w*|swap\w*|rotat\w*|alternat\w*|flip\w*)\b[^.;]{0,20}?\b(?:hour|dai|week|fortnight|"
    r"month)ly\b|\b(?:swap|switch|flip|rotat|"
    r"alternat|chang)\w*\b[^.;]{0,40}?\b(?:every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)day|\babab\w*|\babba\b|"
    r"\b(?:ein|eine|einen|zwei|drei) (?:tage?|"
    r"wochen?|stunden?|schicht(?:en)?) (?:mit|an)\b[^.;]{0,25}?\b(?:ohne|aus)\b|\bun[ea]? (?:jour|semaine|"
    r"heure) (?:avec|sur)\b[^.;]{0,25}?\bsans\b",
    rf"\b(?:on and off|back and forth|(?:switch|flip|toggl|swap|chang|alternat|rotat)\w*)\b[^.;]{{0,40}}?\b(?:every|"
    rf"each)\s"
    rf"(?:{_N}\s|few\s|other\s)?{_STRETCH}\b|\b(?:every|each)\s(?:{_N}\s|"
    rf"few\s)?{_STRETCH}\b[^.;]{{0,30}}?\b(?:switch\w*|swap\w*|flip\w*|"
    rf"toggl\w*|change over|turn\w* (?:on|off))\b|\b(?:one|a|this) {_STRETCH} (?:with|on|"
    rf"using)\b[^.;]{{0,40}}?\b(?:the )?(?:next|other|one)"
    rf"(?: one| {_STRETCH})? (?:off|without|not)\b",
    r"\brandom\w* (?:of )?(?:the )?(?:[\w-]+ ){0,3}?(?:hours?|days?|weeks?|shifts?|blocks?|windows?|"
    r"slots?|time)\b(?! (?:before|after|ago))|\b(?:time|hour|day|half-hour|(?<!-)week)[- ](?:blocks?|slots?|"
    r"windows?)\b",
    rf"\b(?:{_N}\s)?{_STRETCH} (?:on|with(?: (?:it|the \w+))?)\s?(?:,|/|and|&|then)?\s?(?:{_N}\s)?{_STRETCH} (?:off|"
    rf"without)\b|"
    rf"\bon for (?:{_N})\s?{_STRETCH}\b[^.;]{{0,15}}\boff\b|\b(?:mornings?|days?|weeks?|mondays) (?:by|"
    rf"with) [^.;]{{0,30}}?"
    rf"\b(?:evenings?|afternoons?|nights?|tuesdays) (?:by|with)\b|\bswap(?:s|ped|ping)? (?:every|each|daily|weekly|"
    rf"back)\b|"
    rf"\brotat(?:e|es|ed|ing)\b[^.;]{{0,40}}\b(?:dai|week|month|hour)ly\b|\brotat(?:e|es|ed|"
    rf"ing)\b[^.;]{{0,40}}\bevery\b|"
    rf"\b(?:tage|wochen|stunden|schicht)weise (?:an|ein|abwechselnd|im wechsel)|\bim wechsel\b|"
    rf"\bun[e]? (?:jour|semaine|heure|mois) sur deux\b|\bun[a]? (?:día|semana|hora|mes|dia) (?:con|"
    rf"com)\b[^.;]{{0,30}}\b(?:sin|sem)\b",
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

RANDOMISED = pattern(
    "ab",
    r"\b(?:per|in each|in every) arm\b|\blots? decides?\b|\bkeep(?:ing)? (?:back )?[0-9]+ ?% (?:of )?(?:the |our )?\w+ "
    r"(?:without|off|out|on the old)\b",
    r"\b(?:hash|sort|bucket|assign|divid|put)\w*\b[^.;]{0,20}?\binto (?:a and b|groups a|arms)\b|\bstepped[- ]wedge\b|"
    r"\bgeo[- ]?(?:test|experiment|lift|holdout)\w*\b|\bper zufall\b|\bzufallsprinzip\b|\blosverfahren\b|两组|"
    r"分成[两二2]组|[2二両]群|\b(?:[0-9]+ ?%|one|1|a|two|[0-9]+ in [0-9]+)\b[^.;,]{0,40}?"
    r"\b(?:keep|see|hear|get|use)s?\s(?:the )?(?:old|usual|existing)\b",
    r"\b(?:split|assign\w*|bucket\w*|allocat\w*|divid\w*) (?:by|on|at) (?:the )?(?:household|user|customer|account|id|"
    r"patient|device|cookie|session|visitor|store|"
    r"member|driver|policy|caller|student|class|household)s?\b|\bcontrol (?:and|vs\.?|versus|/|or) (?:treatment|test|"
    r"variant)\b",
    r"\b(?:experiment\w*|treatment|test|control|usual|intervention|exposed|active) arms?\b|\b\w+-level (?:experiment|"
    r"test|trial)|\bdraws?\b[^.;]{0,15}?\b(?:envelope|"
    r"card|lot|straw|number)s?\b|\bsealed envelopes?\b|\b(?:ending|ends?) (?:in|with|on) (?:an? )?(?:[0-9]|even|odd)",
    r"\b(?:even|odd)[- ](?:numbered )?(?:ids?|customers?|accounts?|users?|members?|numbers?|digits?|phones?|policy|"
    r"policies|patients?)\b|"
    r"\b(?:even|odd) (?:and|or|vs\.?|/) (?:even|odd) (?:ids?|numbers?|customers?)|\blast digit\b|\bby (?:a )?draw\b|"
    r"(?-i:\bAB\b)(?! ?CD)|"
    r"\b[0-9]+ ?% of (?:the |our )?\w+ (?:stays?|remains?|keeps?|never|do not|don't|will not)\b|"
    r"\b[0-9]+:[0-9]+ (?:allocation|randomi)",
    r"\b(?:out of|from) a hat\b|\bdrawn? (?:by|from|out|at)\b|\bby chance\b|\bal azar\b|\bao acaso\b|\bau hasard\b|"
    r"\b(?:flip|toss|throw|roll)\w* "
    r"(?:a |the )?(?:coin|dice|die)\b|\bsplit (?:the )?(?:\w+ )?(?:in|into|in to) (?:two|half|halves|2)\b|"
    r"\bcontrol and (?:test|treatment)\b",
    r"\ba ?/ ?b(?:/[cn])?(?![a-z/])|\bab[- ]?(?:n[- ])?(?:tests?|testing|"
    r"experiments?|split)\b|a/bテスト|a/b测试|ab测试|abテスト|\bsplit[- ]?(?:tests?|"
    r"testing|traffic|run)\b|\btest[- ]and[- ]control\b|\btreatment (?:and|"
    r"vs\.?|versus|/) control\b|\brct\b|\bbandit\b|\binterleav\w+\b",
    rf"(?<!not )(?<!non-)(?<!non )(?<!nor )(?<!n't )(?<!quasi-)\brandom(?:i[sz](?:e|ed|es|ing|"
    rf"ation))?(?:ly)?\b{_NOT_A_TEST}",
    r"\b(?:by|a) (?:lottery|coin(?:[- ](?:flip|toss))?|lot|hash|dice)\b|\bcoin[- ](?:flip|toss)|"
    r"\blottery\b|\bhash(?:ed|ing)? (?:of |by |on )?(?:the )?(?:user|customer|account|id)|\b(?:by|"
    r"on) (?:user|customer|account)[- ]id hash",
    r"\bhold(?:ing)?[- ]?(?:s )?(?:back|out)\b(?!\s(?:set|data|months?\b|weeks?\b|years?\b|period|quarters?\b|"
    r"sample of|logs|period of|fold|metric|score|"
    r"auc|f1|months? of))|\bheld[- ]back\b|\bkeep(?:ing|s)? (?:back|out)\b|\bwithh[eo]ld\w*\b|"
    r"\bcontrol (?:group|arm|cell|bucket)s?\b|\b(?:two|three|four|2|3|4) (?:arms|groups|cells|variants)\b|"
    r"\bvariants?\b|(?<![-/:>,])\b(?:50|90|80|70|95|99|20|10|30|60|40|5)\s?[/:-]\s?(?:50|10|20|30|5|1|80|90|70|40|60|"
    r"95)\b(?!\s?[-/:>,]\s?[0-9])(?!\s?/)",
    rf"\b(?:half|every (?:second|other)|one in (?:two|three|ten))\s(?:of\s)?(?:the |our |"
    rf"all )?(?:\w+ )?(?:{UNITS})\s(?:gets?|sees?|hears?|reads?|receives?|uses?|have|has|keeps?|are|is|will)\b",
    rf"\bhalf (?:of )?(?:the |our |all )?(?:{UNITS})\b[^.;]{{0,50}}\b(?:other half|rest|others|old|not|"
    rf"without|control)|\bone half\b[^.;]{{0,40}}\bother half",
    r"\b[0-9]+ ?%? (?:control|hold-?out|hold-?back)\b|\b(?:test|treatment|treated) (?:and|vs\.?|versus|/|or) control\b|"
    r"\bdrawn (?:at random|by lot)|\brandomizad[oa]|\brandomis[ée]|\btir(?:é|és|ée|ées|age) au sort|\bsortei?(?:o|"
    r"ad[oa]s?|iam?)\b|"
    r"\bzufalls\w+|"
    r"\b(?:aus|ver)gelost|\bper los\b|\bpor sorteo\b|抽签|随机|抽選",
    r"\bzufällig|\brandomisiert|\bkontrollgruppe|\btestgruppe|\baléatoire|"
    r"\bgroupe (?:de )?(?:contrôle|témoin)|\baleatori[oa]|\baleatoriz|"
    r"\bgrupo (?:de )?(?:control|controle)\b|随机|对照组|对照实验|ランダム|無作為|対照群|"
    r"コントロール群|分组|分两组",
)

STAGED = pattern(
    "staged_rollout",
    r"\bone (?:ward|store|site|branch|plant|depot|region|clinic|hospital|school|shop|farm|line|city|country|district) "
    r"(?:per|a|each|every) (?:day|week|month)\b|\bin (?:\w+ )?(?:wellen|etappen|phasen|stufen)\b|\b(?:em|en) (?:fases|"
    r"etapas|ondas|oleadas)\b|\b(?:en plusieurs étapes|par phases)\b|\b(?P<part>team|site|store|region|ward|plant|"
    r"branch|"
    r"depot) a\b[^;]{0,30}?\b(?P=part) b\b[^;]{0,30}?\b(?P=part) c\b",
    r"\badd (?:an?|one|two|three|another) (?:\w+ )?(?:each|every|per|a) (?:day|week|month|sprint)\b|\bpar lots\b|"
    r"\bpor lotes\b|\buntil (?:all|every\w*|the last)\b[^.;]{0,20}?\b(?:ha(?:ve|s) (?:it|one)|use it|is in|are in)\b",
    r"\b(?:the )?(?:rest|others) (?:\w+ )?(?:joins?|follows?|comes?|gets? it|starts?)\b",
    r"\bthen\b[^.;]{1,30}?\bthen\b|\bnow,\s[^.;]{1,40}?\b(?:in|by|from|later)\b[^.;]{0,40}?\b(?:whole|all|everyone|"
    r"rest|entire)\b|\b(?:doubl|tripl|increas|rais)\w*\b"
    r"[^.;]{0,25}?\b(?:each|every) (?:day|week|month|sprint)\b|\b(?P<werk>\w{4,}) (?:für|par|por|a) (?P=werk)\b|"
    r"\bnach und nach\b|\bpeu à peu\b|\bpoco a poco\b|\baos poucos\b|"
    r"\bpouco a pouco\b|\b(?:une? par une?|una? por una?|uma? por uma?|einer? nach de[rm] anderen)\b",
    r"\b(?P<when>week|month|phase|wave|step|day|stage) ?[0-9]+\b[^;]{0,40}?\b(?P=when) ?[0-9]+\b|\b(?:one|two|three|"
    r"[0-9]+) \w+ (?:per|a|each|every) (?:day|week|month|quarter|"
    r"sprint)\b[^.;]{0,20}?\b(?:until|till|then)\b|\bnext (?:one|region|site|store|shop|branch|plant|team|country|"
    r"city|group|wave|unit|ward) (?:goes|gets|"
    r"follows|starts|comes|joins|is)\b|\w ?-?> ?[\w %]{2,30}? ?-?> ?\w|\b(?:bit by bit|little by little|one by one|"
    r"step after step)\b|\b(?:soft|limited) launch\b|"
    r"\bearly access\b|\bthen (?:\w+ )?(?:worldwide|everywhere|nationwide|globally|company-?wide|to all|all|everyone|"
    r"everybody|the rest|the others?)\b|"
    r"\b\w+ first, [^.;]{1,25}?\b(?:later|after|afterwards|next|then)\b|分[一二三四五六七八九十两0-9]*(?:批|步|阶段|"
    r"期)|順番に|順に|ごとに導入",
    rf"\b(?:every|each|per)\s(?:{_N}\s|few\s)?(?:weeks?|months?|days?|sprints?|quarters?),? (?:we (?:add|open|"
    rf"switch on|onboard) )?(?:one|two|"
    rf"three|another|[0-9]+|a)\s?(?:more|further|additional|other|new)?\s?(?!times)\w+|\b(?:one|two|another|"
    rf"[0-9]+) (?:more|further) \w+ (?:every|each|"
    rf"per)\b|\bfriends (?:&|and|\+) family\b|(?<![0-9])[0-9]++ ?%,? ?(?:,|then|/|>|-+>)\s?[0-9]+ "
    rf"?%[^.;]{{0,12}}\b(?:everyone|"
    rf"everybody|all|rest)\b|"
    rf"\bstart(?:s|ing|ed)? (?:small|on|with|in|at)\b[^.;]{{0,30}}?\b[0-9]+ (?:of|out of) [0-9]+\b|\bstart(?:s|"
    rf"ing)? small\b|"
    rf"\b(?:add|open|onboard|connect|migrate|include)\w* (?:more|further|one|another) \w+ (?:every|each|as|if|when|"
    rf"unless|until)\b",
    r"\b(?P<unit>\w{4,}) (?:by|after) (?P=unit)\b|\beach (?:\w+ ){1,3}(?:after|once|when) the (?:previous|last|"
    r"one before)\b|\bone (?:\w+ )?at a time\b|\bone (?:\w+ )?after (?:the other|another)\b",
    r"(?-i:\b[Ff]irst (?:in |at |the |only )?[A-Z]\w+[^.;]{0,30}?\b(?:then|later|next|finally|afterwards)\b)|"
    r"\b\w+ first,? "
    r"(?:and )?(?:then |later )?(?:the )?(?:others?|rest|everyone|all)\b|"
    r"\b(?:increas|rais|grow|expand|widen|extend)\w* (?:the )?(?:exposure|share|traffic|percentage|coverage|"
    r"roll-?out)\b|"
    r"\b(?:primero|primeiro|d'abord|zuerst|erst|zunächst)\b[^.;]{0,50}\b(?:luego|después|depois|puis|ensuite|dann|"
    r"danach|"
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
