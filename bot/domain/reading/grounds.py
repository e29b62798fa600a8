"""Finds the ground on which models are tried: held-out data, labelled samples, replays, records that are closed."""

import re
from collections.abc import Iterator
from typing import Final

from bot.domain.reading.record_words import AKTEN, CASOS, DOSSIERS, RECORDS
from bot.domain.reading.words import Span

_FILL: Final = r"(?:[\w'\u2019-]+ ){0,2}?"
_TRIED: Final = (
    r"(?:hold-?out|held-?out|held-?back|eval(?:uation)?|validation|dev(?:elopment)?|golden|gold(?: standard)?|"
    r"annotated|hand-?labell?ed|labell?ed|expert-?labell?ed|judged|blind(?:ed)? test|test|red-?team(?:ing)?|regression|"
    r"unseen|adversarial|reference|replayed|backtest(?:ed)?|simulated)"
)
_OLD: Final = r"(?:archived|stored|historic(?:al)?|retrospective|past|old|older|closed|former|recorded|logged)"
_SET: Final = r"(?:hold-?out|held-?out|held-?back|eval(?:uation)?|validation|dev|golden|gold|test|red-?team|benchmark)"
_DATA: Final = r"(?:sets?|splits?|folds?|samples?|data|datasets?|corpus|corpora|suites?|cohorts?|prompts?|questions?)"
_STRETCH: Final = r"(?:winters?|summers?|seasons?|weeks?|months?|years?|quarters?|period)"
_LAST: Final = rf"(?:{_OLD}|(?:last|previous) (?:year|month|quarter|season|winter|summer|spring|autumn)'s|20[0-2][0-9])"
_MANY: Final = r"(?:the |our |a |an |all |some |[0-9][0-9.,' k]*(?:of )?)*"
_ON: Final = rf"(?:\b(?:on|over|against|across)|[,(\u2013])\s{_MANY}"
_REPLAY: Final = (
    r"\b(?:replay(?:ed|s|ing)?|re-?run|re-?scored|back-?test(?:ed|s|ing)?|tested|tried|checked|scored|evaluated|"
    r"measured|"
    r"computed) (?:on|over|against|with|for|across|through) "
)
_ALTE: Final = r"(?:archivierte|alte|historische|annotierte|gelabelte|vergangene|abgeschlossene|gespeicherte|frühere)"
_VIEJO: Final = r"(?:archivad|pasad|históric|anotad|etiquetad|antigu|cerrad|reservad|retenid)"
_ANCIEN: Final = r"(?:archivé|passé|historique|annoté|étiqueté|ancien|clos|clôturé|mis de côté)"
_VELHO: Final = r"(?:arquivad|passad|históric|anotad|rotulad|antig|encerrad|guardad)"
_GROUNDS: Final = (
    rf"{_ON}(?P<tried>{_TRIED} (?!drives?\b|rides?\b|purchases?\b|cent(?:er|re)s?\b){_FILL}{RECORDS}\b)",
    rf"\b(?:in|from|of|for|with|per) {_MANY}(?P<set>{_SET} {_FILL}{_DATA}\b)",
    r"\bon (?:the |a |an |our )?(?:\w+ )?(?P<bench>(?:benchmark|leaderboard|test-?set)\b)(?! (?:index|price|rate)s?\b)",
    rf"{_ON}(?P<span>(?:hold-?out|held-?out|held-?back|validation|out-of-time) (?:\w+ )?{_STRETCH}\b)",
    rf"(?P<rerun>{_LAST} {_FILL}\w+,? (?:re-?run|replayed|re-?scored|back-?tested)\b)",
    rf"\bof {_MANY}(?P<which>{_OLD} {_FILL}{RECORDS}\b),? (?:where|in which|for which|on which)\b",
    rf"\bin {_MANY}(?P<within>(?:archived|stored|recorded|logged|historic(?:al)?|retrospective) {_FILL}{RECORDS}\b)",
    rf"{_ON}(?P<old>{_OLD} {_FILL}{RECORDS}\b)",
    rf"\b(?:on|over|against|across) {_MANY}(?P<last>{_LAST} {_FILL}{RECORDS}\b)",
    rf"(?P<replay>{_REPLAY}{_MANY}{_LAST} {_FILL}\w+\b)",
    (
        r"(?P<now>\b(?:replayed|back-?tested|in (?:the )?(?:backtest|replay|simulation|simulator|sandbox|digital twin|"
        r"lab replay)|in silico|off-?policy|offline (?:replay|estimate|simulation)|counterfactual|"
        r"ips estimate|"
        r"[0-9]+ sampled (?:summaries|answers|replies|outputs|generations|completions|translations|transcripts)|"
        r"on the leaderboard|out of sample|out-of-sample)\b)"
    ),
    (
        rf"(?P<de>\b(?:auf|an|über|mit|anhand(?: von)?|bei) (?:den |der |dem |[0-9][0-9.]* )*{_ALTE}[nrm]? {AKTEN}\b|"
        rf"(?<=, )[0-9][0-9.]* {_ALTE}[nr]? {AKTEN}\b|\ban? alten \w+ (?:geprüft|gemessen|getestet)|\bim backtest\b|"
        r"\btest(?:fällen?|bildern?|aufnahmen?|anrufen?|belegen?|fragen|satz|korpus)\b|\brückblickend\b|"
        r"\barchiv(?:fälle|fällen|daten|bilder|bildern|aufnahmen|akten)\b|"
        rf"\bder {_ALTE}n {AKTEN}(?=,? (?:in|bei) denen\b))"
    ),
    (
        rf"(?P<es>(?:\b(?:sobre|en|con)|,) (?:los |las |el |un |[0-9][0-9.]* )*{CASOS} {_VIEJO}[oa]s?\b|"
        rf"\bde {CASOS} {_VIEJO}[oa]s(?= (?:en que|donde|en l[oa]s))|"
        r"\b(?:conjunto|datos) de (?:prueba|validación|evaluación)\b)"
    ),
    (
        rf"(?P<fr>(?:\b(?:sur|avec)|,) (?:les |des |le |un |une |[0-9][0-9 .]* )*{DOSSIERS} {_ANCIEN}e?s?\b|"
        rf"\bdes {DOSSIERS} {_ANCIEN}e?s(?= où)|\brejouée?s? sur (?:les |des )\w+(?: \w+)?|"
        r"\bjeu (?:de test|de validation|annoté|d'évaluation)\b)"
    ),
    (
        rf"(?P<pt>(?:\b(?:sobre|em|com|nos|nas|no|na)|,) (?:os |as |um |[0-9][0-9.]* )*{CASOS} {_VELHO}[oa]s?\b|"
        rf"\bde {CASOS} {_VELHO}[oa]s(?= (?:em que|nos quais|onde))|"
        r"\bconjunto de (?:teste|validação|avaliação)\b)"
    ),
    (
        r"(?P<zh>[0-9]*(?:份|张|条|个|例)?(?:归档|存档|历史|留出|标注|已关闭)的?(?:影像|病例|案件|报关单|图片|数据|"
        r"样本|"
        r"录音|工单|订单|文档)|用?(?:去年|过去)的?"
        r"[^,,。]{0,6}回放|(?:测试|验证|评测)(?:集|数据|样本|图片|问题|题目|对话))"
    ),
    (
        r"(?P<ja>(?:保存|保管|過去|アーカイブ|注釈付き|ラベル付き|検証用|評価用|テスト)(?:の|済み|した)?(?:画像|症例|"
        r"データ|案件|書類|録音|記録|チケット|申告)|昨年の"
        r"[^、。]{0,6}で(?:再生|検証|評価)|リプレイ|バックテスト)"
    ),
)
_GROUND: Final = re.compile("|".join(_GROUNDS), re.IGNORECASE)
_HINT: Final = re.compile(
    r"alte|held|hold|eval|valid|dev|gold|annot|label|judged|test|team|regress|unseen|advers|refer|replay|simul|archiv|"
    r"stored|histor|retro|bench|past|old|closed|former|recorded|logged|'s|20[0-2]|silico|policy|offline|counterf|ips|"
    r"leader|sample|sandbox|twin|etiquet|"
    r"rotul|antig|cerrad|encerr|pasad|passad|passé|gelabel|vergang|abgeschl|zurück|gespeich|früher|rück|étiquet|clos|"
    r"clôt|rejou|jeu|conjunto|datos|reserv|reten|arquiv|guard|[归存历留标已去过测验评保過ア注ラ検テ昨リバ]|rerun|"
    r"re-run|scored|tried|"
    r"checked",
    re.IGNORECASE,
)
_TEST: Final = re.compile(
    r"hold|held|bench|eval|valid|\bdev|gold|annot|label|labell|judged|test|red-?team|regress|unseen|advers|refer|"
    r"replay|simul|"
    r"silico|off-?policy|offline|counterfact|\bips|sampled|leader|out.of.sample|sandbox|twin|etiquet|rotul|étiquet|"
    r"rejou|jeu|conjunto|datos de|reserv|reten|"
    r"guard|zurück|rück|mis de|geprüft|gemessen|留出|标注|验证|评测|测试|回放|注釈|ラベル|検証|評価|テスト|再生|"
    r"リプレイ|"
    r"バックテスト|scored|tried|checked|computed|measured",
    re.IGNORECASE,
)
"""What makes a ground one on which nothing but models is tried; others are records that people work on, too."""


def grounds_in(text: str) -> Iterator[Span]:
    """Each ground in the text without the word that leads to it: a `ground` for models alone, or closed `records`."""
    if not _HINT.search(text):
        return
    for found in _GROUND.finditer(text):
        start, end = found.span(str(found.lastgroup))
        meaning = "ground" if _TEST.search(text[start:end]) else "records"
        yield Span(text=text[start:end], start=start, end=end, meaning=meaning)
