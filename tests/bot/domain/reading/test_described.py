"""Scores that are described without their names are told from outcomes that sound alike."""

import pytest

from bot.domain.reading import MetricKind, Vocabulary, read_metric_name
from bot.domain.reading.described import descriptions

A_MACHINE_MAKES_IT_OUT = (
    "how reliably the system tells ripe from unripe fruit",
    "the share of scans the reader sorts into the right pile",
    "number of street signs the system recognises correctly in the test drives",
    "how well the score separates good payers from bad ones",
    "share of drivers the model scores correctly",
    "fraction of emails put in the right folder by the classifier",
    "proportion of intents caught by the NLU",
    "how often the model recognises the speaker",
    "share of potholes the tool detects",
    "how often the summary leaves out a diagnosis that is in the chart",
    "how many mistakes the speech recogniser makes per minute",
    "what part of the scratches the line camera sees",
    "how precisely the tool finds the edge of the road",
    "misses of the leak detector per 100 test leaks",
    "our tool must classify 95% of the mails correctly",
    "the model should predict the delivery day to within one day",
)
IT_IS_HELD_AGAINST_THE_TRUTH = (
    "how close the predicted arrival comes to the actual one",
    "how often its first guess is what the agent would have picked",
    "gap between forecast load and metered load",
    "how much the predicted price differs from the sale price",
    "how often the predicted failure date falls within three days of the real one",
    "% of calls where the transcript matches what was said",
    "how often the forecast is right",
    "how reliable the prediction is for rare diseases",
    "model's predictions compared to what clients really paid",
    "how near the estimated sales land to what came",
    "quality of the generated pictures as judged by our designers",
    "deviation of computed from logged passengers",
    "ratio of predicted to observed visitors",
    "the distance between what we forecast and what was sold",
    "how strongly the score correlates with repayment",
    "average number of places by which the predicted ranking is off",
)
BOTH_AGREE = (
    "agreement between the bot and two human graders",
    "agreement between the score and a panel of three loan officers",
    "how often the software agrees with the pathologist",
    "the number of times the model and the inspector reach the same verdict",
    "how often the machine's label and the biologist's label coincide",
    "how often the system would have flagged the frauds we know of",
    "percent of cases where the model's choice is also the senior buyer's choice",
    "whether the AI marks essays like our teachers do",
    "in how many cases the AI's triage equals the nurse's triage",
)
NOBODY_IS_SAID_TO_DO_IT = (
    "share of images labelled correctly",
    "number of mislabelled pictures in a sample of 500",
    "the percentage of handwritten digits read without a mistake",
    "how reliably handwriting is recognised",
)
THE_SYSTEM_ITSELF = (
    "how quickly the endpoint answers",
    "how long the model takes to answer",
    "how confident the model is when it is wrong",
    "number of errors of the model in a week",
    "how well the voicebot copes with accents",
    "how often the chatbot makes things up",
)
IN_OTHER_LANGUAGES = (
    ("wie zuverlässig die Software kranke von gesunden Pflanzen unterscheidet", "de"),
    ("Anteil der Bilder, die das Netz der richtigen Klasse zuordnet", "de"),
    ("wie oft die Vorhersage stimmt", "de"),
    ("con qué frecuencia el sistema reconoce la matrícula correcta", "es"),
    ("qué tan cerca está la predicción del valor real", "es"),
    ("à quelle fréquence le système reconnaît la bonne espèce", "fr"),
    ("proportion d'images correctement reconnues par le logiciel", "fr"),
    ("com que frequência o sistema identifica a placa correta", "pt"),
    ("系统正确识别的图片比例", "zh"),
    ("模型能多准确地区分好坏客户", "zh"),
    ("モデルが正しく分類した画像の割合", "ja"),
    ("AIが専門家と同じ判断をする割合", "ja"),
    ("AIの診断が医師の診断と一致する割合", "ja"),
    ("Wie gut erkennt das System beschädigte Pflanzen", "de"),
)
PEOPLE_FEEL_IT = (
    "how often agents accept the suggestion without editing",
    "how many wrongly flagged parcels get opened by hand",
    "how quickly customers get an answer from the bot",
    "share of invoices booked without anyone touching them",
    "number of patients sent home with the wrong diagnosis",
    "how often drivers follow the suggested route",
    "how many of the flagged accounts repay after a call",
    "how reliably trains arrive at the predicted time",
    "share of tickets routed to the right team first time",
    "how well new hires recognise phishing mails",
    "how often the machine stops because of a false alarm",
    "money paid out on claims the system should have caught",
    "how often shelves are empty although the forecast said otherwise",
    "share of cameras that see rain",
    "how close actual stock comes to the books",
    "gap between promised and actual delivery date",
    "agreement between the plant and the union",
    "share of articles the engine recommends that readers finish",
    "how often a truck is at the dock when predicted",
    "number of tickets the bot closes without help",
    "how much fuel the recommended speed saves",
    "how quickly a stolen card is blocked",
    "share of parking fines cancelled because the plate was misread",
    "percentage of wards that know their bed count every morning",
    "how often the robot picks the right box",
    "share of orders picked correctly",
    "how many trucks leave half empty",
    "how well the harvest forecast helps the mill plan its shifts",
    "how well the detector dogs are paid",
    "share of orders the system releases automatically",
    "how close the summary comes to the original, rated by readers",
    "how good the model apartments sell",
    "number of suggestions from staff that were put into practice",
    "how well the new signs are understood by tourists",
    "how reliably the bus comes when the app says so",
    "share of predicted churners that we won back",
    "share of employees who read the safety notice",
)
PEOPLE_FEEL_IT_IN_OTHER_LANGUAGES = (
    ("wie oft Sachbearbeiter den Vorschlag ändern", "de"),
    ("Anteil der Pakete, die beim richtigen Empfänger ankommen", "de"),
    ("con qué frecuencia los clientes aceptan la recomendación", "es"),
    ("à quelle fréquence les clients suivent la recommandation", "fr"),
    ("percentual de pacientes com diagnóstico correto no primeiro dia", "pt"),
    ("客户收到正确商品的比例", "zh"),
    ("正しい住所に届いた荷物の割合", "ja"),
)
PERHAPS = (
    "how often the system spots a fake",
    "share of parcels the tool sorts into the right bin",
    "how often the scanner is right",
    "how surprised the language model is by fresh text",
    "how fast the scanner answers",
    "share of questions answered correctly",
    "how many suggested titles coincide",
)


@pytest.mark.parametrize(
    "text",
    [
        *A_MACHINE_MAKES_IT_OUT,
        *IT_IS_HELD_AGAINST_THE_TRUTH,
        *BOTH_AGREE,
        *NOBODY_IS_SAID_TO_DO_IT,
        *THE_SYSTEM_ITSELF,
    ],
)
def test_a_described_score_is_a_score_with_the_words_that_tell_it(text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary, "en")
    assert reading.kind is MetricKind.MODEL
    assert reading.words
    assert all(text[word.start : word.end] == word.text for word in reading.words)
    assert reading.doubt == ()


@pytest.mark.parametrize("lang", ["en", None])
@pytest.mark.parametrize("text", PEOPLE_FEEL_IT)
def test_what_people_do_or_feel_is_no_score(text: str, lang: str | None, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.BUSINESS


@pytest.mark.parametrize(("text", "lang"), IN_OTHER_LANGUAGES)
def test_a_score_is_described_in_other_languages_too(text: str, lang: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is MetricKind.MODEL


@pytest.mark.parametrize(("text", "lang"), PEOPLE_FEEL_IT_IN_OTHER_LANGUAGES)
def test_so_is_what_people_feel(text: str, lang: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, lang).kind is not MetricKind.MODEL


@pytest.mark.parametrize("text", PERHAPS)
def test_where_a_score_is_only_likely_there_is_doubt(text: str, vocabulary: Vocabulary) -> None:
    reading = read_metric_name(text, vocabulary, "en")
    assert reading.kind is MetricKind.BUSINESS
    assert reading.doubt


@pytest.mark.parametrize(
    "text",
    [
        "share of scans the model reads right, and minutes saved per scan",
        "how well the model reads plates, and how many fines are paid",
        "response time of the API and conversion",
    ],
)
def test_an_outcome_beside_a_described_score_is_seen(text: str, vocabulary: Vocabulary) -> None:
    assert read_metric_name(text, vocabulary, "en").kind is MetricKind.MIXED


def test_the_words_of_a_described_score_are_named_in_their_order(vocabulary: Vocabulary) -> None:
    reading = read_metric_name("share of scans the reader sorts into the right pile", vocabulary, "en")
    assert [word.text for word in reading.words] == ["share of", "reader", "sorts", "right"]


@pytest.mark.parametrize(
    "text",
    [
        "gap between suggested and sold quantity",  # one comparison, not a gap and a sale
        "the model should predict failures right",  # a wish, as long as no figure says how far
        "share of detectors that detect smoke",  # the detectors are counted
        "share of reads the system stores",  # so are the reads
    ],
)
def test_what_only_holds_the_same_words_describes_nothing(text: str, vocabulary: Vocabulary) -> None:
    assert descriptions(text, vocabulary, "en") == ()


def test_a_description_ends_where_another_thing_is_counted(vocabulary: Vocabulary) -> None:
    text = "how well the model reads plates, and how many fines are paid"
    (found,) = descriptions(text, vocabulary, "en")
    assert text[found.start : found.end] == "how well the model reads plates"


def test_there_is_no_doubt_beside_an_outcome(vocabulary: Vocabulary) -> None:
    assert read_metric_name("how often the system spots a fake ticket", vocabulary, "en").doubt == ()
