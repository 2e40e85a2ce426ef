"""A firm's licence offers, inquiries and licences as files."""

from decimal import Decimal

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
from backend.kernel.language import Pair, joined, said, spoken
from backend.kernel.paged import Pages, rows_of, total_of
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


def _cover(by: Actor, narrowed: Pair, to: str | None) -> listed.Cover:
    return (said(*wording.ORGANISATION), by.organisation_name), (said(*narrowed), to)


class OffersAsked(listed.Asked):
    state: State | None = None


def _offers(asked: OffersAsked, by: Actor) -> Pages[OfferView]:
    return lambda at: offers(
        in_state=asked.state, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


async def _count_offers(asked: OffersAsked, by: Actor) -> int:
    return await total_of(_offers(asked, by))


async def _open_offers(asked: OffersAsked, by: Actor) -> listed.Extract:
    """The firm's own offers, newest first."""
    by.require(Permission.VIEW_FIRM)

    known = await key_industries()

    def cells(view: OfferView) -> listed.Row:
        return _offer(view, known)

    def cover() -> listed.Cover:
        state = None if asked.state is None else wording.STATES[asked.state]
        return _cover(by, wording.STATE, state)

    return listed.Extract(
        headings=spoken(wording.OFFERS),
        batches=rows_of(_offers(asked, by), cells),
        cover=cover,
    )


OFFER_LIST = listed.Listed(
    name="licence_offers",
    forms=(listed.Form.XLSX,),
    asked=OffersAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    sheet=("许可信息", "Licence offers"),
    count=_count_offers,
    open=_open_offers,
)


def _offer(view: OfferView, known: KeyIndustries) -> listed.Row:
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


class InquiriesAsked(listed.Asked):
    state: InquiryState | None = None


def _inquiries(asked: InquiriesAsked, by: Actor) -> Pages[InquiryView]:
    return lambda at: inquiries(
        in_state=asked.state, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


async def _count_inquiries(asked: InquiriesAsked, by: Actor) -> int:
    return await total_of(_inquiries(asked, by))


async def _open_inquiries(asked: InquiriesAsked, by: Actor) -> listed.Extract:
    """Inquiries that the firm made or received, newest word first."""
    by.require(Permission.VIEW_FIRM)
    known = await key_industries()

    def cells(view: InquiryView) -> listed.Row:
        return _inquiry(view, known, by)

    def cover() -> listed.Cover:
        state = None if asked.state is None else wording.INQUIRIES[asked.state]
        return _cover(by, wording.STATE, state)

    return listed.Extract(
        headings=spoken(wording.INQUIRED),
        batches=rows_of(_inquiries(asked, by), cells),
        cover=cover,
    )


INQUIRY_LIST = listed.Listed(
    name="inquiries",
    forms=(listed.Form.XLSX,),
    asked=InquiriesAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    sheet=("许可咨询", "Inquiries"),
    count=_count_inquiries,
    open=_open_inquiries,
)


def _inquiry(view: InquiryView, known: KeyIndustries, by: Actor) -> listed.Row:
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


class LicencesAsked(listed.Asked):
    unrecorded: bool = False


def _licences(asked: LicencesAsked, by: Actor) -> Pages[LicenceView]:
    return lambda at: licences(
        unrecorded=asked.unrecorded, cursor=at.cursor, limit=at.limit, counted=at.counted, by=by
    )


async def _count_licences(asked: LicencesAsked, by: Actor) -> int:
    return await total_of(_licences(asked, by))


async def _open_licences(asked: LicencesAsked, by: Actor) -> listed.Extract:
    """Licences that the firm gave or took, newest first."""
    by.require(Permission.VIEW_FIRM)
    known = await key_industries()

    def cells(view: LicenceView) -> listed.Row:
        return _licence(view, known, by)

    def cover() -> listed.Cover:
        return _cover(by, wording.UNRECORDED, said(*wording.YES) if asked.unrecorded else None)

    return listed.Extract(
        headings=spoken(wording.LICENCES),
        batches=rows_of(_licences(asked, by), cells),
        cover=cover,
    )


LICENCE_LIST = listed.Listed(
    name="licences",
    forms=(listed.Form.XLSX,),
    asked=LicencesAsked,
    rests_on=frozenset({Permission.VIEW_FIRM}),
    sheet=("许可", "Licences"),
    count=_count_licences,
    open=_open_licences,
)


def _licence(view: LicenceView, known: KeyIndustries, by: Actor) -> listed.Row:
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
    )
