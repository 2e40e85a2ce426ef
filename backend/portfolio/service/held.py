"""A holding together with its right, as both are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.kernel.db import loads
from backend.portfolio.fee_rows import FeeTables
from backend.portfolio.names import keys
from backend.portfolio.service.rights import holding_of
from backend.portfolio.service.views import FactView, Holding, RightView, facts_of, right_view
from backend.portfolio.states import Ownership


@dataclass(frozen=True, kw_only=True)
class HeldRight:
    """A holding together with its right."""

    holding: Holding
    right: RightView
    co_owners: tuple[str, ...]
    declared: dict[str, Any]
    pledged: bool
    facts: list[FactView]


def held_right(row: Mapping[str, Any], *, today: date, fees: FeeTables) -> HeldRight:
    facts = facts_of(row["right_id"], row)
    holding = holding_of(row, facts, today=today)
    if holding.ownership is Ownership.DECLARED:
        # Whoever pastes a number holds it: that does not show him what others recorded of it.
        facts = [
            fact for fact in facts if fact.recorded_at is None or fact.scan_of == holding.firm_id
        ]
    declared = loads(row["declared"])
    right = right_view(
        {**row, "id": row["right_id"]}, today=today, declared=declared, facts=facts, fees=fees
    )
    own = set(keys(row["firm_names"]))
    others = tuple(name for name in right.patentees if own.isdisjoint(keys([name])))
    return HeldRight(
        holding=holding,
        right=right,
        co_owners=others if len(others) < len(right.patentees) else (),
        declared=declared,
        pledged=row["pledged"],
        facts=facts,
    )
