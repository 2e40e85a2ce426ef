"""Where a month's sheet stands, and which of its lines are asked for."""

from enum import StrEnum


class SheetState(StrEnum):
    """`running`: the month has not ended; `open`: nobody has signed it."""

    RUNNING = "running"
    OPEN = "open"
    WAITING = "waiting"
    SIGNED = "signed"


class SheetAction(StrEnum):
    SIGN_OFF = "sign-off"
    RETURN = "return"


class Outcome(StrEnum):
    SIGNED = "signed"
    RETURNED = "returned"


class Part(StrEnum):
    """The sheet's own lines, and how today's figures differ from them."""

    SHEET = "sheet"
    ADDED = "added"
    GONE = "gone"
