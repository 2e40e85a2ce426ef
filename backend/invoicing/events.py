"""What other modules may learn of invoices."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class TitleStated(Event):
    name: ClassVar[str] = "invoicing.title_stated"
    subject: ClassVar[str] = "organisation"
    version: int


@dataclass(frozen=True, kw_only=True)
class RulePublished(Event):
    name: ClassVar[str] = "invoicing.rule_published"
    subject: ClassVar[str] = "invoice_rule"
    purpose: str
    taxpayer: str


@dataclass(frozen=True, kw_only=True)
class _OfInvoice(Event):
    subject: ClassVar[str] = "invoice"
    charge_id: UUID
    reference: str
    kind: str
    total_fen: int


@dataclass(frozen=True, kw_only=True)
class InvoiceAsked(_OfInvoice):
    """A payer asked for an invoice, or a refund calls for a credit note."""

    name: ClassVar[str] = "invoicing.invoice_asked"


@dataclass(frozen=True, kw_only=True)
class InvoiceIssued(_OfInvoice):
    name: ClassVar[str] = "invoicing.invoice_issued"
    number: str


@dataclass(frozen=True, kw_only=True)
class InvoiceEnded(_OfInvoice):
    """Taken back by the payer (`withdraw`) or refused by the seller, before it was issued."""

    name: ClassVar[str] = "invoicing.invoice_ended"
    how: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BatchMade(Event):
    name: ClassVar[str] = "invoicing.batch_made"
    subject: ClassVar[str] = "invoice_batch"
    invoices: int
    total_fen: int
