"""What objectives of ML projects are usually paid for with: data, one entry for each kind of objective."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A kind of objective, and the counter-metric that tends to pay for it.

    `objective` finds the words of such an objective, `counter` those of a metric that watches the price, from its own
    side or from the other ("approved payments" for "good customers who are turned away"); `margin` is
    what the counter-metric may usually lose, as a share of its level, and `worse` the word for it;
    `category` is the charter's that says as much.
    """

    id: str
    name: str
    why: str
    margin: float
    worse: str
    objective: re.Pattern[str]
    counter: re.Pattern[str]
    category: str | None = None


def stems(listed: str) -> re.Pattern[str]:
    """Any of these, with commas between them, at the beginning of a word.

    A stem that ends in $ is a whole word; a blank in it may be a hyphen or missing.
    """
    forms = [stem.replace(" ", r"[\s-]?") for stem in listed.split(", ")]
    joined = "|".join(form[:-1] + r"\b" if form.endswith("$") else form + r"\w*" for form in forms)
    return re.compile(rf"\b(?:{joined})", re.IGNORECASE)


_QUALITY: Final = (
    "quality, satisfaction, csat, nps$, complain, rating, error, defect, rework, accuracy, trust, zufriedenheit, "
    "qualität, beschwerde"
)
_LATENCY: Final = "latenc, response time, load time, page speed, speed$, p95$, p99$, time to first, wait"
_CHURN: Final = "churn, retention, retain, renewal, cancel, unsubscribe, opt out, attrition, kündigung, abwanderung"

TRADES: Final = (
    Trade(
        id="automation-escalations",
        name="Escalated or reopened cases",
        why="A case that a machine closes too early comes back, and the second round costs more than the first.",
        margin=0.05,
        worse="higher",
        objective=stems(
            "automat, deflect, containment, contained, self serv, self solve, straight through, without agent, bot "
            "resol, chatbot, auto resol"
        ),
        counter=stems(
            "escalat, reopen, re open, repeat contact, recontact, handover, handed over, transfer, first contact, "
            "stay closed, stays closed, closed for good, solved for good"
        ),
    ),
    Trade(
        id="precision-coverage",
        name="Share of true cases that are caught",
        why="Fewer false alarms are cheapest to have by catching less.",
        margin=0.02,
        worse="lower",
        objective=stems("false positive, false alarm, false decline, precision, wrongly, insult rate"),
        counter=stems(
            "caught, catch, coverage, recall, detected, detection rate, missed, chargeback, fraud loss, "
            "false negative, let through, undetected, slipped"
        ),
    ),
    Trade(
        id="coverage-precision",
        name="Good customers who are turned away",
        why="What stops more fraud also stops more honest customers, and these do not complain, they leave.",
        margin=0.05,
        worse="higher",
        objective=stems("fraud, chargeback, abuse, spam, scam, betrug, money laundering, default$, credit loss"),
        counter=stems(
            "false positive, false alarm, false decline, decline, approval, good customer, insult, appeal, precision, "
            "turned away, approv, accept, authoris, authoriz, let through, passed, genuine, legitimate, honest, "
            "reject, refus, blocked"
        ),
        category="risk",
    ),
    Trade(
        id="price-volume",
        name="Units sold",
        why="A higher price or margin is easy to have on fewer sales.",
        margin=0.02,
        worse="lower",
        objective=stems("price, pricing, margin, markup, basket value, order value, aov$, yield, preis, marge"),
        counter=stems(
            "volume, units sold, sales$, orders$, quantit, conversion, buyers, customers$, purchases, demand, absatz"
        ),
    ),
    Trade(
        id="recommendation-time",
        name="Time spent on the platform",
        why="Better matches solve the customer's problem sooner, and so the time on the platform can fall.",
        margin=0.03,
        worse="lower",
        objective=stems(
            "personali, recommend, relevance, relevant, ranking, discover, search success, match rate, empfehlung"
        ),
        counter=stems("time spent, time on, session, watch time, dwell, minutes, visits, engagement, page views"),
    ),
    Trade(
        id="conversion-returns",
        name="Returns and refunds",
        why="People who are talked into buying send it back.",
        margin=0.05,
        worse="higher",
        objective=stems(
            "conversion, checkout, purchase, orders$, sales$, sign up, add to cart, upsell, cross sell, konversion"
        ),
        counter=stems(
            "return, refund, cancel, chargeback, complain, storno, retoure, "
            "kept orders, orders kept, items kept, net sales, net revenue"
        ),
    ),
    Trade(
        id="retention-margin",
        name="Margin per customer",
        why="Customers at risk stay for a discount, also those who would have stayed without it.",
        margin=0.02,
        worse="lower",
        objective=stems(_CHURN),
        counter=stems("margin, discount, revenue per, arpu$, profit, contribution, spend per, cost, marge, rabatt"),
        category="retention",
    ),
    Trade(
        id="engagement-churn",
        name="Churn",
        why="What is shown more often is clicked more often, until people leave for good.",
        margin=0.02,
        worse="higher",
        objective=stems(
            "engagement, click, ctr$, time spent, time on, session, watch time, dau$, mau$, page views, open rate, "
            "notification"
        ),
        counter=stems(f"{_CHURN}, subscribers, still active, stay$, stays$, come back, returning"),
        category="engagement",
    ),
    Trade(
        id="latency-quality",
        name="Quality of the answers",
        why="A faster answer often comes from a smaller model.",
        margin=0.02,
        worse="lower",
        objective=stems(_LATENCY),
        counter=stems(_QUALITY),
    ),
    Trade(
        id="quality-latency",
        name="Response time",
        why="A better answer often comes from a slower model, and people do not wait for it.",
        margin=0.1,
        worse="higher",
        objective=stems(
            "answer quality, quality of, response quality, search quality, translation quality, correct answers"
        ),
        counter=stems(_LATENCY),
    ),
    Trade(
        id="cost-quality",
        name="Customer satisfaction",
        why="The cheapest way to save is to serve worse, and the bill comes later.",
        margin=0.02,
        worse="lower",
        objective=stems(
            "cost, saving, handling time, handle time, labour, labor, staff hours, hours per, waste, expense, kosten"
        ),
        counter=stems(f"{_QUALITY}, {_CHURN}"),
        category="cost",
    ),
)
"""In the order in which they are tried: the narrower objective first."""
