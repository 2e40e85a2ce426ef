"""What other modules may learn of licence offers, inquiries and licences."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfOffer(Event):
    subject: ClassVar[str] = "licence_offer"
    number: str


@dataclass(frozen=True, kw_only=True)
class OfferDrafted(_OfOffer):
    name: ClassVar[str] = "licensing.offer_drafted"


@dataclass(frozen=True, kw_only=True)
class OfferRevised(_OfOffer):
    name: ClassVar[str] = "licensing.offer_revised"


@dataclass(frozen=True, kw_only=True)
class OfferPublished(_OfOffer):
    name: ClassVar[str] = "licensing.offer_published"
    version: int


@dataclass(frozen=True, kw_only=True)
class OfferTakenOff(_OfOffer):
    """Not available any more: the right was pledged or licensed, or its term is over."""

    name: ClassVar[str] = "licensing.offer_taken_off"
    cause: str


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(_OfOffer):
    name: ClassVar[str] = "licensing.offer_withdrawn"


@dataclass(frozen=True, kw_only=True)
class _OfInquiry(Event):
    subject: ClassVar[str] = "inquiry"
    number: str


@dataclass(frozen=True, kw_only=True)
class InquiryOpened(_OfInquiry):
    name: ClassVar[str] = "licensing.inquiry_opened"
    firm: str
    offer: str


@dataclass(frozen=True, kw_only=True)
class MessageWritten(_OfInquiry):
    name: ClassVar[str] = "licensing.message_written"
    firm: str


@dataclass(frozen=True, kw_only=True)
class LicenceProposed(_OfInquiry):
    name: ClassVar[str] = "licensing.licence_proposed"
    firm: str


@dataclass(frozen=True, kw_only=True)
class InquiryRefused(_OfInquiry):
    name: ClassVar[str] = "licensing.inquiry_refused"
    firm: str
    reason_code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LicenceAgreed(_OfInquiry):
    name: ClassVar[str] = "licensing.licence_agreed"
    firm: str
    licence: str
    recordal_due_on: str


@dataclass(frozen=True, kw_only=True)
class _OfLicence(Event):
    subject: ClassVar[str] = "licence"
    number: str


@dataclass(frozen=True, kw_only=True)
class RecordalDue(_OfLicence):
    name: ClassVar[str] = "licensing.recordal_due"
    due_on: str
    days_left: int


@dataclass(frozen=True, kw_only=True)
class RecordalEntered(_OfLicence):
    name: ClassVar[str] = "licensing.recordal_entered"
    recordal_number: str
    recorded_on: str
