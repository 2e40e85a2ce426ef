"""What the API takes and gives of fees."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor
from backend.kernel.money import BasisPoints, Fen
from backend.kernel.schemas import Input, Output
from backend.payments.rules import MOST
from backend.payments.service import FeeTerms, proposal_actions
from backend.payments.states import Purpose


class FeeVersionIn(Input):
    """A share of a base between minimum and maximum; without a rate, one amount."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    purpose: Literal[Purpose.PLATFORM_FEE, Purpose.APPRAISAL_FEE]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    name_en: Annotated[str, Field(min_length=1, max_length=100)]
    rate_bp: Annotated[int, Field(gt=0, le=10_000)] | None = None
    minimum_fen: Annotated[int, Field(gt=0, le=MOST)]
    maximum_fen: Annotated[int, Field(gt=0, le=MOST)]
    valid_from: Annotated[date, Field(ge=date(2020, 1, 1))]

    def terms(self) -> FeeTerms:
        return FeeTerms(
            code=self.code,
            purpose=Purpose(self.purpose),
            name=self.name,
            name_en=self.name_en,
            rate=None if self.rate_bp is None else BasisPoints(self.rate_bp),
            minimum=Fen(self.minimum_fen),
            maximum=Fen(self.maximum_fen),
            valid_from=self.valid_from,
        )


class FeeVersionOut(Output, frozen=True):
    id: UUID
    code: str
    version: int
    purpose: Purpose
    name: str
    name_en: str
    rate_bp: int | None
    minimum_fen: int
    maximum_fen: int
    valid_from: date
    in_force: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "FeeVersionOut":
        told = {name: row[name] for name in cls.__struct_fields__}
        return cls(**told | {"purpose": Purpose(row["purpose"]), "in_force": bool(row["in_force"])})


class FeeProposalOut(Output, frozen=True):
    """A version that waits for another person to publish it."""

    id: UUID
    code: str
    purpose: Purpose
    name: str
    name_en: str
    rate_bp: int | None
    minimum_fen: int
    maximum_fen: int
    valid_from: date
    proposed_by_name: str
    proposed_at: datetime
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: dict[str, Any], *, reader: Actor) -> "FeeProposalOut":
        return cls(
            id=row["id"],
            code=row["code"],
            purpose=Purpose(row["purpose"]),
            name=row["name"],
            name_en=row["name_en"],
            rate_bp=row["rate_bp"],
            minimum_fen=row["minimum_fen"],
            maximum_fen=row["maximum_fen"],
            valid_from=row["valid_from"],
            proposed_by_name=row["proposed_by_name"],
            proposed_at=row["created_at"],
            allowed_actions=proposal_actions(row, reader=reader),
        )


class FeeAmountOut(Output, frozen=True):
    fee_id: UUID
    base_fen: int | None
    amount_fen: int
