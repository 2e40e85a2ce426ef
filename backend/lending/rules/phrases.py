"""A bank's standing words: what it says for each coded reason, and its standard conditions."""

from collections.abc import Mapping
from datetime import date

import msgspec

from backend.kernel.errors import RuleBroken
from backend.lending.states import RefusalReason

MOST_CONDITIONS = 60
LONGEST = 1000


class PhrasesInThePast(RuleBroken):
    code = "lending.phrases_in_the_past"
    title = "Words are in force from today or later"


class ConditionTwice(RuleBroken):
    code = "lending.condition_twice"
    title = "A standard condition stands twice"


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """By reason, what the firm reads beside it; conditions in the order they are offered."""

    reasons: Mapping[RefusalReason, str] = msgspec.field(default_factory=dict)
    conditions: tuple[str, ...] = ()


def check_begins(valid_from: date, *, today: date) -> None:
    if valid_from < today:
        raise PhrasesInThePast(field="valid_from", today=today.isoformat())


def check_conditions(conditions: tuple[str, ...]) -> None:
    for row, words in enumerate(conditions, start=1):
        if words in conditions[: row - 1]:
            raise ConditionTwice(field=f"conditions[{row}]", row=row)
