"""The smallest effect that a test can or should see: by its name, by what the test is made for, by who sees it."""

from bot.domain.reading.patterns import FIGURE, PERIOD, QUANTITY, pattern
from bot.domain.reading.refusals import blanked
from bot.domain.reading.words import Span

_EFFECT = (
    r"(?:changes?|differences?|effects?|shifts?|steps?|drops?|falls?|rises?|lifts?|uplifts?|gains?|gaps?|moves?|"
    r"improvements?|reductions?|increases?|decreases?|declines?|kinks?|signals?|savings?|swings?|jumps?|dips?|slumps?|"
    r"deltas?|deviations?|benefits?|losses|loss)"
)
_SIZED = rf"{QUANTITY}\s?(?:%|pp\b|p\.p\.|percent\w*|points?|[a-z€$£]+)?"
"""How large, with one word for its unit."""
_SHARE = (
    rf"(?:{FIGURE}\s?(?:%|pp\b|p\.p\.|percent\w*|points?)|\b(?:half|a third of|a quarter of|one|two|three|four|five) "
    r"(?:an? )?(?:percent\w*|points?|pp)\b)"
)
"""How large as a share or in points, which hardly anything but an effect is."""
_WHEN = r"(?<!within )(?<!after )(?<!over )(?<!in )(?<!for )"
"""Not behind these: then it is how long, how many or of how many."""
_OTHERS = "".join(
    rf"(?<!{each} )"
    for each in ("customers", "users", "visitors", "patients", "agents", "drivers", "people", "they", "who", "staff")
)
"""Those who take part see and find things, too."""
_LARGE = (
    rf"(?:{_SHARE}(?!\sof\b)|{_WHEN}{QUANTITY}(?!\s?(?:%|pp|percent))"
    rf"(?!\s?{PERIOD}\b(?!\s(?:of|less|more|shorter|longer|earlier|later))))"
)
"""A quantity that may be an effect: no share of those who take part, no length of the test."""

_SEE = (
    r"(?:detect|resolve|pick up|notice|see|spot|find|catch|measure|show|reveal|register|discern|distinguish|prove|"
    r"make out|tell|recogni[sz]e|identify|surface|demonstrate|confirm|establish)"
)
_SEEN = r"(?:seen|detected|spotted|found|noticed|measured|picked up|made out|resolved|shown|told|proved|proven)"
_VISIBLE = (
    r"(?:detectable|visible|noticeable|discernible|measurable|apparent|distinguishable|perceptible|observable|"
    r"recogni[sz]able|provable|resolvable)"
)
_UNSEEN = (
    r"(?:noise|(?:not|n't|cannot|can't|never|hardly|no longer|wouldn't|won't) (?:be )?"
    rf"(?:{_SEE}|{_SEEN}|{_VISIBLE}|show)|"
    r"invisible|missed|undetect\w+|unnoticed|unseen|blind|drown\w*|swamped|buried|lost in|hidden|disappears?|vanish\w*|"
    r"goes under|too (?:small|fine) to)"
)
_LEAST = (
    r"(?:minimum|minimal|min\.?|smallest|least|tiniest|finest|lowest|kleinste[rsn]?|mindest|geringste[rsn]?|"
    r"(?:el |la |o |a )?menor|(?:le |la )?plus petite?)"
)
_FOREIGN = (
    r"(?:effekt|unterschied|änderung|veränderung|efecto|efeito|effet|diferencia|diferença|différence|écart|cambio|"
    r"mudança|variación|variação|variation|mejora|melhoria|cambiamento)(?:e|s|en)?"
)

NAMED = pattern(
    "mde",
    rf"\b(?:mde|sesoi|smallest effect size)\b[^.;]{{0,20}}?{QUANTITY}|{QUANTITY}\s?(?:%|pp)?\s?(?:\w+\s)?mde\b|"
    rf"\beffect[- ]sizes?\b\s?(?:of |[=:]|is )?\s?{FIGURE}",
    # the smallest lift worth having is 3 EUR; at least a 2% difference is left to rules and targets
    rf"\b{_LEAST}(?: |-)(?:\w+ ){{0,2}}?(?:detectable|{_EFFECT}|{_FOREIGN}|we|one|that|"
    rf"worth)\b[^.;]{{0,50}}?{QUANTITY}",
    rf"\b(?:mindest|minimal)(?:er |en |-)?effekt\w*[^.;]{{0,20}}?{FIGURE}|\b(?:efecto|efeito|effet) (?:detect\w+ )?"
    rf"m[ií]nim\w*[^.;]{{0,30}}?{FIGURE}",
    # 2% is the least we would notice
    rf"{_SIZED}[^.;0-9]{{0,40}}?\b(?:the |about )(?:(?:very )?{_LEAST}|limit|floor|finest|edge)\b[^.;]{{0,25}}?"
    rf"\b(?:{_SEE}|{_SEEN}|effect|care|worth|matters?)\b|{_SIZED}[^.;0-9]{{0,40}}?\b(?:(?:the )?smallest we|"
    r"the smallest|what (?:we|it|the \w+) (?:can|could|would) (?:just )?(?:see|resolve|detect|notice|measure)|just "
    r"about (?:see|visible|detectable)|as (?:fine|small|little) as we)\b",
    rf"\b(?:detection|resolution|noise) (?:limit|threshold|floor|level)\b[^.;]{{0,20}}?{QUANTITY}|"
    rf"\bresolution\b\s?(?:of|is|[=:])?\s?(?:(?:about|roughly|around|some) )?{QUANTITY}(?!\s?(?:%|pp)?\s?(?:-*>|=>|"
    rf"to\b))",
    # made for it
    rf"\bpower\w*\b[^.;]{{0,15}}?\b(?:for|to|at|of)\b[^.;]{{0,50}}?{_LARGE}|\bpower (?:calc\w*|analysis)\b[^;]{{0,40}}?"
    rf"{QUANTITY}\s?(?:%|pp|points?)|\b(?:80|90) ?% power\b[^.;]{{0,10}}?\b(?:for|to|at)\b[^.;]{{0,50}}?{QUANTITY}",
    rf"\b(?:sized|built|designed|planned|dimensioned|tuned|made|set up|good|long|large|big|enough|sufficient|suffices?|"
    rf"ausgelegt|dimensionné\w*|dimensionad[oa]|ausreichend|reicht) (?:enough )?(?:for|to|around|für|pour|para)\s"
    rf"(?:\w+ ){{0,2}}?(?:{_SHARE}(?! of\b)|{QUANTITY}(?:\s?[a-z€$]+)? {_EFFECT}\b|{_EFFECT} of (?:\w+ )?{QUANTITY})",
    rf"\bsensitiv(?:e|ity) (?:down )?(?:to|of) [^.;]{{0,25}}?{QUANTITY}|"
    rf"\bsensitivity\s?[=:]?\s?(?:is )?(?:about )?(?<![0-9.,])(?:[1-9](?:[.,][0-9]+)?|0[.,][0-9]+)\s?(?:%|pp|points?|"
    r"min\w*|days?|hours?|[€$£])",
    rf"\b(?:chance|probability|odds) (?:of|to) (?:\w+ )?(?:{_SEE}|seeing|catching|finding|spotting|detecting|noticing|"
    rf"picking up|showing)\b[^.;]{{0,30}}?{QUANTITY}",
    # what is smaller stays unseen
    rf"\b(?:below|under|less than|smaller than|(?:any|every)thing (?:below|under|less|smaller))\b[^.;]{{0,12}}?"
    rf"{QUANTITY}[^.;]{{0,40}}?\b{_UNSEEN}\b|\b{_UNSEEN}\b[^.;]{{0,20}}?\b(?:below|under|less than|smaller than|"
    rf"finer than)\s{QUANTITY}",
    rf"\btell\b[^.;]{{0,30}}?{QUANTITY}[^.;]{{0,30}}?\b(?:from (?:noise|zero|nothing|chance)|apart)\b",
    rf"\b(?:nachweisbar|erkennbar|sichtbar|messbar)\w*[^.;]{{0,30}}?{FIGURE}|{FIGURE}[^.;]{{0,30}}?\b(?:nachweisbar|"
    rf"erkennbar|sichtbar|messbar)|\b(?:détectable|detect[aá]ve[li]s?|detectable)[^.;]{{0,30}}?{FIGURE}",
    rf"检测(?:到|出)?[^。]{{0,12}}?{FIGURE}|最小(?:可?(?:检测|检出|识别|觉察))?(?:效应|效果|差异|变化|検出|の?差)|"
    rf"検出したい[^。]{{0,12}}?{FIGURE}|検出(?:可能|できる|力)|最小検出|最小可(?:检测|检出)",
)
"""An effect that is called the smallest, or what the test is made for: no condition makes it another thing."""

VISIBLE = pattern(
    "mde",
    rf"\b(?:detect(?:s|able|ing|ed|ion)?|resolv(?:e|es|able)|picks? up|(?:we|it|which) notices?|spots?|distinguish\w*|"
    rf"discerns?|"
    rf"make out|makes out|lets us see|(?:shows?|sees?|finds?|find an) effects?|(?:enough|needed|needs?|able|power\w*|"
    rf"{PERIOD}|before|to be able) to {_SEE}|{_OTHERS}(?:can|could|would|may|might|will|should|'d|hardly|just|"
    rf"only) (?:(?:just|only|still|also|hardly|reliably|even|be able to) ){{0,2}}{_SEE})\b[^.;]{{0,50}}?{_LARGE}|"
    rf"\b(?:detect|resolve|pick up|discern|distinguish)s?\s(?:(?:about|roughly|some|around|down to) )?{QUANTITY}",
    # needs 30k users to show +0.5 pp; shows 3% or more; it would surface 2%
    rf"\bto (?:{_SEE})\s(?:\w+ ){{0,3}}?(?:[+\u2212-](?:{FIGURE})|{_SHARE}(?! of)|{QUANTITY}\s(?:\w+ )?{_EFFECT}\b)",
    rf"\b(?:see|sees|shows?|reveals?|registers?|catches|finds?|measures?|tells?|voit|voient|sehen|sieht|vemos|vê|ve)\s"
    rf"(?:(?:only|just|about|roughly|effects?|changes?|differences?|anything|any|a|an|of|from|above|over|at|least|"
    rf"as|little|ab|eine?n?|un|une|uma) ){{0,5}}{_SIZED}(?! of\b)[^.;]{{0,12}}?(?:\b(?:or (?:more|larger|bigger|"
    rf"above|better)|and (?:more|up|above|larger)|upwards?|{_EFFECT}|{_FOREIGN}|if (?:there is|it is))\b|\+)|"
    rf"\b(?:sees?|shows?|reveals?|catches|picks up) (?:\w+ )?(?:effects|changes|differences|shifts|anything) "
    rf"(?:of|from|above|over|beyond|down to) (?:\w+ )?{QUANTITY}|"
    rf"\b(?:sees?|reveals?) (?:a |an )?(?:{_EFFECT}) of (?:\w+ )?{QUANTITY}|\bwe (?:can )?see (?:about |roughly )?"
    rf"{_SHARE}(?! of)",
    # a 2% change shows up
    rf"{_SIZED}[^.;0-9]{{0,40}}?\b(?:(?:is|are|be|becomes?|was) )?(?:{_VISIBLE}|can be {_SEEN}|shows? up|stands? out|"
    rf"surfaces?|emerges?|enough to see|(?:shows?|would show)(?=\s*(?:$|[,.;])))\b",
    rf"\b{_VISIBLE}\b[^.;]{{0,50}}?{_LARGE}",
    rf"\b(?:erkennen|erkennt|sehen|sieht|merken|nachweisen|finden)\b[^.;]{{0,30}}?\b(?:ab )?{FIGURE}\s?(?:%|prozent\w*|"
    rf"punkte?|minuten|tage)|\b(?:détect\w+|on verrait|on verra|pour voir|détecterait|repérer|"
    rf"distinguer)\b[^.;]{{0,30}}"
    rf"?{FIGURE}|\b(?:detect(?:ar|an?|amos|ado|aría|aria|arían|ariam)|se verían?|veríamos|podemos (?:ver|notar|"
    rf"distinguir|"
    rf"medir)|se notaría|dá para ver|conseguimos (?:ver|detectar|medir)|distinguir|seria visível|sería visible|"
    rf"para ver)\b[^.;]{{0,30}}?{FIGURE}",
    rf"能(?:够)?(?:检测|看出|看到|发现|测出|分辨|识别|察觉)[^。]{{0,12}}?{FIGURE}|看得出[^。]{{0,12}}?{FIGURE}|"
    rf"{FIGURE}\s?%?(?:以上)?の?(?:差|変化|効果|改善|低下|増加)?(?:なら|は|が|を)?(?:分か|わか|検出|見え|見分け|"
    r"判別|捉え)|"
    rf"{FIGURE}\s?%?(?:以上)?的?(?:变化|差异|差别|效果)(?:就)?(?:能|可以?)(?:看|检测|发现|测)",
)
"""An effect that the test sees, or that it would."""

HOPED = pattern(
    "hope",
    r"\b(?:hop(?:e|es|ed|ing) (?:to|for)|want(?:s|ed)? to|expect(?:s|ed|ing)?(?: to)?|would like to|we'd like to|"
    r"aim(?:s|ing)? (?:to|for)|target(?:s|ing)?|(?:the )?goal is|wish to|plan to|intend to|until we|unless we)\s"
    r"(?!(?:to )?(?:be able|detect|resolve|pick up|notice|spot|distinguish|discern)\b)[^.;,]{0,60}",
    r"\b(?:if|when|whenever|once|unless|as soon as|provided|should|wenn|falls|sobald|si|cuando|quando|se|lorsque)\s"
    r"(?:the |we |it |they |our |there |der |die |das |le |la |les |el |los |las |o |a |os |as )?(?!ver|notar|detect)"
    r"[^.;,]{0,60}",
    r"如果[^。,]{0,30}|若[^。,]{0,30}",
)
"""What is hoped for, and the conditions of rules: what is seen there is no smallest effect."""

_IS_THERE = pattern("mde", r"\bif (?:there (?:is|was) (?:one|any)|it is there|it exists|one exists)\b")
"""A condition that says nothing but that there may be no effect."""


def smallest_effect_in(said: str) -> tuple[Span, ...]:
    """The words that tell the smallest effect of a plain text, or none."""
    found = NAMED.find(said) or VISIBLE.find(blanked(blanked(said, _IS_THERE), HOPED))
    return (found,) if found else ()
