"""The blanks of a patent licence contract (专利实施许可合同)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit

CHINA = "中国"


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
class PledgeConsent(Blanks):
    """What the pledgee of the patents agreed to; the price goes where he said (CC 444)."""

    pledgee: Party
    registration_number: str
    document: str
    given_on: date
    price_floor_fen: int = 0
    proceeds_account: str


@dataclass(frozen=True, kw_only=True)
class ExportScreen(Blanks):
    """A licence across the border (技术进出口): free and registered, or with a permit."""

    catalogue: str
    screened_on: date
    result: Literal["clear", "restricted"]
    registration_number: str = ""
    permit_number: str = ""

    def check(self) -> None:
        if self.result == "restricted" and not self.permit_number:
            raise Unfit("permit_number", "the permit, since the technology is restricted", got="")


@dataclass(frozen=True, kw_only=True)
class LicenceContract(Blanks):
    """A technology licence in writing (Civil Code 863): exclusive, sole or plain.

    Price: upfront, instalments, running tiers with a yearly minimum, in any combination;
    none of them is a free licence. The term ends with the patents at the latest (865). Empty
    clauses are printed as the law says, or as this platform proposes.
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
    coowners: tuple[Party, ...] = ()
    earlier_licences: tuple[str, ...] = ()
    proceedings: tuple[str, ...] = ()
    twin: tuple[str, ...] = ()
    pledge_consent: PledgeConsent | None = None
    export: ExportScreen | None = None
    enforcement: tuple[str, ...] = ()
    secrecy: tuple[str, ...] = ()
    secrecy_years: int = 3
    liability_cap_fen: int | None = None
    recordal_by: Literal["licensor", "licensee"] = "licensor"
    further: tuple[str, ...] = ()
    disputes: str = ""
    disputes_en: str = ""
    place: str = "上海市浦东新区"

    def check(self) -> None:
        self._check_parties()
        self._check_term()
        self._check_price()

    @property
    def committed_fen(self) -> int:
        """What the licensee owes whatever he sells: his signatory has to be let bind so much."""
        fixed = sum(part.amount_fen for part in self.instalments)
        credited = self.upfront_fen if self.upfront_creditable_bp else 0
        least = self.minimum_fen * self._years()
        return self.upfront_fen + fixed + max(0, least - credited)

    def _years(self) -> int:
        """The years of the term, the last one too if it is begun."""
        whole = self.ends_on.year - self.starts_on.year
        begun = (self.ends_on.month, self.ends_on.day) >= (
            self.starts_on.month,
            self.starts_on.day,
        )
        return whole + begun

    def _check_parties(self) -> None:
        for party in (*self.licensors, *self.licensees):
            if not party.address:
                raise Unfit("address", "the party's address (recordal art. 9)", got=party.name)
        agreed = {party.name for party in (*self.licensors, *self.coowners)}
        owners = {name for patent in self.patents for name in patent.patentees}
        if self.kind != "plain" and not owners <= agreed:
            missing = "、".join(sorted(owners - agreed))
            raise Unfit(
                "coowners", "every co-owner, or a plain licence (Patent Law 14)", got=missing
            )
        countries = {party.country == CHINA for party in (*self.licensors, *self.licensees)}
        if len(countries) > 1 and self.export is None:
            raise Unfit("export", "the export screen, since a party is abroad", got=None)

    def _check_term(self) -> None:
        if self.ends_on < self.starts_on:
            raise Unfit("ends_on", "a day not before starts_on", got=self.ends_on)
        for patent in self.patents:
            if patent.expires_on is None:
                raise Unfit("patents", "each with the day it expires (CC 845)", got=patent)
            if self.ends_on > patent.expires_on:
                raise Unfit("ends_on", f"a day up to {patent.expires_on} (CC 865)", got=patent)

    def _check_price(self) -> None:
        if self.upfront_creditable_bp and not self.tiers:
            raise Unfit("upfront_creditable_bp", "0, or a running royalty to credit", got=self)
        if bool(self.tiers) != (self.royalty_base is not None):
            raise Unfit("tiers", "tiers together with royalty_base, or neither", got=self.tiers)
        bounds = [tier.up_to_fen for tier in self.tiers]
        if bounds and (bounds[-1] is not None or None in bounds[:-1]):
            raise Unfit("tiers", "rising bounds, the last one without end", got=bounds)
        if self.minimum_fen and not self.tiers:
            raise Unfit("minimum_fen", "0, or a running royalty that it is the least of", got=self)
