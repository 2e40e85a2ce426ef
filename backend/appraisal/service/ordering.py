"""Order an appraisal: invite several appraisers, take their quotes, accept one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.appraisal import queries, rules
from backend.appraisal.conflicts import weigh
from backend.appraisal.events import (
    QuoteAccepted,
    QuoteDeclined,
    QuoteGiven,
    QuoteNotChosen,
    RequestEnded,
    RequestOpened,
)
from backend.appraisal.service import weighing
from backend.appraisal.service.reading import RequestView, found, request
from backend.appraisal.states import (
    QUOTE,
    REQUEST,
    Action,
    Approach,
    Occasion,
    Purpose,
    QuoteState,
    State,
)
from backend.appraisal.tables import Quote, Request, RequestedRight
from backend.documents import service as documents
from backend.documents.states import Purpose as Consent
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.kernel.sequences import next_number
from backend.payments import service as payments
from backend.payments.service import Owed
from backend.payments.states import Purpose as Charged
from backend.portfolio import service as portfolio


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """What a firm asks for. `related_to`: invited appraisers that it says are related to it."""

    right_ids: tuple[UUID, ...]
    appraiser_ids: tuple[UUID, ...]
    document_ids: tuple[UUID, ...]
    purpose: Purpose
    base_date: date
    quotes_due_on: date
    note: str
    lender_id: UUID | None
    related_to: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    fee: Fen
    days: int
    approaches: tuple[Approach, ...]
    valid_until: date
    related: bool
    note: str


async def lock(request_id: UUID, action: Action, *, by: Actor) -> tuple[dict[str, Any], State]:
    """The request, held until the end, and the state that the action leads to."""
    await found(request_id, by=by)
    await queries.lock_request(request_id)
    row = await found(request_id, by=by)
    return row, REQUEST.after(State(row["state"]), action)


async def parties_of(row: dict[str, Any]) -> tuple[UUID, ...]:
    """The firm and whoever it invited."""
    return (row["firm"], *(each["appraiser"] for each in await queries.quotes([row["id"]])))


async def open_request(asked: Ordered, *, by: Actor) -> RequestView:
    """Invite appraisers; the named documents are theirs to read until it is decided."""
    by.require(Permission.BIND)
    by.require_verified()
    rules.check_dates(
        base_date=asked.base_date, quotes_due_on=asked.quotes_due_on, today=clock.today()
    )
    async with transaction():
        await portfolio.check_holdings(asked.right_ids, by.organisation_id)
        await _check_invited(asked)
        row, rights, quotes = await _rows(asked, by=by)
        await queries.add_request(row, rights, quotes)
        for each in quotes:
            if asked.document_ids:
                await documents.grant(
                    asked.document_ids,
                    to=each.appraiser,
                    kind=Consent.VALUATION,
                    purpose=each.id,
                    by=by,
                )
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


async def _rows(asked: Ordered, *, by: Actor) -> tuple[Request, list[RequestedRight], list[Quote]]:
    now = clock.now()
    row = Request(
        id=uuid4(),
        created_at=now,
        number=await next_number("AR"),
        firm=by.organisation_id,
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


async def quote(request_id: UUID, offer: Offer, *, by: Actor) -> RequestView:
    """Offer a fee, or another; what the lender's rules find of it is kept with its day."""
    by.require(Permission.PREPARE_REPORTS)
    by.require_verified()
    today = clock.today()
    async with transaction():
        row, state = await lock(request_id, Action.QUOTE, by=by)
        rules.check_validity(offer.valid_until, today=today)
        rules.check_quotes_open(row["quotes_due_on"], today=today)
        own = await _own_quote(row, by=by)
        after = QUOTE.after(QuoteState(own["state"]), Action.QUOTE)
        await _weigh(row, offer, by=by)
        await queries.record_quote(
            Quote(
                id=own["id"],
                request=row["id"],
                appraiser=by.organisation_id,
                state=after,
                fee_fen=offer.fee,
                days=offer.days,
                approaches=[str(each) for each in offer.approaches],
                valid_until=offer.valid_until,
                related=offer.related,
                note=offer.note,
                quoted_by=by.user_id,
                quoted_by_name=by.name,
                quoted_at=clock.now(),
            )
        )
        await emit(
            QuoteGiven(
                subject_id=row["id"],
                parties=(row["firm"], by.organisation_id),
                number=row["number"],
                appraiser=by.organisation_name,
                fee_fen=offer.fee,
                days=offer.days,
            ),
            by=by,
            before={"state": own["state"]},
            after={"state": after, "request": state},
        )
        return await request(request_id, by=by)


async def _weigh(row: dict[str, Any], offer: Offer, *, by: Actor) -> None:
    """Refuse what the lender's rules refuse; what they only warn of is kept."""
    chosen = await weighing.in_force(row["lender"])
    right_ids = [each["right_id"] for each in await queries.rights([row["id"]])]
    known = await weighing.dealings(
        row, appraiser=by.organisation_id, related=offer.related, right_ids=right_ids
    )
    conflicts = weigh(chosen.rules, known)
    rules.check_conflicts(weighing.refused(conflicts))
    await weighing.keep(
        conflicts,
        rule_set=chosen.id,
        occasion=Occasion.QUOTE,
        request=row["id"],
        valuation=None,
        appraiser=by.organisation_id,
        lender=row["lender"],
    )


async def _own_quote(row: dict[str, Any], *, by: Actor) -> dict[str, Any]:
    for each in await queries.quotes([row["id"]]):
        if each["appraiser"] == by.organisation_id:
            return each
    raise NotFound


async def decline(request_id: UUID, *, reason: str, by: Actor) -> RequestView:
    """Take no part; the documents are no longer his to read."""
    by.require(Permission.PREPARE_REPORTS)
    async with transaction():
        row, _ = await lock(request_id, Action.DECLINE, by=by)
        own = await _own_quote(row, by=by)
        after = QUOTE.after(QuoteState(own["state"]), Action.DECLINE)
        await queries.move_quote(own["id"], state=after, note=reason)
        await documents.end_grants(own["id"], by=by)
        await emit(
            QuoteDeclined(
                subject_id=row["id"],
                parties=(row["firm"], by.organisation_id),
                number=row["number"],
                appraiser=by.organisation_name,
                reason=reason,
            ),
            by=by,
            before={"state": own["state"]},
            after={"state": after},
        )
        return await request(request_id, by=by)


async def accept(request_id: UUID, *, quote_id: UUID, by: Actor) -> RequestView:
    """Give the order: the fee is owed, the other appraisers are let go."""
    by.require(Permission.BIND)
    today = clock.today()
    async with transaction():
        row, state = await lock(request_id, Action.ACCEPT, by=by)
        quotes = await queries.quotes([row["id"]])
        chosen = next((each for each in quotes if each["id"] == quote_id), None)
        if chosen is None or row["firm"] != by.organisation_id:
            raise NotFound
        after = QUOTE.after(QuoteState(chosen["state"]), Action.ACCEPT)
        rules.check_valid(chosen["valid_until"], today=today)
        due_on = today + timedelta(days=chosen["days"])
        charge = await payments.owe(
            Owed(
                payer_id=row["firm"],
                payee_id=chosen["appraiser"],
                purpose=Charged.APPRAISAL_FEE,
                amount=Fen(chosen["fee_fen"]),
                due_on=due_on,
                about=row["number"],
            ),
            by=by,
        )
        await queries.move_quote(quote_id, state=after)
        await _let_go(
            [each for each in quotes if each["id"] != quote_id], QuoteState.NOT_CHOSEN, by=by
        )
        await queries.record_acceptance(
            row["id"],
            state=state,
            quote=quote_id,
            charge=charge["id"],
            at=clock.now(),
            due_on=due_on,
        )
        await emit(
            QuoteAccepted(
                subject_id=row["id"],
                parties=(row["firm"], chosen["appraiser"]),
                number=row["number"],
                firm=by.organisation_name,
                fee_fen=chosen["fee_fen"],
                due_on=due_on.isoformat(),
            ),
            by=by,
            before={"state": row["state"]},
            after={"state": state},
        )
        await _tell_the_others(row, quotes, chosen=quote_id, by=by)
        return await request(request_id, by=by)


async def _tell_the_others(
    row: dict[str, Any], quotes: Sequence[dict[str, Any]], *, chosen: UUID, by: Actor
) -> None:
    others = tuple(
        each["appraiser"]
        for each in quotes
        if each["id"] != chosen and each["state"] in {QuoteState.INVITED, QuoteState.QUOTED}
    )
    if others:
        event = QuoteNotChosen(
            subject_id=row["id"], parties=others, number=row["number"], firm=by.organisation_name
        )
        await emit(event, by=by)


async def _let_go(quotes: Sequence[dict[str, Any]], state: QuoteState, *, by: Actor) -> None:
    for each in quotes:
        if each["state"] in {QuoteState.INVITED, QuoteState.QUOTED}:
            await queries.move_quote(each["id"], state=state)
        await documents.end_grants(each["id"], by=by)


async def withdraw(request_id: UUID, *, by: Actor) -> RequestView:
    """Ask no longer, before anybody was chosen."""
    by.require(Permission.PREPARE)
    async with transaction():
        row, state = await lock(request_id, Action.WITHDRAW, by=by)
        if row["firm"] != by.organisation_id:
            raise NotFound
        await _end(row, state, by=by)
        return await request(request_id, by=by)


async def expire() -> None:
    """End every request that nobody was chosen for in time."""
    for due in await queries.overdue(clock.today()):
        async with transaction():
            await queries.lock_request(due["id"])
            row = await queries.request(due["id"], reader=due["firm"])
            if row is not None and row["state"] == State.OPEN:
                await _end(row, REQUEST.after(State.OPEN, Action.EXPIRE), by=SYSTEM)


async def _end(row: dict[str, Any], state: State, *, by: Actor) -> None:
    quotes = await queries.quotes([row["id"]])
    await _let_go(quotes, QuoteState.ENDED, by=by)
    await queries.move_request(row["id"], state=state, ended_at=clock.now())
    await emit(
        RequestEnded(
            subject_id=row["id"],
            parties=(row["firm"], *(each["appraiser"] for each in quotes)),
            number=row["number"],
            state=state,
        ),
        by=by,
        before={"state": row["state"]},
        after={"state": state},
    )
