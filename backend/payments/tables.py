"""The ledger as it is stored. The constraints stand in the migrations."""

from piccolo.columns import (
    UUID,
    BigInt,
    Bytea,
    Date,
    ForeignKey,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.payments.states import AccountKind, Book, Mode, Purpose, State


class Account(Identified, Table, tablename="payments_account"):
    holder = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: the platform.",
    )
    book = Varchar(length=10, choices=Book, default=None)
    purpose = Varchar(length=20, default=None)
    kind = Varchar(length=10, choices=AccountKind, default=None)
    currency = Varchar(length=3, default="CNY")


class ClosedMonth(Identified, Table, tablename="payments_closed_month"):
    month = Date(default=None)
    closed_by = UUID(default=None)


class Transaction(Identified, Table, tablename="payments_transaction"):
    seq = BigInt(default=None, help_text="Order of writing; given by the database.")
    occurred_on = Date(default=None, help_text="When it happened, whatever month it is posted in.")
    month = Date(default=None)
    cause_kind = Varchar(length=30, default=None)
    cause_id = UUID(default=None)
    key = Varchar(length=200, default=None)
    digest = Bytea(default=None)
    mode = Varchar(length=20, choices=Mode, default=None)
    subject = UUID(default=None, null=True, help_text="The charge that it is about.")
    posted_by = UUID(default=None)
    xid = BigInt(default=None, help_text="The database transaction; given by the database.")


class Posting(Table, tablename="payments_posting"):
    id = UUID(primary_key=True)
    seq = BigInt(default=None)
    transaction = ForeignKey(Transaction, default=None, null=False, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, default=None, null=False, on_delete=OnDelete.restrict)
    amount_fen = BigInt(default=None, help_text="Debit above zero, credit below.")
    currency = Varchar(length=3, default="CNY")


class Balance(Table, tablename="payments_balance"):
    """A balance is the sum of its slots; only the ledger's triggers write it."""

    id = UUID(primary_key=True)
    account = ForeignKey(Account, default=None, null=False, on_delete=OnDelete.restrict)
    slot = SmallInt(default=None)
    fen = BigInt(default=None)


class Charge(Identified, Table, tablename="payments_charge"):
    """What one organisation owes another; its state follows from the ledger."""

    reference = Varchar(length=20, default=None)
    payer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    payee = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    purpose = Varchar(length=20, choices=Purpose, default=None)
    book = Varchar(length=10, choices=Book, default=None)
    amount_fen = BigInt(default=None)
    due_on = Date(default=None)
    about = Varchar(length=200, default=None)
    raised_by = UUID(default=None)
    state = Varchar(length=20, choices=State, default=None)
    cancelled_at = Timestamptz(default=None, null=True)
    cancelled_because = Varchar(length=500, default=None, null=True)
