"""Invoices as they are stored. The constraints stand in the migration."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.invoicing.states import InvoiceForm, InvoiceKind, InvoiceState, Taxpayer
from backend.kernel.tables import Identified
from backend.payments.states import Purpose
from backend.payments.tables import Charge


class Title(Identified, Table, tablename="invoicing_title"):
    """What an organisation's invoices say of it; the newest version holds."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None)
    name = Varchar(length=100, default=None)
    tax_number = Varchar(length=18, default=None)
    taxpayer = Varchar(length=20, choices=Taxpayer, default=None)
    address = Varchar(length=200, default="")
    phone = Varchar(length=40, default="")
    bank_name = Varchar(length=100, default="")
    bank_account = Varchar(length=32, default="")
    stated_by = UUID(default=None)


class Rule(Identified, Table, tablename="invoicing_rule"):
    """How a purpose is invoiced from a day on, by the seller's way of paying the tax."""

    purpose = Varchar(length=20, choices=Purpose, default=None)
    taxpayer = Varchar(length=20, choices=Taxpayer, default=None)
    item = Varchar(length=100, default=None, help_text="With its class between asterisks.")
    tax_class_code = Varchar(length=19, default=None)
    rate_bp = Integer(default=None)
    mirrored = Boolean(
        default=None, help_text="The seller's own system issues it; we are told its number."
    )
    basis = Varchar(length=500, default=None, help_text="What says so.")
    valid_from = Date(default=None)
    published_by = UUID(default=None)


class Batch(Identified, Table, tablename="invoicing_batch"):
    """What a seller took to the tax platform at once."""

    seller = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    invoices = Integer(default=None)
    total_fen = BigInt(default=None)
    made_by = UUID(default=None)
    made_by_name = Varchar(length=120, default=None)


class Invoice(Identified, Table, tablename="invoicing_invoice"):
    """An invoice or a credit note; all that it states is fixed when it is asked for."""

    kind = Varchar(length=20, choices=InvoiceKind, default=None)
    form = Varchar(length=20, choices=InvoiceForm, default=None)
    charge = ForeignKey(Charge, default=None, null=False, on_delete=OnDelete.restrict)
    corrects = UUID(default=None, null=True, help_text="The invoice that a credit note takes back.")
    buyer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    seller = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    buyer_title = ForeignKey(Title, default=None, null=False, on_delete=OnDelete.restrict)
    seller_title = ForeignKey(Title, default=None, null=False, on_delete=OnDelete.restrict)
    rule = ForeignKey(Rule, default=None, null=False, on_delete=OnDelete.restrict)
    rate_bp = Integer(default=None)
    amount_fen = BigInt(default=None)
    tax_fen = BigInt(default=None)
    total_fen = BigInt(default=None)
    remark = Varchar(length=230, default=None)
    paid_on = Date(
        default=None, help_text="The first day that fits: of the last payment, or of the invoice."
    )
    asked_by = UUID(default=None)
    asked_by_name = Varchar(length=120, default=None)
    state = Varchar(length=20, choices=InvoiceState, default=None)
    batch = ForeignKey(Batch, default=None, null=True, on_delete=OnDelete.restrict)
    number = Varchar(length=20, default=None, null=True)
    issued_on = Date(default=None, null=True)
    told_by = UUID(default=None, null=True)
    told_at = Timestamptz(default=None, null=True)
    file = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    reason = Varchar(length=500, default=None, null=True)
