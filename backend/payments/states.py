"""What there is in a ledger, and the states of a charge."""

from collections.abc import Mapping
from enum import StrEnum


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


SUSPENSE = "suspense"
REFUNDS = "refunds"

#: The kind of an account follows from its purpose; what a payee earns is income in the own book.
KINDS: Mapping[str, AccountKind] = {
    Source.BANK: AccountKind.ASSET,
    Source.GATEWAY: AccountKind.ASSET,
    SUSPENSE: AccountKind.LIABILITY,
    REFUNDS: AccountKind.LIABILITY,
    "operating": AccountKind.EXPENSE,
    "capital": AccountKind.EQUITY,
}


def kind_of(book: Book, purpose: str) -> AccountKind:
    if purpose in set(Purpose):
        return AccountKind.INCOME if book is Book.OWN else AccountKind.LIABILITY
    return KINDS[purpose]
