"""Forms of rules that need no "if": headings, limits with their end, the choice of what did better, what happens "
"else.
"""

from bot.domain.reading.decision_words import ACTION, OBSERVABLE
from bot.domain.reading.patterns import FIGURE, QUANTITY

_HEADING = (
    r"(?:go|no[- ]?go|stop(?:ping|p)?|kill|ship|exit|abort|launch|roll-?back|decision|success|widening|gate|abbruch|"
    r"entscheidung\w*|arrêt|parada|salida)"
)
_RULE = r"(?:criteri(?:on|a)|rule|gate|condition|trigger|threshold|limit|kriteri\w+|regel|critère|criterio|critério)"
_BARE = r"(?:gate|trigger|tripwire|rule|regel|règle|regla|regra|criterio|critério|critère)"
_ELSE = (
    r"(?:otherwise|or else|else|if not|failing that|short of (?:that|this)|(?:below|under|above|over|beyond) (?:that|"
    r"this)|"
    r"(?:anything|everything) (?:less|more|else|worse|below|above)|less than that|sonst|andernfalls|darunter|darüber|"
    r"sinon|"
    r"en dessous|si no|de lo contrario|por debajo|senão|caso contrário|abaixo disso|否则|さもなければ)"
)
_BETTER = (
    r"(?:(?<!oth)(?<!numb)(?<!custom)(?<!work)(?<!ord)(?<!off)(?<!lett)(?<!us)(?<!mast)(?<!pap)\w{4,}er|better|cheaper|"
    r"winning|losing|best|worst|worse|leading|\w{4,}est(?<!test)(?<!request))"
)
_THING = (
    r"(?:one|arm|variant|version|group|side|option|model|ranker|script|letter|price|offer|design|page|layout|setting|"
    r"recipe|policy|route|menu|roster|text|half|forecast|planner|rule|candidate|treatment|cell|wording|method|system)"
)
_GETS = (
    r"(?:wins?|stays?|remains?|survives?|ships?|gets?|takes?|goes (?:live|out|everywhere|to (?:all|every\w*))|becomes?|"
    r"is (?:kept|rolled out|adopted|shipped|chosen|extended|dropped|removed|taken)|follows?)"
)
_AND_ENDS = r"(?=\W*$|[.;,]| for (?:good|all)| everywhere| live)"
"""A thing is described by what it has, too: the letter with the longer text is sent in May."""
_BREACHED = r"(?:out|over|it|off|enough|stop|the end|done|back)"
_IN_CASE = (
    r"(?:early )?(?:for|on|upon|with|at|after|in case of|only (?:on|with|at|after|for)|bei|nur bei|nur mit|en cas "
    r"d[e']|"
    r"en caso de|em caso de|solo con|só com|seulement (?:avec|en cas d[e']))"
)
_RESULT = (
    r"(?:significan\w+|harm|futility|benefit|superiority|(?:a |the )?(?:positive|negative|better|worse|higher|lower|"
    r"larger|smaller|rising|falling|growing|shrinking) \w+|(?:any|an|the first|one|two|three) (?:\w+ )?(?:incident|"
    r"complaint|accident|injury|breach|regression|harm|loss|increase|drop|rise|fall|decrease|decline|improvement|gain|"
    r"uplift|outage|alarm|breakdown|failure)s?\b|mehr|weniger|höher\w+|niedriger\w+|steigend\w+|sinkend\w+|"
    r"signifikan\w+|hausse|baisse|subida|bajada|queda|aumento|mejora|melhora|dégradation|amélioration)"
)

FORMS = (
    # kill criterion: two lost shipments; Regel: +1 % Marge
    (
        rf"\b{_HEADING}[ -]?{_RULE}s?\b\s?(?:is|:|=|-|ist|est|es|é)?\s?[^.;]{{0,60}}?(?:{OBSERVABLE}|{QUANTITY})|"
        rf"\b{_BARE}\s?[:=]\s?[^.;]{{0,60}}?(?:{OBSERVABLE}|{QUANTITY})"
    ),
    # needs +1%, below that we drop it
    (
        rf"{OBSERVABLE}[^.;]{{0,60}}?\b{_ELSE}\b[^.;]{{0,25}}?\b{ACTION}|"
        rf"\b{_ELSE}\b[^.;,]{{0,25}}?\b{ACTION}[^.]{{0,60}}?{OBSERVABLE}"
    ),
    # if it is no better we stop, said without "if"
    (
        rf"(?:^|[.;:,]\s?)(?:any|one|two|three|four|five|{FIGURE}) (?:[\w'-]+ ){{1,4}}?and (?:we|it|they|that|the \w+)"
        rf"(?:'re|'s|'ll| is| are| will)? (?:\w+ ){{0,2}}?(?:{ACTION}\b|{_BREACHED}\b)"
    ),
    rf"{OBSERVABLE}[^.;]{{0,40}}? or (?:we|it|else|the \w+|they) (?:\w+ ){{0,2}}?{ACTION}\b",
    # promotion needs a CI above zero; each gate asks for fewer errors; the loser is switched off
    (
        rf"\b(?:promotion|roll-?out|launch|release|widening|expansion|extension|go-?live|continuation|scal(?:ing|"
        rf"e-?up)|"
        rf"gates?|"
        rf"(?:each|every|the next) \w+)\b[^.;]{{0,20}}?\b(?:requires?|needs?|demands?|presupposes|asks for|takes|"
        rf"hinges "
        rf"on|is tied to|"
        rf"is subject to|only with|setzt voraus|exige|requiert|requiere|requer)\b[^.;]{{0,60}}?{OBSERVABLE}|"
        rf"\b(?:losers?|winners?|runner-up)\b[^.;]{{0,25}}?\b{ACTION}|\bno (?:ship|launch|roll-?out|release|go-?live|"
        rf"widening|"
        rf"expansion|extension|next (?:step|wave|stage)) without\b[^.;]{{0,50}}|\b(?:ship|go|keep|launch|continue|"
        rf"scale)\s?/\s?"
        rf"(?:kill|no-?go|stop|drop|hold|revert)\b[^.;]{{0,60}}?{OBSERVABLE}"
    ),
    # stop early for harm; Ausweitung nur bei weniger Ausschuss; bei mehr Beschwerden wird abgeschaltet
    (
        rf"\b{ACTION}\b\s(?:it |them )?{_IN_CASE}\s{_RESULT}|\b(?:bei|with|en cas d[e']|en caso de|em caso de|con|com|"
        rf"avec)\s?"
        rf"(?:mehr|weniger|steigend\w*|sinkend\w*|höher\w*|niedriger\w*|fewer|more|higher|lower|más|menos|mais|plus de|"
        rf"moins de)\b[^.;,]{{0,40}}?\b(?:wird|werden|we|it|is|se|on|es)\b[^.;,]{{0,15}}?\b{ACTION}"
    ),
    # a significant uplift means launch
    rf"\b(?:significan\w+|signifikan\w+)\b[^.;]{{0,25}}?(?:=|>|:|\bmeans\b|\bthen\b)\s?{ACTION}",
    # only after, not until, iff
    (
        rf"\b{ACTION}\b[^.;]{{0,30}}?\b(?:only (?:if|when|after|once|with|where|while)|not (?:until|before|unless)|iff|"
        rf"after|"
        rf"until|till|before|sofern|siempre que|à condition|desde que|caso|dès que|lorsque|erst wenn|seulement si|"
        rf"solo si|"
        rf"sólo si|só se)\b[^.;,]{{0,50}}?(?:\b(?:without|with no|no|fewer|less|more|back to)\b|"
        rf"{_RESULT})[^.;,]{{0,30}}|"
        rf"\b(?:iff|sofern|siempre que|à condition|desde que|caso|dès que|lorsque)\b[^.;]{{0,60}}?{OBSERVABLE}"
        rf"[^.;]{{0,40}}?\b{ACTION}|\b{ACTION}\b[^.;]{{0,30}}?\b(?:iff|provided|providing|given|subject to|sofern|erst "
        rf"wenn|"
        rf"siempre que|à condition|desde que|caso|dès que|lorsque|after (?:each|every|a|the first) \w+ (?:in|on) which|"
        rf"without)"
        rf"\b[^.;]{{0,60}}?{OBSERVABLE}"
    ),
    # the better one gets the whole network; whichever has fewer returns is kept; winner takes all
    (
        rf"\b(?:the|whichever|der|die|das) {_BETTER} (?:{_THING}s? |performer )?{_GETS}\b|\bwhich(?:ever|\s?\w* "
        rf"(?:does|"
        rf"has))\b"
        rf"[^.;,]{{0,40}}?\b{_GETS}\b|\bwinn(?:er|ing \w+) (?:takes?|gets?)\b|"
        rf"\b(?:drop|keep|retire|remove|ship|adopt|take|choose|scale|use|extend) (?:only )?(?:the )?(?:losing|winning|"
        rf"better|"
        rf"best|worse|worst|cheapest|leading) {_THING}s?\b|"
        rf"(?:^|[,;.:]\s?){_BETTER} {_THING} {_GETS}{_AND_ENDS}|"
        rf"(?:^|[,;.:]\s?)(?:{_BETTER} )(?:\w+ )?(?:gets?|is|goes|ships?|stays?|wins?) (?:\w+ ){{0,2}}?(?:deployed|"
        rf"shipped|"
        rf"kept|live|rolled|adopted|used|the default|chosen|promoted|everywhere)\b|"
        rf"\b(?:whichever|the \w+) (?:with|has|that has|who has) (?:the )?(?:more|fewer|less|lower|higher|most|fewest|"
        rf"least|"
        rf"best|better) [^.;,]{{0,30}}?\b{_GETS}{_AND_ENDS}"
    ),
    (
        r"\b(?:se queda|gana|fica|vence|ganha|reste|gagne|gewinnt|bleibt) (?:con |com |avec |mit )?(?:el|la|o|a|le|"
        r"der|die|"
        r"das) \w+ (?:con|com|avec|mit|que) (?:tenga |tiver )?(?:le |la )?(?:más|menos|mais|plus|moins|mehr|weniger|"
        r"mejor|"
        r"melhor|meilleure?|bess\w+)\b"
    ),
    (
        rf"{OBSERVABLE}[^。,]{{0,12}}?(?:就|则|即|才|便)(?:可|能|会|要)?(?:上线|"
        rf"发布|停|回滚|推广|全量|下线|撤|扩大|继续|放弃|保留|采用|暂停|关)|(?:たら|れば|場合|なければ|なら|ときは?)(?:は|に)?"
        rf"[^。]{{0,20}}?(?:展開|中止|リリース|ロールバック|採用|継続|停止|広げ|拡大|戻|撤回|やめ|導入|打ち切)"
    ),
)
"""Alternatives of a rule, beside those with an "if"."""
