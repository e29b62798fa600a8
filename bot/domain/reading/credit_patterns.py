"""The sentences that give a model the credit: it is why, it is to thank, it is what is left when all is subtracted."""

from bot.domain.reading.claim_patterns import CHANGE, DOER, WORKS
from bot.domain.reading.patterns import pattern

_DOER = rf"(?:{DOER}|schedulers?|router|detectors?|predictor|ranker|dispatcher|robots?|nudges|alerts)"
_OUR = r"(?:the |our |this |that |its |a |new |smart )*(?:\w+ )?"
_ADDS = (
    r"(?:add|bring(?: in)?|give us|create|free up|win|recover|earn|save|cut|reduce|raise|increase|lift|boost|deliver|"
    r"drive|improve|lower|grow|achieve|make|take out|get us|unlock|produce|generate)"
)
_SHARE = r"(?:impact|effect|contribution|credit|merit|work|doing|result|win|success|achievement|value)"
_SO = (
    r"(?:so|therefore|thus|hence|consequently|ergo|proving|showing|which (?:shows|proves|means|tells us|"
    r"confirms)(?: that)?|"
    r"this (?:shows|proves|means|confirms)(?: that)?|also|deshalb|daher|donc|alors|así que|por (?:lo )?tanto|por eso|"
    r"luego|"
    r"então|logo|portanto|por isso)"
)
_EFFECTIVE = (
    rf"(?:{WORKS}|it pays|effective|a success|successful|useful|does what it should|funktioniert|wirkt|hilft|bringt|"
    r"lohnt sich|marche|fonctionne|sert|aide|funciona|sirve|ayuda|serve|ajuda)"
)
_BACKED = r"(?:expect|count on|rely on|trust|bet on|want to see|believe in|assume)"

CREDIT = pattern(
    "cause",
    r"\b(?:because of|due to|thanks to|owing to|caused by|down to) (?:the|our) (?:new |smart |automatic |automated |"
    r"ai |better )*"
    r"(?:routing|dispatch(?:ing)?|scheduling|rostering|ranking|planning|pricing|forecasting|targeting|matching|triage|"
    r"scoring|scores|personali[sz]ation|predictions?|forecasts?)\b(?! (?:fail|err|outage|mistake))",
    rf"\b(?:a|the|purely a) (?:\w+ )?(?:result|consequence|product|fruit|effect) of {_OUR}{_DOER}\b(?! (?:fail|err|"
    r"outage|crash))|"
    rf"\bthanks to [^.;,]{{0,40}}?\b{_DOER}\b|\b(?:ai|ml|models?|algorithms?|bot|tool)-?(?: |-)(?:driven|led|"
    r"generated|induced|enabled) "
    r"(?:savings?|growth|gains?|uplift|revenue|sales|profits?|improvements?|increase|reductions?)\b",
    rf"(?:^|[.;:!]\s)(?:the |our )(?:\w+ )?{_DOER} (?:increases|reduces|cuts|lowers|raises|boosts|improves|makes|"
    r"drives|saves|prevents|"
    r"brings|speeds up|shortens)\s(?!sure\b|sense\b)[^.;,0-9]{2,60}(?=[.;!]|$)",
    rf"\b(?:when|if|once)\b[^.;]{{3,60}}?\b(?:it|that|this)(?:'s| is| was| will be| must be) {_OUR}{_DOER}(?=[.,;!]|"
    r"$)|\b(?:if|when|once)\b"
    rf"[^.;]{{3,80}}?\b{_DOER} (?:has |have |will have )?(?:prove[nsd]?|shown|paid|earned) (?:itself|its (?:value|"
    r"worth|place|keep)|off)\b",
    r"\b(?:difference|gap|delta|rest|remainder|change)(?:'s| is| are| =) (?:all |entirely )?(?:(?:the|"
    rf"our) (?:\w+ )?(?:{_DOER}(?:'s)?)|our)"
    rf" ?(?:{_SHARE})?(?=[.,;!]|$)",
    rf"\b{_BACKED} (?:the |our )?(?:new )?(?:\w+ )?{_DOER} to {_ADDS}\b|\b{_DOER} (?:is|are) (?:going|bound|sure|"
    r"set) to "
    rf"{_ADDS}\b|\b{_DOER}(?:'ll| will) (?:\w+ly )?{_ADDS}\b",
    rf"\b{_DOER} (?:is|was|are|were) (?:the (?:\w+ )?(?:reason|cause|driver|source)|why|what (?:did|made|caused|drove|"
    r"moved|changed)|behind (?:the|this|that|it)|to thank)\b|\b(?:reason|cause|driver)s? (?:is|was|for \w+ (?:is|was)|"
    rf"behind \w+ (?:is|was)) {_OUR}{_DOER}(?! (?:fail|err|outage|crash|bug))\b",
    rf"\b(?:full |all )?credit (?:to|for (?:it|this|that) (?:goes to|belongs to)|belongs to) {_OUR}{_DOER}\b|"
    r"\bwe (?:can )?"
    rf"thank {_OUR}{_DOER}\b|\b(?:has|have) {_OUR}{_DOER} to thank\b",
    rf"\b(?:stems?|stemm\w+|results?|resulted|flows?|derives?|arises?|follows) from {_OUR}{_DOER}\b(?! (?:fail|err|"
    r"outage|"
    r"crash|bug))",
    rf"\b{CHANGE}\b[^.;]{{0,40}}?\b(?:must|has to|have to|can only|could only) be {_OUR}{_DOER}(?:'s \w+)?(?=[.,;!]|$)|"
    rf"\bwhat else\b[^.;]{{0,25}}?\bbut {_OUR}{_DOER}\b",
    rf"\b{CHANGE}\b[^.;]{{0,80}}?[,.;-]\s?(?:and )?(?:so )?(?:that|this|it)(?:'s| is| was) (?:all |entirely |"
    r"clearly )?(?:our|the "
    rf"(?:\w+ )?{_DOER}'s|the {_SHARE} of {_OUR}{_DOER}) ?(?:{_SHARE}|own)?",
    rf"\b{CHANGE}\b[^\n]{{0,80}}?\b{_SO}\b[, ]*{_OUR}(?:{_DOER}|it|we|sich)? ?(?:is |are |has been |prevents?\b|"
    r"lifts?\b|"
    rf"cuts?\b|gives us\b|is worth )?(?:really |clearly |indeed )?{_EFFECTIVE}\b",
    rf"\b{_SO}\b[, ]*{_OUR}{_DOER} (?:prevents|lifts|cuts|gives us|adds|avoids|wins|delivers|speeds up|shortens)\b",
    rf"\b{_SO}\b[, ]*(?:wirkt|funktioniert|hilft|bringt|marche|fonctionne|funciona|sirve|serve) (?:\w+ )?{_DOER}\b|"
    rf"\b{_SO}\b"
    rf"[, ]*(?:das |die |der |le |la |l'|el |o |a )?{_DOER} (?:\w+ )?(?:wirkt|funktioniert|hilft|marche|fonctionne|"
    r"sert|"
    r"funciona|sirve|serve)\b",
    rf"\b(?:any|every|each|all|whatever)\b[^.;]{{0,50}}?\bcounts? (?:for|as|towards?|in favou?r of|to) {_OUR}{_DOER}\b",
    rf"\b\w+ (?:worked|works|paid off)\s?[:,-]\s?[^.;]{{0,40}}?\b{CHANGE}\b[^.;]{{0,40}}?\b(?:after|since|once)\b",
    rf"[:=]\s?(?:the |our )?{_DOER}(?:'s)? {_SHARE}\b|\b{_SHARE} of {_OUR}{_DOER}\s?(?:=|:|is|equals)\s?[^.;]{{0,60}}?"
    r"\b(?:after|before|minus|since|versus|vs|year|launch|difference)\b",
    rf"\bg(?:eht|ehen|ing|ingen) (?:\w+ )?auf (?:das |den |die |unser\w* )?(?:\w+ )?{_DOER} zurück\b|\b(?:hat|"
    r"haben) (?:das |"
    rf"die |der |unser\w* )?{_DOER} (?:gebracht|bewirkt|erreicht|geschafft)\b|\b{_DOER} (?:hat|a fait|a permis|"
    r"ha hecho|"
    r"hizo|ha logrado|logró|fez|conseguiu|trouxe)\b",
    r"\b(?:shows?|showing|tells?|proves?|proving) (?:us |them )?(?:what|how (?:much|"
    rf"well)) {_OUR}{_DOER} (?:delivers?|does|did|"
    r"brings?|adds?|achieves?|can do|is worth|gives?|gave|made|saves?|contributes?)\b",
    r"(?:所以|因此|说明|证明|可见)[^。]{0,8}(?:有效|起作用|起了作用|有用|成功)|(?:つまり|だから|よって|したがって|なので)"
    r"[^。]{0,12}(?:効いて|有効|効果|成功|役立)",
)
"""Says of the model that it is why."""
