"""An abbreviation means what is spelled out beside it, whatever it means to those who score models."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name
from bot.domain.reading.spelled_out import without_spelled_abbreviations

SPELLED_OUT = (
    "AUC (average unit cost) of a pump",
    "AUC: assets under custody",
    "assets under custody (AUC), billions",
    "MAE (minor adverse events) per 1,000 vaccinations",
    "RMSE (regional medical supplies expense) per bed",
    "MAP (monthly active patients)",
    "MAP - minimum advertised price violations per month",
    "ECE: early childhood education places filled",
    "IoU (invoices over USD 10k unpaid)",
    "FID (families in debt) reached by the advice centre",
    "KS = kitchen staff turnover",
    "BLEU (bed-level utilisation) of the ward",
    "CER, cost efficiency ratio of the branch network",
    "TPR, time to patient release",
    "FPR, short for first-pass repair, workshops of the north",
    "ACC (average claim cost)",
    "TNR (trap-neuter-return) cats per month",
)
STILL_SCORES = (
    "TPR (true positive rate) at 1 % FPR",
    "MAP (mean average precision) of the shelf detector",
    "CRPS (continuous ranked probability score) of the rain forecast",
    "AUC (higher is better) of the credit model",
    "MAE, the lower the better",
    "area under the curve (AUC)",
    "R2, regional model",
)


@pytest.mark.parametrize("text", SPELLED_OUT)
def test_what_is_spelled_out_decides(text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, "en").kind in {MetricKind.BUSINESS, MetricKind.MIXED}


@pytest.mark.parametrize("text", STILL_SCORES)
def test_a_score_that_is_spelled_out_is_still_one(text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, "en").kind is MetricKind.MODEL


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("MAPs (monthly active players)", "     (monthly active players)"),
        ("assets under custody (AUC) in euros", "assets under custody       in euros"),
        ("value at risk (VaR)", "value at risk      "),
        ("AUC of the model", "AUC of the model"),
        ("AUC (see slide 4)", "AUC (see slide 4)"),
        ("a rise of sales (AUC)", "a rise of sales (AUC)"),
        ("(AUC) alone", "(AUC) alone"),
        ("R2, rents", "R2, rents"),
        ("KS, kitchen staff", "KS, kitchen staff"),
        ("KS: kitchen staff", "  : kitchen staff"),
        ("assets under custody held (AUC)", "assets under custody held (AUC)"),
        ("revenue (REV)", "revenue (REV)"),
        ("REV: revenue", "REV: revenue"),
        ("MAE: minor", "MAE: minor"),
    ],
)
def test_only_an_abbreviation_whose_words_stand_beside_it_is_left_out(text: str, left: str) -> None:
    assert without_spelled_abbreviations(text) == left
