"""Housekeeping of the vault, run every day."""

from typing import Any

from backend.documents import service


async def sweep_leftovers(_payload: dict[str, Any]) -> None:
    await service.sweep_leftovers()
