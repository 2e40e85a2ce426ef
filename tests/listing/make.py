"""Builders of financing requests."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.auth import Actor
from backend.kernel.money import Fen
from backend.listing import service
from backend.listing.service import FirmFacts, RequestView, Stated
from backend.listing.states import FirmTag, Sector, UseOfFunds

MILLION = 1_000_000_00


def stated(*right_ids: UUID, **changes: Any) -> Stated:
    """A request that most products would take; a test names only what matters to it."""
    facts = {
        "established_on": date(2018, 3, 1),
        "headcount": 40,
        "revenue_fen": Fen(20 * MILLION),
        "sector": Sector.INTEGRATED_CIRCUITS,
        "tags": (FirmTag.HNTE,),
        "first_time_borrower": True,
        "has_basic_account": True,
        "credit_report_consent": True,
        "prior_revenue_fen": None,
        "tax_grade": None,
        "credit_grade": None,
        "tax_grade_year": None,
        "tax_grade_document_id": None,
        "credit_grade_year": None,
        "credit_grade_document_id": None,
    }
    facts |= {name: changes.pop(name) for name in list(changes) if name in facts}
    return Stated(
        **{
            "rights": tuple((right_id, date(2022, 6, 1)) for right_id in right_ids),
            "amount_fen": Fen(3 * MILLION),
            "term_months": 12,
            "use_of_funds": UseOfFunds.WORKING_CAPITAL,
            "use_note": "采购原材料",
            "facts": FirmFacts(**facts),  # type: ignore[arg-type]
            "document_ids": (),
            **changes,
        }
    )


async def request(
    *right_ids: UUID, by: Actor, published: bool = False, **changes: Any
) -> RequestView:
    drafted = await service.draft(stated(*right_ids, **changes), by=by)
    return await service.publish(drafted.id, by=by) if published else drafted


def body(*right_ids: object, **changes: Any) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "rights": [{"right_id": str(i), "used_since": "2022-06-01"} for i in right_ids],
        "amount_fen": 3 * MILLION,
        "term_months": 12,
        "use_of_funds": "working_capital",
        "use_note": "采购原材料",
        "facts": {
            "established_on": "2018-03-01",
            "headcount": 40,
            "revenue_fen": 20 * MILLION,
            "sector": "integrated_circuits",
            "tags": ["hnte", "tech_sme"],
            "first_time_borrower": True,
            "has_basic_account": True,
            "credit_report_consent": True,
        },
        "document_ids": [],
        **changes,
    }
