"""Licence offers, the market, inquiries and licences over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.licensing import service
from backend.licensing.inquiry_schemas import AgreedLicenceOut, InquiryOut
from backend.licensing.market_schemas import MarketFacetsOut, MarketListingOut
from backend.licensing.schemas import (
    InquiryIn,
    InquiryMessageIn,
    InquiryReasonIn,
    LicenceAgreementIn,
    LicenceOfferIn,
    LicenceOfferOut,
    LicenceProposalIn,
    LicenceRecordalIn,
)
from backend.licensing.states import InquiryState, MarketKind, PriceForm, Sort, State

Text = Annotated[str | None, QueryParameter(name="q", max_length=100, required=False)]
Ipc = Annotated[list[str] | None, QueryParameter(name="ipc", max_items=20, required=False)]
Divisions = Annotated[
    list[str] | None, QueryParameter(name="division", max_items=20, required=False)
]
Kinds = Annotated[list[MarketKind] | None, QueryParameter(name="kind", max_items=5, required=False)]
Industries = Annotated[
    list[str] | None, QueryParameter(name="industry", max_items=20, required=False)
]
PriceForms = Annotated[
    list[PriceForm] | None, QueryParameter(name="price_form", max_items=4, required=False)
]


async def asked(
    text: Text = None,
    kinds: Kinds = None,
    ipc: Ipc = None,
    industries: Industries = None,
    divisions: Divisions = None,
    price_forms: PriceForms = None,
) -> service.Asked:
    """Dependency `asked`: what a reader of the market looks for."""
    return service.Asked(
        text=(text or "").strip(),
        kinds=kinds or (),
        ipc=ipc or (),
        industries=industries or (),
        divisions=divisions or (),
        price_forms=price_forms or (),
    )


class LicenceOfferController(Controller):
    path = "/licence-offers"
    tags = ("Licensing",)

    @post("/", responses=PROBLEMS)
    async def draft(
        self, data: JSONBody[LicenceOfferIn], actor: NamedDependency[Actor]
    ) -> LicenceOfferOut:
        """Write a licence offer down; nobody else sees a draft."""
        return LicenceOfferOut.of(await service.draft(data.stated(), by=actor), reader=actor)

    @get("/", responses=PROBLEMS)
    async def offers(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LicenceOfferOut]:
        """The firm's own offers, newest first."""
        found, following, total = await service.offers(
            in_state=in_state, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [LicenceOfferOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def offer_book(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
    ) -> Stream:
        """The same offers as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.OffersAsked(state=in_state)
        return Stream(
            workbook.chunks(await listed.at_once(service.OFFER_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.OFFER_LIST.attachment(),
        )

    @get("/{licence_offer_id:uuid}", responses=PROBLEMS)
    async def offer(
        self, licence_offer_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LicenceOfferOut:
        """One of the firm's own offers, with what the checklist says of it today."""
        return LicenceOfferOut.of(await service.offer(licence_offer_id, by=actor), reader=actor)

    @post("/{licence_offer_id:uuid}/revision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revise(
        self,
        licence_offer_id: FromPath[UUID],
        data: JSONBody[LicenceOfferIn],
        actor: NamedDependency[Actor],
    ) -> LicenceOfferOut:
        """Change an offer; it is a draft again until it passes the checklist."""
        view = await service.revise(licence_offer_id, data.stated(), by=actor)
        return LicenceOfferOut.of(view, reader=actor)

    @post("/{licence_offer_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(
        self, licence_offer_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LicenceOfferOut:
        """Put the offer on the market if the checklist lets it pass."""
        return LicenceOfferOut.of(await service.publish(licence_offer_id, by=actor), reader=actor)

    @post("/{licence_offer_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, licence_offer_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LicenceOfferOut:
        """Take the offer back; licences that came of it stay."""
        return LicenceOfferOut.of(await service.withdraw(licence_offer_id, by=actor), reader=actor)


class MarketController(Controller):
    path = "/market"
    tags = ("Licensing",)
    dependencies = {"asked": Provide(asked)}  # noqa: RUF012 - as the framework has it

    @get("/listings", responses=PROBLEMS)
    async def listings(
        self,
        visitor: NamedDependency[Actor],  # noqa: ARG002 - open to everybody, signed in or not
        asked: NamedDependency[service.Asked],
        sort: FromQuery[Sort] = Sort.NEWEST,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[MarketListingOut]:
        """Published licence offers with their patents, and financing requests as teasers."""
        found, following, total = await service.listings(
            asked, sort=sort, cursor=cursor, limit=limit_of(limit)
        )
        return Page(
            items=[MarketListingOut.of(each) for each in found], next=following, total=total
        )

    @get("/facets", responses=PROBLEMS)
    async def facets(
        self,
        visitor: NamedDependency[Actor],  # noqa: ARG002 - open to everybody, signed in or not
        asked: NamedDependency[service.Asked],
    ) -> MarketFacetsOut:
        """How many of the matches stand under each value."""
        found, total = await service.facets(asked)
        return MarketFacetsOut.of(found, total)

    @get("/listings/{listing_id:uuid}", responses=PROBLEMS)
    async def listing(
        self,
        listing_id: FromPath[UUID],
        visitor: NamedDependency[Actor],  # noqa: ARG002 - open to everybody, signed in or not
    ) -> MarketListingOut:
        """One licence offer, also when it is not available now."""
        return MarketListingOut.of(await service.listing_of(listing_id))


class InquiryController(Controller):
    path = "/inquiries"
    tags = ("Licensing",)

    @post("/", responses=PROBLEMS)
    async def inquire(self, data: JSONBody[InquiryIn], actor: NamedDependency[Actor]) -> InquiryOut:
        """Write to the firm behind a published licence offer."""
        view = await service.inquire(data.offer_id, data.text, file_ids=data.document_ids, by=actor)
        return InquiryOut.of(view, reader=actor)

    @get("/", responses=PROBLEMS)
    async def inquiries(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[InquiryState | None, QueryParameter(name="state")] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[InquiryOut]:
        """Inquiries that the firm made or received, newest word first."""
        found, following, total = await service.inquiries(
            in_state=in_state, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [InquiryOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def inquiry_book(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[InquiryState | None, QueryParameter(name="state")] = None,
    ) -> Stream:
        """The same inquiries as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.InquiriesAsked(state=in_state)
        return Stream(
            workbook.chunks(await listed.at_once(service.INQUIRY_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.INQUIRY_LIST.attachment(),
        )

    @get("/{inquiry_id:uuid}", responses=PROBLEMS)
    async def inquiry(
        self, inquiry_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> InquiryOut:
        """The thread, as both parties see it."""
        return InquiryOut.of(await service.inquiry(inquiry_id, by=actor), reader=actor)

    @post("/{inquiry_id:uuid}/messages", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def write(
        self,
        inquiry_id: FromPath[UUID],
        data: JSONBody[InquiryMessageIn],
        actor: NamedDependency[Actor],
    ) -> InquiryOut:
        """One more message, with papers for the other side."""
        view = await service.write(inquiry_id, data.text, file_ids=data.document_ids, by=actor)
        return InquiryOut.of(view, reader=actor)

    @post("/{inquiry_id:uuid}/proposal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def propose(
        self,
        inquiry_id: FromPath[UUID],
        data: JSONBody[LicenceProposalIn],
        actor: NamedDependency[Actor],
    ) -> InquiryOut:
        """Propose the terms of the licence."""
        return InquiryOut.of(await service.propose(inquiry_id, data.deal(), by=actor), reader=actor)

    @post("/{inquiry_id:uuid}/agreement", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def agree(
        self,
        inquiry_id: FromPath[UUID],
        data: JSONBody[LicenceAgreementIn],
        actor: NamedDependency[Actor],
    ) -> InquiryOut:
        """Agree to the other side's newest proposal: the licence exists."""
        return InquiryOut.of(
            await service.agree(inquiry_id, proposal=data.proposal, by=actor), reader=actor
        )

    @post("/{inquiry_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(
        self,
        inquiry_id: FromPath[UUID],
        data: JSONBody[InquiryReasonIn],
        actor: NamedDependency[Actor],
    ) -> InquiryOut:
        """Close the inquiry without a licence, and say why."""
        return InquiryOut.of(
            await service.refuse(
                inquiry_id,
                reason_code=data.reason_code,
                reason=data.reason,
                seen=None if data.seen is None else data.seen.seen(),
                by=actor,
            ),
            reader=actor,
        )


class LicenceController(Controller):
    path = "/licences"
    tags = ("Licensing",)

    @get("/", responses=PROBLEMS)
    async def licences(
        self,
        actor: NamedDependency[Actor],
        unrecorded: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[AgreedLicenceOut]:
        """Licences that the firm gave or took, newest first."""
        found, following, total = await service.licences(
            unrecorded=unrecorded, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [AgreedLicenceOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def licence_book(
        self,
        actor: NamedDependency[Actor],
        unrecorded: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
    ) -> Stream:
        """The same licences as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.LicencesAsked(unrecorded=unrecorded)
        return Stream(
            workbook.chunks(await listed.at_once(service.LICENCE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.LICENCE_LIST.attachment(),
        )

    @get("/{licence_id:uuid}", responses=PROBLEMS)
    async def licence(
        self, licence_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> AgreedLicenceOut:
        """One licence, to its two parties."""
        return AgreedLicenceOut.of(await service.licence_of(licence_id, by=actor), reader=actor)

    @post("/{licence_id:uuid}/recordal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def record(
        self,
        licence_id: FromPath[UUID],
        data: JSONBody[LicenceRecordalIn],
        actor: NamedDependency[Actor],
    ) -> AgreedLicenceOut:
        """Enter CNIPA's recordal number and day."""
        view = await service.record(licence_id, data.recordal_number, on=data.recorded_on, by=actor)
        return AgreedLicenceOut.of(view, reader=actor)
