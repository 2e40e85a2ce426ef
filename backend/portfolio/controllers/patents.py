"""The reference patents over HTTP."""

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import PatentOut


class PatentController(Controller):
    path = "/patents"
    tags = ("Reference patents",)

    @get("/", responses=PROBLEMS)
    async def patents(
        self,
        actor: NamedDependency[Actor],  # noqa: ARG002 - whoever is signed in
        q: FromQuery[str | None] = None,
        ipc: FromQuery[str | None] = None,
        applicant: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PatentOut]:
        """Reference patents by title or number (`q`), class (`ipc`, from its beginning), name."""
        found, following, total = await service.search(
            q=q, ipc=ipc, applicant=applicant, cursor=cursor, limit=limit_of(limit)
        )
        return Page(
            items=[
                PatentOut(
                    id=right.id,
                    label=right.label,
                    application_no=right.application_no,
                    publication_no=right.publication_no,
                    kind=right.kind,
                    title=right.title,
                    filing_on=right.filing_on,
                    published_on=right.published_on,
                    granted_on=right.granted_on,
                    expires_on=right.expires_on,
                    ipc_main=right.ipc_main,
                    industry=right.industry,
                    applicants=list(right.applicants),
                    patentees=list(right.patentees),
                    source=right.source,
                    as_of=right.as_of,
                )
                for right in found
            ],
            next=following,
            total=total,
        )
