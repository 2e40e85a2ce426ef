"""What lenders offer: products, their versions, their capacity; the reference rates."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.identity.tables import Member, Organisation
from backend.kernel.tables import Identified


class Product(Identified, Table, tablename="lending_product"):
    number = Varchar(length=20, default=None)
    lender = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=120, default=None)
    created_by = UUID(default=None)
    suspended_at = Timestamptz(null=True, default=None, help_text="Not offered while it is set.")
    suspended_by = UUID(null=True, default=None)
    suspended_by_name = Varchar(length=120, null=True, default=None)
    suspension_reason = Varchar(length=500, null=True, default=None)


class ProductVersion(Identified, Table, tablename="lending_product_version"):
    """The terms of a product; the database refuses any change once they are published."""

    product = ForeignKey(Product, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)

    min_fen = BigInt(default=None)
    cap_fen = BigInt(default=None)
    min_months = SmallInt(default=None)
    max_months = SmallInt(default=None)
    rate_base = Varchar(length=10, default=None, help_text="lpr_1y, lpr_5y or fixed.")
    rate_from_bp = Integer(default=None, help_text="Over the base; may be negative.")
    rate_to_bp = Integer(default=None)
    fees = JSONB(default=None)
    subsidies = JSONB(default=None)
    decision_days = SmallInt(default=None, help_text="Working days.")
    repayment = Varchar(length=40, null=True, default=None, help_text="See lending.states.")

    criteria = JSONB(default=None)
    ratio_bp_by_kind = JSONB(null=True, default=None, help_text="Null: lent on credit alone.")
    haircuts = JSONB(default="{}", help_text="See criteria.haircuts.")
    value_choice = Varchar(length=10, default=None)
    max_valuation_age_months = SmallInt(null=True, default=None)
    checklist = JSONB(default=None, help_text="Requirements: see lending.checklist.")
    guarantee_required = Boolean(default=False, help_text="In force before money is drawn.")
    summary = Text(default=None)

    mandate_number = Varchar(length=80, default=None)
    mandate_from = Date(default=None)
    mandate_to = Date(default=None)
    mandate_text = Text(default=None, help_text="The text that the lender approved.")
    as_of = Date(default=None)
    source = Varchar(length=300, default=None)

    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)
    approver = UUID(null=True, default=None)
    approver_name = Varchar(length=120, null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
    effective_on = Date(null=True, default=None, help_text="Null: from its publication.")
    recalled_at = Timestamptz(null=True, default=None, help_text="Before its day: never holds.")
    recalled_by = UUID(null=True, default=None)
    recalled_by_name = Varchar(length=120, null=True, default=None)
    recall_reason = Varchar(length=500, null=True, default=None)


class ProductSimulation(Identified, Table, tablename="lending_product_simulation"):
    """How a version would have stood to the requests published on a day: counts, none small."""

    version = ForeignKey(ProductVersion, default=None, null=False, on_delete=OnDelete.restrict)
    reckoned_on = Date(default=None)
    counts = JSONB(default=None)
    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)


class SimulationRun(Identified, Table, tablename="lending_simulation_run"):
    """A simulation on many requests: how far it is, and from which request on it goes on."""

    version = ForeignKey(ProductVersion, default=None, null=False, on_delete=OnDelete.restrict)
    maker = ForeignKey(Member, default=None, null=False, on_delete=OnDelete.restrict)
    maker_name = Varchar(length=120, default=None)
    state = Varchar(length=8, default=None)
    total = Integer(default=None)
    done = Integer(default=0)
    attempts = SmallInt(default=0)
    after_at = Timestamptz(null=True, default=None)
    after_id = UUID(null=True, default=None)
    grades = JSONB(null=True, default=None)
    stopped = JSONB(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class Capacity(Identified, Table, tablename="lending_capacity"):
    """What a product can still take in a period: of yuan and of cases."""

    product = ForeignKey(Product, default=None, null=False, on_delete=OnDelete.restrict)
    from_on = Date(default=None)
    to_on = Date(default=None)
    capacity_fen = BigInt(default=None)
    capacity_cases = Integer(default=None)
    used_fen = BigInt(default=0)
    used_cases = Integer(default=0)
    opened_by = UUID(default=None)
