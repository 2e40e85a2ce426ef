"""Exports that are written later."""

from typing import Any
from uuid import UUID

from backend.exports import service


async def write_list(payload: dict[str, Any]) -> None:
    await service.run(UUID(payload["id"]))


async def tend() -> None:
    await service.tend()
