"""What licensing does on a schedule."""

from backend.licensing import service


async def remind() -> None:
    """Every morning: recordals that fall due."""
    await service.remind()


async def take_off_over() -> None:
    """Every night: offers whose term or patent is over."""
    await service.take_off_over()
