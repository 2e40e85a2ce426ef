"""What lending does later, and on a schedule."""

from typing import Any
from uuid import UUID

from backend.lending.service import offers, reviewing, simulations


async def expire_offers() -> None:
    """Every hour: end the offers whose last day is over."""
    await offers.expire_offers()


async def note_overdue() -> None:
    """Every working morning: tell both sides of answers that are overdue."""
    await reviewing.note_overdue()


async def simulate_product(payload: dict[str, Any]) -> None:
    """Judge all published requests by a version."""
    await simulations.run(UUID(payload["id"]))
