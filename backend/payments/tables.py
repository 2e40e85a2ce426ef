"""The ledger as it is stored. The constraints stand in the migrations."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.payments.states import (
    AccountKind,
    Book,
    CheckoutState,
    Mode,
    Outcome,
    Purpose,
    RefundState,
    State,
    TaskKind,
)


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


class FeeProposal(Identified, Table, tablename="payments_fee_proposal"):
    """A version of a fee that waits for another person, or was decided."""

    code = Varchar(length=40, default=None)
    purpose = Varchar(length=20, choices=Purpose, default=None)
    name = Varchar(length=100, default=None)
    name_en = Varchar(length=100, default=None)
    rate_bp = Integer(default=None, null=True, help_text="Null: one amount.")
    minimum_fen = BigInt(default=None)
    maximum_fen = BigInt(default=None)
    valid_from = Date(default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    published = Boolean(default=None, null=True)


class Fee(Identified, Table, tablename="payments_fee"):
    """One version of a fee; the next one supersedes it from its day on."""

    code = Varchar(length=40, default=None)
    version = Integer(default=None)
    purpose = Varchar(length=20, choices=Purpose, default=None)
    name = Varchar(length=100, default=None)
    name_en = Varchar(length=100, default=None)
    rate_bp = Integer(default=None, null=True, help_text="Null: one amount.")
    minimum_fen = BigInt(default=None)
    maximum_fen = BigInt(default=None)
    valid_from = Date(default=None)
    published_by = UUID(default=None)
    proposal = ForeignKey(FeeProposal, default=None, null=True, on_delete=OnDelete.restrict)


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
    fee = ForeignKey(Fee, default=None, null=True, on_delete=OnDelete.restrict)
    fee_base_fen = BigInt(default=None, null=True)


class Reminder(Identified, Table, tablename="payments_reminder"):
    """That a payer was told that a charge is due soon, or overdue."""

    charge = ForeignKey(Charge, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, default=None)


class CardAcceptance(Identified, Table, tablename="payments_card_acceptance"):
    """Whether an organisation takes its premiums by card; the newest row says."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    accepted = Boolean(default=None)
    decided_by = UUID(default=None)


class Checkout(Identified, Table, tablename="payments_checkout"):
    """A page of Stripe's for what was open of a charge; written before Stripe is asked."""

    charge = ForeignKey(Charge, default=None, null=False, on_delete=OnDelete.restrict)
    amount_fen = BigInt(default=None)
    methods = Array(base_column=Varchar(length=20), default=None)
    params = JSONB(default=None, help_text="What Stripe is asked, the same however often.")
    expires_at = Timestamptz(default=None)
    state = Varchar(length=20, choices=CheckoutState, default=None)
    session_id = Varchar(length=255, default=None, null=True)
    url = Varchar(length=2000, default=None, null=True)
    asked_by = UUID(default=None)


class WebhookReceipt(Identified, Table, tablename="payments_webhook_receipt"):
    """A message of Stripe's as it came, once."""

    event_id = Varchar(length=255, default=None)
    kind = Varchar(length=100, default=None)
    object_id = Varchar(length=255, default=None, null=True)
    body = Bytea(default=None)
    done_at = Timestamptz(default=None, null=True)
    outcome = Varchar(length=20, choices=Outcome, default=None, null=True)


class GatewayPayment(Identified, Table, tablename="payments_gateway_payment"):
    """Money that came by Stripe, once per payment intent."""

    intent_id = Varchar(length=255, default=None)
    stripe_charge = Varchar(length=255, default=None, null=True)
    charge = ForeignKey(
        Charge,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: it waits in suspense, or is in another currency.",
    )
    checkout = ForeignKey(Checkout, default=None, null=True, on_delete=OnDelete.restrict)
    amount_fen = BigInt(default=None)
    currency = Varchar(length=3, default=None)
    transaction = ForeignKey(Transaction, default=None, null=True, on_delete=OnDelete.restrict)


class GatewayMatch(Identified, Table, tablename="payments_gateway_match"):
    """For which charge money is that waits, or that it goes back; another confirms it."""

    payment = ForeignKey(GatewayPayment, default=None, null=False, on_delete=OnDelete.restrict)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    note = Varchar(length=200, default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    confirmed = Boolean(default=None, null=True)
    returned = Varchar(length=20, choices=RefundState, default=None, null=True)
    refund_id = Varchar(length=255, default=None, null=True)


class GatewayRefund(Identified, Table, tablename="payments_gateway_refund"):
    """What goes back by Stripe of what came by it; written before Stripe is asked."""

    payment = ForeignKey(GatewayPayment, default=None, null=False, on_delete=OnDelete.restrict)
    charge = ForeignKey(Charge, default=None, null=False, on_delete=OnDelete.restrict)
    amount_fen = BigInt(default=None)
    params = JSONB(default=None, help_text="What Stripe is asked, the same however often.")
    state = Varchar(length=20, choices=RefundState, default=None)
    refund_id = Varchar(length=255, default=None, null=True)
    asked_by = UUID(default=None)


class GatewayContact(Table, tablename="payments_gateway_contact"):
    """One row: when Stripe answered last, and since when it does not."""

    id = UUID(primary_key=True)
    answered_at = Timestamptz(default=None, null=True)
    failed_at = Timestamptz(default=None, null=True)


class GatewayLine(Identified, Table, tablename="payments_gateway_line"):
    """A line of Stripe's balance as it was fetched; what it moves is posted with it."""

    line_id = Varchar(length=255, default=None)
    kind = Varchar(length=60, default=None)
    amount_fen = BigInt(default=None)
    fee_fen = BigInt(default=None)
    net_fen = BigInt(default=None)
    currency = Varchar(length=3, default=None)
    source = Varchar(length=255, default=None, null=True)
    happened_at = Timestamptz(default=None)
    book = Varchar(
        length=10,
        default=None,
        null=True,
        help_text="Whose money it moved; null: nobody knows, and a task says so.",
    )


class PaymentTask(Identified, Table, tablename="payments_task"):
    """What a person has to look at, once per thing."""

    kind = Varchar(length=30, choices=TaskKind, default=None)
    external_id = Varchar(length=255, default=None)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    amount_fen = BigInt(default=None)
    facts = JSONB(default=None)
    settled_at = Timestamptz(default=None, null=True)
    settled_by = UUID(default=None, null=True)
    settled_by_name = Varchar(length=120, default=None, null=True)
    resolution = Varchar(length=500, default=None, null=True)
