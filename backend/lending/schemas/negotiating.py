"""What the API takes and gives of a value that both sides of a case agree on."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.money import Fen
from backend.kernel.schemas import Input, Output
from backend.lending.schemas.applications import Amount
from backend.lending.schemas.valuing import SmallDealOut
from backend.lending.service.negotiating import Negotiation, ProposalView, Proposed
from backend.lending.states import ProposedValueState, Side
from backend.valuation.states import Method


class ValueProposalIn(Input):
    """A range for all rights of the case; `basis`: the figures that it rests on, told to both."""

    low_fen: Amount
    central_fen: Amount
    high_fen: Amount
    base_date: date
    basis: Annotated[str, Field(min_length=1, max_length=2000)]

    def proposed(self) -> Proposed:
        return Proposed(
            low=Fen(self.low_fen),
            central=Fen(self.central_fen),
            high=Fen(self.high_fen),
            base_date=self.base_date,
            basis=self.basis,
        )


class ValueRefusalIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class ValueProposalOut(Output, frozen=True):
    """`valuer`: both parties. Whose person acted is named to his own organisation."""

    id: UUID
    side: Side
    proposer: str
    proposed_by_name: str | None
    proposed_at: datetime
    method: Method
    base_date: date
    valuer: str
    low_fen: int
    central_fen: int
    high_fen: int
    basis: str
    state: ProposedValueState
    ended_side: Side | None
    ended_by_name: str | None
    ended_at: datetime | None
    reason: str | None
    valuation_id: UUID | None
    valuation_number: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: ProposalView) -> "ValueProposalOut":
        row = view.row
        ended = row["ended_side"]
        return cls(
            id=row["id"],
            side=Side(row["side"]),
            proposer=view.proposer_name,
            proposed_by_name=view.proposed_by_name,
            proposed_at=row["created_at"],
            method=Method.NEGOTIATED,
            base_date=row["base_date"],
            valuer=view.valuer,
            low_fen=row["low_fen"],
            central_fen=row["central_fen"],
            high_fen=row["high_fen"],
            basis=row["basis"],
            state=ProposedValueState(row["state"]),
            ended_side=None if ended is None else Side(ended),
            ended_by_name=view.ended_by_name,
            ended_at=row["ended_at"],
            reason=row["reason"],
            valuation_id=row["valuation"],
            valuation_number=row["valuation_number"],
            allowed_actions=[str(each) for each in view.allowed_actions],
        )


class NegotiationOut(Output, frozen=True):
    """Newest first; `small_deal`: how large a deal may rest on an agreed value, by dated rules."""

    items: list[ValueProposalOut]
    next: str | None
    total: int | str
    small_deal: SmallDealOut

    @classmethod
    def of(cls, found: Negotiation) -> "NegotiationOut":
        return cls(
            items=[ValueProposalOut.of(each) for each in found.proposals],
            next=found.next,
            total=found.total,
            small_deal=SmallDealOut(**asdict(found.small_deal)),
        )
