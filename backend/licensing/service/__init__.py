"""The front of licensing: what other modules and the API may ask of it."""

from backend.licensing.service.inquiries import (
    Deal,
    InquiryView,
    inquire,
    inquiry,
    propose,
    refuse,
    write,
)
from backend.licensing.service.inquiries import page as inquiries
from backend.licensing.service.leaving import (
    INQUIRY_LIST,
    LICENCE_LIST,
    OFFER_LIST,
    InquiriesAsked,
    LicencesAsked,
    OffersAsked,
)
from backend.licensing.service.licences import LicenceView, agree, licence_of, record, remind
from backend.licensing.service.licences import page as licences
from backend.licensing.service.market import (
    Asked,
    Facet,
    Found,
    facets,
    listing_of,
    relist_teaser,
)
from backend.licensing.service.market import page as listings
from backend.licensing.service.offers import (
    OfferView,
    Stated,
    draft,
    offer,
    publish,
    revise,
    take_off_over,
    take_off_pledged,
    withdraw,
)
from backend.licensing.service.offers import page as offers
from backend.licensing.service.seen import InquirySeen

__all__ = [
    "INQUIRY_LIST",
    "LICENCE_LIST",
    "OFFER_LIST",
    "Asked",
    "Deal",
    "Facet",
    "Found",
    "InquiriesAsked",
    "InquirySeen",
    "InquiryView",
    "LicenceView",
    "LicencesAsked",
    "OfferView",
    "OffersAsked",
    "Stated",
    "agree",
    "draft",
    "facets",
    "inquire",
    "inquiries",
    "inquiry",
    "licence_of",
    "licences",
    "listing_of",
    "listings",
    "offer",
    "offers",
    "propose",
    "publish",
    "record",
    "refuse",
    "relist_teaser",
    "remind",
    "revise",
    "take_off_over",
    "take_off_pledged",
    "withdraw",
    "write",
]
