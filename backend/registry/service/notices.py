"""CNIPA's notices: the district, which has to verify them, reads them, whenever it came."""

from dataclasses import replace
from uuid import UUID

from backend.documents import service as documents
from backend.documents.states import Purpose
from backend.identity import service as identity
from backend.identity.states import OrganisationKind
from backend.kernel.auth import SYSTEM, Actor
from backend.kernel.db import transaction
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks
from backend.registry.service.drafting import share


async def share_notice(record: PledgeRecord, document_id: UUID | None, *, by: Actor) -> None:
    """Let both parties and the district, which has to verify it, read CNIPA's notice."""
    await share(record, document_id, by=by)
    if document_id is None:
        return
    described = await documents.describe([document_id])
    if described[document_id].organisation_id != by.organisation_id:
        return
    for district in await identity.organisations_of_kind(OrganisationKind.DISTRICT):
        if district != by.organisation_id:
            await documents.grant(
                [document_id], to=district, kind=Purpose.PLEDGE, purpose=record.id, by=by
            )


async def share_earlier_notices(organisation_id: UUID) -> int:
    """Let a district that came later read the notices recorded before; how many pledges have one.

    What it was let read already, and what was taken back from it, stays as it is.
    """
    known = await identity.organisations([organisation_id])
    if organisation_id not in known or known[organisation_id].kind != OrganisationKind.DISTRICT:
        return 0
    recorded = await checks.notices(besides=organisation_id)
    owners = await identity.organisations(list({row["owner"] for row in recorded}))
    for row in recorded:
        owner = owners[row["owner"]]
        async with transaction():
            await documents.grant(
                await documents.standing(row["documents"], of=owner.id),
                to=organisation_id,
                kind=Purpose.PLEDGE,
                purpose=row["pledge"],
                again=False,
                by=replace(SYSTEM, organisation_id=owner.id, organisation_name=owner.name),
            )
    return len(recorded)
