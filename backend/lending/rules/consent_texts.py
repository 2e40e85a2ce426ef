"""What a consent text for every bank has to say, and how its versions follow each other. Pure."""

import re
from datetime import date
from enum import StrEnum

from backend.kernel.errors import InvalidField

#: Where the bank's name stands in a text for every bank.
LENDER = "{lender}"


class Standing(StrEnum):
    NOW = "now"
    LATER = "later"
    PAST = "past"
    #: Another one took its place before it began.
    NEVER = "never"


def check_consent_text(*, text: str, translation: str) -> None:
    for field, words in (("text", text), ("translation", translation)):
        if set(re.findall(r"\{[^{}]*\}?|\}", words)) != {LENDER}:
            raise InvalidField(field, "Write {lender} for the bank's name, and no other braces.")


def check_consent_day(from_on: date, *, today: date) -> None:
    """The text of a day does not change in the course of it."""
    if from_on <= today:
        raise InvalidField("from_on", "A day from tomorrow on.")


def standing(*, from_on: date, replaced_on: date | None, today: date) -> Standing:
    if replaced_on is not None and replaced_on <= from_on:
        return Standing.NEVER
    if today < from_on:
        return Standing.LATER
    return Standing.NOW if replaced_on is None or today < replaced_on else Standing.PAST
