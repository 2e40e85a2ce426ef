"""The inbox hears every event; most of them are told nobody."""

from backend.kernel.events import EventRow
from backend.notifications import service


async def tell(event: EventRow) -> None:
    await service.tell(event)
