"""Messages between firm and bank on an application, over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.lending.schemas.messaging import (
    CaseMessageIn,
    CaseMessageOut,
    CaseMessagePage,
    CaseMessagesReadIn,
    CaseMessagesReadOut,
)
from backend.lending.service import messaging


class CaseMessageController(Controller):
    path = "/loan-applications/{application_id:uuid}/messages"
    tags = ("Loan applications: both sides",)

    @get("/", responses=PROBLEMS)
    async def list_case_messages(
        self,
        application_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> CaseMessagePage:
        """What firm and bank wrote to each other, newest first (the two sides)."""
        return CaseMessagePage.of(
            await messaging.thread(application_id, cursor=cursor, limit=limit_of(limit), by=actor)
        )

    @post("/", responses=PROBLEMS)
    async def write_case_message(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[CaseMessageIn],
        actor: NamedDependency[Actor],
    ) -> CaseMessageOut:
        """Write to the other side while the application lives; nothing is changed or deleted."""
        return CaseMessageOut.of(
            await messaging.write(
                application_id, text=data.text, document_ids=data.document_ids, by=actor
            )
        )

    @post("/read", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def mark_case_messages_read(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[CaseMessagesReadIn],
        actor: NamedDependency[Actor],
    ) -> CaseMessagesReadOut:
        """The caller himself has read up to this message."""
        return CaseMessagesReadOut(
            unread=await messaging.mark_read(application_id, read_n=data.read_n, by=actor)
        )
