"""Insurers' products and rating plans as they are stored; what is published never changes.

A policy will name the version and the plan that it was made by, by their ids.
"""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
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
from backend.insurance.states import InsuranceLine, SimulationState
from backend.kernel.tables import Identified


class RatingPlan(Identified, Table, tablename="insurance_rating_plan"):
    """A revision of a plan; of the revisions of one code at most one is published."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=40, default=None)
    revision = SmallInt(default=None)
    document = JSONB(default=None, help_text="See insurance.plan.PlanDocument.")
    digest = Varchar(length=64, default=None, help_text="SHA-256 of the canonical document.")
    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)
    filing_number = Varchar(length=80, null=True, default=None)
    filed_on = Date(null=True, default=None)
    valid_from = Date(null=True, default=None)
    valid_to = Date(null=True, default=None)
    approver = UUID(null=True, default=None)
    approver_name = Varchar(length=120, null=True, default=None)
    published_at = Timestamptz(null=True, default=None)


class InsuranceProduct(Identified, Table, tablename="insurance_product"):
    number = Varchar(length=20, default=None)
    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    line = Varchar(length=20, choices=InsuranceLine, default=None)
    name = Varchar(length=120, default=None)
    created_by = UUID(default=None)


class InsuranceProductVersion(Identified, Table, tablename="insurance_product_version"):
    product = ForeignKey(InsuranceProduct, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    terms = JSONB(default=None, help_text="See insurance.product.ProductTerms.")
    digest = Varchar(length=64, default=None, help_text="SHA-256 of the canonical terms.")
    wording_version = Varchar(length=40, default=None)
    wording_sha256 = Varchar(length=64, default=None)
    plan = ForeignKey(RatingPlan, default=None, null=True, on_delete=OnDelete.restrict)
    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)
    filing_number = Varchar(length=80, null=True, default=None)
    filed_on = Date(null=True, default=None)
    valid_from = Date(null=True, default=None)
    valid_to = Date(null=True, default=None)
    approver = UUID(null=True, default=None)
    approver_name = Varchar(length=120, null=True, default=None)
    published_at = Timestamptz(null=True, default=None)


class PremiumSubsidy(Identified, Table, tablename="insurance_premium_subsidy"):
    """What a public body pays back of a premium, by dated rows; an estimate beside the premium."""

    code = Varchar(length=40, default=None)
    from_on = Date(default=None)
    to_on = Date(null=True, default=None)
    rate_bp = Integer(default=None)
    cap_fen = BigInt(default=None)
    source = Varchar(length=300, default=None)


class BookRisk(Identified, Table, tablename="insurance_book_risk"):
    """A risk that an insurer was asked to take, as it was rated; plans are simulated on them."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    reference = Varchar(length=60, default=None)
    line = Varchar(length=20, choices=InsuranceLine, default=None)
    risk = JSONB(default=None, help_text="See insurance.risk.Risk.")
    risk_hash = Varchar(length=64, default=None)


class Simulation(Identified, Table, tablename="insurance_simulation"):
    """A plan tried out on the whole book of its insurer: how far it is, and what it found."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    plan = ForeignKey(RatingPlan, default=None, null=False, on_delete=OnDelete.restrict)
    against = ForeignKey(RatingPlan, default=None, null=True, on_delete=OnDelete.restrict)
    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)
    state = Varchar(length=10, choices=SimulationState, default=None)
    total = Integer(default=None)
    done = Integer(default=0)
    ended_at = Timestamptz(null=True, default=None)
    result = JSONB(null=True, default=None, help_text="See insurance.simulating.SimulationResult.")


class GuaranteeEligibility(Identified, Table, tablename="insurance_guarantee_eligibility"):
    """From when to when an insurer may offer loan guarantees, and why (insurance.md §4.5)."""

    insurer = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    from_on = Date(default=None)
    to_on = Date(null=True, default=None)
    ground = Varchar(length=300, default=None)
    found_by = UUID(default=None)
    found_by_name = Varchar(length=120, default=None)
