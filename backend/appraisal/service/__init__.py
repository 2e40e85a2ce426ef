"""What can be done with ordered appraisals; other modules come in here."""

from backend.appraisal.conflicts import Rules
from backend.appraisal.report import Report
from backend.appraisal.service.delivering import checks, confirm, deliver, save, send_back, sign
from backend.appraisal.service.inviting import Ordered, open_request, order_for_case, share
from backend.appraisal.service.leaving import REQUEST_LIST
from backend.appraisal.service.ordering import (
    Offer,
    accept,
    decline,
    expire,
    quote,
    withdraw,
)
from backend.appraisal.service.proposing import (
    accept_proposal,
    decline_proposal,
    proposal_actions,
    proposal_page,
    propose,
    withdraw_proposal,
)
from backend.appraisal.service.reading import (
    ReportView,
    RequestView,
    came_of_order,
    page,
    report_of_valuation,
    request,
)
from backend.appraisal.service.weighing import (
    FindingView,
    RuleSetView,
    SmallDealView,
    check_small_deal,
    check_use,
    findings,
    rule_sets,
    small_deal,
    weigh_use,
)
from backend.appraisal.service.working import CheckView

__all__ = [
    "REQUEST_LIST",
    "CheckView",
    "FindingView",
    "Offer",
    "Ordered",
    "Report",
    "ReportView",
    "RequestView",
    "RuleSetView",
    "Rules",
    "SmallDealView",
    "accept",
    "accept_proposal",
    "came_of_order",
    "check_small_deal",
    "check_use",
    "checks",
    "confirm",
    "decline",
    "decline_proposal",
    "deliver",
    "expire",
    "findings",
    "open_request",
    "order_for_case",
    "page",
    "proposal_actions",
    "proposal_page",
    "propose",
    "quote",
    "report_of_valuation",
    "request",
    "rule_sets",
    "save",
    "send_back",
    "share",
    "sign",
    "small_deal",
    "weigh_use",
    "withdraw",
    "withdraw_proposal",
]
