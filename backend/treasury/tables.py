"""Money at the bank as it is stored. The constraints stand in the migrations."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.payments.tables import Charge
from backend.treasury.states import (
    Currency,
    LineState,
    MatchKind,
    OrderKind,
    OrderState,
    PayeeAccountState,
)


class LayoutProposal(Identified, Table, tablename="treasury_layout_proposal"):
    """A version of a layout that waits for another person, or was decided."""

    code = Varchar(length=40, default=None)
    bank_name = Varchar(length=100, default=None)
    mapping = JSONB(default=None)
    valid_from = Date(default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    published = Boolean(default=None, null=True)


class LayoutTrial(Identified, Table, tablename="treasury_layout_trial"):
    """A sample that a proposed layout has read to its end."""

    proposal = ForeignKey(LayoutProposal, default=None, null=False, on_delete=OnDelete.restrict)
    file_name = Varchar(length=200, default=None)
    sha256 = Bytea(default=None)
    rows = Integer(default=None)
    tried_by = UUID(default=None)
    tried_by_name = Varchar(length=120, default=None)


class Layout(Identified, Table, tablename="treasury_layout"):
    """How a bank writes its statements; a change is a further version."""

    code = Varchar(length=40, default=None)
    version = Integer(default=None)
    bank_name = Varchar(length=100, default=None)
    mapping = JSONB(default=None)
    valid_from = Date(default=None)
    created_by = UUID(default=None)
    proposal = ForeignKey(LayoutProposal, default=None, null=True, on_delete=OnDelete.restrict)


class BankAccount(Identified, Table, tablename="treasury_account"):
    book = Varchar(length=10, default=None)
    holder = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: the platform.",
    )
    account_name = Varchar(length=100, default=None)
    account_number = Varchar(length=40, default=None)
    bank_name = Varchar(length=100, default=None)
    bank_code = Varchar(length=12, default=None, null=True)
    layout_code = Varchar(length=40, default=None)
    currency = Varchar(length=3, choices=Currency, default=None)
    opening_fen = BigInt(default=None, help_text="What was there before the first line.")
    created_by = UUID(default=None)
    closed_at = Timestamptz(default=None, null=True)


class Statement(Identified, Table, tablename="treasury_statement"):
    account = ForeignKey(BankAccount, default=None, null=False, on_delete=OnDelete.restrict)
    layout = ForeignKey(Layout, default=None, null=False, on_delete=OnDelete.restrict)
    file_name = Varchar(length=200, default=None)
    sha256 = Bytea(default=None)
    first_on = Date(default=None)
    last_on = Date(default=None)
    opening_fen = BigInt(default=None)
    closing_fen = BigInt(default=None)
    rows = Integer(default=None)
    known_rows = Integer(default=None, help_text="Of them, what an earlier statement had said.")
    imported_by = UUID(default=None)
    imported_by_name = Varchar(length=120, default=None)


class StatementLine(Identified, Table, tablename="treasury_line"):
    account = ForeignKey(BankAccount, default=None, null=False, on_delete=OnDelete.restrict)
    statement = ForeignKey(Statement, default=None, null=False, on_delete=OnDelete.restrict)
    seq = BigInt(default=None, help_text="Its place in the account's history.")
    row = Integer(default=None, help_text="Its row in the file.")
    booked_on = Date(default=None)
    amount_fen = BigInt(default=None, help_text="In above zero, out below; hundredths of each.")
    balance_fen = BigInt(default=None)
    currency = Varchar(length=3, default=None)
    other_name = Varchar(length=200, default=None)
    other_account = Varchar(length=64, default=None)
    other_bank = Varchar(length=200, default=None)
    memo = Varchar(length=500, default=None)
    serial = Varchar(length=100, default=None)
    cells = JSONB(default=None)
    state = Varchar(length=20, choices=LineState, default=None)
    reason = Varchar(length=30, default=None, null=True)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)


class Match(Identified, Table, tablename="treasury_match"):
    """What somebody says a line is for; it counts once another has confirmed it."""

    line = ForeignKey(StatementLine, default=None, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, choices=MatchKind, default=None)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    pay_order = UUID(default=None, null=True, help_text="An order that was paid otherwise.")
    counter = ForeignKey(StatementLine, default=None, null=True, on_delete=OnDelete.restrict)
    payout = Varchar(length=255, default=None, null=True, help_text="The gateway's name of it.")
    payee = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    purpose = Varchar(length=20, default=None, null=True)
    yuan_line = ForeignKey(
        StatementLine,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="By which came what the bank made of it.",
    )
    yuan_fen = BigInt(default=None, null=True)
    evidence = Varchar(
        length=100, default=None, null=True, help_text="The bank's own number of it."
    )
    amount_fen = BigInt(default=None)
    note = Varchar(length=200, default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    confirmed = Boolean(default=None, null=True)


class PayeeAccount(Identified, Table, tablename="treasury_payee_account"):
    """To which account an organisation is paid what is held for it."""

    organisation = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    version = Integer(default=None)
    state = Varchar(length=20, choices=PayeeAccountState, default=None)
    account_name = Varchar(length=200, default=None)
    account_number = Varchar(length=40, default=None)
    bank_name = Varchar(length=100, default=None)
    bank_code = Varchar(length=12, default=None, null=True)
    proof = Varchar(length=40, default=None, help_text="What whoever registered it showed.")
    registered_by = UUID(default=None)
    registered_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)


class PayoutList(Identified, Table, tablename="treasury_payout_list"):
    """What is paid out to several payees at once: an order for each."""

    number = Varchar(length=20, default=None)
    reason = Varchar(length=200, default=None)
    orders = Integer(default=None)
    amount_fen = BigInt(default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)


class PaymentFile(Identified, Table, tablename="treasury_payment_file"):
    """What the bank is given to pay, at once."""

    account = ForeignKey(BankAccount, default=None, null=False, on_delete=OnDelete.restrict)
    orders = Integer(default=None)
    amount_fen = BigInt(default=None)
    made_by = UUID(default=None)
    made_by_name = Varchar(length=120, default=None)


class Order(Identified, Table, tablename="treasury_order"):
    """Money that is to go out: proposed by one, approved by another."""

    number = Varchar(length=20, default=None)
    kind = Varchar(length=10, choices=OrderKind, default=None)
    state = Varchar(length=20, choices=OrderState, default=None)
    book = Varchar(length=10, default=None)
    charge = ForeignKey(Charge, default=None, null=True, on_delete=OnDelete.restrict)
    line = ForeignKey(
        StatementLine,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="By which it came; it goes back to where that was from.",
    )
    payee = ForeignKey(Organisation, default=None, null=True, on_delete=OnDelete.restrict)
    purpose = Varchar(length=20, default=None, null=True)
    currency = Varchar(length=3, choices=Currency, default=None)
    amount_fen = BigInt(default=None)
    to_name = Varchar(length=200, default=None)
    to_account = Varchar(length=64, default=None)
    to_bank = Varchar(length=200, default=None)
    reason = Varchar(length=200, default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    decided_by = UUID(default=None, null=True)
    decided_by_name = Varchar(length=120, default=None, null=True)
    decided_at = Timestamptz(default=None, null=True)
    file = ForeignKey(PaymentFile, default=None, null=True, on_delete=OnDelete.restrict)
    paid_line = ForeignKey(StatementLine, default=None, null=True, on_delete=OnDelete.restrict)
    payee_account = ForeignKey(PayeeAccount, default=None, null=True, on_delete=OnDelete.restrict)
    payout_list = ForeignKey(PayoutList, default=None, null=True, on_delete=OnDelete.restrict)
    paid_fen = BigInt(default=None, null=True, help_text="Where the bank paid less.")
    returned_line = ForeignKey(StatementLine, default=None, null=True, on_delete=OnDelete.restrict)
    returned_fen = BigInt(default=None, null=True)
    returned_because = Varchar(length=200, default=None, null=True)
