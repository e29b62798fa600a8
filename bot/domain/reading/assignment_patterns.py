"""The phrases of who gets the model by what: a comparison that was turned down or is missing, a shuffle, a stand-in."""

from bot.domain.reading.patterns import pattern
from bot.domain.reading.record_words import AKTEN, CASOS, DOSSIERS

_TEST = (
    r"(?:comparison|control|reference|randomi[sz]ed|parallel|holdout|hold-out|treatment|vergleichs|kontroll|témoin|"
    r"contrôle|comparaison|control|controle|comparación|comparação)"
)

LACKING = pattern(
    "refusal",
    rf"\b(?:without|lacking|(?:there is |we have |has |have )?no) (?:an? |any |the |real |proper |separate )*{_TEST} "
    r"(?:group|arm|cell|side|sample|sites?|stores?|branch(?:es)?|regions?|wards?|schools?|units?|series|city|town|"
    r"market|plant)s?\b",
    r"\b(?:without|no) (?:any )?(?:randomi[sz]ation|randomi[sz]ing|comparison|control group)\b",
    r"\b(?:ohne|keine?) (?:eine |jede )?(?:vergleichs|kontroll)(?:gruppe|filialen|standorte)\b|\b(?:sans|pas de|aucun) "
    r"groupe (?:de )?(?:témoin|contrôle|comparaison)\b|\b(?:sin|ningún) grupo (?:de )?(?:control|comparación)\b|"
    r"\b(?:sem|nenhum) grupo (?:de )?(?:controle|controlo|comparação)\b|(?:没有|无)对照组|対照群(?:なし|は?ない)",
)
"""Says that there is no group to compare with, which leaves the rest of the sentence as it is."""

REJECTED = pattern(
    "refusal",
    r"\b(?:was|were|has been|have been|had been) (?:then |later )?(?:cancelled|canceled|called off|abandoned)\b",
    r"\b(?:was|were|has been|have been|had been|got|is|are) (?:\w+ly |already |again |since )?(?:rejected|vetoed|"
    r"turned down|ruled out|refused|overruled|shelved|scrapped|banned|prohibited|voted down|blocked|struck down|"
    r"off the table|out of the question)\b(?! (?:if|when|once|unless))",
    r"\b(?:wurden?|ist|hat|haben)\b[^.;,]{0,40}?\b(?:abgelehnt|verboten|untersagt|verworfen)\b|\b(?:a|ont) (?:été )?"
    r"(?:refusée?s?|rejetée?s?|interdite?s?|écartée?s?)\b|\b(?:fue|fueron|ha sido|quedó) (?:rechazad|descartad|"
    r"prohibid|vetad)[oa]s?\b|\b(?:foi|foram) (?:rejeitad|recusad|descartad|proibid|vetad)[oa]s?\b|被(?:否决|拒绝|"
    r"驳回)|"
    r"却下|禁止",
)
"""What stands before it was turned down."""

REJECTED_IT = pattern(
    "refusal",
    r"\b(?:turned|voted|shot) (?:it|that|this|them|us) down\b|\b(?:rejected|vetoed|refused|blocked|stopped|forbade|"
    r"killed|"
    r"cancelled|overruled|dropped) (?:it|that|this|them)\b(?! (?:if|when|once|unless))|\b(?:but|and) (?:was |were |"
    r"got |then )?"
    r"(?:dropped|rejected|abandoned|cancelled|shelved|discarded)(?=\W*$|[.;,:]| by\b)|\bsaid no\b|"
    r"\bbut (?:we |they |it )?(?:will not|won't|do not|don't|are not|cannot|can't|is not)\W*$|\b(?:dropped|abandoned|"
    r"gave up|rejected|discarded|scrapped|buried) (?:the|that|this) (?:idea|plan|thought|proposal)\b|"
    r"\blehn(?:t|en|te|ten)\b[^.;]{0,40}?\bab\b|\b(?:descartamos|descartaron|abandonnée?|descartad[oa])\b|\bdecided "
    r"against (?:it|that|this)\b|\b(?:das|es) abgelehnt\b|\bl'a (?:refusé|rejeté)e?\b|\blo (?:rechazó|descartó|"
    r"prohibió)\b|"
    r"\b(?:rejeitou|recusou|proibiu)(?:-o|-a| isso)\b",
)
"""Somebody turned down what was named before."""

REJECTS = pattern(
    "refusal",
    r"\b(?:rejected|vetoed|turned down|ruled out|refused|overruled|shelved|scrapped|banned|prohibited|voted down|"
    r"decided against|opted against|advised against|vetoes|bans|prohibits|rules out|said no to|says no to)\s(?:the |"
    r"an? |any |our |all |every )",
)
"""Somebody turned down what stands behind it."""

RELATIVE = pattern(
    "relative",
    r"\b(?:that|which|who|whose|whom|those|if|when|unless|where|how|whether|fewer|more|less|many|until|while|because|"
    r"qui|que|ob|weniger|mehr|moins|plus|menos|más|mais)\b|\b(?:null|h0|hypothes\w+)\b",
)
"""Between a test and "was rejected": it was not the test."""

TURNS = pattern(
    "switchback",
    r"\b(?P<long>(?:one|two|three|four|six|[0-9]+) (?:hours?|days?|weeks?|shifts?|nights?)),? (?:and )?then (?P=long)\b"
    r"(?! (?:more|of|later|after|longer))|\bnachts? (?:mit|an)\b[^.;]{0,20}?\b(?:nächste|andere) nacht (?:ohne|aus)\b",
)
"""Two turns of one length, one after the other."""

SHUFFLED = pattern(
    "ab",
    r"\benvelopes? (?:is|are|gets?) drawn\b|\b(?:id|number|barcode|digit|account|ticket)(?:'s)? parity\b|\bparity of "
    r"the "
    r"(?:id|number|barcode|digit)\b|\b(?:aus)?würfeln\b|\bmünzwurf\b|\btiren?t? une (?:carte|paille|pièce)\b|"
    r"\bpile ou face\b|\bcara o cruz\b|\bcara ou coroa\b|掷硬币|抛硬币|コイン投げ|くじ引き",
    r"\b(?:shuffled|mixed-up|scrambled) (?:\w+ )?(?:list|order|deck|names|roster|register|cards|envelopes|sequence|"
    r"queue|roll)\b|\b(?:shuffl(?:e|es|ed|ing)) (?:the |all |our )?(?:list|names|deck|cards|register|roster|"
    r"envelopes|order of)\b|\b(?:list|names|cards|envelopes|order|roster) (?:is|are|was|were|gets?) shuffled\b",
    r"\b(?:durch)?gemischte[nr]? (?:liste|reihenfolge|umschläge\w*)\b|\bliste (?:mélangée|brassée)\b|\blista "
    r"(?:barajada|mezclada|embaralhada|misturada)\b|打乱(?:的|后)?(?:名单|列表|顺序)|シャッフル(?:した)?(?:名簿|"
    r"リスト|順)",
)
"""A list in the order of chance deals units out as a lot does."""

_MIX = r"(?:mix|mixture|blend|average|mean|combination|basket|composite|portfolio|pool|sum)"

STAND_IN = pattern(
    "difference_in_differences",
    r"\((?:with|mit|avec|con|com)\)[^.;]{0,30}?\((?:without|ohne|sans|sin|sem)\)",
    rf"\b(?:weighted |synthetic |reweighted )?{_MIX} of (?:\w+ )?(?:other|similar|comparable|untreated|untouched|"
    r"unaffected|neighbou?ring|remaining|donor) (?!(?:metrics?|models?|scores?|features?|signals?|kpis?|forecasts?|"
    r"predictions?|weeks|months|years|days)\b)\w+",
    r"\b(?:other|similar|comparable|neighbou?ring|untreated) \w+ (?:serve|act|stand in|are used) (?:as|for)\b|"
    r"\bdonor pool\b|\bas (?:a |an |the )?(?:stand-ins?|double|proxy|twin|shadow|substitute) (?:for|of) (?:ours|our|"
    r"us|the treated|what (?:we|ours?) would)\b",
    r"\bgewichtete[snr]? (?:mittel|mix|mischung|durchschnitt)\w* (?:aus )?(?:der |von )?(?:ander|ähnlich|übrig)\w+|"
    r"\bmoyenne pondérée d(?:'|es )autres\b|\b(?:media|mezcla|promedio) ponderad[oa] de otr[oa]s\b|\b(?:média|mistura) "
    r"ponderada de outr[oa]s\b|其他[^。,]{1,8}(?:的)?加权|他の[^。、]{1,8}(?:の)?加重",
)
"""Others, weighed together, stand for what would have happened here."""

RINGS = pattern(
    "staged_rollout",
    r"\bcada (?:mes|semana|mês) (?:añadimos|sumamos|adicionamos|incluímos)\b|\bchaque (?:mois|semaine) (?:on|nous) "
    r"ajout\w+|\bjede[nrs]? (?:monat|woche) kommen\b[^.;]{0,20}?\bdazu\b",
    r"\brings? (?:deployment|roll-?out|release|launch|[0-9])|\b(?:deployment|release|rollout|update) rings?\b|"
    r"\bring (?:by|after) ring\b|\bfrom ring to ring\b",
)
"""Rings of users, from the inner to the outer one."""

OLD_RECORDS = pattern(
    "offline_only",
    r"\b(?:niemand sieht|personne ne (?:les |la |le )?voit|nadie (?:los |las |lo |la )?ve|ninguém (?:os |as )?vê)\b",
    rf"\b(?:auf|an|mit|anhand(?: von)?) (?:den |[0-9][0-9.]* )?(?:alten|archivierten|abgeschlossenen|früheren|"
    rf"vergangenen|gespeicherten) {AKTEN}\b",
    rf"\b(?:sur|avec) (?:les |des |[0-9][0-9. ]* )?(?:anciens |anciennes |vieux |vieilles )?{DOSSIERS} (?:\w+ )?"
    r"(?:archivé|clos|clôturé|ancien|passé)\w*|\b(?:sur|avec) (?:les |des |[0-9][0-9. ]* )?(?:anciens|anciennes|vieux|"
    rf"vieilles) {DOSSIERS}\b",
    rf"\b(?:sobre|con|en|em|com) (?:los |las |os |as |[0-9][0-9. ]* )?{CASOS} (?:antigu|archivad|cerrad|pasad|antig|"
    r"arquivad|encerrad|passad)[oa]s\b",
    r"(?:旧|历史|归档的?)(?:病历|案卷|档案|订单|发票|图像)|(?:過去|古い|保管済み)の?(?:案件|書類|画像|伝票|カルテ)",
)
"""A trial on records that are closed already."""
