"""Money that came by Stripe: to its charge, once, or into suspense with a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import gateway, rules
from backend.payments import queries as ledger
from backend.payments.gateway import Intent
from backend.payments.queries import gateway as queries
from backend.payments.service.door import Moved, receive
from backend.payments.service.ledger import mode
from backend.payments.service.tasks import open_task
from backend.payments.states import CheckoutState, Outcome, Source, State, TaskKind


async def settle(intent_id: str) -> Outcome:
    """Money is received when Stripe says that the payment has succeeded; once."""
    if await queries.is_received(intent_id):
        return Outcome.AGAIN
    found = await gateway.intent(intent_id)
    if found.status != "succeeded" or found.paid_at is None or found.received <= 0:
        return Outcome.IGNORED
    async with transaction():
        return Outcome.DONE if await _received(found) else Outcome.AGAIN


@dataclass(frozen=True)
class _Fit:
    """For which page of ours money came, and why it does not pay its charge."""

    page: Mapping[str, Any] | None
    payer_id: UUID | None
    wrong: TaskKind | None


async def _fit(found: Intent) -> _Fit:
    page = await _page_of(found.metadata)
    if page is None:
        other = found.currency != rules.CURRENCY
        return _Fit(None, None, TaskKind.OTHER_CURRENCY if other else TaskKind.UNKNOWN_CHARGE)
    row = await ledger.lock_charge(page["charge"])
    return _Fit(page, row["payer"], _wrong(found, page, row))


def _wrong(found: Intent, page: Mapping[str, Any], row: Mapping[str, Any]) -> TaskKind | None:
    if found.currency != rules.CURRENCY:
        return TaskKind.OTHER_CURRENCY
    if page["amount_fen"] != found.received:
        return TaskKind.AMOUNT_DIFFERS
    held = rules.held_here(row["purpose"], row["book"], mode=mode())
    return None if held and row["state"] != State.CANCELLED else TaskKind.CHARGE_CLOSED


async def _page_of(metadata: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The page that we asked for: what is written on a payment is believed if it is ours."""
    try:
        named = UUID(metadata.get("checkout", ""))
    except ValueError:
        return None
    page = await queries.checkout(named)
    if page is None or str(page["charge"]) != metadata.get("charge"):
        return None
    return page


async def _received(found: Intent) -> bool:
    """Post it: to its charge, or into suspense with a task; False if somebody was faster."""
    fit = await _fit(found)
    charge_id = fit.page["charge"] if fit.page else None
    paid_at = found.paid_at or clock.now()
    posted = None
    if found.currency == rules.CURRENCY:
        moved = Moved(
            source=Source.GATEWAY,
            external_id=found.id,
            amount=Fen(found.received),
            occurred_on=clock.shanghai_date(paid_at),
        )
        takes = charge_id if fit.wrong is None else None
        posted = await receive(moved, charge_id=takes, payer_id=fit.payer_id, by=SYSTEM)
    new = await queries.add_payment(
        found.id,
        stripe_charge=found.charge_id,
        charge_id=posted.subject if posted else None,
        checkout_id=fit.page["id"] if fit.page else None,
        amount=found.received,
        currency=found.currency,
        transaction_id=posted.id if posted else None,
    )
    if new and fit.page:
        await queries.end_checkout(fit.page["id"], CheckoutState.COMPLETE)
    if new:
        await _note(found, fit, charge_id)
    return new


async def _note(found: Intent, fit: _Fit, charge_id: UUID | None) -> None:
    wrong = fit.wrong
    if wrong is None and charge_id is not None:
        row = await ledger.charge(charge_id, reader=None)
        wrong = TaskKind.PAID_TWICE if row and row["state"] == State.OVERPAID else None
    if wrong is not None:
        await open_task(
            wrong,
            found.id,
            amount=found.received,
            charge_id=charge_id,
            facts={
                "currency": found.currency,
                "expected_fen": fit.page["amount_fen"] if fit.page else None,
                "named_charge": found.metadata.get("charge"),
            },
        )
