"""The one guard on every insurance route: what the platform's mode does not allow is refused."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from backend.insurance.mode import Activity, check, mode

FACTS = {"activity": Activity.FACTS}
RATING = {"activity": Activity.RATING}
APPLYING = {"activity": Activity.APPLYING}
COMPARING = {"activity": Activity.COMPARING}


def within_mode(_: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A route says what it does; one that does not say it breaks."""
    check(handler.opt["activity"], under=mode())
