"""The twelve checks on a report, run on what is known here; the arithmetic run again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from backend.appraisal.checks import (
    Evidence,
    Facts,
    Finding,
    IncomeMethod,
    KnownRight,
    check,
)
from backend.appraisal.conflicts import Rules, outcome_of
from backend.appraisal.report import Report
from backend.appraisal.states import Check, Found
from backend.kernel import clock
from backend.kernel.errors import RuleBroken
from backend.portfolio import service as portfolio
from backend.portfolio.service import RightView
from backend.valuation import service as valuation
from backend.valuation.service import Appraised, Document


@dataclass(frozen=True, kw_only=True)
class CheckView:
    """`outcome`: what the rules make of what was found."""

    check: str
    found: str
    outcome: str
    evidence: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The document that the inputs make, and what was found; None where they make none."""

    document: Document | None
    findings: tuple[Finding, ...]


async def run_checks(
    report: Report, *, firm_id: UUID, agency: str, right_ids: Sequence[UUID]
) -> Checked:
    known = await portfolio.views(right_ids)
    facts: dict[str, Any] = {"results": {}, "income": (), "legal_end": None}
    document = None
    if report.methods:
        document = await valuation.document_of(
            Appraised(
                firm_id=firm_id,
                right_ids=tuple(right_ids),
                base_date=report.base_date,
                valuer=agency,
                methods=report.methods,
                reconciliation=report.reconciliation,
                simulation=report.simulation,
            )
        )
        facts = await _rerun(document)
    findings = check(
        report,
        Facts(
            today=clock.today(),
            agency=agency,
            ordered=frozenset(right_ids),
            rights=_known(report, known),
            **facts,
        ),
    )
    return Checked(document=document, findings=findings)


async def _rerun(document: Document) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "income": [
            IncomeMethod(method=each.method, discount_rate=each.discount_rate, years=each.years)
            for each in valuation.income_facts(document)
        ],
        "legal_end": valuation.legal_end(document),
    }
    try:
        result = await valuation.rework(document)
    except RuleBroken as refusal:
        figure = refusal.facts.get("figure") or refusal.facts.get("method")
        return facts | {
            "refused": refusal.code,
            "figure": None if figure is None else str(figure),
        }
    return facts | {"results": {each.method: each.stated_fen for each in result.methods}}


def _known(report: Report, rights: Mapping[UUID, RightView]) -> dict[UUID, KnownRight]:
    stated = {each.right_id: each for each in report.rights}
    found = {}
    for asked, right in rights.items():
        told = stated.get(asked)
        number, refused = (None, None) if told is None else portfolio.number_told(told.number)
        owners = [] if told is None else _names(told.owner)
        found[asked] = KnownRight(
            label=right.label,
            number=right.application_no or right.publication_no,
            stated_number=number,
            number_refused=refused,
            owners=right.patentees,
            owner_key=frozenset(portfolio.name_key(each) for each in right.patentees),
            stated_owner_key=frozenset(portfolio.name_key(each) for each in owners),
            owner_source=None if right.owner_source is None else str(right.owner_source),
            legal_end=right.expires_on,
            end_source=None if right.expiry_source is None else str(right.expiry_source),
            fee_due_on=None if right.fee_due is None else right.fee_due.due_on,
            fee_late=right.fee_due is not None and right.fee_due.late,
        )
    return found


def _names(text: str) -> list[str]:
    for sign in ("；", ";", "、"):
        text = text.replace(sign, "\n")
    return [each.strip() for each in text.split("\n") if each.strip()]


def as_kept(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [asdict(each) for each in findings]


def check_views(kept: Sequence[Mapping[str, Any]], *, rules: Rules) -> list[CheckView]:
    """What was found at delivery, by the rules of whoever looks."""
    return [
        CheckView(
            check=each["check"],
            found=each["found"],
            outcome=outcome_of(rules, _finding(each)),
            evidence=[dict(line) for line in each["evidence"]],
        )
        for each in kept
    ]


def _finding(kept: Mapping[str, Any]) -> Finding:
    return Finding(
        check=Check(kept["check"]),
        found=Found(kept["found"]),
        evidence=tuple(Evidence(**line) for line in kept["evidence"]),
    )
