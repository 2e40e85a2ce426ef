"""A bundle valued by two methods out of stated inputs, and an event that cuts a loan's value."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.demo.firms import Holdings
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.monitoring import service as monitoring
from backend.portfolio import service as portfolio
from backend.portfolio.states import FactKind
from backend.valuation.engine.document import Market, Reconciliation, ReliefFromRoyalty, Simulation
from backend.valuation.scoring.trees import Scene
from backend.valuation.service import ScoreAsked, WorkAsked, work_out

WAN = 10_000_00
#: Sales forecast of the products behind the bundle, in ten thousand yuan.
SALES = (5_000, 10_000, 16_000, 22_000, 27_000, 29_000, 29_000)
BUNDLE = (14, 15, 16)


def _told(value: Any, source: str, spread: Mapping[str, Any] | None = None) -> dict[str, Any]:
    key = "values" if isinstance(value, list) else "value"
    as_of = (clock.today() - timedelta(days=7)).isoformat()
    return {key: value, "source": source, "as_of": as_of, "spread": spread}


def _royalty() -> dict[str, Any]:
    return {
        "method": "relief_from_royalty",
        "sales_fen": _told(
            [wan * WAN for wan in SALES],
            "企业产品线销售预测（演示）",
            {"kind": "triangular", "low": "0.8", "mode": "1", "high": "1.15"},
        ),
        "royalty": _told(
            "0.05",
            "同行业许可备案（演示）",
            {"kind": "triangular", "low": "0.04", "mode": "0.05", "high": "0.06"},
        ),
        "tax": _told("0.15", "高新技术企业税率"),
        "discount": {
            "rate": _told(
                "0.15", "风险累加法（演示）", {"kind": "uniform", "low": "0.135", "high": "0.165"}
            )
        },
    }


def _deal(name: str, months: int, wan: int, factor: str) -> dict[str, Any]:
    price = {"kind": "uniform", "low": wan * WAN * 9 // 10, "high": wan * WAN * 11 // 10}
    return {
        "name": name,
        "dealt_on": (clock.today() - timedelta(days=30 * months)).isoformat(),
        "price_fen": _told(wan * WAN, "技术合同登记（演示）", price),
        "adjustments": [{"on": "technical_level", "factor": _told(factor, "评分比较（演示）")}],
    }


def _market() -> dict[str, Any]:
    return {
        "method": "market",
        "comparables": [
            _deal("肿瘤细胞治疗专利转让（演示）", 8, 2_900, "1.10"),
            _deal("激酶抑制剂晶型专利转让（演示）", 14, 3_400, "0.95"),
            _deal("脂质纳米颗粒专利转让（演示）", 5, 2_600, "1.15"),
        ],
    }


async def work_out_bundle(holdings: Holdings, *, by: Actor) -> UUID:
    """What the bundle is worth by two methods, weighed; each right scored."""
    rights = tuple(holdings.rights[serial] for serial in BUNDLE)
    made = await work_out(
        WorkAsked(
            right_ids=rights,
            base_date=clock.today(),
            methods=[
                ReliefFromRoyalty.model_validate(_royalty()),
                Market.model_validate(_market()),
            ],
            reconciliation=Reconciliation.model_validate(
                {
                    "weights": [
                        {"method": "relief_from_royalty", "weight": "0.6"},
                        {"method": "market", "weight": "0.4"},
                    ],
                    "reason": "预测有在手订单支持，权重较高；成交案例可比但数量有限。",
                }
            ),
            simulation=Simulation(seed=20261129),
            scores=tuple(
                ScoreAsked(
                    right_id=right, scene=Scene.FINANCE, weight_set_id=None, stated={}, reviews=()
                )
                for right in rights
            ),
        ),
        by=by,
    )
    return made.id


async def invalidate(right_id: UUID, owner: Actor, *, bank: Actor) -> None:
    """The bank records an extract that shows invalidation proceedings; the loan is looked at."""
    granted_on = (await portfolio.views([right_id]))[right_id].granted_on
    await portfolio.record_fact(
        right_id,
        FactKind.REGISTER_EXTRACT,
        clock.today(),
        {
            "owners": [owner.organisation_name],
            "status": "in_force",
            "granted_on": None if granted_on is None else granted_on.isoformat(),
            "expires_on": None,
            "fees_paid": True,
            "late_period": False,
            "running_pledge": True,
            "preserved": False,
            "suspended": False,
            "invalidation_pending": True,
        },
        None,
        bank.organisation_id,
        bank,
    )
    await monitoring.look_again([right_id])
