"""An offer's life: accepted, declined, retracted by two, expired; and the firm's withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.criteria.facts import add_months
from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.lifecycle import IllegalTransition
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import (
    ApplicationCommittedElsewhere,
    ApplicationWithdrawn,
    OfferAccepted,
    OfferDeclined,
    OfferExpired,
    OfferRetracted,
    RetractionProposed,
)
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions, files
from backend.lending.queries.applications import ApplicationRow, Scope
from backend.lending.service import authority, deciding, reading, steps, trusting
from backend.lending.service.reading import ApplicationView
from backend.lending.states import (
    APPLICATION,
    OPEN,
    Action,
    CapacityState,
    OfferState,
    State,
    Stop,
)
from backend.portfolio import service as portfolio
from backend.registry import service as registry

#: What the firm reads of an offer before it answers.
OFFERED = (
    "amount_fen",
    "rate_bp",
    "term_months",
    "conditions",
    "guarantee_required",
    "yearly_cost_fen",
)


async def accept(
    application_id: UUID, *, offer_version: int | None = None, by: Actor
) -> ApplicationView:
    """Accept: commit the rights, close what else is open on them, draft the pledge.

    The rights are locked first, then every application that shares one, in the order of ids: of
    two acceptances one waits here, and then finds its application closed.
    """
    by.require(Permission.BIND)
    by.require_verified()
    async with transaction():
        seen = steps.found(await queries.application(application_id, scope=steps.scope_of(by)))
        right_ids = await steps.canonical(seen.right_ids)
        await portfolio.lock_rights(right_ids)
        others = await queries.open_on_rights(right_ids)
        locked = {row.id: row for row in await queries.lock_all([*others, seen.id])}
        row = locked.pop(seen.id)
        before = row.state
        APPLICATION.after(before, Action.ACCEPT)
        offer = await _offer(row, version=offer_version)
        rules.check_offer_stands(valid_until=offer["valid_until"], today=clock.today())
        await trusting.check_not_disproved(row)
        committed = await queries.committed_rights(right_ids)
        if committed:
            raise rules.RightCommitted(right_ids=[str(each) for each in committed])
        await decisions.end_offer(
            offer["id"], OfferState.ACCEPTED, capacity=CapacityState.RESERVED, at=clock.now()
        )
        await queries.set_rights(row.id, right_ids)
        row = await steps.move(row, Action.ACCEPT, right_ids=tuple(right_ids))
        await _commit_elsewhere([each for each in locked.values() if each.state in OPEN], by=by)
        today = clock.today()
        pledge = await registry.draft(
            registry.DraftIn(
                right_ids=row.right_ids,
                pledgor_id=row.applicant,
                pledgee_id=row.lender,
                secured_fen=Fen(offer["amount_fen"]),
                loan_fen=Fen(offer["amount_fen"]),
                application_id=row.id,
                loan_reference=row.number,
                performance_from=today,
                performance_to=add_months(today, offer["term_months"]),
            ),
            by=by,
        )
        row = await queries.change(row.id, at=clock.now(), pledge=pledge.id)
        await steps.tell(
            OfferAccepted,
            row,
            before=before,
            by=by,
            firm=by.organisation_name,
            amount_fen=offer["amount_fen"],
            pledge_id=pledge.id,
        )
        return await _view(row, by=by)


async def _commit_elsewhere(rows: list[ApplicationRow], *, by: Actor) -> None:
    """Close these open applications: a right of theirs is committed to another now.

    Nobody is told by whom or to whom; to the banks it is the platform that speaks.
    """
    await steps.end_offers(rows, OfferState.COMMITTED_ELSEWHERE)
    for row in rows:
        await steps.stop_clock(row, as_=Stop.COMMITTED_ELSEWHERE)
        await files.close_requests(row.id, at=clock.now())
        await deciding.end_reading(row, by=by)
        closed = await steps.move(row, Action.COMMIT_ELSEWHERE, due_on=None)
        await steps.tell(ApplicationCommittedElsewhere, closed, before=row.state, by=SYSTEM)


async def decline(
    application_id: UUID, *, offer_version: int | None = None, reason: str = "", by: Actor
) -> ApplicationView:
    """Decline the offer; what it reserved is free again."""
    async with transaction():
        row = await steps.lock_for(application_id, Action.DECLINE, by=by)
        await _offer(row, version=offer_version)
        row = await _end(row, Action.DECLINE, by=by)
        await steps.tell(
            OfferDeclined,
            row,
            before=State.OFFERED,
            by=by,
            firm=by.organisation_name,
            reason=reason,
        )
        return await _view(row, by=by)


async def retract(application_id: UUID, *, reason: str, by: Actor) -> ApplicationView:
    """The first call proposes; the same call by another person, a checker, executes.

    The firm may accept in between: then the second call finds no open offer and is refused.
    """
    async with transaction():
        row = await steps.lock_for(application_id, Action.PROPOSE_RETRACTION, by=by)
        offer = await _offer(row)
        proposed = await decisions.retraction(offer["id"])
        if proposed is None:
            await decisions.propose_retraction(
                offer["id"], reason=reason, by=steps.person(by), at=clock.now()
            )
            row = await steps.move(row, Action.PROPOSE_RETRACTION)
            await steps.tell(
                RetractionProposed,
                row,
                before=State.OFFERED,
                to=(row.lender,),
                by=by,
                reason=reason,
            )
            return await _view(row, by=by)
        by.require(*steps.NEEDED[Action.RETRACT])
        rules.check_retraction(proposer=proposed["proposed_by"], executor=by.user_id)
        await authority.check_second(row, first=proposed["proposed_by"], by=by)
        await decisions.execute_retraction(proposed["id"], by=steps.person(by), at=clock.now())
        row = await _end(row, Action.RETRACT, by=by)
        await steps.tell(
            OfferRetracted,
            row,
            before=State.OFFERED,
            by=by,
            bank=by.organisation_name,
            reason=proposed["reason"],
        )
        return await _view(row, by=by)


async def expire_offers(*, limit: int = 200) -> int:
    """End the offers whose last day is over; how many there were."""
    ended = 0
    for application_id in await decisions.with_lapsed_offer(clock.today(), limit=limit):
        ended += await _expire(application_id)
    return ended


async def _expire(application_id: UUID) -> bool:
    async with transaction():
        row = await queries.application(application_id, scope=Scope(), lock=True)
        if row is None or row.state is not State.OFFERED:
            return False
        offer = await _offer(row)
        if clock.today() <= offer["valid_until"]:
            return False
        row = await _end(row, Action.EXPIRE, by=SYSTEM)
        await steps.tell(
            OfferExpired,
            row,
            before=State.OFFERED,
            by=SYSTEM,
            valid_until=offer["valid_until"].isoformat(),
        )
        return True


async def withdraw(application_id: UUID, *, reason: str = "", by: Actor) -> ApplicationView:
    """Take the application back; from accepted the pledge goes with it, while that is allowed."""
    by.require(*steps.DROPS_A_DRAFT)
    async with transaction():
        row = await steps.lock(application_id, by=by)
        if row.state is not State.DRAFT:
            by.require(*steps.NEEDED[Action.WITHDRAW])
        before = row.state
        if before is State.DRAWABLE:
            raise rules.PledgeIsRegistered(pledge_id=str(row.pledge))
        APPLICATION.after(before, Action.WITHDRAW)
        await steps.end_offers([row], OfferState.WITHDRAWN)
        await steps.stop_clock(row, as_=Stop.WITHDRAWN)
        await files.close_requests(row.id, at=clock.now())
        await documents.end_grants(row.id, by=by)
        row = await steps.move(row, Action.WITHDRAW, due_on=None)
        told = (row.applicant,) if row.submitted_at is None else None
        await steps.tell(
            ApplicationWithdrawn,
            row,
            before=before,
            to=told,
            by=by,
            firm=by.organisation_name,
            reason=reason,
        )
        if before is State.ACCEPTED and row.pledge is not None:
            # Last: whoever holds the register's sequence waits for nobody.
            await _withdraw_pledge(row.pledge, reason=reason, by=by)
        return await _view(row, by=by)


async def _withdraw_pledge(pledge_id: UUID, *, reason: str, by: Actor) -> None:
    try:
        await registry.withdraw(pledge_id, by=by, reason=reason or None)
    except IllegalTransition as refusal:
        raise rules.PledgeIsRegistered(
            pledge_id=str(pledge_id), pledge_state=str(refusal.facts.get("state"))
        ) from refusal


async def _offer(row: ApplicationRow, *, version: int | None = None) -> dict[str, Any]:
    """The standing offer, if it is the one that was named."""
    offer = await steps.standing_offer(row)
    if version is not None:
        seen = await decisions.offer(row.id, version)
        rules.check_offer_current(
            named=version,
            newest=offer["n"],
            seen=None if seen is None else _terms(seen),
            current=_terms(offer),
        )
    return offer


def _terms(offer: Mapping[str, Any]) -> dict[str, Any]:
    """What the firm is offered, for a comparison."""
    return {name: offer[name] for name in OFFERED} | {
        "valid_until": offer["valid_until"].isoformat()
    }


async def _end(row: ApplicationRow, action: Action, *, by: Actor) -> ApplicationRow:
    """Let an offered application come to its end without a loan."""
    state = APPLICATION.after(row.state, action)
    await steps.end_offers([row], steps.OFFER_ENDS[state])
    await deciding.end_reading(row, by=by)
    return await steps.move(row, action)


async def _view(row: ApplicationRow, *, by: Actor) -> ApplicationView:
    return (await reading.views([row], by=by))[0]
