"""Loan applications over HTTP."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from backend.kernel import listed, spreadsheet, workbook
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page
from backend.lending.schemas import applications as taking
from backend.lending.schemas.application_out import (
    ApplicationEventOut,
    ApplicationOut,
    ApplicationSummaryOut,
    timeline_out,
)
from backend.lending.schemas.carrying import CarriedOverOut
from backend.lending.schemas.checklists import ApplicationChecklistOut
from backend.lending.schemas.dossier import DossierOut
from backend.lending.schemas.guarantees import LoanCoverOut
from backend.lending.service import (
    carrying,
    case_books,
    checklists,
    dossiers,
    drafting,
    exporting,
    guaranteeing,
    offers,
    reading,
    reviewing,
)
from backend.lending.states import State


async def wanted_applications(  # noqa: PLR0913 - one for each parameter of the query
    *,
    in_state: Annotated[list[State] | None, QueryParameter(name="state")] = None,
    view: FromQuery[reading.Queue] = "all",
    q: FromQuery[str | None] = None,
    overdue: FromQuery[bool] = False,
    request_id: FromQuery[UUID | None] = None,
    assignee_id: FromQuery[UUID | None] = None,
    at_bank: FromQuery[bool] = False,
    group_id: FromQuery[UUID | None] = None,
    sort: FromQuery[reading.Sort] = "updated",
) -> reading.Wanted:
    """The filter and order that a query names."""
    return reading.Wanted(
        states=tuple(in_state or ()),
        queue=view,
        q=q,
        overdue=overdue,
        request_id=request_id,
        assignee_id=assignee_id,
        at_bank=at_bank,
        group_id=group_id,
        sort=sort,
    )


class ApplicationController(Controller):
    """What both sides read, and what the firm does."""

    path = "/loan-applications"
    tags = ("Loan applications",)
    dependencies = {"wanted": Provide(wanted_applications)}  # noqa: RUF012 - as the framework has it

    @post("/", responses=PROBLEMS)
    async def draft_loan_applications(
        self, data: JSONBody[taking.DraftsIn], actor: NamedDependency[Actor]
    ) -> list[ApplicationOut]:
        """Draft one application per product from a financing request (the firm's handler)."""
        views = await drafting.draft(data.request_id, product_ids=data.product_ids, by=actor)
        return [ApplicationOut.of(view) for view in views]

    @get("/", responses=PROBLEMS)
    async def list_loan_applications(
        self,
        actor: NamedDependency[Actor],
        wanted: NamedDependency[reading.Wanted],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ApplicationOut]:
        """The firm's own, or the bank's queue (`view`: all, mine, group, unassigned)."""
        views, following, total = await reading.page(
            replace(wanted, cursor=cursor, limit=limit_of(limit)), by=actor
        )
        return Page(items=[ApplicationOut.of(each) for each in views], next=following, total=total)

    @get("/summary", responses=PROBLEMS)
    async def summarise_loan_applications(
        self, actor: NamedDependency[Actor]
    ) -> ApplicationSummaryOut:
        """What the applications of the caller's side come to."""
        return ApplicationSummaryOut.of(await reading.summary(by=actor))

    @get("/export.csv", responses=PROBLEMS, media_type="text/csv")
    async def export_loan_applications(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[reading.Wanted]
    ) -> Stream:
        """The same list in its order as a spreadsheet reads it; up to 10,000 rows, more by
        `POST /exports`."""
        asked = exporting.QueueAsked.of(wanted)
        return Stream(
            workbook.chunks(
                await listed.at_once(exporting.QUEUE_LIST, asked, listed.Form.CSV, by=actor)
            ),
            media_type=spreadsheet.MEDIA_TYPE,
            headers=exporting.QUEUE_LIST.attachment(form=listed.Form.CSV),
        )

    @get("/export.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_loan_application_book(
        self, actor: NamedDependency[Actor], wanted: NamedDependency[reading.Wanted]
    ) -> Stream:
        """The same list as a workbook, with what was asked for; more by `POST /exports`."""
        asked = exporting.QueueAsked.of(wanted)
        return Stream(
            workbook.chunks(await listed.at_once(exporting.QUEUE_LIST, asked, by=actor)),
            media_type=workbook.MEDIA_TYPE,
            headers=exporting.QUEUE_LIST.attachment(),
        )

    @get("/{application_id:uuid}/case.xlsx", responses=PROBLEMS, media_type=workbook.MEDIA_TYPE)
    async def export_loan_case(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> Stream:
        """The case as the bank reads it, a sheet for each part; no internal notes (its members)."""
        number, book = await case_books.case_book(application_id, by=actor)
        return Stream(
            workbook.chunks(book),
            media_type=workbook.MEDIA_TYPE,
            headers=spreadsheet.attachment(f"{number}.xlsx", plain="loan-case.xlsx"),
        )

    @get("/{application_id:uuid}", responses=PROBLEMS)
    async def loan_application(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ApplicationOut:
        return ApplicationOut.of(await reading.application(application_id, by=actor))

    @get("/{application_id:uuid}/history", responses=PROBLEMS)
    async def loan_application_history(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> list[ApplicationEventOut]:
        """What happened, oldest first, as far as the caller's side may know."""
        return timeline_out(await reading.timeline(application_id, by=actor))

    @get("/{application_id:uuid}/checklist", responses=PROBLEMS)
    async def loan_application_checklist(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ApplicationChecklistOut:
        """What the product asks for: of a draft what is there, else the versions it froze."""
        return ApplicationChecklistOut.of(await checklists.checklist(application_id, by=actor))

    @get("/{application_id:uuid}/dossier", responses=PROBLEMS)
    async def loan_application_dossier(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> DossierOut:
        """Everything the bank needs for its decision (the bank's members)."""
        return DossierOut.of(await dossiers.dossier(application_id, by=actor))

    @get("/{application_id:uuid}/cover", responses=PROBLEMS)
    async def loan_application_cover(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> LoanCoverOut:
        """The guarantees of the loan and what they leave open (the firm, and its bank)."""
        return LoanCoverOut.of(await guaranteeing.cover(application_id, by=actor))

    @post("/{application_id:uuid}/submission", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def submit_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.ApplicationSubmissionIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Submit: freezes the facts and lets the bank read the documents (the signatory)."""
        view = await drafting.submit(
            application_id,
            consent=data.consent,
            consent_version=data.consent_version,
            document_ids=data.document_ids,
            request_revision=data.request_revision,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/document-answer", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def answer_document_request(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.DocumentAnswerIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Answer the open request; the bank's clock goes on (the firm's handler)."""
        view = await reviewing.answer_documents(
            application_id,
            document_ids=data.document_ids,
            note=data.note,
            valuation_id=data.valuation_id,
            by=actor,
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/offer-acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_offer(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.OfferAnswerIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Accept: closes the other applications on these rights, drafts the pledge (signatory)."""
        view = await offers.accept(application_id, offer_version=data.offer_version, by=actor)
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/offer-decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_offer(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.OfferDeclineIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Decline the offer (the signatory)."""
        view = await offers.decline(
            application_id, offer_version=data.offer_version, reason=data.reason, by=actor
        )
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_loan_application(
        self,
        application_id: FromPath[UUID],
        data: JSONBody[taking.OptionalReasonIn],
        actor: NamedDependency[Actor],
    ) -> ApplicationOut:
        """Withdraw; the bank can no longer read the documents (the signatory)."""
        view = await offers.withdraw(application_id, reason=data.reason, by=actor)
        return ApplicationOut.of(view)

    @post("/{application_id:uuid}/copy", responses=PROBLEMS)
    async def copy_loan_application(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ApplicationOut:
        """Apply again: a new draft with everything of one that is over (the firm's handler)."""
        return ApplicationOut.of(await drafting.copy(application_id, by=actor))

    @get("/{application_id:uuid}/carried-over", responses=PROBLEMS)
    async def loan_application_carried_over(
        self, application_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> CarriedOverOut:
        """What a copied draft did not take over from the earlier application, and why."""
        return CarriedOverOut.of(await carrying.carried_over(application_id, by=actor))
