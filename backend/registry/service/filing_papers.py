"""The forms of a registered pledge: its change and its cancellation."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.kernel.auth import Actor
from backend.papers.states import Paper
from backend.registry.projection import PledgeRecord
from backend.registry.service import papers
from backend.registry.states import CancellationGround
from contracts.blanks import paragraphs
from contracts.cancellation_form.terms import CancellationForm
from contracts.change_form.terms import Change, ChangeForm

_ITEMS = {
    "claim_kind": "被担保债权的种类",
    "secured_fen": "被担保债权的数额",
    "scope": "担保范围",
    "performance_to": "债务履行期限届满日",
    "pledgor_name": "出质人名称",
    "pledgor_address": "出质人地址",
    "pledgee_name": "质权人名称",
    "pledgee_address": "质权人地址",
}


async def change_form(
    record: PledgeRecord,
    values: Mapping[str, Any],
    *,
    reason: str | None,
    changed_on: date,
    applied_on: date,
    document_id: UUID | None,
    undertaking: bool,
    by: Actor,
) -> None:
    """What is asked of CNIPA to change in the register."""
    if not papers.of_patents(record):
        return
    async with papers.filling(Paper.CHANGE_FORM, record):
        terms = ChangeForm(
            registration_number=str(record.registration_number),
            registered_on=papers.the_day(record.registered_on),
            pledgors=papers.parties(record, "pledgor"),
            pledgees=papers.parties(record, "pledgee"),
            patents=await papers.patents(record),
            changes=tuple(
                Change(
                    item=_ITEMS.get(name, name),
                    before=papers.worded(name, _standing(record, name)),
                    after=papers.worded(name, value),
                )
                for name, value in sorted(values.items())
            ),
            changed_on=changed_on,
            reason=paragraphs(reason),
            attachments=await _named(document_id),
            undertaking=undertaking,
            **_through(record),
            applied_on=applied_on,
        )
        await papers.issue(Paper.CHANGE_FORM, record, terms, issuer=by.organisation_id)


async def cancellation_form(
    record: PledgeRecord,
    *,
    ground: CancellationGround,
    statement: str | None,
    ended_on: date,
    applied_on: date,
    document_id: UUID | None,
    undertaking: bool,
    by: Actor,
) -> None:
    """What is asked of CNIPA to end, and on which ground."""
    if not papers.of_patents(record):
        return
    async with papers.filling(Paper.CANCELLATION_FORM, record):
        terms = CancellationForm(
            registration_number=str(record.registration_number),
            registered_on=papers.the_day(record.registered_on),
            pledgors=papers.parties(record, "pledgor"),
            pledgees=papers.parties(record, "pledgee"),
            patents=await papers.patents(record),
            ground=ground.value,
            ended_on=ended_on,
            statement=paragraphs(statement),
            **_through(record),
            attachments=await _named(document_id),
            undertaking=undertaking,
            applied_on=applied_on,
        )
        await papers.issue(Paper.CANCELLATION_FORM, record, terms, issuer=by.organisation_id)


def _through(record: PledgeRecord) -> dict[str, Any]:
    """The agency of a filing, as its forms name it."""
    told = record.terms.get("attorney") or {}
    return {
        "agent": papers.agent(record),
        "agency_code": told.get("agency_code") or "",
        "agent_person": papers.line(told.get("person")),
    }


def _standing(record: PledgeRecord, name: str) -> Any:
    return getattr(record, name) if hasattr(record, name) else record.terms.get(name)


async def _named(document_id: UUID | None) -> tuple[str, ...]:
    if document_id is None:
        return ()
    known = await documents.describe([document_id])
    return (f"《{known[document_id].name}》",)
