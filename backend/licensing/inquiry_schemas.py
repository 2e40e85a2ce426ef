"""What the API gives of inquiries, what was agreed in them, and licences."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents.service import FileView
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import said
from backend.kernel.schemas import Output
from backend.licensing.schemas import (
    LicencePriceOut,
    LicenceScopeOut,
    LicensedRightOut,
    LicensingDocumentOut,
)
from backend.licensing.service import Deal, InquiryView, LicenceView
from backend.licensing.states import (
    INQUIRY,
    InquiryAction,
    InquiryState,
)


class LicenceDealOut(Output, frozen=True):
    scope: LicenceScopeOut
    price: LicencePriceOut
    starts_on: date

    @classmethod
    def of(cls, deal: Deal) -> "LicenceDealOut":
        return cls(
            scope=LicenceScopeOut.of(deal.scope),
            price=LicencePriceOut.of(deal.price),
            starts_on=deal.starts_on,
        )


class InquiryMessageOut(Output, frozen=True):
    id: UUID
    written_at: datetime
    organisation_id: UUID
    organisation: str
    author: str
    text: str
    documents: list[LicensingDocumentOut]


class InquiryOut(Output, frozen=True):
    id: UUID
    number: str
    state: InquiryState
    offer_id: UUID
    offer_number: str
    offer_version: int
    right: LicensedRightOut
    asker: str
    licensor: str
    own_side: str
    opened_at: datetime
    moved_at: datetime
    proposal: LicenceDealOut | None
    proposal_n: int
    proposed_by: str | None
    proposed_at: datetime | None
    closed_at: datetime | None
    reason_code: str | None
    reason_words: str | None
    reason: str | None
    licence_id: UUID | None
    messages: list[InquiryMessageOut]
    allowed_actions: list[InquiryAction]

    @classmethod
    def of(cls, view: InquiryView, *, reader: Actor) -> "InquiryOut":
        row = view.row
        sides = {row["asker"]: "asker", row["licensor"]: "licensor"}
        return cls(
            id=row["id"],
            number=row["number"],
            state=row["state"],
            offer_id=row["offer"],
            offer_number=row["offer_number"],
            offer_version=row["version"],
            right=LicensedRightOut.of(view.right),
            asker=row["asker_name"],
            licensor=row["licensor_name"],
            own_side=sides[reader.organisation_id],
            opened_at=row["created_at"],
            moved_at=row["moved_at"],
            proposal=None if view.proposal is None else LicenceDealOut.of(view.proposal),
            proposal_n=row["proposed_n"],
            proposed_by=sides.get(row["proposed_by"]),
            proposed_at=row["proposed_at"],
            closed_at=row["closed_at"],
            reason_code=row["reason_code"],
            reason_words=view.reason_words and said(*view.reason_words),
            reason=row["reason"],
            licence_id=row["licence"],
            messages=[_message(each, view.documents) for each in view.messages],
            allowed_actions=_of_inquiry(row, reader=reader),
        )


def _message(row: Mapping[str, Any], files: Mapping[UUID, FileView]) -> InquiryMessageOut:
    return InquiryMessageOut(
        id=row["id"],
        written_at=row["created_at"],
        organisation_id=row["organisation"],
        organisation=row["organisation_name"],
        author=row["author_name"],
        text=row["text"],
        documents=[LicensingDocumentOut.of(files[each]) for each in row["document_ids"]],
    )


def _of_inquiry(row: Mapping[str, Any], *, reader: Actor) -> list[InquiryAction]:
    either = reader.may(Permission.PREPARE, Permission.BIND)
    answering = row["proposed_by"] not in {None, reader.organisation_id}
    may = {
        InquiryAction.AGREE: reader.may(Permission.BIND) and answering and reader.verified,
    }
    return [
        each for each in INQUIRY.open_actions(InquiryState(row["state"])) if may.get(each, either)
    ]


class AgreedLicenceOut(Output, frozen=True):
    id: UUID
    number: str
    inquiry_id: UUID
    right: LicensedRightOut
    licensor: str
    licensee: str
    deal: LicenceDealOut
    proceeds_account: str | None
    agreed_at: datetime
    agreed_by: str
    recordal_due_on: date
    recordal_number: str | None
    recorded_on: date | None
    allowed_actions: list[str]

    @classmethod
    def of(cls, view: LicenceView, *, reader: Actor) -> "AgreedLicenceOut":
        row = view.row
        may = reader.may(Permission.PREPARE, Permission.BIND)
        return cls(
            id=row["id"],
            number=row["number"],
            inquiry_id=row["inquiry"],
            right=LicensedRightOut.of(view.right),
            licensor=row["licensor_name"],
            licensee=row["licensee_name"],
            deal=LicenceDealOut.of(view.deal),
            proceeds_account=row["proceeds_account"],
            agreed_at=row["created_at"],
            agreed_by=row["agreed_by_name"],
            recordal_due_on=row["recordal_due_on"],
            recordal_number=row["recordal_number"],
            recorded_on=row["recorded_on"],
            allowed_actions=["recordal"] if may and row["recordal_number"] is None else [],
        )
