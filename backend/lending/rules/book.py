"""How a bank's book is divided: every case stands in one group of each division. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.criteria.facts import add_months
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
#: Months from the day of the book to the last day of a drawn loan.
_UP_TO = (3, 6, 12)


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """A case as it stood at the end of the day; `drawn` is None before the drawdown."""

    id: UUID
    number: str
    state: str
    firm_id: UUID
    firm_name: str
    industry: str | None
    division: str | None
    right_kinds: tuple[str, ...]
    product_id: UUID
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


def alert_state(
    *, watched: bool, raised: int, standing: int, ltv_bp: int | None, limit_bp: int | None
) -> AlertState:
    """`standing`: alerts not settled; `ltv_bp` what they leave, None where nothing is left."""
    if not watched:
        return AlertState.NOT_WATCHED
    if raised == 0:
        return AlertState.NO_ALERT
    if standing == 0:
        return AlertState.SETTLED
    if ltv_bp is None or (limit_bp is not None and ltv_bp > limit_bp):
        return AlertState.ABOVE_LIMIT
    return AlertState.WITHIN_LIMIT


def maturity(case: Exposure, *, on: date) -> str:
    if case.matures_on is None:
        return "not_drawn"
    if case.matures_on < on:
        return "past"
    found = next((n for n in _UP_TO if case.matures_on <= add_months(on, n)), None)
    return "later" if found is None else f"within_{found}_months"


def key_of(case: Exposure, by: By, *, on: date) -> str:
    """The one group of this division in which the case stands."""
    keys = {
        By.FIRM: str(case.firm_id),
        By.INDUSTRY: case.industry or NOT_STATED,
        By.RIGHT_KIND: case.right_kinds[0] if len(case.right_kinds) == 1 else SEVERAL_KINDS,
        By.PRODUCT: str(case.product_id),
        By.DIVISION: case.division or NOT_STATED,
        By.MATURITY: maturity(case, on=on),
        By.STATE: case.state,
        By.ALERT: case.alert,
    }
    return keys[by]


_NAMES = {By.FIRM: "firm_name", By.PRODUCT: "product_name"}


def groups(cases: Sequence[Exposure], by: By, *, on: date) -> list[Group]:
    """The largest first; they sum to the book."""
    found: dict[str, list[Exposure]] = {}
    for case in cases:
        found.setdefault(key_of(case, by, on=on), []).append(case)
    shares = _shares([sum(case.amount for case in of_it) for of_it in found.values()])
    made = [
        Group(
            key=key,
            label=getattr(of_it[0], _NAMES[by]) if by in _NAMES else None,
            cases=len(of_it),
            committed=committed(of_it),
            drawn=drawn(of_it),
            share_bp=share,
        )
        for (key, of_it), share in zip(found.items(), shares, strict=True)
    ]
    return sorted(made, key=lambda group: (-group.amount, group.key))


def _shares(amounts: Sequence[int]) -> list[int]:
    """Of the whole, rounded so that they sum to it: what is left goes where most was cut off."""
    whole = sum(amounts)
    if not whole:
        return [0] * len(amounts)
    shares = [amount * WHOLE // whole for amount in amounts]
    cut = sorted(range(len(amounts)), key=lambda n: (-(amounts[n] * WHOLE % whole), n))
    for n in cut[: WHOLE - sum(shares)]:
        shares[n] += 1
    return shares


def committed(cases: Iterable[Exposure]) -> Fen:
    """Granted and accepted, not drawn yet."""
    return Fen(sum(case.granted for case in cases if case.drawn is None))


def drawn(cases: Iterable[Exposure]) -> Fen:
    return Fen(sum(case.drawn for case in cases if case.drawn is not None))
