"""What the API takes and gives of the library's tiers and their versions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel import language
from backend.kernel.auth import Actor, Permission
from backend.kernel.schemas import Input, Output
from backend.targets.schemas import Reason, Source
from backend.targets.service.tiers import TierIn, TierVersion
from backend.targets.states import Decision

Called = Annotated[str, Field(min_length=1, max_length=60)]
#: Tiers of a version.
MANY = 20


class LibraryTierIn(Input):
    """`tier`: the code of one that goes on, perhaps under another name; none of a new one."""

    tier: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    name: Called
    name_en: Called

    def given(self) -> TierIn:
        return TierIn(**self.model_dump())


class LibraryTiersIn(Input):
    """All tiers, first to last, from a day on, and by what."""

    from_on: date
    source: Source
    tiers: Annotated[list[LibraryTierIn], Field(min_length=1, max_length=MANY)]


class LibraryTiersDecisionIn(Input):
    outcome: Decision
    reason: Reason | None = None


class LibraryTierOut(Output, frozen=True):
    """A tier with its name in the reader's language, and by what it is one.

    Not `in_force`: firms may still stand in it, none enters it.
    """

    code: str
    name: str
    from_on: date
    source: str
    in_force: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "LibraryTierOut":
        return cls(
            code=row["code"],
            name=language.said(row["name"], row["name_en"]),
            from_on=row["from_on"],
            source=language.said(row["source"], row["source_en"]),
            in_force=row["in_force"],
        )


class LibraryTierNameOut(Output, frozen=True):
    """In both languages, to be named anew."""

    code: str
    name: str
    name_en: str


class LibraryTiersOut(Output, frozen=True):
    """A version; `proposer_name` is null of the platform's own, the first."""

    id: UUID
    version: int
    from_on: date
    source: str
    tiers: list[LibraryTierNameOut]
    in_force: bool
    proposer_name: str | None
    proposed_at: datetime
    outcome: Decision | None
    decider_name: str | None
    decided_at: datetime | None
    reason: str | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, found: TierVersion, *, reader: Actor) -> "LibraryTiersOut":
        row = found.row
        may = row["outcome"] is None and reader.may(Permission.VERIFY_COUNTS)
        same = (
            "id", "version", "from_on", "in_force", "proposer_name", "proposed_at", "outcome",
            "decider_name", "decided_at", "reason",
        )  # fmt: skip
        return cls(
            **{name: row[name] for name in same},
            source=language.said(row["source"], row["source_en"]),
            tiers=[
                LibraryTierNameOut(**{name: each[name] for name in ("code", "name", "name_en")})
                for each in found.tiers
            ],
            allowed_actions=["decision"] if may and row["proposer"] != reader.user_id else [],
        )
