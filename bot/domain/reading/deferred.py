"""The phrases that leave the choice of a metric to somebody, or point to where it stands, and name none."""

from bot.domain.reading.patterns import DATE, FIGURE, Pattern, pattern

_KPI = r"(?:kpis?|metrics?|measures?|figures?|numbers?|indicators?|targets?|goals?|ones?|things?)"
_WHO = (
    r"(?:(?:the |our |my |their )?(?:\w+ )?(?:finance|controlling|controllers?|boards?|management|managers?|"
    r"executives?|"
    r"leadership|directors?|directorate|headquarters|hq|ministry|minister|mayor|council|committee|commission|sponsor|"
    r"bosse?s?|ceo|cfo|coo|cto|cio|vp|head office|steering (?:group|team)|business (?:side|owner|unit)|owners?|"
    r"product owner|shareholders?|stakeholders?|regulator|auditors?|sister (?:plant|team|site|company)|other (?:team|"
    r"site|plant|project|department)s?|teams?))"
)
_SETTLE = (
    r"(?:signs?|signed|decides?|decided|wants?|wanted|picks?|picked|chooses?|chose|says?|said|reports?|reported|asks?|"
    r"asked|uses?|used|agree[sd]?|approve[sd]?|like[sd]?|sets?|prefer(?:s|red)?|has|have|tracks?|looks?|needs?|"
    r"demands?|name[sd]?|define[sd]?|accepts?|accepted|knows?|puts?|gives?|gave|requires?|required)"
)
_TAIL = (
    r"(?: (?:off|on|for|at|up|us|it|best|too|already|anyway|today|now|every|last|this|next|year|month|quarter|in))"
    r"{0,4}\W*$"
)
_PAPER = (
    r"(?:page|slide|section|chapter|appendix|annex|annual (?:plan|report)|business (?:plan|case)|contract|charter|"
    r"strategy|budget(?: paper)?|tender|intranet|roadmap|minutes|project (?:plan|charter|brief)|spec(?:ification)?)"
)
_QUIEN = r"(?:(?:la|el|los|las) )?\w+"
_QUEM = r"(?:(?:a|o|os|as) )?\w+"
_QUI = r"(?:la |le |les |l')?(?:\w+ )?(?:direction|finances?|comité|conseil|chef|ministère|patron|siège)"
_WER = (
    r"(?:der |die |das |dem |unser |unsere )?(?:\w+ )?(?:vorstand|chef|chefin|geschäftsführung|geschäftsleitung|"
    r"leitung|"
    r"controlling|finanzabteilung|ministerium|aufsichtsrat|beirat|gremium|lenkungsausschuss|management|zentrale|"
    r"finance)"
)

DEFERRED: Pattern = pattern(
    "deferred",
    rf"^\W*(?:whatever|some ?thing|anything|what(?:ever it is)?(?: that)?|the (?:one|thing)s?(?: that|"
    rf" which)?) {_WHO} (?:\w+ )?{_SETTLE}{_TAIL}",
    rf"^\W*(?:the |our |a |any |that )?{_KPI} (?:that |which )?{_WHO} (?:\w+ )?{_SETTLE}{_TAIL}",
    rf"^\W*(?:the |our |exactly the )?same {_KPI} (?:as|that|which)\b[^,;:]{{1,40}}$",
    rf"^\W*(?:the |our )?{_KPI} (?:on|in|from|of) (?:the |our |this year's )?{_PAPER}\b[^,;:]{{0,25}}$",
    r"^\W*(?:hm+,? |well,? )?what (?:do|does|did|would|should|can|could) [^,;:?]{1,40}\?\W*$",
    r"^\W*(?:as|like) (?:decided|agreed|set|defined|chosen|discussed|written|described|stated|fixed) (?:by|in|with|on)"
    r"\b[^,;:]{1,40}$",
    rf"^\W*(?:das,? )?was {_WER} (?:\w+ )?(?:sagt|will|entscheidet|möchte|vorgibt|festlegt|wünscht|verlangt|"
    r"beschließt|beschliesst)\W*$|^\W*(?:die|der|das)?\s?(?:gleiche|selbe|dieselbe|dasselbe|derselbe)n? (?:kennzahl|"
    r"kpi|metrik|zahl|wert|ziel)e?n? wie\b[^,;:]{1,40}$|^\W*(?:die|der|das) (?:kennzahl|kpi|metrik|zahl|ziel) (?:aus "
    rf"|von |vom )?(?:dem |der )?(?:controlling|vorstand|jahresplan|vertrag|finance|strategie\w*)\W*$|"
    rf"^\W*(?:die|der|das) (?:kennzahl|kpi|metrik|zahl|ziel), (?:die|den|das) {_WER} (?:\w+ )?\w+\W*$",
    rf"^\W*lo que (?:diga|decida|quiera|pida|mande|apruebe|elija|digan|decidan|quieran|pidan|prefiera)\b"
    r"[^,;:]{0,30}$|^\W*(?:la|el) (?:métrica|kpi|indicador|cifra) que (?:usa|use|usan|pida|pide|quiera|quiere|decida|"
    rf"decide|apruebe|aprueba|elija|elige|firma|firme|diga|dice) {_QUIEN}\W*$|^\W*(?:la misma|el mismo) (?:métrica|kpi|"
    r"indicador|cifra) (?:que|de)\b[^,;:]{1,30}$",
    rf"^\W*ce que {_QUI} (?:décide|veut|dit|demande|choisit|valide|préfère|voudra|décidera)\w*\W*$|^\W*ce que "
    rf"(?:décide|veut|dit|demande|choisit|valide|voudra|décidera) {_QUI}\W*$|^\W*(?:l'|le |la )(?:indicateur|kpi|"
    rf"métrique|chiffre) que (?:{_QUI} )?(?:décide|veut|dit|demande|choisit|valide|préfère|suit|utilise)\b(?: {_QUI})?"
    r"\W*$|^\W*(?:le|la) même (?:kpi|indicateur|métrique|chiffre) que\b[^,;:]{1,30}$",
    rf"^\W*o que {_QUEM} (?:disser|decidir|quiser|mandar|pedir|aprovar|definir|escolher|preferir)\w*\W*$|^\W*(?:a|o) "
    rf"(?:métrica|kpi|indicador|número) que {_QUEM} (?:disser|decidir|quiser|usar?|usa|pedir|pede|aprovar?|aprova|"
    r"definir|define|escolher|escolhe|quer)\W*$|^\W*(?:a mesma|o mesmo) (?:métrica|kpi|indicador|número) (?:que|da|do|"
    r"de)\b[^,;:]{1,30}$",
    r"^\W*(?:由)?(?:领导|老板|上级|财务|管理层|董事会|总部|老总|部门经理)[^,。;:]{0,4}(?:说了算|决定|指定|要求|认可|定)"
    r"(?:的)?(?:指标|kpi|数字)?\W*$|^\W*(?:和|与|跟|同)[^,。;:]{1,12}(?:一样|相同)(?:的)?(?:指标|kpi)?\W*$",
    r"^\W*(?:上司|上層部|経営陣|役員|経理|財務|本社|部長|社長|上)(?:会)?(?:が|の)[^、。;:]{0,4}(?:決め|求め|指定|承認|"
    r"言う|選ぶ|望む)[^、。;:]{0,4}(?:指標|kpi|もの|数字|値)?\W*$|^[^、。;:]{1,12}と同じ(?:指標|kpi|数字|もの)\W*$",
)
"""An answer that is all about who has the metric: "whatever the board wants", "same KPI as the other team"."""

ANY_OF_THEM: Pattern = pattern(
    "deferred",
    rf"^\W*(?:any|whichever|whatever|no matter which|i don't (?:mind|care) (?:which|about the)|it doesn't matter "
    rf"which) "
    rf"(?:\w+ )?{_KPI}(?: (?:is|are|will|would|works?|does)\b(?: \w+){{0,3}})?\W*$",
    r"^\W*(?:ganz )?(?:egal|gleich),? welche[rs]? (?:kennzahl|kpi|metrik|zahl)\W*$|^\W*(?:irgendeine|jede|eine "
    r"beliebige) "
    r"(?:kennzahl|kpi|metrik)(?: (?:ist|geht|passt|reicht)(?: \w+){0,2})?\W*$|^\W*(?:n'importe (?:quel|quelle)|peu "
    r"importe "
    r"(?:le|la|l'|quel|quelle)) ?(?:indicateur|kpi|métrique|chiffre)\W*$|^\W*(?:cualquier|qualquer) (?:métrica|kpi|"
    r"indicador|"
    r"cifra|número)(?: (?:vale|sirve|serve|está bien|está bom|nos vale|nos serve))?\W*$|^\W*(?:da igual|tanto faz) "
    r"(?:la|el|a|o|"
    r"qué|que|qual) ?(?:métrica|kpi|indicador)\W*$",
    r"^\W*(?:什么|哪个|任何|随便什么|随便哪个)(?:指标|kpi|数字)?(?:都(?:行|可以|好|没问题))\W*$|^\W*(?:どの|どんな|"
    r"何の)(?:指標|kpi|数字|"
    r"メトリクス)でも(?:構いません|かまいません|構わない|いい|よい|良い|いいです|可|大丈夫|大丈夫です|問題ない|"
    r"問題ありません)?\W*$|^\W*何でも(?:いい|"
    r"よい|構いません|いいです)\W*$",
)
"""An answer that takes any metric, and so names none."""

LEVEL_ALONE: Pattern = pattern(
    "level",
    rf"^\W*{FIGURE}\s?(?:%|percent|points?|prozent)?\s(?:by|until|before|till|bis(?: zum| zu| ende)?|avant|antes de|"
    rf"até|hasta|"
    rf"d'ici|in|on|im|en|em)\s(?:the |end of |le |la |o |a |fin |final )*(?:{DATE}|may)\W*$",
    rf"^\W*{DATE}(?:前|までに|まで|底前|底|末)?(?:达到|に)?{FIGURE}\W*$",
)
"""A number with its date, and no word of what is counted."""
