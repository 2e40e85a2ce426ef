"""What the vault does when firms are verified and matters close; the worker says what it hears."""

from uuid import UUID

from backend.documents import service
from backend.kernel.events import EventRow


async def retain_evidence(event: EventRow) -> None:
    """What a firm deposited before it was verified is evidence from now on."""
    await service.retain_evidence(event.subject_id)


async def extend_retention(event: EventRow) -> None:
    """The evidence of a closed pledge or loan is kept from its closing on."""
    application = event.payload.get("application_id")
    matters = [event.subject_id, *([UUID(application)] if application else [])]
    await service.extend_retention(matters, closed_at=event.occurred_at)
