"""What the desk does on a schedule."""

from backend.underwriting.service import expiring


async def expire_quotes() -> None:
    """Every hour: end the quotes whose time is up."""
    await expiring.expire_quotes()
