"""What other modules may learn of financing requests."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestEvent(Event):
    subject: ClassVar[str] = "financing_request"
    number: str


@dataclass(frozen=True, kw_only=True)
class RequestDrafted(RequestEvent):
    name: ClassVar[str] = "listing.request_drafted"


@dataclass(frozen=True, kw_only=True)
class RequestRevised(RequestEvent):
    name: ClassVar[str] = "listing.request_revised"


@dataclass(frozen=True, kw_only=True)
class RequestPublished(RequestEvent):
    name: ClassVar[str] = "listing.request_published"


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(RequestEvent):
    name: ClassVar[str] = "listing.request_withdrawn"
