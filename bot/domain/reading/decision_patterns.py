"""The phrases that tie what is observed in an experiment to what will be done."""

from bot.domain.reading.patterns import DATE, FIGURE, QUANTITY, pattern

_ACTION = (
    r"(?:retain|remove|uninstall|back to (?:the )?\w+|fall back|one more \w+|another \w+|add(?:s|ed|ing)?|"
    r"auto[- ]?roll-?back|abandon|discard|bin it|scrap it|cancel|"
    r"turn (?:it )?(?:on|off)|iterate|no[- ]go|scale up|"
    r"make it (?:the )?default|becomes? (?:the )?default|ship it|choose|pick|ship|launch|go(?:-live| live| on|"
    r" ahead)?|stop|halt|abort|kill|end|roll(?:s|ed|"
    r"ing)?[- ]?(?:it )?(?:back|out)|widen|expand|extend|continue|proceed|adopt|keep|scale|revert|promote|"
    r"success(?:ful)?|succeeds?|pass(?:es)?|win(?:s|ner)?|counts?|accept|reject|drop it|switch (?:it )?(?:on|off|"
    r"back)|decide|decision|next (?:step|stage|wave)|advance|pull|retire|release|increase exposure|pause|"
    r"move(?:s|d)? (?:on|ahead|forward)|carry on|press on|se (?:sigue|continúa|amplía|para|extiende|mantiene|retira|"
    r"despliega|lanza|adopta|generaliza|pasa)|(?:segue|continua|para|amplia|mantém|estende|retira)-se|on (?:étend|"
    r"arrête|"
    r"garde|généralise|passe|retire|élargit)|wir (?:stoppen|behalten|machen weiter)|wird (?:ausgerollt|gestoppt|"
    r"ausgeweitet|behalten)|geht weiter|"
    r"call it (?:a |an )?\w+|back out|go back|take (?:it )?(?:off|out|down)|put (?:it )?(?:everywhere|back)|"
    r"give (?:it )?to (?:all|everyone|everybody)|"
    r"(?:everyone|everybody|all|the rest) (?:get|gets|follows?|comes? next)|then (?:all|everyone|everybody|the rest)|"
    r"généralis\w+|verallgemeiner\w+|zurückroll\w+|volver atrás|voltar atrás|"
    r"(?:all|every|the other|the remaining|other) (?:\w+ )?(?:gets?|follows?|joins?|comes? next)|continu(?:amos|"
    r"aremos|ar)|stays? with (?:it|the \w+)|ends|(?:se )?detien\w+|expand(?:ir|imos)|ampli(?:ar|amos)|"
    r"(?:the )?(?:others?|rest)(?= only)|"
    r"withdraw|deploy|drops?|goes live|go to 100|full rollout|promoted?|"
    r"ausrollen|ausgerollt|stoppen|gestoppt|abbrechen|abbruch|weiter|lan[cç]\w+|déplo\w+|arrêt\w+|on continue|lanz\w+|"
    r"parar|paramos|seguimos|seguir|desplegar|desplegamos|descart\w+|上线|发布|停止|回滚|推广|全量|展開|中止|"
    r"ロールバック|採用|リリース)"
)
_OBSERVABLE = (
    r"(?:\b(?:budget|limit|threshold|slo|sla|guard-?rail|alarm|alert|ceiling|cap|floor|bound)s? (?:(?:is|are|gets?|"
    r"has been|"
    r"have been|was) )?(?:burn\w*|hit|reached|breached|crossed|exceeded|violated|used up|spent|exhausted|trip\w*|"
    r"fires?|"
    r"touched|broken|missed)|\b(?:caírem|subirem|baixarem|aumentarem|diminuírem|melhorar\w*|piorar\w*)\b|[0-9]|%|"
    r"\bzero\b|\bsignifican\w*|\bsignifikant\w*|\bci\b|\bconfidence|\bcredible|\binterval|\bcheaper\b|"
    r"\bgo(?:es)? (?:up|down)\b|\b(?:is|are|stays?) (?:up|down|within|neutral|positive)\b|"
    r"\bholds?\b|\b(?:nothing|something|anything) (?:breaks|goes wrong|burns|fails)\b|\bno (?:difference|effect|change|"
    r"signal|benefit|gain|uplift)\b|\bon par\b|\b(?:as good|as low|as high|as fast|the same) as\b|\bnot? (?:worse|"
    r"lower|"
    r"slower|higher)\b|\bmatch(?:es)?\b|\b(?:subir|suba|baixar|baixe|cair|caia|aumentar|diminuir|mejorar|empeorar|"
    r"suban|bajan|"
    r"bajen|caen|aumentan|aumentam|caem|sobem|augmentent|baissent|montent|diminuent|steigt|fällt|fallen|wachsen)\b|"
    rf"\b(?:is|are|lies?|falls?) (?:well |far )?beyond\b(?! (?:the )?{DATE})|"
    r"\b(?:larg|small|bigg|wid|narrow|great|quick)er than\b|\bneutral\b|\bnon-?inferior\w*|\bahead\b|\bsaves?\b|"
    r"\bcosts? less\b|\bno (?:incident|"
    r"complaint|problem|error|"
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

_CHOICE = (
    r"(?:one|version|variant|arm|letter|side|option|group|menu|price|design|page|prompt|offer|script|text|route|model|"
    r"candidate|cover|headline|layout|winner)"
)
_TAKEN = (
    r"(?:mailed|sent|printed|adopted|extended|kept|rolled|shipped|used|standard|default|all|rest|every\w*|remaining|"
    r"100|"
    r"chosen|taken|scaled|launched|deployed|introduced|permanent|live|shown)"
)
_BEST = (
    r"(?:most|fewest|highest|lowest|best|more|fewer|lower|higher|least|less|cheapest|shortest|better|cheaper|faster)"
)

DECISION = pattern(
    "decision_rule",
    rf"\b(?P<step>\w{{4,}}) (?:after|by) (?P=step)\b[^.;]{{0,30}}?\b(?:as long as|so long as|provided|unless|while)\b"
    rf"[^.;]{{0,60}}?{_OBSERVABLE}",
    rf"\b(?:the|whichever|any) \w+ (?:with|that|which|whose|having|getting|bringing)\s(?:\w+ ){{0,2}}?{_BEST}\b"
    rf"[^.;,]{{0,30}}?\b(?:stays?|wins?|remains?|survives?|ships?|goes live|(?:is|gets?) (?:kept|rolled out|adopted|"
    rf"shipped|"
    rf"chosen|extended))(?=\W*$|[.;,]| for (?:good|all)| everywhere| live)",
    r"\b(?:der|die|das) \w+ mit (?:den |dem |der )?(?:mehr|weniger|meisten|wenigsten|höher\w+|niedriger\w+)\b"
    r"[^.;,]{0,30}?\b(?:bleibt|gewinnt|setzt sich durch|wird (?:behalten|ausgerollt|übernommen))\b|"
    r"\b(?:le|la|l') ?\w+ (?:avec|qui a) (?:le )?(?:plus|moins) d\w*[^.;,]{0,30}?\b(?:reste|gagne|est (?:gardée?|"
    r"retenue?|"
    r"adoptée?))\b|\b(?:el|la) \w+ con (?:más|menos)\b[^.;,]{0,30}?\b(?:se queda|gana|se (?:mantiene|adopta|"
    r"extiende))\b|\b(?:o|a) \w+ com (?:mais|menos)\b[^.;,]{0,30}?\b(?:fica|vence|ganha|é (?:mantid|adotad)[oa])\b|"
    r"(?:更多|更少|较多|较少|更高|更低)的?[^。,;]{0,8}(?:留下|胜出|保留|采用)|(?:多い|少ない|高い|低い)(?:方|"
    r"ほう)(?:を|が)"
    r"[^。、;]{0,6}(?:残|採用|勝)",
    rf"\b(?:the|whichever|whatever) {_CHOICE}\b[^.;]{{0,30}}?\b{_BEST}\b[^.;]{{0,40}}?\b(?:is|are|gets?|goes|"
    rf"becomes?|be|"
    rf"wins?|stays?|takes?)\b(?:[^.;]{{0,20}}?\b{_TAKEN}\b|\s?(?=[.;,)]|$))",
    rf"\b(?:best|cheapest|fastest|strongest|winner|winning|better|cheaper|faster|stronger) (?:\w+ )?(?:gets|goes|is|"
    rf"becomes)\s(?:\w+ ){{0,2}}?{_TAKEN}\b",
    rf"(?:^|[.;:\n]\s?)(?:fewer than|less than|more than|at least|at most|under|over|above|below|any|worse (?:by|"
    rf"than)|better "
    rf"(?:by|than))\b[^.;]{{0,50}}?"
    rf"(?:\b(?:and|then)\b|,|:)\s?(?:it|we|they|that)\s(?:\w+ ){{0,2}}?(?:{_ACTION}\b|goes? to\b)",
    r"\bonly (?:an? )?\w+ (?:of|above|below|by|in)\b[^.;]{0,40}?\b(?:gets?|earns?|leads? to|means|justif\w+|"
    r"triggers?)\b"
    r"[^.;]{0,20}?\b(?:extended|rolled|roll-?out|shipped|kept|widened|launched?|adopted|approved|released?|"
    r"extension)\b|"
    r"\bno (?:improvement|drop|rise|gain|uplift|effect|increase|decrease|fall|saving|benefit|difference)\b[^.;,]{0,20}?"
    r"[,:]\s?no (?:roll-?out|launch|release|extension|go|expansion|scale-?up|next)\b|\b(?:an?|any|"
    r"the) (?:\w+ )?(?:rise|"
    r"drop|fall|increase|decrease|decline|worsening|breach)\b[^.;]{0,40}?\b(?:ends|stops|halts|kills|pauses|cancels|"
    r"triggers|unlocks)\b",
    rf"\b(?:hinges?|depends?|conditional|contingent|conditioned) (?:up)?on\b[^.;]{{0,60}}?{_OBSERVABLE}|\b(?:any|"
    rf"every|an?)\b"
    rf"[^.;,]{{0,40}}?(?:above|over|beyond|below|under|of) {FIGURE}[^.;,]{{0,10}}?\b(?:ends|stops|kills|halts|pauses|"
    rf"cancels|"
    rf"triggers)\b",
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

NOT_OBSERVABLE = pattern(
    "wish",
    r"\b(?:goes|go|went|works?|looks?|feels?|seems?) (?:well|good|ok|okay|fine|right|bad|badly)\b|"
    r"\bhappy\b|\bsatisfied\b|\bcontent\b",
)
"""A condition that nobody can observe."""
