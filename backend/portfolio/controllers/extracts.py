"""Register extracts of a firm's rights over HTTP."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.kernel import clock
from backend.kernel.auth import Actor, Permission
from backend.kernel.dated import standing
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service
from backend.portfolio.schemas import (
    ExtractDoneIn,
    ExtractOut,
    ExtractValidityOut,
    FieldReadOut,
)
from backend.portfolio.states import ReadingState
from backend.portfolio.validity import Validity


class ExtractController(Controller):
    path = "/portfolio/extracts"
    tags = ("Portfolio",)

    @get("/", responses=PROBLEMS)
    async def extracts(  # a filter and a page
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[ReadingState | None, QueryParameter(name="state")] = None,
        differing: FromQuery[bool | None] = None,
        lapsing: FromQuery[bool | None] = None,
        asset_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ExtractOut]:
        """Register extracts of the firm's rights that an officer read against the paper: field by
        field confirmed or different; the lapsed ones are tasks, and `lapsing` ones will be soon.
        Newest first."""
        found, following, total = await service.extracts(
            state=in_state,
            differing=differing,
            lapsing=lapsing,
            asset_id=asset_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        may = actor.may(Permission.PREPARE)
        return Page(
            items=[_out(each, may_prepare=may) for each in found], next=following, total=total
        )

    @get("/validity", responses=PROBLEMS)
    async def validity(self, actor: NamedDependency[Actor]) -> list[ExtractValidityOut]:
        """How long register extracts prove something: dated rows with their source, the newest
        first."""
        actor.require(Permission.VIEW_FIRM, Permission.VIEW_BANK)
        rows = await service.extract_validity()
        following = [row.from_on for row in rows[1:]]
        told = [
            _row(row, replaced_on=after)
            for row, after in zip(rows, [*following, None], strict=True)
        ]
        return told[::-1]

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


def _row(row: Validity, *, replaced_on: date | None) -> ExtractValidityOut:
    return ExtractValidityOut(
        **asdict(row),
        standing=standing(from_on=row.from_on, replaced_on=replaced_on, today=clock.today()),
    )


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
        lapsing=each.lapsing,
        state=each.state,
        because=each.because,
        note=each.note,
        ended_by_name=each.ended_by,
        ended_at=each.ended_at,
        allowed_actions=(
            ["completion"] if may_prepare and each.state is ReadingState.LAPSED else []
        ),
    )
