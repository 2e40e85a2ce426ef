"""The worked examples of the methods as documents: one shape per method, a few words each."""

from copy import deepcopy
from typing import Any

from backend.valuation.engine.document import Document

BASE = "2026-11-01"
LEGAL_END = "2036-11-01"
SALES = [20_000_000_00, 24_000_000_00, 27_600_000_00, 30_360_000_00, 31_878_000_00]


def told(value: Any, spread: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A figure, or a series if it is a list, with its source and day."""
    key = "values" if isinstance(value, list) else "value"
    return {key: value, "source": "企业年报", "as_of": "2026-10-01", "spread": spread, **more}


def uniform(low: object, high: object) -> dict[str, Any]:
    return {"kind": "uniform", "low": low, "high": high}


def yuan(*amounts: int) -> list[int]:
    return [amount * 100 for amount in amounts]


DISCOUNT: dict[str, Any] = {"rate": told("0.17", uniform("0.15", "0.19"))}

ROYALTY: dict[str, Any] = {
    "method": "relief_from_royalty",
    "sales_fen": told(SALES),
    "royalty": told("0.045"),
    "tax": told("0.15"),
    "discount": DISCOUNT,
}
PROFIT: dict[str, Any] = {
    "method": "profit_share",
    "base_fen": told(SALES),
    "net_margin": told("0.12"),
    "share": {"rate": told("0.2")},
    "decay": told("0.9"),
    "discount": DISCOUNT,
}
SALES_SHARE: dict[str, Any] = {
    "method": "sales_share",
    "sales_fen": told(SALES),
    "share": {"rate": told("0.03")},
    "discount": DISCOUNT,
}
EXCESS: dict[str, Any] = {
    "method": "excess_earnings",
    "ebit_fen": told(yuan(3_000_000, 3_700_000, 4_300_000, 4_700_000, 4_900_000)),
    "tax": told("0.15"),
    "assets": [
        {
            "name": "营运资金",
            "balance_fen": told(yuan(2_000_000, 2_400_000, 2_760_000, 3_036_000, 3_187_800)),
            "charge": told("0.04"),
        },
        {
            "name": "固定资产",
            "balance_fen": told(yuan(5_000_000, 4_600_000, 4_200_000, 3_800_000, 3_400_000)),
            "charge": told("0.06"),
        },
        {
            "name": "劳动力",
            "balance_fen": told(yuan(*(5 * [1_200_000]))),
            "charge": told("0.10"),
        },
    ],
    "discount": DISCOUNT,
}
INCREMENTAL: dict[str, Any] = {
    "method": "incremental",
    "profit_with_fen": told(yuan(3_000_000, 3_200_000)),
    "profit_without_fen": told(yuan(2_000_000, 2_500_000)),
    "discount": {"rate": told("0.1", uniform("0.09", "0.11"))},
}
_GRID = ("deal_date", "right_and_life", "technical_level", "market_size")


def _comparable(name: str, price: int, *factors: str) -> dict[str, Any]:
    return {
        "name": name,
        "dealt_on": "2025-06-01",
        "price_fen": told(price * 100),
        "adjustments": [
            {"on": on, "factor": told(factor)} for on, factor in zip(_GRID, factors, strict=True)
        ],
    }


MARKET: dict[str, Any] = {
    "method": "market",
    "comparables": [
        _comparable("甲", 1_800_000, "1.05", "0.95", "1.10", "0.90"),
        _comparable("乙", 2_400_000, "0.90", "1.00", "0.95", "1.05"),
        _comparable("丙", 1_500_000, "1.20", "1.05", "1.00", "1.10"),
    ],
}
COST: dict[str, Any] = {
    "method": "cost",
    "spends": [
        {"name": "2021", "amount_fen": told(600_000_00), "index": told("1.06")},
        {"name": "2022", "amount_fen": told(900_000_00), "index": told("1.04")},
        {"name": "2023", "amount_fen": told(400_000_00), "index": told("1.02")},
    ],
    "fair_return": told("0.10"),
    "used_years": told("4"),
    "remaining_years": told("6"),
    "functional": told("0.15", uniform("0.10", "0.20")),
    "economic": told("0.10"),
}

METHODS = (ROYALTY, PROFIT, SALES_SHARE, EXCESS, INCREMENTAL, MARKET, COST)


def body(*methods: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return deepcopy(
        {
            "base_date": BASE,
            "valuer": "浦东某科技公司",
            "rights": [
                {
                    "right_id": "00000000-0000-0000-0000-000000000001",
                    "label": "ZL202010000001.5",
                    "kind": "invention",
                    "legal_end": LEGAL_END,
                    "source": "gazette",
                }
            ],
            "methods": list(methods),
            **changes,
        }
    )


def document(*methods: dict[str, Any], **changes: Any) -> Document:
    return Document.model_validate(body(*methods, **changes))


def changed(source: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy in which what stands at the dotted place is another value."""
    copy = deepcopy(source)
    *way, last = path.split(".")
    at: Any = copy
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[int(last) if isinstance(at, list) else last] = value
    return copy
