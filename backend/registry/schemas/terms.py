"""The terms of a pledge as they stand, and what forms ask of the parties and the agency."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel.schemas import Output
from backend.registry import guards
from backend.registry.projection import PledgeRecord


class ListedRightOut(Output, frozen=True):
    right_id: UUID
    number: str | None
    title: str | None
    filing_on: date | None
    granted_on: date | None
    complete: bool


class FilingPartyOut(Output, frozen=True):
    representative: str | None = None
    contact: str | None = None
    phone: str | None = None
    postcode: str | None = None
    country: str | None = None


class AttorneyOut(Output, frozen=True):
    agency_code: str
    person: str
    matters: list[str]
    valid_until: date
    code: str | None = None
    address: str | None = None
    phone: str | None = None


class TermsOut(Output, frozen=True):
    claim_kind: str | None
    secured_fen: int | None
    loan_reference: str | None
    performance_from: date | None
    performance_to: date | None
    scope: str | None
    pledgor_address: str | None
    pledgee_address: str | None
    listed: list[ListedRightOut]
    optional: dict[str, str]
    appraised: bool
    agent: str | None
    attorney: AttorneyOut | None
    pledgor_details: FilingPartyOut
    pledgee_details: FilingPartyOut
    contract_text: str | None
    state_owned: bool | None
    foreign_party: bool | None
    m1: bool
    m2: bool
    m3: bool
    m4: bool
    m5: bool


def stated(record: PledgeRecord, contract: guards.ContractFacts) -> TermsOut:
    missing = guards.missing_terms(contract)
    told = record.terms
    return TermsOut(
        claim_kind=record.claim_kind,
        secured_fen=record.secured_fen,
        loan_reference=record.loan_reference,
        performance_from=record.performance_from,
        performance_to=record.performance_to,
        scope=told.get("scope"),
        pledgor_address=told.get("pledgor_address"),
        pledgee_address=told.get("pledgee_address"),
        listed=[
            ListedRightOut(
                right_id=row.right_id,
                number=row.number,
                title=row.title,
                filing_on=row.filing_on,
                granted_on=row.granted_on,
                complete=row.complete,
            )
            for row in contract.listed
        ],
        optional={k: v for k, v in (told.get("optional") or {}).items() if v is not None},
        appraised=bool(told.get("appraised")),
        agent=told.get("agent"),
        attorney=_attorney(told.get("attorney")),
        pledgor_details=_details(told.get("pledgor_details")),
        pledgee_details=_details(told.get("pledgee_details")),
        contract_text=told.get("contract_text"),
        state_owned=told.get("state_owned"),
        foreign_party=told.get("foreign_party"),
        m1="M1" not in missing,
        m2="M2" not in missing,
        m3="M3" not in missing,
        m4="M4" not in missing,
        m5="M5" not in missing,
    )


def _attorney(told: dict[str, Any] | None) -> AttorneyOut | None:
    if told is None:
        return None
    return AttorneyOut(**told | {"valid_until": date.fromisoformat(told["valid_until"])})


def _details(told: dict[str, Any] | None) -> FilingPartyOut:
    return FilingPartyOut(**told or {})
