"""Work of the portfolio that is done later."""

from typing import Any
from uuid import UUID

from backend.portfolio import service


async def run_import(payload: dict[str, Any]) -> None:
    await service.run_import(UUID(payload["id"]))


async def sweep_uploads() -> None:
    """Every hour: nothing that was uploaded stays longer than it is needed."""
    await service.sweep_uploads()


async def raise_extract_tasks() -> None:
    """Every night: register extracts that are too old to prove anything."""
    await service.raise_extract_tasks()


async def raise_fee_tasks(_: dict[str, Any] | None = None) -> None:
    """Every night, and at once where a worker starts: annual fees that come near, are due or
    late."""
    await service.raise_fee_tasks()
