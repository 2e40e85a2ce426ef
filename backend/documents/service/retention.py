"""Evidence of verified organisations is kept for years after its deposit, and after its matter.

The store is asked first, the record follows: asking again changes nothing. A store that cannot
lock is no error; the record then says that only this application keeps the promise.
"""

import contextlib
from datetime import datetime
from uuid import UUID

from backend.documents import gateway
from backend.documents.queries import retention as queries
from backend.kernel import clock

BATCH = 500


async def retain_evidence(of: UUID | None = None) -> int:
    """Keep what is evidence (of one organisation) and not kept yet; how many objects.

    What a store that is down could not keep now, the next night keeps. Papers of persons are
    never among them: the rules cannot name their kind.
    """
    powers = await gateway.powers()
    if powers is None:
        return 0
    done, last = 0, ""
    with contextlib.suppress(gateway.StoreUnavailable):
        while rows := await queries.not_retained(
            of, locks=powers.object_lock, at=clock.now(), after=last, limit=BATCH
        ):
            for row in rows:
                await _retain(row["key"], row["until"])
                done += 1
            last = rows[-1]["key"]
    return done


async def extend_retention(matters: list[UUID], *, closed_at: datetime) -> int:
    """Keep the evidence of a matter that is closed from that moment on; how many objects."""
    rows = await queries.of_matters(matters, at=closed_at)
    for row in rows:
        await _retain(row["key"], row["until"])
    return len(rows)


async def _retain(key: str, until: datetime) -> None:
    locked = await gateway.retain(key, until)
    await queries.record(key, until=until, locked=locked)
