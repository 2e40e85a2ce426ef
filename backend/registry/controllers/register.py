"""The register: look-up, search, registrations made elsewhere; and the pure preflight."""

from datetime import date
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from backend.kernel import clock, listed, workbook
from backend.kernel.auth import Actor, Permission
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.portfolio import service as portfolio
from backend.registry import preflight, service
from backend.registry.schemas import checking, registering, shaping
from backend.registry.schemas import giving as out
from backend.registry.schemas import taking as into
from backend.registry.states import Stage


class PreflightController(Controller):
    path = "/preflight"
    tags = ("Registry",)

    @post(status_code=HTTP_200_OK, responses=PROBLEMS, operation_id="judgeFacts")
    async def judge(
        self, data: JSONBody[into.PreflightIn], actor: NamedDependency[Actor]
    ) -> checking.PreflightOut:
        """Judge stated facts by the twelve grounds; nothing is stored."""
        actor.require(Permission.VIEW_DISTRICT, Permission.VIEW_BANK, Permission.VIEW_OPERATOR)
        run = preflight.run(
            [shaping.right_facts(right) for right in data.rights],
            shaping.terms_facts(data.terms),
            today=data.today or clock.today(),
            valid=await portfolio.extract_validity(),
        )
        return checking.checked(run)


async def register_asked(
    number: FromQuery[str | None] = None,
    patent: FromQuery[str | None] = None,
    pledgor: FromQuery[str | None] = None,
    pledgee: FromQuery[str | None] = None,
) -> service.Asked:
    """What a query asks the register for."""
    return service.Asked(number=number, patent=patent, pledgor=pledgor, pledgee=pledgee)


class RegisterController(Controller):
    path = "/register"
    tags = ("Registry",)
    dependencies = {"asked": Provide(register_asked)}  # noqa: RUF012 - as the framework has it

    @get(responses=PROBLEMS, operation_id="searchRegister")
    async def search(
        self,
        actor: NamedDependency[Actor],
        asked: NamedDependency[service.Asked],
        as_known_on: FromQuery[date | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> out.RegisterOut:
        """Search the registrations that the caller may see; `live` answers an exact patent.

        As known on a day: for the district.
        """
        found = await service.search(
            asked, as_known_on=as_known_on, cursor=cursor, limit=limit_of(limit), by=actor
        )
        return registering.register(found)

    @get(
        "/export.xlsx",
        responses=PROBLEMS,
        operation_id="exportRegister",
        media_type=workbook.MEDIA_TYPE,
    )
    async def export(
        self,
        actor: NamedDependency[Actor],
        asked: NamedDependency[service.Asked],
        as_known_on: FromQuery[date | None] = None,
    ) -> Stream:
        """The same registrations as a workbook: up to 10,000 at once, more by `POST /exports`."""
        wanted = service.RegisterAsked(
            number=asked.number,
            patent=asked.patent,
            pledgor=asked.pledgor,
            pledgee=asked.pledgee,
            as_known_on=as_known_on,
        )
        book = await listed.at_once(service.REGISTER_LIST, wanted, by=actor)
        return Stream(
            workbook.chunks(book),
            media_type=workbook.MEDIA_TYPE,
            headers=service.REGISTER_LIST.attachment(),
        )

    @get("/{number:str}", responses=PROBLEMS, operation_id="lookUpRegistration")
    async def look_up(
        self,
        number: FromPath[str],
        visitor: NamedDependency[Actor],  # noqa: ARG002 - public
    ) -> out.PublishedOut:
        """The registration of exactly this number, with the fields that CNIPA publishes."""
        return registering.published(await service.published(number))


class RegistrationController(Controller):
    path = "/registrations"
    tags = ("Registry",)

    @post(status_code=HTTP_201_CREATED, responses=PROBLEMS, operation_id="recordRegistration")
    async def record(
        self, data: JSONBody[into.RegistrationElsewhereIn], actor: NamedDependency[Actor]
    ) -> out.RegistrationRecordedOut:
        """Record a registration made outside the platform; it counts when verified."""
        record = await service.record_made_elsewhere(
            service.ElsewhereIn(
                number=data.number,
                registered_on=data.registered_on,
                secured_fen=data.secured_fen,
                pledgors=[service.OutsideParty(**each.model_dump()) for each in data.pledgors],
                pledgees=[service.OutsideParty(**each.model_dump()) for each in data.pledgees],
                patents=data.patents,
                claim_kind=data.claim_kind,
                document_id=data.document_id,
                cancelled_on=data.cancelled_on,
                loan_reference=data.loan_reference,
            ),
            by=actor,
        )
        return out.RegistrationRecordedOut(
            id=record.id,
            number=record.number,
            registration_number=record.registration_number or "",
            state=record.state,
            warnings=list(record.warnings),
        )

    @get("/unverified", responses=PROBLEMS, operation_id="listUnverified")
    async def unverified(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        stage: FromQuery[Stage | None] = None,
        text: FromQuery[str | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[out.UnverifiedOut]:
        """What waits for the district's verifier, or waited at the end of a day, oldest first; at
        a stage, by a text of number or party."""
        rows, following, total = await service.unverified(
            as_known_on=as_known_on,
            stage=stage,
            text=text,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        return Page(
            items=[registering.unverified(row) for row in rows], next=following, total=total
        )

    @get(
        "/unverified.xlsx",
        responses=PROBLEMS,
        operation_id="exportUnverified",
        media_type=workbook.MEDIA_TYPE,
    )
    async def export_unverified(
        self,
        actor: NamedDependency[Actor],
        as_known_on: FromQuery[date | None] = None,
        stage: FromQuery[Stage | None] = None,
        text: FromQuery[str | None] = None,
    ) -> Stream:
        """The same as a workbook: up to 10,000 rows at once, more by `POST /exports`."""
        asked = service.WaitingAsked(as_known_on=as_known_on, stage=stage, text=text)
        return Stream(
            workbook.chunks(await listed.at_once(service.WAITING_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=service.WAITING_LIST.attachment(),
        )

    @get("/{pledge_id:uuid}", responses=PROBLEMS, operation_id="getRegistration")
    async def read(
        self, pledge_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> out.DistrictRegistrationOut:
        """One registration with its evidence and what it counted, for the district."""
        return registering.district_registration(await service.registration(pledge_id, by=actor))
