"""What the registry does when it hears of facts about rights."""

from backend.kernel.events import EventRow
from backend.registry import service


async def review_flags(event: EventRow) -> None:
    """A fact of a right was recorded: look again at what troubles its registered pledges."""
    await service.review_flags([event.subject_id])
