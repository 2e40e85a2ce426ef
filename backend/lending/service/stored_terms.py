"""The terms of a version out of the row that holds them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from backend.criteria.haircuts import Haircuts
from backend.criteria.vocabulary import AnyCriterion, parse
from backend.kernel.db import loads
from backend.kernel.money import BasisPoints, Fen
from backend.lending.checklist import Requirement
from backend.lending.cost import Fee, Subsidy
from backend.lending.fit import Mandate, Terms
from backend.lending.states import Repayment


@lru_cache(maxsize=1024)
def _criteria(text: str) -> tuple[AnyCriterion, ...]:
    return parse(loads(text))


@lru_cache(maxsize=1024)
def _haircuts(text: str) -> Haircuts:
    return msgspec.convert(loads(text), Haircuts)


@lru_cache(maxsize=1024)
def _fees(text: str) -> tuple[Fee, ...]:
    return msgspec.convert(loads(text), tuple[Fee, ...])


@lru_cache(maxsize=1024)
def checklist_of(text: str) -> tuple[Requirement, ...]:
    """A checklist as it is stored."""
    return msgspec.convert(loads(text), tuple[Requirement, ...])


@lru_cache(maxsize=1024)
def _subsidies(text: str) -> tuple[Subsidy, ...]:
    return msgspec.convert(loads(text), tuple[Subsidy, ...])


def terms_of(row: Mapping[str, Any]) -> Terms:
    """Of a row of `lending_product_version`."""
    return Terms(
        min_fen=Fen(row["min_fen"]),
        cap_fen=Fen(row["cap_fen"]),
        min_months=row["min_months"],
        max_months=row["max_months"],
        rate_base=row["rate_base"],
        rate_from_bp=BasisPoints(row["rate_from_bp"]),
        rate_to_bp=BasisPoints(row["rate_to_bp"]),
        fees=_fees(row["fees"]),
        subsidies=_subsidies(row["subsidies"]),
        decision_days=row["decision_days"],
        repayment=None if row["repayment"] is None else Repayment(row["repayment"]),
        criteria=_criteria(row["criteria"]),
        ratio_bp_by_kind=loads(row["ratio_bp_by_kind"]),
        haircuts=_haircuts(row["haircuts"]),
        value_choice=row["value_choice"],
        max_valuation_age_months=row["max_valuation_age_months"],
        checklist=checklist_of(row["checklist"]),
        guarantee_required=row["guarantee_required"],
        summary=row["summary"],
        mandate=Mandate(
            number=row["mandate_number"],
            from_on=row["mandate_from"],
            to_on=row["mandate_to"],
            text=row["mandate_text"],
        ),
        as_of=row["as_of"],
        source=row["source"],
    )
