"""What the registry does when it hears of facts about rights, and of districts that come."""

from backend.identity.events import OrganisationCreated
from backend.kernel.events import EventRow
from backend.registry import service


async def review_flags(event: EventRow) -> None:
    """A fact of a right was recorded: look again at what troubles its registered pledges."""
    await service.review_flags([event.subject_id])


async def open_notices(event: EventRow) -> None:
    """An organisation, or a person of it, came: a district reads what was recorded before."""
    created = event.name == OrganisationCreated.name
    await service.share_earlier_notices(event.subject_id if created else event.organisation_id)
