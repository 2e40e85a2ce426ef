"""Take the quotes of those invited, and give one of them the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.appraisal import queries, rules
from backend.appraisal.conflicts import weigh
from backend.appraisal.events import (
    QuoteAccepted,
    QuoteDeclined,
    QuoteGiven,
    QuoteNotChosen,
    RequestEnded,
)
from backend.appraisal.service import weighing
from backend.appraisal.service.inviting import lock
from backend.appraisal.service.reading import RequestView, request
from backend.appraisal.states import (
    QUOTE,
    REQUEST,
    Action,
    Approach,
    Occasion,
    QuoteState,
    State,
)
from backend.appraisal.tables import Quote
from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.service import Owed
from backend.payments.states import Purpose as Charged


@dataclass(frozen=True, kw_only=True)
class Offer:
    fee: Fen
    days: int
    approaches: tuple[Approach, ...]
    valid_until: date
    related: bool
    note: str


def sides(row: dict[str, Any]) -> tuple[UUID, ...]:
    """Who gives the order and who invited; a firm that does neither learns of no fee."""
    return tuple(dict.fromkeys((row["client"], row["asked_by"])))


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
        await _weigh(row, appraiser=by.organisation_id, related=offer.related)
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
                parties=(*sides(row), by.organisation_id),
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


async def _weigh(row: dict[str, Any], *, appraiser: UUID, related: bool) -> None:
    """Refuse what the lender's rules refuse; what they only warn of is kept."""
    chosen = await weighing.in_force(row["lender"])
    right_ids = [each["right_id"] for each in await queries.rights([row["id"]])]
    known = await weighing.dealings(row, appraiser=appraiser, related=related, right_ids=right_ids)
    conflicts = weigh(chosen.rules, known)
    rules.check_conflicts(weighing.refused(conflicts))
    await weighing.keep(
        conflicts,
        rule_set=chosen.id,
        occasion=Occasion.QUOTE,
        request=row["id"],
        valuation=None,
        appraiser=appraiser,
        lender=row["lender"],
    )


def _as_read(quote: dict[str, Any]) -> dict[str, object]:
    return {
        "fee_fen": quote["fee_fen"],
        "days": quote["days"],
        "valid_until": quote["valid_until"].isoformat(),
        "approaches": list(quote["approaches"]),
        "related": quote["related"],
    }


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
                parties=(*sides(row), by.organisation_id),
                number=row["number"],
                appraiser=by.organisation_name,
                reason=reason,
            ),
            by=by,
            before={"state": own["state"]},
            after={"state": after},
        )
        return await request(request_id, by=by)


async def accept(
    request_id: UUID, *, quote_id: UUID, seen: Mapping[str, object] | None = None, by: Actor
) -> RequestView:
    """Give the order: the client owes the fee, the other appraisers are let go.

    `seen`: the quote as it was read; it may have been replaced by another since.

    What the lender's rules say is asked again: another order may have been given since the quote.
    """
    by.require(Permission.BIND, Permission.DECIDE_APPLICATIONS)
    today = clock.today()
    async with transaction():
        row, state = await lock(request_id, Action.ACCEPT, by=by)
        quotes = await queries.quotes([row["id"]])
        chosen = next((each for each in quotes if each["id"] == quote_id), None)
        if chosen is None or row["client"] != by.organisation_id:
            raise NotFound
        after = QUOTE.after(QuoteState(chosen["state"]), Action.ACCEPT)
        rules.check_seen(seen, current=_as_read(chosen))
        rules.check_valid(chosen["valid_until"], today=today)
        await _weigh(row, appraiser=chosen["appraiser"], related=bool(chosen["related"]))
        due_on = today + timedelta(days=chosen["days"])
        charge = await payments.owe(
            Owed(
                payer_id=row["client"],
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
                parties=(*sides(row), chosen["appraiser"]),
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
    by.require(Permission.PREPARE, Permission.WORK_APPLICATIONS)
    async with transaction():
        row, state = await lock(request_id, Action.WITHDRAW, by=by)
        if row["asked_by"] != by.organisation_id:
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
            parties=tuple(
                dict.fromkeys((row["firm"], *sides(row), *(each["appraiser"] for each in quotes)))
            ),
            number=row["number"],
            state=state,
        ),
        by=by,
        before={"state": row["state"]},
        after={"state": state},
    )
