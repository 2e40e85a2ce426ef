"""What policies do on a schedule."""

from backend.policies.service import binding


async def end_overdue() -> None:
    """Every morning: end what was not paid, or not bound, by its day."""
    await binding.end_overdue()
