"""The classes of Slack's answers as the reference shows them, from the table: `python -m tests.docs.delivery_page`."""

import sys

from handlers.delivery.classes import ERRORS, MEANINGS, Meaning, Verdict

TITLES = {
    Verdict.LATER: "Later",
    Verdict.READ_BACK_FIRST: "Read back first",
    Verdict.DEGRADE: "Say it plainer",
    Verdict.OUT_OF_THREAD: "Say it beside its thread",
    Verdict.PARK: "Park this destination",
    Verdict.STOP_WORKSPACE: "Stop this workspace",
    Verdict.EDIT_REFUSED: "Edit refused",
    Verdict.POISON: "Poison",
}


def chapters() -> str:
    """A chapter for each class, in the order of the table."""
    return "\n".join(_chapter(verdict, meaning) for verdict, meaning in MEANINGS.items())


def _chapter(verdict: Verdict, meaning: Meaning) -> str:
    names = ", ".join(f"`{name}`" for name, its in ERRORS.items() if its is verdict)
    return (
        f"### {TITLES[verdict]}\n\n{meaning.done}\n\n"
        f"- The message is then `{meaning.state.value}`.\n"
        f"- People see: {_inside(meaning.people)}\n"
        f"- Operators see: {_inside(meaning.operators)}\n"
        f"- Slack's errors: {names}\n"
    )


def _inside(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


if __name__ == "__main__":
    sys.stdout.write(chapters())
