"""The blanks of the cancellation form (专利权质押登记注销申请表)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit


@dataclass(frozen=True, kw_only=True)
class CancellationForm(Blanks):
    """The end of a registered pledge on one of the five grounds of 登记办法 art. 14."""

    registration_number: str
    registered_on: date
    pledgors: tuple[Party, ...]
    pledgees: tuple[Party, ...]
    patents: tuple[Patent, ...]
    ground: Literal["paid", "enforced", "waived", "contract_void", "other_law"]
    ended_on: date
    statement: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    undertaking: bool = False
    agent: Party | None = None
    agency_code: str = ""
    agent_person: str = ""
    applied_on: date

    def check(self) -> None:
        if not self.attachments and not self.undertaking:
            raise Unfit("attachments", "a proof that the claim ended, or undertaking=True", got=())
        if self.ground == "other_law" and not self.statement:
            raise Unfit("statement", "which case of which law, since ground is other_law", got=())
