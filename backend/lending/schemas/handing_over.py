"""What the API takes and gives of cases that change hands together."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from backend.kernel.schemas import Input, Output
from backend.lending.rules.hand_overs import MOST_CASES
from backend.lending.service.handing_over import HandOverView

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class HandedCaseIn(Input):
    """`member_id`: who takes it."""

    application_id: UUID
    member_id: UUID


class HandOverIn(Input):
    """`cases`: all that the person has in hand, each with who takes it."""

    from_member_id: UUID
    cases: Annotated[list[HandedCaseIn], Field(min_length=1, max_length=MOST_CASES)]
    reason: Reason


class HandBackIn(Input):
    reason: Reason


class HandOverMoveOut(Output, frozen=True):
    """`held`: how many are still with the receiver and can be given back."""

    giver: str
    receiver: str
    cases: int
    held: int


class HandOverOut(Output, frozen=True):
    """`undoes`: the hand-over that this one takes back; `undone_by`: the one that took it back."""

    id: UUID
    done_at: datetime
    done_by: str
    reason: str
    moves: list[HandOverMoveOut]
    undoes: UUID | None
    undone_by: UUID | None
    undone_at: datetime | None
    may_undo: bool

    @classmethod
    def of(cls, view: HandOverView) -> "HandOverOut":
        row = view.row
        return cls(
            id=row["id"],
            done_at=row["created_at"],
            done_by=row["done_by_name"],
            reason=row["reason"],
            moves=[
                HandOverMoveOut(
                    giver=each["giver"],
                    receiver=each["receiver"],
                    cases=each["cases"],
                    held=each["held"],
                )
                for each in view.moves
            ],
            undoes=row["undoes"],
            undone_by=row["undone_by"],
            undone_at=row["undone_at"],
            may_undo=view.may_undo,
        )
