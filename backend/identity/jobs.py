"""What is done about people on a schedule."""

from backend.identity import service


async def remind() -> None:
    """Every morning: second factors that are owed."""
    await service.remind()
