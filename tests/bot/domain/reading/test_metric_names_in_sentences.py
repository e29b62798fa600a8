"""Metric names as people say them in whole sentences, beside other measures, and with words of their trade."""

import pytest

from bot.domain.reading import Vocabulary, read_metric_name

MODEL = (
    "bias of the weekly load forecast",
    "error of the wind prediction, in MW",
    "the classifier has to be right nine times out of ten",
    "percentage of clauses tagged the same as in the gold set",
    "intent accuracy for the phone line, measured on 2k calls",
    "how well the model sorts the leads",
    "how precisely the algorithm estimates sales",
    "precision of the AI against specialists",
    "AI precision in the lab",
    "false alarm rate of the leak sensor",
    "quality of routed mails on the test set",
    "recall and precision of a defect",
    "p95 below 300ms",
    "difference between model and doctors",
    "hallucinations in answers, judged by the team on saved questions",
    "revenue-weighted forecast accuracy",
    "cases where the algorithm and two doctors agree",
    "the classifier assigns the same code as the coder",
    "the model catches 90% of the defects in the test images",
    "better than the vendor on our labelled set",
    "high recall, decent precision of the filter",
    "forecast accuracy per item (owner: head of planning)",
    "accuracy >= 93 % (mandatory, signed by the COO)",
    "Dice on lesions",
    "20% fewer mistakes than the old one on the test set",
    "our algorithm and the clerk say the same",
    "F1 for cracks and dents",
    "MAE of the load in kWh",
)
BUSINESS = (
    "call centre waiting time p95",
    "p90 of days until a permit is granted",
    "average precision of machined parts",
    "precision of the sensor mount in mm",
    "detection rate of smugglers at customs",
    "accuracy of AI budget plans",
    "benchmark salary gap",
    "share of students who pass the year",
    "number of customers served",
    "false alarms that send guards out, trips per night",
    "generalisation of skills in pupils",
    "frames per second of the film scanner",
    "failure rate of power transformers",
    "cases where nurse and doctor agree on the plan",
    "the AI saves each adjuster 2 hours",
    "recall of toys",
    "number of calls answered by the test desk",
)
MIXED = (
    "MAE in kWh and the bills we send",
    "RMSE in minutes and late penalties",
    "MAE in EUR and letters to the regulator",
    "WER and transfers",
    "AUC as well as approvals",
    "precision and no complaints",
    "MAPE, markdowns",
    "accuracy of the model with shorter waiting times",
)
UNCLEAR = (
    "the KPI from the steering deck, ask Petra",
    "still under discussion",
    "we will define this later",
    "please advise",
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (text, kind)
        for kind, texts in {"model": MODEL, "business": BUSINESS, "mixed": MIXED, "unclear": UNCLEAR}.items()
        for text in texts
    ],
)
def test_a_metric_is_told_from_the_sentence_around_it(text: str, kind: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, "en").kind == kind


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("mittlere Abweichung der vorhergesagten Ankunftszeit", "de", "model"),
        ("Präzision und Recall", "de", "model"),
        ("MAPE und Abschriften", "de", "mixed"),
        ("précision et rappel", "fr", "model"),
        ("RMSE et ruptures", "fr", "mixed"),
        ("sensibilidad y especificidad", "es", "model"),
        ("previsto e realizado", "pt", "model"),
        ("予測の正確さ", "ja", "model"),
        ("漏检率", "zh", "model"),
    ],
)
def test_the_same_holds_in_other_languages(text: str, lang: str, kind: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind == kind


def test_words_that_say_no_model_metric_do_not_block(vocabulary: Vocabulary) -> None:
    assert read_metric_name("no AUC, we look at lost revenue", vocabulary, "en").kind == "business"
