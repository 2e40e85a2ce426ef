"""What the API says about files."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import structs

from backend.documents import rules
from backend.documents.schemas.confirmations import TrustOut
from backend.documents.schemas.placeholders import PlacedOut
from backend.documents.schemas.receipts import GrantOut
from backend.documents.service import Placed, TrustView
from backend.documents.states import Kind, Scan
from backend.documents.tables import File
from backend.kernel.schemas import Output


class FileOut(Output, frozen=True):
    id: UUID
    name: str
    kind: Kind
    media_type: str
    size: int
    sha256: str
    deposited_at: datetime
    withdrawn_at: datetime | None
    published_at: datetime | None
    own: bool
    trust: TrustOut
    #: `flags`: encrypted, active (it holds scripts or files of its own), macros.
    scan: Scan
    flags: list[str]
    #: Told to the owner: kept as evidence until then, and whether the store itself is locked.
    retained_until: datetime | None
    retention_locked: bool | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, file: File, *, trust: TrustView, reader: UUID) -> "FileOut":
        own = file.organisation == reader
        return cls(
            id=file.id,
            name=file.name,
            kind=Kind(file.kind),
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            deposited_at=file.deposited_at,
            withdrawn_at=file.withdrawn_at,
            published_at=file.published_at if own else None,
            own=own,
            trust=TrustOut.of(trust),
            scan=Scan(file.scan),
            flags=list(file.flags),
            retained_until=file.retained_until if own else None,
            retention_locked=file.retention_locked if own else None,
            allowed_actions=_allowed(file) if own else [],
        )


class OwnFileOut(FileOut, frozen=True):
    """A file in its owner's list; `readers` are the organisations that may read it now."""

    readers: list[str]
    held: bool
    placed: list[PlacedOut]

    @classmethod
    def listed(
        cls,
        file: File,
        *,
        trust: TrustView,
        readers: list[str],
        held: bool,
        placed: Sequence[Placed],
    ) -> "OwnFileOut":
        plain = FileOut.of(file, trust=trust, reader=file.organisation)
        return cls(
            **structs.asdict(plain),
            readers=readers,
            held=held,
            placed=[PlacedOut.of(each) for each in placed],
        )


class HeldOut(Output, frozen=True):
    """A legal hold on a document, as its owner sees it: it cannot be withdrawn meanwhile."""

    reason: str
    since: datetime


def _allowed(file: File) -> list[str]:
    """What the owner may do; a paper of the platform stays, and is public by its number anyway."""
    if file.kind == Kind.PAPER.value or rules.has_ended(file.withdrawn_at):
        return []
    return ["unpublish" if rules.has_ended(file.published_at) else "publish", "withdraw"]


class FileDetailOut(Output, frozen=True):
    """`may_download`: whether the caller may take a copy, not only look at it.

    `rule_version`: of the rule of its kind that the file has passed.
    """

    file: FileOut
    rule_version: int
    may_download: bool
    hold: HeldOut | None
    grants: list[GrantOut]
    placed: list[PlacedOut]


class UsageOut(Output, frozen=True):
    used_bytes: int
    limit_bytes: int
