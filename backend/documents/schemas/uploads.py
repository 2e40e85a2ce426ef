"""What the API says about uploads under way."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from backend.documents.service import UploadView
from backend.documents.states import Kind, UploadState
from backend.kernel.schemas import Output


class UploadOut(Output, frozen=True):
    """An upload; `offset` bytes of `size` are safely here. Refused: `refusal` says why."""

    id: UUID
    name: str
    kind: Kind
    size: int
    offset: int
    state: UploadState
    document_id: UUID | None
    refusal: dict[str, Any] | None
    expires_at: datetime

    @classmethod
    def of(cls, view: UploadView) -> Self:
        return cls(
            id=view.id,
            name=view.name,
            kind=view.kind,
            size=view.size,
            offset=view.offset,
            state=view.state,
            document_id=view.document_id,
            refusal=view.refusal,
            expires_at=view.expires_at,
        )


class UploadsOut(Output, frozen=True):
    """`scanner`: whether what arrives here is looked at for viruses; a document says its result."""

    items: list[UploadOut]
    scanner: bool
