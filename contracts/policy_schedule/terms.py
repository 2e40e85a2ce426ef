"""The blanks of a policy's schedule (保险单): what is insured, by whom, for which share."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.blanks import Blanks, Party, Unfit

WHOLE_PPM = 1_000_000


@dataclass(frozen=True, kw_only=True)
class CoverPart(Blanks):
    """One section of cover as it was quoted; the kept share is `kept_bp`."""

    code: str
    name: str
    territories: str
    per_claim_fen: int
    aggregate_fen: int
    deductible_fen: int
    kept_bp: int
    rule: str = ""
    exclusions: str = ""


@dataclass(frozen=True, kw_only=True)
class Share(Blanks):
    """An insurer and what it alone is liable for; amounts by largest remainder."""

    insurer: Party
    lead: bool
    share: str
    share_ppm: int
    net_fen: int
    vat_fen: int
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class PolicySchedule(Blanks):
    """The schedule of a policy that is issued, its premium being received."""

    policy_number: str
    policyholder: Party
    insured: Party
    loss_payee: str = ""
    loan_number: str = ""
    product: str
    wording: str
    wording_version: str
    wording_sha256: str
    filing_number: str
    inception_on: date
    expires_on: date
    parts: tuple[CoverPart, ...]
    shares: tuple[Share, ...]
    conditions: tuple[str, ...] = ()
    net_fen: int
    vat_fen: int
    gross_fen: int
    charge_reference: str
    received_on: date
    accepted_by: str
    accepted_at: datetime
    page_sha256: str
    worksheet_sha256: str

    def check(self) -> None:
        if self.gross_fen != self.net_fen + self.vat_fen:
            raise Unfit("gross_fen", "net and tax together", got=self.gross_fen)
        if self.expires_on <= self.inception_on:
            raise Unfit("expires_on", "a day after inception_on", got=self.expires_on)
        for name, whole, of in (
            ("shares", WHOLE_PPM, "share_ppm"),
            ("shares.net_fen", self.net_fen, "net_fen"),
            ("shares.vat_fen", self.vat_fen, "vat_fen"),
        ):
            total = sum(getattr(each, of) for each in self.shares)
            if total != whole:
                raise Unfit(name, f"amounts that sum to {whole}", got=total)
        if [each.lead for each in self.shares] != [n == 0 for n in range(len(self.shares))]:
            raise Unfit("shares", "the lead first, and one lead", got="another order")
