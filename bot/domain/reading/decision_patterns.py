"""The phrases that tie what is observed in an experiment to what will be done."""

from bot.domain.reading.decision_forms import FORMS
from bot.domain.reading.decision_words import ACTION, OBSERVABLE
from bot.domain.reading.patterns import FIGURE, QUANTITY, pattern

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
    rf"[^.;]{{0,60}}?{OBSERVABLE}",
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
    rf"(?:\b(?:and|then)\b|,|:)\s?(?:it|we|they|that)\s(?:\w+ ){{0,2}}?(?:{ACTION}\b|goes? to\b)",
    r"\bonly (?:an? )?\w+ (?:of|above|below|by|in)\b[^.;]{0,40}?\b(?:gets?|earns?|leads? to|means|justif\w+|"
    r"triggers?)\b"
    r"[^.;]{0,20}?\b(?:extended|rolled|roll-?out|shipped|kept|widened|launched?|adopted|approved|released?|"
    r"extension)\b|"
    r"\bno (?:improvement|drop|rise|gain|uplift|effect|increase|decrease|fall|saving|benefit|difference)\b[^.;,]{0,20}?"
    r"[,:]\s?no (?:roll-?out|launch|release|extension|go|expansion|scale-?up|next)\b|\b(?:an?|any|"
    r"the) (?:\w+ )?(?:rise|"
    r"drop|fall|increase|decrease|decline|worsening|breach)\b[^.;]{0,40}?\b(?:ends|stops|halts|kills|pauses|cancels|"
    r"triggers|unlocks)\b",
    rf"\b(?:hinges?|depends?|conditional|contingent|conditioned) (?:up)?on\b[^.;]{{0,60}}?{OBSERVABLE}|\b(?:any|"
    rf"every|an?)\b"
    rf"[^.;,]{{0,40}}?(?:above|over|beyond|below|under|of) {FIGURE}[^.;,]{{0,10}}?\b(?:ends|stops|kills|halts|pauses|"
    rf"cancels|"
    rf"triggers)\b",
    rf"\b{ACTION}\b[^.;]{{0,30}}?\b(?:if|when|whenever|while|the (?:moment|minute|day|week)|as long as|so long as|"
    rf"in case|unless|once|only if|iff|"
    rf"provided|as soon as|where|until|wenn|"
    rf"solange|tant que|mientras|enquanto|"
    rf"falls|sobald|si|cuando|se|quando)\b[^.;]{{0,80}}?{OBSERVABLE}",
    rf"\b(?:iff?|when|whenever|the (?:moment|minute)|as long as|so long as|unless|once|as soon as|provided|solange|"
    rf"wenn|"
    rf"falls|sobald|si|"
    rf"cuando|se|"
    rf"quando)\b[^.;]{{0,80}}?{OBSERVABLE}[^.;]{{0,60}}?\b{ACTION}",
    rf"\b{ACTION}\b\s?(?:at|for|on|above|below|with|:|=|means|criterion|threshold|rule)?\s?(?:is |a |an |"
    rf"the )?(?:>=|<=|≥|≤|>|<|\+|-(?=[0-9])|at least|at most|more than|less than|above|below|plus|minus|p ?<)|"
    rf"\b{ACTION}\b\s?(?:at |above |below |: ?|= ?|means |criterion |threshold |rule )(?:is |a |an |the "
    rf")?{FIGURE}\s?(?:%|"
    rf"pp|points?)(?! (?:of|traffic|exposure|users|customers)\b)",
    rf"\b{ACTION}\b[^.;,]{{0,25}}?{_SHOULD}[^.;]{{0,30}}?{OBSERVABLE}|"
    rf"{_SHOULD}[^.;,]{{0,30}}?{OBSERVABLE}[^.;]{{0,20}}?,? (?:we |it |they )?{ACTION}\b",
    rf"{OBSERVABLE}[^.;]{{0,40}}?(?:-+>|=>|>|:|=|\bthen\b|\bmeans\b)\s?(?:we )?(?!decide|decision|next)"
    rf"{ACTION}\b",
    rf"(?:^|[.;,(\n]\s?)(?:no[- ]?go|go|stop|ship|kill|launch|roll ?back|abort|widen|"
    rf"continue|proceed|abbruch|stopp)"
    rf"(?: (?:criterion|rule|if|when))?\s?[:=]\s?[^.;\n]{{0,80}}?{OBSERVABLE}",
    rf"\b{ACTION}\b (?:on|at|for|with) [^.;,]{{0,25}}?(?:>|<|≥|≤|\babove\b|\bbelow\b|\bover\b|\bunder\b)\s?{FIGURE}",
    r"\b(?:keep|ship|choose|take|pick|launch|adopt|roll out)\s(?:whichever|whatever|the (?:one|arm|variant|"
    r"version) (?:that|with))",
    r"\b(?:the )?\w+er (?:one|arm|variant|version|group|side)\b[^.;]{0,20}?\b(?:wins?|stays?|is (?:kept|removed|"
    r"dropped|shipped)|goes|ships)\b",
    rf"\b(?:keep|ship|choose|take|pick|launch|adopt|roll out)\s(?:the|always the)\s(?:\w+er|\w+est|better|best|"
    rf"winning)\b|"
    rf"\b(?:anything|everything|less|more|a \w+)?\s?(?:less than|below|under|short of|"
    rf"smaller than)\s{QUANTITY}[^.;,]{{0,20}}?"
    r"\b(?:(?:not|isn't|never) worth|is (?:a )?(?:no|fail\w*|stop)|means no)\b",
    rf"\b{ACTION}\b (?:on|at|with|upon) (?:any|an?|the|every) (?:\w+ )?(?:increase|drop|rise|fall|decrease|decline|"
    rf"incident|harm|loss|uplift|improvement|gain)\b",
    r"\bwinn(?:er|ing \w+)\b[^.;]{0,40}?\b(?:goes|gets|ships|stays|becomes|is (?:kept|rolled|shipped))\b",
    r"\bthe (?:one|arm|variant|version|group|side|better|winner|winning|cheaper|faster|cheapest|fastest|best|"
    r"stronger)\b[^.;]{0,40}?\b(?:stays?|wins?|"
    r"ships?|is kept|goes live|remains|gets? rolled out|is rolled out|is shipped)\b",
    rf"\b(?:decision rule|stopping rule|ship criterion|go/no-go|(?:kill|stop|exit|go|launch|abort) (?:criterion|switch|"
    rf"condition)|trip ?wire|success criterion|"
    rf"threshold)\b[^.;]{{0,60}}?{OBSERVABLE}",
    rf"{OBSERVABLE}[^。,]{{0,12}}?(?:就|则|即)(?:可|能)?(?:上线|发布|停止|回滚|推广|全量)",
    rf"(?:如果|若|当|只要|除非)[^。]{{0,40}}?{OBSERVABLE}[^。]{{0,20}}?(?:上线|发布|停止|"
    rf"回滚|推广|全量|则)|(?:たら|れば|場合|なら)[^。]{{0,20}}?(?:展開|中止|リリース|ロールバック|採用|継続|停止)",
    *FORMS,
)
"""A condition that can be observed, tied to what will be done."""

NOT_OBSERVABLE = pattern(
    "wish",
    r"\b(?:goes|go|went|works?|looks?|feels?|seems?) (?:well|good|ok|okay|fine|right|bad|badly)\b|"
    r"\bhappy\b|\bsatisfied\b|\bcontent\b",
)
"""A condition that nobody can observe."""
