"""The inbox hears every event; most of them are told nobody."""

from backend.identity.events import OrganisationCreated
from backend.kernel.events import EventRow
from backend.notifications import service


async def tell(event: EventRow) -> None:
    await service.tell(event)


async def catch_up(event: EventRow) -> None:
    """An organisation, or a person of it, came: a district's people hear what waits."""
    created = event.name == OrganisationCreated.name
    await service.catch_up(event.subject_id if created else event.organisation_id)
