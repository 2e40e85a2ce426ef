"""Premium that the insurer takes itself (not a broker's platform): it says what it received."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import InvalidField, NotFound
from backend.kernel.events import emit
from backend.kernel.money import Fen
from backend.payments import service as payments
from backend.payments.states import Book
from backend.policies import queries, rules
from backend.policies.events import PremiumReported
from backend.policies.service.issuing import premium_moved
from backend.policies.states import State
from backend.treasury import service as treasury


async def report(
    policy_id: UUID, reference: str, amount: Fen, *, received_on: date, by: Actor
) -> None:
    """Mirror what came into the insurer's account, under the reference of its bank, once.

    Whole, it issues the policy.
    """
    by.require(Permission.UNDERWRITE)
    if received_on > clock.today():
        raise InvalidField("received_on", "Money is reported when it has come.")
    async with transaction():
        row = await queries.lock(policy_id)
        if row is None or row["insurer"] != by.organisation_id:
            raise NotFound
        if row["charge"] is None:
            raise rules.NothingDue(f"{row['number']} is {row['state']}.")
        await queries.charge(row["charge"])
        charge = await payments.charge(row["charge"], by=by)
        if charge["book"] != Book.MEMO:
            raise rules.NotMirrored(f"{charge['reference']} is in the book {charge['book']}.")
        name = f"{row['number']}/{reference}"
        if not await queries.is_reported(payments.reported_as(name)):
            _check_open(row, charge, amount)
            await _check_untold(charge, amount, on=received_on)
        posted = await payments.report(row["charge"], name, amount, received_on=received_on, by=by)
        if posted.again:
            return
        await emit(
            PremiumReported(
                subject_id=policy_id,
                parties=(row["firm"], row["insurer"]),
                number=row["number"],
                amount_fen=amount,
                received_on=received_on.isoformat(),
            ),
            by=by,
        )
        await premium_moved(row["charge"])


def _check_open(row: Mapping[str, Any], charge: Mapping[str, Any], amount: Fen) -> None:
    """What is reported anew is no more than is still to be paid."""
    open_fen = payments.open_amount(charge["state"], charge["amount_fen"], kept=charge["kept"])
    if row["state"] != State.BOUND or open_fen == 0:
        raise rules.NothingDue(f"{row['number']} is {row['state']}.")
    if amount > open_fen:
        raise rules.ReceiptAboveOpen(
            f"At most {open_fen} fen would pass.", path="amount_fen", open_fen=open_fen
        )


async def _check_untold(charge: Mapping[str, Any], amount: Fen, *, on: date) -> None:
    """No statement of the insurer's account tells of this money already: it would count twice."""
    booked_on = await treasury.told_on(charge, amount, on=on)
    if booked_on is not None:
        raise rules.ReceiptOnStatement(
            f"A statement has it on {booked_on}; it counts by that.",
            path="amount_fen",
            booked_on=booked_on,
        )
