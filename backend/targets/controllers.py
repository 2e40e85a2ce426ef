"""Statements towards targets and the cultivation library over HTTP: the district's own."""

from datetime import date
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.targets import part_schemas, schemas, service
from backend.targets.states import Standing


class TargetStatementController(Controller):
    path = "/targets"
    tags = ("Oversight",)

    @post("/{code:str}/entries", responses=PROBLEMS)
    async def state_towards_target(
        self,
        code: FromPath[str],
        data: JSONBody[schemas.TargetEntryIn],
        actor: NamedDependency[Actor],
    ) -> schemas.TargetStatementOut:
        """Record a figure of an office; it counts when another person has confirmed it."""
        row = await service.state(code, data.given(), by=actor)
        return schemas.TargetStatementOut.of(row, reader=actor)

    @get("/{code:str}/statements", responses=PROBLEMS)
    async def list_statements(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        known_after: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[schemas.TargetStatementOut]:
        """What had been stated by a day, or only what changed after another, as it stood then."""
        rows, following, total = await service.statement_page(
            code,
            as_known_on=as_known_on,
            known_after=known_after,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        now = as_known_on is None
        items = [schemas.TargetStatementOut.of(row, reader=actor, now=now) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/{code:str}/statements.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_statements(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> Stream:
        """What had been stated by a day, as a workbook; over 10,000 by `POST /exports`."""
        asked = service.StatementsAsked(code=code, as_known_on=as_known_on)
        return Stream(
            workbook.chunks(await listed.at_once(service.STATEMENT_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.STATEMENT_LIST.attachment(code),
        )

    @post(
        "/{code:str}/entries/{stated_id:uuid}/verification",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
    )
    async def verify_statement(
        self,
        code: FromPath[str],
        stated_id: FromPath[UUID],
        data: JSONBody[schemas.TargetFindingIn],
        actor: NamedDependency[Actor],
    ) -> schemas.TargetStatementOut:
        """Confirm it, or say what differs from its source: another person than who recorded it."""
        row = await service.check_stated(code, stated_id, data.given(), by=actor)
        return schemas.TargetStatementOut.of(row, reader=actor)

    @post(
        "/{code:str}/entries/{stated_id:uuid}/withdrawal",
        status_code=HTTP_200_OK,
        responses=PROBLEMS,
    )
    async def withdraw_statement(
        self,
        code: FromPath[str],
        stated_id: FromPath[UUID],
        data: JSONBody[schemas.TargetWithdrawalIn],
        actor: NamedDependency[Actor],
    ) -> schemas.TargetStatementOut:
        """Take a wrong confirmation back; what was known before stays as it was known."""
        row = await service.withdraw_stated(code, stated_id, reason=data.reason, by=actor)
        return schemas.TargetStatementOut.of(row, reader=actor)


class TargetPartController(Controller):
    path = "/targets/{code:str}/parts"
    tags = ("Oversight",)

    @get("/", responses=PROBLEMS)
    async def read_target_parts(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> part_schemas.TargetPartsOut:
        """How the target is divided among departments, and how far each has come."""
        found = await service.parts_of(code, as_known_on=as_known_on, by=actor)
        return part_schemas.TargetPartsOut.of(found, reader=actor, now=as_known_on is None)

    @post("/", responses=PROBLEMS)
    async def propose_target_parts(
        self,
        code: FromPath[str],
        data: JSONBody[part_schemas.TargetPartsIn],
        actor: NamedDependency[Actor],
    ) -> part_schemas.TargetPartsOut:
        """Divide the target anew: the parts sum to it; it holds when another has confirmed it."""
        found = await service.propose_parts(
            code,
            [each.given() for each in data.parts],
            from_on=data.from_on,
            grounds=data.reason,
            by=actor,
        )
        return part_schemas.TargetPartsOut.of(found, reader=actor)

    @post("/{division_id:uuid}/decision", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decide_target_parts(
        self,
        code: FromPath[str],
        division_id: FromPath[UUID],
        data: JSONBody[part_schemas.TargetPartsDecisionIn],
        actor: NamedDependency[Actor],
    ) -> part_schemas.TargetPartsOut:
        """Confirm a division, or give it back: another person than who proposed it."""
        found = await service.decide_parts(
            code, division_id, data.outcome, reason=data.reason, by=actor
        )
        return part_schemas.TargetPartsOut.of(found, reader=actor)

    @get("/reports", responses=PROBLEMS)
    async def list_part_reports(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[part_schemas.PartReportOut]:
        """What departments reported, newest first, as known on a day."""
        rows, following, total = await service.part_reports(
            code, as_known_on=as_known_on, cursor=cursor, limit=limit_of(limit), by=actor
        )
        now = as_known_on is None
        items = [part_schemas.PartReportOut.of(row, reader=actor, now=now) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/reports.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_part_reports(
        self,
        code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> Stream:
        """What departments had reported by a day, as a workbook; over 10,000 by `POST /exports`."""
        asked = service.PartReportsAsked(code=code, as_known_on=as_known_on)
        return Stream(
            workbook.chunks(await listed.at_once(service.PART_REPORT_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.PART_REPORT_LIST.attachment(code),
        )

    @post("/reports", responses=PROBLEMS)
    async def report_target_part(
        self,
        code: FromPath[str],
        data: JSONBody[part_schemas.PartReportIn],
        actor: NamedDependency[Actor],
    ) -> part_schemas.PartReportOut:
        """Record how far a department has come; it counts when another has confirmed it."""
        row = await service.report_part(code, data.given(), by=actor)
        return part_schemas.PartReportOut.of(row, reader=actor)

    @post(
        "/reports/{part_report_id:uuid}/verification", status_code=HTTP_200_OK, responses=PROBLEMS
    )
    async def verify_part_report(
        self,
        code: FromPath[str],
        part_report_id: FromPath[UUID],
        data: JSONBody[schemas.TargetFindingIn],
        actor: NamedDependency[Actor],
    ) -> part_schemas.PartReportOut:
        """Confirm it, or say what differs from its source: another person than who recorded it."""
        row = await service.check_part_report(code, part_report_id, data.given(), by=actor)
        return part_schemas.PartReportOut.of(row, reader=actor)

    @post("/reports/{part_report_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_part_report(
        self,
        code: FromPath[str],
        part_report_id: FromPath[UUID],
        data: JSONBody[schemas.TargetWithdrawalIn],
        actor: NamedDependency[Actor],
    ) -> part_schemas.PartReportOut:
        """Take a wrong confirmation back; what was known before stays as it was known."""
        row = await service.withdraw_part_report(code, part_report_id, reason=data.reason, by=actor)
        return part_schemas.PartReportOut.of(row, reader=actor)


class LibraryController(Controller):
    path = "/cultivation-library"
    tags = ("Oversight",)

    @get("/", responses=PROBLEMS)
    async def read_library(
        self,
        actor: NamedDependency[Actor],
        *,
        as_known_on: FromQuery[date | None] = None,
        tier: FromQuery[str | None] = None,
        standing: FromQuery[Standing | None] = None,
        text: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> schemas.LibraryOut:
        """The firms that ever entered, each once, as known on a day."""
        found = await service.library(
            as_known_on=as_known_on,
            tier=tier,
            standing=standing,
            text=text,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return schemas.LibraryOut.of(found)

    @post("/", responses=PROBLEMS)
    async def record_library_steps(
        self, data: JSONBody[schemas.LibraryStepsIn], actor: NamedDependency[Actor]
    ) -> schemas.LibraryStepsOut:
        """Record entries, changes of tier, exits, listings; each counts when confirmed."""
        rows = await service.record_steps(
            [each.given() for each in data.items],
            source=data.source,
            document_id=data.document_id,
            by=actor,
        )
        return schemas.LibraryStepsOut.of(rows, reader=actor)

    @get("/firms.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_library(
        self,
        actor: NamedDependency[Actor],
        *,
        as_known_on: FromQuery[date | None] = None,
        tier: FromQuery[str | None] = None,
        standing: FromQuery[Standing | None] = None,
        text: FromQuery[str | None] = None,
    ) -> Stream:
        """The same firms as a workbook: up to 10,000 at once, more by `POST /exports`."""
        asked = service.LibraryAsked(
            as_known_on=as_known_on, tier=tier, standing=standing, text=text
        )
        return Stream(
            workbook.chunks(await listed.at_once(service.LIBRARY_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.LIBRARY_LIST.attachment(),
        )

    @get("/changes", responses=PROBLEMS)
    async def list_library_changes(
        self,
        actor: NamedDependency[Actor],
        known_after: FromQuery[date | None] = None,
        as_known_on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[schemas.LibraryStepOut]:
        """What was recorded, checked or withdrawn after one day and by another."""
        rows, following, total = await service.library_news(
            known_after=known_after,
            as_known_on=as_known_on,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [schemas.LibraryStepOut.of(row, reader=actor, now=False) for row in rows]
        return Page(items=items, next=following, total=total)

    @get("/waiting", responses=PROBLEMS)
    async def list_waiting_library_steps(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[schemas.LibraryStepOut]:
        """What waits for a second person, oldest first."""
        rows, following, total = await service.waiting_steps(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [schemas.LibraryStepOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/verification", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def verify_library_steps(
        self, data: JSONBody[schemas.LibraryFindingIn], actor: NamedDependency[Actor]
    ) -> schemas.LibraryStepsOut:
        """Confirm these, or say what differs: another person than who recorded them."""
        rows = await service.check_steps(data.ids, data.given(), by=actor)
        return schemas.LibraryStepsOut.of(rows, reader=actor)

    @post("/steps/{library_step_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_library_step(
        self,
        library_step_id: FromPath[UUID],
        data: JSONBody[schemas.TargetWithdrawalIn],
        actor: NamedDependency[Actor],
    ) -> schemas.LibraryStepOut:
        """Take a wrong confirmation back: the last step of the firm that stands."""
        row = await service.withdraw_step(library_step_id, reason=data.reason, by=actor)
        return schemas.LibraryStepOut.of(row, reader=actor)

    @get("/firms/{credit_code:str}", responses=PROBLEMS)
    async def read_library_firm(
        self,
        credit_code: FromPath[str],
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
    ) -> schemas.LibraryHistoryOut:
        """One firm with everything recorded of it, as known on a day."""
        found = await service.firm_of(credit_code, as_known_on=as_known_on, by=actor)
        return schemas.LibraryHistoryOut.of(found, reader=actor, now=as_known_on is None)
