"""The blanks of a patent licence contract (专利实施许可合同)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit


@dataclass(frozen=True, kw_only=True)
class RoyaltyTier(Blanks):
    """A running royalty: this rate of the base up to a yearly amount; None is without end."""

    up_to_fen: int | None = None
    rate_bp: int


@dataclass(frozen=True, kw_only=True)
class Instalment(Blanks):
    """A fixed amount due on a day, or when a milestone is reached."""

    amount_fen: int
    due_on: date | None = None
    milestone: str = ""

    def check(self) -> None:
        if self.due_on is None and not self.milestone:
            raise Unfit("due_on", "a day, or a milestone", got=None)


@dataclass(frozen=True, kw_only=True)
class LicenceContract(Blanks):
    """A technology licence in writing (Civil Code 863): exclusive, sole or plain.

    Price: upfront, instalments, running tiers with a yearly minimum, in any combination;
    none of them is a free licence. The term ends with the patents at the latest (865).
    """

    licensors: tuple[Party, ...]
    licensees: tuple[Party, ...]
    kind: Literal["exclusive", "sole", "plain"]
    patents: tuple[Patent, ...]
    field_of_use: str
    field_of_use_en: str = ""
    territory: str
    territory_en: str = ""
    starts_on: date
    ends_on: date
    sublicence: bool = False

    upfront_fen: int = 0
    upfront_due_days: int = 30
    upfront_creditable_bp: int = 0
    instalments: tuple[Instalment, ...] = ()
    royalty_base: Literal["price", "new_output", "profit", "sales"] | None = None
    tiers: tuple[RoyaltyTier, ...] = ()
    minimum_fen: int = 0
    statement_days: int = 30
    late_interest_bp: int = 0
    tax_included: bool = True
    account: str = ""

    annual_fees_by: Literal["licensor", "licensee"] = "licensor"
    deliverables: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()
    pledge_disclosure: tuple[str, ...] = ()
    export_compliance: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    disputes: str = ""
    disputes_en: str = ""
    place: str = "上海市浦东新区"

    def check(self) -> None:
        if self.ends_on < self.starts_on:
            raise Unfit("ends_on", "a day not before starts_on", got=self.ends_on)
        for patent in self.patents:
            if patent.expires_on and self.ends_on > patent.expires_on:
                raise Unfit("ends_on", f"a day up to {patent.expires_on} (CC 865)", got=patent)
        if bool(self.tiers) != (self.royalty_base is not None):
            raise Unfit("tiers", "tiers together with royalty_base, or neither", got=self.tiers)
        bounds = [tier.up_to_fen for tier in self.tiers]
        if bounds and (bounds[-1] is not None or None in bounds[:-1]):
            raise Unfit("tiers", "rising bounds, the last one without end", got=bounds)
        if self.minimum_fen and not self.tiers:
            raise Unfit("minimum_fen", "0, or a running royalty that it is the least of", got=self)
