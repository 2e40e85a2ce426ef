"""Papers of the platform: kept in the issuer's vault, readable by whom they are issued to."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.documents import gateway, rules
from backend.documents.queries import files as queries
from backend.documents.queries import kind_rules
from backend.documents.service import receipts
from backend.documents.service.files import record
from backend.documents.service.keys import staging
from backend.documents.states import Kind, Purpose
from backend.documents.tables import File
from backend.kernel import clock
from backend.kernel.auth import SYSTEM
from backend.kernel.db import in_transaction


async def keep_paper(
    content: bytes,
    *,
    name: str,
    media_type: str,
    owner: Any,
    readers: Sequence[UUID],
    paper: UUID,
) -> File:
    """Keep what the platform made for `owner` (an organisation), and let the readers read it.

    Inside the caller's transaction, so that no paper is without its bytes and no bytes without
    their paper. It takes no part of the owner's space away from him: he did not ask for it.
    """
    if not in_transaction():
        raise RuntimeError("A paper is kept with its record or not at all.")
    issuer = replace(SYSTEM, organisation_id=owner.id, organisation_name=owner.name)
    with gateway.refusals():
        async with staging().received(
            _whole(content), owner=owner.id, limit=rules.MAX_BYTES
        ) as staged:
            await queries.lock_space(owner.id)
            file = await queries.same_bytes(owner.id, kind=Kind.PAPER, sha256=staged.sha256)
            if file is None:
                limits = await kind_rules.in_force(Kind.PAPER, at=clock.now())
                file = await record(
                    staged,
                    name=name,
                    limits=limits,
                    media_type=rules.check_type(limits, media_type=media_type),
                    by=issuer,
                )
    for reader in sorted(set(readers)):
        await receipts.grant([file.id], to=reader, kind=Purpose.PAPER, purpose=paper, by=issuer)
    return file


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
