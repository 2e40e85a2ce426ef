"""Underwriters with their authority, a made-up sanctions list, and proposals in several states."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.criteria.facts import add_months
from backend.demo.cast import Cast
from backend.demo.people import DOMAIN, INSTITUTIONS
from backend.identity import service as identity
from backend.insurance.service import products
from backend.insurance.states import InsuranceLine
from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.underwriting.answers import Answers
from backend.underwriting.service import authorities, desk, lists, proposals, questions, submitting
from backend.underwriting.service.questions import Asked
from backend.underwriting.service.submitting import DECLARATIONS, Sending
from backend.underwriting.states import Level, ListCode, State
from backend.underwriting.terms import QuoteTerms

M = 1_000_000_00
#: Nobody of these names exists.
SANCTIONED = (
    "Meridian Shadow Holdings Ltd",
    "Northgate Blocked Trading GmbH",
    "北岬受限贸易有限公司",
)
LEADS = ("葛主管", "欧主管", "闻主管")
E2_TERMS = {
    "options": [{"label": "标准方案", "schedule_bp": -500, "schedule_reason": "risk_engineering"}],
    "subjectivities": [{"text": "承保前提交最新一期问询回复", "before_binding": True}],
}


async def open_desks(cast: Cast, password: str) -> None:
    """Each insurer's underwriter quotes up to L1, its lead up to L3; given by two others each."""
    for key, name in zip(_insurers(), LEADS, strict=False):
        underwriter, checker = cast[key], cast[f"{key}.tariff_checker"]
        _, token, _ = await identity.invite(
            email=f"lead@{key}.{DOMAIN}", name=name, roles=["admin", "underwriter"], by=underwriter
        )
        _, lead = await identity.take_link(token, password=password, by=SYSTEM)
        cast.actors[f"{key}.lead"] = lead
        for member, level, second in (
            (underwriter, Level.L1, lead),
            (lead, Level.L3, underwriter),
        ):
            drafted = await authorities.draft(
                member.user_id, level, from_on=clock.today(), to_on=None, by=checker
            )
            await authorities.confirm(drafted["id"], by=second)
    await lists.load(ListCode.UN, "demo-2026", SANCTIONED, as_of=clock.today(), by=cast.operator)


def _insurers() -> Iterator[str]:
    return (each.key for each in INSTITUTIONS if each.kind == "insurer")


async def play(cast: Cast, today: date) -> None:
    """Overseas cover quoted by the plans alone; a composite at the desks; one still open."""
    begins = add_months(today.replace(day=1), 2)
    with clock.at(clock.now() - timedelta(days=2)):
        await send(cast["sensors"], InsuranceLine.OVERSEAS_LIABILITY, overseas(begins))
        found = await send(cast["bio"], InsuranceLine.STAR_COMPOSITE, composite(begins))
        await _work(found, cast)
        await proposals.create(
            InsuranceLine.STAR_COMPOSITE,
            loan_application_id=None,
            copied_from=None,
            by=cast["chips"],
        )


async def send(
    firm: Actor, line: InsuranceLine, answers: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    """To everybody who offers the line with a plan."""
    drafted = await proposals.create(line, loan_application_id=None, copied_from=None, by=firm)
    blocks = {
        name: drafted.answers.get(name, {}) | block if isinstance(block, dict) else block
        for name, block in answers.items()
    }
    view = await proposals.answer(
        drafted.id,
        Answers.model_validate(drafted.answers | blocks),
        base=drafted.n,
        evidence={},
        effective_on=None,
        by=firm,
    )
    sending = Sending(
        insurer_ids=tuple(await _offering(line, firm)),
        n=view.n,
        declared=dict.fromkeys(DECLARATIONS, True),
        duplicates_known=False,
        privileged={},
    )
    return (await submitting.submit(view.id, sending, by=firm)).submissions


async def _offering(line: InsuranceLine, by: Actor) -> list[UUID]:
    found, _, _ = await products.page(
        own=False, insurer_id=None, line=line, cursor=None, limit=50, by=by
    )
    return sorted({each.insurer_id for each in found if each.plan is not None}, key=str)


async def _work(found: tuple[dict[str, Any], ...], cast: Cast) -> None:
    """The first insurer refers its terms to its lead, the next one asks the firm."""
    by_insurer = {cast.organisation(key): cast[key] for key in _insurers()}
    waiting = [row for row in found if row["state"] == State.IN_UNDERWRITING]
    own = [row for row in waiting if row["insurer"] == cast.organisation("insurer")]
    for row in own:
        await desk.refer(
            row["id"],
            QuoteTerms.model_validate(E2_TERMS),
            memo="问询阶段，资料完整，建议费率下浮 5%。",
            by=by_insurer[row["insurer"]],
        )
    for row in [each for each in waiting if each not in own][:1]:
        await questions.ask(
            row["id"],
            [Asked(question="history.letters", text="请说明警告函所涉专利及答复情况。")],
            due_on=clock.add_working_days(clock.today(), 5),
            by=by_insurer[row["insurer"]],
        )


def _liability(code: str, territories: list[str], **sections: dict[str, int]) -> dict[str, Any]:
    return {
        "kind": "liability",
        "code": code,
        "territories": territories,
        "sections": [{"cost": cost, "terms": terms} for cost, terms in sections.items()],
    }


def _terms(limit: int, agg: int, deductible: int, kept_bp: int) -> dict[str, int]:
    return {
        "limit_per_claim_fen": limit,
        "limit_agg_fen": agg,
        "deductible_fen": deductible,
        "coinsurance_bp": kept_bp,
    }


def _common(begins: date, industry: str, stage: str, owner: str) -> dict[str, Any]:
    return {
        "parties": {
            "industry": industry,
            "owners": [owner],
            "credit_offence_2y": False,
            "policyholder_is_insured": True,
        },
        "history": {"suits": [], "letters": [], "refused_before": False},
        "listing": {"stage": stage},
        "cover": {"inception_on": begins, "expires_on": add_months(begins, 12)},
    }


def overseas(begins: date) -> dict[str, Any]:
    """The answers of a maker of measuring equipment that exports to three territories (E1)."""
    common = _common(begins, "measuring", "none", "顾远航")
    return common | {
        "products": {"products": [{"name": "压力传感器", "standard_essential": False}]},
        "exposure": {
            "revenues": [
                {"territory": code, "product": "压力传感器", "revenue_fen": million * M}
                for code, million in (("US", 180), ("EU", 60), ("JP", 20))
            ],
            "own_families": [{"territory": "US", "families": 10}],
        },
        "clearance": {
            "opinions": [
                {
                    "territory": "US",
                    "author": "independent",
                    "by": "独立律师事务所（演示）",
                    "dated_on": add_months(begins, -6),
                    "conclusion": "clear",
                }
            ]
        },
        "opponents": {"names": ["Halden Sensor Works（演示）"]},
        "cover": common["cover"]
        | {
            "parts": [
                _liability("DEF", ["US", "EU", "JP"], DEF=_terms(5 * M, 5 * M, M // 5, 2000)),
                _liability("DAM", ["US", "EU", "JP"], DAM=_terms(5 * M, 5 * M, M // 2, 2000)),
            ]
        },
    }


def composite(begins: date) -> dict[str, Any]:
    """Those of a biopharma firm whose listing is under inquiry (E2)."""
    common = _common(begins, "biopharma", "inquiry", "苏澄")
    rights = [
        {
            "number": f"20211000{n:04}.X",
            "title": f"重组蛋白制剂 {n}",
            "filed_on": add_months(begins, -66),
            "expires_on": add_months(begins, 174),
        }
        for n in range(1, 11)
    ]
    opinion = {
        "by": "独立律师事务所（演示）",
        "dated_on": add_months(begins, -6),
        "conclusion": "clear",
    }
    section = _terms(2 * M, 2 * M, M // 20, 1000)
    return common | {
        "rights": {"schedule": rights},
        "products": {"products": [{"name": "重组蛋白注射液", "standard_essential": False}]},
        "exposure": {
            "revenues": [
                {"territory": code, "product": "重组蛋白注射液", "revenue_fen": million * M}
                for code, million in (("CN", 300), ("US", 30))
            ],
            "own_families": [{"territory": "US", "families": 10}],
        },
        "clearance": {
            "opinions": [
                opinion | {"territory": "US", "author": "independent"},
                opinion | {"territory": "CN", "author": "internal"},
            ]
        },
        "history": common["history"]
        | {
            "letters": [
                {
                    "territory": "US",
                    "received_on": add_months(begins, -9),
                    "sender": "Orland Biologics（演示）",
                }
            ]
        },
        "opponents": {"names": ["Orland Biologics（演示）"], "direct_competitors": 3},
        "cover": common["cover"]
        | {
            "parts": [
                _liability("CN-LIAB", ["CN"], DEF=section, DAM=section),
                _liability("OVS-DEF", ["US"], DEF=_terms(3 * M, 3 * M, M // 5, 2000)),
                {"kind": "rights", "code": "PUR", "terms": _terms(M // 2, 3 * M, 0, 1000)},
                {"kind": "rights", "code": "INV", "terms": _terms(M // 5, M, 0, 1000)},
            ]
        },
    }
