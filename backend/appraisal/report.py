"""A structured appraisal report, version 1: what is kept, checked and signed."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from backend.appraisal.states import Purpose
from backend.valuation.service import AnyMethod, Reconciliation, Shape, Simulation

Name = Annotated[str, Field(min_length=1, max_length=200)]
Amount = Annotated[int, Field(gt=0, le=10**15)]
Line = Annotated[str, Field(min_length=1, max_length=500)]
MethodName = Literal[
    "relief_from_royalty",
    "sales_share",
    "profit_share",
    "excess_earnings",
    "incremental",
    "market",
    "cost",
]


class Spread(Shape):
    low_fen: Amount
    central_fen: Amount
    high_fen: Amount


class ReportedRight(Shape):
    """A right as the report prints it; `value` where it states one of its own."""

    right_id: UUID
    number: Annotated[str, Field(min_length=1, max_length=60)]
    owner: Name
    legal_end: date | None = None
    fees_paid_to: date | None = None
    value: Spread | None = None


class ReportedResult(Shape):
    """What the report says that a method gives."""

    method: MethodName
    value_fen: Amount


class Signer(Shape):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    certificate: Annotated[str, Field(min_length=1, max_length=40)]


class Report(Shape):
    """`bundle`: the report says itself that the value is of all its rights together."""

    version: Literal[1] = 1
    agency: Name
    report_no: Annotated[str, Field(min_length=1, max_length=60)]
    purpose: Purpose
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "CNY"
    base_date: date
    rights: Annotated[list[ReportedRight], Field(min_length=1, max_length=200)]
    methods: Annotated[list[AnyMethod], Field(max_length=7)]
    reconciliation: Reconciliation | None = None
    simulation: Simulation = Field(default_factory=Simulation)
    results: Annotated[list[ReportedResult], Field(min_length=1, max_length=7)]
    whole: Spread
    bundle: bool = False
    assumptions: Annotated[list[Line], Field(min_length=1, max_length=30)]
    limits: Annotated[str, Field(max_length=2000)] = ""
    signers: Annotated[list[Signer], Field(min_length=2, max_length=5)]


def sums(values: Sequence[Spread]) -> tuple[int, int, int]:
    return (
        sum(each.low_fen for each in values),
        sum(each.central_fen for each in values),
        sum(each.high_fen for each in values),
    )
