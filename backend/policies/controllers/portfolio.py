"""An insurer's portfolio over HTTP."""

from datetime import date

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Stream

from backend.criteria.facts import add_months
from backend.insurance.guard import FACTS, within_mode
from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.policies.schemas.portfolio import AccumulationOut, PortfolioOut
from backend.policies.service import exporting
from backend.policies.service import portfolio as service


class PortfolioController(Controller):
    path = "/insurance-portfolio"
    tags = ("Insurance",)
    guards = (within_mode,)

    @get("/", responses=PROBLEMS, opt=FACTS)
    async def portfolio(
        self,
        actor: NamedDependency[Actor],
        from_on: FromQuery[date | None] = None,
        to_on: FromQuery[date | None] = None,
    ) -> PortfolioOut:
        """Funnel, time to quote and written premium; without days, of the last twelve months."""
        last = to_on or clock.today()
        service.check_day("to_on", last)
        first = from_on or add_months(last.replace(day=1), -11)
        found = await service.portfolio(from_on=first, to_on=last, by=actor)
        return PortfolioOut.of(found, from_on=first, to_on=last)

    @get("/accumulation", responses=PROBLEMS, opt=FACTS)
    async def accumulation(
        self, actor: NamedDependency[Actor], on: FromQuery[date | None] = None
    ) -> AccumulationOut:
        """What is in force on a day, by territory and technology."""
        day = on or clock.today()
        return AccumulationOut.of(await service.accumulation(on=day, by=actor), on=day)

    @get("/bordereau.xlsx", responses=PROBLEMS, opt=FACTS, media_type=workbook.MEDIA_TYPE)
    async def bordereau(
        self, actor: NamedDependency[Actor], month: FromQuery[date | None] = None
    ) -> Stream:
        """The policies that were issued in the month of a day, a row each; over 10,000 by
        `POST /exports`."""
        day = month or clock.today()
        asked = exporting.BordereauAsked(month=day)
        return Stream(
            workbook.chunks(await listed.at_once(exporting.BORDEREAU, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=exporting.BORDEREAU.attachment(f"{day:%Y-%m}"),
        )
