"""The phrases that credit the model with a change, and those that hold the claim to a comparison."""

from bot.domain.reading.patterns import pattern

DOER = (
    r"(?:models?|ai|ml|machine learning|algorithms?|system|bot|assistant|tool|recommender|recommendations?|controller|"
    r"classifier|forecast|engine|programme|program|project|feature|software|launch|roll-?out|chatbot|copilot|app|"
    r"solution|automation|optimi[sz]er|planner|agent|scoring|ki|modells?|modèle|ia|modelo|algoritmo|algorithme|sistema|"
    r"herramienta|ferramenta|outil|asistente|assistente|llm|modell|algorithmus|assistenten?)"
)
_MADE = (
    r"(?:caused|drove|increased|raised|reduced|saved|lifted|cut|boosted|delivered|made|brought|generated|lowered|did|"
    r"improved|prevented|won|earned|paid off)"
)
_MAKING = (
    r"(?:causing|driving|increasing|raising|reducing|saving|lifting|cutting|boosting|delivering|making|bringing|"
    r"generating|lowering|improving|preventing|earning|paying off)"
)
_MAKE = (
    r"(?:cause|drive|increase|raise|reduce|save|lift|cut|boost|deliver|make|bring|generate|lower|improve|prevent|earn|"
    r"grow|halve|double)"
)
WORKS = r"(?:works?|worked|working|helps|helped|pays|paid off|did it|made the difference|is responsible|does its job)"
CHANGE = (
    r"(?:less|fewer|more|down|up|higher|lower|better|drop\w*|fell|fall\w*|rise|rose|growth|grew|improve\w*|increase\w*|"
    r"decrease\w*|decline\w*|gains?|savings?|uplift|reduction|since|after|before|all of (?:it|that|this))"
)

_ILLS = "".join(
    rf"(?<!{each} )"
    for each in (
        "tickets",
        "errors",
        "complaints",
        "downtime",
        "delays",
        "outages",
        "failures",
        "incidents",
        "faults",
        "bugs",
    )
)
"""What a system causes without any merit: it stands before "caused by the app"."""

CAUSE = pattern(
    "cause",
    rf"\b(?:because of|due to|thanks to|owing to|{_ILLS}caused by|driven by|credited to|attribut(?:e|ed|able) to|"
    r"down to|as a result of|explained by|the result of|result(?:s|ed)? from|(?:comes?|came|coming) from|stems? from|"
    r"wegen|dank|durch|"
    r"aufgrund|liegt an|liegt am|grâce à|grâce au|à cause de|(?:vien(?:t|nent)|viendra|viendront) d[ue]|"
    r"provien\w+ d[ue]|d(?:û|us|ues?) (?:au|aux|à)|s'expliquer?(?:nt|a|ont)? par|gracias al?|"
    r"debido al?|se deb(?:e|en|erán?) al?|por culpa del?|graças ao?|devido ao?|se dev(?:e|em|erá|erão) ao?|por causa "
    r"d[oa])\s(?:\w+[\s']){0,3}?"
    rf"(?:{DOER}(?! (?:failures?|errors?|outages?|bugs?|crash\w*|downtime|faults?|problems?|issues?|upgrades?)\b)|we|"
    r"us|our|it)"
    r"\b",
    r"\b(?:all|any|every|each|whatever|the whole|entire)\b[^.;]{0,60}?\b(?:is|are|be)\s(?:\w+ )?(?:the "
    r"(?:\w+ )?(?:work|doing|merit|achievement|result|fruit|contribution|success) of|owed to)\s(?:\w+ ){0,2}?"
    rf"{DOER}\b|\b{CHANGE}\b[^.;,]{{0,40}}?\bcan only come from\s(?:\w+ ){{0,2}}?{DOER}\b|"
    r"\b(?:subi|baj|mejor|crec|aument|reduj|ca[ií]|melhor|cresc)\w+ (?:\w+ )?(?:por|pelo|pela) (?:el |la |nuestro |"
    rf"nosso )?{DOER}\b|\bc'est (?:l'effet|grâce|le mérite) (?:du |de la |de l'|de notre |au )(?:\w+ )?{DOER}\b|"
    rf"\b(?:is|are|be) (?:all |entirely |purely )?(?:the|our) (?:\w+ )?{DOER}'s (?:doing|merit|work|"
    r"achievement|credit|success|contribution|effect|result|impact|influence)\b|\b(?:that|this|it|which|(?:that|this|"
    r"the) (?:increase|drop|gain|rise|"
    r"fall|difference|saving|change))(?:'s| is| was) what (?:the|"
    rf"our) (?:\w+ )?(?:{DOER}|"
    r"planner) (?:achieved|delivers|does|brings|makes|adds|saves|brought|did|made|gave|earned|delivered|added|"
    r"saved)\b",
    rf"\b(?:verdienst|werk|erfolg|konto) (?:des|der|unseres|unserer) (?:\w+ )?{DOER}\b|\b(?:mérito|obra|"
    r"fruto) d(?:el?|"
    rf"o|a)\s(?:\w+ )?{DOER}\b|\b(?:l'œuvre|le fruit|le mérite|au crédit) (?:du |de la |de l'|de notre )(?:\w+ )?"
    rf"{DOER}\b",
    rf"\bcredit(?:s|ed|ing)? (?:it to |this to )?(?:the |our )?(?:\w+ )?{DOER}\b|\battribut(?:e|es|ed) (?:it|this|"
    r"that|all) to\b",
    r"\b(?:proves?|proved|proof that|proof of|shows? that|showed that|demonstrates?|demonstrated|proof[,:]?|"
    r"confirms?|confirmed|means that|evidence that|beweist|zeigt,? dass|prouve|montre que|demuestra|"
    rf"prova que|mostra que)\b(?:[^.;]{{0,60}}?)\b(?:{DOER}|works?|working|worked|caused|causes|effect|impact|"
    r"success|value|it|we|wirkt|marche|funciona)\b",
    r"\b(?:so|therefore|thus|hence|consequently|which means|also|donc|por lo tanto|"
    r"portanto)\b[,:]?\s(?:the\s|our\s)?(?:\w+\s){0,3}?(?:makes?|raises?|increases?|drives?|causes?|"
    r"reduces?|lowers?|improves?|boosts?|saved?|saves|did|made|caused|helps?|pays?|brings?|"
    rf"is (?:responsible|working|{_MAKING})|are {_MAKING}|{WORKS})\b",
    rf"\b(?:it|this|that|{DOER}) (?:obviously|clearly|evidently|really|thus|therefore) {WORKS}\b",
    rf"\bif\b[^.;]{{0,80}}?(?:\bthen\b|,)\s[^.;]{{0,40}}?\b{WORKS}\b|\b(?:it|that|{DOER}) {WORKS},? (?:because|as|"
    r"since)\b",
    rf"\b{DOER}\b\s(?:alone\s)?(?:has\s|have\s|already\s|clearly\s|obviously\s)*{_MADE}\b",
    rf"\b{DOER}\b\s(?:is|are|has been|have been)\s(?:already\s|clearly\s|really\s)?{_MAKING}\b|"
    rf"\b{DOER}(?:'ll|\swill)\s(?:surely\s|certainly\s|clearly\s|then\s)?{_MAKE}\b|"
    r"\b(?:the|our|new|smart|ai|automatic|automated)\s(?:routing|dispatch(?:ing)?|scheduling|rostering|ranking|"
    r"planning|"
    rf"forecasting|targeting|matching|triage|personali[sz]ation)(?:'ll|\swill)\s(?:surely\s|certainly\s)?{_MAKE}\b",
    rf"\b{DOER}\s(?:saves|brings|earns|makes)\sus\b|\b{DOER} pays (?:for itself|off)\b",
    r"\b(?:all|any|every|whatever|the whole|entire)\b[^.;]{0,40}?\b(?:is|are|can be|will be|counts? as|"
    r"count)\s(?:\w+\s)?(?:ours|due|thanks|because|credited|attributed|down to|the model's|the ai's)\b",
    rf"\b{CHANGE}\b[^\n]{{0,80}}?(?:\b(?:is|are|was|were|be)|'s)\s(?:all |entirely |only |purely |"
    r"clearly )*(?:(?:the|our) "
    rf"(?:\w+ )?{DOER}(?:'s| at work| working| paying off)?|ours|on us|us)(?=[.!,;)]|$)",
    r"\b(?:our|the model's|the ai's|its) (?:doing|merit|credit|achievement|contribution|success|win|work)\b(?! (?:if|"
    r"when|"
    r"means|is|will|criteri|metric|measure|rate|=|:))|(?:€|\$|£|"
    r"[0-9]|\b(?:savings?|growth|revenue|gains?|uplift|value|profit|improvements?)\b)[^.;]{0,20}\b(?:from|"
    r"by) (?:the |our )?(?:model|ai|ml|algorithm|bot|assistant|recommender|chatbot|copilot)\b|"
    r"\btakes? (?:the |all )*credit\b|\bgets? (?:the |all )*credit\b|\bcredit goes to\b",
    r"\b(?:are|is|were) all ours\b|\bwe (?:alone )?(?:caused|achieved) (?:it|this|that)\b",
    r"因为模型|由于模型|多亏|归功于|证明了?模型|说明模型|(?:模型|算法|系统|AI|人工智能)(?:所?带来|的功劳|起了?作用|"
    r"所致|的贡献)|"
    r"(?:モデル|AI|システム|アルゴリズム)の(?:おかげ|効果だ|成果|力)|(?:モデル|AI)によ(?:って|る(?:もの|効果))",
)
"""Says that the model did it."""

UNTRIED = pattern(
    "untried",
    r"\b(?:control group|control|experiment|a/b test|ab test|test|trial|comparison)s? (?:is |are )?(?:not |"
    r"un)(?:needed|"
    r"necessary|required)\b",
    r"\bno (?:need|reason) (?:for|of|to (?:have|run|do)) (?:an? |any )?(?:a/b |ab )?(?:test|control|experiment|trial|"
    r"comparison)|"
    r"\bno (?:control group|control|experiment|a/b test|ab test|test|trial|comparison)s? (?:is |are |was |were )?"
    r"(?:needed|necessary|required)\b|\b(?:don't|do not|didn't|did not) need (?:an? |any )?(?:a/b |ab |control )?"
    r"(?:test|control|group|experiment|trial|comparison)|\bwithout (?:an? |any )?(?:test|experiment|control group|"
    r"trial)\b",
)
"""Waives the comparison."""

TRIAL = pattern(
    "trial",
    r"\ba/b\b|\bab[- ]test|\brandomi[sz]|\brandom(?:ly)? assign|\bat random\b|\brandom\b|"
    r"\bcontrols? (?:group|arm|region|stores?|sites?|market)|\bcontrols\b|"
    r"\bholdout (?:group|customers|users)|\bhold-?out\b|\bexperiment|"
    r"\btest (?:group|arm)|\b(?:vs\.?|versus|against|with|from) (?:the )?control\b|"
    r"\btreatment\b|\btreated\b|\bdiff(?:erence)?s?[- ]in[- ]diff|\bsynthetic control|"
    r"\bcontrol(?:s|led)? (?:trial|for)|\bkontrollgruppe|\bvergleichsgruppe|"
    r"\bgroupe (?:de )?(?:contrôle|témoin)|\bgrupo (?:de )?control|\bmatched\b|随机|对照|"
    r"ランダム|対照群|switchback",
)
"""A valid comparison."""

DENIED = pattern(
    "denied",
    r"\b(?:nobody|no one) (?:knows|can (?:say|tell))\b|\b(?:unclear|not sure|don't know|do not know|unknown) (?:if|"
    r"whether|why|how)\b",
    r"\b(?:would|does|do|did|will|can|could)\s?(?:not|n't)\s(?:alone\s|by itself\s|yet\s)?(?:show|prove|"
    r"mean|tell|say|claim|be credited|count|credit)|\bnot (?:proof|evidence|enough|claim|credit)|"
    r"\bno proof\b|\bcannot (?:be )?(?:claim|say|show|prove|credit|credited|attribute)|\bwe (?:do not|"
    r"don't|make no|won't) claim|\bwithout claiming\b|\bnot because of\b|\bindicative only\b|\bonly an indication\b",
)
"""Refuses the claim."""
