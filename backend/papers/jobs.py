"""Work on papers that is done later."""

from typing import Any
from uuid import UUID

from backend.papers import service


async def render(payload: dict[str, Any]) -> None:
    await service.render(UUID(payload["id"]))


async def remind() -> None:
    """Every morning: tell again whoever has been asked to sign and has not answered."""
    await service.remind()
