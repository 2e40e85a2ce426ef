"""What a proposal can be filled in with before anybody types: the firm, its portfolio, its loan."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.identity import service as identity
from backend.insurance.states import InsuranceLine, RatedIndustry
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.lending.service import reading
from backend.portfolio import service as portfolio
from backend.portfolio.states import APART
from backend.targets import service as targets
from backend.underwriting.answers import NO_TIER, Answers
from backend.underwriting.states import AnswerSource

#: Of a portfolio no more than a page; the rest is added by hand.
MOST_RIGHTS = 100
#: What most rights of a portfolio are of, in the words of a rating plan; other industries are
#: asked for.
_RATED = {
    "integrated_circuits": RatedIndustry.TELECOM_SEMICONDUCTOR,
    "artificial_intelligence": RatedIndustry.SOFTWARE_AI,
    "biomedicine": RatedIndustry.BIOPHARMA,
}
_ASKS_RIGHTS = frozenset(InsuranceLine) - {InsuranceLine.OVERSEAS_LIABILITY}


@dataclass(frozen=True, kw_only=True)
class Filled:
    """Answers, and of each that was filled in where it comes from."""

    answers: Answers
    sources: dict[str, tuple[AnswerSource, str]]


async def prefill(line: InsuranceLine, *, loan_application_id: UUID | None, by: Actor) -> Filled:
    """Only what is known; everything else stays open.

    Rights of other registers are added by hand: they have no day of filing, and often no last one.
    """
    plain: dict[str, dict[str, Any]] = {
        block: {} for block in ("parties", "rights", "cover", "exposure", "listing")
    }
    sources: dict[str, tuple[AnswerSource, str]] = {}

    def fill(question: str, value: object, source: AnswerSource, ref: str) -> None:
        if value not in (None, ""):
            block, _, name = question.partition(".")
            plain[block][name] = value
            sources[question] = (source, ref)

    firm = await identity.organisation(by.organisation_id)
    fill("parties.name", firm.name, AnswerSource.FIRM, firm.name)
    fill("parties.uscc", firm.uscc, AnswerSource.FIRM, firm.name)
    address = f"{firm.street or ''}{firm.address_line or ''}"
    fill("parties.address", address, AnswerSource.FIRM, firm.name)
    if firm.verified_at is not None:
        on = firm.verified_at.date().isoformat()
        fill("parties.good_standing", firm.verified_at is not None, AnswerSource.FIRM, on)
    tier = await library_tier(by.organisation_id)
    fill("listing.library_tier", tier, AnswerSource.LIBRARY, clock.today().isoformat())
    held, _, _ = await portfolio.assets(portfolio.Wanted(), limit=MOST_RIGHTS, by=by)
    found = Counter(each.right.industry for each in held)
    industry = _RATED.get(found.most_common(1)[0][0]) if found else None
    fill("parties.industry", industry, AnswerSource.PORTFOLIO, str(len(held)))
    patents = [_right(each, firm.name) for each in held if each.right.kind not in APART]
    if line in _ASKS_RIGHTS and patents:
        fill("rights.schedule", patents, AnswerSource.PORTFOLIO, str(len(patents)))
    if loan_application_id is not None:
        loan = await reading.application(loan_application_id, by=by)
        fill("cover.loan", _loan(loan), AnswerSource.LOAN, loan.row.number)
        headcount = loan.row.snapshot["firm"]["headcount"]
        fill("exposure.employees", headcount, AnswerSource.LOAN, loan.row.number)
    return Filled(answers=Answers.model_validate(plain), sources=sources)


def _loan(loan: reading.ApplicationView) -> dict[str, Any]:
    row, valuation = loan.row, loan.row.snapshot["valuation"]
    return {
        "application_id": row.id,
        "bank": loan.lender_name,
        "bank_id": row.lender,
        "principal_fen": row.amount_fen if loan.offer is None else loan.offer["amount_fen"],
        "term_months": row.term_months if loan.offer is None else loan.offer["term_months"],
        "valued_on": None if valuation is None else valuation["base_date"],
    }


async def library_tier(firm_id: UUID) -> str | None:
    """Where the cultivation library has the firm today; unknown of one without a credit code."""
    firm = await identity.organisation(firm_id)
    if firm.uscc is None:
        return None
    return await targets.tier_in_library(firm.uscc) or NO_TIER


def _right(held: portfolio.HeldRight, firm: str) -> dict[str, Any]:
    right = held.right
    return {
        "right_id": right.id,
        "number": (right.application_no or right.publication_no or right.label)[:40],
        "title": right.title[:500],
        "kind": str(right.kind)[:20],
        "owner": (right.patentees[0] if right.patentees else firm)[:200],
        "co_owners": [each[:200] for each in held.co_owners[:20]],
        "filed_on": _asked(right.filing_on),
        "granted_on": _asked(right.granted_on),
        "expires_on": _asked(right.expires_on),
        "ipc": (right.ipc_main or "")[:40],
        "pledge": "已质押" if held.pledged else "",
    }


def _asked(day: date | None) -> date | None:
    """A day that the form can hold."""
    return day if day is not None and date(1985, 1, 1) <= day <= date(2100, 1, 1) else None
