"""The phrases of a trial on data that lies there already."""

from bot.domain.reading.patterns import FIGURE, pattern

OFFLINE = pattern(
    "offline_only",
    r"\b(?:labelled|labeled|annotated) \w+|\b(?:simulat|replay|backtest)\w*\b",
    r"\bcompar\w+ (?:its|the model's|their|model|predicted) (?:picks|choices|predictions|recommendations|suggestions|"
    r"answers|outputs?|decisions|forecasts?)\b",
    r"\bconfusion matrix\b|\bon the same data\b|\b(?:k|five|ten|[0-9]+)[- ]?fold\b|\b(?:recalculat|recomput|backcast|"
    r"hindcast|reanaly[sz])\w*",
    r"\bgold (?:set|standard|labels?)\b|\bpaper[- ]trading\b|\b(?:test|hold-?out|validation|evaluation|"
    r"out[- ]of[- ]time) (?:month|week|year|period|quarter|sample)\b|"
    r"\bretrospective(?:ly)?\b|\bhors[- ]ligne\b|\bfuera de línea\b|\bwould have (?:decided|predicted|said|flagged|"
    r"recommended|chosen|scored|caught|routed|priced)|"
    r"\bhätte\b[^.;]{0,40}?\b(?:vorhergesagt|entschieden|erkannt|empfohlen)|(?:去年|过去|以前)的?(?:数据|订单|记录|"
    r"案例)|\b(?:macro |micro |weighted )?f1\b|\bauc\b|\brmse\b|"
    r"\bmape\b|\bndcg\b",
    r"\b(?:re-?)?(?:score|run|rerun|apply|try|test|check|evaluate|predict)\w*\b[^.;]{0,25}?\b(?:on |for |through |"
    r"over )?(?:the |all )?(?:20[0-2][0-9]|"
    r"last (?:year|month|quarter|season)'s|yesterday's) (?!and\b|to\b)\w+|\b(?:runs?|running|run) (?:along|alongside|"
    r"in parallel|next to|beside)\b|"
    r"\bwithout (?:any(?:one|body)|people|users|staff|customers|nurses|agents|any) (?:\w+ )?(?:acting|seeing|using|"
    r"noticing|knowing)|"
    r"\b(?:human|manual|expert|blind|blinded|side-by-side) (?:eval\w*|reviews?|ratings?|grading|assessment|annotation|"
    r"judg\w+|scoring)\b|"
    r"\b(?:labelled|labeled|annotated|tagged) (?:sample|data|cases|set|examples|images|records)\b|\b(?:compare|"
    r"look at|check|report|see) (?:the )?"
    r"(?:auc|gini|rmse|mape|f1|accuracy|precision|recall)\b",
    r"\bback-?test(?:s|ed|ing)?\b|\boffline\b|\breplay(?:s|ed|ing)?\b|\bshadow(?:ing|[- ](?:mode|run|"
    r"deployment|traffic|test))?\b|\bsimulat(?:e|es|ed|ion|ions|or|ing)\b|\bcross[- ]?validat\w*\b|"
    r"\bsilent(?:ly)?\b|\bin the background\b|\b(?:nobody|no one|no user|not) (?:sees?|shown|acts?|visible)\b|"
    r"\bheld[- ]out\b|"
    r"\btrain(?:ing)?[ /-](?:and[ -])?test\b|\bpredict\w+ (?:with|to|against|vs\.?|versus|and) (?:the )?(?:actual|"
    r"real|true)|"
    r"\b(?:experts?|reviewers?|raters?|annotators?|labell?ers?|doctors|analysts|colleagues) (?:\w+ ){0,2}?(?:grade|"
    r"rate|score|"
    r"judge|label|re-?read|re-?label|compare)s? (?:[0-9.,]+|the|a|old|outputs?|answers?)|\balt(?:e|en|er) (?:daten|"
    r"fälle\w*)|"
    r"\baltdaten|\bin der vergangenheit|历史(?:订单|样本|记录|工单|案例)|"
    r"\bk-?fold\b|\b[0-9]+-?fold\b|\b(?:hold-?out|held-?out|test|validation|eval(?:uation)?|"
    r"golden) (?:set|data(?:set)?|split|sample|fold)s?\b|\b(?:historical|historic|archived|logged|stored|"
    r"recorded|last year's|"
    r"(?<!by the )(?<!by )(?<!keeps the )(?<!keep the )(?<!sees the )(?<!see the )(?<!hears the )(?<!hear the "
    r")(?<!gets the )"
    r"(?<!get the )(?<!uses the )(?<!use the )(?<! or the )(?<! or )(?<!and the )(?<! the new/)(?:past|old|closed) "
    r"(?!(?:and|/|vs|version|one|way|system|price|process|"
    r"plan|planner|days|"
    r"ranking|letter|script|roster|rota|menu|offer|map|tariff|recipe|setting|setpoint|policy|wording|label|model|"
    r"method|tool|flow|page|design|routing|layout|schedule|software|prices|pages|rules|app|year|"
    r"month|week|quarter|season|rule|trend)s?\b)(?=\w))\s?\w+\b|\b(?:validation|test|training|"
    r"eval) data\b|\bmlflow\b|\bweights (?:&|and) biases\b|\bwandb\b|\bexperiment(?:s)? (?:track|log|"
    r"runs?)\w*|\bhyper-?param\w*|\bablation|\bnotebook|\bbenchmark(?:s|ing)?\b|\bleaderboard|"
    r"\bgrid search|\bkaggle|\bdigital twin|\bmonte carlo|\bsandbox\b|\boff-?policy|"
    r"\bcounterfactual evaluation|\bdry[- ]run",
    r"\brétrospecti(?:f|ve)s?\b|\bretrospectiv[oa]s?\b|\bretrospektiv\w*|\b(?:rück|nach)rechn\w*|\bnachberechn\w*|"
    r"\brückblickend\w*|\bnachrechnen\b|"
    r"\bnachgerechnet|"
    r"\brejou(?:er|ons|é|ant)\b|\bschatten(?:betrieb|modus|lauf|test)\w*|\ben (?:la )?sombra\b|\bmodo sombra\b|\bmode "
    r"(?:fantôme|ombre)\b|回溯|後ろ向きに(?:検証|評価)|遡って(?:検証|評価)",
    r"\bhistorische[nr]? daten|\brückvergleich|\bsimulation|"
    r"\bdonnées (?:historiques|passées)|\bdatos (?:históricos|pasados)|"
    r"\bdados (?:históricos|passados)|\bsimulación|\bsimulação|"
    r"\bvalidación cruzada|\bvalidação cruzada|回测|离线|历史数据|影子|仿真|模拟|バックテスト|"
    r"オフライン|過去データ|過去の(?:データ|ログ)|シミュレーション|シャドー?ウ?",
)

TRAINING = pattern(
    "offline_only",
    r"\blearning[- ]rates?\b|\bbatch[- ]sizes?\b|\bepochs?\b|\brandom seeds?\b|\bhyper-?param\w*|\bablation\w*|"
    r"\b(?:[2-9]|10|two|three|four|five|ten|several|different) seeds\b(?! (?:of|per|from|sown)\b)|\b(?:train(?:ing)?|"
    r"validation)[/ -](?:validation|val|test)[/ -]?split\b|\bsame (?:split|test fold)\b|\bmodel sizes\b|\bembeddings\b|"
    r"\bcheckpoints?\b[^.;]{0,20}?\b(?:hold-?out|split|test set)\b",
)
"""The settings of a model's training, which only trials on stored data compare."""

_JUDGES = (
    r"(?:experts?|specialists?|annotators?|graders?|raters?|reviewers?|assessors?|examiners?|doctors?|physicians?|"
    r"clinicians?|surgeons?|nurses|vets?|teachers?|inspectors?|auditors?|underwriters?|adjusters?|analysts?|"
    r"translators?|"
    r"editors?|curators?|librarians?|foresters?|agronomists?|engineers?|technicians?|lawyers?|judges|[a-z]+ologists?|"
    r"botanists?|chemists?|linguists?|archivists?|geneticists?|botaniker|gutachter\w*|experten|ärzt\w*|prüfer\w*|"
    r"fachleute|lehrer\w*|expert[eo]s|expertas|especialistas|médicos|médecins|spécialistes|revisores|relecteurs)"
)
_JUDGED = (
    r"(?:(?:predicted|inferred|generated) \w+|model (?:labels|scores|answers|outputs?|choices|verdicts|codes)|"
    r"(?:the )?(?:model|classifier|"
    r"algorithm|"
    r"bot|ai)'s \w+|predictions?|annotations?|transcripts?|"
    r"(?<!shelf )(?<!price )(?<!warning )(?<!nutrition )(?<!private )"
    r"(?<!new )(?<!food )(?<!care )(?:labels|tags)|segmentations?|masks|classifications?|vorhersagen|prognosen|"
    r"annotationen|etiquetas|predicciones|étiquettes|prédictions|rótulos|previsões|predições)"
)

JUDGED = pattern(
    "offline_only",
    rf"\b{_JUDGES} (?:mostly |largely )?(?:agree|concur|coincide)s? (?:with|on) (?:(?:the|our|all|most|its|of) |"
    rf"{FIGURE} ?"
    rf"(?:%|percent) (?:of )?)*(?:[a-z]+ ){{0,2}}?{_JUDGED}\b(?! (?:on|for) the \w+s\b)",
    rf"\b{_JUDGES} stimmen\b[^.;]{{0,30}}?{_JUDGED}|\b{_JUDGES} (?:coinciden con|concordam com|(?:sont|"
    r"est) d'accord avec)\s"
    rf"(?:\w+ )?{_JUDGED}",
    rf"\b{_JUDGES} (?:prefer|favou?r|choose|pick)s? (?:(?:the|our|its|new|model's|bot's|generated) )+(?:answers?|"
    r"outputs?|repl(?:y|ies)|"
    r"summar(?:y|ies)|translations?|responses?|versions?)\b",
    rf"\b{_JUDGES} (?:confirm|rate|judge|mark)s? (?:(?:the|our|all|most|its|of) |{FIGURE} ?(?:%|percent) (?:of )?)*"
    rf"(?:[a-z]+ ){{0,2}}?{_JUDGED}",
    r"\b(?:shadow|model|classifier|bot|algorithm|ai)\b[^.;]{0,20}?\b(?:match(?:es)?|agrees? with|equals?)\b"
    rf"[^.;]{{0,40}}?\bin (?:at least |over )?{FIGURE} ?(?:%|percent|of)",
    r"(?:专家|医生|标注员)(?:认可|同意)模型的?(?:标签|预测|判断)|(?:専門家|医師)が(?:モデルの)?(?:ラベル|"
    r"予測)に(?:同意|賛成)",
)
"""Those who know better judge what a model puts out: a score, though it has no name."""

_STAND_IN = (
    r"(?:replays?|back-?tests?|back-?testing|simulations?|simulators?|digital twins?|sandbox(?:es)?|dry[- ]runs?|"
    r"paper[- ]trading|what-if (?:models?|runs?|analys[ei]s)|monte carlo(?: runs?)?|simulación|simulação|simulationen|"
    r"shadow (?:runs?|mode|tests?))"
)

SIMULATED = pattern(
    "offline_only",
    rf"\b(?:offline |historical |our |the )*{_STAND_IN}\b[^.;,]{{0,20}}?\b(?:says?|said|shows?|showed|gives?|gave|"
    r"promises?|"
    r"suggests?|yields?|finds?|estimates?|predicts?|puts|comes? out|has|have|delivers?|reaches)\b",
    r"\b(?:in|on|over|from|during|en|em|im|in der|en la|na) (?:the |our |a |an |offline |historical |last |"
    rf"first )*{_STAND_IN}\b|"
    r"\boffline (?:evaluation|test|experiment|estimate|results?)\b|"
    r"(?:シミュレーション|バックテスト)(?:で|上)|(?:仿真|回测|"
    r"模拟)(?:中|里|显示)",
)
"""What something other than the real run of things shows."""

RECOGNISING = pattern(
    "offline_only",
    r"^\W*(?:detect|spot|find|recogni[sz]e|classify|read|transcribe|translate|predict|identify|flag|catch|label|rank|"
    r"tell|"
    r"sort|tag|segment|extract|locate|score)\b",
)
"""A machine is told to make something out; on stored data that is a score."""
