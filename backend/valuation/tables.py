"""Valuations as they are stored: a range for a set of rights, perhaps a range per right."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    OnDelete,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.portfolio.tables import Right
from backend.valuation.states import Method, State


class Valuation(Identified, Table, tablename="valuation_valuation"):
    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    state = Varchar(length=20, choices=State, default=State.DECLARED)
    method = Varchar(length=20, choices=Method, default=None)
    appraised = Boolean(default=False, help_text="A formal report by a licensed agency.")
    base_date = Date(default=None)
    valuer = Varchar(length=200, default=None)

    low_fen = BigInt(default=None)
    central_fen = BigInt(default=None)
    high_fen = BigInt(default=None)
    per_right = Boolean(default=False, help_text="Whether values per right are stated.")

    report = ForeignKey(File, default=None, null=True, on_delete=OnDelete.restrict)
    stated_by = UUID(default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class ValuedRight(Identified, Table, tablename="valuation_valued_right"):
    valuation = ForeignKey(Valuation, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    low_fen = BigInt(null=True, default=None)
    central_fen = BigInt(null=True, default=None)
    high_fen = BigInt(null=True, default=None)
