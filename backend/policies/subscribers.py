"""What follows from money that moved, and from decisions at the desk."""

from backend.kernel.events import EventRow
from backend.policies.service import binding, issuing


async def issue(event: EventRow) -> None:
    """A charge's money moved: a bound policy whose premium is whole is issued."""
    await issuing.premium_moved(event.subject_id)


async def bind(event: EventRow) -> None:
    """A person decided on a screening of the submission."""
    await binding.look_again(event.subject_id)
