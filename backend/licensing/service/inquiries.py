"""Ask about an offer, talk, propose terms, agree or not; both sides see the same thread."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.documents.service import FileView
from backend.documents.states import Purpose
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import dumps, loads, transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.licensing import reasons, refusals, rules
from backend.licensing.events import (
    InquiryOpened,
    InquiryRefused,
    LicenceProposed,
    MessageWritten,
)
from backend.licensing.queries import inquiries as queries
from backend.licensing.queries import offers
from backend.licensing.rules import Price, Scope
from backend.licensing.service.seen import InquirySeen, check_read
from backend.licensing.service.standing import backing_of, findings_on, price_of, scope_of
from backend.licensing.states import (
    INQUIRY,
    InquiryAction,
    InquiryState,
    LicenceKind,
    PriceForm,
    RateBase,
    State,
)
from backend.licensing.tables import Inquiry, Message
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.reference import reasons as listed
from backend.reference.kinds import Words


@dataclass(frozen=True, kw_only=True)
class Deal:
    """The terms of a licence as one side proposes them."""

    scope: Scope
    price: Price
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class InquiryView:
    row: Mapping[str, Any]
    right: RightView
    proposal: Deal | None
    messages: tuple[Mapping[str, Any], ...]
    documents: Mapping[UUID, FileView]
    #: Of the reason why it was closed, as they were on that day.
    reason_words: Words | None


def deal_json(deal: Deal) -> dict[str, Any]:
    return asdict(deal)


def deal_of(value: Any) -> Deal | None:
    """The terms as they were stored."""
    told = loads(value)
    if told is None:
        return None
    scope, price = told["scope"], told["price"]
    return Deal(
        scope=Scope(
            kind=LicenceKind(scope["kind"]),
            fields=tuple(scope["fields"]),
            territory=tuple(scope["territory"]),
            ends_on=None if scope["ends_on"] is None else date.fromisoformat(scope["ends_on"]),
            carve_out=scope.get("carve_out", False),
        ),
        price=Price(
            form=PriceForm(price["form"]),
            lump_fen=price["lump_fen"],
            upfront_fen=price["upfront_fen"],
            rate_bp=price["rate_bp"],
            rate_base=None if price["rate_base"] is None else RateBase(price["rate_base"]),
            minimum_fen=price["minimum_fen"],
        ),
        starts_on=date.fromisoformat(told["starts_on"]),
    )


async def inquire(offer_id: UUID, text: str, *, file_ids: Sequence[UUID], by: Actor) -> InquiryView:
    """Write to the firm behind a published offer; an open licence is proposed as declared."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        offer = await offers.lock(offer_id)
        if offer is None or offer["state"] in {State.DRAFT, State.WITHDRAWN}:
            raise NotFound("There is no such listing.")
        by.require_verified()
        if offer["firm"] == by.organisation_id:
            raise refusals.OwnOffer
        if offer["state"] != State.PUBLISHED:
            raise refusals.NotAvailable(cause=offer["cause"])
        now = clock.now()
        row = Inquiry(
            id=uuid4(),
            created_at=now,
            number=await next_number("LQ"),
            offer=offer_id,
            version=offer["version"],
            asker=by.organisation_id,
            licensor=offer["firm"],
            state=InquiryState.OPEN,
            opened_by=by.user_id,
            proposed_n=0,
            moved_at=now,
        )
        await queries.add(row)
        if offer["kind"] == LicenceKind.OPEN:
            # Whoever gives notice has the licence as declared (Patent Law 51).
            declared = Deal(scope=scope_of(offer), price=price_of(offer), starts_on=clock.today())
            await queries.propose(row.id, dumps(deal_json(declared)), by=offer["firm"], at=now)
        await _write(row.id, text, file_ids=file_ids, to=offer["firm"], by=by)
        await emit(
            InquiryOpened(
                subject_id=row.id,
                parties=(by.organisation_id, offer["firm"]),
                number=row.number,
                firm=by.organisation_name,
                offer=offer["number"],
            ),
            by=by,
            after={"state": InquiryState.OPEN},
        )
    return await inquiry(row.id, by=by)


async def write(inquiry_id: UUID, text: str, *, file_ids: Sequence[UUID], by: Actor) -> InquiryView:
    """One more message, with papers that the other side may read for this inquiry."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        row = await locked(inquiry_id, by=by)
        INQUIRY.after(InquiryState(row["state"]), InquiryAction.WRITE)
        await _write(inquiry_id, text, file_ids=file_ids, to=other_of(row, by), by=by)
        await emit(
            MessageWritten(
                subject_id=inquiry_id,
                parties=(row["asker"], row["licensor"]),
                number=row["number"],
                firm=by.organisation_name,
            ),
            by=by,
        )
    return await inquiry(inquiry_id, by=by)


async def propose(inquiry_id: UUID, deal: Deal, *, by: Actor) -> InquiryView:
    """Propose the terms of the licence; the newest proposal is what the other side agrees to."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        row = await locked(inquiry_id, by=by)
        INQUIRY.after(InquiryState(row["state"]), InquiryAction.PROPOSE)
        rules.check_carve_out(deal.scope)
        industries = await portfolio.key_industries()
        industries.check_offered(deal.scope.fields, field="scope.fields")
        await check_deal(row, deal)
        await queries.propose(
            inquiry_id, dumps(deal_json(deal)), by=by.organisation_id, at=clock.now()
        )
        await emit(
            LicenceProposed(
                subject_id=inquiry_id,
                parties=(row["asker"], row["licensor"]),
                number=row["number"],
                firm=by.organisation_name,
            ),
            by=by,
            after=deal_json(deal),
        )
    return await inquiry(inquiry_id, by=by)


async def refuse(
    inquiry_id: UUID,
    *,
    reason_code: str,
    reason: str,
    seen: InquirySeen | None = None,
    by: Actor,
) -> InquiryView:
    """Close the inquiry without a licence, and say why; the papers are taken back."""
    by.require(Permission.PREPARE, Permission.BIND)
    async with transaction():
        row = await locked(inquiry_id, by=by)
        await check_read(row, seen, by=by)
        after = INQUIRY.after(InquiryState(row["state"]), InquiryAction.REFUSE)
        await listed.check(reason_code, of=reasons.NOT_AGREED, on=clock.today())
        await queries.close(
            inquiry_id,
            state=after,
            by=by.organisation_id,
            at=clock.now(),
            reason=reason,
            reason_code=reason_code,
        )
        await documents.end_grants(inquiry_id, by=by)
        await emit(
            InquiryRefused(
                subject_id=inquiry_id,
                parties=(row["asker"], row["licensor"]),
                number=row["number"],
                firm=by.organisation_name,
                reason_code=reason_code,
                reason=reason,
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await inquiry(inquiry_id, by=by)


async def inquiry(inquiry_id: UUID, *, by: Actor) -> InquiryView:
    """The thread as both parties see it; 404 for everybody else."""
    by.require(Permission.VIEW_FIRM)
    row = await queries.one(inquiry_id, party=by.organisation_id)
    if row is None:
        raise NotFound
    told = await queries.messages(inquiry_id)
    named = list({each for message in told for each in message["document_ids"]})
    (view,) = await _views([row])
    return InquiryView(
        row=row,
        right=view.right,
        proposal=view.proposal,
        messages=tuple(told),
        documents=await documents.describe(named) if named else {},
        reason_words=view.reason_words,
    )


async def page(
    *,
    in_state: InquiryState | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[InquiryView], str | None, int | str]:
    """Inquiries that the firm made or received, newest word first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(
        by.organisation_id, state=in_state, after=after, limit=limit, counted=counted
    )
    cut, following = pages.cut(rows, limit, key=lambda row: (row["moved_at"], row["id"]))
    return await _views(cut), following, pages.total_of(total, up_to=counted)


async def check_deal(
    row: Mapping[str, Any], deal: Deal, *, stated_at: datetime | None = None
) -> Mapping[str, Any]:
    """Ask the checklist about these terms, stated now or then; the offer that they came of."""
    offer = await offers.lock(row["offer"])
    if offer is None:
        raise NotFound
    found = await findings_on(
        offer["right_id"],
        deal.scope,
        deal.price,
        backing_of(offer),
        firm_id=row["licensor"],
        starts_on=deal.starts_on,
        stated_at=stated_at,
    )
    rules.check(found)
    return offer


async def locked(inquiry_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.lock(inquiry_id, party=by.organisation_id)
    if row is None:
        raise NotFound
    return row


def other_of(row: Mapping[str, Any], by: Actor) -> UUID:
    asker: UUID = row["asker"]
    licensor: UUID = row["licensor"]
    return licensor if asker == by.organisation_id else asker


async def _write(
    inquiry_id: UUID, text: str, *, file_ids: Sequence[UUID], to: UUID, by: Actor
) -> None:
    named = list(dict.fromkeys(file_ids))
    if named:
        await documents.grant(named, to=to, kind=Purpose.LICENSING, purpose=inquiry_id, by=by)
    await queries.write(
        Message(
            id=uuid4(),
            created_at=clock.now(),
            inquiry=inquiry_id,
            organisation=by.organisation_id,
            author=by.user_id,
            author_name=by.name,
            text=text,
            document_ids=named,
        )
    )


async def _views(rows: Sequence[Mapping[str, Any]]) -> list[InquiryView]:
    if not rows:
        return []
    rights = await portfolio.views(list({row["right_id"] for row in rows}))
    words = await listed.worded(reasons.NOT_AGREED)
    return [
        InquiryView(
            row=row,
            right=rights[row["right_id"]],
            proposal=deal_of(row["proposal"]),
            messages=(),
            documents={},
            reason_words=words.at(row["closed_at"], row["reason_code"]),
        )
        for row in rows
    ]
