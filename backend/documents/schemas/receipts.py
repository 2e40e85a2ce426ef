"""What the API takes and gives about consents to read, and about reads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.documents import rules
from backend.documents.service import GrantIn
from backend.documents.states import Kind, Purpose, Use
from backend.kernel import clock
from backend.kernel.db import loads
from backend.kernel.schemas import Input, Output

MAX_FILES = 100


class ConsentIn(Input):
    """A consent to read this document (and more of one's own) until the end of a day."""

    to: UUID
    purpose: Purpose
    note: Annotated[str, Field(max_length=300)] = ""
    until: date
    download: bool = False
    more_document_ids: Annotated[tuple[UUID, ...], Field(max_length=MAX_FILES)] = ()

    def of(self, file_id: UUID) -> GrantIn:
        return GrantIn(
            file_ids=(file_id, *self.more_document_ids),
            to=self.to,
            purpose=self.purpose,
            note=self.note.strip(),
            until=self.until,
            download=self.download,
        )


class GrantOut(Output, frozen=True):
    """Who may read the file, for what, and until when; shown to its owner."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    receipt_id: UUID
    receipt_number: str
    purpose_kind: Purpose
    purpose: UUID
    note: str
    until: date | None
    download: bool
    granted_at: datetime
    ends_at: datetime | None
    revoked: bool
    live: bool

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            id=row["id"],
            organisation_id=row["organisation"],
            organisation_name=row["organisation_name"],
            receipt_id=row["receipt_id"],
            receipt_number=row["number"],
            purpose_kind=Purpose(row["purpose_kind"]),
            purpose=row["purpose"],
            note=row["note"],
            until=row["until"],
            download=row["download"],
            granted_at=row["granted_at"],
            ends_at=row["ends_at"],
            revoked=row["revoked"],
            live=not rules.has_ended(row["ends_at"], by=clock.now()),
        )


class ReceiptFileOut(Output, frozen=True):
    grant_id: UUID
    document_id: UUID
    name: str
    kind: Kind
    sha256: str
    ends_at: datetime | None
    revoked: bool
    live: bool


class ReceiptOut(Output, frozen=True):
    """A consent receipt as its owner and its reader see it."""

    id: UUID
    number: str
    owner_id: UUID
    owner_name: str
    reader_id: UUID
    reader_name: str
    purpose_kind: Purpose
    purpose: UUID
    note: str
    until: date | None
    download: bool
    granted_at: datetime
    live: bool
    documents: list[ReceiptFileOut]
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, party: UUID) -> Self:
        files = [
            ReceiptFileOut(
                grant_id=UUID(each["grant_id"]),
                document_id=UUID(each["file_id"]),
                name=each["name"],
                kind=Kind(each["kind"]),
                sha256=each["sha256"],
                ends_at=None
                if each["ends_at"] is None
                else datetime.fromisoformat(each["ends_at"]),
                revoked=each["revoked"],
                live=each["live"],
            )
            for each in loads(row["files"]) or ()
        ]
        return cls(
            id=row["id"],
            number=row["number"],
            owner_id=row["owner"],
            owner_name=row["owner_name"],
            reader_id=row["reader"],
            reader_name=row["reader_name"],
            purpose_kind=Purpose(row["purpose_kind"]),
            purpose=row["purpose"],
            note=row["note"],
            until=row["until"],
            download=row["download"],
            granted_at=row["granted_at"],
            live=row["live"],
            documents=files,
            allowed_actions=["revoke"]
            if row["live"] and row["owner"] == party and row["purpose_kind"] != Purpose.PAPER
            else [],
        )


class ReadOut(Output, frozen=True):
    """A read that was served: who, when, which bytes of which content, under which consent."""

    id: UUID
    document_id: UUID
    document_name: str
    sha256: str
    size: int
    reader_id: UUID
    reader_name: str
    member_name: str
    use: Use
    first_byte: int
    last_byte: int
    read_at: datetime
    address: str
    receipt_id: UUID | None
    receipt_number: str | None
    purpose_kind: Purpose | None
    purpose: UUID | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            id=row["id"],
            document_id=row["file"],
            document_name=row["file_name"],
            sha256=row["sha256"],
            size=row["size"],
            reader_id=row["reader"],
            reader_name=row["reader_name"],
            member_name=row["member_name"],
            use=Use(row["use"]),
            first_byte=row["first_byte"],
            last_byte=row["last_byte"],
            read_at=row["read_at"],
            address=row["address"],
            receipt_id=row["receipt_id"],
            receipt_number=row["number"],
            purpose_kind=None if row["purpose_kind"] is None else Purpose(row["purpose_kind"]),
            purpose=row["purpose"],
        )
