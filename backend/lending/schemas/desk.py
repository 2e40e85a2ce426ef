"""What the API takes and gives about a bank's desk: limits, groups, substitutions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.lending.service.groups import GroupTerms

#: A thousand thousand million yuan: whoever is to have no limit.
MAX_FEN = 100_000_000_000_000
Reason = Annotated[str, Field(min_length=2, max_length=500)]


class LimitIn(Input):
    """`upto_fen` 0: grants nothing from that day on."""

    member_id: UUID
    upto_fen: int = Field(ge=0, le=MAX_FEN)
    from_on: date
    reason: Reason


class DeclinedIn(Input):
    note: Reason


class LimitOut(Output, frozen=True):
    """`standing`: proposed, now, later, past, declined or withdrawn."""

    id: UUID
    member_id: UUID
    member_name: str
    upto_fen: int
    from_on: date
    reason: str
    standing: Literal["proposed", "now", "later", "past", "declined", "withdrawn"]
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            id=row["id"],
            member_id=row["member"],
            member_name=row["member_name"],
            upto_fen=row["upto_fen"],
            from_on=row["from_on"],
            reason=row["reason"],
            standing=row["standing"],
            proposed_by=row["proposed_by_name"],
            proposed_at=row["created_at"],
            decided_by=row["decided_by_name"],
            decided_at=row["decided_at"],
            note=row["note"],
            allowed_actions=[str(each) for each in row["allowed_actions"]],
        )


class SubstitutionIn(Input):
    """`member_id`: who is away; left out: whoever asks."""

    substitute_id: UUID
    from_on: date
    to_on: date
    member_id: UUID | None = None


class SubstitutionOut(Output, frozen=True):
    id: UUID
    member_id: UUID
    member_name: str
    substitute_id: UUID
    substitute_name: str
    from_on: date
    to_on: date
    standing: Literal["now", "later", "past", "ended"]
    named_by: str
    named_at: datetime
    ended_by: str | None
    ended_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            id=row["id"],
            member_id=row["member"],
            member_name=row["member_name"],
            substitute_id=row["substitute"],
            substitute_name=row["substitute_name"],
            from_on=row["from_on"],
            to_on=row["to_on"],
            standing=row["standing"],
            named_by=row["named_by_name"],
            named_at=row["created_at"],
            ended_by=row["ended_by_name"],
            ended_at=row["ended_at"],
            allowed_actions=row["allowed_actions"],
        )


class OfficerGroupIn(Input):
    """No product: of every product. Neither district nor street: of every place."""

    name: Annotated[str, Field(min_length=2, max_length=60)]
    members: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    products: tuple[UUID, ...] = Field(default=(), max_length=100)
    divisions: tuple[str, ...] = Field(default=(), max_length=20)
    streets: tuple[str, ...] = Field(default=(), max_length=60)

    def terms(self) -> GroupTerms:
        return GroupTerms(
            name=self.name,
            products=self.products,
            divisions=self.divisions,
            streets=self.streets,
            members=tuple(self.members),
        )


class NamedOut(Output, frozen=True):
    id: UUID
    name: str


class OfficerGroupOut(Output, frozen=True):
    id: UUID
    name: str
    members: list[NamedOut]
    products: list[NamedOut]
    divisions: list[str]
    streets: list[str]
    open_cases: int
    changed_by: str
    changed_at: datetime
    dissolved_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            id=row["id"],
            name=row["name"],
            members=[NamedOut(id=id_, name=name) for id_, name in row["people"]],
            products=[NamedOut(id=id_, name=name) for id_, name in row["of_products"]],
            divisions=list(row["divisions"]),
            streets=list(row["streets"]),
            open_cases=row["open_cases"],
            changed_by=row["changed_by_name"],
            changed_at=row["changed_at"],
            dissolved_at=row["ended_at"],
            allowed_actions=row["allowed_actions"],
        )
