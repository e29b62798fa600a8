"""The phrases that name what must not get worse."""

from bot.domain.reading.patterns import pattern

_NO_CHANGE = (
    r"(?:flat|stable|constant|steady|unchanged|level|the same|intact|"
    r"where (?:it|they) (?:is|are)|as (?:it|they) (?:is|are))"
)
_WORSEN = (
    r"(?:fall|falls|drop|drops|rise|rises|suffer|suffers|worsen|deteriorate|decline|increase|decrease|exceed|"
    r"go (?:up|down|above|below|over|under)|slip|dip|(?:get|become) (?:any )?(?:worse|longer|lower|higher|slower|"
    r"harder)|"
    r"take (?:any )?(?:longer|more)|(?:cost|need|require) (?:any )?more|last (?:any )?longer|"
    r"creep(?: up)?|spike|swell|sag|slide|sink|plunge|tank|balloon|soar|surge|jump|mount|tick up|edge up|go backwards|"
    r"(?:get|become|grow|be) (?:any )?(?:\w{3,}ier|\w+er(?= than))|be (?:worse|lower|higher|hurt|harmed|affected|"
    r"allowed|longer|"
    r"reduced|increased)|grow|climb|shrink|come at|break|hurt|harm|damage|affect|degrade|lose|annoy|raise|lower|reduce|"
    r"cannibali[sz]e|sinken|steigen|leiden)"
)
_WORSENING = (
    r"(?:hurting|harming|losing|increasing|raising|lowering|reducing|sacrificing|damaging|worsening|annoying|"
    r"affecting|breaking|degrading|cannibali[sz]ing|compromising|impacting|upsetting)"
)
_MORE_OF = (
    r"(?:more|additional|extra|any (?:more|increase|rise|loss|drop|extra)|(?:a )?(?:rise|drop|loss|increase|decline|"
    r"decrease|fall|dip) in|(?:a |any )?(?:negative|bad|worse|higher|lower|longer|shorter|slower|poorer|weaker|smaller|"
    r"thinner|colder|harsher|larger|bigger|\w{3,}ier)\b)"
)

GUARDRAIL = pattern(
    "guardrail",
    r"\bguard[- ]?rails?\b|\bdo[- ]no[t]?[- ]harm\b|\bsafety (?:metric|net|"
    r"check)\b|\btrip-?wire\b|\b(?:capped|limited|bounded) (?:at|to|by)\b|"
    r"\ba (?:cap|ceiling|floor) (?:on|of|for)\b|\bcounter[- ]?metrics?\b|\bwatch(?:ing)? (?:out for|that)\b|"
    r"\bkeep(?:ing)? an eye on\b|\bsubject to\b|"
    r"\bleitplanke\b|\bgarde[- ]fou|护栏|ガードレール|守り指標",
    r"\b(?:while|whilst|as long as|so long as|provided(?: that)?|with|and|but|;|,)\s[^.;]{0,50}?\b(?:(?:holds?|"
    r"held)(?![- ]?(?:out|back))|"
    r"stays?|staying|remains?|remaining|is kept|are kept|(?:flat|stable|constant|steady|unchanged)|(?:kept|keep\w*|"
    r"hold\w*) level|not (?:affected|hurt|harmed|worse)|where (?:it|they) (?:is|are)|"
    r"as (?:it|they) (?:is|are)|at today's level|at current level|no (?:higher|lower|worse|longer))\b",
    r"(?:^|[.;:\n]\s?)[^.;]{0,50}?\b(?:must |should |has to |have to |needs? to |shall )?(?:stays?|remains?|kept|"
    rf"be kept|be held|be maintained|holds?)\s?(?:{_NO_CHANGE}|above|below|under|over|at or|at least|at most|within|$)",
    r"\b(?:keep(?:ing)?|hold(?:ing)?|maintain(?:ing)?|protect(?:ing)?|preserv(?:e|"
    rf"ing))\s(?!(?:it|this|that|them) )[^.;]{{0,40}}?\b(?:{_NO_CHANGE}|above|below|under|over|at)\b",
    r"\b(?:be|is|are|being) (?:maintained|preserved|protected|held|kept)\b|\b(?:maintain|preserve|"
    r"protect)(?:ing)?\s[a-z]",
    r"\bwith\s[^.;]{1,40}?\bnot (?:rising|falling|worsening|increasing|growing|dropping|declining|slipping|"
    r"suffering)\b",
    rf"(?:\bwithout|\bnot|\bw/o)\s{_WORSENING}\b|(?:\bwithout|\bw/o)\s{_MORE_OF}",
    r"\b(?:must|may|should|shall|can|do|does|will|is|are|to|darf|dürfen)\s?(?:not|n't|never|nicht|"
    rf"no)\s(?:be\s|get\s)?(?:\w+\s)?{_WORSEN}\b|\b(?:don't|dont|do not|doesn't|can't|cannot|mustn't|shouldn't|never)\s"
    rf"(?:\w+\s)?{_WORSEN}\b",
    r"\b(?:darf|dürfen|soll|sollen)\b[^.;,]{0,30}?\bnicht\b[^.;,]{0,30}?\b\w+|\bbleib(?:t|"
    r"en)\b[^.;,]{0,20}?\b(?:unter|über|"
    r"stabil|konstant|gleich|unverändert|bei|auf|mindestens)|\bnicht (?:schlechter|höher|länger|mehr als|unter|über)",
    r"\bno (?:worse|increase|rise|drop|decline|decrease|loss|fall|deterioration|degradation|higher|lower|"
    r"additional|extra|harm|change) (?:than|in|of|to|from|by)?",
    r"(?<!^)\bno more\b(?! than)|(?<!^)\bno (?:longer|slower) \w+",
    r"[,;]\s(?:but |and |with )?no (?!claims?|causal|cause|proof|conclusions?|hurry|rush|guess|data|numbers?|need|"
    r"test|idea|problem|doubt|control|deadline|date|target|baseline|experiment|"
    r"comparison)[a-z][a-z -]{2,30}[.!]?$|\b(?:nobody|no one|no [a-z]+)\b(?: \w+){0,3}? (?:worse|longer|less|higher|"
    r"slower|later)\b(?! than [0-9])",
    r"\b(?:sans|sin|sem|ohne)\s(?:\w+\s){0,3}?(?:supplémentaires?|de plus|más|mais|zusätzlich\w*|adicional\w*|mehr|"
    r"extra)\b",
    r"\bwithout (?!using|knowing|testing|claiming|having|being|doing|looking|asking)\w+ing\b|\b(?:do not|don't|dont|"
    r"never|not) let\b[^.;]{0,40}?\b(?:fall|drop|slip|rise|"
    r"suffer|grow|go|get|increase|decrease|decline)\b|(?:落と|下げ|増や|減ら|上げ|超え|悪化させ|悪く)(?:さ|"
    r"し)?(?:ない|ず)",
    r"\b(?:while|whereas|but)\s(?!we\b|they\b|it\b|you\b|i\b)[^.;,]{1,40}?\b(?:does|do|should|must|will) "
    r"not(?=\s*(?:[.,;]|$))|"
    r"\bat no (?:expense|cost|loss)\b|\bnot at the (?:expense|cost) of\b|\bdo no harm\b",
    r"[,;]\s[a-z][^.;,]{0,40}?\b(?:max\.?\s?[€$£]?[0-9]|min\.?\s?[€$£]?[0-9]|maximum|minimum|at most|at least|"
    r"capped at|flat|held|unchanged|stable|constant|steady)(?:\b|\s)|[,;]\s?(?!(?:\w+ )?(?:false (?:alarms?|"
    r"positives?|negatives?)|precision|recall|"
    r"accuracy|errors?|f1|auc|rmse|mape|mae|latency)\b)[a-z][a-z /-]{2,40}(?:≤|≥|<=|>=|<|"
    r">)\s?[€$£]?[0-9]",
    r"(?:[,;.:\n]|\band\b|\bbut\b|\bwhile\b|\bwith\b)\s?[^.;,]{0,50}?\b(?:not|no|never)\s(?:to\s)?(?:be\s)?"
    r"(?:exceed(?:ed|ing)?|below|above|over|under|higher|lower|worse|more|less|fewer|longer)\b",
    r"\b(?:nor|not)\s[^.;,]{0,20}\b(?:exceed(?:ed|ing)?)\b",
    r"\b(?:bei|avec|con|com|à)\s[^.;]{0,30}?\b(?:stabil|gleichbleibend\w*|gleicher?|konstant\w*|constante?s?|stables?|"
    r"estables?|estável|constante)\b|\bsans (?:dégrader|augmenter|réduire|perdre|que|baisse|hausse|impacter|nuire)|"
    r"\bsin (?:empeorar|aumentar|reducir|perder|afectar|que|subir|bajar|perjudicar)|"
    r"\bsem (?:piorar|aumentar|reduzir|perder|afetar|que|prejudicar|subir)|\bohne (?:dass|mehr|höhere|"
    r"steigende|längere|zusätzliche|\w+ zu \w+)",
    r"\bne (?:doit|doivent|peut|peuvent) pas\b|\bne (?:baisse|augmente|dépasse)\w* pas\b|\brest(?:e|ent) (?:stable|"
    r"sous|"
    r"au|constant|inférieur|supérieur)|\bno (?:debe|deben|puede|pueden|supere|superar|baje|suba|empeore)\w*\b|"
    r"\bse mant(?:iene|ienen|enga)\b|\bmantenien?do\b|\bnão (?:pode|podem|deve|devem|ultrapass\w*|piore|aumente)\b|"
    r"\bmantendo\b|\bmantém\b|\bmanter\b",
    r"不(?:能|得|可|应|会)?(?:再)?(?:下降|上升|降低|增加|变差|恶化|超过|低于|高于|减少|影响)|保持不变|不变|维持|維持|"
    r"悪化させず|"
    r"悪化しない|悪化させない|落とさず|下げずに|増やさず|増やさない|下げない|超えない|保ったまま",
)
"""Something that must not get worse."""

KEPT = pattern(
    "kept",
    r"\b(?:keep(?:ing)?|hold(?:ing)?|maintain(?:ing)?|protect(?:ing)?)\s(?:the |our )?(?:[a-z-]+\s){1,4}?(?:at|above|"
    r"below|"
    r"under|over|within)\s[^.;,]{0,30}?(?=\s(?:while|whilst|and|but)\b|[.;,\n]|$)",
    r"(?:[;.,\n]|\b(?:while|whilst|but|with|and|provided|as long as))\s?(?:[a-z-]+\s){1,5}?(?:(?:must |"
    r"should )?(?:stays?|"
    r"remains?|staying|(?:be |is |are )?(?:kept|held)|capped)\s(?:at|above|below|under|over|within|or)|"
    r"(?:do(?:es)? |must |may |should |is |are )?(?:(?:do(?:es)?|must|may|should|is|are|ca|wo|sha)n't|not|no|"
    r"never) (?:to )?(?:be )?(?:fall|drop|rise|go|exceed|below|"
    r"above|"
    r"over|under|more|less|higher|lower|worse|longer)\w*|bleib(?:t|en)|ne dépass\w+|no super\w+|não ultrapass\w+)\s"
    r"[^.;\n]{0,40}",
    r"\bguard[- ]?rails?\b[^.;\n]*",
)
"""A guardrail with the level that it is held at."""

NOTHING = pattern(
    "nothing",
    r"\b(?:nothing|everything|anything|all else|the rest|no other (?:metric|kpi|number)s?|nichts|rien|"
    r"nada)\b[^.;]{0,30}?\b(?:worse|suffer|break|change|changes|flat|stable|same|fall|drop|deteriorate|"
    r"empeor|pire|schlechter)",
)
"""A bare "nothing may get worse", which names no thing."""
