"""What the API takes and gives about confirmations by issuers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from backend.documents import rules
from backend.documents.service import TrustView
from backend.documents.states import Kind, Trust
from backend.identity.states import OrganisationKind
from backend.kernel.schemas import Input, Output, WithCode

Note = Annotated[str, Field(max_length=300)]


class TrustOut(Output, frozen=True):
    """What a document is worth beyond its owner's word; whose answer says so, and when."""

    state: Trust
    issuer_name: str | None
    answered_at: datetime | None

    @classmethod
    def of(cls, view: TrustView) -> Self:
        return cls(state=view.trust, issuer_name=view.issuer_name, answered_at=view.answered_at)


class IssuerOut(Output, frozen=True):
    id: UUID
    name: str
    kind: OrganisationKind


class ConfirmationRequestIn(Input):
    issuer_id: UUID
    note: Note = ""


class ConfirmationIn(WithCode):
    """`sha256`: of the issuer's own copy; needed to confirm. A denial says in `note` why."""

    confirmed: bool
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    note: Note = ""
    password: Annotated[str, Field(min_length=1, max_length=200)]


class ConfirmationOut(Output, frozen=True):
    """A document before its issuer; its own hash is told to nobody before he has answered."""

    id: UUID
    document_id: UUID
    document_name: str
    kind: Kind
    media_type: str
    size: int
    sha256: str | None
    owner_id: UUID
    owner_name: str
    issuer_id: UUID
    issuer_name: str
    issuer_kind: OrganisationKind
    note: str
    asked_by: str
    asked_at: datetime
    trust: Trust
    stated_sha256: str | None
    answer_note: str | None
    answered_by: str | None
    answered_at: datetime | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, row: Mapping[str, Any], *, party: UUID, may_answer: bool) -> Self:
        is_open, asked = row["answer"] is None, row["issuer"] == party
        return cls(
            id=row["id"],
            document_id=row["file"],
            document_name=row["file_name"],
            kind=Kind(row["kind"]),
            media_type=row["media_type"],
            size=row["size"],
            sha256=None if is_open and asked else row["sha256"],
            owner_id=row["owner"],
            owner_name=row["owner_name"],
            issuer_id=row["issuer"],
            issuer_name=row["issuer_name"],
            issuer_kind=OrganisationKind(row["issuer_kind"]),
            note=row["note"],
            asked_by=row["asked_by_name"],
            asked_at=row["asked_at"],
            trust=rules.trust_of_answer(row),
            stated_sha256=row["stated_sha256"],
            answer_note=row["answer_note"],
            answered_by=row["answered_by_name"] if asked else None,
            answered_at=row["answered_at"],
            allowed_actions=["confirmation"] if is_open and asked and may_answer else [],
        )
