"""A bank's notes on a case, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.noting import CaseNoteIn, CaseNoteOut
from backend.lending.service import noting


class CaseNoteController(Controller):
    path = "/loan-applications/{application_id:uuid}/notes"
    tags = ("Loan applications: bank",)

    @get("/", responses=PROBLEMS)
    async def list_case_notes(
        self,
        application_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[CaseNoteOut]:
        """What the bank noted for itself, newest first, earlier wordings too (its members)."""
        views, following, total = await noting.page(
            application_id, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[CaseNoteOut.of(each) for each in views], next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def write_case_note(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[CaseNoteIn],
        actor: NamedDependency[Actor],
    ) -> CaseNoteOut:
        """Note something for the bank alone, or correct one's own note; nothing is deleted."""
        return CaseNoteOut.of(
            await noting.write(application_id, text=data.text, replaces=data.replaces, by=actor)
        )
