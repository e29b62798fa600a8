"""What a typed number can turn out to be: a number, a question back, or no number at all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A finite number with its unit; percent, points and relative changes are fractions (3.1 % is 0.031).

    `unit` is percent, ratio, count, per_day (hour, week, month, quarter, year), relative_change, percentage_points or
    currency:XXX;
    `echo` says what was understood ("3.1 % = 0.031"); `noun` is what was counted, as it was typed.
    """

    value: float
    unit: str
    echo: str
    noun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack:
    """More than one number may be meant: `reason` says which, `hint` how to write one.

    `is_vague` marks an estimate or a bound, however it is written; `words` are those that make it unsure, if any do.
    """

    reason: str
    hint: str
    unit: str = "ambiguous"
    is_vague: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invalid:
    """No number that could be kept: `reason` says why, `hint` shows one that could."""

    reason: str
    hint: str
    unit: str = "invalid"


GENERAL_HINT = "Write it like 3.1%, 0.031, 1,250 or €1.2M."
"""Shows every form there is; a field that takes only some of them shows its own example instead."""

Reading = Number | AskBack | Invalid
