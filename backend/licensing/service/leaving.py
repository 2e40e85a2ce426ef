"""A firm's licence offers, inquiries and licences as files."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from backend.kernel import listed
from backend.kernel.auth import Actor, Permission
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
Read = Callable[[str | None, int, int], Awaitable[tuple[list[V], str | None, int | str]]]


async def _total(read: Read[V]) -> int:
    return int((await read(None, 1, listed.EVERY))[2])


async def _batches(
    read: Read[V], cells: Callable[[V], listed.Row]
) -> AsyncIterator[Sequence[listed.Row]]:
    cursor, more = None, True
    while more:
        page, cursor, _ = await read(cursor, listed.BATCH, 0)
        yield [cells(each) for each in page]
        more = cursor is not None


class OffersAsked(listed.Asked):
    state: State | None = None


def _offers(asked: OffersAsked, by: Actor) -> Read[OfferView]:
    return lambda cursor, limit, counted: offers(
        in_state=asked.state, cursor=cursor, limit=limit, counted=counted, by=by
    )


async def _count_offers(asked: OffersAsked, by: Actor) -> int:
    return await _total(_offers(asked, by))


async def _open_offers(asked: OffersAsked, by: Actor) -> listed.Extract:
    """The firm's own offers, newest first."""
    by.require(Permission.VIEW_FIRM)

    known = await key_industries()

    def cells(view: OfferView) -> listed.Row:
        return _offer(view, known)

    def cover() -> listed.Cover:
        state = None if asked.state is None else wording.STATES[asked.state]
        return ("机构", by.organisation_name), ("状态", state)

    return listed.Extract(
        headings=wording.OFFERS, batches=_batches(_offers(asked, by), cells), cover=cover
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


def _inquiries(asked: InquiriesAsked, by: Actor) -> Read[InquiryView]:
    return lambda cursor, limit, counted: inquiries(
        in_state=asked.state, cursor=cursor, limit=limit, counted=counted, by=by
    )


async def _count_inquiries(asked: InquiriesAsked, by: Actor) -> int:
    return await _total(_inquiries(asked, by))


async def _open_inquiries(asked: InquiriesAsked, by: Actor) -> listed.Extract:
    """Inquiries that the firm made or received, newest word first."""
    by.require(Permission.VIEW_FIRM)
    known = await key_industries()

    def cells(view: InquiryView) -> listed.Row:
        return _inquiry(view, known, by)

    def cover() -> listed.Cover:
        state = None if asked.state is None else wording.INQUIRIES[asked.state]
        return ("机构", by.organisation_name), ("状态", state)

    return listed.Extract(
        headings=wording.INQUIRED, batches=_batches(_inquiries(asked, by), cells), cover=cover
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
        "我方发出" if made else "我方收到",
        row["licensor_name"] if made else row["asker_name"],
        row["offer_number"],
        *_right(view.right),
        wording.INQUIRIES[row["state"]],
        proposed.get(row["proposed_by"]),
        None if deal is None else deal.starts_on,
        *([None] * len(wording.TERMS) if deal is None else _terms(deal.scope, deal.price, known)),
        view.reason_words and view.reason_words[0],
        row["reason"],
        row["created_at"],
        row["moved_at"],
    )


class LicencesAsked(listed.Asked):
    unrecorded: bool = False


def _licences(asked: LicencesAsked, by: Actor) -> Read[LicenceView]:
    return lambda cursor, limit, counted: licences(
        unrecorded=asked.unrecorded, cursor=cursor, limit=limit, counted=counted, by=by
    )


async def _count_licences(asked: LicencesAsked, by: Actor) -> int:
    return await _total(_licences(asked, by))


async def _open_licences(asked: LicencesAsked, by: Actor) -> listed.Extract:
    """Licences that the firm gave or took, newest first."""
    by.require(Permission.VIEW_FIRM)
    known = await key_industries()

    def cells(view: LicenceView) -> listed.Row:
        return _licence(view, known, by)

    def cover() -> listed.Cover:
        return ("机构", by.organisation_name), ("仅未备案", "是" if asked.unrecorded else None)

    return listed.Extract(
        headings=wording.LICENCES, batches=_batches(_licences(asked, by), cells), cover=cover
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
    return (
        row["number"],
        "我方许可" if row["licensor"] == by.organisation_id else "我方取得",
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
        "、".join(industries.words(each)[0] for each in scope.fields) or wording.ALL_FIELDS,
        "、".join(wording.PROVINCES[each] for each in scope.territory) or wording.MAINLAND,
        scope.ends_on or wording.PATENT_TERM,
        wording.PRICES[price.form],
        lump,
        upfront,
        None if price.rate_bp is None else Decimal(price.rate_bp).scaleb(-2),
        None if price.rate_base is None else wording.BASES[price.rate_base],
        minimum,
    )
