"""The blanks of a payment instruction (对公转账付款通知)."""

from dataclasses import dataclass
from datetime import date

from contracts.blanks import Blanks, Unfit


@dataclass(frozen=True, kw_only=True)
class PaymentInstruction(Blanks):
    """Account, amount and remark of one transfer; `remark` alone finds its charge again."""

    remark: str
    payer: str
    payee: str
    about: str
    amount_fen: int
    due_on: date
    account_name: str
    account_number: str
    bank_name: str
    bank_code: str = ""

    def check(self) -> None:
        if self.amount_fen == 0:
            raise Unfit("amount_fen", "an amount above 0", got=0)
