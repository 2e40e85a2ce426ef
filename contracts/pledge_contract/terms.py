"""The blanks of a patent pledge contract (专利权质押合同)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from contracts.blanks import Blanks, Party, Patent, Unfit

CLAIM_KINDS = Literal["single", "max_amount"]


@dataclass(frozen=True, kw_only=True)
class PledgeContract(Blanks):
    """M1 to M5 of the registration measures (专利权质押登记办法 art. 8) and what art. 9 lets agree.

    M1 `pledgors`, `pledgees` with addresses; M2 `claim_type`, `claim_kind`, `secured_fen`;
    M3 `performance_from`, `performance_to`; M4 `patents`; M5 `scope` (empty: as the law says,
    Civil Code 389). The optional terms carry the names of the registry's.
    """

    pledgors: tuple[Party, ...]
    pledgees: tuple[Party, ...]
    debtor: Party | None = None
    claim_kind: CLAIM_KINDS
    claim_type: str
    secured_fen: int
    loan_contract: str
    performance_from: date
    performance_to: date
    patents: tuple[Patent, ...]
    scope: tuple[str, ...] = ()

    annual_fees: tuple[str, ...] = ()
    disposal: tuple[str, ...] = ()
    invalidation: tuple[str, ...] = ()
    technical_files: tuple[str, ...] = ()
    twin_invention: tuple[str, ...] = ()

    further: tuple[str, ...] = ()
    disputes: str = ""
    place: str = "上海市浦东新区"

    def check(self) -> None:
        if self.secured_fen == 0:
            raise Unfit("secured_fen", "an amount above 0 (M2)", got=0)
        if self.performance_to < self.performance_from:
            raise Unfit("performance_to", "a day not before performance_from (M3)", got=self)
        for party in (*self.pledgors, *self.pledgees):
            if not party.address:
                raise Unfit("address", "the party's address (M1)", got=party.name)
