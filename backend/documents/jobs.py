"""Housekeeping of the vault, run every day."""

from backend.documents import service


async def sweep_leftovers() -> None:
    """Clear what interrupted uploads left behind."""
    await service.sweep_leftovers()
