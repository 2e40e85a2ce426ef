"""Tasks over HTTP."""

from datetime import date

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.tasks import service
from backend.tasks.schemas import TaskOut, TaskPage
from backend.tasks.states import TaskKind


class TaskController(Controller):
    path = "/tasks"
    tags = ("Tasks",)

    @get(responses=PROBLEMS, operation_id="listTasks")
    async def index(
        self,
        actor: NamedDependency[Actor],
        kind: FromQuery[list[TaskKind] | None] = None,
        due_by: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> TaskPage:
        """What waits for the caller and he may do, the earliest day first; `due_by` inclusive."""
        page, following, total = await service.waiting(
            kinds=kind or [], due_by=due_by, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return TaskPage(
            items=[TaskOut.of(row) for row in page],
            next=following,
            total=total,
            kinds=service.kinds_of(actor),
        )
