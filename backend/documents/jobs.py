"""Housekeeping of the vault, run every day."""

from typing import Any

from backend.documents import service


async def sweep_leftovers() -> None:
    """Clear what interrupted uploads left behind."""
    await service.sweep_leftovers()


async def seal_earlier(_: dict[str, Any] | None = None) -> None:
    """Seal what an earlier version kept in the clear."""
    await service.seal_earlier()


async def upkeep() -> None:
    """Seal what is left in the clear, retain new evidence, then compare store and records."""
    await service.seal_earlier()
    await service.retain_evidence()
    await service.sweep()
