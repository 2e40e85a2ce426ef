"""What a bank decides: opinions, offers and their retraction, each under four eyes."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
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

from backend.documents.tables import Confirmation
from backend.kernel.tables import Identified
from backend.lending.states import (
    CapacityState,
    Decision,
    OfferState,
    OpinionKind,
    RefusalReason,
)
from backend.lending.tables.applications import Application, ValuationCheck


class Opinion(Identified, Table, tablename="lending_opinion"):
    """What the maker proposes, and what another person, the checker, made of it."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    kind = Varchar(length=10, choices=OpinionKind, default=None)
    amount_fen = BigInt(null=True, default=None)
    rate_bp = Integer(null=True, default=None)
    term_months = Integer(null=True, default=None)
    conditions = Array(base_column=Text(), default=None)
    guarantee_required = Boolean(default=False, help_text="In force before money is drawn.")
    valid_days = Integer(null=True, default=None, help_text="How long an offer shall stand.")
    reason_code = Varchar(length=30, choices=RefusalReason, null=True, default=None)
    sentence = Text(null=True, default=None, help_text="What the firm will read.")
    note = Text(default="", help_text="For the checker.")
    maker = UUID(default=None)
    maker_name = Varchar(length=120, default=None)
    made_at = Timestamptz(default=None)
    checker = UUID(null=True, default=None)
    checker_name = Varchar(length=120, null=True, default=None)
    decision = Varchar(length=10, choices=Decision, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decision_note = Text(null=True, default=None)


class Offer(Identified, Table, tablename="lending_offer"):
    """Rests on an opinion that a checker approved, and on a valuation checked or confirmed."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    opinion = ForeignKey(Opinion, default=None, null=False, on_delete=OnDelete.restrict)
    decision = Varchar(length=10, choices=Decision, default=Decision.APPROVED)
    on_credit = Boolean(default=None, help_text="The product lends without counting on a value.")
    valuation_check = ForeignKey(
        ValuationCheck, default=None, null=True, on_delete=OnDelete.restrict
    )
    confirmation = ForeignKey(Confirmation, default=None, null=True, on_delete=OnDelete.restrict)
    n = SmallInt(default=None)
    state = Varchar(length=20, choices=OfferState, default=OfferState.OPEN)
    amount_fen = BigInt(default=None)
    rate_bp = Integer(default=None)
    term_months = Integer(default=None)
    conditions = Array(base_column=Text(), default=None)
    guarantee_required = Boolean(default=False)
    cost = JSONB(default=None, help_text="The all-in cost with its working, as computed then.")
    yearly_cost_fen = BigInt(default=None)
    valid_until = Date(default=None)
    made_at = Timestamptz(default=None)
    answered_at = Timestamptz(null=True, default=None)
    capacity = UUID(default=None)
    capacity_state = Varchar(length=10, choices=CapacityState, default=CapacityState.RESERVED)


class OfferRetraction(Identified, Table, tablename="lending_offer_retraction"):
    offer = ForeignKey(Offer, default=None, null=False, on_delete=OnDelete.restrict)
    reason = Text(default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    proposed_at = Timestamptz(default=None)
    executed_by = UUID(null=True, default=None)
    executed_by_name = Varchar(length=120, null=True, default=None)
    executed_at = Timestamptz(null=True, default=None)
