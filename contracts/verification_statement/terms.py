"""The blanks of a verification statement (质押登记核验说明)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contracts.blanks import Blanks, Unfit


@dataclass(frozen=True, kw_only=True)
class ComparedField(Blanks):
    """One field of the registration: as filed or recorded here, and as found in the source."""

    name: str
    filed: str = ""
    found: str = ""
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class VerificationStatement(Blanks):
    """A second person compared every filed field of a registration with its source."""

    registration_number: str
    registered_on: date
    pledge_number: str
    checker: Literal["bank", "district"]
    fields: tuple[ComparedField, ...]
    looked_in: str
    looked_on: date
    outcome: Literal["confirmed", "mismatch"]
    reason: tuple[str, ...] = ()
    recorder: str
    recorder_organisation: str
    recorded_at: datetime
    verifier: str
    verifier_organisation: str
    verified_at: datetime
    notice_name: str = ""
    notice_sha256: str = ""

    def check(self) -> None:
        if self.outcome == "mismatch" and not self.reason:
            raise Unfit("reason", "what differs, since outcome is mismatch", got=())
        if self.outcome == "confirmed" and not all(field.agrees for field in self.fields):
            raise Unfit("outcome", "mismatch, since a field does not agree", got=self.outcome)
