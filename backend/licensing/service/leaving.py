"""A firm's licence offers, inquiries and licences as files."""

from collections.abc import Awaitable
from decimal import Decimal
from typing import TypeVar

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import joined, said
from backend.kernel.paged import Place, Read, Told, paged
from backend.kernel.spreadsheet import yuan
from backend.licensing import wording
from backend.licensing.rules import Price, Scope
from backend.licensing.service.inquiries import InquiryView
from backend.licensing.service.inquiries import page as inquiries
from backend.licensing.service.licences import LicenceView
from backend.licensing.service.licences import page as licences
from backend.licensing.service.offers import OfferView
from backend.licensing.service.offers import page as offers
from backend.licensing.service.standing import price_of, scope_of
from backend.licensing.states import InquiryState, State
from backend.portfolio.service import KeyIndustries, RightView, key_industries

V = TypeVar("V")
#: With the industries by whose names its fields are read.
_Known = tuple[V, KeyIndustries]


async def _known(page: Awaitable[Read[V]]) -> Read[_Known[V]]:
    found, following, total = await page
    industries = await key_industries()
    return [(each, industries) for each in found], following, total


class OffersAsked(listed.Asked):
    state: State | None = None


async def _offers(asked: OffersAsked, at: Place, by: Actor) -> Read[_Known[OfferView]]:
    return await _known(
        offers(in_state=asked.state, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)
    )


def _told_of_offers(asked: OffersAsked) -> Told:
    return ((wording.STATE, None if asked.state is None else wording.STATES[asked.state]),)


def _offer(found: _Known[OfferView], _: Actor) -> listed.Row:
    view, known = found
    row = view.row
    return (
        row["number"],
        *_right(view.right),
        *_terms(scope_of(row), price_of(row), known),
        wording.STATES[row["state"]],
        None if row["cause"] is None else wording.CAUSES[row["cause"]],
        row["version"],
        row["note"],
        row["created_at"],
        row["published_at"],
    )


OFFER_LIST = paged(
    name="licence_offers",
    sheet=("许可信息", "Licence offers"),
    asked=OffersAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    columns=wording.OFFERS,
    page=_offers,
    cells=_offer,
    told=_told_of_offers,
)


class InquiriesAsked(listed.Asked):
    state: InquiryState | None = None


async def _inquiries(asked: InquiriesAsked, at: Place, by: Actor) -> Read[_Known[InquiryView]]:
    return await _known(
        inquiries(in_state=asked.state, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by)
    )


def _told_of_inquiries(asked: InquiriesAsked) -> Told:
    return ((wording.STATE, None if asked.state is None else wording.INQUIRIES[asked.state]),)


def _inquiry(found: _Known[InquiryView], by: Actor) -> listed.Row:
    view, known = found
    row, deal = view.row, view.proposal
    made = row["asker"] == by.organisation_id
    proposed = {row["asker"]: row["asker_name"], row["licensor"]: row["licensor_name"]}
    return (
        row["number"],
        said(*(wording.MADE if made else wording.RECEIVED)),
        row["licensor_name"] if made else row["asker_name"],
        row["offer_number"],
        *_right(view.right),
        wording.INQUIRIES[row["state"]],
        proposed.get(row["proposed_by"]),
        None if deal is None else deal.starts_on,
        *([None] * len(wording.TERMS) if deal is None else _terms(deal.scope, deal.price, known)),
        view.reason_words and said(*view.reason_words),
        row["reason"],
        row["created_at"],
        row["moved_at"],
    )


INQUIRY_LIST = paged(
    name="inquiries",
    sheet=("许可咨询", "Inquiries"),
    asked=InquiriesAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    columns=wording.INQUIRED,
    page=_inquiries,
    cells=_inquiry,
    told=_told_of_inquiries,
)


class LicencesAsked(listed.Asked):
    unrecorded: bool = False


async def _licences(asked: LicencesAsked, at: Place, by: Actor) -> Read[_Known[LicenceView]]:
    return await _known(
        licences(
            unrecorded=asked.unrecorded, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
        )
    )


def _told_of_licences(asked: LicencesAsked) -> Told:
    return ((wording.UNRECORDED, said(*wording.YES) if asked.unrecorded else None),)


def _licence(found: _Known[LicenceView], by: Actor) -> listed.Row:
    view, known = found
    row, deal = view.row, view.deal
    gave = row["licensor"] == by.organisation_id
    return (
        row["number"],
        said(*(wording.GIVEN if gave else wording.TAKEN)),
        row["licensor_name"],
        row["licensee_name"],
        *_right(view.right),
        deal.starts_on,
        *_terms(deal.scope, deal.price, known),
        row["created_at"],
        row["recordal_due_on"],
        row["recordal_number"],
        row["recorded_on"],
    )


LICENCE_LIST = paged(
    name="licences",
    sheet=("许可", "Licences"),
    asked=LicencesAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    columns=wording.LICENCES,
    page=_licences,
    cells=_licence,
    told=_told_of_licences,
)


def _right(right: RightView) -> tuple[object, ...]:
    return right.label, right.title


def _terms(scope: Scope, price: Price, industries: KeyIndustries) -> tuple[object, ...]:
    amounts = (price.lump_fen, price.upfront_fen, price.minimum_fen)
    lump, upfront, minimum = (None if fen is None else yuan(fen) for fen in amounts)
    return (
        wording.KINDS[scope.kind],
        joined(said(*industries.words(each)) for each in scope.fields) or said(*wording.ALL_FIELDS),
        joined(wording.PROVINCES[each] for each in scope.territory) or said(*wording.MAINLAND),
        scope.ends_on or said(*wording.PATENT_TERM),
        wording.PRICES[price.form],
        lump,
        upfront,
        None if price.rate_bp is None else Decimal(price.rate_bp).scaleb(-2),
        None if price.rate_base is None else wording.BASES[price.rate_base],
        minimum,
        said(*wording.YES) if scope.carve_out else None,
    )
