"""Reference tables as they come and go over HTTP."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.dated import DatedStanding, standing
from backend.kernel.language import said
from backend.kernel.proposed import ProposalOut, told
from backend.kernel.schemas import Input, Output
from backend.reference.kinds import Change, Column, Plain, Shape
from backend.reference.reasons import ReasonRow
from backend.reference.rules import MOST_ROWS
from backend.reference.service import Detail, TableView, proposal_actions


class ReferenceProposalIn(Input):
    """All rows of a table from `valid_from` on; `source` is where they come from."""

    table: Annotated[str, Field(min_length=1, max_length=40)]
    valid_from: date
    source: Annotated[str, Field(min_length=1, max_length=1000)]
    rows: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_ROWS)]


class ReferenceReasonIn(Input):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class ReferenceChoiceOut(Output, frozen=True):
    code: str
    label: str


class ReferenceColumnOut(Output, frozen=True):
    """How a column is headed and written; `choices` are the codes that it takes."""

    name: str
    heading: str
    shape: Shape
    optional: bool
    choices: list[ReferenceChoiceOut]

    @classmethod
    def of(cls, column: Column) -> "ReferenceColumnOut":
        return cls(
            name=column.name,
            heading=column.heading,
            shape=column.told.shape,
            optional=column.optional,
            choices=[
                ReferenceChoiceOut(code=code, label=said(*words))
                for code, words in column.told.choices.items()
            ],
        )


class ReferenceVersionOut(Output, frozen=True):
    """One version; `author` and `published_by` are none of those that came with the product."""

    id: UUID
    version: int
    valid_from: date
    standing: DatedStanding
    source: str
    author: str | None
    published_by: str | None
    made_at: datetime
    row_count: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "ReferenceVersionOut":
        return cls(
            id=row["id"],
            version=row["version"],
            valid_from=row["valid_from"],
            standing=standing(
                from_on=row["valid_from"], replaced_on=row["replaced_on"], today=clock.today()
            ),
            source=said(row["reason"], row["reason_en"]),
            author=row["author_name"],
            published_by=row["published_by_name"],
            made_at=row["created_at"],
            row_count=row["rows"],
        )


class ReferenceProposalOut(ProposalOut, frozen=True):
    """A proposal of a table's next version."""

    table: str
    valid_from: date
    source: str

    @classmethod
    def of(cls, row: Mapping[str, Any], *, reader: Actor) -> "ReferenceProposalOut":
        return cls(
            table=row["kind"],
            valid_from=row["valid_from"],
            source=row["reason"],
            **told(row, proposal_actions(row, reader=reader)),
        )


class ReferenceTableOut(Output, frozen=True):
    """A table, what is in force, what is to come and what waits to be decided."""

    table: str
    title: str
    about: str
    columns: list[ReferenceColumnOut]
    in_force: ReferenceVersionOut | None
    to_come: ReferenceVersionOut | None
    waiting: ReferenceProposalOut | None
    #: The first day on which a version may begin.
    first_day: date
    allowed_actions: list[Literal["proposal"]]

    @classmethod
    def of(cls, found: TableView, *, reader: Actor) -> "ReferenceTableOut":
        kind, waiting = found.kind, found.waiting
        return cls(
            table=kind.code,
            title=said(*kind.title),
            about=said(*kind.about),
            columns=[ReferenceColumnOut.of(each) for each in found.columns],
            in_force=None if found.now is None else ReferenceVersionOut.of(found.now),
            to_come=None if found.later is None else ReferenceVersionOut.of(found.later),
            waiting=None if waiting is None else ReferenceProposalOut.of(waiting, reader=reader),
            first_day=found.first_day,
            allowed_actions=["proposal"] if found.proposes else [],
        )


class ReferenceChangeOut(Output, frozen=True):
    """A row that differs: `before` is none of an added one, `after` of a removed one."""

    how: str
    before: Plain | None
    after: Plain | None

    @classmethod
    def of(cls, change: Change) -> "ReferenceChangeOut":
        return cls(how=change.how, before=change.before, after=change.after)


class ReferenceVersionDetailOut(Output, frozen=True):
    """The rows of a version, and how they differ from those of version `against`."""

    version: ReferenceVersionOut
    table: str
    rows: list[Plain]
    against: int | None
    changes: list[ReferenceChangeOut]

    @classmethod
    def of(cls, found: Detail) -> "ReferenceVersionDetailOut":
        return cls(
            version=ReferenceVersionOut.of(found.row),
            table=found.kind.code,
            rows=found.rows,
            against=None if found.against is None else found.against["version"],
            changes=[ReferenceChangeOut.of(each) for each in found.changes],
        )


class ReferenceProposalDetailOut(Output, frozen=True):
    """A proposal with its rows, and how they differ from what would be in force otherwise."""

    proposal: ReferenceProposalOut
    rows: list[Plain]
    against: int | None
    changes: list[ReferenceChangeOut]

    @classmethod
    def of(cls, found: Detail, *, reader: Actor) -> "ReferenceProposalDetailOut":
        return cls(
            proposal=ReferenceProposalOut.of(found.row, reader=reader),
            rows=found.rows,
            against=None if found.against is None else found.against["version"],
            changes=[ReferenceChangeOut.of(each) for each in found.changes],
        )


class ListedReasonOut(Output, frozen=True):
    """A reason that may be picked today, in the order of its list."""

    list: str
    code: str
    label: str

    @classmethod
    def of(cls, row: ReasonRow) -> "ListedReasonOut":
        return cls(list=row.list, code=row.code, label=said(row.zh, row.en))


class ReferenceReadingOut(Output, frozen=True):
    """The rows of a workbook that would be taken; nothing is stored."""

    rows: list[Plain]
