"""Each part says how far it is: by its required questions, or by all where none is required."""

from bot.domain.dossier import Dossier
from bot.domain.progress import progress_of
from bot.domain.questions import Part, QuestionBank
from tests.bot.domain.builders import dossier, question

PARTS = tuple(Part(number=number, title=f"Part {number}", question="?", intro="") for number in (1, 2, 3))
BANK = QuestionBank(
    edition="b",
    parts=PARTS,
    questions=(
        question("metric_name", required=True, part=1),
        question("metric_unit", required=True, part=1),
        question("baseline_window", part=1),
        question("why_now", part=3),
        question("ml_years", part=3),
    ),
)


def said(file: Dossier) -> list[tuple[int, int, int, bool]]:
    return [(each.part.number, each.answered, each.asked, each.is_required) for each in progress_of(file)]


def test_a_part_counts_its_required_questions_else_all_and_one_without_any_is_no_way() -> None:
    assert said(dossier(bank=BANK)) == [(1, 0, 2, True), (3, 0, 2, False)]
    some = dossier({"metric_name": "Churn", "baseline_window": "Last 12 weeks", "ml_years": "3"}, bank=BANK)
    assert said(some) == [(1, 1, 2, True), (3, 1, 2, False)]
