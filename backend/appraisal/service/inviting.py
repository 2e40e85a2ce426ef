"""Invite appraisers: a firm on its own account, or a lender for a case of the firm."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import queries, rules
from backend.appraisal.events import RequestOpened
from backend.appraisal.service.reading import RequestView, found, request
from backend.appraisal.states import REQUEST, Action, Purpose, QuoteState, State
from backend.appraisal.tables import Quote, Request, RequestedRight
from backend.documents import service as documents
from backend.documents.states import Purpose as Consent
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number
from backend.portfolio import service as portfolio


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """What is asked for. `related_to`: invited appraisers said to be related to the firm."""

    right_ids: tuple[UUID, ...]
    appraiser_ids: tuple[UUID, ...]
    document_ids: tuple[UUID, ...] = ()
    purpose: Purpose
    base_date: date
    quotes_due_on: date
    note: str
    lender_id: UUID | None
    related_to: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class _Sides:
    """`client`: who gives the order, owes the fee and takes the report."""

    firm: UUID
    client: UUID
    application: UUID | None = None


async def lock(request_id: UUID, action: Action, *, by: Actor) -> tuple[dict[str, Any], State]:
    """The request, held until the end, and the state that the action leads to."""
    await found(request_id, by=by)
    await queries.lock_request(request_id)
    row = await found(request_id, by=by)
    return row, REQUEST.after(State(row["state"]), action)


async def open_request(asked: Ordered, *, by: Actor) -> RequestView:
    """Invite appraisers; the named documents are theirs to read until it is decided."""
    by.require(Permission.BIND)
    by.require_verified()
    async with transaction():
        made = await _open(asked, _Sides(firm=by.organisation_id, client=by.organisation_id), by=by)
        for each in made.quotes:
            if asked.document_ids:
                await documents.grant(
                    asked.document_ids,
                    to=each["appraiser"],
                    kind=Consent.VALUATION,
                    purpose=each["id"],
                    by=by,
                )
        return made


async def order_for_case(
    asked: Ordered, *, firm_id: UUID, application_id: UUID, firm_pays: bool, by: Actor
) -> RequestView:
    """A lender invites for a case that its caller has locked; what the firm pays, the firm accepts.

    The firm's papers are not the lender's to pass on: the firm shares them itself.
    """
    by.require(Permission.WORK_APPLICATIONS)
    async with transaction():
        running = await queries.running_order(application_id)
        if running is not None:
            raise rules.OrderRunning(
                f"{running['number']} comes to its end or is withdrawn first.",
                number=running["number"],
            )
        sides = _Sides(
            firm=firm_id,
            client=firm_id if firm_pays else by.organisation_id,
            application=application_id,
        )
        return await _open(asked, sides, by=by)


async def share(request_id: UUID, *, document_ids: tuple[UUID, ...], by: Actor) -> RequestView:
    """The firm lets whoever is invited, or was chosen, read some of its documents."""
    by.require(Permission.PREPARE)
    async with transaction():
        row, _ = await lock(request_id, Action.SHARE, by=by)
        if row["firm"] != by.organisation_id:
            raise NotFound
        for each in await queries.quotes([row["id"]]):
            if each["state"] in {QuoteState.INVITED, QuoteState.QUOTED, QuoteState.CHOSEN}:
                await documents.grant(
                    document_ids,
                    to=each["appraiser"],
                    kind=Consent.VALUATION,
                    purpose=each["id"],
                    by=by,
                )
        return await request(request_id, by=by)


async def _open(asked: Ordered, sides: _Sides, *, by: Actor) -> RequestView:
    rules.check_dates(
        base_date=asked.base_date, quotes_due_on=asked.quotes_due_on, today=clock.today()
    )
    await portfolio.check_holdings(asked.right_ids, sides.firm)
    await _check_invited(asked)
    row, rights, quotes = await _rows(asked, sides, by=by)
    await queries.add_request(row, rights, quotes)
    await emit(
        RequestOpened(
            subject_id=row.id,
            parties=(by.organisation_id, *asked.appraiser_ids),
            number=row.number,
            firm=by.organisation_name,
            quotes_due_on=asked.quotes_due_on.isoformat(),
        ),
        by=by,
        after={"state": State.OPEN},
    )
    return await request(row.id, by=by)


async def _rows(
    asked: Ordered, sides: _Sides, *, by: Actor
) -> tuple[Request, list[RequestedRight], list[Quote]]:
    now = clock.now()
    row = Request(
        id=uuid4(),
        created_at=now,
        number=await next_number("AR"),
        firm=sides.firm,
        asked_by=by.organisation_id,
        client=sides.client,
        application=sides.application,
        state=State.OPEN,
        purpose=asked.purpose,
        base_date=asked.base_date,
        quotes_due_on=asked.quotes_due_on,
        note=asked.note,
        lender=asked.lender_id,
        related_to=list(asked.related_to),
        opened_by=by.user_id,
    )
    rights = [
        RequestedRight(id=uuid4(), created_at=now, request=row.id, right_id=i, position=position)
        for position, i in enumerate(dict.fromkeys(asked.right_ids))
    ]
    quotes = [
        Quote(
            id=uuid4(),
            created_at=now,
            request=row.id,
            appraiser=i,
            state=QuoteState.INVITED,
            note="",
        )
        for i in dict.fromkeys(asked.appraiser_ids)
    ]
    return row, rights, quotes


async def _check_invited(asked: Ordered) -> None:
    wanted = {*asked.appraiser_ids, *asked.related_to}
    known = await identity.organisations(list(wanted))
    unfit = [
        str(i)
        for i in sorted(wanted)
        if i not in known
        or known[i].kind != OrganisationKind.APPRAISER
        or known[i].verified_at is None
    ]
    if unfit:
        raise rules.NotAnAppraiser(field="appraiser_ids", appraiser_ids=unfit)
    if asked.lender_id is not None:
        lender = (await identity.organisations([asked.lender_id])).get(asked.lender_id)
        if lender is None or lender.kind != OrganisationKind.BANK:
            raise NotFound("There is no such lender.")
