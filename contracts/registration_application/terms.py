"""The blanks of the registration application pack (专利权质押登记申请): D1 with its annexes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit

#: More patents than this go into a list of their own (an XLSX beside the form).
LISTED_IN_THE_FORM = 10


@dataclass(frozen=True, kw_only=True)
class SameDay(Blanks):
    """A utility model whose owner applied for an invention on the same day (ground 10)."""

    patent_number: str
    twin_patent_number: str


@dataclass(frozen=True, kw_only=True)
class Invalidation(Blanks):
    """A patent against which invalidation proceedings run (ground 11)."""

    patent_number: str
    case_number: str = ""
    started_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CoownerConsent(Blanks):
    """A co-owner that lets his part be pledged (ground 8; Patent Law art. 14)."""

    owner: Party
    patent_numbers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PowerOfAttorney(Blanks):
    """What the agent may do, until when (D4); both parties and every co-owner entrust it.

    `given_on` None: on the day of the signature. It is about the patents of the application.
    """

    agent: Party
    agency_code: str = ""
    agent_person: str
    powers: tuple[str, ...]
    valid_until: date
    given_on: date | None = None

    def check(self) -> None:
        if self.given_on is not None and self.valid_until < self.given_on:
            raise Unfit("valid_until", "a day not before given_on", got=self.valid_until)


@dataclass(frozen=True, kw_only=True)
class RegistrationApplication(Blanks):
    """D1 (专利权质押登记申请表), its declarations, power of attorney and co-owners' consents.

    `same_day` None: nothing is declared; empty: declared that there is none. So `invalidations`.
    `channel` None: not chosen yet; `scope` empty: as the law says (Civil Code 389).
    """

    pledgors: tuple[Party, ...]
    pledgees: tuple[Party, ...]
    patents: tuple[Patent, ...]
    debt_type: str
    debt_fen: int
    claim_kind: Literal["single", "max_amount"]
    secured_fen: int
    performance_from: date
    performance_to: date
    loan_contract: str
    pledge_contract: str
    pledge_contract_on: date | None = None
    appraised: bool
    appraiser: str = ""
    appraised_fen: int | None = None
    channel: Literal["online", "post", "counter"] | None = None
    applied_on: date
    scope: tuple[str, ...] = ()

    same_day: tuple[SameDay, ...] | None = None
    invalidations: tuple[Invalidation, ...] | None = None
    power_of_attorney: PowerOfAttorney | None = None
    coowner_consents: tuple[CoownerConsent, ...] = ()

    def check(self) -> None:
        if self.appraised and not self.appraiser:
            raise Unfit("appraiser", "who appraised, since appraised is true (D6)", got="")
        if self.performance_to < self.performance_from:
            raise Unfit("performance_to", "a day not before performance_from", got=self)
