"""An insurer of the demonstration: its rating plan, and two products that the plan rates."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from backend.demo.cast import Cast
from backend.insurance.plan import PlanDocument
from backend.insurance.product import FIXED_OF_LIABILITY, ProductTerms
from backend.insurance.service import plans, products
from backend.insurance.service.filing import Filing
from backend.insurance.states import InsuranceLine

PLAN = Path(__file__).parent / "plans" / "DEMO-IPL-2026.1.json"
#: Not a number of the regulator's.
FILED = "DEMO-2026-{:03}"
YUAN = 100
M = 1_000_000 * YUAN

#: What a fact sheet says of every product here, by heading.
_COMMON = {
    "restrictions": (
        "仅承保投保单列明的权利、产品与地域；投保前已知的纠纷不保。",
        "Only the rights, products and territories of the schedule; no matter known before.",
    ),
    "duties": (
        "如实告知；收到警告函或诉状后及时通知；抗辩与和解事先取得书面同意。",
        "Answer truthfully; tell us of a letter or suit at once; ask before you defend or settle.",
    ),
    "payment": (
        "一次交清；保费到账后出具保单。",
        "In one sum; the policy is issued when the premium has arrived.",
    ),
    "start_and_end": (
        "一年，自保单所载起期零时至止期。",
        "One year, from the day that the policy states.",
    ),
    "cancellation": (
        "可书面申请解除；已有赔案的部分不退费。",
        "In writing at any time; a part with a claim is not refunded.",
    ),
}
_OVERSEAS = {
    "kind": (
        "知识产权海外侵权责任保险（演示）",
        "Liability for infringement abroad (demonstration)",
    ),
    "insured": (
        "保险期间内首次提起的侵权诉讼的抗辩费用，以及依法应承担的赔偿金。",
        "Defence of suits first brought in the period, and the damages that are owed.",
    ),
    "not_insured": (
        "故意侵权、罚金罚款、惩罚性赔偿、合同履约与信用风险。",
        "Wilful acts, fines, punitive damages, performance of contracts, credit risk.",
    ),
    "where_covered": ("投保单列明的海外地域。", "The territories abroad that the schedule lists."),
}
_STAR = {
    "kind": (
        "科创板拟上市企业知识产权复合险（演示）",
        "Composite cover for STAR-listing candidates (demonstration)",
    ),
    "insured": (
        "境内侵权责任、海外抗辩、专利维权与专利无效抗辩，可分项选择。",
        "Liability at home, defence abroad, pursuit, and defence of validity, by choice.",
    ),
    "not_insured": _OVERSEAS["not_insured"],
    "where_covered": (
        "中国境内及投保单列明的海外地域。",
        "China, and the territories abroad that the schedule lists.",
    ),
}


def _part(code: str, peril: str, *, limit: int, **other: Any) -> dict[str, Any]:
    return {
        "code": code,
        "peril_code": peril,
        "insured_role": "policyholder",
        "object_schedule": ["products"],
        "trigger": "suit_brought",
        "reported_in_period": True,
        "territory": ["US", "EU", "UK", "JP"],
        "excl_codes": [*sorted(FIXED_OF_LIABILITY), "punitive_damages"],
        "limit_per_claim_fen": limit,
        "limit_agg_fen": limit,
        "defence_inside_limit": True,
        "coinsurance_bp": 1000,
        "prior_consent": True,
        "loss_payee": ["insured", "claimant"],
    } | other


_RIGHTS = {
    "insured_role": "right_holder",
    "object_schedule": ["rights"],
    "trigger": "loss_fixed",
    "territory": ["CN"],
    "loss_payee": ["insured", "bank"],
}
OFFERS: tuple[tuple[InsuranceLine, str, dict[str, tuple[str, str]], list[dict[str, Any]]], ...] = (
    (
        InsuranceLine.OVERSEAS_LIABILITY,
        "知识产权海外侵权责任保险",
        _OVERSEAS,
        [
            _part("DEF", "overseas_defence_cost", limit=20 * M, deductible_fen=M // 5),
            _part("DAM", "overseas_damages", limit=20 * M, deductible_fen=M // 2),
        ],
    ),
    (
        InsuranceLine.STAR_COMPOSITE,
        "科创板拟上市企业知识产权复合险",
        _STAR,
        [
            _part("CN-LIAB", "domestic_liability", limit=10 * M, territory=["CN"]),
            _part("OVS-DEF", "overseas_defence_cost", limit=20 * M, deductible_fen=M // 5),
            _part("PUR", "pursuit_cost", limit=3 * M, recovery_share_bp=5000, **_RIGHTS),
            _part("INV", "invalidity_defence", limit=M, **_RIGHTS),
        ],
    ),
)


async def publish(cast: Cast) -> None:
    """The plan and what it rates: drafted by the underwriter, published by the second person."""
    maker, checker = cast["insurer.underwriter"], cast["insurer.tariff_checker"]
    document = PlanDocument.model_validate_json(PLAN.read_bytes())
    plan = await plans.draft(document, by=maker)
    await plans.publish(plan.id, _filing(0), by=checker)
    for n, (line, name, said, parts) in enumerate(OFFERS, start=1):
        product = await products.create(name, line, _terms(name, said, parts), by=maker)
        await products.publish(product.id, 1, _filing(n), plan=document.plan, by=checker)


def _filing(n: int) -> Filing:
    day = date(2026, 1, 1)
    return Filing(number=FILED.format(n), filed_on=day, valid_from=day, valid_to=None)


def _terms(
    name: str, said: dict[str, tuple[str, str]], parts: list[dict[str, Any]]
) -> ProductTerms:
    return ProductTerms.model_validate(
        {
            "parts": parts,
            "wording": {
                "title": f"{name}条款（演示）",
                "version": "2026.1",
                "sha256": hashlib.sha256(name.encode()).hexdigest(),
            },
            "fact_sheet": {
                heading: {"zh": zh, "en": en} for heading, (zh, en) in (_COMMON | said).items()
            },
        }
    )
