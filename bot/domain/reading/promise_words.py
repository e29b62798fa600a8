"""The words that may stand around a level in a sentence, and those that make it doubtful whose level it is."""

from typing import Final


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


GENERIC: Final = _words(
    "rate rates share number count level total ratio percentage average mean median value",
    "quote anteil anzahl taux tasa taxa",
)
"""Nouns that name no metric by themselves: the rate of what?"""
PREPOSITIONS: Final = _words(
    "of per in for from among by on at with within that who after to",
    "der des die von vom pro je im bei für de du par pour por del",
)
"""Where the main noun of a metric's name is over."""
PER: Final = _words("per pro je par por")
"""What is counted per something is another metric without it."""
OF_SOME: Final = _words(
    "in for among amongst at of on only either unless not no neither except",
    "bei für im nur nicht chez pour en sin dans",
)
"""Before the metric: the level is perhaps of some of it only, or denied."""
BEFORE: Final = _words(
    "the our a an this its their and that so when if means is where once to we success target goal aim",
    "reduce reduces reducing cut cuts cutting lower lowers lowering decrease bring brings get push raise raises",
    "raising increase increases lift grow improve move moves take takes",
    "unsere die der das wenn dass und le la el o notre nuestra que si et y e réduire reducir",
)
"""What may stand right before the metric's noun, besides words of its name."""
BETWEEN: Final = _words(
    "falls fall falling drops drop dropping goes go going moves move moving sinks decreases decrease declines decline",
    "shrinks rises rise rising increases increase grows grow climbs climb improves improve gets get comes down up",
    "from be will shall should must needs need has to reach reaches target goal",
    "sinkt fällt steigt soll von vom de du passe baisse baja sube cai del",
)
"""What may stand between the metric's noun and its level, besides words of its name."""
DOUBTFUL_AFTER: Final = _words(
    "less fewer lower more higher better worse reduction increase points point or of for among in at on per a an each",
    "every weniger mehr moins plus menos más mais pro je par por bei für im chez pour en",
)
"""Right behind a level: it is perhaps a change, or a level of some of it, or counted per something."""
ARTICLES: Final = _words("the a an our all der die den dem les los las")
"""What may stand between such a word and what it is about."""
TESTED: Final = _words("treated treatment test holdout experiment trial pilot")
"""Of these a promise speaks as of the whole: it is proven there."""
