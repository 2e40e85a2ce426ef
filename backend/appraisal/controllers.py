"""Ordered appraisals over HTTP: the firm's side, the appraiser's, the lender's."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from backend.appraisal import service
from backend.appraisal.schemas import (
    AcceptanceIn,
    AppraisalReasonIn,
    ChecksOut,
    QuoteIn,
    ReportChecksIn,
    ReportIn,
    ReportSignatureIn,
    RequestIn,
    SharedIn,
    ValuationReportOut,
    ValuationRequestOut,
    checks_out,
)
from backend.appraisal.schemas.rules import RuleProposalOut, RuleSetIn, RuleSetOut
from backend.appraisal.states import State
from backend.kernel.auth import Actor
from backend.kernel.http import PROBLEMS
from backend.kernel.pages import limit_of
from backend.kernel.schemas import Page


class ValuationRequestController(Controller):
    path = "/valuation-requests"
    tags = ("Appraisal",)

    @post("/", responses=PROBLEMS)
    async def invite(
        self, data: JSONBody[RequestIn], actor: NamedDependency[Actor]
    ) -> ValuationRequestOut:
        """Ask several appraisers for a quote on rights of the firm's portfolio."""
        return ValuationRequestOut.of(
            await service.open_request(data.asked(), by=actor), reader=actor
        )

    @get("/", responses=PROBLEMS)
    async def requests(
        self,
        actor: NamedDependency[Actor],
        in_state: Annotated[State | None, QueryParameter(name="state")] = None,
        application_id: FromQuery[UUID | None] = None,
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[ValuationRequestOut]:
        """The firm's, the lender's, or those that the appraiser was invited to; newest first."""
        found, following, total = await service.page(
            in_state=in_state,
            application_id=application_id,
            cursor=cursor,
            limit=limit_of(limit),
            by=actor,
        )
        items = [ValuationRequestOut.of(each, reader=actor) for each in found]
        return Page(items=items, next=following, total=total)

    @get("/{valuation_request_id:uuid}", responses=PROBLEMS)
    async def request(
        self, valuation_request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationRequestOut:
        """One request: every quote for the firm, its own for an appraiser."""
        return ValuationRequestOut.of(
            await service.request(valuation_request_id, by=actor), reader=actor
        )

    @post("/{valuation_request_id:uuid}/quote", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def quote(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[QuoteIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Offer fee, days and approaches; refused where the lender's rules see a conflict."""
        view = await service.quote(valuation_request_id, data.offered(), by=actor)
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[AppraisalReasonIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Take no part, and say why."""
        view = await service.decline(valuation_request_id, reason=data.reason, by=actor)
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[AcceptanceIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Give the order to one of them; his fee is owed from now on."""
        seen = None if data.seen is None else data.seen.model_dump(mode="json")
        view = await service.accept(
            valuation_request_id, quote_id=data.quote_id, seen=seen, by=actor
        )
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/documents", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def share(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[SharedIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Let the appraisers of this request read some of the firm's documents."""
        view = await service.share(
            valuation_request_id, document_ids=tuple(data.document_ids), by=actor
        )
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/report", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def save(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[ReportIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Keep the report as it stands; a signature that it had falls."""
        view = await service.save(valuation_request_id, data.report, file_id=data.file_id, by=actor)
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/report-checks", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def checks(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[ReportChecksIn],
        actor: NamedDependency[Actor],
    ) -> ChecksOut:
        """The twelve checks on a report as it stands in the form; nothing is kept."""
        return checks_out(await service.checks(valuation_request_id, data.report, by=actor))

    @post("/{valuation_request_id:uuid}/signature", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def sign(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[ReportSignatureIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """The preparer's signature, with his password."""
        view = await service.sign(
            valuation_request_id, password=data.password, code=data.code, by=actor
        )
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/delivery", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def deliver(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[ReportSignatureIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """The second signature, by another person; it delivers the report."""
        view = await service.deliver(
            valuation_request_id, password=data.password, code=data.code, by=actor
        )
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/return", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def send_back(
        self,
        valuation_request_id: FromPath[UUID],
        data: JSONBody[AppraisalReasonIn],
        actor: NamedDependency[Actor],
    ) -> ValuationRequestOut:
        """Send a delivered report back, and say why."""
        view = await service.send_back(valuation_request_id, reason=data.reason, by=actor)
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/confirmation", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def confirm(
        self, valuation_request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationRequestOut:
        """Take the report: it becomes a valuation of the firm, its hash confirmed."""
        view = await service.confirm(valuation_request_id, by=actor)
        return ValuationRequestOut.of(view, reader=actor)

    @post("/{valuation_request_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw(
        self, valuation_request_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationRequestOut:
        """Ask no longer, before anybody was chosen."""
        view = await service.withdraw(valuation_request_id, by=actor)
        return ValuationRequestOut.of(view, reader=actor)


class ValuationReportController(Controller):
    path = "/valuation-reports"
    tags = ("Appraisal",)

    @get("/{valuation_id:uuid}", responses=PROBLEMS)
    async def report(
        self, valuation_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> ValuationReportOut:
        """The report behind a valuation with its checks, by the reader's own rules."""
        view = await service.report_of_valuation(valuation_id, by=actor)
        return ValuationReportOut.of(view, reader=actor)


class AppraisalRuleController(Controller):
    path = "/appraisal-rules"
    tags = ("Appraisal",)

    @get("/", responses=PROBLEMS)
    async def rule_sets(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[RuleSetOut]:
        """The platform's rule sets and the lender's own, newest first."""
        found, following, total = await service.rule_sets(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        return Page(items=[RuleSetOut.of(each) for each in found], next=following, total=total)


class AppraisalRuleProposalController(Controller):
    path = "/appraisal-rule-proposals"
    tags = ("Appraisal",)

    @get("/", responses=PROBLEMS)
    async def rule_proposals(
        self,
        actor: NamedDependency[Actor],
        cursor: FromQuery[str | None] = None,
        limit: FromQuery[int | None] = None,
    ) -> Page[RuleProposalOut]:
        """What was proposed in the reader's organisation, open and decided; newest first."""
        rows, following, total = await service.proposal_page(
            cursor=cursor, limit=limit_of(limit), by=actor
        )
        items = [RuleProposalOut.of(row, reader=actor) for row in rows]
        return Page(items=items, next=following, total=total)

    @post("/", responses=PROBLEMS)
    async def propose_rule_proposal(
        self, data: JSONBody[RuleSetIn], actor: NamedDependency[Actor]
    ) -> RuleProposalOut:
        """Propose the next version of the rules; one waits at a time."""
        row = await service.propose(
            data.rules, valid_from=data.valid_from, reason=data.reason, by=actor
        )
        return RuleProposalOut.of(row, reader=actor)

    @post("/{rule_proposal_id:uuid}/acceptance", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def accept_rule_proposal(
        self, rule_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> RuleProposalOut:
        """Accept what another person proposed: the next version, from its day."""
        return RuleProposalOut.of(
            await service.accept_proposal(rule_proposal_id, by=actor), reader=actor
        )

    @post("/{rule_proposal_id:uuid}/decline", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def decline_rule_proposal(
        self,
        rule_proposal_id: FromPath[UUID],
        data: JSONBody[AppraisalReasonIn],
        actor: NamedDependency[Actor],
    ) -> RuleProposalOut:
        """Decline what another person proposed, and say why."""
        row = await service.decline_proposal(rule_proposal_id, reason=data.reason, by=actor)
        return RuleProposalOut.of(row, reader=actor)

    @post("/{rule_proposal_id:uuid}/withdrawal", status_code=HTTP_200_OK, responses=PROBLEMS)
    async def withdraw_rule_proposal(
        self, rule_proposal_id: FromPath[UUID], actor: NamedDependency[Actor]
    ) -> RuleProposalOut:
        """Take back what one proposed oneself."""
        return RuleProposalOut.of(
            await service.withdraw_proposal(rule_proposal_id, by=actor), reader=actor
        )
