"""What the API gives of workbooks of registrations made elsewhere."""

from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from backend.kernel.schemas import Output
from backend.registry.importing import wording
from backend.registry.states import ImportState, Verdict


class RegistrationImportOut(Output, frozen=True):
    """A workbook; `ready`, `known`, `refused`, `recorded` are registrations, `rows` its rows."""

    id: UUID
    state: ImportState
    file_name: str
    rows: int
    ready: int
    known: int
    refused: int
    recorded: int
    rows_refused: int
    ignored_headings: list[str]
    created_at: datetime
    created_by_name: str
    recorder_name: str | None
    ended_at: datetime | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        taken = set(row["places"].values())
        return cls(
            ignored_headings=[
                name for at, name in enumerate(row["headings"]) if name and at not in taken
            ],
            **{name: row[name] for name in cls.__struct_fields__ if name != "ignored_headings"},
        )


class RowProblemOut(Output, frozen=True):
    """Why a row was refused, and what would pass, in the reader's language."""

    field: str
    field_name: str
    code: str
    value: str
    reason: str
    would_pass: str


class RegistrationRowOut(Output, frozen=True):
    """A row of the workbook; `joined_to` is the row that stands for its registration."""

    line: int
    joined_to: int | None
    verdict: Verdict
    number: str | None
    registered_on: date | None
    secured_fen: int | None
    pledgors: list[str]
    pledgees: list[str]
    patents: list[str]
    pledge_id: UUID | None
    differs: list[str]
    problems: list[RowProblemOut]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        facts = row["facts"] or {}
        return cls(
            line=row["line"],
            joined_to=row["joined_to"],
            verdict=row["verdict"],
            number=row["number"],
            registered_on=date.fromisoformat(facts["registered_on"]) if facts else None,
            secured_fen=facts.get("secured_fen"),
            pledgors=[each["name"] for each in facts.get("pledgors", [])],
            pledgees=[each["name"] for each in facts.get("pledgees", [])],
            patents=facts.get("patents", []),
            pledge_id=row["pledge"],
            differs=[wording.field(name) for name in row["differs"]],
            problems=[_problem(each) for each in row["problems"]],
        )


def _problem(told: dict[str, Any]) -> RowProblemOut:
    reason, would_pass = wording.told(told)
    return RowProblemOut(
        field=told["field"],
        field_name=wording.field(told["field"]),
        code=told["code"],
        value=told["value"],
        reason=reason,
        would_pass=would_pass,
    )
