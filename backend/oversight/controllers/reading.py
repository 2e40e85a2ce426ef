"""Plans, targets, entries, public totals and the audit trail over HTTP."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Stream

from backend.kernel import listed, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.oversight import service
from backend.oversight.schemas import (
    AuditEventOut,
    EntriesOut,
    PlanOut,
    PublicTotalsOut,
    TargetDetailOut,
    TargetHeadlineOut,
)
from backend.oversight.service import AuditAsked, EntriesAsked, EntryChoice


async def entry_choice(
    as_known_on: FromQuery[date | None] = None,
    known_after: FromQuery[date | None] = None,
    month: FromQuery[str | None] = None,
    bank: FromQuery[str | None] = None,
    industry: FromQuery[str | None] = None,
    street: FromQuery[str | None] = None,
) -> EntryChoice:
    """The cell of a breakdown that a query names."""
    return EntryChoice(
        as_known_on=as_known_on,
        known_after=known_after,
        month=month,
        bank=bank,
        industry=industry,
        street=street,
    )


class PlanController(Controller):
    path = "/plans"
    tags = ("Oversight",)

    @get("/", responses=PROBLEMS)
    async def plans(self, actor: NamedDependency[Actor]) -> Page[PlanOut]:
        """The plans, newest first, with their targets and counting rules."""
        found = await service.plans(by=actor)
        return Page(items=[PlanOut.of(view) for view in found], next=None, total=len(found))


class TargetController(Controller):
    path = "/targets"
    tags = ("Oversight",)
    dependencies = {"choice": Provide(entry_choice)}  # noqa: RUF012 - as the framework has it

    @get("/", responses=PROBLEMS)
    async def targets(
        self, actor: NamedDependency[Actor], plan: FromQuery[str | None] = None
    ) -> Page[TargetHeadlineOut]:
        """The targets (of one plan, by its code) with what counts so far."""
        found = await service.targets(plan_code=plan, by=actor)
        items = [TargetHeadlineOut.of(view) for view in found]
        return Page(items=items, next=None, total=len(items))

    @get("/{code:str}", responses=PROBLEMS)
    async def target(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> TargetDetailOut:
        """One target with pace, breakdowns and the rule in force, as known on a day."""
        view = await service.target(code, as_known_on=as_known_on, by=actor)
        return TargetDetailOut.of(view)

    @get("/{code:str}/entries", responses=PROBLEMS)
    async def entries(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        choice: NamedDependency[EntryChoice],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> EntriesOut:
        """The entries that a figure is the sum of; filters take the keys of the breakdowns."""
        found = await service.entries(
            code, choice=choice, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return EntriesOut.of(found)

    @get("/{code:str}/entries.csv", responses=PROBLEMS, media_type="text/csv")
    async def entries_csv(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        choice: NamedDependency[EntryChoice],
    ) -> Stream:
        """The same entries as a spreadsheet reads them; up to 10,000, more by `POST /exports`."""
        asked = EntriesAsked(code=code, **asdict(choice))
        return Stream(
            workbook.chunks(
                await listed.at_once(service.ENTRY_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=service.ENTRY_LIST.attachment(code, form=listed.Form.CSV),
        )

    @get("/{code:str}/entries.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def entries_xlsx(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        choice: NamedDependency[EntryChoice],
    ) -> Stream:
        """The same entries as a workbook with what was asked for; more by `POST /exports`."""
        asked = EntriesAsked(code=code, **asdict(choice))
        return Stream(
            workbook.chunks(await listed.at_once(service.ENTRY_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.ENTRY_LIST.attachment(code),
        )


class PublicTotalsController(Controller):
    path = "/public"
    tags = ("Public",)

    @get("/totals", responses=PROBLEMS)
    async def totals(self) -> PublicTotalsOut:
        """What counts towards each plan, with the method; small cells are left out."""
        return PublicTotalsOut.of(await service.public_totals())


async def audit_choice(  # noqa: PLR0913 - one per filter
    *,
    actor_id: FromQuery[UUID | None] = None,
    actor_name: FromQuery[str | None] = None,
    organisation_id: FromQuery[UUID | None] = None,
    name: FromQuery[str | None] = None,
    subject: FromQuery[str | None] = None,
    subject_id: FromQuery[UUID | None] = None,
    request_id: FromQuery[str | None] = None,
    from_on: Annotated[date | None, QueryParameter(name="from")] = None,
    to_on: Annotated[date | None, QueryParameter(name="to")] = None,
) -> AuditAsked:
    """What a query asks of the audit trail."""
    asked = {
        "actor_id": actor_id,
        "actor_name": actor_name,
        "organisation_id": organisation_id,
        "name": name,
        "subject": subject,
        "subject_id": subject_id,
        "request_id": request_id,
        "from": from_on,
        "to": to_on,
    }
    return AuditAsked.model_validate(asked)


class AuditController(Controller):
    path = "/audit-events"
    tags = ("Oversight",)
    dependencies = {"asked": Provide(audit_choice)}  # noqa: RUF012 - as the framework has it

    @get("/", responses=PROBLEMS)
    async def events(
        self,
        actor: NamedDependency[Actor],
        asked: NamedDependency[AuditAsked],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[AuditEventOut]:
        """Who did what, newest first; `actor_name` is a part of it; days are Shanghai's."""
        found, following, total = await service.audit_events(
            asked.within(actor), cursor=cursor, limit=limit_of(limit)
        )
        items = [AuditEventOut.of(service.as_read_by(row, actor)) for row in found]
        return Page(items=items, next=following, total=total)

    @get("/export.csv", responses=PROBLEMS, media_type="text/csv")
    async def events_csv(
        self, actor: NamedDependency[Actor], asked: NamedDependency[AuditAsked]
    ) -> Stream:
        """The same events as a spreadsheet reads them; up to 10,000, more by `POST /exports`."""
        return Stream(
            workbook.chunks(
                await listed.at_once(service.AUDIT_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=service.AUDIT_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def events_book(
        self, actor: NamedDependency[Actor], asked: NamedDependency[AuditAsked]
    ) -> Stream:
        """The same events as a workbook with what was asked for; more by `POST /exports`."""
        return Stream(
            workbook.chunks(await listed.at_once(service.AUDIT_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.AUDIT_LIST.attachment(),
        )
