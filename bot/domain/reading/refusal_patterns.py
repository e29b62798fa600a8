"""The phrases that refuse an experiment, and those that leave nothing to compare with."""

from bot.domain.reading.patterns import pattern

REFUSAL = pattern(
    "refusal",
    r"\b(?:no|not|never(?![- ]treated)|neither|cannot|can't|can not|don't|do not|won't|will not|isn't|is not|doesn't|"
    r"does not|"
    r"(?<!with and )(?<!with or )(?<!days )(?<!weeks )(?<!nights )(?<!hours )(?<!shifts )without|unfair|unjust|"
    r"unacceptable|impossible|forbidden|forbids?|refuses?|unethical|"
    r"illegal|nobody|"
    r"too (?:few|small|little|risky|expensive|slow|late|long|costly|complicated|complex|dangerous)|rather not|"
    r"skip(?:ping)?|kein(?:e|en)?|nicht|ohne|pas d[e']|aucune?|sans|sin|"
    r"ningún|ninguna|sem|nenhum|nenhuma|n'est pas|não|no hay)\b|(?<![天周日班晚])不(?!变|同|动|少|断|仅|但)|没有|"
    r"無し|なし|"
    r"ない|しない|せず|できない",
)
"""Says no to something."""

PLACEHOLDER = pattern(
    "placeholder",
    r"^\W*(?:n\s?/\s?a|na|none(?: (?:is |are )?(?:needed|planned|required|foreseen|intended))?|no|nope|nein|non|"
    r"nothing|nil|not planned|non prévu|no previsto|não previsto|nicht geplant|nicht vorgesehen|"
    r"not applicable|not needed|keine?r?|ninguno|nenhum|aucun|无|没有|なし|無し|"
    r"不需要|ありません|-+|x)\W*$",
)
"""An empty word where a design was asked for."""

LAUNCH_TO_ALL = pattern(
    "launch_to_all",
    r"\b(?:everyone|everybody|all of (?:us|them)) (?:starts?|begins?|switch\w*|moves?) (?:on|at|in)\b|"
    r"\beverywhere at (?:once|the same time)\b|\bevery \w+ (?:gets|will get|receives|has) it\b",
    r"\b(?:launch|ship|release|go live|roll(?:ed|ing)? (?:it )?out|switch(?:ed)? (?:it )?on|"
    r"turn(?:ed)? (?:it )?on|deploy|enable|activate|big bang|cut over)\b[^.;]{0,40}?\b(?:everyone|"
    r"everybody|everywhere|all (?:users|customers|stores|at once|of them|sites|regions)|to all|for all|"
    r"at once|100 ?%|company-?wide|nationwide|network-?wide|across the board|overnight|in one go|big bang|"
    r"whole company|all at the same time|straight away)\b",
    r"\b(?:everyone|everybody|all (?:users|customers|stores|sites))\s(?:gets?|will get|receives?|has|have|"
    r"sees?)\b|\bbig[- ]bang\b|\bjust (?:launch|ship|release|deploy|go live)\b|\bfull launch\b|"
    r"\bstraight to (?:production|prod|100)\b",
    r"\ball \w+ (?:switch|change|move|go|start|migrate)\w* (?:on|over|at|to|in)\b|"
    r"\b(?:roll-?out|launch|release|go-?live|deployment) (?:to|for|in|with) (?:everyone|everybody|all|the whole)\b|"
    r"\blive (?:for|with|in|at|to|across) (?:all|every\w*|the whole)\b|\b(?:gilt|für) (?:ab \w+ )?(?:für )?alle\b",
    r"\b(?:it(?:'s| is|s)?|the (?:model|tool|system)(?: is)?|we(?:'re| are)) (?:already )?(?:live|rolled out|launched|"
    r"deployed)"
    r"(?: already)?(?: (?:for|with|in|to) (?:everyone|everybody|all|every \w+|the whole \w+))?\b(?! (?:after|once|"
    r"when))|"
    r"\b(?:just|simply) (?:switch|turn|put|flip|roll|set) (?:it|this|the \w+)(?: on| live| out)?|\bstraight (?:in|"
    r"live)to?\b|"
    r"\bdirekt (?:für alle|live|in produktion)|\bdirecto a (?:todos|producción)|\ba todas? l[ao]s? \w+ a la vez|"
    r"\bdireto para (?:todos|produção)|\ben une fois\b|\bde una (?:sola )?vez\b|\bde uma vez\b|\bauf einen schlag\b|"
    r"直接(?:上线|全量|发布)|\bon (?:lance|déploie|passe) (?:partout|pour tous|tout)\b|\bpartout (?:le même jour|"
    r"en même temps|d'un coup)\b|\büberall (?:gleichzeitig|zugleich|am selben tag)\b|\ben todas partes a la vez\b|"
    r"\bem todo lado ao "
    r"mesmo tempo\b|"
    r"同时(?:全部)?上线|一斉(?:に)?(?:導入|切り替え|公開)",
    r"\btodos lo(?:s)? reciben|\btodos reciben|"
    r"\btous (?:les clients )?(?:le |la )?reçoivent|\btodos recebem|"
    r"\balle (?:kunden|nutzer) (?:bekommen|erhalten)|\bsofort für alle\b|"
    r"\bpour tous\b|\bpara todos\b|全量上线|全量发布|一括(?:導入|リリース)|全員に",
)
"""Everybody gets it, with nothing to compare with."""

IMPOSSIBLE = pattern(
    "impossible",
    r"\b(?:not|never|cannot|can't|isn't|no)\b[^.;,]{0,25}\b(?:possible|"
    r"acceptable|accepted|realistic|practical|justified|worth it|"
    r"allowed|permitted|feasible|foreseen|intended|scheduled|an option|legal|ethical|needed|necessary|"
    r"planned|wanted)\b|\b(?:we|you|it) (?:cannot|can't|can not|won't|"
    r"will not)\b(?![^.;,]{0,20}(?:say|tell|know|decide))|\bno se puede\b|\b(?:unfair|unethical|not fair)\b|"
    r"\b(?:too late|take(?:s)? too long|too much work|too expensive|too complicated)\b|\b(?:it's |is )?out already\b|"
    r"\balready out\b|\b(?:whole|entire) (?:\w+ )(?:gets?|has|will have|receives?)\b|"
    r"\bnicht (?:möglich|erlaubt|geplant|vorgesehen)\b|\b(?:pas|"
    r"n'est pas) (?:possible|permis|prévu)|\bnão (?:é possível|dá|"
    r"podemos)\b|\bimpossible\b|\bunmöglich\b|\bimposible\b|不(?:可能|允许|需要)|"
    r"(?:できない|不可能|予定なし)",
)
"""Says that it will not or cannot be done, whatever it is."""

BARE_REFUSAL = pattern(
    "bare_refusal",
    r"(?:^|[.;,\n]\s?)\W{0,8}(?:because |as |since )?(?:we |i |they |there (?:is|are) |there's |it |sorry,? "
    r")?(?:really )?"
    r"(?:do not|don't|dont|won't|will not|did not|didn't|cannot|can't|are not going to|aren't going to|not going to|"
    r"have no|has no|is no|are no|no)\s(?:really |currently |even )?(?:need|plan|plans|want|intend|bother|see (?:the|"
    r"a) need|"
    r"time|budget|resources|capacity|intention|possibility|way|means|appetite|do (?:that|it|one|this)|run (?:one|it)|"
    r"have (?:one|any|time|the))\b",
    r"^\W*(?:no|none(?=[,:])|nope|nah|nein|non|não|nee|いいえ|不)(?=\s?[-,.;:!]|\s(?:we|because|since|as|not|it|"
    r"the)\b)|^\W*(?:was |were |got |has been )(?:rejected|vetoed|turned down|refused|dropped|cancelled)\b|"
    r"^\W*(?:skipped|cancelled|dropped)\b|\b(?:so|"
    r"therefore),? no\b\W*$|"
    r"\bwe(?:'ll| will)? skip (?:that|it|this)\b|\bnot doing (?:that|it|this|one|any)\b|"
    r"\bneither\b[^.;]{0,40}\bnor\b|\b(?:ceo|boss|board|management|minister|"
    r"law|regulator|sponsor|director\w*|"
    r"chef|vorstand|geschäftsführung|dirección|diretoria|direction) (?:has |have |hat |ya |já |"
    r"a )?(?:already )?(?:decided|wants? it|insists?|entschieden|decidi\w*|décidé)|"
    r"\balready decided\b",
    r"\bno (?:lo |la |se )?(?:vamos a|haremos|queremos|podemos|pensamos|va a|hará)\b|\bwir (?:machen|brauchen|wollen|"
    r"planen) (?:das |es )?(?:nicht|kein)|"
    r"\bwir rollen\b[^.;]{0,20}?\baus\b|\b(?:on|nous) ne (?:\w+ )?(?:pas|ferons|va|voulons|pouvons)\b|\bnão (?:vamos|"
    r"queremos|podemos|faremos)\b",
    r"\b(?:don't|do not|doesn't) (?:think|believe|see why)\b[^.;]{0,30}?\b(?:needs?|makes? sense|necessary|worth|"
    r"possible|should)\b",
    r"\b(?:cannot|can't|can not|could not|won't|not) be (?:tested|measured|randomi[sz]ed|compared|done)\b|"
    r"\bnothing to compare\b",
    r"\b(?:never|not|n't) (?:agree|accept|allow|approve|tolerate)\b",
    r"\bnothing\b[^.;]{0,15}\b(?:planned|foreseen|intended|scheduled|needed)|\bnichts (?:geplant|vorgesehen)|"
    r"\brien (?:de )?prévu|\bnada (?:planeado|previsto|planejado)|\bkein bedarf|\bpas besoin|\bno (?:hace|hay) falta|"
    r"\bnão (?:precisa|é preciso|há)|不打算|不做|没必要|(?<![天周日班晚])不用|必要ない|予定はない|やらない|しません",
)
"""Says no to what was asked without naming it."""

LIVE_LATER = pattern(
    "later",
    r"\b(?:then|followed by|afterwards|after that|later|before (?:an?|the) |next(?! to\b)|finally|puis|dann|luego|"
    r"depois)\b",
)
"""Puts a live test behind an offline one."""
