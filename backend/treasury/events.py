"""What other modules may learn of money at the bank."""

from dataclasses import dataclass
from typing import ClassVar

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
