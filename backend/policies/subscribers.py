"""What follows from money that moved."""

from backend.kernel.events import EventRow
from backend.policies.service import issuing


async def issue(event: EventRow) -> None:
    """A charge's money moved: a bound policy whose premium is whole is issued."""
    await issuing.premium_moved(event.subject_id)
