"""What the platform made for one person to take away: sealed as all else, forgotten at its hour.

Nothing that somebody deposited ever goes this way: only what can be made again.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID, uuid4

from backend.documents import gateway
from backend.documents.queries import files
from backend.documents.queries import temporary as queries
from backend.documents.service.keys import KEYS, staging
from backend.documents.tables import TemporaryFile
from backend.kernel import clock
from backend.kernel.db import transaction
from backend.kernel.errors import NotFound

KIND = "temporary"
MAX_BYTES = 2 * 1024 * 1024 * 1024
BATCH = 100


async def keep_for_a_while(
    chunks: AsyncIterator[bytes], *, owner: UUID, until: datetime
) -> tuple[UUID, int]:
    """Keep these bytes until then, under the owner's key; the file's number and size."""
    with gateway.refusals():
        async with staging().received(chunks, owner=owner, limit=MAX_BYTES) as staged:
            async with transaction():
                await files.lock_space(owner)
                row = TemporaryFile(
                    id=uuid4(),
                    created_at=clock.now(),
                    organisation=owner,
                    size=staged.size,
                    sha256=staged.sha256,
                    object_key=await gateway.keep(staged, kind=KIND),
                    forget_at=until,
                )
                await queries.add(row)
            return row.id, staged.size


async def open_for_a_while(file_id: UUID) -> AsyncIterator[bytes]:
    """The bytes, while they are kept; who may have them, the caller has asked."""
    row = await queries.find(file_id, at=clock.now())
    if row is None:
        raise NotFound
    return await gateway.read(
        row["object_key"], size=row["size"], first=0, last=row["size"] - 1, keys=KEYS
    )


async def forget_over() -> int:
    """Remove what is over, object and record; after a kill in between, again. How many went."""
    gone = 0
    while rows := await queries.over(at=clock.now(), limit=BATCH):
        for row in rows:
            async with transaction():
                await files.lock_space(row["organisation"])
                await queries.remove(row["id"])
                if not await queries.names(row["object_key"]):
                    await gateway.forget(row["object_key"])
            gone += 1
    return gone
