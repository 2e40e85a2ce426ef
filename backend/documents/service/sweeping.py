"""The nightly sweep: every object against the records and back, and a share of them read in full.

It finds and tells; it removes nothing, not even an object that no record names.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

from backend.documents import gateway
from backend.documents.gateway import StoredObject
from backend.documents.queries import upkeep as queries
from backend.documents.service.incidents import note
from backend.documents.service.keys import KEYS
from backend.documents.states import IncidentKind
from backend.documents.tables import Sweep
from backend.kernel import clock

#: An object without a record may be a deposit that is not committed yet.
YOUNG = timedelta(days=1)
#: All bytes are read within 30 days, with some nights to spare for a store that was down.
NIGHTS = 25
#: What is read every night however little there is.
AT_LEAST_BYTES = 256 * 1024 * 1024
READ_BATCH = 500


async def sweep() -> Sweep:
    """Compare and read; what was found. A store that does not answer leaves it incomplete."""
    run = Sweep(
        started_at=clock.now(),
        ended_at=clock.now(),
        complete=False,
        object_count=0,
        bytes=0,
        checked_bytes=0,
        incidents=0,
    )
    try:
        await _compare(run)
        await _compare_plain(run)
        await _read_share(run)
        run.complete = True
    except gateway.StoreUnavailable:
        pass
    run.ended_at = clock.now()
    await queries.add_sweep(run)
    return run


async def _compare(run: Sweep) -> None:
    """Walk the store and the records side by side, both ordered by key."""
    async with aclosing(queries.recorded()) as records, aclosing(gateway.objects()) as objects:
        record = await _next_sealed(records)
        async for found in objects:
            run.object_count += 1
            run.bytes += found.size
            while record is not None and record["key"] < found.key:
                await _missing(record, run)
                record = await _next_sealed(records)
            if record is None or record["key"] != found.key:
                await _orphan(found, run)
                continue
            if found.size != gateway.sealed_size(record["size"]):
                await _note(
                    run, IncidentKind.CHANGED, found.key, f"{found.size} bytes are in the store."
                )
            record = await _next_sealed(records)
        while record is not None:
            await _missing(record, run)
            record = await _next_sealed(records)


async def _compare_plain(run: Sweep) -> None:
    """What waits to be sealed has to stand in the clear."""
    standing = set(await gateway.plain_keys())
    async with aclosing(queries.recorded()) as records:
        async for each in records:
            if not each["sealed"] and each["key"] not in standing:
                await _missing(each, run)


async def _next_sealed(records: AsyncIterator[dict[str, Any]]) -> dict[str, Any] | None:
    async for each in records:
        if each["sealed"]:
            return each
    return None


async def _missing(record: dict[str, Any], run: Sweep) -> None:
    # Not just deposited behind the walk, nor forgotten at its hour.
    if await gateway.is_missing(record["key"]) and await queries.is_named(record["key"]):
        await _note(run, IncidentKind.MISSING, record["key"], "The store has no such object.")


async def _orphan(found: StoredObject, run: Sweep) -> None:
    if not _is_young(found.since) and not await queries.is_named(found.key):
        await _note(
            run, IncidentKind.ORPHAN, found.key, f"{found.size} bytes, kept since {found.since}."
        )


def _is_young(since: datetime | None) -> bool:
    return since is None or clock.now() - since < YOUNG


async def _read_share(run: Sweep) -> None:
    """Read in full, longest unread first, as many bytes as one night's share."""
    held = int((await queries.holdings())["bytes"])
    share = max(AT_LEAST_BYTES, held // NIGHTS)
    begun = clock.now()
    while run.checked_bytes < share:
        batch = await queries.longest_unchecked(before=begun, limit=READ_BATCH)
        if not batch:
            return
        for each in batch:
            await _read(each, run)
            if run.checked_bytes >= share:
                return


async def _read(record: dict[str, Any], run: Sweep) -> None:
    key = record["key"]
    try:
        await gateway.verify(key, size=record["size"], keys=KEYS)
    except gateway.ObjectMissing:
        await _note(run, IncidentKind.MISSING, key, "The store has no such object.")
    except (gateway.Damaged, gateway.UnknownKey) as damage:
        await _note(run, IncidentKind.CHANGED, key, str(damage))
    await queries.mark_checked(key, at=clock.now())
    run.checked_bytes += record["size"]


async def _note(run: Sweep, kind: IncidentKind, key: str, detail: str) -> None:
    run.incidents += await note(kind, key, detail=detail)
