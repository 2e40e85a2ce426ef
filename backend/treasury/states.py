"""What becomes of a line of a statement."""

from collections.abc import Mapping
from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class Currency(StrEnum):
    """In which an account is kept; each is counted in hundredths, as banks write it."""

    CNY = "CNY"
    AUD = "AUD"
    CAD = "CAD"
    CHF = "CHF"
    EUR = "EUR"
    GBP = "GBP"
    HKD = "HKD"
    JPY = "JPY"
    SGD = "SGD"
    USD = "USD"


#: What the ledger is kept in, and every charge.
YUAN = Currency.CNY


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


class Reason(StrEnum):
    """Why a line waits for people."""

    NO_REFERENCE = "no_reference"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    UNKNOWN_REFERENCE = "unknown_reference"
    SEVERAL_REFERENCES = "several_references"
    OTHER_BOOK = "other_book"
    CHARGE_CANCELLED = "charge_cancelled"
    PAYER_DIFFERS = "payer_differs"
    AMBIGUOUS = "ambiguous"
    REPORTED = "reported"
    PAID_OUT = "paid_out"
    FOREIGN_CURRENCY = "foreign_currency"
    BOUNCED = "bounced"


class MatchKind(StrEnum):
    """What people say a line is for.

    In: a charge, a payout of the gateway, what the bank has converted, an order that was paid and
    came back. Out: a fee of the bank, an order paid with another amount, a payee. Either: a
    transfer between the books, or what met a line the other way.
    """

    CHARGE = "charge"
    PAYOUT = "payout"
    FEE = "fee"
    ORDER = "order"
    PAYEE = "payee"
    BETWEEN = "between"
    COUNTER = "counter"
    CONVERTED = "converted"
    BOUNCED = "bounced"


#: Which ways money goes in lines of a kind, and in which books.
WAYS: Mapping[MatchKind, frozenset[Direction]] = {
    MatchKind.CHARGE: frozenset({Direction.IN}),
    MatchKind.PAYOUT: frozenset({Direction.IN}),
    MatchKind.FEE: frozenset({Direction.OUT}),
    MatchKind.ORDER: frozenset({Direction.OUT}),
    MatchKind.PAYEE: frozenset({Direction.OUT}),
    MatchKind.BETWEEN: frozenset(Direction),
    MatchKind.COUNTER: frozenset(Direction),
    MatchKind.CONVERTED: frozenset({Direction.IN}),
    MatchKind.BOUNCED: frozenset({Direction.IN}),
}
BOOKS: Mapping[MatchKind, frozenset[str]] = {
    MatchKind.CHARGE: frozenset({"own", "client", "memo"}),
    MatchKind.PAYOUT: frozenset({"own", "client"}),
    MatchKind.FEE: frozenset({"own", "client"}),
    MatchKind.ORDER: frozenset({"own", "client", "memo"}),
    MatchKind.PAYEE: frozenset({"client"}),
    MatchKind.BETWEEN: frozenset({"own", "client"}),
    MatchKind.COUNTER: frozenset({"own", "client", "memo"}),
    MatchKind.CONVERTED: frozenset({"own", "client", "memo"}),
    MatchKind.BOUNCED: frozenset({"own", "client", "memo"}),
}
#: What a kind names, and no other thing.
NAMES: Mapping[MatchKind, frozenset[str]] = {
    MatchKind.CHARGE: frozenset({"charge_id"}),
    MatchKind.PAYOUT: frozenset({"gateway_payout"}),
    MatchKind.ORDER: frozenset({"order_id"}),
    MatchKind.BOUNCED: frozenset({"order_id"}),
    MatchKind.PAYEE: frozenset({"payee_id"}),
    MatchKind.COUNTER: frozenset({"counter_line_id"}),
    MatchKind.CONVERTED: frozenset({"counter_line_id", "yuan_line_id", "yuan_fen", "evidence"}),
}
#: What a line in another currency can be for: nothing that the ledger knows.
FOREIGN: frozenset[MatchKind] = frozenset(
    {MatchKind.CONVERTED, MatchKind.COUNTER, MatchKind.ORDER, MatchKind.FEE, MatchKind.BOUNCED}
)


class PayeeAccountState(StrEnum):
    """Of the account that a payee is paid to: the newest in force replaces the one before."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REFUSED = "refused"


class PayeeAccountAction(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"


PAYEE_ACCOUNT: Lifecycle[PayeeAccountState, PayeeAccountAction] = Lifecycle(
    "payout account",
    {
        (PayeeAccountState.PROPOSED, PayeeAccountAction.CONFIRM): PayeeAccountState.IN_FORCE,
        (PayeeAccountState.PROPOSED, PayeeAccountAction.REFUSE): PayeeAccountState.REFUSED,
    },
)


class OrderKind(StrEnum):
    """What an order to pay is: of a charge by bank or card, of what waited, to a payee."""

    REFUND = "refund"
    CARD = "card"
    RETURN = "return"
    PAYOUT = "payout"


class OrderState(StrEnum):
    """`handed_over`: the card's way is the gateway's, which follows it to its end.

    `returned`: the bank had paid it, and the money came back.
    """

    PROPOSED = "proposed"
    REFUSED = "refused"
    APPROVED = "approved"
    EXPORTED = "exported"
    PAID = "paid"
    FAILED = "failed"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"


class OrderAction(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    EXPORT = "export"
    PAY = "pay"
    FAIL = "fail"
    HAND_OVER = "hand_over"
    RETURN = "return"


ORDER: Lifecycle[OrderState, OrderAction] = Lifecycle(
    "payment order",
    {
        (OrderState.PROPOSED, OrderAction.APPROVE): OrderState.APPROVED,
        (OrderState.PROPOSED, OrderAction.HAND_OVER): OrderState.HANDED_OVER,
        (OrderState.PROPOSED, OrderAction.REFUSE): OrderState.REFUSED,
        (OrderState.APPROVED, OrderAction.EXPORT): OrderState.EXPORTED,
        (OrderState.APPROVED, OrderAction.FAIL): OrderState.FAILED,
        (OrderState.EXPORTED, OrderAction.PAY): OrderState.PAID,
        (OrderState.EXPORTED, OrderAction.FAIL): OrderState.FAILED,
        (OrderState.PAID, OrderAction.RETURN): OrderState.RETURNED,
    },
)
