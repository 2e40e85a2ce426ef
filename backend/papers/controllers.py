"""Papers, mandates, and what anybody may ask, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.papers import service
from backend.papers.schemas import (
    MandateOut,
    NewMandateIn,
    PaperOut,
    PaperSignatureIn,
    PublicPaperOut,
    VerifyIn,
    VerifyOut,
)
from backend.papers.states import Decision


class PaperController(Controller):
    path = "/papers"
    tags = ("Papers",)

    @get("/", responses=PROBLEMS)
    async def papers(
        self,
        actor: NamedDependency[Actor],
        subject: FromQuery[UUID | None] = None,
        to_sign: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PaperOut]:
        """The papers that the caller's organisation issued or was given, newest first.

        `subject`: about one application, pledge or paper; `to_sign`: waiting for its signature.
        """
        views, following, total = await service.papers(
            subject=subject, to_sign=to_sign, cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [PaperOut.of(each, reader=actor) for each in views]
        return Page(items=items, next=following, total=total)

    @get("/{paper_id:uuid}", responses=PROBLEMS)
    async def paper(self, paper_id: FromPath[UUID], actor: NamedDependency[Actor]) -> PaperOut:
        """A paper with the order of its signing; its bytes are read as a document."""
        return PaperOut.of(await service.paper(paper_id, by=actor), reader=actor)

    @post("/{paper_id:uuid}/signature", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def answer(
        self,
        paper_id: FromPath[UUID],
        data: JSONBody[PaperSignatureIn],
        actor: NamedDependency[Actor],
    ) -> PaperOut:
        """Sign these very bytes for the caller's organisation, or refuse to, with the reason."""
        if data.decision is Decision.SIGN:
            view = await service.sign(
                paper_id,
                sha256=data.sha256,
                password=data.password,
                code=data.code,
                by=actor,
            )
        else:
            view = await service.refuse(
                paper_id,
                sha256=data.sha256,
                reason=data.reason,
                password=data.password,
                code=data.code,
                by=actor,
            )
        return PaperOut.of(view, reader=actor)


class MandateController(Controller):
    path = "/mandates"
    tags = ("Papers",)

    @get("/", responses=PROBLEMS)
    async def mandates(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[MandateOut]:
        """Who may sign papers for the caller's organisation; newest first."""
        rows, following, total = await service.mandates(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [MandateOut.of(each, reader=actor) for each in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def grant(
        self, data: JSONBody[NewMandateIn], actor: NamedDependency[Actor]
    ) -> MandateOut:
        """Let a member sign papers of these kinds, up to an amount, for a time."""
        return MandateOut.of(await service.grant_mandate(data.of(), by=actor), reader=actor)

    @post("/{mandate_id:uuid}/revocation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def revoke(self, mandate_id: FromPath[UUID], actor: NamedDependency[Actor]) -> MandateOut:
        """End a mandate at once; what was signed under it stands."""
        return MandateOut.of(await service.revoke_mandate(mandate_id, by=actor), reader=actor)


class PublicPaperController(Controller):
    path = "/public"
    tags = ("Public",)

    @get("/papers/{number:str}", responses=PROBLEMS)
    async def paper(self, number: FromPath[str], visitor: NamedDependency[Actor]) -> PublicPaperOut:
        """What anybody may know of an issued paper, by the number that it bears."""
        return PublicPaperOut.of(await service.paper_numbered(number, by=visitor))

    @post("/verify", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def verify(self, data: JSONBody[VerifyIn], visitor: NamedDependency[Actor]) -> VerifyOut:
        """Whether a file of this hash is a paper of ours or a document that its owner made public.

        Any other file gets the same answer, whether it lies here or nowhere.
        """
        return VerifyOut.of(await service.what_is(data.sha256, by=visitor))
