"""What a machine says is held against what experts say, among its best, or against what came: scores without a name."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

AGREEMENT = (
    ("en", "concordance with the pathologist's diagnosis"),
    ("de", "Übereinstimmung mit dem Befund des Radiologen"),
    ("ja", "医師の診断との一致率"),
    ("en", "agreement with the radiologist's reading, 400 archived scans"),
    ("en", "agreement with two senior underwriters on 200 closed files"),
    ("en", "concordance with the vet's diagnosis on stored images"),
    ("en", "overlap with the hand-drawn contours of the radiotherapy team"),
    ("en", "matching the human grade within one point, old essays"),
    ("en", "triage level identical to the nurse's, retrospective records"),
    ("de", "Übereinstimmung mit dem Befund des Radiologen, 400 archivierte Aufnahmen"),
    ("es", "concordancia con el diagnóstico del radiólogo, 400 estudios archivados"),
    ("fr", "accord avec la lecture du radiologue, 400 clichés archivés"),
    ("pt", "concordância com o laudo do radiologista, 400 exames arquivados"),
    ("zh", "与放射科医生判读的一致率,400份归档影像"),
    ("ja", "放射線科医の読影との一致率、保存画像400件"),
)
AMONG_THE_BEST = (
    ("en", "the top 5 proposals contain the part number"),
    ("en", "first three suggestions contain the right spare part, replayed on last year's tickets"),
    ("en", "correct ICD code among the top 5 proposals, historical discharge letters"),
    ("en", "right answer in the first ten results, 500 judged queries"),
    ("en", "top suggestion equals the category the editor chose, archived articles"),
    ("en", "auditor's choice is in the first five hits on old engagements"),
    ("de", "richtige Warennummer unter den ersten drei Vorschlägen"),
    ("es", "el código correcto entre las tres primeras sugerencias"),
    ("fr", "bon code tarifaire parmi les trois premières suggestions"),
    ("pt", "código certo entre as três primeiras sugestões"),
    ("zh", "前三个建议包含正确税号的比例"),
    ("ja", "上位3件の候補に正しい税番が含まれる割合"),
)
PREDICTED_AND_CAME = (
    ("en", "daily cash demand at ATMs, forecast minus actual"),
    ("en", "yield in t/ha, predicted vs harvested"),
    ("en", "bread demand: what we predicted minus what was sold, MAE"),
    ("en", "cash forecast against bank statement, mean deviation"),
    ("en", "predicted minus measured wall thickness, mm"),
    ("en", "angle between predicted and true heading"),
    ("en", "spread between modelled and metered consumption"),
    ("de", "Abweichung zwischen vorhergesagter und tatsächlicher Wartezeit"),
    ("es", "desviación media entre el pronóstico y la cosecha real"),
    ("es", "qué tan bien predice el abandono"),
)
OF_MACHINES = (
    ("en", "false alarm rate of the weld inspection network"),
    ("en", "mistake rate of the handwriting reader"),
    ("en", "nuisance alarm rate of the smoke classifier"),
    ("en", "slip rate of the counterfeit-note recogniser"),
    ("en", "skip rate of the bottle-cap classifier"),
    ("en", "angle error of the pose network, degrees"),
    ("en", "input drift on the vibration features"),
    ("en", "share of requests answered by the model in under 100 ms"),
    ("en", "GPU cost per 1,000 predictions"),
    ("en", "cost function value at convergence"),
    ("en", "objective function value after 50 epochs"),
    ("en", "reward per episode in the simulator"),
    ("en", "false negative rate for tumours smaller than 5 mm"),
    ("en", "precision on drone photos of maize"),
    ("en", "miss rate for small nodules"),
    ("de", "Fehlerrate bei verwackelten Bildern"),
    ("en", "energy per inference, mJ"),
    ("fr", "taux de reconnaissance des plaques"),
    ("fr", "part des réponses du bot jugées correctes par les experts"),
    ("de", "wie oft erkennt das Modell den Riss"),
    ("de", "Wert der Zielfunktion bei Konvergenz"),
    ("es", "tasa de falsas alarmas de la red de inspección de soldaduras"),
    ("fr", "valeur de la fonction de coût à la convergence"),
    ("pt", "valor da função de custo na convergência"),
    ("zh", "收敛时的损失函数值"),
    ("ja", "溶接検査ネットワークの誤報率"),
)
OUTCOMES = (
    ("en", "print accuracy of the photos"),
    ("en", "sensitivity of the skin around lesions"),
    ("en", "agreement with staff on the new grade structure"),
    ("en", "same score for all pupils"),
    ("en", "agreement with the tenant on the rent"),
    ("en", "logo recognition rate among shoppers"),
    ("en", "agreement with the works council signed by May"),
    ("en", "customers who agree with the bill at first sight"),
    ("en", "match rate of donors to patients"),
    ("en", "overlap of shifts, paid double hours"),
    ("en", "concordance with medication: patients who take their pills"),
    ("en", "first five customers signed"),
    ("en", "top-3 products' sales"),
    ("en", "top 10 parcels with the right address"),
    ("en", "first choice of school granted to families, %"),
    ("en", "suggestions from staff that were carried out"),
    ("en", "plan vs actual output per shift"),
    ("en", "forecast versus budget, revenue per store"),
    ("en", "predicted savings realised"),
    ("en", "difference between till and cash, EUR per shift"),
    ("en", "gap between list price and price paid"),
    ("en", "false alarms that close the tunnel, per month"),
    ("en", "brand recognition rate of the label"),
    ("en", "forecast vs billed energy cost"),
    ("en", "share of complaints that the ombudsman found right"),
    ("en", "acceptance rate of the recommender"),
    ("en", "usage rate of the classifier"),
    ("en", "override rate of the predictor"),
    ("en", "skip rate of the lunch break"),
    ("en", "skip rate"),
    ("en", "error rate of the branch network"),
    ("en", "lift in sales vs holdout"),
    ("en", "cost function of the hospital: euros per case"),
    ("en", "convergence of pay between men and women"),
    ("en", "rewards paid to finders of lost bags"),
    ("en", "GPU rental revenue"),
    ("en", "mean error-free days per line"),
    ("de", "Abweichung vom zugesagten Liefertermin in Tagen"),
    ("es", "coste previsto frente a real de la obra"),
    ("fr", "accords signés avec les fournisseurs"),
    ("pt", "alarmes falsos que fazem sair os bombeiros, por mês"),
    ("zh", "计划与实际产量的差"),
    ("ja", "誤報による出動件数"),
)
MIXED = (
    ("en", "error rate of photos, refunds in euros"),
    ("en", "predicted vs actual demand; markdown cost per store"),
    ("en", "predicted vs actual demand and bread thrown away, kg"),
    ("en", "agreement with the radiologist's reading, archived scans; days until the patient is told"),
)


@pytest.mark.parametrize(("lang", "text"), [*AGREEMENT, *AMONG_THE_BEST, *PREDICTED_AND_CAME, *OF_MACHINES])
def test_a_score_told_by_what_it_is_held_against_is_blocked(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MODEL


@pytest.mark.parametrize(("lang", "text"), OUTCOMES)
def test_an_outcome_in_the_same_words_is_not(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS


@pytest.mark.parametrize(("lang", "text"), MIXED)
def test_an_outcome_beside_it_is_heard(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MIXED


def test_the_words_that_lead_to_it_are_named(vocabulary: Vocabulary) -> None:
    reading = read_metric_name("agreement with the vet's diagnosis on stored images", vocabulary, "en")
    assert {"agreement", "stored images"} <= {word.text for word in reading.words}
    rate = read_metric_name("skip rate of the bottle-cap classifier", vocabulary, "en")
    assert [word.text for word in rate.words] == ["rate of", "classifier"]
