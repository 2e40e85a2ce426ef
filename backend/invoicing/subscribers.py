"""What follows for invoices from events of money."""

from backend.invoicing import service
from backend.kernel.events import EventRow


async def follow_refund(event: EventRow) -> None:
    if event.payload["how"] == "refund_confirmed":
        await service.follow_refund(event.subject_id)
