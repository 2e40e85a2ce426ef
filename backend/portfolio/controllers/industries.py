"""The key industries over HTTP."""

from litestar import Controller, get

from backend.kernel.http import PROBLEMS
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas.industries import IndustryOut


class IndustryController(Controller):
    path = "/industries"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def industries(self) -> Page[IndustryOut]:
        """The key industries in their order; those that have ended are offered no more."""
        found = await service.key_industries()
        items = [IndustryOut.of(row, today=found.day) for row in found.rows]
        return Page(items=items, next=None, total=len(items))
