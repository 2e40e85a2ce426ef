"""Work on money that is done later."""

from typing import Any
from uuid import UUID

from backend.payments import service


async def webhook(payload: dict[str, Any]) -> None:
    await service.act_upon(UUID(payload["id"]))


async def close_page(payload: dict[str, Any]) -> None:
    await service.close_page(UUID(payload["id"]))


async def sweep() -> None:
    """Every few minutes: what was to be done and has not been."""
    await service.sweep()
    await service.sweep_refunds()


async def send_refund(payload: dict[str, Any]) -> None:
    await service.send_refund(UUID(payload["id"]))


async def send_return(payload: dict[str, Any]) -> None:
    await service.send_return(UUID(payload["id"]))


async def fetch_lines() -> None:
    """Every hour: what Stripe's balance says, whether a message of it came or not."""
    await service.fetch_lines()


async def remind() -> None:
    """Every morning: tell payers of what is due soon, and of what is overdue."""
    await service.remind()
