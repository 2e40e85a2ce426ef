"""The register and its registrations, as the API gives them."""

from datetime import date
from typing import Any

from backend.registry import service
from backend.registry.projection import PledgeRecord
from backend.registry.schemas import giving as out
from backend.registry.schemas.shaping import parties, recording, right, verification
from backend.registry.states import State


def ended_on(record: PledgeRecord, how: State) -> date | None:
    """When it was cancelled or revoked; a revoked one may have been cancelled before."""
    told: dict[str, Any] | None = record.ended
    if how is State.CANCELLED and record.state is State.REVOKED:
        told = (told or {}).get("was")
    elif record.state is not how:
        return None
    return None if told is None else date.fromisoformat(told["on"])


def published(found: service.Published) -> out.PublishedOut:
    record = found.record
    if record.registered_on is None or record.registration_number is None:
        raise ValueError("Only a registration is published.")
    return out.PublishedOut(
        number=record.registration_number,
        state=record.state,
        registered_on=record.registered_on,
        pledgors=found.pledgors,
        pledgees=found.pledgees,
        patents=[
            out.PublishedPatentOut(
                label=view.label,
                publication_no=view.publication_no,
                ipc_main=view.ipc_main,
                granted_on=view.granted_on,
            )
            for view in found.rights
        ],
        changed_items=found.changed_items,
        cancelled_on=ended_on(record, State.CANCELLED),
        verified=found.verified,
    )


def register_row(found: service.Published, *, sees_amount: bool) -> out.RegisterRowOut:
    record = found.record
    if record.registered_on is None or record.registration_number is None:
        raise ValueError("Only registrations stand in the register.")
    return out.RegisterRowOut(
        pledge_id=record.id if sees_amount else None,
        number=record.registration_number,
        state=record.state,
        registered_on=record.registered_on,
        pledgors=found.pledgors,
        pledgees=found.pledgees,
        patents=[view.label for view in found.rights],
        secured_fen=record.secured_fen if sees_amount else None,
        cancelled_on=ended_on(record, State.CANCELLED),
        verified=found.verified,
    )


def register(found: service.Found) -> out.RegisterOut:
    return out.RegisterOut(
        items=[register_row(each, sees_amount=found.sees_amount) for each in found.items],
        next=found.next,
        total=found.total,
        live=found.live,
    )


def unverified(row: dict[str, Any]) -> out.UnverifiedOut:
    return out.UnverifiedOut(
        pledge_id=row["pledge"],
        version=row["version"],
        cause=row["cause"],
        number=row["registration_number"],
        registered_on=row["registered_on"],
        effective_on=row["effective_on"],
        secured_fen=row["secured_fen"],
        pledgor_name=row["pledgor_name"],
        pledgee_name=row["pledgee_name"],
        made_elsewhere=row["made_elsewhere"],
        evidenced=row["document"] is not None,
        outcome=row["outcome"],
        recorded_at=row["recorded_at"],
        recorded_by_name=row["recorder_name"],
        age_working_days=row["age_working_days"],
        allowed_actions=row["allowed_actions"],
    )


def entry(row: dict[str, Any]) -> out.CountEntryOut:
    return out.CountEntryOut(
        id=row["id"],
        plan_code=row["plan_code"],
        registration_number=row["registration_number"],
        pledge_id=row["pledge"],
        effective_on=row["effective_on"],
        recorded_at=row["recorded_at"],
        amount_fen=row["amount_fen"],
        cause=row["cause"],
        reason=row["reason"],
        rule_version=row["rule_version"],
        counted_by_name=row["counted_by_name"],
        industry=row["industry"],
        bank=row["bank"],
        street=row["street"],
        pledgor_name=row["pledgor_name"],
    )


def district_registration(found: service.Registration) -> out.DistrictRegistrationOut:
    record = found.record
    if record.registered_on is None or record.secured_fen is None:
        raise ValueError("A registration has a day and an amount.")
    return out.DistrictRegistrationOut(
        id=record.id,
        revision=found.revision,
        number=record.number,
        registration_number=record.registration_number or "",
        state=record.state,
        made_elsewhere=record.made_elsewhere,
        parties=parties(record),
        rights=[right(view) for view in found.rights],
        claim_kind=record.claim_kind,
        secured_fen=record.secured_fen,
        registered_on=record.registered_on,
        cancelled_on=ended_on(record, State.CANCELLED),
        revoked_on=ended_on(record, State.REVOKED),
        warnings=list(record.warnings),
        recordings=[recording(row, found.document_names) for row in found.recordings],
        verifications=[
            verification(row) for row in found.verifications if row["checker"] == "district"
        ],
        entries=[entry(row) for row in found.entries],
        counted_fen=sum(row["amount_fen"] for row in found.entries),
        allowed_actions=found.allowed_actions,
    )
