"""What the API says about tasks."""

from datetime import date, datetime
from uuid import UUID

from backend.kernel.schemas import Output
from backend.tasks.queries import TaskRow
from backend.tasks.states import TaskKind


class TaskOut(Output, frozen=True):
    """`subject_id` is of the record on whose page the task is done.

    `number` is the record's, of an annual fee its year; `title` names the other party, of an
    annual fee or an extract the right, of a proposal who made it; of quotes it counts them.
    """

    kind: TaskKind
    id: UUID
    subject_id: UUID
    number: str
    title: str
    due_on: date | None
    since: datetime

    @classmethod
    def of(cls, row: TaskRow) -> "TaskOut":
        return cls(
            kind=row.kind,
            id=row.id,
            subject_id=row.subject_id,
            number=row.number,
            title=row.title,
            due_on=row.due_on,
            since=row.since,
        )


class TaskPage(Output, frozen=True):
    """One page; `kinds`: those that can ever wait for the reader, to choose from."""

    items: list[TaskOut]
    next: str | None
    total: int | str
    kinds: list[TaskKind]
