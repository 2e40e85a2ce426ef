"""How the versions of a dated text follow each other. Pure."""

from datetime import date
from enum import StrEnum


class DatedStanding(StrEnum):
    NOW = "now"
    LATER = "later"
    PAST = "past"
    #: Another one took its place before it began.
    NEVER = "never"


def standing(*, from_on: date, replaced_on: date | None, today: date) -> DatedStanding:
    """`replaced_on`: the first day of one that was written later."""
    if replaced_on is not None and replaced_on <= from_on:
        return DatedStanding.NEVER
    if today < from_on:
        return DatedStanding.LATER
    return DatedStanding.NOW if replaced_on is None or today < replaced_on else DatedStanding.PAST
