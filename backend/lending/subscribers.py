"""What lending hears of the register and the calendar: each call bears being made twice."""

from uuid import UUID

from backend.calendar import service as calendar
from backend.kernel.events import EventRow
from backend.lending.service import clocks, pledging


def _application(event: EventRow) -> UUID | None:
    value = event.payload.get("application_id")
    return None if value is None else UUID(str(value))


async def open_drawdown(event: EventRow) -> None:
    """A registration was verified by the bank."""
    application_id = _application(event)
    if application_id is not None:
        await pledging.open_drawdown(event.subject_id, application_id=application_id)


async def lose_pledge(event: EventRow) -> None:
    """A pledge was refused, withdrawn, cancelled or revoked."""
    application_id = _application(event)
    if application_id is not None:
        await pledging.lose_pledge(
            event.subject_id,
            application_id=application_id,
            cause=event.name.removeprefix("registry.pledge_"),
        )


async def recount(event: EventRow) -> None:
    """Days of the country count otherwise: answers may be due on other days."""
    if event.payload.get("national"):
        await calendar.learn()
        await clocks.recount()
