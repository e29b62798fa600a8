"""An answer that leaves the metric to somebody, or points to where it stands, names nothing that could be measured."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name

LEFT_OPEN = (
    ("en", "something the CEO wants"),
    ("en", "anything finance accepts"),
    ("en", "well, what would you take?"),
    ("en", "the KPI the steering committee picks"),
    ("en", "the figure our mayor asks for"),
    ("en", "the number that the CFO reports"),
    ("en", "whatever headquarters uses"),
    ("en", "the metric that sales management likes best"),
    ("en", "same target as last season"),
    ("en", "as agreed with the ministry"),
    ("en", "the target in the annual plan"),
    ("de", "was der Vorstand sagt"),
    ("de", "dieselbe Kennzahl wie das Nachbarteam"),
    ("de", "die Kennzahl aus dem Controlling"),
    ("de", "wie im Vorjahr"),
    ("es", "lo que decida la gerencia"),
    ("es", "el KPI que pida el comité"),
    ("fr", "ce que veut la direction"),
    ("fr", "le même KPI que l'autre équipe"),
    ("pt", "o que a diretoria decidir"),
    ("pt", "a métrica que o financeiro aprovar"),
    ("zh", "老板说了算"),
    ("zh", "和别的团队一样的指标"),
    ("ja", "部長が決める指標"),
    ("ja", "他チームと同じ指標"),
)
NAMED = (
    ("en", "share of invoices that finance signs off"),
    ("en", "days until the board decides"),
    ("en", "permits the ministry grants per month"),
    ("en", "what visitors pay per head"),
    ("en", "same-day deliveries"),
    ("en", "same number of beds at lower cost"),
    ("en", "figures stolen from the museum per year"),
    ("de", "was ein Besuch kostet"),
    ("es", "lo que pagan los clientes por visita"),
    ("fr", "ce que coûte une visite"),
    ("pt", "o que um cliente gasta por mês"),
    ("zh", "老板投诉次数"),
    ("ja", "部長承認までの日数"),
)


@pytest.mark.parametrize(("lang", "text"), LEFT_OPEN)
def test_what_somebody_else_decides_is_no_metric(lang: str, text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary, lang)
    assert reading.kind is MetricKind.UNCLEAR
    assert reading.words


@pytest.mark.parametrize(("lang", "text"), NAMED)
def test_what_people_of_rank_do_may_be_counted(lang: str, text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS
