"""The phrases of what an experiment statement says besides its design: rule, length, size, smallest effect."""

from bot.domain.reading.design_patterns import UNITS
from bot.domain.reading.patterns import DATE, FIGURE, PERIOD, QUANTITY, pattern

_ACTION = (
    r"(?:one more \w+|another \w+|add(?:s|ed|ing)?|auto[- ]?roll-?back|abandon|discard|bin it|scrap it|cancel|"
    r"turn (?:it )?(?:on|off)|iterate|no[- ]go|scale up|"
    r"make it (?:the )?default|becomes? (?:the )?default|ship it|choose|pick|ship|launch|go(?:-live| live| on|"
    r" ahead)?|stop|halt|abort|kill|end|roll(?:s|ed|"
    r"ing)?[- ]?(?:it )?(?:back|out)|widen|expand|extend|continue|proceed|adopt|keep|scale|revert|promote|"
    r"success(?:ful)?|succeeds?|pass(?:es)?|win(?:s|ner)?|counts?|accept|reject|drop it|switch (?:it )?(?:on|off|"
    r"back)|decide|decision|next (?:step|stage|wave)|advance|pull|retire|release|increase exposure|pause|"
    r"call it (?:a |an )?\w+|back out|go back|take (?:it )?(?:off|out|down)|put (?:it )?(?:everywhere|back)|"
    r"give (?:it )?to (?:all|everyone|everybody)|"
    r"(?:everyone|everybody|all|the rest) (?:get|gets|follows?|comes? next)|then (?:all|everyone|everybody|the rest)|"
    r"généralis\w+|verallgemeiner\w+|zurückroll\w+|volver atrás|voltar atrás|"
    r"withdraw|deploy|drops?|goes live|go to 100|full rollout|promoted?|"
    r"ausrollen|ausgerollt|stoppen|gestoppt|abbrechen|abbruch|weiter|lan[cç]\w+|déplo\w+|arrêt\w+|on continue|lanz\w+|"
    r"parar|paramos|seguimos|seguir|desplegar|desplegamos|descart\w+|上线|发布|停止|回滚|推广|全量|展開|中止|"
    r"ロールバック|採用|リリース)"
)
_OBSERVABLE = (
    r"(?:[0-9]|%|\bzero\b|\bsignifican\w*|\bsignifikant\w*|\bci\b|\bconfidence|\bcredible|\binterval|\bcheaper\b|"
    r"\bgo(?:es)? (?:up|down)\b|\b(?:is|are|stays?) (?:up|down|within|neutral|positive)\b|"
    r"\bholds?\b|\b(?:nothing|something|anything) (?:breaks|goes wrong|burns|fails)\b|\bno (?:difference|effect|change|"
    r"signal|benefit|gain|uplift)\b|\bon par\b|\b(?:as good|as low|as high|as fast|the same) as\b|\bnot? (?:worse|"
    r"lower|"
    r"slower|higher)\b|\bmatch(?:es)?\b|\b(?:subir|suba|baixar|baixe|cair|caia|aumentar|diminuir|mejorar|empeorar|"
    r"suban|bajan|"
    r"bajen|caen|aumentan|aumentam|caem|sobem|augmentent|baissent|montent|diminuent|steigt|fällt|fallen|wachsen)\b|"
    r"\bneutral\b|\bnon-?inferior\w*|\bahead\b|\bsaves?\b|\bcosts? less\b|\bno (?:incident|complaint|problem|error|"
    r"issue|alarm|outage)s?\b|\blower bound|\bstays? (?:above|below)|\bsteigen\b|\bsinken\b|\bempeora|"
    r"\bsuben\b|\bpiora|"
    r"\bband\b|\bp ?(?:<|value)|\bfalls?\b|\brises?\b|\bdrops?\b|\bimproves?\b|\bbetter\b|\bworse\b|"
    r"\bhigher\b|\blower\b|\babove\b|\bbelow\b|"
    r"\bshorter\b|\blonger\b|\bfaster\b|\bslower\b|\blow\b|\bhigh\b|\bbreak\b|\bexceed\b|\bfall\b|"
    r"\brise\b|\bdrop\b|\bimprove\b|\bflat\b|\bstable\b|\bwins?\b|\bequal\b|\boutside\b|\bbeats?\b|"
    r"\bexceeds?\b|\bpositive\b|\bnegative\b|\bno (?:increase|drop|rise|fall|harm|loss)\b|\bdecreases?\b|"
    r"\bincreases?\b|\bgrows?\b|\bshrinks?\b|\bdeclines?\b|\bdoubles?\b|\bhalves?\b|\bmore than\b|"
    r"\bless than\b|\bfewer\b|"
    r"\bsinkt|\bsteigt|\bunter\b|\büber\b|\bbaisse|\baugmente|\bbaja|\bsube|"
    r"\bmejora|\bcai\b|\bmelhora|显著|超过|低于|提升|下降|上升|有意|上回|下回|減|増)"
)
_SHOULD = (
    r"\bshould (?:the |our |any |more )?(?!(?:see|be|have|get|fall|rise|drop|not|we|improve|reduce|bring|lead|help|"
    r"show|"
    r"make|go|stay|reach|cut|lower|raise|save|take|come|run|work|give|keep|increase|decrease|grow|detect|find|"
    r"last)\b)\w+ "
)
"""A condition by its order of words: "should errors rise"."""

DECISION = pattern(
    "decision_rule",
    rf"\b{_ACTION}\b[^.;]{{0,30}}?\b(?:if|when|whenever|while|the (?:moment|minute|day|week)|as long as|so long as|"
    rf"in case|unless|once|only if|"
    rf"provided|as soon as|where|until|wenn|"
    rf"solange|tant que|mientras|enquanto|"
    rf"falls|sobald|si|cuando|se|quando)\b[^.;]{{0,80}}?{_OBSERVABLE}",
    rf"\b(?:if|when|whenever|the (?:moment|minute)|as long as|so long as|unless|once|as soon as|provided|solange|wenn|"
    rf"falls|sobald|si|"
    rf"cuando|se|"
    rf"quando)\b[^.;]{{0,80}}?{_OBSERVABLE}[^.;]{{0,60}}?\b{_ACTION}",
    rf"\b{_ACTION}\b\s?(?:at|for|on|above|below|with|:|=|means|criterion|threshold|rule)?\s?(?:is |a |an |"
    rf"the )?(?:>=|<=|≥|≤|>|<|\+|-(?=[0-9])|at least|at most|more than|less than|above|below|plus|minus|p ?<|"
    rf"{FIGURE}\s?(?:%|pp|"
    rf"points?))",
    rf"\b{_ACTION}\b[^.;,]{{0,25}}?{_SHOULD}[^.;]{{0,30}}?{_OBSERVABLE}|"
    rf"{_SHOULD}[^.;,]{{0,30}}?{_OBSERVABLE}[^.;]{{0,20}}?,? (?:we |it |they )?{_ACTION}\b",
    rf"{_OBSERVABLE}[^.;]{{0,40}}?(?:-+>|=>|>|:|=|\bthen\b|\bmeans\b)\s?(?:we )?{_ACTION}\b",
    rf"(?:^|[.;,(\n]\s?)(?:no[- ]?go|go|stop|ship|kill|launch|roll ?back|abort|widen|"
    rf"continue|proceed|abbruch|stopp)"
    rf"(?: (?:criterion|rule|if|when))?\s?[:=]\s?[^.;\n]{{0,80}}?{_OBSERVABLE}",
    rf"\b{_ACTION}\b (?:on|at|for|with) [^.;,]{{0,25}}?(?:>|<|≥|≤|\babove\b|\bbelow\b|\bover\b|\bunder\b)\s?{FIGURE}",
    r"\b(?:keep|ship|choose|take|pick|launch|adopt|roll out)\s(?:whichever|whatever|the (?:one|arm|variant|"
    r"version) (?:that|with))",
    r"\b(?:the )?\w+er (?:one|arm|variant|version|group|side)\b[^.;]{0,20}?\b(?:wins?|stays?|is (?:kept|removed|"
    r"dropped|shipped)|goes|ships)\b",
    rf"\b(?:keep|ship|choose|take|pick|launch|adopt|roll out)\s(?:the|always the)\s(?:\w+er|\w+est|better|best|"
    rf"winning)\b|"
    rf"\b(?:anything|everything|less|more|a \w+)?\s?(?:less than|below|under|short of|"
    rf"smaller than)\s{QUANTITY}[^.;,]{{0,20}}?"
    r"\b(?:(?:not|isn't|never) worth|is (?:a )?(?:no|fail\w*|stop)|means no)\b",
    rf"\b{_ACTION}\b (?:on|at|with|upon) (?:any|an?|the|every) (?:\w+ )?(?:increase|drop|rise|fall|decrease|decline|"
    rf"incident|harm|loss|uplift|improvement|gain)\b",
    r"\bwinn(?:er|ing \w+)\b[^.;]{0,40}?\b(?:goes|gets|ships|stays|becomes|is (?:kept|rolled|shipped))\b",
    r"\bthe (?:one|arm|variant|version|group|side|better|winner|winning|cheaper|faster|cheapest|fastest|best|"
    r"stronger)\b[^.;]{0,40}?\b(?:stays?|wins?|"
    r"ships?|is kept|goes live|remains|gets? rolled out|is rolled out|is shipped)\b",
    rf"\b(?:decision rule|stopping rule|ship criterion|go/no-go|(?:kill|stop|exit|go|launch|abort) (?:criterion|switch|"
    rf"condition)|trip ?wire|success criterion|"
    rf"threshold)\b[^.;]{{0,60}}?{_OBSERVABLE}",
    rf"{_OBSERVABLE}[^。,]{{0,12}}?(?:就|则|即)(?:可|能)?(?:上线|发布|停止|回滚|推广|全量)",
    rf"(?:如果|若|当|只要|除非)[^。]{{0,40}}?{_OBSERVABLE}[^。]{{0,20}}?(?:上线|发布|停止|"
    rf"回滚|推广|全量|则)|(?:たら|れば|場合|なら)[^。]{{0,20}}?(?:展開|中止|リリース|ロールバック|採用|継続|停止)",
)
"""A condition that can be observed, tied to what will be done."""

HISTORY = pattern(
    "history",
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
    rf"{QUANTITY}[- ]?(?:full |whole |business |calendar )?{PERIOD}(?![a-z])",
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
    rf"{QUANTITY}\s(?:full |whole |school |billing |pay |growing )?(?:cycles|seasons|harvests|terms|semesters|"
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

SAMPLE = pattern(
    "sample",
    rf"\b(?!20[0-2][0-9]\b|"
    rf"0[.,])(?<![.,])[0-9]+(?:[.,](?<![0-9])[0-9]++)*\s?k?\s(?!{PERIOD}\b)(?:[a-z-]+\s){{0,2}}?(?!(?:{PERIOD}|"
    rf"points?|steps?|"
    rf"stages?|waves?|phases?|folds?|minutes?|mins?|seconds?|secs?|euros?|dollars?|pounds?|times|ms|us|is|"
    rf"was|has|as|plus|less|pps|bps|kwh|versus|unless|across|always|does|falls|rises|drops|improves|previous|winters|"
    rf"summers|seasons|harvests|campaigns|"
    rf"checkpoints?|models?)\b)[a-z-]{{2,}}s\b|\b(?:everyone|everybody)\b",
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
    rf"\bdetectable[^.;]{{0,30}}?{FIGURE}|最小可(?:检测|检出)|"
    rf"能检测[^。]{{0,12}}?{FIGURE}|検出(?:可能|できる)",
)
"""The smallest effect that the test can or should detect."""

NOT_OBSERVABLE = pattern(
    "wish",
    r"\b(?:goes|go|went|works?|looks?|feels?|seems?) (?:well|good|ok|okay|fine|right|bad|badly)\b|"
    r"\bhappy\b|\bsatisfied\b|\bcontent\b",
)
"""A condition that nobody can observe."""
