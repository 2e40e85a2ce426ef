"""What insurance does later."""

from typing import Any
from uuid import UUID

from backend.insurance.service import simulation


async def simulate(payload: dict[str, Any]) -> None:
    await simulation.run(UUID(payload["id"]))
