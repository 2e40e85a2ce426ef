"""Facts that meet everything; a test names only what matters to it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from backend.criteria.facts import Facts, RightFacts, ValuationFacts, Worth
from backend.kernel.money import Fen

ON = date(2026, 11, 24)
MILLION = 1_000_000_00
_SPACE = UUID(int=7)


def right(name: str = "a", **changes: Any) -> RightFacts:
    facts = RightFacts(
        id=uuid5(_SPACE, name),
        kind="invention",
        ownership="owned",
        granted_on=date(2022, 1, 4),
        expires_on=date(2039, 5, 1),
        used_since=date(2022, 6, 1),
        pledged=False,
        in_force=True,
        invalidation_pending=False,
        fee_late=False,
        ipc="G06N 3/04",
    )
    return replace(facts, **changes)


def worth(low: int, central: int | None = None, high: int | None = None) -> Worth:
    central = low if central is None else central
    return Worth(low=Fen(low), central=Fen(central), high=Fen(central if high is None else high))


def valuation(low: int = 10 * MILLION, **changes: Any) -> ValuationFacts:
    facts = ValuationFacts(base_date=date(2026, 8, 1), method="income", whole=worth(low))
    return replace(facts, **changes)


def facts(**changes: Any) -> Facts:
    base = Facts(
        on=ON,
        amount_fen=Fen(3 * MILLION),
        term_months=12,
        use_of_funds="working_capital",
        rights=(right("a"), right("b")),
        division="310115",
        established_on=date(2018, 3, 1),
        headcount=40,
        revenue_fen=Fen(20 * MILLION),
        prior_revenue_fen=Fen(16 * MILLION),
        tax_grade="A",
        credit_grade="AA",
        sector="integrated_circuits",
        tags=frozenset({"hnte"}),
        first_time_borrower=True,
        has_basic_account=True,
        documents=frozenset({"certificate"}),
        consents=frozenset({"credit_report"}),
        valuation=valuation(),
    )
    return replace(base, **changes)
