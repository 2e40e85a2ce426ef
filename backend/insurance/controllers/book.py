"""The book of an insurer's risks over HTTP."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.insurance.guard import FACTS, within_mode
from backend.insurance.schemas import BookKeptOut, BookRiskOut, BookRisksIn
from backend.insurance.service import book
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class BookController(Controller):
    path = "/insurance-risks"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def risks(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[BookRiskOut]:
        """The stored risks of the caller's insurer, newest first."""
        rows, following, total = await book.page(cursor=cursor, limit=limit_of(limit), by=actor)
        return Page(items=[BookRiskOut.of(row) for row in rows], next=following, total=total)

    @post("/", status_code=HTTP_200_OK, responses=PROBLEMS, opt=FACTS)
    async def keep(self, data: JSONBody[BookRisksIn], actor: NamedDependency[Actor]) -> BookKeptOut:
        """Keep risks of the insurer's own records, to simulate plans on."""
        kept = await book.bring([(each.reference, each.risk) for each in data.risks], by=actor)
        return BookKeptOut(kept=kept, known=len(data.risks) - kept)
