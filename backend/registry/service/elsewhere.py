"""Registrations made outside the platform, as the district records them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.sequences import next_number
from backend.portfolio import service as portfolio
from backend.registry import rules
from backend.registry.events import RegistrationRecorded
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, pledges
from backend.registry.service import writing
from backend.registry.service.registering import check_number_is_new
from backend.registry.states import Cause, ClaimKind, Creation, Register


@dataclass(frozen=True, kw_only=True)
class OutsideParty:
    """A pledgor or pledgee that the platform need not know."""

    name: str
    code: str | None = None
    division: str | None = None
    street: str | None = None
    address: str | None = None


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


async def _party(stated: OutsideParty) -> dict[str, Any]:
    """The party as stated, with what the platform knows of a verified organisation."""
    code = None if stated.code is None else stated.code.upper()
    if not rules.is_credit_code(code):
        # A person's identity number is none of our business; a wrong code finds nobody.
        code = None
    known = None if code is None else await pledges.organisation_by_code(code)
    if known is None:
        return {
            "organisation_id": None,
            "name": stated.name,
            "code": code,
            "division": stated.division,
            "street": stated.street,
            "address": stated.address,
        }
    return {
        "organisation_id": str(known["id"]),
        "name": stated.name,
        "code": code,
        "division": stated.division or known["division"],
        "street": stated.street or known["street"],
        "address": stated.address or known["address_line"],
    }


def _id(party: dict[str, Any]) -> UUID | None:
    found = party["organisation_id"]
    return None if found is None else UUID(found)


async def _check_not_live(right_ids: Sequence[UUID]) -> None:
    live = await pledges.live_pledges(right_ids)
    if live:
        first = next(iter(live.values()))
        raise rules.RightAlreadyPledged(
            f"It stands in the running pledge {first['registration_number'] or first['number']}.",
            right_ids=sorted(str(right) for right in live),
            pledge_id=str(first["id"]),
            pledge_number=first["number"],
            registration_number=first["registration_number"],
        )


async def record_made_elsewhere(data: ElsewhereIn, *, by: Actor) -> PledgeRecord:
    """Record a registration made elsewhere, as claimed; it counts when verified."""
    by.require(Permission.RECORD_REGISTRATIONS)
    number = rules.tidy_number(data.number)
    rules.check_not_future(data.registered_on, today=clock.today(), what="registered_on")
    if data.cancelled_on is not None:
        rules.check_not_future(data.cancelled_on, today=clock.today(), what="cancelled_on")
        rules.check_order(data.registered_on, data.cancelled_on, what="cancelled_on")
    async with transaction():
        await check_number_is_new(number)
        if data.document_id is not None:
            await documents.check_own([data.document_id], by=by)
        right_ids = tuple(
            dict.fromkeys([await portfolio.right_by_number(text, by=by) for text in data.patents])
        )
        await portfolio.lock_rights(right_ids)
        if data.cancelled_on is None:
            await _check_not_live(right_ids)
        pledgors = [await _party(party) for party in data.pledgors]
        pledgees = [await _party(party) for party in data.pledgees]
        record = await writing.create(
            Creation.RECORD_ELSEWHERE
            if data.cancelled_on is None
            else Creation.RECORD_ELSEWHERE_CANCELLED,
            {
                "id": uuid4(),
                "number": await next_number("PL"),
                "register": Register.PATENT,
                "made_elsewhere": True,
                "pledgor": _id(pledgors[0]),
                "pledgor_name": pledgors[0]["name"],
                "pledgor_code": pledgors[0]["code"],
                "pledgee": _id(pledgees[0]),
                "pledgee_name": pledgees[0]["name"],
                "pledgee_code": pledgees[0]["code"],
                "parties": {"pledgors": pledgors, "pledgees": pledgees},
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
