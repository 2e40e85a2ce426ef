"""The demonstration plan and the worked examples E1-E4 of insurance.md §3.5."""

import json
from pathlib import Path
from typing import Any

from backend import demo
from backend.insurance.plan import PlanDocument
from backend.insurance.risk import Risk
from backend.insurance.tariff import Tariff, tariff

FILE = Path(demo.__file__).parent / "plans" / "DEMO-IPL-2026.1.json"

YEAR = {"inception_on": "2027-01-01", "expires_on": "2028-01-01"}


def document() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return plain


def plan(**sections: object) -> PlanDocument:
    return PlanDocument.model_validate(document() | sections)


DEMO: Tariff = tariff(plan())


def terms(limit: int, agg: int, deductible: int = 0, kept_bp: int = 0, **more: object) -> Any:
    """Terms in yuan."""
    return {
        "limit_per_claim_fen": limit * 100,
        "limit_agg_fen": agg * 100,
        "deductible_fen": deductible * 100,
        "coinsurance_bp": kept_bp,
    } | more


def exposure(territory: str, yuan: int, **more: object) -> dict[str, Any]:
    return {"territory": territory, "revenue_fen": yuan * 100} | more


def liability(code: str, territories: list[str], **sections: object) -> dict[str, Any]:
    return {
        "kind": "liability",
        "code": code,
        "territories": territories,
        "sections": [{"cost": cost, "terms": each} for cost, each in sections.items()],
    }


def rights(code: str, of: object) -> dict[str, Any]:
    return {"kind": "rights", "code": code, "terms": of}


M = 1_000_000

E1: dict[str, Any] = {
    **YEAR,
    "line": "overseas_liability",
    "industry": "measuring",
    "exposures": [
        exposure("US", 180 * M, fto="independent", own_families=10),
        exposure("EU", 60 * M),
        exposure("JP", 20 * M),
    ],
    "parts": [
        liability("DEF", ["US", "EU", "JP"], DEF=terms(5 * M, 5 * M, 200_000, 2000)),
        liability("DAM", ["US", "EU", "JP"], DAM=terms(5 * M, 5 * M, 500_000, 2000)),
    ],
}

#: E1-endorsement: the United Kingdom is added.
E1_WITH_UK: dict[str, Any] = {
    **E1,
    "exposures": [*E1["exposures"], exposure("UK", 25 * M)],
    "parts": [{**part, "territories": ["US", "EU", "JP", "UK"]} for part in E1["parts"]],
}

E2: dict[str, Any] = {
    **YEAR,
    "line": "star_composite",
    "industry": "biopharma",
    "ipo_stage": "inquiry",
    "exposures": [
        exposure("CN", 300 * M, fto="internal"),
        exposure("US", 30 * M, fto="independent", letters_3y=1, own_families=10),
    ],
    "rights": [{"count": 10, "age_years": 5}],
    "parts": [
        liability(
            *("CN-LIAB", ["CN"]),
            DEF=terms(2 * M, 2 * M, 50_000, 1000),
            DAM=terms(2 * M, 2 * M, 50_000, 1000),
        ),
        liability("OVS-DEF", ["US"], DEF=terms(3 * M, 3 * M, 200_000, 2000)),
        rights("PUR", terms(500_000, 3 * M, 0, 1000)),
        rights("INV", terms(200_000, 1 * M, 0, 1000)),
    ],
    "schedule_bp": -500,
    "schedule_reason": "risk_engineering",
}

E3: dict[str, Any] = {
    **YEAR,
    "line": "enforcement",
    "industry": "general_machinery",
    "rights": [{"count": 12, "age_years": 5}],
    "parts": [
        rights("PUR", terms(300_000, 3_600_000, 0, 1000)),
        rights("LOSS", terms(300_000, 3_600_000, 0, 1000)),
    ],
}

E4: dict[str, Any] = {
    **YEAR,
    "line": "loan_guarantee",
    "industry": "general_machinery",
    "parts": [
        {
            "kind": "guarantee",
            "principal_fen": 5 * M * 100,
            "pd_grade": "B",
            "share_ppm": 600_000,
        }
    ],
}


def risk(of: dict[str, Any], **changes: object) -> Risk:
    return Risk.model_validate(of | changes)
