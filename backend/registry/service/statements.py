"""The statement of a verification: every field that was filed, beside what the source says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.papers import service as papers
from backend.papers.states import Paper
from backend.portfolio import service as portfolio
from backend.registry import wording
from backend.registry.projection import PledgeRecord
from backend.registry.service import knowing
from backend.registry.service.papers import NOT_STATED, filling, issue, line, parties, worded
from backend.registry.states import Cause, Checker, Compared, Outcome
from contracts.blanks import paragraphs
from contracts.verification_statement.terms import ComparedField, VerificationStatement


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a second person found, comparing a recording with the source he looked in."""

    checker: Checker
    outcome: Outcome
    reason: str | None
    #: What the source says instead, by field.
    differing: Mapping[Compared, str]
    looked_in: str | None
    looked_on: date


async def state_verification(
    record: PledgeRecord, recording: Mapping[str, Any], finding: Finding, *, by: Actor
) -> None:
    """Order the statement: every filed field beside what the source says."""
    async with filling(Paper.VERIFICATION_STATEMENT, record):
        notice = recording["document"]
        known = {} if notice is None else await documents.describe([notice])
        recorders = await papers.parties([recording["recorder_organisation"]])
        differing = finding.differing
        named = finding.outcome is Outcome.CONFIRMED or bool(differing)
        terms = VerificationStatement(
            registration_number=recording["registration_number"],
            registered_on=_registered_on(record, recording),
            pledge_number=record.number,
            checker=finding.checker.value,
            fields=_compared(await filed(record, recording), differing, named=named),
            looked_in=wording.LOOKED.get(finding.looked_in or "notice") or line(finding.looked_in),
            looked_on=finding.looked_on,
            outcome=finding.outcome.value,
            reason=paragraphs(finding.reason),
            recorder=recording["recorder_name"],
            recorder_organisation=recorders[recording["recorder_organisation"]].name,
            recorded_at=recording["recorded_at"],
            verifier=by.name,
            verifier_organisation=by.organisation_name,
            verified_at=clock.now(),
            notice_name=known[notice].name if notice in known else "",
            notice_sha256=known[notice].sha256 if notice in known else "",
        )
        await issue(Paper.VERIFICATION_STATEMENT, record, terms, issuer=by.organisation_id)


def _compared(
    fields: Mapping[Compared, str], differing: Mapping[Compared, str], *, named: bool
) -> tuple[ComparedField, ...]:
    """Each field in the order of the register; one that was not filed only where it differs.

    Who found a mismatch without naming a field has not said of any that it agrees.
    """
    if not named:
        return (ComparedField(name="未逐项指明", found="见说明", agrees=False),)
    return tuple(
        ComparedField(
            name=wording.COMPARED[field],
            filed=text,
            found=line(differing[field]) if field in differing else text,
            agrees=field not in differing,
        )
        for field, text in fields.items()
        if text != NOT_STATED or field in differing
    )


async def filed(record: PledgeRecord, recording: Mapping[str, Any]) -> dict[Compared, str]:
    """Every field as this recording has it, in words."""
    numbers, grants = await _rights(record)
    return {
        Compared.PLEDGOR: "；".join(each.name for each in parties(record, "pledgor")),
        Compared.PLEDGEE: "；".join(each.name for each in parties(record, "pledgee")),
        Compared.REGISTRATION_NUMBER: recording["registration_number"],
        Compared.REGISTERED_ON: worded("day", _registered_on(record, recording)),
        Compared.PATENTS: numbers,
        Compared.GRANTED_ON: grants,
        Compared.CLAIM_KIND: worded("claim_kind", recording["claim_kind"]),
        Compared.SECURED_FEN: worded("secured_fen", recording["secured_fen"]),
        Compared.PERFORMANCE_FROM: worded("day", record.performance_from),
        Compared.PERFORMANCE_TO: worded("day", record.performance_to),
        Compared.SCOPE: worded("scope", record.terms.get("scope")),
    }


async def _rights(record: PledgeRecord) -> tuple[str, str]:
    """Numbers and grant days, as the contract lists them, else as they are known."""
    views = await portfolio.views(record.right_ids, record.pledgor)
    stated = {each.right_id: each for each in knowing.listed_rights(record)}
    numbers, grants = [], []
    for right_id in record.right_ids:
        told, view = stated.get(right_id), views[right_id]
        number = (told and told.number) or view.application_no
        granted = (told and told.granted_on) or view.granted_on
        numbers.append(f"ZL {number.removeprefix('ZL').strip()}" if number else view.label)
        grants.append(worded("day", granted))
    known = any(each != NOT_STATED for each in grants)
    return "；".join(numbers), "；".join(grants) if known else NOT_STATED


def _registered_on(record: PledgeRecord, recording: Mapping[str, Any]) -> date:
    """A correction of the registration has a day of its own."""
    day = recording["effective_on"] if recording["cause"] == Cause.REGISTRATION else None
    found = day or record.registered_on
    if found is None:
        raise RuntimeError("A registered pledge has its day.")
    return found
