"""What follows from events of money."""

from backend.kernel.events import EventRow
from backend.payments import service


async def close_page(event: EventRow) -> None:
    """What is not owed any more is not paid on a page that was opened before."""
    await service.close_page(event.subject_id)
