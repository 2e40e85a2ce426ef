"""What every step of an application shares: who may, the lock, the clock, the telling."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.errors import Forbidden, NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import ApplicationEvent, ApplicationOverdue
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions, files
from backend.lending.queries.applications import ApplicationRow, Scope
from backend.lending.service import clocks, products
from backend.lending.states import APPLICATION, Action, CapacityState, OfferState, State, Stop
from backend.portfolio import service as portfolio

_FIRM_PREPARES = (Permission.PREPARE,)
_FIRM_BINDS = (Permission.BIND,)
_BANK_WORKS = (Permission.WORK_APPLICATIONS,)
_BANK_DECIDES = (Permission.DECIDE_APPLICATIONS,)
_EITHER_SIDE = (*_FIRM_BINDS, *_BANK_WORKS)

#: Which permissions an action asks for; any one of them is enough.
NEEDED: dict[Action, tuple[Permission, ...]] = {
    Action.SUBMIT: _FIRM_BINDS,
    Action.TAKE_IN: _BANK_WORKS,
    Action.ASSIGN: (Permission.WORK_APPLICATIONS, Permission.ASSIGN_CASES),
    Action.RETURN: _BANK_WORKS,
    Action.REQUEST_DOCUMENTS: _BANK_WORKS,
    Action.ANSWER_DOCUMENTS: _FIRM_PREPARES,
    Action.CHECK_VALUATION: _BANK_WORKS,
    Action.ORDER_VALUATION: _BANK_WORKS,
    Action.STATE_VALUE: _BANK_WORKS,
    Action.PROPOSE_VALUE: _EITHER_SIDE,
    Action.AGREE_VALUE: _EITHER_SIDE,
    Action.ADOPT_VALUATION: _BANK_WORKS,
    Action.ADD_EVIDENCE: _BANK_WORKS,
    Action.SET_ASIDE: (Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS),
    Action.OPINE: _BANK_WORKS,
    Action.APPROVE: _BANK_DECIDES,
    Action.REFUSE: _BANK_DECIDES,
    Action.SEND_BACK: _BANK_DECIDES,
    Action.ACCEPT: _FIRM_BINDS,
    Action.DECLINE: _FIRM_BINDS,
    Action.PROPOSE_RETRACTION: (Permission.WORK_APPLICATIONS, Permission.DECIDE_APPLICATIONS),
    Action.RETRACT: _BANK_DECIDES,
    Action.DRAW: (Permission.RUN_PLEDGES,),
    Action.WITHDRAW: _FIRM_BINDS,
    Action.COPY: _FIRM_PREPARES,
    Action.ISSUE_PACK: (Permission.DECIDE_APPLICATIONS, Permission.RUN_PLEDGES),
}
#: A draft binds nobody: whoever prepares it may also drop it.
DROPS_A_DRAFT = (Permission.PREPARE, Permission.BIND)

#: How an ended offer is named after what ended its application.
OFFER_ENDS: dict[State, OfferState] = {
    State.DECLINED: OfferState.DECLINED,
    State.RETRACTED: OfferState.RETRACTED,
    State.EXPIRED: OfferState.EXPIRED,
    State.WITHDRAWN: OfferState.WITHDRAWN,
    State.COMMITTED_ELSEWHERE: OfferState.COMMITTED_ELSEWHERE,
    State.IN_REVIEW: OfferState.PLEDGE_FAILED,
}


def scope_of(by: Actor) -> Scope:
    """Whose applications exist for the actor: his firm's, or those submitted to his bank."""
    if by.may(Permission.VIEW_FIRM):
        return Scope(applicant=by.organisation_id)
    if by.may(Permission.VIEW_BANK):
        return Scope(lender=by.organisation_id)
    raise Forbidden("Loan applications are between a firm and its bank.")


async def lock_for(application_id: UUID, action: Action, *, by: Actor) -> ApplicationRow:
    """The locked application, if the actor may do this to it and its state allows it."""
    by.require(*NEEDED[action])
    row = await lock(application_id, by=by)
    APPLICATION.after(row.state, action)
    return row


async def lock(application_id: UUID, *, by: Actor) -> ApplicationRow:
    return found(await queries.application(application_id, scope=scope_of(by), lock=True))


def found(row: ApplicationRow | None) -> ApplicationRow:
    if row is None:
        raise NotFound("There is no such application.")
    return row


async def move(row: ApplicationRow, action: Action, **values: Any) -> ApplicationRow:
    """Write what follows from the action: the state that the table names, and these columns."""
    state = APPLICATION.after(row.state, action)
    return await queries.change(row.id, at=clock.now(), state=state, **values)


async def tell(
    event: type[ApplicationEvent],
    row: ApplicationRow,
    *,
    before: State | None,
    to: tuple[UUID, ...] | None = None,
    by: Actor,
    **payload: Any,
) -> None:
    """Emit one event of the application; both sides are told unless `to` names who is."""
    parties = (row.applicant, row.lender) if to is None else to
    await emit(
        event(subject_id=row.id, parties=parties, number=row.number, **payload),
        by=by,
        before=None if before is None else {"state": before},
        after={"state": row.state},
    )


async def canonical(right_ids: Sequence[UUID]) -> list[UUID]:
    """The rights by the ids they bear today, each once."""
    views = await portfolio.views(right_ids)
    return list(dict.fromkeys(views[right_id].id for right_id in right_ids))


def person(by: Actor) -> tuple[UUID, str]:
    return by.user_id, by.name


# The clock -------------------------------------------------------------------------------------


async def start_clock(row: ApplicationRow, *, working_days: int) -> date:
    """Start a new run of the decision clock; the day on which the answer is due."""
    stretches = (await files.stretches([row.id])).get(row.id, [])
    run = max((each.run for each in stretches), default=0) + 1
    await files.start_stretch(row.id, run=run, working_days=working_days, at=clock.now())
    return await clocks.due_on(row)


async def resume_clock(row: ApplicationRow) -> date:
    """Let the present run go on; the day on which the answer is due now."""
    stretches = (await files.stretches([row.id]))[row.id]
    last = max(stretches, key=lambda each: each.run)
    await files.start_stretch(row.id, run=last.run, working_days=last.working_days, at=clock.now())
    return await clocks.due_on(row)


async def stop_clock(row: ApplicationRow, *, as_: Stop) -> None:
    await files.end_stretch(row.id, at=clock.now(), as_=as_)


# Offers and capacity ---------------------------------------------------------------------------


async def end_offers(rows: list[ApplicationRow], state: OfferState) -> None:
    """End the standing offers of these locked applications and free what they reserved."""
    for offer in await decisions.standing_offers([row.id for row in rows]):
        capacity = CapacityState(offer["capacity_state"])
        if capacity is CapacityState.RESERVED:
            await products.free(offer["capacity"], Fen(offer["amount_fen"]))
            capacity = CapacityState.FREED
        await decisions.end_offer(offer["id"], state, capacity=capacity, at=clock.now())


async def standing_offer(row: ApplicationRow) -> dict[str, Any]:
    offers = await decisions.standing_offers([row.id])
    if not offers:
        raise rules.OfferGone(seen={}, current={})
    return offers[0]


async def escalate(row: ApplicationRow) -> None:
    """Tell both sides that the answer is overdue."""
    lender = await identity.organisation(row.lender)
    await tell(
        ApplicationOverdue,
        row,
        before=row.state,
        by=SYSTEM,
        bank=lender.name,
        due_on="" if row.due_on is None else row.due_on.isoformat(),
    )
