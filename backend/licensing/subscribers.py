"""What the market does when it hears of pledges and financing requests."""

from backend.kernel.events import EventRow
from backend.licensing import service


async def take_off_pledged(event: EventRow) -> None:
    """A pledge was filed or registered: its rights are not offered without consent."""
    await service.take_off_pledged(event.subject_id)


async def relist_teaser(event: EventRow) -> None:
    await service.relist_teaser(event.subject_id)
