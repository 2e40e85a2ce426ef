"""Values that the two sides of an application propose to each other."""

from piccolo.columns import UUID, BigInt, Date, ForeignKey, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from backend.kernel.tables import Identified
from backend.lending.states import ProposedValueState, Side
from backend.lending.tables.applications import Application
from backend.valuation.tables import Valuation


class ValueProposal(Identified, Table, tablename="lending_value_proposal"):
    """Answered once; its terms never change, and one at a time is open."""

    application = ForeignKey(Application, default=None, null=False, on_delete=OnDelete.restrict)
    side = Varchar(length=4, choices=Side, default=None)
    low_fen = BigInt(default=None)
    central_fen = BigInt(default=None)
    high_fen = BigInt(default=None)
    base_date = Date(default=None)
    basis = Varchar(length=2000, default=None)
    proposed_by = UUID(default=None)
    proposed_by_name = Varchar(length=120, default=None)
    state = Varchar(length=10, choices=ProposedValueState, default=ProposedValueState.OPEN)
    ended_side = Varchar(length=4, choices=Side, null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_by_name = Varchar(length=120, null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    reason = Varchar(length=1000, null=True, default=None)
    valuation = ForeignKey(Valuation, default=None, null=True, on_delete=OnDelete.restrict)
