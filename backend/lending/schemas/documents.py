"""A document of an application, and what it is worth."""

from datetime import datetime
from typing import Self
from uuid import UUID

from backend.documents.service import FileView, SetAsideView, TrustView
from backend.documents.states import Scan, Trust
from backend.kernel.schemas import Output


class EvidenceTrustOut(Output, frozen=True):
    """What a document is worth beyond the firm's word; `checked` is said to this bank alone."""

    state: Trust
    issuer_name: str | None
    answered_at: datetime | None


class SetAsideOut(Output, frozen=True):
    """Nothing of the application rests on it since then."""

    reason: str
    set_at: datetime


class DocumentOut(Output, frozen=True):
    id: UUID
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    deposited_at: datetime
    trust: EvidenceTrustOut
    scan: Scan
    flags: list[str]
    set_aside: SetAsideOut | None

    @classmethod
    def of(cls, file: FileView, trust: TrustView, aside: SetAsideView | None = None) -> Self:
        return cls(
            id=file.id,
            name=file.name,
            kind=file.kind,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            deposited_at=file.deposited_at,
            trust=EvidenceTrustOut(
                state=trust.trust, issuer_name=trust.issuer_name, answered_at=trust.answered_at
            ),
            scan=file.scan,
            flags=list(file.flags),
            set_aside=None if aside is None else SetAsideOut(reason=aside.reason, set_at=aside.at),
        )
