"""Register extracts of a firm's rights over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import ExtractDoneIn, ExtractOut, FieldReadOut
from backend.portfolio.states import ReadingState


class ExtractController(Controller):
    path = "/portfolio/extracts"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def extracts(  # a filter and a page
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[ReadingState | None, QueryParameter(name="state")] = None,
        differing: FromQuery[bool | None] = None,
        asset_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ExtractOut]:
        """Register extracts of the firm's rights that an officer read against the paper: field by
        field confirmed or different; the lapsed ones are tasks. Newest first."""
        found, following, total = await service.extracts(
            state=in_state,
            differing=differing,
            asset_id=asset_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        may = actor.may(Permission.PREPARE)
        return Page(
            items=[_out(each, may_prepare=may) for each in found], next=following, total=total
        )

    @post("/{extract_id:uuid}/completion", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def complete(
        self,
        extract_id: FromPath[UUID],
        data: JSONBody[ExtractDoneIn],
        actor: NamedDependency[Actor],
    ) -> ExtractOut:
        """State why no newer extract is needed: the task of a lapsed one ends."""
        done = await service.end_extract_task(extract_id, note=data.note, by=actor)
        return _out(done, may_prepare=actor.may(Permission.PREPARE))


def _out(each: service.Reading, *, may_prepare: bool) -> ExtractOut:
    return ExtractOut(
        id=each.id,
        asset_id=each.asset_id,
        label=each.label,
        title=each.title,
        as_of=each.as_of,
        read_by=each.read_by,
        read_for=each.read_for,
        read_at=each.read_at,
        document_id=each.document_id,
        names_holder=each.names_holder,
        differing=each.differing,
        fields=[
            FieldReadOut(field=one.field, verdict=one.verdict, read=one.read, held=one.held)
            for one in each.fields
        ],
        proves_until=each.proves_until,
        state=each.state,
        because=each.because,
        note=each.note,
        ended_by_name=each.ended_by,
        ended_at=each.ended_at,
        allowed_actions=(
            ["completion"] if may_prepare and each.state is ReadingState.LAPSED else []
        ),
    )
