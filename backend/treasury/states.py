"""What becomes of a line of a statement."""

from enum import StrEnum


class LineState(StrEnum):
    """`new`: nobody has looked yet; `matched`: by rule; `suspense`: it waits for people."""

    NEW = "new"
    MATCHED = "matched"
    SUSPENSE = "suspense"
    SETTLED = "settled"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Field(StrEnum):
    """What a layout says of the columns of a bank's statement."""

    BOOKED_ON = "booked_on"
    CREDIT = "credit"
    DEBIT = "debit"
    AMOUNT = "amount"
    MARK = "mark"
    BALANCE = "balance"
    CURRENCY = "currency"
    NAME = "name"
    ACCOUNT = "account"
    BANK = "bank"
    MEMO = "memo"
    SERIAL = "serial"
    OWN = "own"
