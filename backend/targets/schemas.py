"""What the API takes and gives of statements and of the cultivation library."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from backend.kernel.auth import Actor, Permission
from backend.kernel.language import said
from backend.kernel.schemas import Input, Output
from backend.targets.service import Firm, Library, StatementIn, StepIn
from backend.targets.service.checking import Finding
from backend.targets.states import Outcome, Standing, Step

Name = Annotated[str, Field(min_length=1, max_length=200)]
Source = Annotated[str, Field(min_length=1, max_length=300)]
Reason = Annotated[str, Field(min_length=1, max_length=1000)]
MOST = 1_000_000_000
#: Steps that are recorded or checked at once.
MANY = 200


class TargetEntryIn(Input):
    """A stock names one day and the residents; what came in some days names the first and last."""

    from_on: date
    to_on: date | None = None
    count: Annotated[int, Field(ge=0, le=MOST)]
    residents: Annotated[int, Field(gt=0, le=MOST)] | None = None
    source: Source
    document_id: UUID | None = None

    def given(self) -> StatementIn:
        return StatementIn(**self.model_dump(exclude={"to_on"}), to_on=self.to_on or self.from_on)


class TargetFindingIn(Input):
    """What a second person found, and where he looked."""

    outcome: Outcome
    looked_in: Name
    looked_on: date
    reason: Reason | None = None

    def given(self) -> Finding:
        return Finding(
            outcome=self.outcome,
            looked_in=self.looked_in,
            looked_on=self.looked_on,
            reason=self.reason,
        )


class TargetWithdrawalIn(Input):
    reason: Reason


class LibraryStepIn(Input):
    """`tier` by its code: of an entry or a change of tier.

    `stock_code`: of a listing; `reason_code`: of an exit.
    """

    credit_code: Annotated[str, Field(min_length=1, max_length=30)]
    firm_name: Name
    kind: Step = Step.ENTRY
    effective_on: date
    tier: Annotated[str, Field(min_length=1, max_length=20)] | None = None
    stock_code: Annotated[str, Field(min_length=1, max_length=12)] | None = None
    reason_code: Annotated[str, Field(min_length=1, max_length=40)] | None = None

    def given(self) -> StepIn:
        return StepIn(**self.model_dump())


class LibraryStepsIn(Input):
    """Steps of several firms by one source, one of each firm; all or none."""

    items: Annotated[list[LibraryStepIn], Field(min_length=1, max_length=MANY)]
    source: Source
    document_id: UUID | None = None


class LibraryFindingIn(TargetFindingIn):
    ids: Annotated[list[UUID], Field(min_length=1, max_length=MANY)]


class TargetCheckedOut(Output, frozen=True):
    """`state`: waiting, confirmed, mismatch or withdrawn, as known on the day asked for."""

    id: UUID
    state: str
    source: str
    document_id: UUID | None
    recorder_name: str
    recorded_at: datetime
    looked_in: str | None
    looked_on: date | None
    reason: str | None
    checker_name: str | None
    checked_at: datetime | None
    withdrawer_name: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    allowed_actions: list[str]


def checked_fields(row: Mapping[str, Any], reader: Actor, *, now: bool = True) -> dict[str, Any]:
    state = "withdrawn" if row["withdrawn_at"] else row["outcome"] or "waiting"
    actions: list[str] = []
    if now and reader.may(Permission.VERIFY_COUNTS):
        if state == "waiting" and row["recorder"] != reader.user_id:
            actions = ["verification"]
        elif state == "confirmed":
            actions = ["withdrawal"]
    same = (
        "id",
        "source",
        "recorder_name",
        "recorded_at",
        "looked_in",
        "looked_on",
        "reason",
        "checker_name",
        "checked_at",
        "withdrawer_name",
        "withdrawn_at",
        "withdrawn_reason",
    )
    return {
        **{name: row[name] for name in same},
        "state": state,
        "document_id": row["document"],
        "allowed_actions": actions,
    }


class TargetStatementOut(TargetCheckedOut, frozen=True):
    """What an office says: a count on a day, or of some days."""

    target: str
    from_on: date
    to_on: date
    count: int
    residents: int | None

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor, now: bool = True) -> "TargetStatementOut":
        return cls(
            **checked_fields(row, reader, now=now),
            target=row["target_code"],
            **{name: row[name] for name in ("from_on", "to_on", "residents")},
            count=row["pieces"],
        )


class LibraryStepOut(TargetCheckedOut, frozen=True):
    """What happened to a firm of the library."""

    credit_code: str
    firm_name: str
    kind: Step
    tier: str | None
    effective_on: date
    stock_code: str | None
    reason_code: str | None
    reason_words: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor, now: bool = True) -> "LibraryStepOut":
        return cls(
            **checked_fields(row, reader, now=now),
            **{name: row[name] for name in ("credit_code", "firm_name", "effective_on")},
            kind=Step(row["kind"]),
            tier=row["tier_code"],
            stock_code=row["stock_code"],
            reason_code=row["reason_code"],
            reason_words=row["reason_words"] and said(*row["reason_words"]),
        )


class LibraryStepsOut(Output, frozen=True):
    items: list[LibraryStepOut]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]], *, reader: Actor) -> "LibraryStepsOut":
        return cls(items=[LibraryStepOut.of(row, reader=reader) for row in rows])


class LibraryFirmOut(Output, frozen=True):
    """A firm once, whatever it did: its first entry, where it stands, since when."""

    credit_code: str
    firm_name: str
    tier: str
    standing: Standing
    entered_on: date
    since: date
    stock_code: str | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "LibraryFirmOut":
        same = ("credit_code", "firm_name", "entered_on", "since", "stock_code")
        return cls(
            **{name: row[name] for name in same},
            tier=row["tier_code"],
            standing=Standing(row["standing"]),
        )


class LibraryCellOut(Output, frozen=True):
    tier: str
    standing: Standing
    firms: int


class LibraryOut(Output, frozen=True):
    """A page of firms; `ever`: all that ever entered, each once; `standings` sum to it."""

    items: list[LibraryFirmOut]
    next: str | None
    total: int | str
    ever: int
    standings: list[LibraryCellOut]
    waiting: int

    @classmethod
    def of(cls, found: Library) -> "LibraryOut":
        cells = [
            LibraryCellOut(tier=row["tier"], standing=Standing(row["standing"]), firms=row["firms"])
            for row in found.standings
        ]
        return cls(
            items=[LibraryFirmOut.of(row) for row in found.page],
            next=found.next,
            total=found.total,
            ever=sum(cell.firms for cell in cells),
            standings=cells,
            waiting=found.waiting,
        )


class LibraryHistoryOut(Output, frozen=True):
    """`firm` is null while nothing of it was confirmed."""

    firm: LibraryFirmOut | None
    steps: list[LibraryStepOut]

    @classmethod
    def of(cls, found: Firm, *, reader: Actor, now: bool) -> "LibraryHistoryOut":
        return cls(
            firm=None if found.standing is None else LibraryFirmOut.of(found.standing),
            steps=[LibraryStepOut.of(row, reader=reader, now=now) for row in found.steps],
        )
