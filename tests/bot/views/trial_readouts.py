"""Readouts as they occur: 1,448 of 46,700 and 1,269 of 46,650 churned, or a rate over time."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.impact import Grade
from bot.domain.readouts import Advice, Again, Because, Readout, Recommendation
from bot.statistics.arms.summary import ArmsReadout, CarryOver, Counted, Line, Novelty, PeriodsNote, Said
from bot.statistics.longitudinal_summary import (
    DonorWeight,
    Effect,
    GuardrailOverTime,
    LongitudinalReadout,
    PathPoint,
    SeriesErrors,
    SeriesWarning,
    SyntheticPoint,
    SyntheticReadout,
)
from bot.statistics.readout.experiments import Role
from tests.bot.views.samples import MEI, PLAN

PRIMARY = Line(
    metric=PLAN.primary_metric,
    role=Role.PRIMARY,
    arm=1,
    said=Said.BETTER,
    wanted_up=False,
    control=0.0310064,
    treatment=0.0272026,
    difference=-0.0038038,
    low=-0.0059615,
    high=-0.0016461,
    always_low=-0.0072324,
    always_high=-0.0003752,
    se=0.0011009,
    p_value=0.00055,
    adjusted_p=0.00055,
    lift=-0.12268,
    lift_low=-0.18565,
    lift_high=-0.05476,
)
MARGIN = Line(
    metric="Margin per customer",
    role=Role.GUARDRAIL,
    arm=1,
    said=Said.NOT_WORSE,
    wanted_up=True,
    control=12.4,
    treatment=12.38,
    difference=-0.02,
    low=-0.052,
    high=0.012,
    always_low=-0.08,
    always_high=0.04,
    se=0.02,
    p_value=0.0001,
    adjusted_p=0.0001,
    lift=-0.0016,
    margin=0.01,
)
COMPLAINTS = replace(
    MARGIN,
    metric="Complaints",
    wanted_up=False,
    margin=0.02,
    control=0.041,
    treatment=0.0405,
    difference=-0.0005,
    low=-0.0014,
    high=0.0004,
    always_low=-0.0019,
    always_high=0.0009,
    lift=-0.0122,
    is_rate=True,
)
OFFERS = replace(
    PRIMARY,
    metric="Offers accepted",
    role=Role.SECONDARY,
    wanted_up=True,
    said=Said.UNDECIDED,
    control=0.12,
    treatment=0.121,
    difference=0.001,
    low=-0.003,
    high=0.005,
    p_value=0.21,
    adjusted_p=0.42,
    lift=None,
    lift_low=None,
    lift_high=None,
    small_sample=True,
)
BY_ARM = ArmsReadout(
    arms=("control", "new offers"),
    counts=(46_700, 46_650),
    sample_ratio_p=0.87,
    mismatch=False,
    early=False,
    lines=(PRIMARY, OFFERS, MARGIN, COMPLAINTS),
    novelty=Novelty(first=-0.2, last=-0.08, fades=True),
    exaggeration=1.1234,
)
WON = Readout(
    number=1,
    through=date(2027, 1, 17),
    early=False,
    by=MEI,
    at=datetime(2027, 1, 18, 9, tzinfo=UTC),
    arms=BY_ARM,
    recommendation=Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=(PLAN.primary_metric,)),
    grade=Grade.RANDOMISED,
)
HURT = replace(
    MARGIN,
    said=Said.NOT_PROVEN,
    low=-0.5,
    high=-0.3,
    always_low=-0.6,
    always_high=-0.2,
    treatment=12.0,
    difference=-0.4,
)
LOST_ON_GUARDRAIL = replace(
    WON,
    arms=replace(BY_ARM, lines=(PRIMARY, OFFERS, HURT, COMPLAINTS)),
    recommendation=Recommendation(advice=Advice.STOP, because=Because.HARMED, about=("Margin per customer",)),
    grade=Grade.OBSERVED,
)
FLAT = replace(
    PRIMARY,
    said=Said.UNDECIDED,
    difference=-0.0004,
    low=-0.0026,
    high=0.0018,
    p_value=0.72,
    adjusted_p=0.72,
    lift=-0.013,
    lift_low=None,
    lift_high=None,
)
UNDECIDED = replace(
    WON,
    arms=replace(BY_ARM, lines=(FLAT, replace(MARGIN, said=Said.NOT_PROVEN)), novelty=None, exaggeration=None),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.UNDECIDED, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
    changed=("alpha", "decision_rule"),
)
LOST = replace(
    UNDECIDED,
    recommendation=Recommendation(advice=Advice.STOP, because=Because.HARMED, about=(PLAN.primary_metric,)),
)
WITHHELD = replace(
    WON,
    arms=replace(BY_ARM, counts=(46_700, 44_010), sample_ratio_p=1e-18, mismatch=True),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.MISMATCH),
    grade=Grade.OBSERVED,
)
LOOK = replace(
    WON,
    early=True,
    arms=replace(BY_ARM, early=True),
    recommendation=Recommendation(advice=Advice.WAIT, because=Because.RUNNING),
    grade=Grade.OBSERVED,
)
READ_ANEW = replace(
    WON,
    number=3,
    again=Again(
        readings=2,
        said=Because.MISMATCH,
        number=2,
        was_withheld=True,
        reason="The treatment's log lost a day; it was loaded again.",
    ),
)
ADJUSTED = replace(WON, arms=replace(BY_ARM, lines=(replace(PRIMARY, variance_left=0.64), HURT)))
BROKEN = replace(PRIMARY, said=Said.UNREAD, words="The arms do not vary.")
UNREAD = replace(
    WON,
    arms=replace(
        BY_ARM,
        arms=("control", "offers", ""),
        counts=(10, 11, 12),
        lines=(
            BROKEN,
            replace(PRIMARY, arm=2),
            replace(MARGIN, said=Said.UNREAD, margin=None, words="No spread."),
            replace(MARGIN, arm=2),
        ),
    ),
    recommendation=Recommendation(advice=Advice.ITERATE, because=Because.UNREAD, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
)
OVER_TIME = Readout(
    number=2,
    through=date(2027, 1, 17),
    early=False,
    by=MEI,
    at=datetime(2027, 1, 18, 9, tzinfo=UTC),
    series=LongitudinalReadout(
        average=Effect(value=-0.0021, low=-0.0034, high=-0.0008),
        cumulative=Effect(value=-0.0882, low=-0.1428, high=-0.0336),
        relative=-0.0677,
        p_value=0.0019,
        errors=SeriesErrors.AR1,
        autocorrelation=0.3456,
        durbin_watson=1.3123,
        points_before=90,
        points_after=42,
        path=(
            PathPoint(day=date(2026, 12, 7), actual=0.03, expected=0.031, low=0.029, high=0.033),
            PathPoint(day=date(2026, 12, 8), actual=0.029, expected=0.031, low=0.029, high=0.033),
        ),
        warnings=(SeriesWarning.NO_CONTROL, SeriesWarning.REGRESSION_TO_THE_MEAN),
    ),
    recommendation=Recommendation(advice=Advice.LAUNCH, because=Because.WON, about=(PLAN.primary_metric,)),
    grade=Grade.OBSERVED,
)
LOOK_OVER_TIME = replace(OVER_TIME, early=True, recommendation=LOOK.recommendation)
KEPT = GuardrailOverTime(
    name="Margin per customer",
    said=Said.NOT_WORSE,
    wanted_up=True,
    margin=0.01,
    effect=-0.01,
    low=-0.05,
    high=0.03,
    expected=12.41,
    p_value=0.0021,
)
LOST_OVER_TIME = replace(
    KEPT, name="Complaints", said=Said.WORSE, wanted_up=False, effect=0.02, low=None, high=None, p_value=1.0
)
UNREAD_OVER_TIME = GuardrailOverTime(
    name="Refunds", said=Said.UNREAD, wanted_up=False, margin=0.02, words="The series never changes."
)
GUARDED = replace(
    OVER_TIME, guardrails=(KEPT, LOST_OVER_TIME, UNREAD_OVER_TIME, replace(KEPT, name="Visits", said=Said.NOT_PROVEN))
)
SYNTHETIC = replace(
    OVER_TIME,
    series=None,
    synthetic=SyntheticReadout(
        effect=-0.0021,
        relative=-0.0677,
        pre_rmspe=0.0004,
        pre_mean=0.031,
        rank=1,
        units=25,
        p_value=0.04,
        low=-0.0034,
        high=-0.0008,
        weights=tuple(
            DonorWeight(name=f"Town {number}", weight=weight)
            for number, weight in enumerate((0.31, 0.2, 0.17, 0.12, 0.1, 0.06, 0.04))
        ),
        path=(
            SyntheticPoint(day=date(2026, 12, 7), actual=0.03, expected=0.031),
            SyntheticPoint(day=date(2026, 12, 8), actual=0.029, expected=0.031),
        ),
        points_before=90,
        points_after=1,
        warnings=(SeriesWarning.SHORT_HISTORY,),
    ),
    guardrails=(KEPT,),
    grade=Grade.LONGITUDINAL,
)
assert SYNTHETIC.synthetic is not None
FEW_DONORS = replace(
    SYNTHETIC,
    synthetic=replace(
        SYNTHETIC.synthetic,
        units=9,
        p_value=1 / 9,
        low=None,
        high=None,
        weights=(DonorWeight(name="Lyon", weight=1.0),),
        relative=None,
    ),
)
NO_STEADY_EFFECT = replace(SYNTHETIC, synthetic=replace(SYNTHETIC.synthetic, low=None, high=None, pre_mean=0.0))
BY_CLUSTER = replace(WON, arms=replace(BY_ARM, counts=(20, 21), counted=Counted.CLUSTERS, novelty=None))
BY_PERIOD = replace(
    WON,
    arms=replace(
        BY_ARM,
        counts=(42, 42),
        counted=Counted.PERIODS,
        novelty=None,
        periods=PeriodsNote(
            carry_over=CarryOver(difference=-0.0061, low=-0.0089, high=-0.0033, differs=True),
            weekdays=(0, 6),
            hours=(6,),
        ),
    ),
)
assert BY_PERIOD.arms is not None
assert BY_PERIOD.arms.periods is not None
assert BY_PERIOD.arms.periods.carry_over is not None
STEADY = replace(
    BY_PERIOD,
    arms=replace(
        BY_PERIOD.arms, periods=PeriodsNote(carry_over=replace(BY_PERIOD.arms.periods.carry_over, differs=False))
    ),
)
ALTERNATING = replace(BY_PERIOD, arms=replace(BY_PERIOD.arms, periods=PeriodsNote(carry_over=None)))
READOUTS: dict[str, Readout] = {
    "won": WON,
    "lost on a guardrail": LOST_ON_GUARDRAIL,
    "lost": LOST,
    "undecided": UNDECIDED,
    "withheld": WITHHELD,
    "look": LOOK,
    "read anew": READ_ANEW,
    "adjusted": ADJUSTED,
    "unread": UNREAD,
    "over time": OVER_TIME,
    "look over time": LOOK_OVER_TIME,
    "guarded over time": GUARDED,
    "synthetic control": SYNTHETIC,
    "look at a synthetic control": replace(SYNTHETIC, early=True, recommendation=LOOK.recommendation),
    "few donors": FEW_DONORS,
    "no steady effect": NO_STEADY_EFFECT,
    "by cluster": BY_CLUSTER,
    "by period": BY_PERIOD,
    "steady periods": STEADY,
    "alternating periods": ALTERNATING,
    "look by period": replace(BY_PERIOD, early=True, recommendation=LOOK.recommendation),
    "nothing in it": replace(WON, arms=None),
}
