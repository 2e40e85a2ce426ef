"""What a consent text for every bank has to say. Pure."""

import re
from datetime import date

from backend.kernel.errors import InvalidField

#: Where the bank's name stands in a text for every bank.
LENDER = "{lender}"


def check_consent_text(*, text: str, translation: str) -> None:
    for field, words in (("text", text), ("translation", translation)):
        if set(re.findall(r"\{[^{}]*\}?|\}", words)) != {LENDER}:
            raise InvalidField(field, "Write {lender} for the bank's name, and no other braces.")


def check_consent_day(from_on: date, *, today: date) -> None:
    """The text of a day does not change in the course of it."""
    if from_on <= today:
        raise InvalidField("from_on", "A day from tomorrow on.")
