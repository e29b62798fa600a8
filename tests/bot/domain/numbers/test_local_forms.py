"""Numbers as they are typed around the world: money by the person's country, words and digits of many languages."""

import pytest

from bot.domain.numbers import AskBack, Number, read_number

FORMS = (
    ("450 kr", "sv", 450, "currency:SEK"),
    ("450 kr", "nb", 450, "currency:NOK"),
    ("450 kr", "da-DK", 450, "currency:DKK"),
    ("1,5 miljoner kr", "sv", 1_500_000, "currency:SEK"),
    ("5 % mindre", "sv", -0.05, "relative_change"),
    ("15 per dag", "sv", 15, "per_day"),
    ("¥1,200", "ja", 1_200, "currency:JPY"),
    ("¥1,200", "zh-CN", 1_200, "currency:CNY"),
    ("50万円", "ja", 500_000, "currency:JPY"),
    ("１２３", "ja", 123, "count"),  # noqa: RUF001 - full-width digits are what is promised
    ("20 pounds", "en-GB", 20, "currency:GBP"),
    ("Fr. 20", "de-CH", 20, "currency:CHF"),
    ("1’234.50", "de-CH", 1_234.5, "count"),  # noqa: RUF001 - the Swiss apostrophe is what is promised
    ("2,5 Mio. €", "de", 2_500_000, "currency:EUR"),
    ("um 5 % gesunken", "de", -0.05, "relative_change"),
    ("2,3 millions d'euros", "fr", 2_300_000, "currency:EUR"),
    ("1\u202f234,56 €", "fr", 1_234.56, "currency:EUR"),
    ("R$ 2,5 milhões", "pt-BR", 2_500_000, "currency:BRL"),
    ("3 mil reais", "pt-BR", 3_000, "currency:BRL"),
    ("Rs 5,00,000", "en-IN", 500_000, "currency:INR"),
    ("12.5 lakh", "en-IN", 1_250_000, "count"),
    ("2.5 crore", "en-IN", 25_000_000, "count"),
    ("500 pesos", "es-MX", 500, "currency:MXN"),
    ("٣٫٥٪", "ar", 0.035, "percent"),  # noqa: RUF001 - Arabic digits are what is promised
    ("١٬٢٥٠", "ar", 1_250, "count"),  # noqa: RUF001 - Arabic digits are what is promised
    ("٥٠ في المئة", "ar", 0.5, "percent"),  # noqa: RUF001 - Arabic digits are what is promised
    ("१२३", "hi", 123, "count"),
    ("2 procentenheter", "sv", 0.02, "percentage_points"),
    ("1 av 10", "sv", 0.1, "ratio"),
    ("1 em 10", "pt-BR", 0.1, "ratio"),
    ("5 times a week", None, 5, "per_week"),
    ("5 fois par jour", "fr", 5, "per_day"),
    ("2 tkr", "sv", 2_000, "currency:SEK"),
    ("3,5 Mkr", "sv", 3_500_000, "currency:SEK"),
    ("₹ 5 cr", "en-IN", 50_000_000, "currency:INR"),
    ("1.250,- €", "de", 1_250, "currency:EUR"),
    ("CHF 1'250.–", "de-CH", 1_250, "currency:CHF"),  # noqa: RUF001 - the dash for no cents is what is promised
    ("18 Min.", "de", 18, "count"),
    ("18 min", None, 18, "count"),
    ("um 12 % senken", "de", -0.12, "relative_change"),
    ("aumentar 5 %", "es", 0.05, "relative_change"),
    ("3 %-Pkt.", "de", 0.03, "percentage_points"),
    ("2 800 zł", "pl", 2_800, "currency:PLN"),
)


@pytest.mark.parametrize(("text", "locale", "value", "unit"), FORMS)
def test_a_number_of_another_country_is_read_there(text: str, locale: str, value: float, unit: str) -> None:
    found = read_number(text, locale)
    assert isinstance(found, Number), found
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("450 kr", None),
        ("450 kr", "de"),
        ("¥1,200", None),
        ("20 pounds", "en"),
        ("500 pesos", "es"),
        ("500 pesos", "xx"),
    ],
)
def test_money_of_several_countries_is_asked_back_elsewhere(text: str, locale: str | None) -> None:
    assert isinstance(read_number(text, locale), AskBack)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("¥1,200", "Write the code: JPY or CNY."),
        ("1200 ¥", "Write the code: JPY or CNY."),
        ("450 kr", "Write the code: SEK, NOK, DKK or ISK."),
        ("450 Kr.", "Write the code: SEK, NOK, DKK or ISK."),
        ("450 kroner", "Write the code: SEK, NOK, DKK or ISK."),
        ("20 francs", "Write the code: CHF, XOF or XAF."),
        ("Rs 500", "Write the code: INR, PKR, LKR, NPR …"),
        ("500 pesos", "Write the code: MXN, ARS, CLP, COP …"),
        ("20 pounds", "Write the code: GBP."),
        ("20 ¤", "Write the code, like EUR."),
    ],
)
def test_the_codes_that_a_sign_may_mean_are_offered_and_no_other(text: str, hint: str) -> None:
    found = read_number(text, None)
    assert isinstance(found, AskBack)
    assert (found.reason, found.hint) == ("That is the money of more than one country.", hint)


@pytest.mark.parametrize("locale", [None, "en-GB", "de-DE"])
def test_a_dollar_is_of_the_united_states_unless_its_code_says_otherwise(locale: str | None) -> None:
    for text, code in (("$5", "USD"), ("$5k", "USD"), ("CAD 5", "CAD"), ("5 AUD", "AUD")):
        found = read_number(text, locale)
        assert isinstance(found, Number)
        assert found.unit == f"currency:{code}"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("1,5 miljoonaa €", "fi"),  # a language whose words for large numbers are not known
        ("1,5 zillions €", "fr"),
        ("R$ 1,2 mi", "pt-BR"),
        ("5折", "zh"),
        ("3割", "ja"),
    ],
)
def test_a_word_that_may_change_the_size_is_asked_back(text: str, locale: str) -> None:
    assert isinstance(read_number(text, locale), AskBack)


@pytest.mark.parametrize("text", ["min 18", "95% min", "18 % Min.", "min. 5 per day"])
def test_a_minimum_is_not_taken_for_minutes(text: str) -> None:
    assert isinstance(read_number(text, None), AskBack)


@pytest.mark.parametrize("text", ["3 mkr", "5.-"])
def test_a_local_shorthand_is_not_read_elsewhere(text: str) -> None:
    assert not isinstance(read_number(text, None), Number)
