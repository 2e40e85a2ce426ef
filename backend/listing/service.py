"""Draft, revise, publish and withdraw a financing request; what a stranger sees of it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock, pages
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.listing import queries, rules
from backend.listing.events import (
    RequestDrafted,
    RequestPublished,
    RequestRevised,
    RequestWithdrawn,
)
from backend.listing.rules import AmountBand, band
from backend.listing.states import (
    REQUEST,
    Action,
    CreditGrade,
    FirmTag,
    Sector,
    State,
    TaxGrade,
    UseOfFunds,
)
from backend.listing.tables import FinancingRequest, RequestedRight
from backend.listing.views import Detail, FirmFacts, RequestView, Stated, Teaser
from backend.portfolio import service as portfolio

__all__ = [
    "AmountBand",
    "Detail",
    "FirmFacts",
    "RequestView",
    "Stated",
    "Teaser",
    "band",
    "details",
    "draft",
    "page",
    "publish",
    "published",
    "request",
    "revise",
    "teasers",
    "withdraw",
]


async def draft(stated: Stated, *, by: Actor) -> RequestView:
    """Write a request down; nobody else sees a draft."""
    by.require(Permission.PREPARE)
    async with transaction():
        await _check(stated, by=by)
        row = FinancingRequest(
            id=uuid4(),
            created_at=clock.now(),
            number=await next_number("FR"),
            firm=by.organisation_id,
            state=State.DRAFT,
            revision=1,
            drafted_by=by.user_id,
            **_values(stated),
        )
        await queries.add(row, _requested(row.id, stated))
        await emit(
            RequestDrafted(subject_id=row.id, parties=(by.organisation_id,), number=row.number),
            by=by,
            after={"state": State.DRAFT, **_told(stated)},
        )
    return await request(row.id, by.organisation_id)


async def revise(request_id: UUID, stated: Stated, *, by: Actor) -> RequestView:
    """Change a draft or a published request; no application made from it changes."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await _locked(request_id, by=by)
        after = REQUEST.after(State(row["state"]), Action.REVISE)
        before = await request(request_id, by.organisation_id)
        await _check(stated, by=by)
        await queries.revise(
            request_id, values=_values(stated), rights=_requested(request_id, stated)
        )
        await emit(
            RequestRevised(
                subject_id=request_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"], **_told(before)},
            after={"state": after, **_told(stated)},
        )
    return await request(request_id, by.organisation_id)


async def publish(request_id: UUID, *, by: Actor) -> RequestView:
    """Show the request to banks as a teaser; verified firms only."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await _locked(request_id, by=by)
        by.require_verified()
        after = REQUEST.after(State(row["state"]), Action.PUBLISH)
        await queries.record_publication(request_id, at=clock.now())
        await emit(
            RequestPublished(
                subject_id=request_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await request(request_id, by.organisation_id)


async def withdraw(request_id: UUID, *, by: Actor) -> RequestView:
    """Take a request back; applications made from it stay as they are."""
    by.require(Permission.PREPARE)
    async with transaction():
        row = await _locked(request_id, by=by)
        after = REQUEST.after(State(row["state"]), Action.WITHDRAW)
        await queries.record_withdrawal(request_id, at=clock.now())
        await emit(
            RequestWithdrawn(
                subject_id=request_id, parties=(by.organisation_id,), number=row["number"]
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": after},
        )
    return await request(request_id, by.organisation_id)


async def request(request_id: UUID, firm_id: UUID) -> RequestView:
    """One of the firm's requests; 404 for everybody else."""
    row = await queries.one(request_id, firm_id=firm_id)
    if row is None:
        raise NotFound
    return (await _views([row]))[0]


async def published(
    *, until: datetime, after: tuple[datetime, UUID] | None = None, limit: int
) -> list[dict[str, Any]]:
    """The newest published requests with their firms, for counts that name nobody."""
    return await queries.published(until=until, after=after, limit=limit)


async def count_published(*, until: datetime) -> int:
    return await queries.count_published(until=until)


async def page(
    *, in_state: State | None, cursor: str | None, limit: int, by: Actor
) -> tuple[list[Detail], str | None, int | str]:
    """The firm's own requests, newest first."""
    by.require(Permission.VIEW_FIRM)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.page(by.organisation_id, state=in_state, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["created_at"], row["id"]))
    return await details(await _views(cut)), following, pages.total_of(total)


async def details(views: Sequence[RequestView]) -> list[Detail]:
    """Requests with the rights and documents they name."""
    rights = await portfolio.views(list({i for view in views for i in view.right_ids}))
    named = {i for view in views for i in view.document_ids}
    files = await documents.describe(list(named)) if named else {}
    return [
        Detail(
            request=view,
            rights=tuple(rights[i] for i in view.right_ids),
            documents=tuple(files[i] for i in view.document_ids),
        )
        for view in views
    ]


async def teasers(
    *, sector: Sector | None, ipc: str | None, cursor: str | None, limit: int
) -> tuple[list[Teaser], str | None, int | str]:
    """Published requests as anybody may see them."""
    after = None
    if cursor is not None:
        day, last = pages.decode_cursor(cursor, date, UUID)
        after = (day, last)
    rows, total = await queries.teasers(sector=sector, ipc=ipc, after=after, limit=limit)
    cut, following = pages.cut(rows, limit, key=lambda row: (row["published_on"], row["id"]))
    return [_teaser(row) for row in cut], following, pages.total_of(total)


def _teaser(row: Mapping[str, Any]) -> Teaser:
    return Teaser(
        number=row["number"],
        published_on=row["published_on"],
        amount_band=rules.band(Fen(row["amount_fen"])),
        term_months=row["term_months"],
        sector=Sector(row["sector"]),
        division=row["division"],
        ipc_subclasses=tuple(rules.subclasses(row["classes"] or [])),
        rights_count=row["rights"],
    )


async def _locked(request_id: UUID, *, by: Actor) -> dict[str, Any]:
    row = await queries.one(request_id, firm_id=by.organisation_id, to_change=True)
    if row is None:
        raise NotFound
    return row


async def _check(stated: Stated, *, by: Actor) -> None:
    right_ids = [right_id for right_id, _ in stated.rights]
    rules.check_request(
        right_ids,
        established_on=stated.facts.established_on,
        used_since=[day for _, day in stated.rights if day is not None],
        today=clock.today(),
    )
    facts = stated.facts
    for name, grade, year, paper in (
        ("tax_grade", facts.tax_grade, facts.tax_grade_year, facts.tax_grade_document_id),
        (
            "credit_grade",
            facts.credit_grade,
            facts.credit_grade_year,
            facts.credit_grade_document_id,
        ),
    ):
        rules.check_grade(name, grade=grade, year=year, paper=paper, today=clock.today())
    await portfolio.check_holdings(right_ids, by.organisation_id)
    if offered := _offered(stated):
        await documents.check_own(offered, by=by)


def _offered(stated: Stated) -> list[UUID]:
    """The documents that go with the request, the papers behind grades among them."""
    return list(dict.fromkeys((*stated.document_ids, *stated.facts.papers)))


def _values(stated: Stated) -> dict[str, Any]:
    facts = stated.facts
    return {
        "amount_fen": stated.amount_fen,
        "term_months": stated.term_months,
        "use_of_funds": stated.use_of_funds,
        "use_note": stated.use_note,
        "established_on": facts.established_on,
        "headcount": facts.headcount,
        "revenue_fen": facts.revenue_fen,
        "prior_revenue_fen": facts.prior_revenue_fen,
        "tax_grade": facts.tax_grade,
        "credit_grade": facts.credit_grade,
        "sector": facts.sector,
        "tags": [str(tag) for tag in sorted(set(facts.tags))],
        "first_time_borrower": facts.first_time_borrower,
        "has_basic_account": facts.has_basic_account,
        "credit_report_consent": facts.credit_report_consent,
        "tax_grade_year": facts.tax_grade_year,
        "tax_grade_document_id": facts.tax_grade_document_id,
        "credit_grade_year": facts.credit_grade_year,
        "credit_grade_document_id": facts.credit_grade_document_id,
        "document_ids": _offered(stated),
    }


def _requested(request_id: UUID, stated: Stated) -> list[RequestedRight]:
    now = clock.now()
    return [
        RequestedRight(
            id=uuid4(),
            created_at=now,
            request=request_id,
            right_id=right_id,
            position=position,
            used_since=day,
        )
        for position, (right_id, day) in enumerate(stated.rights)
    ]


def _told(request: Stated | RequestView) -> dict[str, object]:
    """The values as the event log keeps them."""
    right_ids = (
        list(request.right_ids)
        if isinstance(request, RequestView)
        else [right_id for right_id, _ in request.rights]
    )
    return {
        "amount_fen": request.amount_fen,
        "term_months": request.term_months,
        "use_of_funds": request.use_of_funds,
        "right_ids": sorted(str(right_id) for right_id in right_ids),
        **{f.name: getattr(request.facts, f.name) for f in fields(FirmFacts)},
    }


async def _views(rows: Sequence[Mapping[str, Any]]) -> list[RequestView]:
    named: dict[UUID, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    for right in await queries.rights(named.keys()):
        named[right["request"]].append(right)
    return [_view(row, named[row["id"]]) for row in rows]


def _view(row: Mapping[str, Any], rights: Sequence[Mapping[str, Any]]) -> RequestView:
    prior, tax, credit = row["prior_revenue_fen"], row["tax_grade"], row["credit_grade"]
    return RequestView(
        id=row["id"],
        number=row["number"],
        firm_id=row["firm"],
        state=State(row["state"]),
        revision=row["revision"],
        right_ids=tuple(right["right_id"] for right in rights),
        used_since={
            right["right_id"]: right["used_since"] for right in rights if right["used_since"]
        },
        amount_fen=Fen(row["amount_fen"]),
        term_months=row["term_months"],
        use_of_funds=UseOfFunds(row["use_of_funds"]),
        use_note=row["use_note"],
        facts=FirmFacts(
            established_on=row["established_on"],
            headcount=row["headcount"],
            revenue_fen=Fen(row["revenue_fen"]),
            sector=Sector(row["sector"]),
            tags=tuple(FirmTag(tag) for tag in row["tags"]),
            first_time_borrower=row["first_time_borrower"],
            has_basic_account=row["has_basic_account"],
            credit_report_consent=row["credit_report_consent"],
            prior_revenue_fen=None if prior is None else Fen(prior),
            tax_grade=None if tax is None else TaxGrade(tax),
            credit_grade=None if credit is None else CreditGrade(credit),
            tax_grade_year=row["tax_grade_year"],
            tax_grade_document_id=row["tax_grade_document_id"],
            credit_grade_year=row["credit_grade_year"],
            credit_grade_document_id=row["credit_grade_document_id"],
        ),
        document_ids=tuple(row["document_ids"]),
        drafted_at=row["created_at"],
        published_at=row["published_at"],
        withdrawn_at=row["withdrawn_at"],
    )
