"""What other modules may learn of money at the bank."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    name: ClassVar[str] = "treasury.account_opened"
    subject: ClassVar[str] = "bank_account"
    book: str
    account_number: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    name: ClassVar[str] = "treasury.account_closed"
    subject: ClassVar[str] = "bank_account"
    account_number: str


@dataclass(frozen=True, kw_only=True)
class StatementImported(Event):
    name: ClassVar[str] = "treasury.statement_imported"
    subject: ClassVar[str] = "bank_statement"
    account_number: str
    rows: int
    known_rows: int


@dataclass(frozen=True, kw_only=True)
class StatementMatched(Event):
    name: ClassVar[str] = "treasury.statement_matched"
    subject: ClassVar[str] = "bank_statement"
    matched: int
    suspense: int


@dataclass(frozen=True, kw_only=True)
class MatchProposed(Event):
    name: ClassVar[str] = "treasury.match_proposed"
    subject: ClassVar[str] = "bank_line"
    kind: str
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class MatchConfirmed(Event):
    name: ClassVar[str] = "treasury.match_confirmed"
    subject: ClassVar[str] = "bank_line"
    kind: str
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class MatchRefused(Event):
    name: ClassVar[str] = "treasury.match_refused"
    subject: ClassVar[str] = "bank_line"
    kind: str
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class OrderProposed(Event):
    name: ClassVar[str] = "treasury.order_proposed"
    subject: ClassVar[str] = "payment_order"
    number: str
    kind: str
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class OrderMoved(Event):
    """Approved, refused, exported, paid, failed, returned: `how` says which."""

    name: ClassVar[str] = "treasury.order_moved"
    subject: ClassVar[str] = "payment_order"
    number: str
    how: str
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class PaymentReturned(Event):
    """The bank sent back what it had paid to a payee, or to whoever had paid too much."""

    name: ClassVar[str] = "treasury.payment_returned"
    subject: ClassVar[str] = "payment_order"
    number: str
    kind: str
    amount_fen: int
    last_figures: str
    reason: str
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class FileMade(Event):
    name: ClassVar[str] = "treasury.payment_file_made"
    subject: ClassVar[str] = "payment_file"
    orders: int
    amount_fen: int
    currency: str = "CNY"


@dataclass(frozen=True, kw_only=True)
class PayeeAccountRegistered(Event):
    """In force at once if it was proven with a second factor, else another person's to confirm."""

    name: ClassVar[str] = "treasury.payee_account_registered"
    subject: ClassVar[str] = "payee_account"
    organisation_id: UUID
    version: int
    last_figures: str
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class PayeeAccountDecided(Event):
    name: ClassVar[str] = "treasury.payee_account_decided"
    subject: ClassVar[str] = "payee_account"
    organisation_id: UUID
    version: int
    last_figures: str
    in_force: bool


@dataclass(frozen=True, kw_only=True)
class PayoutListProposed(Event):
    name: ClassVar[str] = "treasury.payout_list_proposed"
    subject: ClassVar[str] = "payout_list"
    number: str
    orders: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class LayoutProposed(Event):
    name: ClassVar[str] = "treasury.layout_proposed"
    subject: ClassVar[str] = "layout_proposal"
    code: str


@dataclass(frozen=True, kw_only=True)
class LayoutPublished(Event):
    name: ClassVar[str] = "treasury.layout_published"
    subject: ClassVar[str] = "statement_layout"
    code: str
    version: int


@dataclass(frozen=True, kw_only=True)
class LayoutRefused(Event):
    name: ClassVar[str] = "treasury.layout_refused"
    subject: ClassVar[str] = "layout_proposal"
    code: str
