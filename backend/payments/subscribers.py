"""What follows from events of money."""

from backend.kernel import jobs
from backend.kernel.events import EventRow


async def close_page(event: EventRow) -> None:
    """What is not owed any more is not paid on a page that was opened before.

    A job of its own: whoever hears the event after this does not wait for Stripe.
    """
    await jobs.enqueue("payments.close_page", {"id": event.subject_id})
