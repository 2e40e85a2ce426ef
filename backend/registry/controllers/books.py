"""The pledges of a firm or a bank as a workbook."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.registry import service
from backend.registry.states import State


class PledgeBookController(Controller):
    path = "/pledges"
    tags = ("Registry",)

    @get(
        "/export.xlsx",
        responses=PROBLEMS,
        media_type=workbook.MEDIA_TYPE,
        operation_id="exportPledges",
    )
    async def export(
        self,
        actor: NamedDependency[Actor],
        states: Annotated[list[State] | None, QueryParameter(name="state")] = None,
        live: FromQuery[bool | None] = None,
        right_id: FromQuery[UUID | None] = None,
        application_id: FromQuery[UUID | None] = None,
        q: FromQuery[str | None] = None,
    ) -> Stream:
        """The same pledges as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.PledgesAsked(
            state=tuple(states or ()),
            live=live,
            right_id=right_id,
            application_id=application_id,
            q=q,
        )
        return Stream(
            workbook.chunks(await listed.at_once(service.PLEDGE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.PLEDGE_LIST.attachment(),
        )
