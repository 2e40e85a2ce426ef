"""What is heard of rights and values: each call bears being made twice."""

from backend.kernel.events import EventRow
from backend.monitoring import service


async def look_again(event: EventRow) -> None:
    """A fact of a right was recorded: the loans on it are looked at within the minute."""
    await service.look_again([event.subject_id])
