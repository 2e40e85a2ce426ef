"""The application: controllers, dependencies, error handlers, middleware, the web app's files."""

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from litestar import Controller, Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Method
from litestar.types.internal_types import PathParameterDefinition

from backend.appraisal import controllers as appraisal
from backend.calendar import controllers as calendar
from backend.documents import controllers as documents
from backend.exports import controllers as exports
from backend.identity import controllers as identity
from backend.identity.service import actor_of_key, actor_of_session, check_second_factor
from backend.insurance import controllers as insurance
from backend.invoicing import controllers as invoicing
from backend.kernel.arriving import BodyMiddleware
from backend.kernel.context import ContextMiddleware
from backend.kernel.health import HealthController
from backend.kernel.http import exception_handlers
from backend.kernel.idempotency import IdempotencyMiddleware
from backend.kernel.sessions import ActorOf, SessionMiddleware, current_actor, current_visitor
from backend.kernel.web import web_app
from backend.kyb import controllers as kyb
from backend.lending import controllers as lending
from backend.licensing import controllers as licensing
from backend.listing import controllers as listing
from backend.monitoring import controllers as monitoring
from backend.notifications import controllers as notifications
from backend.oversight import controllers as oversight
from backend.papers import controllers as papers
from backend.payments import controllers as payments
from backend.policies import controllers as policies
from backend.portfolio import controllers as portfolio
from backend.reference import controllers as reference
from backend.registry import controllers as registry
from backend.targets import controllers as targets
from backend.targets import tier_controllers as tiers
from backend.tasks import controllers as tasks
from backend.treasury import controllers as treasury
from backend.underwriting import controllers as underwriting
from backend.valuation import controllers as valuation

API = "/api/v1"
#: JSON bodies are held in memory, anybody's; uploads stream and have limits of their own.
MAX_BODY = 2 * 1024 * 1024

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]

CONTROLLERS: tuple[type[Controller], ...] = (
    HealthController,
    identity.SessionController,
    identity.PasskeySignInController,
    identity.AccountController,
    identity.PasskeyController,
    identity.LinkController,
    identity.MemberController,
    identity.SecondFactorTermController,
    identity.InvitationController,
    identity.OperatorOrganisationController,
    identity.SavedViewController,
    identity.ApiKeyController,
    identity.SignInController,
    identity.FactsController,
    documents.DocumentController,
    documents.ConfirmationController,
    documents.ConsentController,
    documents.MarkController,
    documents.PlaceholderController,
    documents.UploadController,
    documents.KindController,
    documents.UpkeepController,
    papers.PaperController,
    papers.MandateController,
    papers.PublicPaperController,
    calendar.CalendarController,
    calendar.CalendarVersionController,
    calendar.CalendarProposalController,
    reference.ReferenceTableController,
    reference.ReasonController,
    reference.ReferenceVersionController,
    reference.ReferenceProposalController,
    kyb.SignUpController,
    kyb.CaseController,
    portfolio.CoverageController,
    portfolio.FeeController,
    portfolio.FeeTaskController,
    portfolio.ExtractController,
    portfolio.AwardController,
    portfolio.IndustryController,
    portfolio.PatentController,
    portfolio.PatentImportController,
    portfolio.PortfolioController,
    portfolio.PortfolioImportController,
    registry.PledgeBookController,
    registry.PledgeController,
    registry.PreflightController,
    registry.RegisterController,
    registry.RegistrationController,
    registry.RegistrationImportController,
    targets.TargetStatementController,
    targets.TargetPartController,
    targets.LibraryController,
    tiers.LibraryTierController,
    valuation.ValuationController,
    valuation.WeightSetController,
    appraisal.ValuationRequestController,
    appraisal.ValuationReportController,
    appraisal.AppraisalRuleController,
    appraisal.AppraisalRuleProposalController,
    listing.FinancingRequestController,
    licensing.LicenceOfferController,
    licensing.MarketController,
    licensing.InquiryController,
    licensing.LicenceController,
    payments.CardAcceptanceController,
    payments.ChargeController,
    payments.FeeController,
    payments.FeeProposalController,
    payments.LedgerController,
    treasury.BankAccountController,
    treasury.InstructionController,
    treasury.ReconciliationController,
    treasury.StatementController,
    payments.PaymentTaskController,
    payments.WaitingPaymentController,
    payments.WebhookController,
    treasury.LineController,
    lending.ConsentTextController,
    treasury.RefundController,
    treasury.GatewayPayoutController,
    treasury.LayoutController,
    treasury.LayoutProposalController,
    treasury.PayeeController,
    treasury.PayoutAccountController,
    treasury.PayoutListController,
    treasury.OrderController,
    treasury.PaymentFileController,
    invoicing.InvoiceTitleController,
    invoicing.InvoiceRuleController,
    invoicing.ChargeInvoiceController,
    invoicing.InvoiceController,
    invoicing.InvoiceBatchController,
    lending.LoanProductController,
    lending.ShelfController,
    lending.DecisionLimitController,
    lending.OfficerGroupController,
    lending.SubstitutionController,
    lending.PhraseController,
    lending.PhraseProposalController,
    lending.MatchesController,
    lending.ApplicationController,
    lending.CaseValuationController,
    lending.CaseNoteController,
    lending.CaseMessageController,
    lending.HandOverController,
    lending.LoanBookController,
    lending.NegotiationController,
    lending.ValueProposalController,
    monitoring.ValueAlertController,
    monitoring.RevaluationController,
    monitoring.ValueHistoryController,
    monitoring.WatchRulesController,
    monitoring.WatchRuleProposalController,
    lending.ReviewController,
    insurance.InsuranceModeController,
    insurance.InsuranceProductController,
    insurance.RatingPlanController,
    underwriting.ProposalController,
    underwriting.SubmissionController,
    underwriting.UnderwritingAuthorityController,
    underwriting.DeskRuleController,
    underwriting.SanctionsListController,
    policies.BrokerController,
    policies.BrokerNoticeController,
    policies.BrokerSaleController,
    policies.ComparisonController,
    policies.QuoteController,
    policies.PolicyController,
    policies.PortfolioController,
    insurance.BookController,
    insurance.GuaranteeEligibilityController,
    notifications.NotificationController,
    tasks.TaskController,
    oversight.PlanController,
    oversight.TargetController,
    oversight.MonthSheetController,
    oversight.PublicTotalsController,
    oversight.AuditController,
    exports.ExportController,
    exports.ListExportController,
)


def create_app(
    *, actor_of: ActorOf = actor_of_session, lifespan: tuple[Lifespan, ...] = ()
) -> ASGIApp:
    """The whole application as it is served: context outermost, then Litestar."""
    return ContextMiddleware(create_litestar(actor_of=actor_of, lifespan=lifespan))


def create_litestar(
    *, actor_of: ActorOf = actor_of_session, lifespan: tuple[Lifespan, ...] = ()
) -> Litestar:
    api = Router(
        path=API,
        route_handlers=list(CONTROLLERS),
        middleware=[
            BodyMiddleware,
            DefineMiddleware(
                SessionMiddleware,
                actor_of=actor_of,
                actor_of_key=actor_of_key,
                check_write=check_second_factor,
                root=API,
            ),
            IdempotencyMiddleware,
        ],
        dependencies={
            "actor": Provide(current_actor),
            "visitor": Provide(current_visitor),
        },
    )
    return Litestar(
        route_handlers=[api, *web_app(Path(__file__).parent.parent / "frontend" / "dist")],
        exception_handlers=exception_handlers(),
        lifespan=list(lifespan),
        openapi_config=OpenAPIConfig(
            title="Zhirong 知融",
            version="1",
            path=f"{API}/schema",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            operation_id_creator=_operation_id,
        ),
        request_max_body_size=MAX_BODY,
        # Documents are compressed already and come in ranges.
        compression_config=CompressionConfig(
            backend="gzip",
            gzip_compress_level=6,
            minimum_size=1024,
            exclude=["/(content|preview|export)$"],
        ),
        logging_config=None,
    )


def _operation_id(
    _: HTTPRouteHandler, method: Method, path: list[str | PathParameterDefinition]
) -> str:
    """A verb and the path: `listLoanProducts`, `getLoanProduct`, `postLoanApplicationApproval`."""
    names = [part for part in path if isinstance(part, str) and part not in {"api", "v1"}]
    words = [word for name in names for word in re.split(r"[-.]", name)]
    of_one = any(not isinstance(part, str) for part in path)
    reads = "get" if of_one and not isinstance(path[-1], str) else "list"
    plain = HttpMethod(method).value
    verb = {"GET": reads}.get(plain, plain.lower())
    if of_one:
        head = len(re.split(r"[-.]", names[0])) - 1
        words[head] = words[head].removesuffix("s")
    return verb + "".join(word.capitalize() for word in words)
