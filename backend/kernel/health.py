"""Whether the process lives, and whether it can serve."""

from litestar import Controller, Response, get
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from backend.kernel.db import fetch_value
from backend.kernel.schemas import Output
from backend.kernel.settings import settings


class HealthOut(Output, frozen=True):
    ready: bool
    database: bool
    home_writable: bool


class HealthController(Controller):
    path = "/health"
    tags = ("Health",)

    @get("/live", operation_id="getLiveness")
    async def live(self) -> dict[str, bool]:
        """The process answers."""
        return {"live": True}

    @get("/ready", operation_id="getReadiness")
    async def ready(self) -> Response[HealthOut]:
        """Database and disk answer; 503 when one does not."""
        database = await _database_answers()
        writable = _home_is_writable()
        ready = database and writable
        return Response(
            HealthOut(ready=ready, database=database, home_writable=writable),
            status_code=HTTP_200_OK if ready else HTTP_503_SERVICE_UNAVAILABLE,
        )


async def _database_answers() -> bool:
    try:
        return bool(await fetch_value("SELECT true"))
    except (OSError, RuntimeError):
        return False


def _home_is_writable() -> bool:
    probe = settings().home / ".writable"
    try:
        probe.touch()
    except OSError:
        return False
    return True
