"""What the vault does when matters close; which events these are, the worker says."""

from uuid import UUID

from backend.documents import service
from backend.kernel.events import EventRow


async def extend_retention(event: EventRow) -> None:
    """The evidence of a closed pledge or loan is kept from its closing on."""
    application = event.payload.get("application_id")
    matters = [event.subject_id, *([UUID(application)] if application else [])]
    await service.extend_retention(matters, closed_at=event.occurred_at)
