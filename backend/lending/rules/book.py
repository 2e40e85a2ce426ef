"""What a bank's book holds and how it is divided: every case stands in one group of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.kernel.money import WHOLE, Fen


class By(StrEnum):
    FIRM = "firm"
    INDUSTRY = "industry"
    RIGHT_KIND = "right_kind"
    PRODUCT = "product"
    DIVISION = "division"
    MATURITY = "maturity"
    STATE = "state"
    ALERT = "alert"


class AlertState(StrEnum):
    """How it stands with the value behind a case; an open alert is measured by the product."""

    ABOVE_LIMIT = "above_limit"
    WITHIN_LIMIT = "within_limit"
    SETTLED = "settled"
    NO_ALERT = "no_alert"
    NOT_WATCHED = "not_watched"


#: Of several kinds of rights behind one loan: the amount is one and is not multiplied.
SEVERAL_KINDS = "several"
NOT_STATED = "not_stated"


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """A case as it stood at the end of the day; `drawn` is None before the drawdown."""

    id: UUID
    number: str
    state: str
    firm_name: str
    industry: str | None
    division: str | None
    right_kinds: tuple[str, ...]
    product_name: str
    granted: Fen
    drawn: Fen | None
    drawn_on: date | None
    matures_on: date | None
    alert: AlertState

    @property
    def amount(self) -> Fen:
        """What the bank stands for: what was drawn, before that what it granted."""
        return self.granted if self.drawn is None else self.drawn


@dataclass(frozen=True, kw_only=True)
class Group:
    key: str
    label: str | None
    cases: int
    committed: Fen
    drawn: Fen
    share_bp: int

    @property
    def amount(self) -> Fen:
        return Fen(self.committed + self.drawn)


def shares(amounts: Sequence[int]) -> list[int]:
    """In bp, rounded so that they sum to the whole: what is left goes where most was cut off."""
    whole = sum(amounts)
    if not whole:
        return [0] * len(amounts)
    rounded = [amount * WHOLE // whole for amount in amounts]
    cut = sorted(range(len(amounts)), key=lambda n: (-(amounts[n] * WHOLE % whole), n))
    for n in cut[: WHOLE - sum(rounded)]:
        rounded[n] += 1
    return rounded


def committed(cases: Iterable[Exposure]) -> Fen:
    """Granted and accepted, not drawn yet."""
    return Fen(sum(case.granted for case in cases if case.drawn is None))


def drawn(cases: Iterable[Exposure]) -> Fen:
    return Fen(sum(case.drawn for case in cases if case.drawn is not None))
