"""Money that its payee says came to an account of its own, and the bank's line about the same.

A report enters the ledger as money that came. The line about it adds nothing: what it put into
suspense is taken out again, on the report's day, and the report is recognised by it.
"""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.payments import rules
from backend.payments.queries import reports as queries
from backend.payments.rules import Line
from backend.payments.service.door import Moved, _locked, cause_of, receive
from backend.payments.service.ledger import Posted, post
from backend.payments.states import SUSPENSE, Book, Source

#: Before the names that payees give: no line of a bank is called so.
REPORTED = "reported/"


def reported_as(name: str) -> str:
    """Under which key what a payee tells by this name stands in the ledger."""
    return f"received:{Source.BANK}:{REPORTED}{name}"


async def report(
    charge_id: UUID, name: str, amount: Fen, *, received_on: date, by: Actor
) -> Posted:
    """The payee of a mirrored charge says that money came, once under each name."""
    moved = Moved(
        source=Source.BANK,
        external_id=f"{REPORTED}{name}",
        amount=amount,
        occurred_on=received_on,
    )
    return await receive(moved, by=by, charge_id=charge_id)


async def unconfirmed(
    *, charge_id: UUID | None = None, payee_id: UUID | None = None
) -> list[dict[str, Any]]:
    """What was reported for a charge, or to a payee, and no line of a bank has told yet."""
    if charge_id is not None:
        return await queries.unconfirmed_of(charge_id)
    return [] if payee_id is None else await queries.unconfirmed_for(payee_id)


async def recognise(charge_id: UUID, moved: Moved, *, by: Actor) -> Posted | None:
    """What waits in suspense is what was reported of this charge: it counts once.

    None where nothing of this amount was reported that no line has told.
    """
    async with transaction():
        await _locked(charge_id)
        fitting = [
            row
            for row in await queries.unconfirmed_of(charge_id)
            if row["amount_fen"] == moved.amount
        ]
        if not fitting:
            return None
        told = min(fitting, key=lambda row: abs((row["occurred_on"] - moved.occurred_on).days))
        rules.check_amount(moved.amount, currency=moved.currency)
        same = Moved(
            source=moved.source,
            external_id=moved.external_id,
            amount=moved.amount,
            occurred_on=told["occurred_on"],
        )
        lines = [
            Line(Book.MEMO, SUSPENSE, None, moved.amount),
            Line(Book.MEMO, moved.source, None, Fen(-moved.amount)),
        ]
        return await post(cause_of("recognised", same, subject=charge_id), lines, by=by)
