"""What the API says about messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.auth import SYSTEM
from backend.kernel.schemas import Output
from backend.notifications.queries import NotificationRow


class NotificationOut(Output, frozen=True):
    """Worded by the reader from `name` and `facts`; leads to the subject.

    `sender` is empty of what the platform itself tells.
    """

    id: UUID
    name: str
    subject: str
    subject_id: UUID
    sender: str
    facts: dict[str, Any]
    occurred_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, row: NotificationRow) -> "NotificationOut":
        return cls(
            id=row.id,
            name=row.name,
            subject=row.subject,
            subject_id=row.subject_id,
            sender="" if row.sender == SYSTEM.organisation_name else row.sender,
            facts=row.facts,
            occurred_at=row.occurred_at,
            read_at=row.read_at,
        )


class UnreadOut(Output, frozen=True):
    unread: int | str


class ReadAllOut(Output, frozen=True):
    read: int
