"""Valuations as they are stored, and what scores rest on: schemes, weight sets, field counts."""

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

from backend.documents.tables import File
from backend.identity.tables import Organisation
from backend.kernel.tables import Identified
from backend.portfolio.tables import Right
from backend.valuation.scoring.trees import Scene
from backend.valuation.states import Method, State


class Valuation(Identified, Table, tablename="valuation_valuation"):
    number = Varchar(length=20, default=None)
    firm = ForeignKey(Organisation, default=None, null=False, on_delete=OnDelete.restrict)
    held_by = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="The lender that ordered and paid it; null: the firm's own.",
    )
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
    engine = SmallInt(null=True, default=None, help_text="Null: stated, not worked out here.")
    inputs = JSONB(null=True, default=None, help_text="The canonical document.")
    inputs_sha256 = Varchar(length=64, null=True, default=None)
    result = JSONB(null=True, default=None)
    scores = JSONB(null=True, default=None)
    stated_by = UUID(default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class ValuedRight(Identified, Table, tablename="valuation_valued_right"):
    valuation = ForeignKey(Valuation, default=None, null=False, on_delete=OnDelete.restrict)
    right_id = ForeignKey(Right, default=None, null=False, on_delete=OnDelete.restrict)
    low_fen = BigInt(null=True, default=None)
    central_fen = BigInt(null=True, default=None)
    high_fen = BigInt(null=True, default=None)


class SchemeRow(Identified, Table, tablename="valuation_scheme"):
    """A tree of indicators; the database refuses any change."""

    code = Varchar(length=40, default=None)
    edition = Varchar(length=40, default=None)
    name_zh = Varchar(length=120, default=None)
    name_en = Varchar(length=120, default=None)
    source = Varchar(length=500, default=None)
    kinds = Array(base_column=Text(), default=None)


class IndicatorRow(Identified, Table, tablename="valuation_indicator"):
    scheme = ForeignKey(SchemeRow, default=None, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=12, default=None)
    parent = Varchar(length=12, null=True, default=None)
    level = SmallInt(default=None)
    position = SmallInt(default=None)
    name_zh = Varchar(length=120, default=None)
    name_en = Varchar(length=120, default=None)
    signal = Varchar(length=40, null=True, default=None, help_text="A rule of scoring.signals.")


class WeightSetRow(Identified, Table, tablename="valuation_weight_set"):
    """One version of a scene's weights; a change is another version."""

    scheme = ForeignKey(SchemeRow, default=None, null=False, on_delete=OnDelete.restrict)
    scene = Varchar(length=30, default=None, choices=Scene)
    version = Integer(default=None)
    organisation = ForeignKey(
        Organisation,
        default=None,
        null=True,
        on_delete=OnDelete.restrict,
        help_text="Null: the platform's, for everybody.",
    )
    author = UUID(null=True, default=None)
    author_name = Varchar(length=120, default=None)
    reason = Varchar(length=1000, default=None)
    weights = JSONB(default=None)


class FieldCount(Identified, Table, tablename="valuation_field_count"):
    """Chinese documents in an IPC main group: how crowded a field is."""

    ipc_group = Varchar(length=24, default=None)
    documents = Integer(default=None)
    source = Varchar(length=300, default=None)
    as_of = Date(default=None)
