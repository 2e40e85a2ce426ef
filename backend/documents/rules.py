"""What may be deposited and withdrawn. Pure: values in, a refusal or nothing out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.documents.states import BY_HAND, Answer, Kind, Macros, Purpose, Trust
from backend.identity.states import OrganisationKind
from backend.kernel.errors import (
    Conflict,
    Forbidden,
    InvalidField,
    NotFound,
    RuleBroken,
    Unavailable,
)

#: What may come in one piece; more comes in resumable pieces.
MAX_BYTES = 50 * 1024 * 1024
MAX_RESUMABLE_BYTES = 2 * 1024 * 1024 * 1024
#: When to come again after the store did not answer.
RETRY_SECONDS = 30

PDF = "application/pdf"
OFD = "application/ofd"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "text/plain"

#: Every type that a kind may be let have, and the extension of its files.
EXTENSIONS = {
    PDF: "pdf",
    OFD: "ofd",
    DOCX: "docx",
    XLSX: "xlsx",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/tiff": "tif",
    TEXT: "txt",
}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a document of a kind may be, by one version of its rule (see `tables.KindRule`)."""

    kind: Kind
    version: int
    media_types: frozenset[str]
    max_bytes: int
    max_pages: int
    max_pixels: int
    max_side: int
    max_unpacked_bytes: int
    max_ratio: int
    max_rows: int
    macros: Macros


class FileEmpty(RuleBroken):
    code = "documents.empty"
    title = "The file holds nothing"


class FileTooLarge(RuleBroken):
    code = "documents.too_large"
    title = "The file is larger than may be deposited"


class TypeNotAllowed(RuleBroken):
    code = "documents.type_not_allowed"
    title = "This kind of document cannot be a file of this type"


class FileExcessive(RuleBroken):
    code = "documents.excessive"
    title = "Opened, the file is more than a reader's machine can be asked to hold"


class MacrosRefused(RuleBroken):
    code = "documents.macros_refused"
    title = "A document of this kind may hold no macros"


class FileUnreadable(RuleBroken):
    code = "documents.unreadable"
    title = "The file is damaged: it cannot be opened in full"


class FileInfected(RuleBroken):
    code = "documents.infected"
    title = "The virus scanner found something in the file"


class ScannerUnavailable(Unavailable):
    code = "documents.scanner_unavailable"
    title = "The virus scanner does not answer; nothing has been recorded"


class NoRoom(Unavailable):
    code = "documents.no_room"
    title = "The store is full at present; nothing that stood has been lost"


class StoreUnavailable(Unavailable):
    code = "documents.store_unavailable"
    title = "The document store does not answer; nothing has been recorded"


class FileDamaged(Conflict):
    code = "documents.damaged"
    title = "The stored bytes are not those that were deposited; the operator has been told"


class UploadGone(NotFound):
    code = "documents.upload_gone"
    title = "There is no such upload, or its time is up; begin it again"


class UploadBusy(Conflict):
    code = "documents.upload_busy"
    title = "Another request is sending to this upload now"


class OffsetConflict(Conflict):
    code = "documents.offset_conflict"
    title = "The bytes do not begin where the upload stands"


class UploadOver(Conflict):
    code = "documents.upload_over"
    title = "This upload has ended"


class QuotaExceeded(Conflict):
    code = "documents.quota_exceeded"
    title = "The organisation's space is used up"


class FileInUse(Conflict):
    code = "documents.in_use"
    title = "Another organisation is reading this file for a running matter"


class PaperStays(Conflict):
    code = "documents.paper_stays"
    title = "A paper of the platform stays with everybody whom it was issued to"


class FileHeld(Conflict):
    code = "documents.held"
    title = "The file is under a legal hold"


class HoldStepTaken(Conflict):
    code = "documents.hold_step_taken"
    title = "This step of the hold has been taken already, or is not open yet"


class HoldNeedsAnother(Conflict):
    code = "documents.hold_needs_another"
    title = "Somebody else of the operator has to confirm what you proposed"


class IncidentResolved(Conflict):
    code = "documents.incident_resolved"
    title = "This incident has been resolved"


class FileIsWithdrawn(Conflict):
    code = "documents.withdrawn"
    title = "The file has been withdrawn"


class FileIsAVersion(Conflict):
    code = "documents.is_a_version"
    title = "This document is a version of this placeholder already"


class DatedAhead(RuleBroken):
    code = "documents.dated_ahead"
    title = "A paper is not dated in the future"


class KindUnfit(RuleBroken):
    code = "documents.kind_unfit"
    title = "The placeholder is for documents of another kind"


class DownloadNotGranted(Forbidden):
    code = "documents.download_not_granted"
    title = "The owner lets you look at this document, not take a copy"


class RangeNotSatisfiable(RuleBroken):
    code = "documents.range_not_satisfiable"
    title = "The file has no such bytes"


class ConsentToOneself(RuleBroken):
    code = "documents.grant_to_oneself"
    title = "Your own organisation reads its documents without a consent"


class ReaderUnknown(RuleBroken):
    code = "documents.reader_unknown"
    title = "There is no verified organisation with this id"


class IssuerUnknown(RuleBroken):
    code = "documents.issuer_unknown"
    title = "There is no verified issuer with this id"


class IssuerUnfit(RuleBroken):
    code = "documents.issuer_unfit"
    title = "Such an organisation does not issue documents of this kind"


class ConfirmationAsked(Conflict):
    code = "documents.confirmation_asked"
    title = "This issuer has been asked already and has not answered yet"


class ConfirmationAnswered(Conflict):
    code = "documents.confirmation_answered"
    title = "The issuer has answered already; an answer is never changed"


class HashMissing(RuleBroken):
    code = "documents.hash_missing"
    title = "To confirm, state the SHA-256 of your own copy"


class DenialUnexplained(RuleBroken):
    code = "documents.denial_unexplained"
    title = "Say in a note why you deny the document"


class DocumentNotDisproved(RuleBroken):
    code = "documents.not_disproved"
    title = "Only what its issuer speaks against is set aside"


class AlreadySetAside(Conflict):
    code = "documents.already_set_aside"
    title = "This document was set aside in this matter already"


class DocumentDisproved(Conflict):
    code = "documents.disproved"
    title = "The issuer's own copy differs, or he did not issue this: nothing may rest on it"


#: Who may confirm what: a valuation report is its appraiser's alone.
CONFIRMABLE_BY: dict[OrganisationKind, frozenset[Kind]] = {
    OrganisationKind.APPRAISER: frozenset(Kind),
    OrganisationKind.GUARANTOR: frozenset(Kind) - {Kind.VALUATION_REPORT},
    OrganisationKind.INSURER: frozenset(Kind) - {Kind.VALUATION_REPORT},
}


def check_issuer(*, issuer_id: UUID, issuer_kind: str | None, document_kind: str) -> None:
    """Refuse whoever is no verified issuer (None), or does not issue such documents."""
    if issuer_kind not in CONFIRMABLE_BY:
        raise IssuerUnknown(field="issuer_id", issuer_id=str(issuer_id))
    if document_kind not in CONFIRMABLE_BY[OrganisationKind(issuer_kind)]:
        raise IssuerUnfit(
            f"A {document_kind} is not confirmed by a {issuer_kind}.",
            field="issuer_id",
            issuer_kind=issuer_kind,
            document_kind=document_kind,
        )


def check_statement(*, confirmed: bool, sha256: str | None, note: str) -> None:
    """To confirm takes the hash of the issuer's own copy; to deny, a hash or a reason."""
    if confirmed and sha256 is None:
        raise HashMissing(field="sha256")
    if not confirmed and not note:
        raise DenialUnexplained(field="note")


def trust_of_answer(row: Mapping[str, Any]) -> Trust:
    """What one issuer's `answer` and `stated_sha256` make of a document with this `sha256`."""
    if row["answer"] is None:
        return Trust.UNCONFIRMED
    if row["answer"] == Answer.CONFIRMED:
        return Trust.CONFIRMED
    stated = row["stated_sha256"]
    return Trust.DENIED if stated in {None, row["sha256"]} else Trust.ALTERED


#: A consent given by hand ends after two years at the latest; longer ones are given anew.
LONGEST_CONSENT_DAYS = 731


def check_consent(*, purpose: Purpose, until: date, today: date, to_self: bool) -> None:
    """Refuse a consent for a matter's purpose, without a near end, or to oneself."""
    if to_self:
        raise ConsentToOneself
    if purpose not in BY_HAND:
        allowed = ", ".join(sorted(BY_HAND))
        raise InvalidField("purpose", f"One of: {allowed}.")
    if not 0 <= (until - today).days <= LONGEST_CONSENT_DAYS:
        raise InvalidField("until", f"A day from today to {LONGEST_CONSENT_DAYS} days on.")


def check_part(first: int, last: int, *, size: int) -> None:
    """Refuse bytes that the file does not have."""
    if not 0 <= first <= last < size:
        raise RangeNotSatisfiable(first_byte=first, last_byte=last, size=size)


def check_type(limits: Limits, *, media_type: str | None, name: str = "") -> str:
    """The type that the content bears out, if documents of this kind may have it.

    Plain text bears out nothing: what its name calls a PDF or a picture is refused.
    """
    called = name.lower().rpartition(".")[2]
    posing = media_type == TEXT and called in {*EXTENSIONS.values(), "jpeg", "tiff"} - {"txt"}
    if media_type is None or media_type not in limits.media_types or posing:
        raise TypeNotAllowed(
            f"A {limits.kind} cannot be {media_type or 'of an unknown type'}.",
            found=media_type,
            allowed=sorted(limits.media_types),
        )
    return media_type


def check_size(size: int, *, limits: Limits | None = None) -> None:
    """Refuse nothing at all, and more than a document of this kind may be."""
    if size == 0:
        raise FileEmpty
    if limits is not None and size > limits.max_bytes:
        raise FileTooLarge(
            f"A {limits.kind} has at most {limits.max_bytes} bytes.", limit_bytes=limits.max_bytes
        )


def check_macros(limits: Limits, *, found: bool) -> None:
    if found and limits.macros is Macros.REFUSED:
        raise MacrosRefused(f"A {limits.kind} is to hold no macros: save it without them.")


def check_kind_rule(media_types: Sequence[str], *, valid_on: date | None, today: date) -> None:
    """Refuse types that nobody knows here, and a rule that would begin in the past."""
    if not media_types or not set(media_types) <= EXTENSIONS.keys():
        raise InvalidField("media_types", f"One or more of: {', '.join(EXTENSIONS)}.")
    if valid_on is not None and valid_on <= today:
        raise InvalidField("valid_on", "A day from tomorrow on; leave it out to begin at once.")


def check_quota(*, used: int, added: int, limit: int) -> None:
    """Refuse what would take an organisation beyond its space."""
    if used + added > limit:
        raise QuotaExceeded(
            f"{used} of {limit} bytes are used; {added} more do not fit.",
            used_bytes=used,
            limit_bytes=limit,
            added_bytes=added,
        )


def has_ended(moment: datetime | None, *, by: datetime | None = None) -> bool:
    """Whether an end is set at all, or has come by that moment."""
    return moment is not None and (by is None or moment <= by)


def check_hold_step(*, after: datetime | None, taken: datetime | None) -> None:
    """Refuse a step whose forerunner is missing (`after`) or that is taken already."""
    if after is None or taken is not None:
        raise HoldStepTaken


def check_second_person(*, proposer: UUID, by: UUID) -> None:
    if proposer == by:
        raise HoldNeedsAnother


def check_withdrawal(*, withdrawn_at: datetime | None, held: bool, live_grants: int) -> None:
    if withdrawn_at is not None:
        raise FileIsWithdrawn
    if held:
        raise FileHeld
    if live_grants:
        raise FileInUse(live_grants=live_grants)
