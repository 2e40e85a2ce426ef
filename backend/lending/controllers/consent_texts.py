"""The platform's consent text for banks without one of their own, to its staff."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody
from litestar.status_codes import HTTP_201_CREATED

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas.consent_texts import (
    PlatformConsentIn,
    PlatformConsentOut,
    PlatformConsentPublishedOut,
)
from backend.lending.service import consents


class ConsentTextController(Controller):
    path = "/operator/consent-texts"
    tags = ("Lending",)

    @get("/", responses=PROBLEMS)
    async def consent_texts(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[PlatformConsentOut]:
        """Every version: in force, still to begin, past; the one written last first."""
        rows, following, total = await consents.platform_texts(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        today = clock.today()
        items = [PlatformConsentOut.row(row, today=today) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", status_code=HTTP_201_CREATED, responses=PROBLEMS)
    async def publish_consent_text(
        self, data: JSONBody[PlatformConsentIn], actor: NamedDependency[Actor]
    ) -> PlatformConsentPublishedOut:
        """Publish the next version, from a day on; what was agreed to stays as it was."""
        version = await consents.publish_platform_text(
            text=data.text, translation=data.translation, from_on=data.from_on, by=actor
        )
        return PlatformConsentPublishedOut(version=version)
