"""The clauses that hold something where it is while something else moves: conditions, limits, sameness, headings."""

from bot.domain.reading.patterns import FIGURE, QUANTITY, pattern

_IF = (
    r"(?:as long as|so long as|provided(?: that)?|providing(?: that)?|on (?:the )?condition that|"
    r"(?:but |and )?only if|assuming|unless|(?:stop|roll back|roll it back|abort|halt|pull it|pause|switch (?:it )?off|"
    r"call it off)\w* (?:it |the \w+ )?(?:if|when|once|as soon as)|tant que|à condition que|pourvu que|siempre que|"
    r"siempre y cuando|mientras|desde que|contanto que|solange|sofern|vorausgesetzt)"
)
_ILL = (
    r"(?:rises?|rising|rose|falls?|falling|fell|drops?|dropp\w+|grows?|growing|grew|climb\w*|increas\w+|decreas\w+|"
    r"declin\w+|worsen\w*|deteriorat\w+|suffer\w*|slip\w*|shrink\w*|sink\w*|slid\w*|creep\w*|spik\w+|balloon\w*|"
    r"goes|going (?:up|down)|gets?|getting|takes? longer|waits? longer|pays? more|loses?|losing|exceeds?|break\w*|"
    r"(?:working|waiting|taking|sitting|travelling|driving|queu\w+|staying|paying|needing|costing) (?:any )?(?:more|"
    r"longer|less|extra|further))"
)
_HELD = (
    r"(?:flat|stable|constant|steady|unchanged|unaffected|untouched|intact|in check|under control|within \w+|"
    r"the same|equal|at or \w+|no \w+er\b|no worse|neutral|protected|preserved|maintained|as good|at \w+)"
)
_NOT_ILL = (
    rf"\b(?:do|does|did|must|may|should|shall|can|could|will|would|is|are)\s?(?:not|n't|never)\s(?:\w+\s)?{_ILL}|"
    r"\b(?:do|does|must|may|should|can|will|would)\s?(?:not|n't|never)\s(?:have to )?(?:wait|work|pay|take|need|cost|"
    r"drive|travel|queue|stay|lose|get|go|buy|spend|order|sell|see)\b"
)
_ROSE_NOT = (
    r"(?:n'augment\w+|ne (?:baiss|augment|mont|dimin|recul|se dégrad|s'allong|chut|souffr|pass|recul)\w+) pas|"
    r"\bno (?:aument|sub|suba|baj|empeor|caig|disminuy|crez|se result|crec)\w*|"
    r"\bnão (?:aument|sub|suba|pior|cai|caia|diminu|cres|desç|baix|fiqu)\w*|"
    r"\b(?:steig|sink|fall|fäll|wachs|wächs|verschlechter|verlänger|leid|zunehm|abnehm)\w* nicht\b|"
    r"\bnicht (?:steig|sink|fall|fäll|wachs|wächs|verschlechter|verlänger|leid|zunehm|abnehm|teurer|langsamer|"
    r"schlechter|mehr|länger)\w*"
)
_CLAUSE = r"(?:[,;:.(\n]|\s-+|\b(?:and|but|while|whilst|with|yet|aber|und|mais|pero|mas|et|y|e))\s?"
_NO_SCORE = (
    r"(?!(?:\w+ ){0,3}?(?:accuracy|precision|recall|errors?|mape|rmse|mae|auc|f1|confidence|probability|latency|"
    r"false (?:positives?|negatives?|alarms?)|drift|model|forecast|trend)\b)"
)
_NO_TURN = r"(?!(?:compare|from|than|in|by|for|target|goal|aim|baseline|now|today|currently|success|kpi|i|then)\b)"
_THING = (
    r"(?!(?:time|moment|pace|place|day|data|period|month|year|week|quarter|season|store|sample|cases|set|test|survey|"
    r"method|question|definition|report|formula|metric|dashboard|way|measure)s?\b)"
)
_NAME = r"[^.;,:()\n]{2,45}?"

HELD_BESIDE = pattern(
    "guardrail",
    rf"\bwith\s{_NAME}\bnot (?!only\b)[a-z]+ing\b|\bno \w+er than (?:now|today|at present|before|currently|last|this|"
    r"the)\b|"
    rf"{_CLAUSE}{_NAME}\bnot (?:up|down)\b(?! to\b)|"
    r"\b(?:must|may|should|shall|can|will|do|does)\s?(?:not|n't) (?:become|get|grow|turn) (?:any )?(?:more|less)\b",
    r"\b(?:while|whilst) (?:still |also )?(?:keeping|holding|meeting|honou?ring|respecting|serving|staying|"
    r"fulfilling|covering)\b|"
    rf"\b(?:with|and)\s{_NAME}\bstill (?:met|kept|honou?red|fulfilled|guaranteed|reached|covered|staffed|in place|"
    r"on time|"
    r"served|available|open|within|above|below|at|under|over)\b",
    r"(?:,|;|\band\b|\bbut\b)\s(?!we\b|they\b|it\b|you\b|i\b)[^.;,]{2,45}?\b(?:must|should|may|can|shall) ?(?:not|n't)"
    r"(?=\s*(?:[.,;]|$))",
    rf"\b{_IF}\s{_NAME}(?:{_NOT_ILL}|\b(?:stays?|remains?|is|are|be|keeps?|reste\w*|bleib\w+)\s{_HELD}|{_ROSE_NOT}|"
    r"\bse mant\w+|\bpermane\w+)",
    r"\b(?:unless|not if|not when|(?:stop|roll back|roll it back|abort|halt|pause|switch (?:it )?off|"
    r"pull it)\b[^.;,]{0,15}?\b(?:if|"
    rf"when|once|as soon as))\s(?:{_NAME}\b{_ILL}|[^.;,:()\n]{{2,45}}?\bgo (?:up|down)\b)",
    rf"{_CLAUSE}{_NAME}(?:{_ROSE_NOT})",
    rf"{_CLAUSE}(?:(?!\b(?:we|i|you|it|they)\b)[^.;,:()\n]){{2,45}}?\b(?:do|does|must|may|should|can|will|"
    r"would)\s?(?:not|n't)"
    r"\s(?:take a hit|pay for it|pay the price|be (?:touched|sacrificed|compromised|put at risk|worse)|bear the)",
    r"\b(?:is|are)\s?(?:not|n't) (?:allowed|permitted|supposed|meant|to be allowed) to\b|\b(?:will|would|do|"
    r"can)\s?(?:not|n't) "
    r"(?:accept|tolerate|allow|risk|trade away|trade off|give up)\b|\b(?:don't|do not|never) want (?:any |"
    r"to see )*(?:more|fewer|less|higher|lower|worse|longer)\b|"
    r"\b(?:not|n't) get (?:\w+ ){0,2}?(?:more|less) often\b|\bguarded by\b|\bwe (?:also )?watch (?:the |"
    r"our )?(?!whether|if\b|how|it\b|what)"
    r"[a-z]|\bno tolerance for\b|\bnever at the (?:expense|"
    r"cost) of\b|\bnot (?:at|if it is at) the (?:price|cost|expense) of\b|\bnot by (?:\w+ing)\b",
    rf"(?:\bwithout|\bw/o)\s{_NAME}\b{_ILL}",
    r"(?:\b(?:without|while|w/o)\s|[,(]\s?)\w+ing (?:any |no )?(?:more|less|fewer|additional|extra|longer|higher|"
    r"lower) "
    r"(?!than\b|and\b|or\b|often\b)[a-z]+\b(?<!\busing less)",
    r"(?:\bwithout|\bw/o)\s(?:any |a |an |making |further )?(?:compromis\w+|loss|harm|damage|detriment|prejudice|"
    r"setbacks?|regression|trade-?offs?|slippage|impact|effect|burden|making)\s?(?:on|of|to|in|for|with)?\s?[a-z]",
    r"\b(?:don't|do not|dont|never|not|but not)\s(?:with |by )?(?:\w+ )?(?:more|fewer|less|extra|additional|worse|"
    r"longer) "
    r"[a-z]+\b[^.;,]{0,40}?\b(?:than (?:now|today|before|at present|currently|we do)|as (?:now|today))\b|"
    r"\bbut not with "
    r"(?:more|fewer|less|extra)\b",
    rf"{_CLAUSE}(?:no|zero|not one|not a single) (?:extra|more|additional|increase|rise|drop|loss|fall|decrease|"
    r"decline|deterioration|dip|growth|added|further)\b(?! than\b)",
    rf"{_CLAUSE}(?:no(?! claims?\b| causal| proof)|not one|not a single|nobody|no one)\b[^.;,:]{{0,25}}?\b(?:works?|"
    r"waits?|pays?|loses?|gets?|has to|"
    r"must|should|may|is to|be|drives?|queues?|suffers?|stays?)\b",
    r"(?:(?<!measured )(?<!asked )(?<!counted )\b(?:with|at|for|on|from|using)|[,;(]|\s-)\s(?:the |an? |our |"
    r"today's )?(?:same|equal|unchanged|constant|stable|steady|equal or "
    rf"better|same or (?:better|lower|higher|less|fewer)|no lower|no higher|no worse|undiminished) {_THING}[a-z]",
    rf"{_CLAUSE}{_NAME}\b(?:the )?(?:same|equal|unchanged) or (?:lower|better|higher|less|fewer|more)\b",
    r"\b(?:bei|mit)\s(?:gleich|unverändert|konstant|stabil)\w* [a-zäöüß]|\bà (?:effectif|qualité|budget|coûts?|niveau|"
    r"service|marge|prix|volume|risque)s? (?:constant|égal|identique|inchangé|équivalent)\w*|\bavec (?:la même|le même|"
    r"les mêmes|autant de) (?!temps|mois|jour|période)[a-z]|\bcon (?:el mismo|la misma|los mismos|las mismas|igual) "
    r"(?!tiempo|mes|día|período)[a-z]|\bcom (?:o mesmo|a mesma|os mesmos|as mesmas|igual) (?!tempo|mês|dia)[a-z]",
    r"\bohne\s[^.;,]{2,40}? zu (?:verlänger|verschlechter|erhöh|senk|verringer|gefährd|verlier|beeinträchtig|belast|"
    r"stör|verärger|opfer|steiger|reduzier|vernachlässig)\w*|\bohne (?:einbußen|abstriche|verlust|nachteile?)\b|"
    r"\b(?:muss|müssen)\b[^.;,]{0,30}?\b(?:gehalten|stabil|gleich bleiben|bleiben|erhalten)\b|\b(?:höchstens|"
    r"mindestens|nicht "
    r"mehr als|nicht weniger als|so gut|so hoch|so niedrig) wie (?:heute|bisher|jetzt|vorher)\b|\bauf (?:heutigem|"
    r"bisherigem|aktuellem|gleichem) niveau\b",
    r"\bsans (?:allonger|rallonger|dégrader|augmenter|réduire|perdre|baisser|alourdir|retarder|ralentir|pénaliser|"
    r"sacrifier|détériorer|toucher|surcharger|faire)\b|\b(?:tout )?en (?:gardant|maintenant|conservant|préservant|"
    r"protégeant)\b|\bsans (?:perte|hausse|baisse|impact|dégradation) (?:de|du|sur|d')",
    r"\bsin (?:alargar|empeorar|aumentar|bajar|subir|perder|perjudicar|dañar|sacrificar|dejar|retrasar|sobrecargar|"
    r"pérdida|caída|afectar|más)\b|\bsem (?:alongar|piorar|aumentar|baixar|subir|perder|prejudicar|sacrificar|deixar|"
    r"atrasar|sobrecarregar|perda|queda|afetar|mais)\b|\b(?:preservando|conservando|mantendo|manteniendo)\b",
    r"(?:^|[,;.:(\n]|\s-+)\s?(?:the |our |main |one |hard |safety )?(?:constraints?|side[- ]conditions?|conditions?|"
    r"limits?|"
    r"floor|ceiling|cap|red lines?|(?:do|must) not (?:harm|hurt|worsen|break)|must stay|must hold|not to (?:harm|hurt|"
    r"worsen|suffer)|to protect|to be protected|watch|also watch|nebenbedingung(?:en)?|randbedingung(?:en)?|"
    r"unverändert|contraintes?|à préserver|restricci[oó]n(?:es)?|restriç(?:ão|ões)|condici[oó]n|condição|"
    r"约束|条件|前提|制約|守るべき指標)\s?[:=\uff1a]",
    rf"{QUANTITY}[^;\n]{{1,80}}?\bwith\s(?:at most|no more than|not more than|at least|a (?:maximum|minimum) of|"
    rf"max\.?|min\.?)\s{QUANTITY}[^.;,]{{2,40}}?\b[a-z]",
    rf"{QUANTITY}[^;\n]{{1,80}}?\bwith\s{_NO_SCORE}(?:[a-z-]+\s){{1,4}}?(?:at|below|under|above|over|not above|not "
    rf"below|within)\s(?:or (?:below|above)\s)?(?:zero|{QUANTITY})",
    rf"{QUANTITY}[^;\n]{{1,80}}?(?:[,;|(]|\s-)\s?{_NO_TURN}{_NO_SCORE}(?:[a-z][a-z'-]*\s){{1,4}}?(?:(?:stays? |is |"
    r"are |kept )?(?:below|"
    rf"under|above|over|at most|at least|max\.?|min\.?)\s(?:zero|{QUANTITY})|[≤≥<>]=?\s?{FIGURE})",
    rf"{_CLAUSE}{_NO_TURN}{_NAME}\b(?:preserved|protected|maintained|retained|safeguarded|secured|guaranteed|"
    r"stables?|constante?s?|"
    r"estables?|estáve(?:l|is)|inchangée?s?|inalterad[oa]s?|gleichbleibend|unverändert|konstant|"
    r"stabil)(?=\s?(?:[.;,)!]|$))",
    rf"(?:[,;(\n]|\s-)\s?{_NO_SCORE}(?:min\.?|max\.?|minimum|maximum)\s[a-z][a-z -]{{1,30}}?\s{FIGURE}",
    rf"{_CLAUSE}(?:the )?{_NO_TURN}{_NO_SCORE}[a-z][a-z' -]{{2,40}}?\s(?:within (?:the |our )?(?:budget|limits?|"
    r"bounds|plan|"
    r"target|tolerance|norms?|guidelines?|sla)|(?:can|may|should) only (?:go |get )?(?:up|down|fall|rise|improve|"
    r"better|"
    r"shrink)|in check|under control|(?:at |to )?(?:today's|current|present|last year's) (?:level|rate|value|"
    r"volume)s?)\b",
    r"\((?:[a-z'-]+\s){1,4}?(?:flat|stable|constant|steady|unchanged|held|intact|untouched|unaffected|not (?:higher|"
    r"lower|worse|up|down|affected))\b",
    r"\bwith\s(?:[a-z'-]+\s){1,4}?(?:intact|untouched|unaffected|unharmed|unimpaired|in check|protected|safe)\b",
    r"(?:,|\band|\bbut|\bwhile)\s(?:still |also |at the same time )?(?:keep|keeping|retain|retaining|sustain|"
    r"sustaining|safeguard|safeguarding|defend)\s(?!going|it\b|them\b|this\b|track|us\b|in\b|on\b|up\b|an?\b|using|"
    r"me\b|everyone|people informed)(?:the |our |their )?"
    r"(?:(?!informed|updated|posted|involved|busy|going)[a-z-]+\s?){1,3}(?=[.!;,]|$)",
    rf"{_CLAUSE}{_NAME}\bto (?:remain|stay|be kept|be held|hold|keep)\b",
    rf"{_CLAUSE}{_NAME}\b(?:should|must|shall|has to|have to|needs? to) (?:be|stay|remain) (?:\w+ )?(?:no|at) "
    r"(?:higher|lower|worse|longer|more|less|fewer|least|most|today)",
    r"前提是|条件是|只要.{1,15}(?:不|没)|(?:不|没有?)(?:牺牲|损害|损失|延长|推迟|降)|(?:增や|減ら|下げ|落と|上げ|延ば|"
    r"損な|犠牲に)(?:し)?(?:ない|ず|さない|さず|わず)|(?:を|は)?(?:キープ|保ち|保つ|据え置き|現状維持)",
)
"""Something that is held where it is while the main measure moves."""
