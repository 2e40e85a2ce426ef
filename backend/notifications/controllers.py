"""The inbox over HTTP."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.status_codes import HTTP_200_OK

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.notifications import service
from backend.notifications.schemas import (
    NotificationOut,
    ReadAllOut,
    TellingIn,
    TellingOut,
    UnreadOut,
)


class NotificationController(Controller):
    path = "/notifications"
    tags = ("Notifications",)

    @get("/", responses=PROBLEMS)
    async def inbox(
        self,
        actor: NamedDependency[Actor],
        unread: FromQuery[bool] = False,  # noqa: FBT002 - a query parameter
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[NotificationOut]:
        """The caller's own messages, newest first."""
        page, following, total = await service.inbox(
            unread=unread, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[NotificationOut.of(row) for row in page], next=following, total=total)

    @get("/count", responses=PROBLEMS)
    async def unread_count(self, actor: NamedDependency[Actor]) -> UnreadOut:
        """How many messages the caller has not read."""
        return UnreadOut(unread=await service.unread_count(by=actor))

    @post("/{notification_id:uuid}/read", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def mark_read(
        self, notification_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> NotificationOut:
        """Mark one message as read; again changes nothing."""
        return NotificationOut.of(await service.mark_read(notification_id, by=actor))

    @post("/read-all", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def mark_all_read(self, actor: NamedDependency[Actor]) -> ReadAllOut:
        """Mark every message of the caller's as read."""
        return ReadAllOut(read=await service.mark_all_read(by=actor))

    @get("/settings", responses=PROBLEMS, operation_id="getNotificationSettings")
    async def settings(self, actor: NamedDependency[Actor]) -> TellingOut:
        """How the caller is told: each kind at once, once a day or not at all; quiet hours."""
        return TellingOut.of(await service.settings(by=actor))

    @post(
        "/settings",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
        operation_id="chooseNotificationSettings",
    )
    async def choose(self, data: JSONBody[TellingIn], actor: NamedDependency[Actor]) -> TellingOut:
        """Tell the caller so from now on; what waits comes earlier if it now would, never later."""
        return TellingOut.of(await service.choose(data.settings(), by=actor))
