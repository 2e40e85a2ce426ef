"""The blanks of a bank's decision notice (审批结果通知书)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit


@dataclass(frozen=True, kw_only=True)
class DecisionNotice(Blanks):
    """Granted or refused, always with its reason; `reason_code` is the refusal's coded one."""

    application_number: str
    lender: Party
    applicant: Party
    product: str
    requested_fen: int
    requested_months: int
    submitted_on: date
    decision: Literal["granted", "refused"]
    decided_on: date
    reason: tuple[str, ...]
    reason_code: str = ""
    reason_label: str = ""
    granted_fen: int | None = None
    rate_bp: int | None = None
    granted_months: int | None = None
    conditions: tuple[str, ...] = ()
    patents: tuple[Patent, ...] = ()
    remedies: tuple[str, ...] = ()
    contact: str = ""

    def check(self) -> None:
        if self.decision == "granted" and not self.granted_fen:
            raise Unfit("granted_fen", "an amount above 0, since decision is granted", got=None)
        if self.decision == "refused" and not self.reason_code:
            raise Unfit("reason_code", "the coded reason, since decision is refused", got="")
