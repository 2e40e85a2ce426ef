"""Documents that come back with an archive: the same identity, the same hash, sealed anew."""

from collections.abc import AsyncIterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.documents import gateway, names, rules
from backend.documents.queries import files as queries
from backend.documents.queries import kind_rules
from backend.documents.queries import placeholders as places
from backend.documents.service.keys import KEYS, staging
from backend.documents.states import Kind
from backend.documents.tables import File, Placeholder, Version
from backend.kernel import clock
from backend.kernel.db import in_transaction


async def is_store_free(owner: UUID) -> bool:
    """Whether the store holds nothing of anybody else; what an undone attempt left is no harm."""
    with gateway.refusals():
        async for each in gateway.objects():
            if gateway.owner_of(each.key) != owner:
                return False
    return True


@dataclass(frozen=True, kw_only=True)
class Returning:
    """A document as it stood elsewhere."""

    id: UUID
    kind: Kind
    name: str
    media_type: str
    size: int
    sha256: str
    deposited_at: datetime
    deposited_by: UUID
    withdrawn_at: datetime | None
    withdrawn_by: UUID | None


async def bring_back(
    about: Returning, *, owner: UUID, chunks: AsyncIterable[bytes]
) -> dict[str, Any]:
    """Put a document's bytes into the store and read them back; what its row will say.

    They pass what every deposit passes (`rules`); bytes that are not the document's are refused.
    """
    limits = await kind_rules.in_force(about.kind, at=clock.now())
    with gateway.refusals():
        async with staging().received(
            chunks, owner=owner, limit=rules.MAX_RESUMABLE_BYTES
        ) as staged:
            found = rules.check_type(limits, media_type=await gateway.found_type(staged))
            if (staged.size, staged.sha256, found) != (about.size, about.sha256, about.media_type):
                raise rules.FileDamaged("The bytes are not those of the document.")
            rules.check_size(staged.size, limits=limits)
            flags = await gateway.inspect(staged, found, limits)
            scan = await gateway.scanned(staged)
            key = await gateway.keep(staged, kind=limits.kind)
        await gateway.verify(key, size=about.size, keys=KEYS)
    return asdict(about) | {
        "organisation": owner,
        "kind": about.kind.value,
        "name": names.display_name(about.name, kind=about.kind, media_type=found),
        "object_key": key,
        "rule_version": limits.version,
        "flags": sorted(flags),
        "scan": scan.value,
        "sealed": True,
    }


async def record_restored(
    files: Sequence[dict[str, Any]],
    *,
    owner: UUID,
    placeholders: Sequence[dict[str, Any]],
    versions: Sequence[dict[str, Any]],
) -> None:
    """The rows of what was brought back, inside the caller's transaction."""
    if not in_transaction():
        raise RuntimeError("An archive comes back whole or not at all.")
    for row in files:
        await queries.add(File(**row))
    for row in placeholders:
        await places.add_restored(Placeholder(**row, organisation=owner))
    for row in versions:
        await places.add_restored(Version(**row))
