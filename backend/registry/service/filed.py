"""The file of a pledge for who keeps evidence of a decision: documents, answers, what happened."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.kernel import events
from backend.kernel.auth import Actor
from backend.registry.projection import PledgeRecord
from backend.registry.queries import checks, pledges
from backend.registry.service import access, knowing
from backend.registry.service.reading import ground_json


@dataclass(frozen=True, kw_only=True)
class PledgeFile:
    """`documents`: every scan that ever lay in the file, each once."""

    record: PledgeRecord
    grounds: list[dict[str, Any]]
    recordings: list[dict[str, Any]]
    verifications: list[dict[str, Any]]
    events: list[events.EventRow]
    documents: tuple[UUID, ...]


async def file_of_pledge(pledge_id: UUID, *, by: Actor) -> PledgeFile:
    """All of it, for a party; 404 otherwise."""
    by.require(*access.READING)
    record = await pledges.pledge(pledge_id, party=by.organisation_id)
    checked, _ = await knowing.check(record)
    history = [
        each
        for each in await events.history("pledge", record.id)
        if by.organisation_id in each.parties
    ]
    return PledgeFile(
        record=record,
        grounds=[ground_json(answer) for answer in checked.answers],
        recordings=await checks.recordings(record.id),
        verifications=await checks.verifications(record.id),
        events=history,
        documents=await pledges.document_ids(record.id),
    )
