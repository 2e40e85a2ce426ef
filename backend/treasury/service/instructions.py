"""How a charge is paid by bank transfer: account, amount, and what to write as remark."""

from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.payments import service as payments
from backend.payments.states import Book
from backend.treasury import rules
from backend.treasury.queries import instructions as queries


async def instruction(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """For whoever sees the charge, as long as something of it is open."""
    row = await payments.charge(charge_id, by=by)
    open_fen = payments.open_amount(row["state"], row["amount_fen"], kept=row["kept"])
    payments.check_open(row["state"], open_fen)
    holder = row["payee"] if row["book"] == Book.MEMO else None
    account = await queries.paid_into(row["book"], holder)
    if account is None:
        raise rules.NoAccount("The operator has opened no account for this yet.")
    return account | {"amount_fen": open_fen, "reference": row["reference"]}
