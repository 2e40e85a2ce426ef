"""What the insurers of the demonstration offer: coverage parts, wording, fact sheets."""

import hashlib
from dataclasses import dataclass
from typing import Any

from backend.insurance.product import FIXED_OF_LIABILITY, ProductTerms
from backend.insurance.states import InsuranceLine

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
_PURSUIT = {
    "kind": (
        "专利执行保险（演示）",
        "Patent enforcement (demonstration)",
    ),
    "insured": (
        "对侵权人提起维权的调查费用与法律费用。",
        "Investigation and legal cost of acting against an infringer.",
    ),
    "not_insured": (
        "投保前已知的侵权、恶意诉讼、未获授权的权利。",
        "Infringements known before, vexatious suits, rights not granted.",
    ),
    "where_covered": ("中国境内。", "China."),
}
_LOSS = {
    "kind": (
        "专利被侵权损失保险（演示）",
        "Loss by infringement of a patent (demonstration)",
    ),
    "insured": (
        "经裁判、仲裁或调解确定的被侵权直接经济损失。",
        "Direct loss by infringement, as fixed by judgment, award or mediation.",
    ),
    "not_insured": _PURSUIT["not_insured"],
    "where_covered": _PURSUIT["where_covered"],
}
_GUARANTEE = {
    "kind": (
        "知识产权质押融资保证保险（演示）",
        "Guarantee of a pledge loan (demonstration)",
    ),
    "insured": (
        "借款人等待期满仍未还款时，按约定比例赔付银行的本金与利息损失。",
        "The agreed share of the bank's loss when the borrower is in default after the grace.",
    ),
    "not_insured": (
        "银行未尽贷后管理、贷款用途改变、借款合同无效。",
        "Loans not watched, used otherwise than agreed, or void.",
    ),
    "where_covered": _PURSUIT["where_covered"],
    "cancellation": (
        "须经银行书面同意；贷款提前结清后退还未了责任保费。",
        "With the bank's release only; after early repayment the unearned premium is refunded.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Offer:
    line: InsuranceLine
    name: str
    said: dict[str, tuple[str, str]]
    parts: tuple[dict[str, Any], ...]

    def terms(self) -> ProductTerms:
        return ProductTerms.model_validate(
            {
                "parts": self.parts,
                "wording": {
                    "title": f"{self.name}条款（演示）",
                    "version": "2026.1",
                    "sha256": hashlib.sha256(self.name.encode()).hexdigest(),
                },
                "link": "https://insurer.demo.zhirong.test/",
                "fact_sheet": {
                    heading: {"zh": zh, "en": en}
                    for heading, (zh, en) in (_COMMON | self.said).items()
                },
            }
        )


def overseas(name: str, *, limit: int, deductible: int = M // 5, **other: Any) -> Offer:
    return Offer(
        line=InsuranceLine.OVERSEAS_LIABILITY,
        name=name,
        said=_OVERSEAS,
        parts=(
            _part("DEF", "overseas_defence_cost", limit=limit, deductible_fen=deductible, **other),
            _part("DAM", "overseas_damages", limit=limit, deductible_fen=M // 2, **other),
        ),
    )


def composite(name: str, *, limit: int) -> Offer:
    return Offer(
        line=InsuranceLine.STAR_COMPOSITE,
        name=name,
        said=_STAR,
        parts=(
            _part("CN-LIAB", "domestic_liability", limit=limit // 2, territory=["CN"]),
            _part("OVS-DEF", "overseas_defence_cost", limit=limit, deductible_fen=M // 5),
            _part("PUR", "pursuit_cost", limit=3 * M, recovery_share_bp=5000, **_RIGHTS),
            _part("INV", "invalidity_defence", limit=M, **_RIGHTS),
        ),
    )


def enforcement(name: str, *, limit: int) -> Offer:
    return Offer(
        line=InsuranceLine.ENFORCEMENT,
        name=name,
        said=_PURSUIT,
        parts=(
            _part("PUR", "pursuit_cost", limit=limit, recovery_share_bp=5000, **_RIGHTS),
            _part("LOSS", "infringement_loss", limit=limit, **_RIGHTS),
        ),
    )


def loss(name: str, *, limit: int) -> Offer:
    return Offer(
        line=InsuranceLine.INFRINGEMENT_LOSS,
        name=name,
        said=_LOSS,
        parts=(_part("LOSS", "infringement_loss", limit=limit, waiting_days=30, **_RIGHTS),),
    )


def guarantee(name: str, *, limit: int) -> Offer:
    return Offer(
        line=InsuranceLine.LOAN_GUARANTEE,
        name=name,
        said=_GUARANTEE,
        parts=(
            _part(
                "GUA",
                "borrower_default",
                limit=limit,
                insured_role="bank",
                object_schedule=["loan"],
                trigger="default",
                territory=["CN"],
                waiting_days=60,
                coinsurance_bp=4000,
                loss_payee=["bank"],
            ),
        ),
    )
