"""After the acceptance: what the pledge's fate does to the application, and the drawdown."""

from datetime import date
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import ApplicationClosed, DrawdownOpened, LoanDrawn, PledgeFailed
from backend.lending.queries import applications as queries
from backend.lending.queries import decisions
from backend.lending.service import guaranteeing, reading, steps, trusting
from backend.lending.service.reading import ApplicationView
from backend.lending.states import Action, OfferState, State
from backend.registry import service as registry
from backend.registry.states import State as PledgeState

#: The registration stands, so that money may flow.
_STANDS = frozenset({PledgeState.REGISTERED, PledgeState.CHANGE_FILED})


async def open_drawdown(pledge_id: UUID, *, application_id: UUID) -> bool:
    """The bank's second person has verified the registration: the pledge desk may draw.

    Heard twice, or too late, it changes nothing.
    """
    async with transaction():
        row = await queries.of_pledge(pledge_id, application_id=application_id)
        if row is None or row.state is not State.ACCEPTED:
            return False
        row = await steps.move(row, Action.OPEN_DRAWDOWN)
        await steps.tell(DrawdownOpened, row, before=State.ACCEPTED, by=SYSTEM, pledge_id=pledge_id)
        return True


async def lose_pledge(pledge_id: UUID, *, application_id: UUID, cause: str) -> bool:
    """The pledge was refused, withdrawn, cancelled or revoked.

    Before the drawdown: back into review under a new clock, with the capacity free. After it:
    closed, and the rights are no longer committed. Heard twice, it changes nothing.
    """
    async with transaction():
        row = await queries.of_pledge(pledge_id, application_id=application_id)
        if row is None:
            return False
        before = row.state
        if before is State.DRAWN:
            row = await steps.move(row, Action.LOSE_PLEDGE)
            await steps.tell(
                ApplicationClosed, row, before=before, by=SYSTEM, pledge_id=pledge_id, cause=cause
            )
            return True
        if before not in {State.ACCEPTED, State.DRAWABLE}:
            return False
        await steps.end_offers([row], OfferState.PLEDGE_FAILED)
        due_on = await steps.start_clock(row, working_days=row.answer_days)
        row = await steps.move(row, Action.LOSE_PLEDGE, pledge=None, due_on=due_on)
        await steps.tell(
            PledgeFailed,
            row,
            before=before,
            by=SYSTEM,
            pledge_id=pledge_id,
            cause=cause,
            due_on=due_on.isoformat(),
        )
        return True


async def draw(
    application_id: UUID, *, amount_fen: int, drawn_on: date, loan_contract: str, by: Actor
) -> ApplicationView:
    """Record the drawdown; the registry is asked now, the event that opened it not trusted."""
    if drawn_on > clock.today():
        raise InvalidField("drawn_on", "A drawdown is recorded when it has been made.")
    async with transaction():
        row = await steps.lock_for(application_id, Action.DRAW, by=by)
        offer = await steps.standing_offer(row)
        if row.pledge is None:
            raise RuntimeError("A drawable application without a pledge.")
        pledge = await registry.state_of(row.pledge)
        if pledge.state not in _STANDS or not pledge.bank_verified:
            raise rules.PledgeNotVerified(
                pledge_state=pledge.state.value, bank_verified=pledge.bank_verified
            )
        await trusting.check_not_disproved(row)
        await guaranteeing.check_in_force(row, offer, on=drawn_on)
        rules.check_drawdown(
            amount=Fen(amount_fen),
            granted=Fen(offer["amount_fen"]),
            secured=None if pledge.secured_fen is None else Fen(pledge.secured_fen),
        )
        await decisions.consume(offer["id"])
        row = await steps.move(
            row,
            Action.DRAW,
            drawn_fen=amount_fen,
            drawn_on=drawn_on,
            drawn_by=by.user_id,
            loan_contract=loan_contract,
        )
        await steps.tell(
            LoanDrawn,
            row,
            before=State.DRAWABLE,
            by=by,
            bank=by.organisation_name,
            amount_fen=amount_fen,
            drawn_on=drawn_on.isoformat(),
        )
        return (await reading.views([row], by=by))[0]
