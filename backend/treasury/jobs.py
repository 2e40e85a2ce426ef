"""Work on money at the bank that is done later."""

from typing import Any
from uuid import UUID

from backend.treasury import service


async def match_statement(payload: dict[str, Any]) -> None:
    await service.match_statement(UUID(payload["id"]))


async def note_differences() -> None:
    """Every morning: what differs since yesterday is somebody's to look at."""
    await service.note_differences()
