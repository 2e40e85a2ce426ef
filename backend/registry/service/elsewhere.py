"""Registrations made outside the platform, as the district records them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.sequences import next_number
from backend.registry import rules
from backend.registry.events import RegistrationRecorded
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks
from backend.registry.service import stating, writing
from backend.registry.service.registering import check_number_is_new
from backend.registry.service.stating import OutsideParty
from backend.registry.states import Cause, ClaimKind, Creation, Register


@dataclass(frozen=True, kw_only=True)
class ElsewhereIn:
    number: str
    registered_on: date
    secured_fen: int
    pledgors: Sequence[OutsideParty]
    pledgees: Sequence[OutsideParty]
    #: Patent numbers in any usual spelling; unknown ones are created, unproven.
    patents: Sequence[str]
    claim_kind: ClaimKind = ClaimKind.SINGLE
    document_id: UUID | None = None
    cancelled_on: date | None = None
    loan_reference: str | None = None


async def record_made_elsewhere(data: ElsewhereIn, *, by: Actor) -> PledgeRecord:
    """Record a registration made elsewhere, as claimed; it counts when verified."""
    by.require(Permission.RECORD_REGISTRATIONS)
    return await enter(data, by=by)


async def enter(data: ElsewhereIn, *, by: Actor) -> PledgeRecord:
    """Enter it in the name of somebody who may; everything else is checked."""
    number = rules.tidy_number(data.number)
    rules.check_not_future(data.registered_on, today=clock.today(), what="registered_on")
    if data.cancelled_on is not None:
        rules.check_not_future(data.cancelled_on, today=clock.today(), what="cancelled_on")
        rules.check_order(data.registered_on, data.cancelled_on, what="cancelled_on")
    async with transaction():
        await check_number_is_new(number)
        if data.document_id is not None:
            await documents.check_own([data.document_id], by=by)
            await documents.check_not_disproved([data.document_id])
        right_ids = await stating.rights_of(data.patents, by=by)
        if data.cancelled_on is None:
            await stating.check_not_live(right_ids)
        record = await writing.create(
            Creation.RECORD_ELSEWHERE
            if data.cancelled_on is None
            else Creation.RECORD_ELSEWHERE_CANCELLED,
            {
                "id": uuid4(),
                "number": await next_number("PL"),
                "register": Register.PATENT,
                "made_elsewhere": True,
                **await stating.parties_of(data.pledgors, data.pledgees),
                "right_ids": right_ids,
                "claim_kind": data.claim_kind,
                "secured_fen": data.secured_fen,
                "loan_reference": data.loan_reference,
                "registration_number": number,
                "registered_on": data.registered_on,
                "notice_document": data.document_id,
                "recorded_by": by.user_id,
                "recorded_organisation": by.organisation_id,
                "recorded_at": clock.now(),
                "recording": 1,
                "warnings": rules.number_warnings(number, data.registered_on),
                "ended": None
                if data.cancelled_on is None
                else {"how": "cancel", "on": data.cancelled_on, "ground": None},
            },
            event=RegistrationRecorded,
            telling={"registration_number": number},
            by=by,
        )
        await checks.add_recording(
            record,
            cause=Cause.REGISTRATION,
            effective_on=data.registered_on,
            secured_fen=data.secured_fen,
            document=data.document_id,
            reason=None,
            corrects=None,
            by=by,
        )
        return record
