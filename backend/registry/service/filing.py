"""The filing at CNIPA: filed, defect and cure, refusal, withdrawal."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from backend.documents import service as documents
from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.portfolio import service as portfolio
from backend.registry import guards, rules
from backend.registry.events import (
    PledgeCured,
    PledgeDefectNoted,
    PledgeFiled,
    PledgeRefused,
    PledgeWithdrawn,
)
from backend.registry.projection import PledgeRecord
from backend.registry.queries import pledges
from backend.registry.service import access, papers, signing, writing
from backend.registry.service.drafting import share
from backend.registry.states import PLEDGE, Action, Channel, Purpose, State


def _live_refusal(live: Mapping[UUID, Mapping[str, Any]]) -> rules.RightAlreadyPledged:
    """That some of these rights stand in a live pledge, without saying whose."""
    return rules.RightAlreadyPledged(
        "A right of this bundle stands in a running pledge.",
        right_ids=sorted(str(right) for right in live),
    )


async def file(
    pledge_id: UUID, *, channel: Channel, filed_on: date | None = None, by: Actor
) -> PledgeRecord:
    """File the signed pledge: from now on no other pledge of any of its rights can live.

    The rights are locked by id before the pledge, so that bundles which share one wait for each
    other instead of deadlocking.
    """
    by.require(*access.needed(Action.FILE, by=by))
    async with transaction():
        known = await pledges.pledge(pledge_id, party=by.organisation_id)
        await portfolio.lock_rights(known.right_ids)
        record = await access.lock_for(pledge_id, Action.FILE, by=by)
        live = await pledges.live_pledges(record.right_ids, besides=record.id)
        if live:
            raise _live_refusal(live)
        guards.check_both_signed(
            await signing.signed_by(record, purpose=Purpose.TERMS, digest=str(record.terms_hash))
        )
        await signing.check_ready(record)
        day = filed_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="filed_on")
        due_on = await pledges.due_on(known.register, str(channel), on=day)
        await papers.close(record)
        return await writing.change(
            record,
            Action.FILE,
            changes={"channel": channel, "filed_on": day, "due_on": due_on},
            event=PledgeFiled,
            telling={
                "channel": channel,
                "filed_on": day.isoformat(),
                "due_on": due_on.isoformat(),
            },
            by=by,
        )


async def note_defect(
    pledge_id: UUID,
    *,
    text: str,
    cure_by: date,
    noted_on: date | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    async with transaction():
        record = await access.lock_for(pledge_id, Action.NOTE_DEFECT, by=by)
        day = noted_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="noted_on")
        rules.check_order(record.filed_on, day, what="noted_on")
        rules.check_order(day, cure_by, what="cure_by")
        await share(record, document_id, by=by)
        return await writing.change(
            record,
            Action.NOTE_DEFECT,
            changes={"cure_by": cure_by},
            event=PledgeDefectNoted,
            telling={"text": text, "cure_by": cure_by.isoformat(), "document_id": document_id},
            facts={"text": text, "noted_on": day, "document_id": document_id},
            by=by,
        )


async def cure(
    pledge_id: UUID,
    *,
    cured_on: date | None = None,
    note: str | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    """The defect is cured in time: CNIPA's clock starts anew."""
    async with transaction():
        record = await access.lock_for(pledge_id, Action.CURE, by=by)
        day = cured_on or clock.today()
        rules.check_not_future(day, today=clock.today(), what="cured_on")
        rules.check_order(record.filed_on, day, what="cured_on")
        rules.check_cured_in_time(day, record.cure_by)
        await share(record, document_id, by=by)
        due_on = await pledges.due_on(record.register, str(record.channel), on=day)
        return await writing.change(
            record,
            Action.CURE,
            changes={"cure_by": None, "due_on": due_on},
            event=PledgeCured,
            telling={"due_on": due_on.isoformat()},
            facts={"note": note, "cured_on": day, "document_id": document_id},
            by=by,
        )


#: The papers of a refused filing stay readable to the other party so long.
READING_AFTER_REFUSAL = timedelta(days=90)
#: What a refusal is called depends on what CNIPA was waiting for.
_REFUSALS = {State.DEFECT: Action.TIME_OVER, State.WARNED: Action.NO_DECLARATION}


async def refuse(
    pledge_id: UUID,
    *,
    reason: str,
    grounds: Sequence[int] = (),
    refused_on: date | None = None,
    document_id: UUID | None = None,
    by: Actor,
) -> PledgeRecord:
    """CNIPA refused it; also when the time to cure or to declare was over."""
    by.require(*access.needed(Action.REFUSE, by=by))
    async with transaction():
        known = await pledges.pledge(pledge_id, party=by.organisation_id)
        action = _REFUSALS.get(known.state, Action.REFUSE)
        record = await access.lock_for(pledge_id, action, by=by)
        day = refused_on or clock.today()
        rules.check_grounds(grounds)
        rules.check_not_future(day, today=clock.today(), what="refused_on")
        rules.check_order(record.filed_on, day, what="refused_on")
        if action is Action.TIME_OVER:
            rules.check_time_over(day, record.cure_by)
        await share(record, document_id, by=by)
        ended = {
            "how": action,
            "on": day,
            "reason": reason,
            "grounds": sorted(set(grounds)),
            "document_id": document_id,
        }
        last_day = clock.today() + READING_AFTER_REFUSAL
        await documents.end_grants(record.id, on=last_day, by=by)
        return await writing.change(
            record,
            action,
            changes={"ended": ended},
            event=PledgeRefused,
            telling={"reason": reason, "grounds": tuple(sorted(set(grounds)))},
            by=by,
        )


async def withdraw(pledge_id: UUID, *, by: Actor, reason: str | None = None) -> PledgeRecord:
    """Either party takes it back before CNIPA has decided; afterwards 409."""
    if by.kind != "system":
        by.require(Permission.BIND, Permission.PREPARE, Permission.RUN_PLEDGES)
    async with transaction():
        party = None if by.kind == "system" else by.organisation_id
        record = await pledges.lock(pledge_id, party=party)
        if by.kind not in {"firm", "bank", "system"}:
            raise NotFound("There is no such pledge.")
        PLEDGE.after(record.state, Action.WITHDRAW)
        await documents.end_grants(record.id, by=by)
        await papers.close(record)
        return await writing.change(
            record,
            Action.WITHDRAW,
            changes={"ended": {"how": "withdraw", "on": clock.today(), "reason": reason}},
            event=PledgeWithdrawn,
            telling={"reason": reason or ""},
            by=by,
        )
