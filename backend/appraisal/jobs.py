"""What is done on a schedule."""

from backend.appraisal import service


async def expire_requests() -> None:
    await service.expire()
