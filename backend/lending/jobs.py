"""What lending does on a schedule."""

from backend.lending.service import offers, reviewing


async def expire_offers() -> None:
    """Every hour: end the offers whose last day is over."""
    await offers.expire_offers()


async def note_overdue() -> None:
    """Every working morning: tell both sides of answers that are overdue."""
    await reviewing.note_overdue()
