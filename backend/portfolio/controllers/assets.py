"""A firm's portfolio over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT

from backend.kernel import language, listed, spreadsheet, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service, wording
from backend.portfolio.controllers.coverage import quality_out
from backend.portfolio.controllers.shapes import asset_out, detail_out, sources_out, suggestion_out
from backend.portfolio.schemas import (
    ApplicationNumberIn,
    AssetDetailOut,
    AssetOut,
    AssetsAddedOut,
    AssetsIn,
    NumberRefusedOut,
    PortfolioSummaryOut,
    QualityOut,
    RightIn,
    SourcesOut,
    SuggestionOut,
)
from backend.portfolio.states import PatentKind, Source


async def wanted_assets(
    *,
    q: FromQuery[str | None] = None,
    kind: FromQuery[PatentKind | None] = None,
    industry: Annotated[str | None, QueryParameter(max_length=24, required=False)] = None,
    source: FromQuery[Source | None] = None,
    pledged: FromQuery[bool | None] = None,
    sort: FromQuery[service.Sort] = "added_at",
) -> service.Wanted:
    """What a query asks of the firm's patents."""
    return service.Wanted(
        q=q, kind=kind, industry=industry, source=source, pledged=pledged, sort=sort
    )


class PortfolioController(Controller):
    path = "/portfolio"
    tags = ("Portfolio",)
    dependencies = {"wanted": Provide(wanted_assets)}  # noqa: RUF012 - as the framework has it

    @get("/summary", responses=PROBLEMS)
    async def summarise_portfolio(self, actor: NamedDependency[Actor]) -> PortfolioSummaryOut:
        """What all patents of the firm come to, and its next annual fees."""
        found = await service.summary(by=actor)
        may = actor.may(Permission.PREPARE)
        return PortfolioSummaryOut(
            assets=found.assets,
            usable=found.usable,
            pledged=found.pledged,
            next_fees=[asset_out(held, may_prepare=may) for held in found.next_fees],
        )

    @get("/suggestions", responses=PROBLEMS)
    async def suggestions(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[SuggestionOut]:
        """Granted patents of the reference under the firm's name that it does not hold yet."""
        found, following, total = await service.suggestions(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[suggestion_out(right) for right in found], next=following, total=total)

    @post("/assets", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def add(self, data: JSONBody[AssetsIn], actor: NamedDependency[Actor]) -> AssetsAddedOut:
        """Take suggested rights or pasted numbers (together at most 500) into the portfolio."""
        result = await service.add_assets(data.right_ids, numbers=data.numbers, by=actor)
        may = actor.may(Permission.PREPARE)
        return AssetsAddedOut(
            items=[asset_out(held, may_prepare=may) for held in result.added],
            held_before=result.held_before,
            refused=[
                NumberRefusedOut(
                    number=error.value,
                    code=f"portfolio.{error.reason}",
                    reason=wording.reason(error.reason, language=language.current()),
                    would_pass=wording.would_pass(error.passing, language=language.current()),
                )
                for error in result.refused
            ],
        )

    @post("/rights", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def declare(self, data: JSONBody[RightIn], actor: NamedDependency[Actor]) -> AssetOut:
        """State a right that is no patent; said again of the same number, it is corrected."""
        facts = data.model_dump(exclude={"kind", "number", "title"}, exclude_none=True)
        said = service.Declaration(
            kind=PatentKind(data.kind), number=data.number, title=data.title, facts=facts
        )
        held = await service.declare_right(said, by=actor)
        return asset_out(held, may_prepare=actor.may(Permission.PREPARE))

    @get("/assets", responses=PROBLEMS)
    async def assets(
        self,
        actor: NamedDependency[Actor],
        wanted: NamedDependency[service.Wanted],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[AssetOut]:
        """The firm's patents; `pledged` asks for those in a live pledge, or for the others."""
        page, following, total = await service.assets(
            wanted, cursor=cursor, limit=limit_of(limit), by=actor
        )
        may = actor.may(Permission.PREPARE)
        return Page(
            items=[asset_out(held, may_prepare=may) for held in page], next=following, total=total
        )

    @get("/assets/export.csv", responses=PROBLEMS, media_type="text/csv")
    async def assets_csv(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same patents as a spreadsheet reads them; up to 10,000, more by `POST /exports`."""
        asked = service.AssetsAsked.of(wanted)
        return Stream(
            workbook.chunks(
                await listed.at_once(service.ASSET_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=service.ASSET_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/assets/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def asset_book(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[service.Wanted]
    ) -> Stream:
        """The same patents as a workbook with what was asked for; more by `POST /exports`."""
        asked = service.AssetsAsked.of(wanted)
        return Stream(
            workbook.chunks(await listed.at_once(service.ASSET_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.ASSET_LIST.attachment(),
        )

    @get("/assets/{asset_id:uuid}", responses=PROBLEMS)
    async def asset(
        self, asset_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> AssetDetailOut:
        """One patent of the firm: facts with source and day, term, fees, co-owners, timeline."""
        detail = await service.detail(asset_id, by=actor)
        return detail_out(detail, may_prepare=actor.may(Permission.PREPARE))

    @get("/assets/{asset_id:uuid}/sources", responses=PROBLEMS)
    async def sources(self, asset_id: FromPath[UUID], actor: NamedDependency[Actor]) -> SourcesOut:
        """Field by field what each source says of a patent, whose word stands, what conflicts."""
        return sources_out(await service.sources(asset_id, by=actor))

    @get("/assets/{asset_id:uuid}/quality", responses=PROBLEMS)
    async def quality(self, asset_id: FromPath[UUID], actor: NamedDependency[Actor]) -> QualityOut:
        """The patent's family, and whether it is an invention of high value, criterion by
        criterion with its evidence."""
        return quality_out(await service.quality(asset_id, by=actor))

    @post(
        "/assets/{asset_id:uuid}/application-number",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
    )
    async def supply_application_number(
        self,
        asset_id: FromPath[UUID],
        data: JSONBody[ApplicationNumberIn],
        actor: NamedDependency[Actor],
    ) -> AssetOut:
        """Supply the application number that a file had lost; it decides whether one can pledge."""
        held = await service.supply_application_number(asset_id, number=data.number, by=actor)
        return asset_out(held, may_prepare=actor.may(Permission.PREPARE))

    @post("/assets/{asset_id:uuid}/removal", status_code=HTTP_204_NO_CONTENT, responses=PROBLEMS)
    async def remove(self, asset_id: FromPath[UUID], actor: NamedDependency[Actor]) -> None:
        """Take a patent out of the portfolio; 409 while anything rests on it."""
        await service.remove(asset_id, by=actor)
