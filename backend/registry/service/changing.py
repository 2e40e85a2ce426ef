"""After the registration: changes, cancellation, revocation, and what troubles it meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.registry import projection, rules
from backend.registry.events import (
    PledgeCancellationFiled,
    PledgeCancellationRejected,
    PledgeCancelled,
    PledgeChangeDecided,
    PledgeChangeFiled,
    PledgeFlagged,
    PledgeRevoked,
)
from backend.registry.flags import flags_of
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, pledges
from backend.registry.service import access, counts, filing_papers, knowing, writing
from backend.registry.service.drafting import share
from backend.registry.service.notices import share_notice
from backend.registry.service.registering import recorded
from backend.registry.states import Action, CancellationGround, Cause

#: What has to be filed within thirty days of the change.
ESSENTIAL = frozenset({"claim_kind", "secured_fen", "scope"})
_COLUMNS = frozenset(
    {"claim_kind", "secured_fen", "performance_to", "pledgor_name", "pledgee_name"}
)
#: Without a channel of its own (made elsewhere) a later filing goes online.
ONLINE = "online"


async def _due_on(record: PledgeRecord, filed_on: date) -> date:
    return await pledges.due_on(record.register, record.channel or ONLINE, on=filed_on)


def _answered_on(record: PledgeRecord, decided_on: date | None) -> date:
    """The day of CNIPA's answer to what is pending: not ahead of us, not before the filing."""
    day = decided_on or clock.today()
    rules.check_not_future(day, today=clock.today(), what="decided_on")
    filed_on = date.fromisoformat((record.pending or {})["filed_on"])
    rules.check_order(filed_on, day, what="decided_on")
    return day


async def file_change(
    pledge_id: UUID,
    values: Mapping[str, Any],
    *,
    changed_on: date,
    filed_on: date | None = None,
    reason: str | None = None,
    document_id: UUID | None = None,
    undertaking: bool = False,
    by: Actor,
) -> PledgeRecord:
    """File a change of the registered pledge; what is late is filed all the same, and marked."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.FILE_CHANGE, by=by)
        if not values:
            raise rules.NothingChanges("Name what changes.")
        day = filed_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="filed_on")
        rules.check_order(record.registered_on, changed_on, what="changed_on")
        rules.check_order(changed_on, day, what="filed_on")
        essential = bool(ESSENTIAL & values.keys())
        rules.check_proof(
            essential=essential, proven=document_id is not None, undertaken=undertaking
        )
        await share(record, document_id, by=by)
        late = rules.change_is_late(changed_on=changed_on, filed_on=day, essential=essential)
        pending = {
            "kind": "change",
            "values": dict(values),
            "changed_on": changed_on,
            "filed_on": day,
            "due_on": await _due_on(record, day),
            "late": late,
            "reason": reason,
            "document_id": document_id,
            "undertaking": undertaking,
        }
        await filing_papers.change_form(
            record,
            values,
            reason=reason,
            changed_on=changed_on,
            applied_on=day,
            document_id=document_id,
            undertaking=undertaking,
            by=by,
        )
        return await writing.change(
            record,
            Action.FILE_CHANGE,
            changes={"pending": projection.encode(pending)},
            event=PledgeChangeFiled,
            telling={"late": late},
            by=by,
        )


async def decide_change(
    pledge_id: UUID,
    *,
    approved: bool,
    decided_on: date | None = None,
    reason: str | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    """CNIPA's answer: the registered pledge in a new version, or as it was."""
    action = Action.APPROVE_CHANGE if approved else Action.REJECT_CHANGE
    async with transaction():
        record = await access.lock_for(pledge_id, action, by=by)
        day = _answered_on(record, decided_on)
        await share_notice(record, document_id, by=by)
        after = await writing.change(
            record,
            action,
            changes=_approved(record, by=by) if approved else {"pending": None},
            event=PledgeChangeDecided,
            telling={"approved": approved},
            facts={"decided_on": day, "reason": reason, "document_id": document_id},
            by=by,
        )
        if approved:
            await checks.add_recording(
                after,
                cause=Cause.CHANGE,
                effective_on=day,
                secured_fen=int(after.secured_fen or 0),
                document=document_id,
                reason=reason,
                corrects=None,
                by=by,
            )
        return after


def _approved(record: PledgeRecord, *, by: Actor) -> dict[str, object]:
    values: dict[str, Any] = (record.pending or {})["values"]
    changes: dict[str, object] = {
        name: projection.decode(name, value) for name, value in values.items() if name in _COLUMNS
    }
    terms = {name: value for name, value in values.items() if name not in _COLUMNS}
    if terms:
        changes["terms"] = {**record.terms, **terms}
    parties = {
        side: [
            {**rows[0], "name": values.get(f"{one}_name", rows[0]["name"])},
            *rows[1:],
        ]
        for side, one in (("pledgors", "pledgor"), ("pledgees", "pledgee"))
        for rows in (record.parties[side],)
    }
    return {**changes, "parties": parties, "pending": None, **recorded(record, by=by)}


async def file_cancellation(
    pledge_id: UUID,
    *,
    ground: str,
    filed_on: date | None = None,
    ended_on: date | None = None,
    statement: str | None = None,
    document_id: UUID | None = None,
    undertaking: bool = False,
    by: Actor,
) -> PledgeRecord:
    """File the cancellation, on one of the five grounds, with proof or undertaking."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.FILE_CANCELLATION, by=by)
        known = rules.cancellation_ground(ground)
        rules.check_proof(essential=False, proven=document_id is not None, undertaken=undertaking)
        if known is CancellationGround.OTHER_LAW and not statement:
            raise rules.ReasonMissing("Say which case of which law it is.", field="statement")
        day = filed_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="filed_on")
        rules.check_order(record.registered_on, day, what="filed_on")
        over = ended_on or day
        rules.check_order(record.registered_on, over, what="ended_on")
        rules.check_order(over, day, what="filed_on")
        await share(record, document_id, by=by)
        pending = {
            "kind": "cancellation",
            "ground": known,
            "filed_on": day,
            "ended_on": over,
            "statement": statement,
            "due_on": await _due_on(record, day),
            "late": False,
            "document_id": document_id,
            "undertaking": undertaking,
        }
        await filing_papers.cancellation_form(
            record,
            ground=known,
            statement=statement,
            ended_on=over,
            applied_on=day,
            document_id=document_id,
            undertaking=undertaking,
            by=by,
        )
        return await writing.change(
            record,
            Action.FILE_CANCELLATION,
            changes={"pending": projection.encode(pending)},
            event=PledgeCancellationFiled,
            telling={"ground": known.value},
            by=by,
        )


async def decide_cancellation(
    pledge_id: UUID,
    *,
    approved: bool,
    decided_on: date | None = None,
    reason: str | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    """CNIPA's answer: ended from the cancellation date, or registered as before."""
    action = Action.APPROVE_CANCELLATION if approved else Action.REJECT_CANCELLATION
    async with transaction():
        record = await access.lock_for(pledge_id, action, by=by)
        day = _answered_on(record, decided_on)
        await share(record, document_id, by=by)
        changes: dict[str, object] = {"pending": None}
        if approved:
            changes["ended"] = {
                "how": "cancel",
                "on": day.isoformat(),
                "ground": (record.pending or {})["ground"],
                "document_id": None if document_id is None else str(document_id),
            }
        return await writing.change(
            record,
            action,
            changes=changes,
            event=PledgeCancelled if approved else PledgeCancellationRejected,
            telling={"cancelled_on": day.isoformat()} if approved else {},
            facts={"decided_on": day, "reason": reason, "document_id": document_id},
            by=by,
        )


async def revoke(
    pledge_id: UUID,
    *,
    reason: str,
    ground: int | None = None,
    revoked_on: date | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    """CNIPA revoked it: void from the start; what was counted is taken out of its plan."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.REVOKE, by=by)
        day = revoked_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="revoked_on")
        rules.check_order(record.registered_on, day, what="revoked_on")
        await share(record, document_id, by=by)
        ended = {
            "how": "revoke",
            "on": day,
            "reason": reason,
            "ground": ground,
            "document_id": document_id,
            "was": record.ended,
        }
        changes = {"ended": projection.encode(ended), "pending": None}
        entry = projection.Entry(action=Action.REVOKE, changes=changes)
        taken = -await counts.settle(projection.apply(record, entry), reason=reason, by=by)
        return await writing.change(
            record,
            Action.REVOKE,
            changes=changes,
            event=PledgeRevoked,
            telling={"revoked_on": day.isoformat(), "taken_fen": taken},
            by=by,
        )


async def review_flags(right_ids: Sequence[UUID], *, by: Actor = SYSTEM) -> list[UUID]:
    """Look again at what troubles the registered pledges of these rights; which ones changed.

    A patent that ends does not end the record: the flag is raised and the pledgee is told.
    """
    changed = []
    async with transaction():
        for pledge_id in await pledges.in_force_with(right_ids):
            record = await pledges.lock(pledge_id, party=None)
            rights = await knowing.facts_of(
                record.right_ids, bank_id=record.pledgee, besides=record.id
            )
            pledgors = [party["name"] for party in record.parties["pledgors"]]
            found = flags_of(rights, pledgors=pledgors, kept=record.flags, today=clock.today())
            if found != record.flags:
                await writing.change(
                    record,
                    Action.FLAG,
                    changes={"flags": found},
                    event=PledgeFlagged,
                    telling={"flags": found},
                    by=by,
                )
                changed.append(pledge_id)
    return changed
