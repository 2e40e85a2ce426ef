"""What monitoring does on a schedule."""

from backend.monitoring import service


async def look_again() -> None:
    """As the day begins in Shanghai: rights that ended by the calendar, values that are too old."""
    await service.look_again(None)
