"""What there is in a ledger, and the states of a charge."""

from collections.abc import Mapping
from enum import StrEnum

from backend.kernel.lifecycle import Lifecycle


class Book(StrEnum):
    """Each balances by itself, so that money of others is never the platform's."""

    OWN = "own"
    CLIENT = "client"
    MEMO = "memo"


class AccountKind(StrEnum):
    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"


class Mode(StrEnum):
    """Under whose licence the platform works; it decides who may hold premium."""

    LICENSED_BROKER = "licensed_broker"
    INSURER_OWNED = "insurer_owned"
    INFO_ONLY = "info_only"


class Purpose(StrEnum):
    """What a charge is for; the account of its payee has the same name."""

    PREMIUM = "premium"
    ENDORSEMENT = "endorsement"
    PLATFORM_FEE = "platform_fee"
    APPRAISAL_FEE = "appraisal_fee"
    LICENCE_FEE = "licence_fee"


class Source(StrEnum):
    """Where money moved; each has an asset account per book."""

    BANK = "bank"
    GATEWAY = "gateway"


class Method(StrEnum):
    """How a charge is paid on the gateway's page."""

    CARD = "card"
    ALIPAY = "alipay"
    WECHAT_PAY = "wechat_pay"


SUSPENSE = "suspense"
#: What the gateway keeps for itself; what it has sent to the bank and the bank has not told yet;
#: what a card's bank holds until a dispute is decided.
GATEWAY_FEE = "gateway_fee"
TRANSIT = "transit"
DISPUTED = "disputed"
#: What one book owes the other: money that came into the other one's account.
BETWEEN = "between"
REFUNDS = "refunds"
OPERATING = "operating"
PAYOUTS = "payouts"

#: The kind of an account follows from its purpose; what a payee earns is income in the own book.
KINDS: Mapping[str, AccountKind] = {
    Source.BANK: AccountKind.ASSET,
    Source.GATEWAY: AccountKind.ASSET,
    SUSPENSE: AccountKind.LIABILITY,
    REFUNDS: AccountKind.LIABILITY,
    PAYOUTS: AccountKind.LIABILITY,
    OPERATING: AccountKind.EXPENSE,
    "capital": AccountKind.EQUITY,
    GATEWAY_FEE: AccountKind.EXPENSE,
    TRANSIT: AccountKind.ASSET,
    DISPUTED: AccountKind.ASSET,
    BETWEEN: AccountKind.ASSET,
}


#: In which order a ledger is read.
IN_ORDER = (
    AccountKind.ASSET,
    AccountKind.LIABILITY,
    AccountKind.EQUITY,
    AccountKind.INCOME,
    AccountKind.EXPENSE,
)
#: The account's number in the national chart of accounts, by purpose; what is held for a payee or
#: earned from a purpose has its own.
NUMBERS: Mapping[str, str] = {
    Source.BANK: "1002",
    Source.GATEWAY: "1012",
    TRANSIT: "1012.1",
    DISPUTED: "1221",
    BETWEEN: "1221.1",
    SUSPENSE: "2241.1",
    REFUNDS: "2241.2",
    PAYOUTS: "2241.3",
    "capital": "4001",
    OPERATING: "6602",
    GATEWAY_FEE: "6603",
}
_HELD = {purpose: f"2241.{10 + n}" for n, purpose in enumerate(Purpose)}
_EARNED = {purpose: f"6001.{10 + n}" for n, purpose in enumerate(Purpose)}


def number_of(book: str, purpose: str) -> str:
    """Under which number an account stands; its owner is not part of it."""
    if purpose in set(Purpose):
        return (_EARNED if book == Book.OWN else _HELD)[Purpose(purpose)]
    return NUMBERS[purpose]


def kind_of(book: Book, purpose: str) -> AccountKind:
    if purpose in set(Purpose):
        return AccountKind.INCOME if book is Book.OWN else AccountKind.LIABILITY
    return KINDS[purpose]


class State(StrEnum):
    """Of a charge."""

    OPEN = "open"
    PART_PAID = "part_paid"
    PAID = "paid"
    OVERPAID = "overpaid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class Action(StrEnum):
    CANCEL = "cancel"
    RECEIVE = "receive"
    REFUND = "refund"


#: What money can do to a charge; which of the states follows is the sum's to say (rules.state_of).
FOLLOWING: Mapping[tuple[State, Action], frozenset[State]] = {
    (State.OPEN, Action.RECEIVE): frozenset({State.PART_PAID, State.PAID, State.OVERPAID}),
    (State.PART_PAID, Action.RECEIVE): frozenset({State.PART_PAID, State.PAID, State.OVERPAID}),
    (State.PAID, Action.RECEIVE): frozenset({State.OVERPAID}),
    (State.OVERPAID, Action.RECEIVE): frozenset({State.OVERPAID}),
    (State.PART_REFUNDED, Action.RECEIVE): frozenset(
        {State.PART_PAID, State.PART_REFUNDED, State.PAID, State.OVERPAID}
    ),
    (State.REFUNDED, Action.RECEIVE): frozenset(
        {State.PART_PAID, State.PART_REFUNDED, State.PAID, State.OVERPAID}
    ),
    (State.PART_PAID, Action.REFUND): frozenset({State.PART_REFUNDED, State.REFUNDED}),
    (State.PAID, Action.REFUND): frozenset({State.PART_REFUNDED, State.REFUNDED}),
    (State.OVERPAID, Action.REFUND): frozenset(
        {State.OVERPAID, State.PAID, State.PART_REFUNDED, State.REFUNDED}
    ),
    (State.PART_REFUNDED, Action.REFUND): frozenset({State.PART_REFUNDED, State.REFUNDED}),
}

CHARGE: Lifecycle[State, Action] = Lifecycle(
    "charge",
    {
        (State.OPEN, Action.CANCEL): State.CANCELLED,
        (State.REFUNDED, Action.CANCEL): State.CANCELLED,
    },
)


class CheckoutState(StrEnum):
    """`asked`: the key is kept, the answer is not; the last three are final."""

    ASKED = "asked"
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"
    REFUSED = "refused"


#: A charge has one such checkout at most.
LIVE = frozenset({CheckoutState.ASKED, CheckoutState.OPEN})


class RefundState(StrEnum):
    """Of a refund through the gateway; one that succeeded may still fail days later."""

    ASKED = "asked"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What became of a message of the gateway's."""

    DONE = "done"
    AGAIN = "again"
    IGNORED = "ignored"


class TaskKind(StrEnum):
    """What a person has to look at; nothing of it is lost or decided by itself."""

    AMOUNT_DIFFERS = "amount_differs"
    OTHER_CURRENCY = "other_currency"
    UNKNOWN_CHARGE = "unknown_charge"
    CHARGE_CLOSED = "charge_closed"
    PAID_TWICE = "paid_twice"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_LOST = "dispute_lost"
    REFUND_FAILED = "refund_failed"
    UNKNOWN_REFUND = "unknown_refund"
    UNKNOWN_LINE = "unknown_line"
    DIFFERENCE = "difference"
