"""Sealing what an earlier version kept in the clear, so that a kill at any step loses nothing.

The sealed object stands and has been read back before a record points to it; the plain file goes
only after that record is committed. Whatever is left by a kill is found by the next run.
"""

from backend.documents import gateway
from backend.documents.queries import upkeep as queries
from backend.documents.service.incidents import note
from backend.documents.service.keys import KEYS, staging
from backend.documents.states import IncidentKind, Kind
from backend.kernel.db import transaction


async def seal_earlier() -> int:
    """Seal every plain file that a record names, then forget it; how many are sealed now.

    A file that is not what was deposited is an incident and stays as it is. Files that no record
    names are nobody's to remove.
    """
    sealed = 0
    for key in await gateway.plain_keys():
        rows = await queries.rows_of(key)
        if not rows:
            continue
        if not all(row["sealed"] for row in rows):
            row = rows[0]
            try:
                await _seal(key, kind=Kind(row["kind"]), size=row["size"], sha256=row["sha256"])
            except FileNotFoundError:  # another worker was faster
                continue
            except gateway.Damaged as damage:
                await note(IncidentKind.CHANGED, key, detail=f"Not sealed: {damage}")
                continue
            async with transaction():
                await queries.mark_sealed(key)
        await gateway.forget_plain(key)
        sealed += 1
    return sealed


async def _seal(key: str, *, kind: Kind, size: int, sha256: str) -> None:
    plain = await gateway.read_plain(key, first=0, last=size - 1)
    owner = gateway.owner_of(key)
    async with staging().received(plain, owner=owner, limit=size) as staged:
        if staged.sha256 != sha256:
            raise gateway.Damaged("the plain file is not what was deposited.")
        kept = await gateway.keep(staged, kind=kind)
    if kept != key:
        raise gateway.Damaged(f"its key would be {kept}.")
    await gateway.verify(key, size=size, keys=KEYS)
