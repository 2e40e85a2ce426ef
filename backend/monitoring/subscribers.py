"""What is heard of rights and values: each call bears being made twice."""

from backend.kernel.events import EventRow
from backend.monitoring import service


async def look_again(event: EventRow) -> None:
    """A fact of a right was recorded: the loans on it are looked at within the minute."""
    await service.look_again([event.subject_id])


async def hear_of(event: EventRow) -> None:
    """A value was stated: it may be the one that an alert waits for."""
    await service.hear_of(str(event.payload["number"]), firm_id=event.organisation_id)
