"""How banks write their statements, as data that two people publish."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.forms import FileOperation, UploadForm
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.treasury import rules, service
from backend.treasury.schemas import (
    LayoutIn,
    LayoutOut,
    LayoutProposalOut,
    SampleRowsOut,
    TriedOut,
)


async def _sample(request: Request[Any, Any, State]) -> tuple[bytes, str]:
    form = UploadForm(
        request,
        limit=rules.MAX_BYTES,
        too_large=rules.FileTooLarge(limit_bytes=rules.MAX_BYTES),
    )
    return await service.whole(form.chunks()), form.file_name or ""


class LayoutController(Controller):
    path = "/statement-layouts"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def layouts(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LayoutOut]:
        """Every version of every layout; `in_force` marks by which statements are read today."""
        rows, following, total = await service.layout_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[LayoutOut.of(row) for row in rows], next=following, total=total)

    @post(
        "/rows",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_class=FileOperation,
        request_max_body_size=None,  # measured while it streams: see rules.MAX_BYTES
    )
    async def rows(
        self, request: Request[Any, Any, State], actor: NamedDependency[Actor]
    ) -> SampleRowsOut:
        """The first rows of a sample (multipart: `file`) as they stand; nothing is kept."""
        service.check_may_import(actor)
        content, _ = await _sample(request)
        return SampleRowsOut(rows=await service.first_rows(content, by=actor))


class LayoutProposalController(Controller):
    path = "/statement-layout-proposals"
    tags = ("Treasury",)

    @get("/", responses=PROBLEMS)
    async def proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[LayoutProposalOut]:
        """The versions that wait for another person to publish them, by code."""
        rows, following, total = await service.layout_proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [LayoutProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose(
        self, data: JSONBody[LayoutIn], actor: NamedDependency[Actor]
    ) -> LayoutProposalOut:
        """Propose a layout, or the next version of one, from today or later."""
        row = await service.propose_layout(data.terms(), by=actor)
        return LayoutProposalOut.of(row, reader=actor)

    @post(
        "/{layout_proposal_id:uuid}/trial",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_class=FileOperation,
        request_max_body_size=None,  # measured while it streams: see rules.MAX_BYTES
    )
    async def try_out(
        self,
        layout_proposal_id: FromPath[UUID],
        request: Request[Any, Any, State],
        actor: NamedDependency[Actor],
    ) -> TriedOut:
        """Read a sample (multipart: `file`) by what is proposed; its lines are kept nowhere."""
        await service.layout_proposal(layout_proposal_id, by=actor)
        content, name = await _sample(request)
        return TriedOut.of(
            await service.try_layout(layout_proposal_id, content, file_name=name, by=actor)
        )

    @post("/{layout_proposal_id:uuid}/publication", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def publish(
        self, layout_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LayoutOut:
        """Publish what another person proposed, once it has read a sample."""
        return LayoutOut.of(await service.publish_layout(layout_proposal_id, by=actor))

    @post("/{layout_proposal_id:uuid}/refusal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def refuse(
        self, layout_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LayoutProposalOut:
        """Refuse a proposal, or take one's own back."""
        row = await service.refuse_layout(layout_proposal_id, by=actor)
        return LayoutProposalOut.of(row, reader=actor)
