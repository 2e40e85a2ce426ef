"""Work of the registry that is done later."""

from typing import Any
from uuid import UUID

from backend.registry import service


async def record_import(payload: dict[str, Any]) -> None:
    await service.run_import(UUID(payload["id"]))
