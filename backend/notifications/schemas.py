"""What the API says about messages."""

from datetime import datetime, time
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from backend.kernel.auth import SYSTEM
from backend.kernel.schemas import Input, Output
from backend.notifications.queries import NotificationRow
from backend.notifications.rules import ALWAYS_AT_ONCE, Settings
from backend.notifications.service import Chosen
from backend.notifications.states import DeliveryMode, MessageKind

#: To the minute, in Shanghai.
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"])]


class NotificationOut(Output, frozen=True):
    """Worded by the reader from `name` and `facts`; leads to the subject.

    `sender` is empty of what the platform itself tells. `arrives_at` is when it reached the
    reader: later than `occurred_at` after quiet hours and, `in_digest`, with the day's others.
    """

    id: UUID
    name: str
    subject: str
    subject_id: UUID
    sender: str
    facts: dict[str, Any]
    occurred_at: datetime
    arrives_at: datetime
    in_digest: bool
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
            arrives_at=row.arrives_at,
            in_digest=row.in_digest,
            read_at=row.read_at,
        )


class UnreadOut(Output, frozen=True):
    unread: int | str


class ReadAllOut(Output, frozen=True):
    read: int


class TellingIn(Input):
    """`quiet_from` to `quiet_until` may go past midnight; both null: no quiet hours.

    A kind that is named in neither list is told at once; no kind stands in both.
    """

    quiet_from: ClockTime | None
    quiet_until: ClockTime | None
    digest_at: ClockTime
    daily: list[MessageKind]
    off: list[MessageKind]

    @model_validator(mode="after")
    def _one_mode_each(self) -> Self:
        if set(self.daily) & set(self.off):
            raise ValueError("A kind has one way to be told.")
        return self

    def settings(self) -> Settings:
        return Settings(
            quiet_from=_time(self.quiet_from),
            quiet_until=_time(self.quiet_until),
            digest_at=time.fromisoformat(self.digest_at),
            modes={
                **dict.fromkeys(self.daily, DeliveryMode.DAILY),
                **dict.fromkeys(self.off, DeliveryMode.OFF),
            },
        )


def _time(at: str | None) -> time | None:
    return None if at is None else time.fromisoformat(at)


def _text(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


class KindModeOut(Output, frozen=True):
    kind: MessageKind
    mode: DeliveryMode
    fixed: bool


class TellingOut(Output, frozen=True):
    """`held` messages wait for their hour; the first arrive at `next_at`."""

    quiet_from: str | None
    quiet_until: str | None
    digest_at: str
    kinds: list[KindModeOut]
    held: int
    next_at: datetime | None

    @classmethod
    def of(cls, chosen: Chosen) -> "TellingOut":
        settings = chosen.settings
        return cls(
            quiet_from=_text(settings.quiet_from),
            quiet_until=_text(settings.quiet_until),
            digest_at=f"{settings.digest_at:%H:%M}",
            kinds=[
                KindModeOut(kind=kind, mode=settings.mode(kind), fixed=kind in ALWAYS_AT_ONCE)
                for kind in MessageKind
            ],
            held=chosen.held,
            next_at=chosen.next_at,
        )
