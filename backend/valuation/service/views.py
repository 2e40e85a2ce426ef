"""How a valuation looks to whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents.service import FileView
from backend.kernel.db import loads
from backend.kernel.money import Fen
from backend.portfolio.service import RightView
from backend.valuation.states import Method, State


@dataclass(frozen=True, kw_only=True)
class Worked:
    """How a value was worked out here: the document, its hash, the result, the scores."""

    engine: int
    inputs: dict[str, Any]
    inputs_sha256: str
    result: dict[str, Any]
    scores: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class ValuationView:
    """A valuation as other modules see it."""

    id: UUID
    number: str
    firm_id: UUID
    #: A lender that ordered and paid it; None: the firm's own.
    held_by: UUID | None
    state: State
    right_ids: tuple[UUID, ...]
    low_fen: Fen
    central_fen: Fen
    high_fen: Fen
    per_right: dict[UUID, tuple[Fen, Fen, Fen]] | None
    method: Method
    appraised: bool
    base_date: date
    valuer: str
    report_file_id: UUID | None
    stated_at: datetime
    withdrawn_at: datetime | None
    #: None of a value that the firm only states.
    worked: Worked | None


@dataclass(frozen=True, kw_only=True)
class Detail:
    """A valuation with what it names."""

    valuation: ValuationView
    rights: tuple[RightView, ...]
    report: FileView | None


def view_of(row: Mapping[str, Any], rights: Sequence[Mapping[str, Any]]) -> ValuationView:
    per_right = {
        right["right_id"]: (
            Fen(right["low_fen"]),
            Fen(right["central_fen"]),
            Fen(right["high_fen"]),
        )
        for right in rights
        if row["per_right"]
    }
    return ValuationView(
        id=row["id"],
        number=row["number"],
        firm_id=row["firm"],
        held_by=row["held_by"],
        state=State(row["state"]),
        right_ids=tuple(right["right_id"] for right in rights),
        low_fen=Fen(row["low_fen"]),
        central_fen=Fen(row["central_fen"]),
        high_fen=Fen(row["high_fen"]),
        per_right=per_right or None,
        method=Method(row["method"]),
        appraised=row["appraised"],
        base_date=row["base_date"],
        valuer=row["valuer"],
        report_file_id=row["report"],
        stated_at=row["created_at"],
        withdrawn_at=row["withdrawn_at"],
        worked=None if row["engine"] is None else _worked(row),
    )


def _worked(row: Mapping[str, Any]) -> Worked:
    return Worked(
        engine=row["engine"],
        inputs=loads(row["inputs"]),
        inputs_sha256=row["inputs_sha256"],
        result=loads(row["result"]),
        scores=loads(row["scores"]),
    )
