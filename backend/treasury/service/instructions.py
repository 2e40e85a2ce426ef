"""How a charge is paid by bank transfer: account, amount, and what to write as remark."""

from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.spreadsheet import yuan
from backend.papers import service as papers
from backend.payments import service as payments
from backend.payments.states import Book
from backend.treasury import rules
from backend.treasury.queries import instructions as queries
from contracts.payment_instruction.terms import PaymentInstruction


async def instruction(charge_id: UUID, *, by: Actor) -> dict[str, Any]:
    """For whoever sees the charge, as long as something of it is open."""
    row = await payments.charge(charge_id, by=by)
    open_fen = payments.open_amount(row["state"], row["amount_fen"], kept=row["kept"])
    payments.check_open(row["state"], open_fen)
    holder = row["payee"] if row["book"] == Book.MEMO else None
    account = await queries.paid_into(row["book"], holder)
    if account is None:
        raise rules.NoAccount("The operator has opened no account for this yet.")
    told = account | {"amount_fen": open_fen, "reference": row["reference"]}
    return told | {"charge": row, "code": _code(told)}


def _code(told: dict[str, Any]) -> str:
    """The same words, to be read by a phone."""
    return "\n".join(
        (
            f"户名：{told['account_name']}",
            f"账号：{told['account_number']}",
            f"开户行：{told['bank_name']}",
            f"金额：{yuan(told['amount_fen'])}元",
            f"附言：{told['reference']}",
        )
    )


async def instruction_sheet(charge_id: UUID, *, by: Actor) -> bytes:
    """The same as a PDF, to be given to whoever makes the transfer."""
    told = await instruction(charge_id, by=by)
    charge = told["charge"]
    terms = PaymentInstruction(
        remark=told["reference"],
        payer=charge["payer_name"],
        payee=charge["payee_name"],
        about=charge["about"],
        amount_fen=told["amount_fen"],
        due_on=charge["due_on"],
        account_name=told["account_name"],
        account_number=told["account_number"],
        bank_name=told["bank_name"],
        bank_code=told["bank_code"] or "",
    )
    return await papers.instruction_sheet(terms, code=told["code"])
