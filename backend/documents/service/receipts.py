"""Consent receipts: let another organisation read named files, and take that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.documents import rules
from backend.documents.events import AccessEnded, AccessGranted, AccessRevoked
from backend.documents.queries import receipts as queries
from backend.documents.service.files import MEMBER, check_own
from backend.documents.states import Purpose
from backend.documents.tables import File, Receipt
from backend.identity import service as identity
from backend.kernel import clock, pages
from backend.kernel.auth import SYSTEM, Actor, Permission
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound
from backend.kernel.events import emit
from backend.kernel.sequences import next_number

#: Who may let others read his organisation's files, outside of any matter on the platform.
MAY_GIVE = (
    Permission.BIND,
    Permission.MANAGE_MEMBERS,
    Permission.DECIDE_APPLICATIONS,
    Permission.VERIFY_COUNTS,
)
#: Taking consent back binds nobody: those who prepare may do it too.
MAY_REVOKE = (
    *MAY_GIVE,
    Permission.PREPARE,
    Permission.WORK_APPLICATIONS,
    Permission.RUN_PLEDGES,
    Permission.RECORD_REGISTRATIONS,
)


@dataclass(frozen=True, kw_only=True)
class GrantIn:
    """A consent that an owner gives by himself."""

    file_ids: tuple[UUID, ...]
    to: UUID
    purpose: Purpose
    note: str
    until: date
    download: bool


async def grant(
    file_ids: Sequence[UUID],
    *,
    to: UUID,
    kind: Purpose,
    purpose: UUID,
    again: bool = True,
    by: Actor,
) -> None:
    """Let another organisation read these files of the actor's, for one matter of the platform.

    Files that it may read for this matter already stay under the receipt they have, and unless
    `again`, what was taken back stays so; an organisation reads its own without a receipt.
    """
    if to == by.organisation_id:
        return
    async with transaction():
        await check_own(file_ids, by=by)
        await queries.lock_purpose(to, purpose)
        added = await queries.without_open_grant(file_ids, to=to, purpose=purpose, again=again)
        if added:
            receipt = await _receipt(
                owner=by.organisation_id, to=to, kind=kind, purpose=purpose, by=by
            )
            await _write(receipt, added, by=by)


async def give(data: GrantIn, *, by: Actor) -> dict[str, Any]:
    """Let another organisation read files until a day, for a purpose in the giver's words.

    What it may read so long already, for the same purpose and in the same words, stays under the
    receipt it has; where that is all of it, the answer is that receipt.
    """
    by.require(*MAY_GIVE)
    by.require_verified()
    rules.check_consent(
        purpose=data.purpose,
        until=data.until,
        today=clock.today(),
        to_self=data.to == by.organisation_id,
    )
    async with transaction():
        await check_own(data.file_ids, by=by)
        known = await identity.organisations([data.to])
        if data.to not in known or known[data.to].verified_at is None:
            raise rules.ReaderUnknown(organisation_id=str(data.to))
        await queries.lock_purpose(data.to, by.organisation_id)
        covered = await queries.covered(
            data.file_ids,
            owner=by.organisation_id,
            to=data.to,
            kind=data.purpose.value,
            note=data.note,
            until=data.until,
            download=data.download,
            at=clock.now(),
        )
        added = sorted(set(data.file_ids) - covered.keys())
        if not added:
            return await _found(covered[data.file_ids[0]], by=by)
        receipt = await _receipt(
            owner=by.organisation_id,
            to=data.to,
            kind=data.purpose,
            purpose=None,
            note=data.note,
            until=data.until,
            download=data.download,
            by=by,
        )
        await _write(
            receipt,
            added,
            ends_at=clock.end_of_day(data.until),
            by=by,
        )
        return await _found(receipt.id, by=by)


async def _receipt(
    *,
    owner: UUID,
    to: UUID,
    kind: Purpose,
    purpose: UUID | None,
    note: str = "",
    until: date | None = None,
    download: bool = True,
    by: Actor,
) -> Receipt:
    receipt_id = uuid4()
    receipt = Receipt(
        id=receipt_id,
        number=await next_number("CR"),
        owner=owner,
        reader=to,
        purpose_kind=kind.value,
        purpose=purpose or receipt_id,
        note=note,
        until=until,
        download=download,
        granted_at=clock.now(),
        granted_by=by.user_id,
    )
    await queries.add_receipt(receipt)
    return receipt


async def _write(
    receipt: Receipt, file_ids: Sequence[UUID], *, ends_at: datetime | None = None, by: Actor
) -> None:
    await queries.add_grants(receipt, file_ids, ends_at=ends_at)
    await emit(
        AccessGranted(
            subject_id=receipt.purpose,
            parties=(receipt.owner, receipt.reader),
            receipt=receipt.number,
            file_ids=tuple(str(each) for each in file_ids),
            to=str(receipt.reader),
        ),
        by=by,
    )


async def end_grants(purpose: UUID, *, on: date | None = None, by: Actor = SYSTEM) -> None:
    """End every grant for this purpose: at once, or with the beginning of a day to come."""
    now = clock.now()
    ends_at = now if on is None else max(now, clock.end_of_day(on - timedelta(days=1)))
    async with transaction():
        ended = await queries.end_grants(purpose, at=ends_at)
        if ended:
            await emit(
                AccessEnded(
                    subject_id=purpose,
                    parties=tuple(sorted({row["organisation"] for row in ended})),
                    file_ids=tuple(sorted({str(row["file"]) for row in ended})),
                    ends_at=ends_at.isoformat(),
                ),
                by=by,
            )


async def revoke_grant(grant_id: UUID, *, by: Actor) -> dict[str, Any]:
    """End the reading of one file; the receipt, with what is left of it."""
    receipt_id = await queries.receipt_of_grant(grant_id, owner=by.organisation_id)
    if receipt_id is None:
        raise NotFound
    return await _revoke(receipt_id, grant=grant_id, by=by)


async def revoke_receipt(receipt_id: UUID, *, by: Actor) -> dict[str, Any]:
    """End the reading of every file of a receipt."""
    if (await _found(receipt_id, by=by))["owner"] != by.organisation_id:
        raise NotFound
    return await _revoke(receipt_id, by=by)


async def _revoke(receipt_id: UUID, *, grant: UUID | None = None, by: Actor) -> dict[str, Any]:
    by.require(*MAY_REVOKE)
    async with transaction():
        if (await _found(receipt_id, by=by))["purpose_kind"] == Purpose.PAPER:
            raise rules.PaperStays
        ended = await queries.revoke(
            owner=by.organisation_id,
            at=clock.now(),
            by=by.user_id,
            grant=grant,
            receipt=receipt_id if grant is None else None,
        )
        found = await _found(receipt_id, by=by)
        if ended:
            await emit(
                AccessRevoked(
                    subject_id=found["purpose"],
                    parties=(found["owner"], found["reader"]),
                    receipt=found["number"],
                    owner_name=found["owner_name"],
                    file_ids=tuple(sorted(str(row["file"]) for row in ended)),
                ),
                by=by,
            )
        return found


async def receipt(receipt_id: UUID, *, by: Actor) -> dict[str, Any]:
    """A receipt, for its owner and for its reader; 404 otherwise."""
    by.require(*MEMBER)
    return await _found(receipt_id, by=by)


async def _found(receipt_id: UUID, *, by: Actor) -> dict[str, Any]:
    found = await queries.receipt(receipt_id, party=by.organisation_id, at=clock.now())
    if found is None:
        raise NotFound
    return found


async def receipts(
    *,
    given: bool,
    live: bool | None,
    purpose: UUID | None,
    cursor: str | None,
    limit: int,
    counted: int = pages.COUNTED,
    by: Actor,
) -> tuple[list[dict[str, Any]], str | None, int | str]:
    """A page of the receipts that the actor's organisation gave, or was given; newest first."""
    by.require(*MEMBER)
    after = None
    if cursor is not None:
        moment, last = pages.decode_cursor(cursor, datetime, UUID)
        after = (moment, last)
    rows, total = await queries.receipts(
        by.organisation_id,
        given=given,
        live=live,
        purpose=purpose,
        after=after,
        at=clock.now(),
        limit=limit,
        counted=counted,
    )
    page, following = pages.cut(rows, limit, key=lambda row: (row["granted_at"], row["id"]))
    return page, following, pages.total_of(total, up_to=counted)


async def grants(file: File, *, by: Actor) -> list[dict[str, Any]]:
    """Who may or might read the file, with the receipt: told to its owner, nobody else."""
    return await queries.grants_of(file.id) if file.organisation == by.organisation_id else []


async def readers(found: Sequence[File]) -> dict[UUID, list[str]]:
    """The names of the organisations that may read each of these files now."""
    named: dict[UUID, list[str]] = {each.id: [] for each in found}
    for row in await queries.readers(list(named), at=clock.now()):
        named[row["file"]].append(row["name"])
    return named
