"""What the documents of an application are worth, and that no decision rests on a forged one.

Valuations have been where this market was deceived. The report supports a decision when the
agency that issued it has confirmed it by hash, or when the bank's maker has recorded how he
checked it outside. What an issuer speaks against supports nothing, whoever checked it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.appraisal import service as appraisal
from backend.documents import service as documents
from backend.documents.service import TrustView
from backend.documents.states import Trust
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.money import Fen
from backend.lending import rules
from backend.lending.events import DocumentSetAside
from backend.lending.queries import files
from backend.lending.queries.applications import ApplicationRow
from backend.lending.service import steps
from backend.lending.states import UNDECIDED, Action


def report_of(row: ApplicationRow) -> UUID | None:
    """The report of the valuation that the application rests on, if it has one."""
    named = (row.snapshot["valuation"] or {}).get("report_file_id")
    return None if named is None else UUID(named)


def seen(
    row: ApplicationRow, known: Mapping[UUID, TrustView], *, checked: bool
) -> dict[UUID, TrustView]:
    """The trust in each document; `checked` is said to the bank that checked, nobody else."""
    found = {each: known[each] for each in row.document_ids if each in known}
    report = report_of(row)
    if checked and report in found and found[report].trust is Trust.UNCONFIRMED:
        found[report] = replace(found[report], trust=Trust.CHECKED)
    return found


async def check_not_disproved(row: ApplicationRow) -> None:
    """Refuse while an issuer speaks against any document that the application rests on."""
    report = report_of(row)
    aside = (await documents.set_aside_in([row.id]))[row.id]
    relied = [each for each in row.document_ids if each not in aside]
    await documents.check_not_disproved(
        list(dict.fromkeys([*relied, *([] if report is None else [report])]))
    )


async def set_aside(
    application_id: UUID, *, document_id: UUID, reason: str, by: Actor
) -> ApplicationRow:
    """Take a disowned document out of what the application rests on; what was handed over stays.

    Once the bank has decided, only whoever may decide does so. The report of the valuation is not
    set aside: with it goes the value.
    """
    async with transaction():
        row = await steps.lock_for(application_id, Action.SET_ASIDE, by=by)
        if row.state not in UNDECIDED:
            by.require(Permission.DECIDE_APPLICATIONS)
        if document_id == report_of(row):
            raise rules.ReportInUse(document_id=str(document_id))
        file = await documents.set_aside(document_id, matter=row.id, reason=reason, by=by)
        row = await steps.move(row, Action.SET_ASIDE)
        await steps.tell(
            DocumentSetAside,
            row,
            before=row.state,
            by=by,
            bank=by.organisation_name,
            document_id=document_id,
            file_name=file.name,
            reason=reason,
        )
        return row


async def support(
    row: ApplicationRow, *, on_credit: bool, by: Actor
) -> tuple[UUID | None, UUID | None]:
    """The bank's check and the issuer's confirmation that a decision by this actor rests on.

    Refused when there is neither, and when the only support is what the actor himself checked.
    """
    await check_not_disproved(row)
    if row.valuation is not None and not on_credit:
        await appraisal.check_use(row.valuation, lender_id=row.lender, amount=Fen(row.amount_fen))
    check = (await files.checks([row.id])).get(row.id)
    confirmation = await _confirmation(row)
    if not on_credit:
        rules.check_valuation_supported(
            valuation=row.valuation, checked=check is not None, confirmed=confirmation is not None
        )
        if check is not None and confirmation is None:
            rules.check_checker(maker=check["checked_by"], checker=by.user_id)
    return _id(check), confirmation


async def _confirmation(row: ApplicationRow) -> UUID | None:
    report = report_of(row)
    if report is None:
        return None
    return (await documents.trusts([report]))[report].confirmation_id


def _id(check: dict[str, Any] | None) -> UUID | None:
    return None if check is None else check["id"]
